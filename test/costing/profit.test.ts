import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postEntry } from '../../server/src/accounting/postEntry.ts';
import { profitAndLoss } from '../../server/src/accounting/profitAndLoss.ts';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { orderProfit } from '../../server/src/costing/orderProfit.ts';
import { profitByOrder } from '../../server/src/costing/profitByOrder.ts';
import '../../server/src/schema.ts'; // who may see which orders
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { firstDay, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let orders: { id: string }[];
beforeAll(async () => {
  firm = await startTrade();
  const customer = await firm.customer();
  const product = await firm.product('4', '100');
  const invoice = await firm.invoice(customer, [{ productId: product, quantity: '10', unitPrice: '10', discountRate: '0.1' }], { freight: '5' });
  await firm.invoice(customer, [{ productId: product, quantity: '5', unitPrice: '3' }]);
  const { id: line } = await firm.one<{ id: string }>(sql`SELECT id FROM "InvoiceLine" WHERE "invoiceId" = ${uuid(invoice)}`);
  await firm.act(creditInvoice, { invoiceId: invoice, reason: 'broken', lines: [{ invoiceLineId: globalId('InvoiceLine', line), quantity: '1' }] });
  const accounts = new Map((await firm.db.rows<{ code: string; id: string }>(sql`SELECT code, id FROM "Account"`)).map(({ code, id }) => [code, globalId('Account', id)]));
  orders = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "Order" ORDER BY number`);
  const entry = (amount: string, more: object) => firm.act(postEntry, { effectiveOn: firstDay, memo: 'Freight out',
    lines: [{ accountId: accounts.get('5300'), debit: amount, ...more }, { accountId: accounts.get('1000'), credit: amount }] });
  await entry('3', { orderId: globalId('Order', orders[0]?.id ?? '') });
  await entry('20', {});
});
afterAll(() => firm.close());

describe('profit of orders', () => {
  test('is what the journal says of an order: revenue less discount, credits, cost and other costs', async () => {
    const profit = await answerReport(orderProfit, { orderId: orders[0]?.id ?? '' }, await firm.context());
    expect(profit).toMatchObject({
      revenue: 10000n, discount: -1000n, credited: -900n, freight: 500n, netRevenue: 8600n, cost: 4000n, otherCost: 300n, margin: 4300n,
    });
    expect(profit.rows.map(({ code, lines }) => [code, lines])).toEqual([['4000', 1], ['4010', 1], ['4100', 1], ['4200', 1], ['5000', 1], ['5300', 1]]);
  });

  test('sums to the ledger with what no order bears', async () => {
    const ctx = await firm.context();
    const all = await answerReport(profitByOrder, { from: firstDay, to: firstDay, first: 1, worstFirst: true }, ctx);
    expect(all.count).toBe(2);
    expect(all.rows).toMatchObject([{ order: orders[1]?.id, margin: -500n }]);
    expect(all.unattributed).toEqual({ revenue: 0n, cost: 0n, otherCost: 2000n, margin: -2000n });
    for (const key of ['revenue', 'cost', 'otherCost', 'margin'] as const) expect(all.orders[key] + all.unattributed[key]).toBe(all.ledger[key]);
    expect((await answerReport(profitAndLoss, { from: firstDay, to: firstDay }, ctx)).profit).toBe(all.ledger.margin);
  });
});
