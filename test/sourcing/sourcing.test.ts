// Asking suppliers, choosing among them, and looking back at how they did.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enterRate } from '../../server/src/currencies/enterRates.ts';
import { setTradingCurrency } from '../../server/src/currencies/settings.ts';
import { cancelPurchaseOrder } from '../../server/src/purchasing/cancelPurchaseOrder.ts';
import { createPurchaseOrder, deletePurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { receiveGoods } from '../../server/src/purchasing/receiveGoods.ts';
import { createRequisition } from '../../server/src/purchasing/requisitions.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { setSupplierProduct } from '../../server/src/purchasing/supplierProducts.ts';
import { returnToSupplier } from '../../server/src/purchasing/supplierReturns.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { printRate, printUnitPrice } from '../../server/src/shared/quantity.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { awardQuotes, declineQuote, recordQuote } from '../../server/src/sourcing/quotes.ts';
import { createQuoteRequest, reopenQuoteRequest, sendQuoteRequest, updateQuoteRequest } from '../../server/src/sourcing/quoteRequests.ts';
import { supplierComparison } from '../../server/src/sourcing/supplierComparison.ts';
import { supplierScorecard } from '../../server/src/sourcing/supplierScorecard.ts';
import { leadTime } from '../../server/src/sourcing/history.ts';
import { verify } from '../../server/src/verify.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let count = 0;
const supplier = async (name: string, more = {}) => {
  count += 1;
  return globalId('Supplier', (await firm.act(createSupplier, { code: `S${count}`, name, ...more })).supplier ?? '');
};
beforeAll(async () => {
  firm = await startTrade();
  await firm.act(setTradingCurrency, { code: 'EUR' });
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});
const linesOf = async (table: 'QuoteRequestLine' | 'RequisitionLine', id: string) => (await firm.db.rows<{ id: string }>(table === 'RequisitionLine'
  ? sql`SELECT id FROM "RequisitionLine" WHERE "requisitionId" = ${uuid(id)} ORDER BY no` : sql`SELECT id FROM "QuoteRequestLine" WHERE "quoteRequestId" = ${uuid(id)} ORDER BY no`))
  .map((row) => globalId(table, row.id));
const statusOf = async (id: string) => (await firm.one<{ status: string }>(sql`SELECT status::text FROM "QuoteRequest" WHERE id = ${uuid(id)}`)).status;

describe('a request for quotations', () => {
  test('carries what a requisition asks for to several suppliers, and what is awarded to purchase orders at the quoted price', async () => {
    const [tea, cup] = [await firm.product('1', '1'), await firm.product('1', '1')];
    const [north, south] = [await supplier('North'), await supplier('South', { currencyCode: 'EUR' })];
    const { requisition = '' } = await firm.act(createRequisition, { reason: 'Fair', submit: true, lines: [{ productId: tea, quantity: '100' }, { productId: cup, quantity: '10' }] });
    const asked = await linesOf('RequisitionLine', globalId('Requisition', requisition));
    const { quoteRequest = '' } = await firm.act(createQuoteRequest, { supplierIds: [north, south], lines: asked.map((requisitionLineId) => ({ requisitionLineId })) });
    const mine = { quoteRequestId: globalId('QuoteRequest', quoteRequest) };
    const [teas, cups] = await linesOf('QuoteRequestLine', mine.quoteRequestId);
    expect(await firm.refusal(recordQuote, { ...mine, supplierId: north, prices: [{ quoteRequestLineId: teas, unitCost: '5' }] })).toBe('QUOTE_REQUEST_STATE');
    await firm.act(sendQuoteRequest, mine);
    expect(await firm.refusal(updateQuoteRequest, { ...mine, version: 2, note: 'x' })).toBe('QUOTE_REQUEST_STATE');
    await firm.act(recordQuote, { ...mine, supplierId: north, supplierReference: 'Q-9', validTo: later(firstDay, 10), prices: [
      { quoteRequestLineId: teas, unitCost: '5', leadTimeDays: 4 }, { quoteRequestLineId: teas, minimumQuantity: '60', unitCost: '4.5', leadTimeDays: 4 }, { quoteRequestLineId: cups, unitCost: '2' },
    ] });
    await firm.act(recordQuote, { ...mine, supplierId: south, exchangeRate: '1.1', prices: [{ quoteRequestLineId: teas, unitCost: '4', leadTimeDays: 20, orderMultiple: '24' }] });
    expect(await firm.refusal(awardQuotes, { ...mine, awards: [{ quoteRequestLineId: cups, supplierId: south, reason: 'x' }] })).toBe('NOT_QUOTED');
    expect(await firm.refusal(awardQuotes, { ...mine, awards: [{ quoteRequestLineId: teas, supplierId: north, quantity: '101', reason: 'x' }] })).toBe('AWARDED_TOO_MUCH');
    const made = await firm.act(awardQuotes, { ...mine, awards: [
      { quoteRequestLineId: teas, supplierId: north, quantity: '70', reason: 'Comes in time' }, { quoteRequestLineId: teas, supplierId: south, quantity: '30', reason: 'Cheapest' },
      { quoteRequestLineId: cups, supplierId: north, reason: 'Only one' },
    ] });
    expect(await statusOf(mine.quoteRequestId)).toBe('CLOSED');
    const orders = (made.purchaseOrders as unknown as string[]).map((id) => globalId('PurchaseOrder', id));
    const rows = await firm.db.rows(sql`SELECT s.name, trim_scale(l.quantity)::text AS quantity, trim_scale(l."unitCost")::text AS cost, l."priceSource"::text AS source, l."choiceReason" AS why
      FROM "PurchaseOrderLine" l JOIN "PurchaseOrder" o ON o.id = l."purchaseOrderId" JOIN "Supplier" s ON s.id = o."supplierId" WHERE s.name IN ('North', 'South') ORDER BY s.name, l.no`);
    expect(rows).toEqual([
      { name: 'North', quantity: '70', cost: '4.5', source: 'QUOTE', why: 'Comes in time' }, { name: 'North', quantity: '10', cost: '2', source: 'QUOTE', why: 'Only one' },
      { name: 'South', quantity: '48', cost: '4', source: 'QUOTE', why: 'Cheapest' },
    ]);
    // What was quoted in euros is ordered in euros, at the rate that the answer told.
    expect(await firm.one(sql`SELECT o."currencyCode" AS code, trim_scale(o."exchangeRate")::text AS rate, o."rateSource" AS source, o."totalMinor"::int AS total, trim_scale(a."unitCost")::text AS worth FROM "PurchaseOrder" o JOIN "QuoteAward" a ON a."purchaseOrderId" = o.id WHERE o.id = ${uuid(orders[1] ?? '')}`))
      .toEqual({ code: 'EUR', rate: '1.1', source: (await firm.one<{ number: string }>(sql`SELECT number FROM "QuoteRequest" WHERE id = ${quoteRequest}`)).number, total: 192_00, worth: '4.4' });
    for (const purchaseOrderId of orders) await firm.act(placePurchaseOrder, { purchaseOrderId });
    expect(await firm.one(sql`SELECT status::text FROM "Requisition" WHERE id = ${requisition}`)).toEqual({ status: 'ORDERED' });
    const days = await firm.db.rows<{ on: string }>(sql`SELECT l."expectedOn"::text AS on FROM "PurchaseOrderLine" l JOIN "PurchaseOrder" o ON o.id = l."purchaseOrderId"
      JOIN "Supplier" s ON s.id = o."supplierId" WHERE s.name IN ('North', 'South') ORDER BY s.name, l.no`);
    expect(days.map(({ on }) => on)).toEqual([later(firstDay, 4), firstDay, later(firstDay, 20)]);
    // What an order is given up for may be awarded again.
    await firm.act(cancelPurchaseOrder, { purchaseOrderId: orders[1], reason: 'Out of stock' });
    await firm.act(reopenQuoteRequest, mine);
    await firm.act(awardQuotes, { ...mine, awards: [{ quoteRequestLineId: teas, supplierId: north, reason: 'Second choice' }], roundsUp: false });
    expect(await firm.one(sql`SELECT trim_scale(drafted)::text AS drafted, trim_scale(ordered)::text AS ordered FROM "RequisitionLine" WHERE id = ${uuid(asked[0] ?? '')}`)).toEqual({ drafted: '30', ordered: '70' });
  });

  test('answered in another currency without a rate is ordered at the day\'s, and refused where there is none', async () => {
    const [tea, west] = [await firm.product('1', '1'), await supplier('West', { currencyCode: 'EUR' })];
    const { quoteRequest = '' } = await firm.act(createQuoteRequest, { supplierIds: [west], lines: [{ productId: tea, quantity: '5' }] });
    const mine = { quoteRequestId: globalId('QuoteRequest', quoteRequest) };
    await firm.act(sendQuoteRequest, mine);
    const [line] = await linesOf('QuoteRequestLine', mine.quoteRequestId);
    await firm.act(recordQuote, { ...mine, supplierId: west, prices: [{ quoteRequestLineId: line, unitCost: '4' }] });
    const awards = [{ quoteRequestLineId: line, supplierId: west, reason: 'Only one' }];
    expect(await firm.refusal(awardQuotes, { ...mine, awards })).toBe('RATE_MISSING');
    await firm.act(enterRate, { currencyCode: 'EUR', ratedOn: firm.day, rate: '1.2' });
    const { purchaseOrders } = await firm.act(awardQuotes, { ...mine, awards });
    expect(await firm.one(sql`SELECT o."currencyCode" AS code, trim_scale(o."exchangeRate")::text AS rate, o."rateSource" AS source, o."totalMinor"::int AS total, trim_scale(a."unitCost")::text AS worth FROM "PurchaseOrder" o JOIN "QuoteAward" a ON a."purchaseOrderId" = o.id WHERE o.id = ${String((purchaseOrders as unknown as string[])[0])}`))
      .toEqual({ code: 'EUR', rate: '1.2', source: null, total: 2000, worth: '4.8' });
  });

  test('is awarded at no price that has run out, and again when its draft is thrown away', async () => {
    const tea = await firm.product('1', '1');
    const east = await supplier('East');
    const { quoteRequest = '' } = await firm.act(createQuoteRequest, { supplierIds: [east], lines: [{ productId: tea, quantity: '5' }] });
    const mine = { quoteRequestId: globalId('QuoteRequest', quoteRequest) };
    await firm.act(sendQuoteRequest, mine);
    const [line] = await linesOf('QuoteRequestLine', mine.quoteRequestId);
    await firm.act(declineQuote, { ...mine, supplierId: east });
    const awards = [{ quoteRequestLineId: line, supplierId: east, reason: 'Only one' }];
    expect(await firm.refusal(awardQuotes, { ...mine, awards })).toBe('NOT_QUOTED');
    await firm.act(recordQuote, { ...mine, supplierId: east, validTo: later(firstDay, -1), prices: [{ quoteRequestLineId: line, unitCost: '5' }] });
    expect(await firm.refusal(awardQuotes, { ...mine, awards })).toBe('QUOTE_EXPIRED');
    await firm.act(recordQuote, { ...mine, supplierId: east, prices: [{ quoteRequestLineId: line, unitCost: '6' }] });
    const { purchaseOrders } = await firm.act(awardQuotes, { ...mine, awards });
    await firm.act(deletePurchaseOrder, { purchaseOrderId: globalId('PurchaseOrder', String((purchaseOrders as unknown as string[])[0])) });
    await firm.act(reopenQuoteRequest, mine);
    await firm.act(awardQuotes, { ...mine, awards });
    expect(await statusOf(mine.quoteRequestId)).toBe('CLOSED');
  });
});

describe('the history of suppliers', () => {
  test('is what they really did: cost, punctuality, rejects, days and how steady they are', async () => {
    const tea = await firm.product('1', '1');
    const [near, far] = [await supplier('Near'), await supplier('Far')];
    await firm.act(setSupplierProduct, { supplierId: near, productId: tea, unitCost: '5', leadTimeDays: 3, prices: [{ minimumQuantity: '50', unitCost: '4' }] });
    await firm.act(setSupplierProduct, { supplierId: far, productId: tea, unitCost: '4.5', leadTimeDays: 10, isPreferred: false });
    const buy = async (supplierId: string, ordered: number, came: number, quantity: string, unitCost: string) => {
      firm.day = later(firstDay, ordered);
      const purchaseOrderId = globalId('PurchaseOrder', (await firm.act(createPurchaseOrder, { supplierId, lines: [{ productId: tea, quantity, unitCost }] })).purchaseOrder ?? '');
      await firm.act(placePurchaseOrder, { purchaseOrderId, overrideReason: 'Old price' });
      firm.day = later(firstDay, came);
      const { receipt = '' } = await firm.act(receiveGoods, { purchaseOrderId });
      const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "ReceiptLine" WHERE "receiptId" = ${receipt}`);
      return { receiptId: globalId('Receipt', receipt), receiptLineId: globalId('ReceiptLine', id) };
    };
    await buy(near, 0, 3, '10', '5');
    await buy(near, 3, 5, '10', '5');
    const bad = await buy(near, 5, 12, '20', '5');
    await firm.act(returnToSupplier, { receiptId: bad.receiptId, reason: 'Stale', lines: [{ receiptLineId: bad.receiptLineId, quantity: '4' }] });
    await buy(far, 12, 40, '10', '4.5');
    const ctx = await firm.context();
    const { rows } = await answerReport(supplierComparison, { productId: uuid(tea) }, ctx);
    const seen = rows.map(({ supplier: id, rank, unitCost, expectedCost, onTimeShare, rejectShare, leadTimeMean, leadTimeDeviation, nextFrom }) => ({
      id, rank, unitCost: unitCost && printUnitPrice(unitCost), expected: expectedCost && printUnitPrice(expectedCost), onTime: onTimeShare && printRate(onTimeShare) || '0',
      rejected: rejectShare !== null && printRate(rejectShare), mean: leadTimeMean && printRate(leadTimeMean), deviation: leadTimeDeviation !== null && printRate(leadTimeDeviation), next: nextFrom,
    }));
    expect(seen).toEqual([
      { id: uuid(far), rank: 1, unitCost: '4.5', expected: '4.5', onTime: '0', rejected: '0', mean: '28', deviation: '0', next: null },
      // 20 of 40 in time; 4 of 40 sent back; 3, 2 and 7 days.
      { id: uuid(near), rank: 2, unitCost: '5', expected: '5', onTime: '0.5', rejected: '0.1', mean: '4', deviation: '2.160246', next: 50_000_000n },
    ]);
    expect((await answerReport(supplierComparison, { productId: uuid(tea), quantity: 60_000_000n as never }, ctx)).rows.map(({ supplier: id }) => id)).toEqual([uuid(near), uuid(far)]);
    const card = await answerReport(supplierScorecard, { supplierId: uuid(near) }, ctx);
    expect(card.total).toMatchObject({ receipts: 3, value: 200_00n, rejected: 20_00n, onTimeShare: 500_000n, rejectShare: 100_000n });
    expect(card.months.map(({ month, receipts }) => [month, receipts])).toEqual([['2026-01-01', 3]]);
  });

  test('counts what is overdue and has not come as not on time', async () => {
    firm.day = firstDay;
    const tea = await firm.product('1', '1');
    const slow = await supplier('Slow');
    const purchaseOrderId = globalId('PurchaseOrder', (await firm.act(createPurchaseOrder, { supplierId: slow, expectedOn: later(firstDay, 2), lines: [{ productId: tea, quantity: '4', unitCost: '2' }] })).purchaseOrder ?? '');
    await firm.act(placePurchaseOrder, { purchaseOrderId });
    firm.day = later(firstDay, 9);
    const { rows: [row] } = await answerReport(supplierComparison, { productId: uuid(tea) }, await firm.context());
    expect(row).toMatchObject({ receipts: 0, onTimeShare: row?.onTimeShare });
    expect((await answerReport(supplierScorecard, { supplierId: uuid(slow) }, await firm.context())).total).toMatchObject({ receipts: 0, value: 0n, leadTimeMean: null });
  });

  test.each([
    [[], null, null], [[5], '5', '0'], [[3, 2, 7], '4', '2.160246'], [[1, 2], '1.5', '0.5'],
  ] as const)('the days %j have mean %s and deviation %s', (all, mean, deviation) => {
    const sum = all.reduce((total: number, each) => total + each, 0);
    const found = leadTime({ days: String(sum), daysSquared: String(all.reduce((total: number, each) => total + each * each, 0)), measured: all.length });
    expect([found.mean && printRate(found.mean), found.deviation === null ? null : printRate(found.deviation)]).toEqual([mean, deviation]);
  });
});
