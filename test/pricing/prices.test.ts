// Prices of lists and customers on orders, and why; taxes by customer and by rounding; what invoices make of them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTaxCode } from '../../server/src/accounting/createTaxCode.ts';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { createCustomerGroup, deleteCustomerGroup, setCustomerTax } from '../../server/src/customers/customerGroups.ts';
import { setCustomerGroup } from '../../server/src/pricing/setCustomerGroup.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { copyOrder } from '../../server/src/orders/copyOrder.ts';
import { createOrder } from '../../server/src/orders/createOrder.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { repriceOrder } from '../../server/src/orders/repriceOrder.ts';
import { updateOrder } from '../../server/src/orders/updateOrder.ts';
import { assignPriceList, unassignPriceList } from '../../server/src/pricing/assignPriceList.ts';
import { removeCustomerPrice, setCustomerPrice } from '../../server/src/pricing/customerPrices.ts';
import { priceExplanation } from '../../server/src/pricing/priceExplanation.ts';
import { createPriceList, deletePriceList, updatePriceList } from '../../server/src/pricing/savePriceList.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import { setPrices } from '../../server/src/pricing/setPrices.ts';
import { setTaxRounding } from '../../server/src/pricing/setTaxRounding.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { performIn, readInput } from '../../server/src/shared/perform.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { verify } from '../../server/src/verify.ts';
import { burst, statementsOf } from '../support/burst.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

const product = async (listPrice: string, more: Record<string, unknown> = {}) => {
  const productId = await firm.product('4', '1000', more);
  await firm.act(setListPrice, { productId, unitPrice: listPrice });
  return productId;
};
let lists = 0;
const priceList = async (more: Record<string, unknown> = {}) => {
  const { priceList: made = '' } = await firm.act(createPriceList, { name: `List ${lists += 1}`, ...more });
  return globalId('PriceList', made);
};
const group = async (name: string) => globalId('CustomerGroup', (await firm.act(createCustomerGroup, { name })).customerGroup ?? '');
interface Line { price: string; origin: string; because: Record<string, unknown>; gross: string; net: string; tax: string; included: boolean }
const linesOf = async (orderId: string) => (await firm.db.rows<Line>(sql`SELECT trim_scale("unitPrice")::text AS price, "priceOrigin" AS origin, "priceBecause" AS because, "grossMinor"::text AS gross,
  "netMinor"::text AS net, "taxMinor"::text AS tax, "taxIncluded" AS included FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)} ORDER BY no`));
const priceOf = async (customerId: string, productId: string, quantity = '1') => (await linesOf(await firm.order(customerId, [{ productId, quantity }])))[0];
const taxCode = async (code: string, rate: string) => globalId('TaxCode', (await firm.act(createTaxCode, { code, name: code, rate })).taxCode ?? '');

describe('an order\'s line', () => {
  test('costs what precedence says, from the list price up to the customer\'s own', async () => {
    const [customer, item] = [await firm.customer(), await product('10')];
    expect(await priceOf(customer, item)).toMatchObject({ price: '10', origin: 'LIST_PRICE' });
    const channel = await priceList();
    await firm.act(setPrices, { priceListId: channel, prices: [{ productId: item, unitPrice: '9.5' }] });
    await firm.act(assignPriceList, { priceListId: channel, channel: 'JOB' });
    expect(await priceOf(customer, item)).toMatchObject({ price: '9.5', origin: 'CHANNEL_LIST' });
    const [wholesale, traders] = [await priceList(), await group('Traders')];
    await firm.act(setPrices, { priceListId: wholesale, prices: [{ productId: item, unitPrice: '9' }, { productId: item, unitPrice: '8', fromQuantity: '10' }] });
    await firm.act(assignPriceList, { priceListId: wholesale, groupId: traders });
    expect(await priceOf(customer, item)).toMatchObject({ price: '9.5' });
    await firm.act(setCustomerGroup, { customerId: customer, groupId: traders });
    expect(await priceOf(customer, item, '9')).toMatchObject({ price: '9', origin: 'GROUP_LIST' });
    expect(await priceOf(customer, item, '10')).toMatchObject({ price: '8', because: { by: 'GROUP_LIST', from: '10', price: '8' } });
    const own = await priceList();
    await firm.act(setPrices, { priceListId: own, prices: [{ productId: item, unitPrice: '7.5' }] });
    await firm.act(assignPriceList, { priceListId: own, customerId: customer });
    expect(await priceOf(customer, item, '10')).toMatchObject({ price: '7.5', origin: 'CUSTOMER_LIST' });
    await firm.act(setCustomerPrice, { customerId: customer, productId: item, unitPrice: '7', note: 'Contract 7' });
    expect(await priceOf(customer, item)).toMatchObject({ price: '7', origin: 'CUSTOMER_PRICE' });
    expect((await linesOf(await firm.order(customer, [{ productId: item, quantity: '1', unitPrice: '6' }])))[0]).toMatchObject({ price: '6', origin: 'TYPED', because: { by: 'TYPED', listPrice: '7' } });
    expect(await firm.refusal(deleteCustomerGroup, { customerGroupId: traders })).toBe('CUSTOMER_GROUP_USED');
  });

  test('reaches a break together with other lines of the product', async () => {
    const [customer, item, list] = [await firm.customer(), await product('10'), await priceList()];
    await firm.act(setPrices, { priceListId: list, prices: [{ productId: item, unitPrice: '9', fromQuantity: '10' }] });
    await firm.act(assignPriceList, { priceListId: list, customerId: customer });
    expect((await linesOf(await firm.order(customer, [{ productId: item, quantity: '6' }, { productId: item, quantity: '4' }]))).map(({ price }) => price)).toEqual(['9', '9']);
    expect((await linesOf(await firm.order(customer, [{ productId: item, quantity: '6' }, { productId: item, quantity: '3' }]))).map(({ price }) => price)).toEqual(['10', '10']);
  });

  test('costs the price of the day on which it is placed', async () => {
    const [customer, item] = [await firm.customer(), await product('10')];
    await firm.act(setCustomerPrice, { customerId: customer, productId: item, unitPrice: '8', validFrom: '2026-02-01', validTo: '2026-02-28' });
    const before = firm.day;
    for (const [day, expected] of [['2026-01-31', '10'], ['2026-02-01', '8'], ['2026-02-28', '8'], ['2026-03-01', '10']] as const) {
      firm.day = day as typeof firm.day;
      expect(await priceOf(customer, item)).toMatchObject({ price: expected });
    }
    firm.day = before;
  });

  test('keeps its price when lists change, until the draft\'s prices are updated; what was typed stays', async () => {
    const [customer, item, other] = [await firm.customer(), await product('10'), await product('20')];
    const order = globalId('Order', (await firm.act(createOrder, { customerId: customer, lines: [{ productId: item, quantity: '2' }, { productId: other, quantity: '1', unitPrice: '19' }] })).order ?? '');
    await firm.act(setCustomerPrice, { customerId: customer, productId: item, unitPrice: '9' });
    expect((await linesOf(order)).map(({ price }) => price)).toEqual(['10', '19']);
    await firm.act(repriceOrder, { orderId: order });
    expect((await linesOf(order)).map(({ price, origin }) => [price, origin])).toEqual([['9', 'CUSTOMER_PRICE'], ['19', 'TYPED']]);
    expect(await firm.one(sql`SELECT "netMinor"::int AS net, version FROM "Order" WHERE id = ${uuid(order)}`)).toEqual({ net: 3700, version: 2 });
    const copy = globalId('Order', (await firm.act(copyOrder, { orderId: order })).order ?? '');
    expect((await linesOf(copy)).map(({ price, origin }) => [price, origin])).toEqual([['9', 'CUSTOMER_PRICE'], ['20', 'LIST_PRICE']]);
    await firm.act(updateOrder, { orderId: order, version: 2, customerId: await firm.customer() });
    expect((await linesOf(order)).map(({ price }) => price)).toEqual(['10', '19']);
    await firm.act(placeOrder, { orderId: order });
    expect(await firm.refusal(repriceOrder, { orderId: order })).toBe('ORDER_STATUS_FORBIDS');
  });

  test('is priced by who may not set prices only at the prices that there are', async () => {
    const [customer, item] = [await firm.customer(), await product('10')];
    const ctx = await firm.context();
    const narrow = { ...ctx, viewer: { ...ctx.viewer, permissions: new Set([...ctx.viewer.permissions].filter((each) => each !== 'prices.override')) } };
    const as = (action: typeof createOrder | typeof updateOrder, input: Record<string, unknown>) => firm.db.transaction((tx) => performIn(tx, action as typeof createOrder, readInput(action as typeof createOrder, input, narrow), narrow));
    const refusedBy = async (line: Record<string, unknown>, more: Record<string, unknown> = {}) => as(createOrder, { customerId: customer, lines: [{ productId: item, quantity: '1', ...line }], ...more })
      .then(() => [], (error: { issues: { path: string[]; code: string }[] }) => error.issues.map(({ path, code }) => [path.at(-1), code]));
    expect(await refusedBy({ unitPrice: '10' })).toEqual([]);
    expect(await refusedBy({ unitPrice: '9.99' })).toEqual([['unitPrice', 'price_fixed']]);
    expect(await refusedBy({ discountRate: '0.01' })).toEqual([['discountRate', 'discount_fixed']]);
    expect(await refusedBy({ discountAmount: '0.01' })).toEqual([['discountRate', 'discount_fixed']]);
    expect(await refusedBy({}, { discountRate: '0.01' })).toEqual([['discountRate', 'discount_fixed']]);
    // What somebody else typed stays when the rest is changed.
    const order = globalId('Order', (await firm.act(createOrder, { customerId: customer, lines: [{ productId: item, quantity: '1', unitPrice: '8', discountRate: '0.1' }] })).order ?? '');
    await as(updateOrder, { orderId: order, version: 1, lines: [{ productId: item, quantity: '3', unitPrice: '8', discountRate: '0.1' }] });
    expect((await linesOf(order))[0]).toMatchObject({ price: '8', net: '2160' });
  });
});

describe('price lists', () => {
  test('give the product of a category a rate off another list, rounded as they say', async () => {
    const [customer, item] = [await firm.customer(), await product('12.34')];
    const base = await priceList({ adjustRate: '0.1', roundStep: '0.05' });
    const top = await priceList({ baseListId: base, adjustRate: '0.2', roundStep: '1', roundEnding: '0.99' });
    await firm.act(assignPriceList, { priceListId: top, customerId: customer });
    expect(await priceOf(customer, item)).toMatchObject({ price: '8.99', because: { rate: '20', base: '11.1', rounded: true } });
    expect(await firm.refusal(updatePriceList, { priceListId: base, version: 1, baseListId: top })).toBe('INPUT_INVALID');
    expect(await firm.refusal(deletePriceList, { priceListId: base })).toBe('PRICE_LIST_USED');
    await firm.act(deletePriceList, { priceListId: top });
    await firm.act(deletePriceList, { priceListId: base });
    expect(await priceOf(customer, item)).toMatchObject({ price: '12.34' });
  });

  test('keep two equal prices out at set-up, change what is there, and refuse bad rows by place', async () => {
    const [item, list] = [await product('1'), await priceList()];
    const prices = [{ productId: item, unitPrice: '2', fromQuantity: '5', validFrom: '2026-01-01' }, { productId: item, unitPrice: '3', fromQuantity: '5', validFrom: '2026-01-01' }];
    expect(await firm.refusal(setPrices, { priceListId: list, prices })).toBe('INPUT_INVALID');
    await firm.act(setPrices, { priceListId: list, prices: prices.slice(0, 1) });
    await firm.act(setPrices, { priceListId: list, prices: prices.slice(1) });
    expect(await firm.one(sql`SELECT count(*)::int AS n, max(trim_scale("unitPrice"))::text AS price FROM "PriceListPrice" WHERE "priceListId" = ${uuid(list)}`)).toEqual({ n: 1, price: '3' });
    await expect(firm.db.rows(sql`INSERT INTO "PriceListPrice" (id, "priceListId", "productId", "fromQuantity", "validFrom", "unitPrice") VALUES (gen_random_uuid(), ${uuid(list)}::uuid, ${uuid(item)}::uuid, 5, '2026-01-01', 9)`))
      .rejects.toThrow('PriceListPrice_once');
    const bad = [{ productId: item }, { unitPrice: '1' }, { productId: item, unitPrice: '1', rate: '0.1' }, { productId: item, unitPrice: '1', validFrom: '2026-02-01', validTo: '2026-01-01' }];
    for (const each of bad) expect(await firm.refusal(setPrices, { priceListId: list, prices: [each] })).toBe('INPUT_INVALID');
    const [customer, second] = [await firm.customer(), await priceList()];
    await firm.act(assignPriceList, { priceListId: list, customerId: customer, priority: 1 });
    expect(await firm.refusal(assignPriceList, { priceListId: second, customerId: customer, priority: 1 })).toBe('PRIORITY_TAKEN');
    await firm.act(assignPriceList, { priceListId: second, customerId: customer });
    expect(await firm.refusal(assignPriceList, { priceListId: second, customerId: customer, channel: 'API' })).toBe('INPUT_INVALID');
    const assignment = await firm.one<{ id: string }>(sql`SELECT id FROM "PriceListAssignment" WHERE "priceListId" = ${uuid(second)}`);
    await firm.act(unassignPriceList, { priceListAssignmentId: globalId('PriceListAssignment', assignment.id) });
  });
});

test('why something costs what it costs is told of every price that there is', async () => {
  const [customer, item, list] = [await firm.customer(), await product('10'), await priceList({ name: 'Contract' })];
  await firm.act(setPrices, { priceListId: list, prices: [{ productId: item, unitPrice: '9', fromQuantity: '10' }, { productId: item, unitPrice: '9.5' }] });
  await firm.act(assignPriceList, { priceListId: list, customerId: customer });
  await firm.act(setCustomerPrice, { customerId: customer, productId: item, unitPrice: '5', validFrom: '2026-05-01' });
  const ask = async (quantity: string) => {
    const ctx = await firm.context();
    const args = readInput({ input: priceExplanation.args } as never, { productId: item, customerId: customer, quantity }, ctx);
    const { origin, why, candidates } = await answerReport(priceExplanation, args as never, ctx);
    return { origin, why, told: candidates.map((each) => [each.says, each.why]) };
  };
  expect(await ask('3')).toEqual({
    origin: 'CUSTOMER_LIST', why: 'Price list “Contract” of the customer',
    told: [
      ['The customer\'s own price', 'Only from 2026-05-01 on.'], ['Price list “Contract” of the customer, from 10 units on', 'Only from 10 units on.'],
      ['Price list “Contract” of the customer', 'Counts.'], ['List price', 'Price list of the customer goes before it.'],
    ],
  });
  expect((await ask('10')).told[2]).toEqual(['Price list “Contract” of the customer', 'A price for more units counts before it.']);
  const customerPrice = await firm.one<{ id: string }>(sql`SELECT id FROM "CustomerPrice" WHERE "customerId" = ${uuid(customer)}`);
  await firm.act(removeCustomerPrice, { customerPriceId: globalId('CustomerPrice', customerPrice.id) });
  expect((await ask('3')).told.length).toBe(3);
});

describe('taxes', () => {
  const journal = (invoiceId: string) => firm.db.rows<{ code: string; amount: number }>(sql`SELECT a.code, sum(l."amountMinor")::int AS amount FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id
    JOIN "Account" a ON a.id = l."accountId" WHERE e."sourceId" = ${uuid(invoiceId)} AND a.code IN ('1100', '4000', '4100', '2200') GROUP BY 1 ORDER BY 1`);

  test('within prices: what the list asks is what is paid, in parts, on the invoice and back, to the cent', async () => {
    const vat = await taxCode('V16', '0.16');
    const [customer, item, list] = [await firm.customer(), await product('30', { taxCodeId: vat }), await priceList({ taxIncluded: true })];
    await firm.act(setPrices, { priceListId: list, prices: [{ productId: item, unitPrice: '33.33' }] });
    await firm.act(assignPriceList, { priceListId: list, customerId: customer });
    const order = await firm.order(customer, [{ productId: item, quantity: '3' }]);
    expect(await linesOf(order)).toEqual([expect.objectContaining({ price: '33.33', included: true, gross: '8620', net: '8620', tax: '1379' })]);
    const [line] = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(order)}`);
    const shipped = [];
    for (const quantity of ['1', '1', '1']) shipped.push(await firm.ship(order, [{ orderLineId: globalId('OrderLine', line?.id ?? ''), quantity }]));
    const invoices = [];
    for (const shipment of shipped) invoices.push(globalId('Invoice', (await firm.act(invoiceShipments, { shipmentIds: [shipment] })).invoice ?? ''));
    const sum = await firm.one(sql`SELECT sum("totalMinor")::int AS total, sum("taxMinor")::int AS tax FROM "Invoice" WHERE "orderId" = ${uuid(order)}`);
    expect(sum).toEqual({ total: 9999, tax: 1379 });
    for (const invoice of invoices) await firm.act(creditInvoice, { invoiceId: invoice, reason: 'Returned' });
    expect(await firm.one(sql`SELECT sum("taxMinor")::int AS tax, sum("totalMinor")::int AS total FROM "Invoice" WHERE "orderId" = ${uuid(order)} AND kind = 'CREDIT_NOTE'`)).toEqual({ tax: 1379, total: 9999 });
  });

  test('rounded by total where the company says so, on several codes, and named on the order and the invoice', async () => {
    const [seven, nineteen] = [await taxCode('V7', '0.07'), await taxCode('V19', '0.19')];
    const [customer, a, b] = [await firm.customer(), await product('0.33', { taxCodeId: seven }), await product('0.33', { taxCodeId: nineteen })];
    const lines = [{ productId: a, quantity: '1' }, { productId: b, quantity: '1' }, { productId: a, quantity: '1' }, { productId: b, quantity: '1' }];
    const byLine = await firm.order(customer, lines);
    await firm.act(setTaxRounding, { taxRounding: 'TOTAL' });
    const invoice = await firm.invoice(customer, lines);
    await firm.act(setTaxRounding, { taxRounding: 'LINE' });
    expect((await linesOf(byLine)).map(({ tax }) => tax)).toEqual(['2', '6', '2', '6']);
    expect(await firm.one(sql`SELECT "taxMinor"::int AS tax, "taxRounding" AS rounding, "totalMinor"::int AS total FROM "Invoice" WHERE id = ${uuid(invoice)}`)).toEqual({ tax: 18, rounding: 'TOTAL', total: 150 });
    expect(await journal(invoice)).toEqual([{ code: '1100', amount: 150 }, { code: '2200', amount: -18 }, { code: '4000', amount: -132 }]);
  });

  test('are not asked of who is exempt or owes them himself: the reason is printed, and prices with tax lose it', async () => {
    const vat = await taxCode('V25', '0.25');
    const [customer, item, list] = [await firm.customer({ taxNumber: 'XX1' }), await product('8', { taxCodeId: vat }), await priceList({ taxIncluded: true })];
    await firm.act(setPrices, { priceListId: list, prices: [{ productId: item, unitPrice: '12.50' }] });
    await firm.act(assignPriceList, { priceListId: list, customerId: customer });
    expect(await firm.refusal(setCustomerTax, { customerId: customer, taxTreatment: 'EXEMPT' })).toBe('INPUT_INVALID');
    expect(await firm.refusal(setCustomerTax, { customerId: await firm.customer(), taxTreatment: 'REVERSE_CHARGE', taxReason: 'Art. 196' })).toBe('INPUT_INVALID');
    await firm.act(setCustomerTax, { customerId: customer, taxTreatment: 'REVERSE_CHARGE', taxReason: 'Art. 196' });
    const order = await firm.order(customer, [{ productId: item, quantity: '2' }]);
    expect(await linesOf(order)).toEqual([expect.objectContaining({ price: '10', net: '2000', tax: '0', included: false, because: expect.objectContaining({ taxTaken: true }) })]);
    const { invoice = '' } = await firm.act(invoiceShipments, { shipmentIds: [await firm.ship(order)] });
    expect(await firm.one(sql`SELECT "taxTreatment" AS treatment, "taxReason" AS reason, "taxMinor"::int AS tax FROM "Invoice" WHERE id = ${invoice}`)).toEqual({ treatment: 'REVERSE_CHARGE', reason: 'Art. 196', tax: 0 });
    await firm.act(setCustomerTax, { customerId: customer, taxTreatment: 'STANDARD' });
    expect(await priceOf(customer, item)).toMatchObject({ price: '12.5', included: true, tax: '250' });
  });
});

test('prices of any kind cost an order no statement more', async () => {
  const [customer, item, list] = [await firm.customer(), await product('10'), await priceList()];
  await firm.act(setPrices, { priceListId: list, prices: [{ productId: item, unitPrice: '9' }] });
  await firm.act(assignPriceList, { priceListId: list, customerId: customer });
  const seen = statementsOf(firm.db);
  await firm.context();
  const contexts = seen.length;
  const replies = await burst(firm, [{ action: placeOrder, input: { order: { customerId: customer, lines: [{ productId: item, quantity: '1' }] } }, ctx: { pinsClock: false } }]);
  expect(replies).toEqual([expect.objectContaining({ replayed: false })]);
  expect(seen.slice(contexts).filter((each) => !each.startsWith('SELECT'))).toEqual(['BEGIN; SET', expect.stringMatching(/^WITH/), expect.stringMatching(/^WITH/), 'COMMIT']);
  const placed = await firm.one<{ id: string }>(sql`SELECT id FROM "Order" WHERE "customerId" = ${uuid(customer)}`);
  expect(await linesOf(globalId('Order', placed.id))).toEqual([expect.objectContaining({ price: '9' })]);
  await firm.act(cancelOrder, { orderId: globalId('Order', placed.id), reason: 'Counted' });
});
