// From an agreement to its call-offs: prices by step, what is left under a lock, tolerance, what is given back, plans that place themselves.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callOffFramework, planCallOffs } from '../../server/src/frameworks/callOff.ts';
import { createFramework, deleteFramework, updateFramework } from '../../server/src/frameworks/draftFramework.ts';
import { activateFramework, cancelFramework, endFramework, extendFramework } from '../../server/src/frameworks/moveFramework.ts';
import { workOnFrameworks } from '../../server/src/frameworks/workOnFrameworks.ts';
import { closeOrderLine } from '../../server/src/fulfilment/closeOrderLine.ts';
import { setCreditLimit } from '../../server/src/customers/setCreditLimit.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { copyOrder } from '../../server/src/orders/copyOrder.ts';
import { createOrder } from '../../server/src/orders/createOrder.ts';
import { deleteOrder } from '../../server/src/orders/deleteOrder.ts';
import { orderNow } from '../../server/src/orders/orderNow.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { repriceOrder } from '../../server/src/orders/repriceOrder.ts';
import { updateOrder } from '../../server/src/orders/updateOrder.ts';
import { priceExplanation } from '../../server/src/pricing/priceExplanation.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import { setCustomerPrice } from '../../server/src/pricing/customerPrices.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { perform, readInput } from '../../server/src/shared/perform.ts';
import { parseQuantity, printUnitPrice, type Quantity } from '../../server/src/shared/quantity.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import '../../server/src/schema.ts';
import { verify } from '../../server/src/verify.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

const lastDay = later(firstDay, 90);
const draft = async (input: Record<string, unknown>) => globalId('Framework', (await firm.act(createFramework, { validFrom: firstDay, validTo: lastDay, ...input })).framework ?? '');
const agreed = async (input: Record<string, unknown>) => {
  const frameworkId = await draft(input);
  await firm.act(activateFramework, { frameworkId });
  return frameworkId;
};
const priced = async (price: string, units = '100000') => {
  const productId = await firm.product('1', units);
  await firm.act(setListPrice, { productId, unitPrice: price, validFrom: firstDay });
  return productId;
};
const linesOf = async (frameworkId: string) => (await firm.db.rows<{ id: string }>(sql`SELECT id FROM "FrameworkLine" WHERE "frameworkId" = ${uuid(frameworkId)} ORDER BY no`)).map(({ id }) => globalId('FrameworkLine', id));
const head = (frameworkId: string) => firm.one<{ number: string | null; status: string; called: string }>(sql`SELECT number, status::text, "calledMinor"::text AS called FROM "Framework" WHERE id = ${uuid(frameworkId)}`);
const called = async (frameworkId: string) => (await firm.db.rows<{ called: string }>(sql`SELECT trim_scale(called)::text AS called FROM "FrameworkLine" WHERE "frameworkId" = ${uuid(frameworkId)} ORDER BY no`)).map((each) => each.called);
const soldOn = (orderId: string) => firm.db.rows<{ quantity: string; price: string; origin: string; isCall: boolean }>(sql`SELECT trim_scale(quantity)::text AS quantity, trim_scale("unitPrice")::text AS price,
  "priceOrigin"::text AS origin, "frameworkLineId" IS NOT NULL AS "isCall" FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)} ORDER BY no`);
const orderOf = async (result: Promise<Record<string, string>>) => globalId('Order', (await result).order ?? '');
const one = (productId: string, price: string, more: Record<string, unknown> = {}) => ({ productId, unitPrice: price, ...more });

describe('an agreement', () => {
  test('is drafted, changed, brought into force with a number, and is called off from on its days alone', async () => {
    const [tea, cup, customerId] = [await priced('10'), await priced('4'), await firm.customer()];
    const frameworkId = await draft({ customerId, validFrom: later(firstDay, 5), name: 'Tea of the year', lines: [one(tea, '8', { maximum: '100', minimum: '20' })] });
    expect(await firm.refusal(callOffFramework, { frameworkId, lines: [{ frameworkLineId: (await linesOf(frameworkId))[0], quantity: '1' }] })).toBe('FRAMEWORK_STATUS_FORBIDS');
    await firm.act(updateFramework, { frameworkId, version: 1, lines: [one(cup, '3'), one(tea, '7.5', { maximum: '50' })] });
    expect(await firm.refusal(updateFramework, { frameworkId, version: 2, lines: [one(tea, '1'), one(tea, '2')] })).toBe('INPUT_INVALID');
    expect(await firm.refusal(updateFramework, { frameworkId, version: 2, lines: [one(tea, '1', { minimum: '5', maximum: '4' }), one(tea, '0.9', { fromQuantity: '3' })] })).toBe('INPUT_INVALID');
    await firm.act(activateFramework, { frameworkId });
    expect(await head(frameworkId)).toEqual({ number: 'AGR-2026-00001', status: 'ACTIVE', called: '0' });
    expect(await firm.refusal(updateFramework, { frameworkId, version: 3, lines: [] })).toBe('FRAMEWORK_STATUS_FORBIDS');
    const [, teas] = await linesOf(frameworkId);
    expect(await firm.refusal(callOffFramework, { frameworkId, lines: [{ frameworkLineId: teas, quantity: '1' }] })).toBe('FRAMEWORK_NOT_IN_FORCE');
    const early = await firm.order(customerId, [{ productId: tea, quantity: '1' }]);
    expect(await soldOn(early)).toEqual([{ quantity: '1', price: '10', origin: 'LIST_PRICE', isCall: false }]);
    firm.day = later(firstDay, 6);
    const orderId = await orderOf(firm.act(callOffFramework, { frameworkId, lines: [{ frameworkLineId: teas, quantity: '10' }], customerReference: 'PO-1' }));
    expect(await called(frameworkId)).toEqual(['0', '0']);
    await firm.act(placeOrder, { orderId });
    expect(await soldOn(orderId)).toEqual([{ quantity: '10', price: '7.5', origin: 'FRAMEWORK', isCall: true }]);
    expect([await called(frameworkId), (await head(frameworkId)).called]).toEqual([['0', '10'], '7500']);
    firm.day = firstDay;
    const other = await draft({ customerId, lines: [one(tea, '1')] });
    await firm.act(deleteFramework, { frameworkId: other });
    expect(await firm.refusal(activateFramework, { frameworkId: await draft({ customerId, lines: [] }) })).toBe('FRAMEWORK_EMPTY');
  });

  test('gives its price before every list, by steps of the call-off, says so, and only as far as enough is left', async () => {
    const [tea, customerId] = [await priced('10'), await firm.customer()];
    await firm.act(setCustomerPrice, { customerId, productId: tea, unitPrice: '9', validFrom: firstDay });
    const frameworkId = await agreed({ customerId, lines: [one(tea, '8', { maximum: '60' }), one(tea, '7', { fromQuantity: '20' })] });
    const few = await firm.order(customerId, [{ productId: tea, quantity: '5' }]);
    const many = await firm.order(customerId, [{ productId: tea, quantity: '12' }, { productId: tea, quantity: '13' }]);
    expect(await soldOn(few)).toEqual([{ quantity: '5', price: '8', origin: 'FRAMEWORK', isCall: true }]);
    expect((await soldOn(many)).map(({ price }) => price)).toEqual(['7', '7']);
    const because = await firm.one<{ why: object }>(sql`SELECT "priceBecause" AS why FROM "OrderLine" WHERE "orderId" = ${uuid(few)}`);
    expect(because.why).toMatchObject({ by: 'FRAMEWORK', list: (await head(frameworkId)).number, price: '8' });
    expect(await called(frameworkId)).toEqual(['30']);
    const beyond = await firm.order(customerId, [{ productId: tea, quantity: '31' }]);
    expect(await soldOn(beyond)).toEqual([{ quantity: '31', price: '9', origin: 'CUSTOMER_PRICE', isCall: false }]);
    const outside = await firm.order(customerId, [{ productId: tea, quantity: '1' }], { isOutsideFrameworks: true });
    expect(await soldOn(outside)).toMatchObject([{ origin: 'CUSTOMER_PRICE', isCall: false }]);
    const typed = await firm.order(customerId, [{ productId: tea, quantity: '1', unitPrice: '6' }]);
    expect(await soldOn(typed)).toMatchObject([{ origin: 'TYPED', isCall: false }]);
    const ctx = await firm.context();
    const explain = (quantity: string) => answerReport(priceExplanation, { productId: uuid(tea), customerId: uuid(customerId), quantity: parseQuantity(quantity) as Quantity }, ctx);
    const [told, over] = [await explain('30'), await explain('31')];
    expect([told.origin, told.unitPrice && printUnitPrice(told.unitPrice), told.why]).toEqual(['FRAMEWORK', '7', expect.stringContaining('AGR-2026')]);
    expect([over.origin, over.candidates[0]?.why]).toEqual(['CUSTOMER_PRICE', 'Not enough of it is left.']);
    // Another customer has nothing of it.
    expect(await soldOn(await firm.order(await firm.customer(), [{ productId: tea, quantity: '1' }]))).toMatchObject([{ origin: 'LIST_PRICE' }]);
  });

  test('is named by a partner by its number, and refuses more than is left; within its tolerance for a reason', async () => {
    const [tea, customerId] = [await priced('10'), await firm.customer()];
    const frameworkId = await agreed({ customerId, isAutomatic: false, toleranceRate: '0.1', lines: [one(tea, '8', { maximum: '50' })] });
    const { number } = await head(frameworkId);
    expect(await soldOn(await firm.order(customerId, [{ productId: tea, quantity: '1' }]))).toMatchObject([{ origin: 'LIST_PRICE' }]);
    const first = await orderOf(firm.act(orderNow, { customerId, frameworkNumber: number, lines: [{ productId: tea, quantity: '45' }] }));
    expect(await soldOn(first)).toMatchObject([{ price: '8', isCall: true }]);
    expect(await firm.refusal(orderNow, { customerId, frameworkNumber: 'AGR-1', lines: [{ productId: tea, quantity: '1' }] })).toBe('INPUT_INVALID');
    expect(await firm.refusal(orderNow, { customerId, frameworkNumber: number, lines: [{ productId: tea, quantity: '10' }] })).toBe('FRAMEWORK_EXCEEDED');
    expect(await firm.refusal(orderNow, { customerId, frameworkNumber: number, overCallReason: 'Promised', lines: [{ productId: tea, quantity: '11' }] })).toBe('FRAMEWORK_EXCEEDED');
    const [line] = await linesOf(frameworkId);
    expect(await firm.refusal(callOffFramework, { frameworkId, lines: [{ frameworkLineId: line, quantity: '6' }] })).toBe('FRAMEWORK_EXCEEDED');
    const orderId = await orderOf(firm.act(callOffFramework, { frameworkId, lines: [{ frameworkLineId: line, quantity: '10' }], overCallReason: 'The last of the season' }));
    await firm.act(placeOrder, { orderId });
    expect(await called(frameworkId)).toEqual(['55']);
    expect(await firm.one(sql`SELECT reason FROM "Event" WHERE kind = 'frameworkExceeded' AND "subjectId" = ${uuid(frameworkId)}`)).toEqual({ reason: 'The last of the season' });
  });

  test('of a value refuses what goes beyond it, and is extended for a reason', async () => {
    const [tea, cup, customerId] = [await priced('10'), await priced('5'), await firm.customer()];
    const frameworkId = await agreed({ customerId, maximumAmount: '100', minimumAmount: '50', lines: [one(tea, '8'), one(cup, '4')] });
    const orderId = await firm.order(customerId, [{ productId: tea, quantity: '10' }, { productId: cup, quantity: '5' }]);
    expect(await soldOn(orderId)).toMatchObject([{ origin: 'FRAMEWORK' }, { origin: 'FRAMEWORK' }]);
    expect((await head(frameworkId)).called).toBe('10000');
    const [teas] = await linesOf(frameworkId);
    expect(await firm.refusal(placeOrder, { order: { customerId, lines: [{ productId: tea, quantity: '1', frameworkLineId: teas }] } })).toBe('FRAMEWORK_AMOUNT_EXCEEDED');
    expect(await firm.refusal(extendFramework, { frameworkId, maximumAmount: '90', reason: 'x' })).toBe('FRAMEWORK_MAXIMUM_LOW');
    expect(await firm.refusal(extendFramework, { frameworkId, lines: [{ frameworkLineId: teas, maximum: '9' }], reason: 'x' })).toBe('FRAMEWORK_MAXIMUM_LOW');
    await firm.act(extendFramework, { frameworkId, maximumAmount: '200', validTo: later(lastDay, 30), lines: [{ frameworkLineId: teas, maximum: '20' }], reason: 'Asked for by the customer' });
    await firm.act(placeOrder, { order: { customerId, lines: [{ productId: tea, quantity: '1', frameworkLineId: teas }] } });
    expect([await called(frameworkId), (await head(frameworkId)).called]).toEqual([['11', '5'], '10800']);
    expect(await firm.refusal(cancelFramework, { frameworkId, reason: 'x' })).toBe('FRAMEWORK_HAS_CALLS');
    await firm.act(endFramework, { frameworkId, reason: 'The customer closes' });
    expect(await firm.refusal(placeOrder, { order: { customerId, lines: [{ productId: tea, quantity: '1', frameworkLineId: teas }] } })).toBe('INPUT_INVALID');
    await firm.act(extendFramework, { frameworkId, reason: 'It goes on' });
    expect((await head(frameworkId)).status).toBe('ACTIVE');
  });

  test('gets back what is cancelled or closed short, and nothing of what was shipped', async () => {
    const [tea, customerId] = [await priced('10'), await firm.customer()];
    const frameworkId = await agreed({ customerId, lines: [one(tea, '3.33', { maximum: '30' })] });
    const orderId = await firm.order(customerId, [{ productId: tea, quantity: '7' }]);
    const other = await firm.order(customerId, [{ productId: tea, quantity: '20' }]);
    expect([await called(frameworkId), (await head(frameworkId)).called]).toEqual([['27'], '8991']);
    const line = await firm.one<{ id: string }>(sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)}`);
    await firm.act(closeOrderLine, { orderLineId: globalId('OrderLine', line.id), quantity: '2', reason: 'Not wanted' });
    expect([await called(frameworkId), (await head(frameworkId)).called]).toEqual([['25'], '8325']);
    await firm.ship(other, [{ orderLineId: globalId('OrderLine', (await firm.one<{ id: string }>(sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(other)}`)).id), quantity: '8' }]);
    await firm.act(cancelOrder, { orderId: other, reason: 'The rest is not wanted' });
    expect([await called(frameworkId), (await head(frameworkId)).called]).toEqual([['13'], '4329']);
    await firm.act(cancelOrder, { orderId, reason: 'Not wanted at all' });
    expect([await called(frameworkId), (await head(frameworkId)).called]).toEqual([['8'], '2664']);
    expect(await firm.refusal(cancelFramework, { frameworkId, reason: 'x' })).toBe('FRAMEWORK_HAS_CALLS');
  });

  test('is never called off beyond its maximum, however many ask for it at once', async () => {
    const tea = await priced('10');
    const customerId = await firm.customer();
    const frameworkId = await agreed({ customerId, isAutomatic: false, lines: [one(tea, '8', { maximum: '100' })] });
    const [frameworkLineId] = await linesOf(frameworkId);
    const ctx = await firm.context();
    const input = readInput(placeOrder, { order: { customerId, lines: [{ productId: tea, quantity: '3', frameworkLineId }] } }, ctx);
    const answers = await Promise.allSettled(Array.from({ length: 64 }, () => perform(placeOrder, input, ctx)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(33);
    expect(await called(frameworkId)).toEqual(['99']);
    // By rule: what does not fit any more is sold at the list price.
    const automatic = await agreed({ customerId, lines: [one(tea, '8', { maximum: '50' })] });
    const plain = readInput(placeOrder, { order: { customerId, lines: [{ productId: tea, quantity: '2' }] } }, ctx);
    await Promise.all(Array.from({ length: 32 }, () => perform(placeOrder, plain, ctx)));
    expect([await called(automatic), (await head(automatic)).called]).toEqual([['50'], '40000']);
    // Cancelling and placing at once lose nothing.
    const placed = await firm.db.rows<{ id: string }>(sql`SELECT DISTINCT o.id FROM "Order" o JOIN "OrderLine" l ON l."orderId" = o.id WHERE l."frameworkId" = ${uuid(automatic)}`);
    const cancels = placed.slice(0, 10).map(({ id }) => perform(cancelOrder, readInput(cancelOrder, { orderId: globalId('Order', id), reason: 'x' }, ctx), ctx));
    await Promise.all([...cancels, ...Array.from({ length: 10 }, () => perform(placeOrder, plain, ctx))]);
    const sums = await firm.one<{ units: string }>(sql`SELECT trim_scale(sum(l.quantity - l.cancelled))::text AS units FROM "OrderLine" l JOIN "Order" o ON o.id = l."orderId" WHERE l."frameworkId" = ${uuid(automatic)} AND o.status <> 'DRAFT'`);
    expect(await called(automatic)).toEqual([sums.units]);
  });

  test('keeps a draft\'s price while it holds; what changed meanwhile is told when it is placed', async () => {
    const [tea, customerId] = [await priced('10'), await firm.customer()];
    const frameworkId = await agreed({ customerId, lines: [one(tea, '8', { maximum: '10' })] });
    const orderId = await orderOf(firm.act(createOrder, { customerId, lines: [{ productId: tea, quantity: '6' }] }));
    expect(await soldOn(orderId)).toMatchObject([{ price: '8', isCall: true }]);
    await firm.act(updateOrder, { orderId, version: 1, lines: [{ productId: tea, quantity: '7' }] });
    expect(await soldOn(orderId)).toMatchObject([{ price: '8', isCall: true }]);
    await firm.order(customerId, [{ productId: tea, quantity: '5' }]);
    expect(await firm.refusal(placeOrder, { orderId })).toBe('FRAMEWORK_EXCEEDED');
    await firm.act(repriceOrder, { orderId });
    expect(await soldOn(orderId)).toMatchObject([{ price: '10', isCall: false }]);
    await firm.act(placeOrder, { orderId });
    const copied = await orderOf(firm.act(copyOrder, { orderId }));
    expect(await soldOn(copied)).toMatchObject([{ price: '10' }]);
    await firm.act(deleteOrder, { orderId: copied });
    expect(await called(frameworkId)).toEqual(['5']);
    // In another unit of the product the price is worked out, and units are counted in the product's own.
    expect(await firm.refusal(endFramework, { frameworkId, reason: '' })).toBe('INPUT_INVALID');
  });
});

describe('planned call-offs', () => {
  const work = async (days: number) => workOnFrameworks(firm.db, new Date(`${later(firstDay, days)}T08:00:00Z`));
  const tasks = (kind: string, frameworkId: string) => firm.db.rows<{ status: string; title: string; text: string | null }>(sql`SELECT status::text, title, text FROM "Task" WHERE kind = ${kind} AND "subjectId" = ${uuid(frameworkId)} ORDER BY "createdAt"`);
  const plan = (frameworkId: string) => firm.db.rows<{ day: string; failed: boolean; order: string | null; status: string | null }>(sql`SELECT c."callOn"::text AS day, c.failure IS NOT NULL AS failed, o.number AS "order", o.status::text AS status
    FROM "FrameworkCall" c LEFT JOIN "Order" o ON o.id = c."orderId" WHERE c."frameworkId" = ${uuid(frameworkId)} ORDER BY c."callOn", c.quantity`);

  test('become one order a day by themselves, once; what cannot be placed is a task until it can', async () => {
    const [tea, cup, customerId] = [await priced('10'), await priced('4'), await firm.customer()];
    const frameworkId = await agreed({ customerId, reference: 'C-77', lines: [one(tea, '8', { maximum: '100' }), one(cup, '3')] });
    const [teas, cups] = await linesOf(frameworkId);
    const calls = [
      { frameworkLineId: teas, callOn: later(firstDay, 2), quantity: '10', requiredOn: later(firstDay, 9) }, { frameworkLineId: cups, callOn: later(firstDay, 2), quantity: '20' }, { frameworkLineId: teas, callOn: later(firstDay, 4), quantity: '95' },
    ];
    expect(await firm.refusal(planCallOffs, { frameworkId, calls: [{ ...calls[0], callOn: later(lastDay, 1), requiredOn: null }] })).toBe('INPUT_INVALID');
    await firm.act(planCallOffs, { frameworkId, calls });
    expect(await work(1)).toBe('');
    await Promise.all([work(2), work(2)].map((each) => each.catch(() => undefined)));
    await work(2);
    expect((await plan(frameworkId)).slice(0, 2)).toMatchObject([{ status: 'PLACED', failed: false }, { status: 'PLACED', failed: false }]);
    expect(await called(frameworkId)).toEqual(['10', '20']);
    expect(await firm.one(sql`SELECT count(*)::int AS orders, min("customerReference") AS reference, min("requiredOn")::text AS required FROM "Order" WHERE "customerId" = ${uuid(customerId)}`)).toEqual({ orders: 1, reference: 'C-77', required: later(firstDay, 9) });
    await work(4);
    expect(await plan(frameworkId)).toMatchObject([{}, {}, { status: null, failed: true }]);
    expect(await tasks('frameworkCallFailed', frameworkId)).toMatchObject([{ status: 'OPEN', text: expect.stringContaining('90') }]);
    await firm.act(extendFramework, { frameworkId, lines: [{ frameworkLineId: teas, maximum: '200' }], reason: 'More is wanted' });
    await work(4);
    expect(await plan(frameworkId)).toMatchObject([{}, {}, { status: 'PLACED', failed: false }]);
    await work(4);
    expect((await tasks('frameworkCallFailed', frameworkId)).map(({ status }) => status)).toEqual(['DONE']);
    expect(await called(frameworkId)).toEqual(['105', '20']);
  });

  test('that credit forbids stay a draft, which is placed once it may be', async () => {
    const [tea, customerId] = [await priced('10'), await firm.customer()];
    await firm.act(setCreditLimit, { customerId, limit: '50', reason: 'New' });
    const frameworkId = await agreed({ customerId, lines: [one(tea, '8')] });
    const [teas] = await linesOf(frameworkId);
    await firm.act(planCallOffs, { frameworkId, calls: [{ frameworkLineId: teas, callOn: firstDay, quantity: '10' }] });
    await work(0);
    await work(0);
    expect(await plan(frameworkId)).toMatchObject([{ status: 'DRAFT', failed: true }]);
    await firm.act(setCreditLimit, { customerId, limit: '500', reason: 'Paid well' });
    await work(0);
    expect(await plan(frameworkId)).toMatchObject([{ status: 'PLACED', failed: false }]);
    expect(await firm.one(sql`SELECT count(*)::int AS orders FROM "Order" WHERE "customerId" = ${uuid(customerId)}`)).toEqual({ orders: 1 });
  });

  test('somebody is reminded before the end, told when the minimum is not reached, and it expires the day after', async () => {
    const [tea, customerId] = [await priced('10'), await firm.customer()];
    const frameworkId = await agreed({ customerId, validTo: later(firstDay, 60), remindDays: 10, lines: [one(tea, '8', { minimum: '5' })] });
    await work(49);
    expect(await tasks('frameworkEnding', frameworkId)).toEqual([]);
    await work(50);
    await work(51);
    expect(await tasks('frameworkEnding', frameworkId)).toMatchObject([{ status: 'OPEN', text: 'The minimum that was committed to is not reached.' }]);
    await work(60);
    expect((await head(frameworkId)).status).toBe('ACTIVE');
    await work(61);
    await work(61);
    expect((await head(frameworkId)).status).toBe('EXPIRED');
    expect((await tasks('frameworkEnding', frameworkId)).map(({ status }) => status)).toEqual(['DONE']);
    firm.day = later(firstDay, 61);
    expect(await firm.refusal(extendFramework, { frameworkId, reason: 'x' })).toBe('FRAMEWORK_OVER');
    await firm.act(extendFramework, { frameworkId, validTo: later(firstDay, 90), reason: 'They will still order' });
    expect((await head(frameworkId)).status).toBe('ACTIVE');
    firm.day = firstDay;
  });
});
