// Service levels of a small firm, reckoned by hand from eleven orders (docs/service.md has the formulas).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { closeOrderLine } from '../../server/src/fulfilment/closeOrderLine.ts';
import { reverseShipment } from '../../server/src/fulfilment/reverseShipment.ts';
import { answerSubstitution, proposeSubstitution } from '../../server/src/fulfilment/substitutions.ts';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { rescheduleOrder } from '../../server/src/orders/rescheduleOrder.ts';
import { authoriseReturn } from '../../server/src/returns/authoriseReturn.ts';
import { serviceLevels } from '../../server/src/service/serviceLevels.ts';
import { serviceOrders } from '../../server/src/service/serviceOrders.ts';
import { updateServiceSettings } from '../../server/src/service/settings.ts';
import { stockOuts } from '../../server/src/service/stockOuts.ts';
import { globalId, type InputOf, type InputShape } from '../../server/src/shared/input.ts';
import { printQuantity, printRate } from '../../server/src/shared/quantity.ts';
import { answerReport, type Report } from '../../server/src/shared/report.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let [x, y, a, b] = ['', '', '', ''];
const orders: string[] = [];
const d = (days: number): Day => later(firstDay, days);
const on = (days: number): Trade => { firm.day = d(days); return firm; };
const ask = async <S extends InputShape, R, T>(report: Report<S, R, T>, args: InputOf<S>): Promise<T> => answerReport(report, args, await firm.context());
const period = { from: d(0), to: d(40) };

async function placed(no: number, day: number, customerId: string, requiredOn: number | null, lines: [string, string][]): Promise<string> {
  const { order = '' } = await on(day).act(placeOrder, { acceptBackorder: true, order: {
    customerId, ...(requiredOn === null ? {} : { requiredOn: d(requiredOn) }), lines: lines.map(([productId, quantity]) => ({ productId, quantity, unitPrice: '10' })),
  } });
  orders[no] = order;
  return globalId('Order', order);
}
const lineOf = async (orderId: string, productId: string) =>
  globalId('OrderLine', (await firm.one<{ id: string }>(sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)} AND "productId" = ${uuid(productId)}`)).id);
const shipped = async (day: number, orderId: string, parts?: [string, string][]): Promise<string> =>
  on(day).ship(orderId, parts && await Promise.all(parts.map(async ([productId, quantity]) => ({ orderLineId: await lineOf(orderId, productId), quantity }))));

beforeAll(async () => {
  firm = await startTrade();
  [x, y] = [await firm.customer(), await firm.customer()];
  [a, b] = [await firm.product('1', '100'), await firm.product('2', '6')];
  const one = await placed(1, 0, x, 4, [[a, '10']]);
  const two = await placed(2, 0, x, 4, [[a, '10'], [b, '10']]);
  const three = await placed(3, 1, y, 5, [[a, '5']]);
  const four = await placed(4, 1, y, 8, [[a, '4']]);
  const five = await placed(5, 2, y, 9, [[a, '2']]);
  await placed(6, 2, x, 6, [[a, '3']]);
  await shipped(2, two, [[a, '10'], [b, '6']]);
  await shipped(3, one);
  await placed(7, 3, x, 20, [[a, '1']]);
  const eight = await placed(8, 3, y, null, [[a, '1']]);
  const nine = await placed(9, 3, x, 7, [[a, '1']]);
  await shipped(4, three, [[a, '3']]);
  await on(4).act(cancelOrder, { orderId: nine, reason: 'x' });
  const ten = await placed(10, 4, x, 8, [[a, '2']]);
  const eleven = await placed(11, 4, y, 9, [[a, '2']]);
  await on(5).act(closeOrderLine, { orderLineId: await lineOf(three, a), reason: 'x' });
  await shipped(5, eight);
  await on(5).act(rescheduleOrder, { orderId: ten, requiredOn: d(12), reason: 'The customer asked.' });
  await on(6).act(adjustStock, { productId: b, warehouseId: globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE code = 'MAIN'`)).id), quantity: '10', reason: 'FOUND', unitCost: '2' });
  await shipped(6, two);
  const wrong = await shipped(7, eleven);
  await on(8).act(reverseShipment, { shipmentId: wrong, reason: 'x' });
  const fourth = await shipped(8, four);
  const { invoice = '' } = await firm.act(invoiceShipments, { shipmentIds: [fourth] });
  const fifth = await shipped(9, five);
  await shipped(9, eleven);
  await firm.act(creditInvoice, { invoiceId: globalId('Invoice', invoice), reason: 'Wrong price.' });
  await shipped(10, ten);
  const { id = '' } = await firm.one<{ id: string }>(sql`SELECT id FROM "ShipmentLine" WHERE "shipmentId" = ${uuid(fifth)}`);
  await on(10).act(authoriseReturn, { reason: 'DAMAGED', lines: [{ shipmentLineId: globalId('ShipmentLine', id), quantity: '1' }] });
  firm.day = d(12);
}, 120_000);
afterAll(() => firm.close());

const rate = (part: number, whole: number): string => printRate(BigInt(Math.round((part * 1_000_000) / whole)) as never);

describe('of eleven orders', () => {
  test('the counts are those reckoned by hand, and the rates are theirs', async () => {
    const { totals } = await ask(serviceLevels, { ...period, by: 'CUSTOMER' });
    expect(totals).toMatchObject({
      orders: 11, judged: 8, undated: 1, pending: 1, cancelled: 1, onTime: 5, inFull: 6, onTimeInFull: 4, perfect: 1,
      late: 2, overdue: 1, short: 1, returned: 1, credited: 1, wrongPapers: 1, fillOrders: 9, filledOrders: 6, fillLines: 10, filledLines: 7, completed: 8, stockDays: 26, outDays: 4,
    });
    expect([totals.unitsOrdered, totals.unitsFilled].map(printQuantity)).toEqual(['49', '40']);
    expect([totals.onTimeRate, totals.inFullRate, totals.onTimeInFullRate, totals.perfectRate, totals.orderFillRate, totals.lineFillRate, totals.unitFillRate].map((each) => printRate(each ?? (0n as never))))
      .toEqual([rate(5, 8), rate(6, 8), rate(4, 8), rate(1, 8), rate(6, 9), rate(7, 10), rate(40, 49)]);
    // 2, 3, 3, 5, 6, 6, 7, 7 days
    expect([totals.medianCycle, totals.p90Cycle].map((each) => printRate(each ?? (0n as never)))).toEqual(['5.5', '7']);
  });

  test('by customer they are parts of the whole; by product an order counts for each of its products', async () => {
    const byCustomer = await ask(serviceLevels, { ...period, by: 'CUSTOMER' });
    const of = (id: string) => byCustomer.rows.find(({ customer }) => customer === uuid(id));
    expect(of(x)).toMatchObject({ orders: 6, judged: 4, onTime: 1, inFull: 3, perfect: 1, late: 2, overdue: 1 });
    expect(of(y)).toMatchObject({ orders: 5, judged: 4, onTime: 4, inFull: 3, perfect: 0, short: 1, returned: 1, credited: 1, wrongPapers: 1 });
    const byProduct = await ask(serviceLevels, { ...period, by: 'PRODUCT' });
    const goods = (id: string) => byProduct.rows.find(({ product }) => product === uuid(id));
    expect(goods(b)).toMatchObject({ orders: 1, judged: 1, onTime: 0, inFull: 1, late: 1, fillLines: 1, filledLines: 0, stockDays: 13, outDays: 4 });
    expect(goods(a)).toMatchObject({ orders: 11, judged: 8, onTime: 6, perfect: 2, late: 1, stockDays: 13, outDays: 0 });
    expect(byProduct.totals).toMatchObject({ orders: 11, judged: 8, stockDays: 26, outDays: 4 });
    const ofB = await ask(serviceLevels, { ...period, by: 'CUSTOMER', productId: uuid(b) });
    expect(ofB.totals).toMatchObject({ orders: 1, judged: 1, late: 1 });
  });

  test('by month they fall where they were due, or where they were placed', async () => {
    const due = await ask(serviceLevels, { from: d(0), to: d(8), by: 'MONTH' });
    expect(due.rows.map(({ month, orders: count }) => [month, count])).toEqual([['2026-01', 8]]);
    const seen = await ask(serviceLevels, { from: d(3), to: d(4), dated: 'PLACED', by: 'MONTH' });
    expect(seen.totals).toMatchObject({ orders: 5, judged: 2, cancelled: 1, pending: 1, undated: 1 });
  });

  test('held to the day agreed on last, what was put off for the customer is on time', async () => {
    const { totals } = await ask(serviceLevels, { ...period, by: 'CUSTOMER', heldTo: 'AGREED' });
    expect(totals).toMatchObject({ judged: 8, onTime: 6, late: 1, perfect: 2 });
  });

  test('each figure leads to its orders, and they say why', async () => {
    const lists = async (args: Partial<InputOf<typeof serviceOrders.args>>) => (await ask(serviceOrders, { ...period, ...args })).rows.map(({ order }) => orders.indexOf(order)).toSorted((left, right) => left - right);
    expect(await lists({ outcome: 'PERFECT' })).toEqual([1]);
    expect(await lists({ outcome: 'NOT_ON_TIME' })).toEqual([2, 6, 10]);
    expect(await lists({ outcome: 'NOT_IN_FULL' })).toEqual([3, 6]);
    expect(await lists({ outcome: 'NOT_OTIF' })).toEqual([2, 3, 6, 10]);
    expect(await lists({ outcome: 'NOT_FILLED' })).toEqual([2, 3, 6]);
    expect(await lists({ outcome: 'NOT_JUDGED' })).toEqual([7, 8, 9]);
    expect([await lists({ miss: 'LATE' }), await lists({ miss: 'OVERDUE' }), await lists({ miss: 'SHORT' }), await lists({ miss: 'RETURNED' }), await lists({ miss: 'CREDITED' }), await lists({ miss: 'PAPERS' })])
      .toEqual([[2, 10], [6], [3], [5], [4], [11]]);
    const { rows, count } = await ask(serviceOrders, { ...period, outcome: 'NOT_PERFECT' });
    const why = (no: number) => rows.find(({ order }) => order === orders[no])?.misses.map(({ miss, days, quantity }) => [miss, days, quantity === null ? null : printQuantity(quantity)]);
    expect([count, why(2), why(3), why(6), why(11)]).toEqual([7, [['LATE', 2, null]], [['SHORT', null, '2']], [['OVERDUE', 6, '3']], [['PAPERS', null, null]]]);
  });

  test('days without stock: from the day on which the last one left until goods came', async () => {
    expect(await ask(stockOuts, period)).toMatchObject({ count: 1, days: 4, rows: [{ product: uuid(b), since: d(2), until: d(6), days: 4 }] });
    expect(await ask(stockOuts, { from: d(4), to: d(5) })).toMatchObject({ days: 2, rows: [{ since: d(2), until: null, days: 2 }] });
    expect((await ask(serviceLevels, { from: d(4), to: d(5), by: 'MONTH' })).totals).toMatchObject({ stockDays: 4, outDays: 2 });
  });
});

describe('settings', () => {
  test('two days of grace, a day for orders that name none, and arrival in place of dispatch', async () => {
    await firm.act(updateServiceSettings, { version: 0, toleranceDays: 2 });
    expect((await ask(serviceLevels, { ...period, by: 'CUSTOMER' })).totals).toMatchObject({ judged: 8, onTime: 7, overdue: 1, late: 0, perfect: 3 });
    await firm.act(updateServiceSettings, { version: 1, toleranceDays: 0, promiseDays: 1 });
    expect((await ask(serviceLevels, { ...period, by: 'CUSTOMER' })).totals).toMatchObject({ judged: 9, undated: 0, onTime: 5, late: 3 });
    // A day on the way: what left on the very day comes too late.
    await firm.act(updateServiceSettings, { version: 2, promiseDays: null, onTimeBy: 'ARRIVAL', transitDays: 1 });
    expect((await ask(serviceLevels, { ...period, by: 'CUSTOMER' })).totals).toMatchObject({ judged: 8, onTime: 2, late: 5, overdue: 1 });
    expect(await firm.refusal(updateServiceSettings, { version: 1, toleranceDays: 5 })).toBe('CHANGED_MEANWHILE');
    await firm.act(updateServiceSettings, { version: 3, onTimeBy: 'DISPATCH', transitDays: 0 });
  });
});

test('a substitute that the customer takes is in full, and was not filled at once', async () => {
  const orderId = await placed(12, 12, y, 14, [[b, '10']]);
  const { substitution = '' } = await firm.act(proposeSubstitution, { orderLineId: await lineOf(orderId, b), productId: a, quantity: '4', reason: 'Short.' });
  await firm.act(answerSubstitution, { substitutionId: globalId('Substitution', substitution), accepts: true, consentName: 'Y', consentMeans: 'PHONE' });
  await shipped(13, orderId);
  const [only] = (await ask(serviceOrders, { from: d(14), to: d(14) })).rows;
  expect([only?.isPerfect, only?.isFilled, printQuantity(only?.unitsOrdered ?? (0n as never)), printQuantity(only?.unitsFilled ?? (0n as never))]).toEqual([true, false, '10', '6']);
});
