// Where orders of a small firm spent their time, reckoned by hand: each day is at eight o'clock, so that hours are days times 24.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import '../../server/src/chain/consumeChain.ts';
import { packDelivery } from '../../server/src/fulfilment/packDelivery.ts';
import { pickDelivery } from '../../server/src/fulfilment/pickDelivery.ts';
import { planDeliveries } from '../../server/src/fulfilment/planDeliveries.ts';
import { reverseShipment } from '../../server/src/fulfilment/reverseShipment.ts';
import { shipDelivery } from '../../server/src/fulfilment/shipDelivery.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { stepBackDelivery } from '../../server/src/fulfilment/stepBackDelivery.ts';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { settleOrder } from '../../server/src/orders/settleOrder.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { bottleneckOrders } from '../../server/src/service/bottleneckOrders.ts';
import { bottlenecks } from '../../server/src/service/bottlenecks.ts';
import { globalId, type InputOf, type InputShape } from '../../server/src/shared/input.ts';
import { perform, readInput } from '../../server/src/shared/perform.ts';
import { printRate, type Rate } from '../../server/src/shared/quantity.ts';
import { answerReport, type Report } from '../../server/src/shared/report.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { followedUp } from '../support/settled.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let [x, y] = ['', ''];
const d = (days: number): Day => later(firstDay, days);
const on = (days: number): Trade => { firm.day = d(days); return firm; };
const ask = async <S extends InputShape, R, T>(report: Report<S, R, T>, args: InputOf<S>): Promise<T> => answerReport(report, args, await firm.context());
const period = { from: d(0), to: d(20) };
const hours = (rate: Rate): number => Number(printRate(rate));
/** Ships as a person of the firm. */
async function shipBy(name: string, orderId: string): Promise<void> {
  const ctx = await firm.context();
  const person = { ...ctx, viewer: { ...ctx.viewer, kind: 'STAFF' as const, id: `00000000-0000-4000-8000-00000000000${name}`, name } };
  await perform(shipOrder, readInput(shipOrder, { orderId }, person), person);
}

beforeAll(async () => {
  firm = await startTrade();
  [x, y] = [await firm.customer({ paymentTermDays: 0 }), await firm.customer()];
  const goods = await firm.product('1', '100');
  const order = (day: number, customerId: string, quantity = '10') => on(day).order(customerId, [{ productId: goods, quantity, unitPrice: '10' }]);
  const [one, two, three, four] = [await order(0, x), await order(0, y), await order(0, x), await order(0, y)];
  // Three leaves in parts.
  const [line] = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(three)}`);
  await on(1).ship(three, [{ orderLineId: globalId('OrderLine', line?.id ?? ''), quantity: '5' }]);
  // Two goes the long way, and one step back.
  await on(1).act(planDeliveries, { orderIds: [two] });
  const deliveryId = globalId('Delivery', (await firm.one<{ id: string }>(sql`SELECT id FROM "Delivery"`)).id);
  await on(2).act(pickDelivery, { deliveryId });
  await on(3).act(stepBackDelivery, { deliveryId, reason: 'Wrong shelf.' });
  await on(4).act(pickDelivery, { deliveryId });
  await firm.act(packDelivery, { deliveryId });
  await on(5).act(shipDelivery, { deliveryId });
  // One is invoiced, and paid a day after it was due.
  const first = await on(2).ship(one);
  const invoiceId = globalId('Invoice', (await on(3).act(invoiceShipments, { shipmentIds: [first] })).invoice ?? '');
  // Four leaves twice: what left first was taken back.
  const wrong = await on(2).ship(four);
  await on(3).act(reverseShipment, { shipmentId: wrong, reason: 'Wrong goods.' });
  await on(4).ship(three);
  await on(5).act(recordPayment, { customerId: x, amount: '100.00', method: 'BANK', allocations: [{ invoiceId, amount: '100.00' }] });
  await firm.act(settleOrder, { orderId: one });
  await on(6).ship(four);
  firm.day = d(12);
}, 120_000);
afterAll(() => firm.close());

test('the time of each step: median and p90 since the step before', async () => {
  const { steps } = await ask(bottlenecks, period);
  // SHIPPED: 24, 24, 48, 48, 72, 72. PICKED: 24, and 48 since it was picked first.
  expect(steps.map((each) => [each.step, each.count, each.orders, hours(each.medianHours), hours(each.p90Hours), hours(each.totalHours)])).toEqual([
    ['PLANNED', 1, 1, 24, 24, 24], ['PICKED', 2, 1, 36, 45.6, 72], ['PACKED', 1, 1, 0, 0, 0], ['SHIPPED', 6, 4, 48, 72, 288], ['INVOICED', 1, 1, 24, 24, 24], ['SETTLED', 1, 1, 48, 48, 48],
  ]);
});

test('causes of delay by hours lost, with rework told apart', async () => {
  const report = await ask(bottlenecks, period);
  expect(report.causes.map(({ cause, kind, count, stillOpen, hours: lost }) => [cause, kind, count, stillOpen, hours(lost)])).toEqual([
    ['REST_MISSING', 'WAIT', 1, 0, 72], ['SHIPMENT_REVERSED', 'REWORK', 1, 0, 72], ['OVERDUE', 'WAIT', 1, 0, 24], ['STEPPED_BACK', 'REWORK', 1, 0, 24],
  ]);
  expect([hours(report.delayHours), report.reworked, report.stopped, report.orders]).toEqual([192, 2, 0, 4]);
  expect((await ask(bottlenecks, { ...period, causes: 1 })).causes.map(({ cause }) => cause)).toEqual(['REST_MISSING']);
});

test('by customer, and of one customer alone', async () => {
  const { groups, count } = await ask(bottlenecks, { ...period, by: 'CUSTOMER' });
  const shipped = (customer: string) => groups.find((each) => each.step === 'SHIPPED' && each.customer === uuid(customer));
  expect([shipped(x), shipped(y)].map((each) => each && [each.count, hours(each.medianHours)])).toEqual([[3, 48], [3, 48]]);
  expect(count).toBe(7);
  const own = await ask(bottlenecks, { ...period, customerId: uuid(y) });
  expect(own.causes.map(({ cause }) => cause)).toEqual(['SHIPMENT_REVERSED', 'STEPPED_BACK']);
});

test('before and after: what ended, and what began, in the days asked for', async () => {
  const [before, after] = [await ask(bottlenecks, { from: d(0), to: d(3) }), await ask(bottlenecks, { from: d(4), to: d(20) })];
  const shipped = (report: typeof before) => report.steps.find(({ step }) => step === 'SHIPPED')?.count;
  expect([shipped(before), shipped(after)]).toEqual([3, 3]);
  expect(after.causes.map(({ cause }) => cause)).toEqual(['OVERDUE']);
});

test('each leads to its orders, longest first, with who and why', async () => {
  const { rows, count } = await ask(bottleneckOrders, { ...period, cause: 'STEPPED_BACK' });
  expect([count, rows[0]?.reason, rows[0]?.who, rows[0]?.since.toISOString().slice(0, 10), rows[0]?.until?.toISOString().slice(0, 10)]).toEqual([1, 'Wrong shelf.', 'Test', d(3), d(4)]);
  const shipped = await ask(bottleneckOrders, { ...period, step: 'SHIPPED', first: 2 });
  expect([shipped.count, hours(shipped.hours), shipped.rows.map((row) => hours(row.hours))]).toEqual([6, 288, [72, 72]]);
});

test('the stages of the chain, as far as orders have left them', async () => {
  await followedUp(firm.db, () => new Date(`${firm.day}T12:00:00Z`));
  const { stages } = await ask(bottlenecks, period);
  // ORDER: 48, 120, 96, 48, and 72 once four was back; its invoice stage was left backwards after a day.
  expect(stages.map((each) => [each.stage, each.count, each.orders, each.wentBack, hours(each.medianHours), hours(each.totalHours)])).toEqual([
    ['ORDER', 5, 4, 0, 72, 384], ['INVOICE', 2, 2, 1, 24, 48], ['RECONCILIATION', 1, 1, 0, 48, 48],
  ]);
});

test('goods that were missing when it was placed, until it went on', async () => {
  const goods = await on(15).product('1', '1');
  const orderId = globalId('Order', (await firm.act(placeOrder, { acceptBackorder: true, order: { customerId: y, lines: [{ productId: goods, quantity: '2', unitPrice: '10' }] } })).order ?? '');
  await on(16).act(adjustStock, { productId: goods, warehouseId: globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE code = 'MAIN'`)).id), quantity: '1', reason: 'FOUND', unitCost: '1' });
  await on(17).ship(orderId);
  const { causes } = await ask(bottlenecks, { from: d(15), to: d(17) });
  expect(causes.map(({ cause, hours: lost }) => [cause, hours(lost)])).toEqual([['GOODS_MISSING', 48]]);
});

test('an order that goes from one person to another is handed off; the system is nobody', async () => {
  const goods = await on(12).product('1', '100');
  const orderId = await firm.order(y, [{ productId: goods, quantity: '1', unitPrice: '10' }]);
  await shipBy('1', orderId);
  const { shipment } = await firm.one<{ shipment: string }>(sql`SELECT id AS shipment FROM "Shipment" WHERE "orderId" = ${uuid(orderId)}`);
  await firm.act(reverseShipment, { shipmentId: globalId('Shipment', shipment), reason: 'x' });
  await shipBy('2', orderId);
  const report = await ask(bottlenecks, { from: d(12), to: d(12) });
  expect([report.handOffs, report.handOffOrders, report.orders]).toEqual([1, 1, 1]);
});
