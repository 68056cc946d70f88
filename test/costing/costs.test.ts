// Costs that orders bear besides their goods: recorded, divided, brought from the firm's own, taken back; all of it is the ledger.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postEntry } from '../../server/src/accounting/postEntry.ts';
import { recordBill } from '../../server/src/payables/recordBill.ts';
import { allocateCosts } from '../../server/src/costing/allocateCosts.ts';
import { orderProfit } from '../../server/src/costing/orderProfit.ts';
import { recordOrderTime, withdrawOrderTime } from '../../server/src/costing/orderTime.ts';
import { previewCostAllocation } from '../../server/src/costing/previewCostAllocation.ts';
import { profitEquation } from '../../server/src/costing/profitEquation.ts';
import { profitRanking } from '../../server/src/costing/profitRanking.ts';
import { recordOrderCost } from '../../server/src/costing/recordOrderCost.ts';
import { reverseCostAllocation } from '../../server/src/costing/reverseCostAllocation.ts';
import { reverseOrderCost } from '../../server/src/costing/reverseOrderCost.ts';
import { createCostCategory, updateCostCategory } from '../../server/src/costing/saveCostCategory.ts';
import { subledgers } from '../../server/src/costing/subledgers.ts';
import { cashSummary } from '../../server/src/accounting/cashSummary.ts';
import { profitAndLoss } from '../../server/src/accounting/profitAndLoss.ts';
import { resultByMonth } from '../../server/src/accounting/resultByMonth.ts';
import { trialBalance } from '../../server/src/accounting/trialBalance.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import '../../server/src/schema.ts'; // who may see which orders
import type { CostDriver, ProfitGrouping } from '../../server/src/generated/rows.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { addDays, type Day } from '../../server/src/shared/time.ts';
import { verify } from '../../server/src/verify.ts';
import { firstDay, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let account: Map<string, string>;
const orders: string[] = [];
const lastDay = '2026-01-31' as Day;
const period = { from: '2026-01-01' as Day, to: lastDay };
beforeAll(async () => {
  firm = await startTrade();
  const customer = await firm.customer();
  const other = await firm.customer();
  const heavy = await firm.product('4', '100', { weight: '3' });
  const light = await firm.product('1', '100', { weight: '1' });
  await firm.invoice(customer, [{ productId: heavy, quantity: '10', unitPrice: '10' }]);
  await firm.invoice(customer, [{ productId: light, quantity: '10', unitPrice: '5' }, { productId: heavy, quantity: '2', unitPrice: '10' }]);
  await firm.invoice(other, [{ productId: light, quantity: '5', unitPrice: '2' }]);
  account = new Map((await firm.db.rows<{ code: string; id: string }>(sql`SELECT code, id FROM "Account"`)).map(({ code, id }) => [code, globalId('Account', id)]));
  orders.push(...(await firm.db.rows<{ id: string }>(sql`SELECT id FROM "Order" ORDER BY number`)).map(({ id }) => globalId('Order', id)));
  firm.day = addDays(lastDay, 1);
});
afterAll(() => firm.close());

const profitOf = async (index: number) => answerReport(orderProfit, { orderId: uuid(orders[index] ?? '') }, await firm.context());
const clean = async () => (await verify(firm.db)).filter(({ rows }) => rows.length > 0);
const spend = (code: string, amount: string, more: object = {}) => firm.act(postEntry, { effectiveOn: firstDay, memo: 'spent', lines: [{ accountId: account.get(code), debit: amount, ...more }, { accountId: account.get('1000'), credit: amount }] });
const category = async (driver: CostDriver, code: string, accounts: string[] = []) =>
  globalId('CostCategory', (await firm.act(createCostCategory, { code, name: `By ${driver}`, group: 'OPERATIONS', driver, accountIds: accounts.map((each) => account.get(each)) })).costCategory ?? '');
const allocate = async (more: object = {}) => globalId('CostAllocation', (await firm.act(allocateCosts, { ...period, ...more })).costAllocation ?? '');
const allocated = async () => Promise.all(orders.map(async (_, index) => (await profitOf(index)).terms.find(({ term }) => term === 'ALLOCATED')?.amount ?? 0n));

describe('a cost of orders', () => {
  test('is a later line of their profit, divided to the cent, and taken back by its reverse', async () => {
    const before = await profitOf(0);
    const { orderCost = '' } = await firm.act(recordOrderCost, { kind: 'FREIGHT', amount: '10.00', orders: orders.map((orderId) => ({ orderId })), basis: 'WEIGHT', incurredOn: lastDay, memo: 'Truck' });
    // 30, 16 and 5 kg
    expect((await firm.db.rows<{ share: string }>(sql`SELECT "shareMinor"::text AS share FROM "OrderCostLine" ORDER BY no`)).map(({ share }) => share)).toEqual(['588', '314', '98']);
    expect((await profitOf(0)).terms.find(({ term }) => term === 'FREIGHT')).toMatchObject({ amount: -588n, lines: 1 });
    await firm.act(reverseOrderCost, { orderCostId: globalId('OrderCost', orderCost), reason: 'Wrong truck' });
    expect((await profitOf(0)).margin).toBe(before.margin);
    expect(await firm.refusal(reverseOrderCost, { orderCostId: globalId('OrderCost', orderCost), reason: 'Again' })).toBe('ORDER_COST_REVERSED');
    expect(await clean()).toEqual([]);
  });
  test.each([['PAYMENT_FEE', '5400', '1000'], ['COMMISSION', '5500', '2400'], ['RETURN', '5600', '1000'], ['BAD_DEBT', '5700', '1000']])('%s is charged to %s and comes from %s', async (kind, charged, from) => {
    await firm.act(recordOrderCost, { kind, amount: '1.00', orders: [{ orderId: orders[0] }] });
    expect(await firm.db.rows(sql`SELECT a.code FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" JOIN "JournalEntry" e ON e.id = l."entryId"
      WHERE e.sequence = (SELECT max(sequence) FROM "JournalEntry") ORDER BY l.no`)).toEqual([{ code: charged }, { code: from }]);
  });
  test('of another kind names its expense, and no account of documents', async () => {
    const other = (more: object) => firm.refusal(recordOrderCost, { kind: 'OTHER', amount: '1.00', orders: [{ orderId: orders[0] }], ...more });
    expect(await other({})).toBe('INPUT_INVALID');
    expect(await other({ accountId: account.get('1300') })).toBe('NOT_A_COST_ACCOUNT');
    expect(await other({ accountId: account.get('6910') })).toBe('NOT_A_COST_ACCOUNT');
    expect(await other({ accountId: account.get('6300'), againstId: account.get('4000') })).toBe('NOT_A_PAYING_ACCOUNT');
    expect(await other({ accountId: account.get('6300') })).toBeUndefined();
  });
  test('a bill\'s expense of one order is that order\'s cost', async () => {
    const { supplier = '' } = await firm.act(createSupplier, { code: 'CARRIER', name: 'Carrier' });
    const before = (await profitOf(2)).margin;
    await firm.act(recordBill, { supplierId: globalId('Supplier', supplier), supplierReference: 'R1', expenseLines: [{ accountId: account.get('5300'), description: 'Courier', net: '2.50', orderId: orders[2] }] });
    expect((await profitOf(2)).margin).toBe(before - 250n);
    expect(await clean()).toEqual([]);
  });
});

describe('costs of the firm come to orders', () => {
  test('by their drivers, nothing left over; again only what was booked since; newest taken back first', async () => {
    const rent = await category('ORDER', 'RENT', ['6100']);
    const wages = await category('TIME', 'WAGES', ['6200']);
    await spend('6100', '100.00');
    await spend('6200', '60.00');
    expect(await firm.refusal(allocateCosts, period)).toBe('NOTHING_BEARS');
    const { orderTime = '' } = await firm.act(recordOrderTime, { orderId: orders[0], minutes: 600, workedOn: lastDay });
    await firm.act(withdrawOrderTime, { orderTimeId: globalId('OrderTime', orderTime), reason: 'Typed twice' });
    await firm.act(recordOrderTime, { orderId: orders[0], minutes: 30, workedOn: lastDay });
    await firm.act(recordOrderTime, { orderId: orders[2], minutes: 10, workedOn: lastDay });
    const preview = await previewCostAllocation(period, await firm.context());
    expect(preview).toMatchObject({ total: 16000n, orders: 3, parts: [{ name: 'By ORDER', cost: 10000n, earlier: 0n, orders: 3 }, { name: 'By TIME', cost: 6000n, orders: 2 }] });
    const first = await allocate();
    expect(await allocated()).toEqual([-3334n - 4500n, -3333n, -3333n - 1500n]);
    expect(await firm.refusal(allocateCosts, period)).toBe('NOTHING_LEFT_TO_ALLOCATE');
    expect(await firm.refusal(allocateCosts, { ...period, from: '2026-01-10' })).toBe('ALLOCATION_OVERLAPS');
    await spend('6100', '2.00');
    await spend('6300', '5.00', { costCategoryId: rent });
    const second = await allocate({ costCategoryIds: [rent] });
    expect(await allocated()).toEqual([-3567n - 4500n, -3567n, -3566n - 1500n]);
    const { ledger } = await answerReport(profitRanking, { ...period, by: 'PRODUCT' }, await firm.context());
    expect((await firm.one<{ left: string }>(sql`SELECT sum("companyMinor")::text AS left FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code IN ('6900', '6910')`)).left).toBe('0');
    expect(await firm.refusal(reverseCostAllocation, { costAllocationId: first, reason: 'x' })).toBe('ALLOCATED_SINCE');
    await firm.act(reverseCostAllocation, { costAllocationId: second, reason: 'Too early' });
    await firm.act(reverseCostAllocation, { costAllocationId: first, reason: 'Too early' });
    expect(await allocated()).toEqual([0n, 0n, 0n]);
    expect((await answerReport(profitRanking, { ...period, by: 'PRODUCT' }, await firm.context())).ledger).toEqual(ledger);
    expect(await firm.refusal(updateCostCategory, { costCategoryId: wages, version: 1, accountIds: [account.get('6100')] })).toBe('ACCOUNT_IN_CATEGORY');
    await firm.act(updateCostCategory, { costCategoryId: wages, version: 1, driver: 'VALUE' });
    await allocate();
    expect((await allocated()).reduce<bigint>((sum, amount) => sum + amount, 0n)).toBe(-16700n);
    expect(await clean()).toEqual([]);
  });
  test('two at once bring a cost once', async () => {
    await spend('6100', '9.00');
    const both = await Promise.all([1, 2].map(() => firm.refusal(allocateCosts, period)));
    expect(both.toSorted()).toEqual(['NOTHING_LEFT_TO_ALLOCATE', undefined]);
    expect(await clean()).toEqual([]);
  });
});

describe('profit adds up', () => {
  test.each<ProfitGrouping>(['PRODUCT', 'CATEGORY', 'CUSTOMER', 'SALES_PERSON', 'CHANNEL', 'WAREHOUSE', 'MONTH'])('by %s: groups and what belongs to none are the ledger, whatever page is asked', async (by) => {
    const ctx = await firm.context();
    const year = { from: '2026-01-01' as Day, to: firm.day };
    const ranking = await answerReport(profitRanking, { ...year, by }, ctx);
    const profits = ranking.groups.map(({ profit }) => profit);
    expect(profits.reduce((sum, each) => sum + each, 0n)).toBe(ranking.grouped.profit);
    expect(ranking.grouped.profit + ranking.unattributed.profit).toBe(ranking.ledger.profit);
    expect(ranking.ledger.profit).toBe((await answerReport(profitAndLoss, year, ctx)).profit);
    expect(profits).toEqual(profits.toSorted((a, b) => (a < b ? 1 : -1)));
    const worst = await answerReport(profitRanking, { ...year, by, worstFirst: true, first: 1, byMargin: true }, ctx);
    expect(worst.count).toBe(ranking.count);
    expect(worst.groups.length).toBe(Math.min(1, ranking.count));
  });
  test('account by account, what orders bear and what none bears is the ledger; the terms of an order run to its margin', async () => {
    const ctx = await firm.context();
    const equation = await answerReport(profitEquation, { from: '2026-01-01' as Day, to: firm.day }, ctx);
    expect(equation.rows.length).toBeGreaterThan(5);
    expect(equation.rows.filter(({ difference }) => difference !== 0n)).toEqual([]);
    expect(equation.ledger).toBe((await answerReport(profitAndLoss, { from: '2026-01-01' as Day, to: firm.day }, ctx)).profit);
    const profit = await profitOf(0);
    expect(profit.terms.at(-1)?.running).toBe(profit.margin);
    expect(profit.terms.map(({ term }) => term)).toEqual(['REVENUE', 'COST_OF_GOODS', 'FREIGHT', 'PAYMENT_FEES', 'COMMISSION', 'RETURNS', 'BAD_DEBT', 'ALLOCATED', 'OTHER']);
  });
  test('months sum to the period, cash to its accounts, sub-ledgers to theirs', async () => {
    const ctx = await firm.context();
    const year = { from: '2026-01-01' as Day, to: firm.day };
    const months = await answerReport(resultByMonth, year, ctx);
    expect(months.months).toEqual(['2026-01', '2026-02']);
    expect(months.profit).toBe((await answerReport(profitAndLoss, year, ctx)).profit);
    const cash = await answerReport(cashSummary, year, ctx);
    const bank = (await answerReport(trialBalance, { on: firm.day }, ctx)).rows.find(({ code }) => code === '1000')?.balance;
    expect(cash.accounts.find(({ code }) => code === '1000')).toMatchObject({ closing: bank, opening: 0n });
    expect(cash.opening + cash.received - cash.spent).toBe(cash.closing);
    for (const on of [firstDay, lastDay, firm.day]) {
      const kept = await answerReport(subledgers, { on }, ctx);
      expect(kept.rows.find(({ code }) => code === '1300')?.kept).toBeGreaterThan(0n);
      expect(kept.rows.filter(({ difference }) => difference !== 0n)).toEqual([]);
    }
  });
});
