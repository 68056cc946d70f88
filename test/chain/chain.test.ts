// An order's chain as a day after day of a firm makes it: who has which stage, what is lacking, what is stuck, and for how long.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assignStages } from '../../server/src/chain/assignStages.ts';
import { confirmOrder, withdrawConfirmation } from '../../server/src/chain/confirmOrder.ts';
import { lookAfterChain } from '../../server/src/chain/consumeChain.ts';
import { setChainLimit, setConfirmationRule, setStageOwners } from '../../server/src/chain/settings.ts';
import { staffViewer } from '../../server/src/access/identify.ts';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { placeHold } from '../../server/src/customers/holds.ts';
import { runConsumers } from '../../server/src/events/consumers.ts';
import { confirmDelivered, revokeDelivered } from '../../server/src/fulfilment/confirmDelivered.ts';
import { packDelivery } from '../../server/src/fulfilment/packDelivery.ts';
import { pickDelivery } from '../../server/src/fulfilment/pickDelivery.ts';
import { planDeliveries } from '../../server/src/fulfilment/planDeliveries.ts';
import { reverseShipment } from '../../server/src/fulfilment/reverseShipment.ts';
import { shipDelivery } from '../../server/src/fulfilment/shipDelivery.ts';
import type { Role, UserRow } from '../../server/src/generated/rows.ts';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import '../../server/src/orders/settleOrder.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { newId, perform, readInput } from '../../server/src/shared/perform.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { insert, write } from '../../server/src/shared/write.ts';
import { verify } from '../../server/src/verify.ts';
import { asAdmin } from '../support/databases.ts';
import { settled } from '../support/settled.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let trade: Trade;
let [nancy, nancysSalesPerson, whit] = ['', '', ''];

async function person(name: string, role: Role, salesPersonId: string | null = null): Promise<string> {
  const id = newId();
  const { company } = await trade.context();
  await trade.db.transaction((tx) => write(tx, [insert('User', { id, companyId: company.id, email: `${name.toLowerCase()}@example.com`, name, passwordHash: 'none', role, salesPersonId })]));
  return id;
}
beforeAll(async () => {
  trade = await startTrade();
  nancysSalesPerson = newId();
  const { company } = await trade.context();
  await trade.db.transaction((tx) => write(tx, [insert('SalesPerson', { id: nancysSalesPerson, companyId: company.id, name: 'Nancy' })]));
  nancy = await person('Nancy', 'SALES', nancysSalesPerson);
  whit = await person('Whit', 'WAREHOUSE');
  await person('Cole', 'COLLECTOR');
});
afterAll(() => trade.close());

/** Lets everything follow, on the firm's day at an hour. */
async function follow(hour = 12): Promise<void> {
  // What follows is an event, too, which waits for whatever else runs beside it.
  for (let count = -1; count !== 0;) {
    await settled(trade.db);
    count = await runConsumers(trade.db, () => new Date(`${trade.day}T${hour}:00:00Z`));
  }
  const stopped = await trade.db.rows<{ failure: string }>(sql`SELECT failure FROM "ConsumerCursor" WHERE failure IS NOT NULL`);
  expect(stopped).toEqual([]);
}
const look = async (hour = 12) => { await follow(); return lookAfterChain(trade.db, new Date(`${trade.day}T${hour}:00:00Z`)); };
const staysOf = async (orderId: string) => (await trade.db.rows<{ says: string }>(sql`
  SELECT concat_ws(' ', s.step, s.visit, coalesce(u.name, s."ownerRole"::text, '–'), to_char(s."enteredAt" AT TIME ZONE 'UTC', 'MM-DD'), to_char(s."leftAt" AT TIME ZONE 'UTC', 'MM-DD'), s.outcome) AS says
  FROM "ChainStage" s LEFT JOIN "User" u ON u.id = s."ownerId" WHERE s."orderId" = ${uuid(orderId)}::uuid ORDER BY s.no`)).map(({ says }) => says);
const stuckOf = async (orderId: string) => (await trade.db.rows<{ says: string }>(sql`
  SELECT concat_ws(' ', x.fact, x.step, coalesce(u.name, x."ownerRole"::text, '–'), to_char(x.since AT TIME ZONE 'UTC', 'MM-DD'), CASE WHEN x."closedAt" IS NULL THEN 'open' ELSE 'closed' END) AS says
  FROM "ChainException" x LEFT JOIN "User" u ON u.id = x."ownerId" WHERE x."orderId" = ${uuid(orderId)}::uuid ORDER BY x."raisedAt", x.fact`)).map(({ says }) => says);
const tasksOf = async (orderId: string) => (await trade.db.rows<{ says: string }>(sql`
  SELECT concat_ws(' ', t.kind, coalesce(u.name, t."ownerRole"::text), t.status) AS says FROM "Task" t LEFT JOIN "User" u ON u.id = t."ownerId" WHERE t."subjectId" = ${uuid(orderId)}::uuid ORDER BY t."createdAt", t.kind`)).map(({ says }) => says);
const clean = async () => { await follow(); expect((await verify(trade.db)).filter(({ rows }) => rows.length > 0)).toEqual([]); };
const as = async (userId: string, declared: Parameters<Trade['act']>[0], raw: Record<string, unknown>) => {
  const ctx = await trade.context();
  const user = await trade.one<UserRow>(sql`SELECT * FROM "User" WHERE id = ${userId}::uuid`);
  return perform(declared, readInput(declared, raw, ctx), { ...ctx, viewer: staffViewer(user) });
};
const on = (day: string) => { trade.day = day as Day; };
const customers = (more: Record<string, unknown> = {}) => trade.customer({ salesPersonId: globalId('SalesPerson', nancysSalesPerson), ...more });
const invoiceOf = async (shipmentId: string) => globalId('Invoice', (await trade.act(invoiceShipments, { shipmentIds: [shipmentId] })).invoice ?? '');
const pay = async (customerId: string, amount: string, reference: string, oldestFirst = true) =>
  globalId('Payment', (await trade.act(recordPayment, { customerId, amount, method: 'BANK', reference, oldestFirst })).payment ?? '');

describe('an order', () => {
  it('goes from whose it is to whose it is next, day by day', async () => {
    const [customer, product] = [await customers(), await trade.product('4.00')];
    on('2026-01-06');
    const order = await trade.order(customer, [{ productId: product, quantity: '5', unitPrice: '10' }]);
    await follow();
    expect(await staysOf(order)).toEqual(['ORDER 1 Nancy 01-06']);
    on('2026-01-07');
    const shipment = await trade.ship(order);
    await follow();
    on('2026-01-08');
    await invoiceOf(shipment);
    await follow();
    on('2026-01-12');
    const payment = await pay(customer, '50', 'first');
    await follow();
    on('2026-01-13');
    expect(await trade.refusal(confirmOrder, { orderId: order, means: 'PHONE', confirmedOn: '2026-01-01' })).toBe('INPUT_INVALID');
    await trade.act(confirmOrder, { orderId: order, means: 'PHONE', name: 'Maria' });
    expect(await trade.refusal(confirmOrder, { orderId: order, means: 'MAIL' })).toBe('ORDER_CONFIRMED');
    await follow();
    const way = ['ORDER 1 Nancy 01-06 01-07 FORWARD', 'INVOICE 1 OWNER 01-07 01-08 FORWARD', 'RECONCILIATION 1 COLLECTOR 01-08', 'CONFIRMATION 1 Nancy'];
    expect((await staysOf(order)).map((each, index) => each.startsWith(way[index] ?? '?'))).toEqual([true, true, true, true]);
    await trade.act(reversePayment, { paymentId: payment, reason: 'Bounced' });
    await follow();
    expect((await staysOf(order)).at(-1)).toMatch(/^RECONCILIATION 2 COLLECTOR /);
    await clean();
  });

  it('is at the warehouse again when its shipment is taken back, with whom it was, and its confirmation is gone', async () => {
    on('2026-01-14');
    const order = await trade.order(await customers(), [{ productId: await trade.product('4.00'), quantity: '5', unitPrice: '10' }]);
    const shipment = await trade.ship(order);
    await trade.act(confirmOrder, { orderId: order, means: 'IN_PERSON' });
    await follow();
    on('2026-01-15');
    await trade.act(reverseShipment, { shipmentId: shipment, reason: 'The wrong goods' });
    await follow();
    expect(await staysOf(order)).toEqual(['ORDER 1 Nancy 01-14 01-14 FORWARD', 'INVOICE 1 OWNER 01-14 01-15 BACK', 'ORDER 2 Nancy 01-15']);
    expect(await trade.refusal(withdrawConfirmation, { orderId: order, reason: 'x' })).toBe('ORDER_NOT_CONFIRMED');
    expect(await trade.refusal(confirmOrder, { orderId: order, means: 'MAIL' })).toBe('NOTHING_TO_CONFIRM');
    await trade.act(cancelOrder, { orderId: order, reason: 'Given up' });
    await follow();
    expect((await staysOf(order)).at(-1)).toBe('ORDER 2 Nancy 01-15 01-15 CANCELLED');
    expect(await trade.refusal(assignStages, { orderIds: [order], toMe: true })).toBe('STAGE_LEFT');
    await clean();
  });

  it('is confirmed by whoever took the goods, until the delivery is said not to have come', async () => {
    const order = await trade.order(await customers(), [{ productId: await trade.product('4.00'), quantity: '5', unitPrice: '10' }]);
    const [delivery = ''] = ((await trade.act(planDeliveries, { orderIds: [order] })).deliveries as unknown as string[]).map((id) => globalId('Delivery', id));
    for (const step of [pickDelivery, packDelivery, shipDelivery]) await trade.act(step, { deliveryId: delivery });
    await trade.act(confirmDelivered, { deliveryId: delivery, receivedBy: 'Front desk' });
    await follow();
    expect(await trade.one(sql`SELECT means, name, "withdrawnAt" FROM "OrderConfirmation" WHERE "orderId" = ${uuid(order)}::uuid`)).toEqual({ means: 'DELIVERY', name: 'Front desk', withdrawnAt: null });
    await trade.act(revokeDelivered, { deliveryId: delivery, reason: 'The wrong door' });
    await follow();
    expect(await trade.one(sql`SELECT "withdrawReason" FROM "OrderConfirmation" WHERE "orderId" = ${uuid(order)}::uuid`)).toEqual({ withdrawReason: 'The delivery has not come after all.' });
    await clean();
  });

  it('is confirmed by silence after the days agreed, counted from the day on which it left', async () => {
    on('2026-01-16');
    const customer = await customers();
    const order = await trade.order(customer, [{ productId: await trade.product('4.00'), quantity: '1', unitPrice: '10' }]);
    await invoiceOf(await trade.ship(order));
    await pay(customer, '10', 'silence');
    await trade.act(setConfirmationRule, { version: 0, leadDays: 2, confirmsByDelivery: true, silenceDays: 10 });
    on('2026-01-25');
    await look();
    expect((await staysOf(order)).at(-1)).toMatch(/^CONFIRMATION 1 Nancy \d\d-\d\d$/);
    on('2026-01-26');
    await look();
    await follow();
    expect(await trade.one(sql`SELECT means FROM "OrderConfirmation" WHERE "orderId" = ${uuid(order)}::uuid`)).toEqual({ means: 'SILENCE' });
    expect((await staysOf(order)).at(-1)).toMatch(/FORWARD$/);
  });
});

describe('a stage', () => {
  it('is taken, given with a reason, and the hand-overs are counted', async () => {
    on('2026-02-02');
    const order = await trade.order(await customers(), [{ productId: await trade.product('4.00'), quantity: '5', unitPrice: '10' }]);
    await follow();
    expect(await trade.refusal(assignStages, { orderIds: [order], ownerId: globalId('Colleague', whit) })).toBe('INPUT_INVALID');
    const andrew = await person('Andrew', 'SALES');
    expect(await trade.refusal(assignStages, { orderIds: [order], ownerId: globalId('Colleague', andrew), reason: 'Away' })).toBe('STAGE_OWNER_BLIND');
    await expect(as(andrew, assignStages, { orderIds: [order], toMe: true })).rejects.toMatchObject({ kind: { code: 'NOT_FOUND' } });
    await as(nancy, assignStages, { orderIds: [order], ownerId: globalId('Colleague', whit) });
    await as(nancy, assignStages, { orderIds: [order], toMe: true, reason: 'Back again' });
    expect(await trade.one(sql`SELECT "handOffs", "ownerId" FROM "ChainStage" WHERE "orderId" = ${uuid(order)}::uuid`)).toEqual({ handOffs: 2, ownerId: nancy });
    expect(await trade.db.rows(sql`SELECT h.no, f.name AS "from", t.name AS "to", h.reason, h."byName" FROM "ChainHandOff" h JOIN "User" f ON f.id = h."fromId" JOIN "User" t ON t.id = h."toId"
      WHERE h."orderId" = ${uuid(order)}::uuid ORDER BY no`)).toEqual([
      { no: 1, from: 'Nancy', to: 'Whit', reason: null, byName: 'Nancy' }, { no: 2, from: 'Whit', to: 'Nancy', reason: 'Back again', byName: 'Nancy' },
    ]);
    expect(await trade.one(sql`SELECT changes FROM "Event" WHERE "subjectId" = ${uuid(order)}::uuid AND kind = 'stageHandedOver' ORDER BY sequence LIMIT 1`)).toEqual({ changes: { owner: ['Nancy', 'Whit'] } });
    await clean();
  });

  it('goes to whom the firm\'s own rules name, and is an exception where they find nobody', async () => {
    on('2026-02-03');
    await trade.act(setStageOwners, { step: 'ORDER', rules: [{ kind: 'PERSON', userId: globalId('Colleague', whit) }] });
    const kept = await trade.order(await customers(), [{ productId: await trade.product('4.00'), quantity: '5', unitPrice: '10' }]);
    await follow();
    expect(await staysOf(kept)).toEqual(['ORDER 1 Whit 02-03']);
    await trade.act(setStageOwners, { step: 'ORDER', rules: [{ kind: 'ROLE', role: 'CONTROLLER' }] });
    const order = await trade.order(await customers(), [{ productId: await trade.product('4.00'), quantity: '5', unitPrice: '10' }]);
    await follow();
    expect(await staysOf(order)).toEqual(['ORDER 1 – 02-03']);
    await look();
    expect(await stuckOf(order)).toEqual(['UNOWNED ORDER – 02-03 open']);
    expect(await tasksOf(order)).toEqual(['orderStuck.UNOWNED OWNER OPEN']);
    await trade.act(assignStages, { orderIds: [order], ownerId: globalId('Colleague', whit) });
    await follow();
    expect(await stuckOf(order)).toEqual(['UNOWNED ORDER – 02-03 closed']);
    expect(await tasksOf(order)).toEqual(['orderStuck.UNOWNED OWNER DONE']);
    await trade.act(setStageOwners, { step: 'ORDER', rules: [] });
    expect(await trade.refusal(setStageOwners, { step: 'ORDER', rules: [{ kind: 'ROLE' }] })).toBe('INPUT_INVALID');
    await clean();
  });
});

describe('an order is stuck', () => {
  it('for want of goods, told once to whose it is, and no more when they come', async () => {
    on('2026-02-09');
    const product = await trade.product('4.00', '3');
    const wish = { customerId: await customers(), requiredOn: '2026-02-13', lines: [{ productId: product, quantity: '5', unitPrice: '10' }] };
    const order = globalId('Order', (await trade.act(placeOrder, { order: wish, acceptBackorder: true })).order ?? '');
    on('2026-02-11');
    await look();
    expect(await stuckOf(order)).toEqual([]);
    on('2026-02-12');
    await look();
    expect(await stuckOf(order)).toEqual(['GOODS_SHORT ORDER Nancy 02-09 open']);
    await look();
    expect(await tasksOf(order)).toEqual(['orderStuck.GOODS_SHORT Nancy OPEN']);
    await as(nancy, assignStages, { orderIds: [order], ownerId: globalId('Colleague', whit) });
    expect([await stuckOf(order), await tasksOf(order)]).toEqual([['GOODS_SHORT ORDER Whit 02-09 open'], ['orderStuck.GOODS_SHORT Whit OPEN']]);
    await trade.act(adjustStock, { productId: product, warehouseId: globalId('Warehouse', (await trade.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE code = 'MAIN'`)).id), quantity: '10', reason: 'COUNT', unitCost: '4' });
    await look();
    expect([await stuckOf(order), await tasksOf(order)]).toEqual([['GOODS_SHORT ORDER Whit 02-09 closed'], ['orderStuck.GOODS_SHORT Whit DONE']]);
    on('2026-02-13');
    await look();
    expect(await stuckOf(order)).toEqual(['GOODS_SHORT ORDER Whit 02-09 closed', 'NOT_SHIPPED ORDER Whit 02-09 open']);
    await clean();
  });

  it('not before it is wanted, and never for what the firm has switched off', async () => {
    on('2026-02-16');
    const far = await trade.order(await customers(), [{ productId: await trade.product('4.00'), quantity: '1', unitPrice: '10' }], { requiredOn: '2026-03-10' });
    on('2026-02-23');
    await look();
    expect(await stuckOf(far)).toEqual([]);
    on('2026-03-11');
    await trade.act(setChainLimit, { fact: 'NOT_SHIPPED', hours: 48, isActive: false, raisesTask: true });
    await look();
    expect(await stuckOf(far)).toEqual([]);
    await trade.act(setChainLimit, { fact: 'NOT_SHIPPED', hours: 48, isActive: true, raisesTask: false });
    await look();
    expect([await stuckOf(far), await tasksOf(far)]).toEqual([['NOT_SHIPPED ORDER Nancy 02-16 open'], []]);
  });

  it('while its customer is on hold, shipped without an invoice, overdue, or paid without being matched', async () => {
    const customer = await customers({ paymentTermDays: 0 });
    const product = await trade.product('4.00');
    on('2026-03-16');
    const waits = await trade.order(customer, [{ productId: product, quantity: '1', unitPrice: '10' }]);
    const order = await trade.order(customer, [{ productId: product, quantity: '5', unitPrice: '10' }]);
    const shipment = await trade.ship(order);
    await trade.act(placeHold, { customerId: customer, scope: 'SHIP', reason: 'Does not pay' });
    on('2026-03-18');
    await look();
    expect(await stuckOf(waits)).toContain('CUSTOMER_ON_HOLD ORDER Nancy 03-16 open');
    expect(await stuckOf(order)).toEqual(['NOT_INVOICED INVOICE OWNER 03-16 open']);
    await invoiceOf(shipment);
    on('2026-03-27');
    await pay(customer, '20', 'part', false);
    await look();
    expect(await stuckOf(order)).toEqual(['NOT_INVOICED INVOICE OWNER 03-16 closed', 'OVERDUE RECONCILIATION COLLECTOR 03-19 open']);
    on('2026-03-29');
    await look();
    expect((await stuckOf(order)).at(-1)).toBe('NOT_MATCHED RECONCILIATION COLLECTOR 03-27 open');
    await clean();
  });
});

it('what was kept is told again by the log: dropped and followed anew it is the same', async () => {
  const read = () => trade.db.rows(sql`SELECT "orderId", no, step, visit, "enteredAt", "enteredEventId", "leftAt", "leftEventId", outcome FROM "ChainStage" ORDER BY "orderId", no`);
  const kept = await read();
  expect(kept.length).toBeGreaterThan(20);
  await asAdmin(trade.database.url, async (client) => {
    await client.query('ALTER TABLE "ChainHandOff" DISABLE TRIGGER USER');
    for (const table of ['ChainHandOff', 'ChainStage']) await client.query(`DELETE FROM "${table}"`);
    await client.query(`DELETE FROM "ConsumerCursor" WHERE name = 'followChain'`);
  });
  await follow();
  expect(await read()).toEqual(kept);
});
