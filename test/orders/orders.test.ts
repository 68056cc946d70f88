import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { placeHold, releaseHold } from '../../server/src/customers/holds.ts';
import { setCreditLimit } from '../../server/src/customers/setCreditLimit.ts';
import { updateCustomer } from '../../server/src/customers/updateCustomer.ts';
import { reverseShipment } from '../../server/src/fulfilment/reverseShipment.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { enums, type OrderStatus } from '../../server/src/generated/rows.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { copyOrder } from '../../server/src/orders/copyOrder.ts';
import { createOrder } from '../../server/src/orders/createOrder.ts';
import { deleteOrder } from '../../server/src/orders/deleteOrder.ts';
import { movesFrom, type OrderMove } from '../../server/src/orders/moves.ts';
import '../../server/src/orders/orderActions.ts';
import { actionFactsSql, judgeActions } from '../../server/src/shared/recordActions.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { requestCreditOverride } from '../../server/src/orders/requestCreditOverride.ts';
import '../../server/src/orders/settleOrder.ts';
import { updateOrder } from '../../server/src/orders/updateOrder.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import type { AnyAction } from '../../server/src/shared/action.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { decideApproval } from '../../server/src/work/decideApproval.ts';
import { followedUp } from '../support/settled.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(() => firm.close());

const record = (table: string, id: string) => firm.one<Record<string, string>>({ ...sql`SELECT * FROM "Order" WHERE id = ${uuid(id)}`, text: `SELECT * FROM "${table}" WHERE id = $1` } as never);
const statusOf = async (id: string) => (await record('Order', id)).status;
const credit = (customerId: string) => firm.one<Record<string, string>>(sql`SELECT * FROM "CreditAccount" WHERE "customerId" = ${uuid(customerId)}`);
const level = (productId: string) => firm.one<Record<string, string>>(sql`SELECT "onHand"::float, reserved::float, backordered::float FROM "StockLevel" WHERE "productId" = ${uuid(productId)}`);
const draft = async (customerId: string, lines: Record<string, unknown>[], more = {}) => globalId('Order', (await firm.act(createOrder, { customerId, lines, ...more })).order ?? '');
const follow = async () => { const ctx = await firm.context(); await followedUp(firm.db, () => ctx.now); };
const linesOf = (id: string) => firm.db.rows<Record<string, string>>(sql`SELECT * FROM "OrderLine" WHERE "orderId" = ${uuid(id)} ORDER BY no`);

describe('a draft', () => {
  test('takes list prices, the customer\'s sales person and shipping address, and promises nothing', async () => {
    const customer = await firm.customer({ addresses: [{ kind: 'BILLING', street: '1 Bill St', city: 'Paris', country: 'France' }, { kind: 'SHIPPING', street: '2 Ship St', city: 'Lyon', country: 'France' }] });
    const product = await firm.product('4', '10');
    await firm.act(setListPrice, { productId: product, unitPrice: '7.45' });
    const order = await draft(customer, [{ productId: product, quantity: '5', discountRate: '0.05' }], { freight: '3' });
    expect(await record('Order', order)).toMatchObject({ status: 'DRAFT', number: null, shipToCity: 'Lyon', grossMinor: '3725', discountMinor: '186', netMinor: '3539', freightMinor: '300', totalMinor: '3839', openMinor: '0' });
    expect(await level(product)).toMatchObject({ onHand: 10, reserved: 0 });
    expect(await credit(customer)).toMatchObject({ openOrdersMinor: '0' });
  });
  test('names every bad line at once', async () => {
    const customer = await firm.customer();
    const product = await firm.product('4', '10');
    const ctx = await firm.context();
    const { answer } = await import('../../server/src/mutations.ts');
    const answered = await answer(createOrder, { customerId: customer, lines: [
      { productId: product, quantity: '1' }, { productId: product, quantity: '0.5', unitPrice: '1' }, { productId: globalId('Product', '00000000-0000-7000-8000-000000000000'), quantity: '1', unitPrice: '1' },
    ] }, ctx as never);
    expect((answered.fields as { path: string[]; code: string; message: string }[]).map(({ path, code, message }) => [path.join('.'), code, message])).toEqual([
      ['lines.0.unitPrice', 'price_missing', 'There is no list price: give a unit price.'],
      ['lines.1.quantity', 'decimal_places', 'A whole number, without decimals.'],
      ['lines.2.productId', 'id_unknown', expect.any(String)],
    ]);
  });
  test('is changed line by line, with both values shown when somebody was faster', async () => {
    const customer = await firm.customer();
    const product = await firm.product('4', '10');
    const order = await draft(customer, [{ productId: product, quantity: '1', unitPrice: '1' }, { productId: product, quantity: '2', unitPrice: '1' }]);
    const [kept] = await linesOf(order);
    await firm.act(updateOrder, { orderId: order, version: 1, note: 'Call first', lines: [{ productId: product, quantity: '7', unitPrice: '2' }] });
    expect(await linesOf(order)).toMatchObject([{ id: kept?.id, quantity: '7.000000', netMinor: '1400' }]);
    expect(await record('Order', order)).toMatchObject({ note: 'Call first', totalMinor: '1400', version: 2 });
    expect(await firm.refusal(updateOrder, { orderId: order, version: 1, note: 'Do not call' })).toBe('CHANGED_MEANWHILE');
    await firm.act(updateOrder, { orderId: order, version: 2, lines: [{ productId: product, quantity: '7', unitPrice: '2' }, { productId: product, quantity: '1', unitPrice: '2' }, { productId: product, quantity: '1', unitPrice: '2' }] });
    expect((await linesOf(order)).map((line) => line.no)).toEqual([1, 2, 3]);
  });
  test('is copied at today\'s prices with the same discounts', async () => {
    const customer = await firm.customer();
    const product = await firm.product('4', '10');
    const order = await firm.order(customer, [{ productId: product, quantity: '2', unitPrice: '5', discountRate: '0.1' }]);
    await firm.act(setListPrice, { productId: product, unitPrice: '6' });
    const { order: copy = '' } = await firm.act(copyOrder, { orderId: order });
    expect(await record('Order', globalId('Order', copy))).toMatchObject({ status: 'DRAFT', number: null, netMinor: '1080' });
  });
});

describe('placing an order', () => {
  test('numbers it, reserves goods line after line and counts as exposure', async () => {
    const customer = await firm.customer();
    const product = await firm.product('4', '10');
    const order = await firm.order(customer, [{ productId: product, quantity: '6', unitPrice: '10' }, { productId: product, quantity: '4', unitPrice: '10' }]);
    expect(await record('Order', order)).toMatchObject({ status: 'PLACED', number: expect.stringMatching(/^ORD-2026-\d{5}$/), totalMinor: '10000', openMinor: '10000' });
    expect(await level(product)).toMatchObject({ reserved: 10, backordered: 0 });
    expect(await credit(customer)).toMatchObject({ openOrdersMinor: '10000' });
  });
  test('refuses more than can be promised, and changes nothing', async () => {
    const customer = await firm.customer();
    const product = await firm.product('4', '10');
    const lines = [{ productId: product, quantity: '6', unitPrice: '10' }, { productId: product, quantity: '6', unitPrice: '10' }];
    const order = await draft(customer, lines);
    expect(await firm.refusal(placeOrder, { orderId: order })).toBe('STOCK_SHORT');
    expect([await statusOf(order), await level(product), (await credit(customer)).openOrdersMinor]).toEqual(['DRAFT', { onHand: 10, reserved: 0, backordered: 0 }, '0']);
    await firm.act(placeOrder, { orderId: order, acceptBackorder: true });
    expect(await level(product)).toMatchObject({ reserved: 10, backordered: 2 });
  });
  test('refuses an empty order, a day to come, both ways at once, an inactive customer and a customer on hold', async () => {
    const customer = await firm.customer();
    const product = await firm.product('4', '10');
    const line = { productId: product, quantity: '1', unitPrice: '1' };
    const order = await draft(customer, []);
    expect(await firm.refusal(placeOrder, { orderId: order })).toBe('ORDER_EMPTY');
    expect(await firm.refusal(placeOrder, { order: { customerId: customer, lines: [line] }, placedOn: '2026-12-31' })).toBe('DAY_IN_FUTURE');
    expect(await firm.refusal(placeOrder, {})).toBe('INPUT_INVALID');
    const { hold = '' } = await firm.act(placeHold, { customerId: customer, scope: 'ORDER', reason: 'Pays late' });
    expect(await firm.refusal(placeOrder, { order: { customerId: customer, lines: [line] } })).toBe('CUSTOMER_ON_HOLD');
    expect(await firm.refusal(placeHold, { customerId: customer, scope: 'ORDER', reason: 'Again' })).toBe('HOLD_ALREADY');
    await firm.act(releaseHold, { holdId: globalId('CustomerHold', hold), reason: 'Has paid' });
    expect(await firm.refusal(releaseHold, { holdId: globalId('CustomerHold', hold), reason: 'Again' })).toBe('HOLD_MISSING');
    await firm.act(updateCustomer, { customerId: customer, version: 1, isActive: false });
    expect(await firm.refusal(placeOrder, { order: { customerId: customer, lines: [line] } })).toBe('CUSTOMER_INACTIVE');
  });
  test('a service needs no stock', async () => {
    const customer = await firm.customer();
    const product = await firm.service();
    const order = await firm.order(customer, [{ productId: product, quantity: '3', unitPrice: '100' }]);
    await firm.ship(order);
    expect(await statusOf(order)).toBe('SHIPPED');
    expect(await firm.db.rows(sql`SELECT 1 FROM "StockMove" WHERE "productId" = ${uuid(product)}`)).toEqual([]);
  });
});

describe('a credit limit', () => {
  test('holds, unless a second person lets one order pass it, once', async () => {
    const customer = await firm.customer({ creditLimit: '100' });
    const product = await firm.product('4', '1000');
    const line = (quantity: string) => ({ productId: product, quantity, unitPrice: '10' });
    await firm.order(customer, [line('9')]);
    expect(await firm.refusal(placeOrder, { order: { customerId: customer, lines: [line('2')] } })).toBe('CREDIT_LIMIT_EXCEEDED');
    const order = await draft(customer, [line('2')]);
    const small = await draft(customer, [line('1')]);
    expect(await firm.refusal(requestCreditOverride, { orderId: small, reason: 'Please' })).toBe('CREDIT_SUFFICES');
    const { approval = '' } = await firm.act(requestCreditOverride, { orderId: order, reason: 'Good customer' });
    expect(await firm.refusal(requestCreditOverride, { orderId: order, reason: 'Still good' })).toBe('APPROVAL_PENDING');
    expect(await firm.refusal(placeOrder, { orderId: order })).toBe('CREDIT_LIMIT_EXCEEDED');
    await firm.act(decideApproval, { approvalId: globalId('Approval', approval), approve: true, reason: 'Fine' });
    await firm.act(placeOrder, { orderId: small }); // the room is gone now: the approval covers 10, 20 would be over
    expect(await firm.refusal(placeOrder, { orderId: order })).toBe('CREDIT_LIMIT_EXCEEDED');
    await firm.act(setCreditLimit, { customerId: customer, limit: '110', reason: 'Pays well', version: 1 });
    await firm.act(placeOrder, { orderId: order });
    expect(await firm.one(sql`SELECT status FROM "Approval" WHERE id = ${approval}`)).toEqual({ status: 'USED' });
    expect(await credit(customer)).toMatchObject({ openOrdersMinor: '12000' });
    expect(await firm.refusal(setCreditLimit, { customerId: customer, limit: '1', reason: 'Stale', version: 1 })).toBe('CHANGED_MEANWHILE');
  });
});

describe('cancelling', () => {
  test('gives goods to who waits for them, and credit back', async () => {
    const [first, second] = [await firm.customer(), await firm.customer()];
    const product = await firm.product('4', '10');
    const line = { productId: product, quantity: '8', unitPrice: '10' };
    const order = await firm.order(first, [line]);
    const waiting = await firm.order(second, [line], {}).catch(() => undefined);
    expect(waiting).toBeUndefined();
    const { order: later = '' } = await firm.act(placeOrder, { order: { customerId: second, lines: [line] }, acceptBackorder: true });
    expect(await level(product)).toMatchObject({ reserved: 10, backordered: 6 });
    await firm.act(cancelOrder, { orderId: order, reason: 'Changed their mind' });
    expect([await statusOf(order), await level(product), (await credit(first)).openOrdersMinor]).toEqual(['CANCELLED', { onHand: 10, reserved: 8, backordered: 0 }, '0']);
    expect(await firm.one(sql`SELECT reserved::float, backordered::float FROM "Reservation" WHERE "orderId" = ${later}`)).toEqual({ reserved: 8, backordered: 0 });
  });
  test('of a part-shipped order closes the rest: only what was shipped is invoiced', async () => {
    const customer = await firm.customer();
    const product = await firm.product('4', '10');
    const order = await firm.order(customer, [{ productId: product, quantity: '3', unitPrice: '3.3333' }], { freight: '2' });
    const [line] = await linesOf(order);
    const shipment = await firm.ship(order, [{ orderLineId: globalId('OrderLine', line?.id ?? ''), quantity: '1' }]);
    await firm.act(cancelOrder, { orderId: order, reason: 'Enough' });
    expect(await record('Order', order)).toMatchObject({ status: 'SHIPPED', openMinor: '0' });
    expect(await credit(customer)).toMatchObject({ openOrdersMinor: '0', shippedNotInvoicedMinor: '533' });
    await firm.act(invoiceShipments, { shipmentIds: [shipment] });
    expect(await statusOf(order)).toBe('INVOICED');
    expect(await credit(customer)).toMatchObject({ shippedNotInvoicedMinor: '0', receivableMinor: '533' });
  });
});

describe('closing', () => {
  test('follows the money: paid is closed, unpaid again is open again, credited is closed', async () => {
    const customer = await firm.customer();
    const product = await firm.product('4', '10');
    const order = await firm.order(customer, [{ productId: product, quantity: '1', unitPrice: '10' }]);
    const shipment = await firm.ship(order);
    const { invoice = '' } = await firm.act(invoiceShipments, { shipmentIds: [shipment] });
    await follow();
    expect(await statusOf(order)).toBe('INVOICED');
    const { payment = '' } = await firm.act(recordPayment, { customerId: customer, amount: '10', method: 'BANK', oldestFirst: true });
    await follow();
    expect(await statusOf(order)).toBe('CLOSED');
    await firm.act(reversePayment, { paymentId: globalId('Payment', payment), reason: 'Bounced' });
    await follow();
    expect(await statusOf(order)).toBe('INVOICED');
    await firm.act(creditInvoice, { invoiceId: globalId('Invoice', invoice), reason: 'Goodwill' });
    await follow();
    expect(await statusOf(order)).toBe('CLOSED');
  });
});

/** An order brought to a status by the firm's own actions. */
const reach: Record<OrderStatus, () => Promise<{ order: string; shipment: string }>> = (() => {
  const none = globalId('Shipment', '00000000-0000-7000-8000-000000000000');
  const made = async () => {
    const customer = await firm.customer();
    const product = await firm.product('4', '10');
    return { customer, order: await draft(customer, [{ productId: product, quantity: '4', unitPrice: '10' }]) };
  };
  const placed = async () => { const { customer, order } = await made(); await firm.act(placeOrder, { orderId: order }); return { customer, order }; };
  const part = async (quantity: string) => {
    const { customer, order } = await placed();
    const [line] = await linesOf(order);
    return { customer, order, shipment: await firm.ship(order, [{ orderLineId: globalId('OrderLine', line?.id ?? ''), quantity }]) };
  };
  const invoiced = async () => { const all = await part('4'); await firm.act(invoiceShipments, { shipmentIds: [all.shipment] }); return all; };
  return {
    DRAFT: async () => ({ ...await made(), shipment: none }),
    PLACED: async () => ({ ...await placed(), shipment: none }),
    PART_SHIPPED: () => part('1'),
    SHIPPED: () => part('4'),
    INVOICED: invoiced,
    CLOSED: async () => {
      const all = await invoiced();
      await firm.act(recordPayment, { customerId: all.customer, amount: '40', method: 'BANK', oldestFirst: true });
      await follow();
      return all;
    },
    CANCELLED: async () => { const all = await placed(); await firm.act(cancelOrder, { orderId: all.order, reason: 'No' }); return { ...all, shipment: none }; },
  };
})();

describe('every action on an order of every status does what the table says, and its button says the same', () => {
  const attempts: [OrderMove, AnyAction, (ids: { order: string; shipment: string }) => Record<string, unknown>][] = [
    ['updateOrder', updateOrder, ({ order }) => ({ orderId: order, version: 1, note: 'x' })],
    ['placeOrder', placeOrder, ({ order }) => ({ orderId: order })],
    ['cancelOrder', cancelOrder, ({ order }) => ({ orderId: order, reason: 'No' })],
    ['deleteOrder', deleteOrder, ({ order }) => ({ orderId: order })],
    ['shipOrder', shipOrder, ({ order }) => ({ orderId: order })],
  ];
  const reversing: Record<OrderStatus, string | undefined> = {
    DRAFT: 'NOT_FOUND', PLACED: 'NOT_FOUND', PART_SHIPPED: undefined, SHIPPED: undefined, INVOICED: 'SHIPMENT_INVOICED', CLOSED: 'SHIPMENT_INVOICED', CANCELLED: 'NOT_FOUND',
  };
  test.each(enums.OrderStatus)('%s', async (status) => {
    const judged = await reach[status]();
    expect(await statusOf(judged.order)).toBe(status);
    const ctx = await firm.context();
    const facts = actionFactsSql('Order', 't');
    const { told } = await firm.one<{ told: string }>({ text: `SELECT ${facts.text} AS told FROM "Order" t WHERE t.id = '${uuid(judged.order)}'`,
      values: facts.values } as unknown as Parameters<typeof firm.one>[0]);
    const actions = judgeActions('Order', told, ctx);
    for (const [move, declared, input] of attempts) {
      const isLegal = movesFrom(move, status) !== undefined;
      const button = actions.find((each) => each.name === move);
      if (button) expect([move, button.refused === undefined]).toEqual([move, isLegal]);
      const ids = isLegal ? await reach[status]() : judged; // a legal one changes the order
      const before = await record('Order', ids.order);
      expect([move, await firm.refusal(declared, input(ids))]).toEqual([move, isLegal ? undefined : 'ORDER_STATUS_FORBIDS']);
      if (!isLegal) expect(await record('Order', ids.order)).toEqual(before);
    }
    expect(await firm.refusal(reverseShipment, { shipmentId: judged.shipment, reason: 'Wrong address' })).toBe(reversing[status]);
  });
});
