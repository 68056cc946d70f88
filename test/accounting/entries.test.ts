import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { balanceSheet } from '../../server/src/accounting/balanceSheet.ts';
import { postEntry } from '../../server/src/accounting/postEntry.ts';
import { profitAndLoss } from '../../server/src/accounting/profitAndLoss.ts';
import { reverseEntry } from '../../server/src/accounting/reverseEntry.ts';
import { trialBalance } from '../../server/src/accounting/trialBalance.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { printMoney } from '../../server/src/shared/money.ts';
import { firstDay, later, sql, startTrade, type Trade } from '../support/trade.ts';

let firm: Trade;
const ids = new Map<string, string>();
beforeAll(async () => {
  firm = await startTrade();
  for (const { code, id } of await firm.db.rows<{ code: string; id: string }>(sql`SELECT code, id FROM "Account"`)) ids.set(code, globalId('Account', id));
});
afterAll(() => firm.close());

const line = (code: string, debit: string | null, credit: string | null = null) => ({ accountId: ids.get(code), debit, credit });
const rent = (effectiveOn: string) => ({ memo: 'Rent', effectiveOn, lines: [line('6100', '800.10'), line('1000', null, '800.10')] });
const text = (value: unknown) => JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? String(each) : each));

describe('a manual entry', () => {
  test('balances, stays off the accounts that documents keep, and has one side a line', async () => {
    const of = (lines: object[]) => firm.refusal(postEntry, { effectiveOn: firstDay, memo: 'x', lines });
    expect(await of([line('6100', '1'), line('1000', null, '2')])).toBe('ENTRY_UNBALANCED');
    for (const code of ['1100', '2100', '2000', '1300', '1310', '2300']) expect(await of([line('6100', '1'), line(code, null, '1')])).toBe('CONTROL_ACCOUNT');
    expect(await of([line('6100', '1', '1'), line('1000', null, '1')])).toBe('INPUT_INVALID');
    expect(await of([line('6100', null), line('1000', null, '1')])).toBe('INPUT_INVALID');
    expect(await of([{ ...line('6100', '1'), customerId: globalId('Customer', '018f0000-0000-7000-8000-000000000000') }, line('1000', null, '1')])).toBe('NOT_FOUND');
    expect(await firm.refusal(postEntry, rent(later(firstDay, 1)))).toBe('DAY_IN_FUTURE');
  });

  test('is undone once by its mirror, not before its own day', async () => {
    const { entry = '' } = await firm.act(postEntry, rent(firstDay));
    const entryId = globalId('JournalEntry', entry);
    expect(await firm.refusal(reverseEntry, { entryId, reason: 'x', effectiveOn: later(firstDay, -1) })).toBe('INPUT_INVALID');
    const runs = await Promise.all([1, 2, 3].map(() => firm.refusal(reverseEntry, { entryId, reason: 'twice' })));
    expect(runs.filter((each) => each === undefined)).toHaveLength(1);
    expect(runs.filter((each) => each === 'ENTRY_NOT_REVERSIBLE')).toHaveLength(2);
    const customer = await firm.customer();
    await firm.invoice(customer, [{ productId: await firm.service(), quantity: '1', unitPrice: '50' }]);
    const invoice = await firm.one<{ id: string }>(sql`SELECT id FROM "JournalEntry" WHERE kind = 'INVOICE'`);
    expect(await firm.refusal(reverseEntry, { entryId: globalId('JournalEntry', invoice.id), reason: 'no' })).toBe('ENTRY_NOT_REVERSIBLE');
  });
});

describe('reports', () => {
  test('balance, and agree with each other', async () => {
    const ctx = await firm.context();
    const { rows, debit, credit } = await answerReport(trialBalance, { on: firm.day }, ctx);
    expect(debit).toBe(credit);
    expect(rows.reduce((sum, row) => sum + row.balance, 0n)).toBe(0n);
    const result = await answerReport(profitAndLoss, { from: firstDay, to: firm.day }, ctx);
    const sheet = await answerReport(balanceSheet, { on: firm.day }, ctx);
    expect(printMoney(result.profit, 'USD')).toBe('50.00');
    expect(sheet.result).toBe(result.profit);
    expect(sheet.totalAssets).toBe(sheet.totalLiabilities + sheet.totalEquity + sheet.result);
  });

  test('as of a day and as known at a time come out the same, to the byte, whatever is posted later', async () => {
    firm.day = later(firstDay, 5);
    const before = await firm.context();
    const known = new Date(before.now.getTime() + 1000);
    const ask = async () => text([
      await answerReport(trialBalance, { on: firstDay, knownAt: known }, before), await answerReport(profitAndLoss, { from: firstDay, to: firstDay, knownAt: known }, before),
    ]);
    const first = await ask();
    firm.day = later(firstDay, 6);
    await firm.act(postEntry, rent(firstDay));
    expect(await ask()).toBe(first);
    expect(text(await answerReport(trialBalance, { on: firstDay }, before))).not.toBe(text(await answerReport(trialBalance, { on: firstDay, knownAt: known }, before)));
  });

  test('as known at a time read below the oldest running transaction, so that a late commit changes nothing', async () => {
    const ctx = await firm.context();
    const [go, running] = [Promise.withResolvers<void>(), Promise.withResolvers<number>()];
    const late = firm.db.transaction(async (tx) => {
      const [row] = await tx.rows<{ at: Date }>(sql`SELECT now() AS at, pg_current_xact_id()`);
      running.resolve(row?.at.getTime() ?? 0);
      await go.promise;
    });
    const begun = await running.promise;
    const { knownAt } = await answerReport(trialBalance, { on: firm.day, knownAt: new Date(Date.now() + 60_000) }, ctx);
    go.resolve();
    await late;
    expect(knownAt?.getTime()).toBe(begun);
  });
});
