// Agreements in a customer's currency: prices, limits and call-offs in it, and in no other.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterRate } from '../../server/src/currencies/enterRates.ts';
import { setTradingCurrency } from '../../server/src/currencies/settings.ts';
import { callOffFramework, planCallOffs } from '../../server/src/frameworks/callOff.ts';
import { createFramework, updateFramework } from '../../server/src/frameworks/draftFramework.ts';
import { activateFramework, extendFramework } from '../../server/src/frameworks/moveFramework.ts';
import { workOnFrameworks } from '../../server/src/frameworks/workOnFrameworks.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { orderNow } from '../../server/src/orders/orderNow.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { updateOrder } from '../../server/src/orders/updateOrder.ts';
import { createOrder } from '../../server/src/orders/createOrder.ts';
import { priceExplanation } from '../../server/src/pricing/priceExplanation.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import { globalId } from '../../server/src/shared/input.ts';
import type { Quantity } from '../../server/src/shared/quantity.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import '../../server/src/schema.ts';
import { verify } from '../../server/src/verify.ts';
import { keyOf } from '../documents/support.ts';
import { startTestServer } from '../support/server.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let tea: string;
beforeAll(async () => {
  firm = await startTrade();
  for (const code of ['EUR', 'JPY']) await firm.act(setTradingCurrency, { code });
  await firm.act(enterRate, { currencyCode: 'EUR', ratedOn: firstDay, rate: '2' });
  await firm.act(enterRate, { currencyCode: 'JPY', ratedOn: firstDay, rate: '0.01' });
  tea = await firm.product('1', '100000');
  await firm.act(setListPrice, { productId: tea, unitPrice: '10', validFrom: firstDay });
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

const lastDay = later(firstDay, 90);
const draft = (input: Record<string, unknown>) => ({ validFrom: firstDay, validTo: lastDay, lines: [{ productId: tea, unitPrice: '4', maximum: '100' }], ...input });
const agreed = async (input: Record<string, unknown>) => {
  const frameworkId = globalId('Framework', (await firm.act(createFramework, draft(input))).framework ?? '');
  await firm.act(activateFramework, { frameworkId });
  return frameworkId;
};
const lineOf = async (frameworkId: string) => globalId('FrameworkLine', (await firm.one<{ id: string }>(sql`SELECT id FROM "FrameworkLine" WHERE "frameworkId" = ${uuid(frameworkId)}`)).id);
const head = (frameworkId: string) => firm.one(sql`SELECT "currencyCode" AS code, "exchangeRate"::float AS rate, "calledMinor"::text AS called, "maximumMinor"::text AS maximum FROM "Framework" WHERE id = ${uuid(frameworkId)}`);
const soldOn = (orderId: string) => firm.one(sql`SELECT o."currencyCode" AS code, trim_scale(l."unitPrice")::text AS price, l."priceOrigin"::text AS origin, l."netMinor"::text AS net FROM "OrderLine" l JOIN "Order" o ON o.id = l."orderId" WHERE o.id = ${uuid(orderId)}`);

test('is in the currency that is told, never read as company money; what was typed in another is given anew', async () => {
  const customerId = await firm.customer({ currencyCode: 'EUR' });
  expect(await firm.refusal(createFramework, draft({ customerId }))).toBe('INPUT_INVALID');
  expect(await firm.refusal(createFramework, draft({ customerId, currencyCode: 'GBP' }))).toBe('INPUT_INVALID');
  const frameworkId = globalId('Framework', (await firm.act(createFramework, draft({ customerId, currencyCode: 'EUR', minimumAmount: '10', maximumAmount: '100.50' }))).framework ?? '');
  expect(await head(frameworkId)).toEqual({ code: 'EUR', rate: 2, called: '0', maximum: '10050' });
  expect(await firm.refusal(updateFramework, { frameworkId, version: 1, maximumAmount: '50' })).toBe('INPUT_INVALID');
  expect(await firm.refusal(updateFramework, { frameworkId, version: 1, currencyCode: 'JPY', maximumAmount: '500', minimumAmount: '1' })).toBe('INPUT_INVALID');
  expect(await firm.refusal(updateFramework, { frameworkId, version: 1, currencyCode: 'JPY', lines: [{ productId: tea, unitPrice: '400' }], maximumAmount: '5000' })).toBe('INPUT_INVALID');
  await firm.act(updateFramework, { frameworkId, version: 1, name: 'Tea' });
  await firm.act(updateFramework, { frameworkId, version: 2, currencyCode: 'JPY', lines: [{ productId: tea, unitPrice: '400' }], minimumAmount: null, maximumAmount: '5000' });
  expect(await head(frameworkId)).toEqual({ code: 'JPY', rate: 0.01, called: '0', maximum: '5000' });
});

test('orders in its currency call off from it, by rule and by name; in another they are at other prices, or refused', async () => {
  const customerId = await firm.customer({ currencyCode: 'EUR' });
  const frameworkId = await agreed({ customerId, currencyCode: 'EUR', maximumAmount: '100' });
  const own = await firm.order(customerId, [{ productId: tea, quantity: '5' }]);
  expect(await soldOn(own)).toEqual({ code: 'EUR', price: '4', origin: 'FRAMEWORK', net: '2000' });
  const other = await firm.order(customerId, [{ productId: tea, quantity: '5' }], { currencyCode: 'USD' });
  expect(await soldOn(other)).toEqual({ code: 'USD', price: '10', origin: 'LIST_PRICE', net: '5000' });
  expect(await head(frameworkId)).toMatchObject({ called: '2000' });
  const { number } = await firm.one<{ number: string }>(sql`SELECT number FROM "Framework" WHERE id = ${uuid(frameworkId)}`);
  expect(await soldOn(globalId('Order', (await firm.act(orderNow, { customerId, frameworkNumber: number, lines: [{ productId: tea, quantity: '1' }] })).order ?? ''))).toMatchObject({ code: 'EUR', origin: 'FRAMEWORK' });
  const frameworkLineId = await lineOf(frameworkId);
  await expect(firm.order(customerId, [{ productId: tea, quantity: '1' }], { currencyCode: 'USD', frameworkId })).rejects.toMatchObject({ issues: [{ path: expect.arrayContaining(['frameworkId']), code: 'framework_currency', facts: { currency: 'EUR' } }] });
  await expect(firm.order(customerId, [{ productId: tea, quantity: '1', frameworkLineId }], { currencyCode: 'USD' })).rejects.toMatchObject({ issues: [{ path: expect.arrayContaining(['frameworkLineId']), code: 'framework_currency' }] });
  // A draft that changes its currency lets the agreement go.
  const orderId = globalId('Order', (await firm.act(createOrder, { customerId, lines: [{ productId: tea, quantity: '2' }] })).order ?? '');
  expect(await firm.refusal(updateOrder, { orderId, version: 1, currencyCode: 'USD', lines: [{ productId: tea, quantity: '2', frameworkLineId }] })).toBe('INPUT_INVALID');
  await firm.db.rows(sql`UPDATE "Order" SET "currencyCode" = 'USD' WHERE id = ${uuid(orderId)}`);
  expect(await firm.refusal(placeOrder, { orderId })).toBe('FRAMEWORK_CURRENCY');
  await firm.db.rows(sql`UPDATE "Order" SET "currencyCode" = 'EUR' WHERE id = ${uuid(orderId)}`);
  await firm.act(cancelOrder, { orderId: own, reason: 'Not needed' });
  expect(await head(frameworkId)).toMatchObject({ called: '400' });
  expect(await firm.refusal(orderNow, { customerId, frameworkNumber: number, lines: [{ productId: tea, quantity: '25' }] })).toBe('FRAMEWORK_AMOUNT_EXCEEDED');
  expect(await firm.refusal(extendFramework, { frameworkId, maximumAmount: '200', reason: 'More' })).toBe('INPUT_INVALID');
  expect(await firm.refusal(extendFramework, { frameworkId, maximumAmount: '200', currencyCode: 'USD', reason: 'More' })).toBe('INPUT_INVALID');
  await firm.act(extendFramework, { frameworkId, maximumAmount: '200', currencyCode: 'EUR', reason: 'More' });
  expect(await soldOn(globalId('Order', (await firm.act(orderNow, { customerId, frameworkNumber: number, lines: [{ productId: tea, quantity: '25' }] })).order ?? ''))).toMatchObject({ net: '10000' });
});

test('call-offs by hand and those that are planned are orders in it, at the rate of their day', async () => {
  const customerId = await firm.customer();
  const frameworkId = await agreed({ customerId, currencyCode: 'EUR' });
  const frameworkLineId = await lineOf(frameworkId);
  const drafted = globalId('Order', (await firm.act(callOffFramework, { frameworkId, lines: [{ frameworkLineId, quantity: '3' }] })).order ?? '');
  expect(await soldOn(drafted)).toEqual({ code: 'EUR', price: '4', origin: 'FRAMEWORK', net: '1200' });
  await firm.act(placeOrder, { orderId: drafted });
  await firm.act(planCallOffs, { frameworkId, calls: [{ frameworkLineId, callOn: firstDay, quantity: '2' }] });
  await workOnFrameworks(firm.db, new Date(`${firstDay}T12:00:00Z`));
  expect(await firm.one(sql`SELECT o.status::text, o."currencyCode" AS code, o."exchangeRate"::float AS rate, o."netMinor"::text AS net FROM "FrameworkCall" c JOIN "Order" o ON o.id = c."orderId" WHERE c."frameworkId" = ${uuid(frameworkId)}`)).toMatchObject({ code: 'EUR', rate: 2, net: '800' });
  expect(await head(frameworkId)).toMatchObject({ called: '2000' });
});

test('why something costs what it costs names the agreement in another currency, and that it does not count', async () => {
  const customerId = await firm.customer({ currencyCode: 'EUR' });
  await agreed({ customerId, currencyCode: 'EUR' });
  const ctx = await firm.context();
  const ask = async (currencyCode: string) => (await answerReport(priceExplanation, { productId: uuid(tea), customerId: uuid(customerId), currencyCode, quantity: 1_000_000n as Quantity }, ctx)).candidates.find(({ origin }) => origin === 'FRAMEWORK');
  expect(await ask('EUR')).toMatchObject({ isTaken: true, currencyCode: 'EUR' });
  expect(await ask('USD')).toMatchObject({ isTaken: false, currencyCode: 'EUR', why: expect.stringContaining('EUR') as string });
});

test('amounts are told in its currency, sums of lists in company money, in both lanes', async () => {
  const [customerId, home] = [await firm.customer({ currencyCode: 'EUR', name: 'Summed' }), await firm.customer({ name: 'Summed at home' })];
  await agreed({ customerId, currencyCode: 'EUR', minimumAmount: '100' });
  await agreed({ customerId: home, minimumAmount: '50' });
  await firm.order(customerId, [{ productId: tea, quantity: '10' }]);
  await firm.order(home, [{ productId: tea, quantity: '5' }]);
  const server = await startTestServer({ database: firm.database });
  server.now.set(`${firm.day}T09:00:00Z`);
  const { data } = await server.graphql(`{ frameworks(filter: { search: "summed" }, orderBy: CALLED_ASC) { nodes { currencyCode exchangeRate called { amount currencyCode } minimumLeft { amount currencyCode } shippedValue { currencyCode } } totals { called { amount currencyCode } minimumLeft { amount } } } }`, {}, { key: await keyOf(firm, 'OWNER') }) as unknown as { data: unknown };
  await server.close();
  expect(data).toMatchObject({ frameworks: {
    nodes: [{ currencyCode: 'USD', exchangeRate: null, called: { amount: '20.00', currencyCode: 'USD' } }, { currencyCode: 'EUR', exchangeRate: '2', called: { amount: '40.00', currencyCode: 'EUR' }, minimumLeft: { amount: '60.00', currencyCode: 'EUR' }, shippedValue: { currencyCode: 'EUR' } }],
    totals: { called: { amount: '100.00', currencyCode: 'USD' }, minimumLeft: { amount: '150.00' } },
  } });
});
