// Currencies over the API, as both lanes answer: rates by hand and by file, an order in the customer's currency down to its
// money, sums in company money, who may.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey } from '../../server/src/access/createApiKey.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { startTestServer, type Asker, type TestServer } from '../support/server.ts';
import { startTrade, type Trade } from '../support/trade.ts';

let server: TestServer;
let trade: Trade;
const keys = new Map<string, string>();
const by = (role: string): Asker => ({ key: keys.get(role) ?? '' });
const ask = async (query: string, variables: Record<string, unknown> = {}, as: Asker = by('OWNER')) => {
  const { data, errors } = await server.graphql(query, variables, as);
  expect(errors).toEqual([]);
  return data;
};
const change = async (name: string, input: object, fields: string, as: Asker = by('OWNER')) => {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  return (await ask(`mutation($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Payload { ${fields} } ... on Refusal { code message } ... on InputInvalid { fields { path code } } } }`, { input }, as))[name];
};
const today = '2026-03-20';
const ago = (days: number) => new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
beforeAll(async () => {
  trade = await startTrade();
  const product = await trade.product('3', '100');
  trade.day = today as Day;
  await trade.act(setListPrice, { productId: product, unitPrice: '12', validFrom: '2026-01-01' });
  await trade.customer();
  server = await startTestServer({ database: trade.database });
  server.now.set(`${today}T12:00:00Z`);
  for (const role of ['OWNER', 'SALES', 'COLLECTOR', 'WAREHOUSE', 'ANALYST', 'PARTNER']) keys.set(role, (await trade.act(createApiKey, { name: role, role, scopes: [] })).key ?? '');
});
afterAll(async () => {
  await server.close();
  await trade.close();
});

test('rates come by hand and by file; a file that came before brings nothing', async () => {
  for (const code of ['EUR', 'JPY']) expect(await change('setTradingCurrency', { code }, 'tradingCurrency { code isOld }')).toMatchObject({ tradingCurrency: { code, isOld: true } });
  const content = `<gesmes:Envelope><Cube><Cube time='${ago(2)}'><Cube currency='USD' rate='1.25'/><Cube currency='JPY' rate='160'/><Cube currency='GBP' rate='0.8'/></Cube></Cube></gesmes:Envelope>`;
  const { previewRates } = await ask('query($content: String!) { previewRates(content: $content) { source taken known left rates { currency day rate standing } } }', { content });
  expect(previewRates).toMatchObject({ source: 'ECB', taken: 2, known: 0, left: 1, rates: [{ currency: 'JPY', rate: '0.0078125', standing: 'NEW' }, { currency: 'EUR', rate: '1.25' }, { currency: 'GBP', standing: 'NOT_TRADED' }] });
  expect(await change('importRates', { content, fileName: 'eurofxref.xml' }, 'taken known left')).toMatchObject({ taken: 2, known: 0, left: 1 });
  expect(await change('importRates', { content }, 'taken known left')).toMatchObject({ taken: 0, known: 2, left: 1 });
  await change('enterRate', { currencyCode: 'EUR', ratedOn: ago(2), rate: '1.2' }, 'exchangeRate { id }');
  const { tradingCurrencies, exchangeRates, missingRates } = await ask(`query($from: Day!) {
    tradingCurrencies { nodes { code rate ratedOn isOld customers actions { name allowed } rates(first: 5, filter: { isStanding: true }) { nodes { rate } } } }
    exchangeRates(filter: { currencyCode: { is: "EUR" } }, orderBy: RECORDED_AT_ASC) { nodes { rate source fileName isStanding currency { code } } }
    missingRates(from: $from) { code from to documents } }`, { from: ago(10) });
  expect(tradingCurrencies.nodes[0]).toMatchObject({ code: 'EUR', rate: '1.2', ratedOn: ago(2), rates: { nodes: [{ rate: '1.2' }] } });
  expect(exchangeRates.nodes).toEqual([{ rate: '1.25', source: 'ECB', fileName: 'eurofxref.xml', isStanding: false, currency: { code: 'EUR' } }, { rate: '1.2', source: 'MANUAL', fileName: null, isStanding: true, currency: { code: 'EUR' } }]);
  expect(missingRates[0]).toMatchObject({ code: 'EUR', from: ago(10), to: ago(3) });
});

test('an order of a customer in euros is converted from list prices and says so; lists sum in company money', async () => {
  const { customers, products } = await ask('{ customers(first: 1, orderBy: NAME_ASC, filter: { isActive: true }) { nodes { id version name } } products(first: 1, filter: { available: { min: "10" } }) { nodes { id currentPrice } } }');
  const [{ id: customerId, version }] = customers.nodes;
  await change('updateCustomer', { customerId, version, currencyCode: 'EUR' }, 'customer { currencyCode }');
  const lines = [{ productId: products.nodes[0].id, quantity: '2' }];
  const { previewOrder } = await ask('query($input: PreviewOrderInput!) { previewOrder(input: $input) { currencyCode exchangeRate total { amount currencyCode } worth { amount currencyCode } lines { why net { currencyCode } } warnings { code } } }', { input: { customerId, lines } });
  expect(previewOrder).toMatchObject({ currencyCode: 'EUR', exchangeRate: '1.2', total: { currencyCode: 'EUR' }, worth: { currencyCode: 'USD' }, lines: [{ net: { currencyCode: 'EUR' } }] });
  expect(previewOrder.lines[0].why).toMatch(/converted from .* USD at 1.2/);
  const { order } = await change('placeOrder', { order: { customerId, lines, currencyCode: 'EUR', freight: '1.00' } }, 'order { id currencyCode exchangeRate total { amount currencyCode } companyTotal { amount currencyCode } }');
  expect(order).toMatchObject({ currencyCode: 'EUR', exchangeRate: '1.2', companyTotal: { currencyCode: 'USD' } });
  const { orders } = await ask('query($id: ID!) { orders(filter: { customer: { is: $id }, currencyCode: { is: "EUR" } }) { totals { total { amount currencyCode } } nodes { id } } }', { id: customerId });
  expect(orders).toEqual({ totals: { total: order.companyTotal }, nodes: [{ id: order.id }] });
  await change('shipOrder', { orderId: order.id }, 'shipment { id }');
  const { invoice } = await change('invoiceShipments', { orderId: order.id }, 'invoice { id number total { amount currencyCode } companyTotal { amount currencyCode } open { amount currencyCode } }');
  expect(invoice.total).toEqual(order.total);
  const { payment } = await change('recordPayment', { customerId, amount: invoice.total.amount, currencyCode: 'EUR', method: 'BANK', companyAmount: invoice.total.amount, oldestFirst: true }, 'payment { id worth { amount currencyCode } unapplied { amount currencyCode } }');
  expect(payment).toMatchObject({ worth: { amount: invoice.total.amount, currencyCode: 'USD' }, unapplied: { amount: '0.00', currencyCode: 'EUR' } });
  const { exchangeDifferences, receivablesByCurrency, currencyStatement, statement, node } = await ask(`query($from: Day!, $to: Day!, $id: ID!, $invoice: ID!) {
    exchangeDifferences(from: $from, to: $to) { rows { currency name customer { id } realised { amount } } realised { amount } }
    receivablesByCurrency(on: $to, customerId: $id) { rows { currencyCode balance { amount currencyCode } } worth { amount } }
    currencyStatement(customerId: $id, currencyCode: "EUR", from: $from, to: $to) { closing { amount currencyCode } lines { kind debit { amount currencyCode } } }
    statement(customerId: $id, from: $from, to: $to) { closing { amount currencyCode } lines { kind } currencies { currencyCode opening { amount currencyCode } closing { amount } worth { amount currencyCode } customer { id } lines { kind debit { amount currencyCode } openItem { number } } } }
    node(id: $invoice) { ... on Invoice { open { amount currencyCode } entries { lines { amount { amount currencyCode } company { amount } account { code } } } } } }`, { from: ago(1), to: today, id: customerId, invoice: invoice.id });
  expect(Number(exchangeDifferences.realised.amount)).toBeCloseTo(Number(invoice.total.amount) - Number(invoice.companyTotal.amount), 2);
  expect(exchangeDifferences.rows[0]).toMatchObject({ currency: 'EUR', customer: { id: customerId } });
  expect(receivablesByCurrency.rows.some((row: { currencyCode: string }) => row.currencyCode === 'EUR')).toBe(false);
  expect(currencyStatement).toMatchObject({ closing: { amount: '0.00', currencyCode: 'EUR' }, lines: [{ kind: 'INVOICE', debit: invoice.total }, { kind: 'PAYMENT' }] });
  expect(statement).toMatchObject({ closing: { amount: '0.00', currencyCode: 'USD' }, lines: [{ kind: 'INVOICE' }, { kind: 'PAYMENT' }, { kind: 'EXCHANGE' }], currencies: [{
    currencyCode: 'EUR', opening: { amount: '0.00', currencyCode: 'EUR' }, closing: { amount: '0.00' }, worth: { amount: '0.00', currencyCode: 'USD' }, customer: { id: customerId },
    lines: [{ kind: 'INVOICE', debit: invoice.total, openItem: { number: invoice.number } }, { kind: 'PAYMENT' }],
  }] });
  expect(node.open).toEqual({ amount: '0.00', currencyCode: 'EUR' });
});

test('a list in euros goes before converted prices', async () => {
  const { customers, products } = await ask('{ customers(first: 1, filter: { currencyCode: { is: "EUR" } }) { nodes { id } } products(first: 1, filter: { available: { min: "10" } }) { nodes { id } } }');
  const [customer, product] = [customers.nodes[0].id, products.nodes[0].id];
  const { priceList } = await change('createPriceList', { name: 'Euro prices', currencyCode: 'EUR' }, 'priceList { id currencyCode }');
  expect(priceList.currencyCode).toBe('EUR');
  await change('setPrices', { priceListId: priceList.id, prices: [{ productId: product, unitPrice: '7.77' }] }, 'priceList { id }');
  await change('assignPriceList', { priceListId: priceList.id, customerId: customer }, 'priceList { id }');
  const preview = 'query($input: PreviewOrderInput!) { previewOrder(input: $input) { currencyCode lines { unitPrice why } } }';
  const input = { customerId: customer, lines: [{ productId: product, quantity: '1' }] };
  expect((await ask(preview, { input })).previewOrder).toMatchObject({ currencyCode: 'EUR', lines: [{ unitPrice: '7.77' }] });
  expect((await ask(preview, { input: { ...input, currencyCode: 'USD' } })).previewOrder.lines[0].unitPrice).not.toBe('7.77');
});

test('a price is explained in a currency: what is in another does not count, or only converted, and each says why', async () => {
  const { customers, priceLists } = await ask('{ customers(first: 1, filter: { currencyCode: { is: "EUR" } }) { nodes { id } } priceLists(first: 1) { nodes { prices(first: 1) { nodes { product { id } } } } } }');
  const [customerId, productId] = [customers.nodes[0].id, priceLists.nodes[0].prices.nodes[0].product.id];
  const explain = async (currencyCode: string | null) => (await ask(`query($productId: ID!, $customerId: ID, $currencyCode: String) { priceExplanation(productId: $productId, customerId: $customerId, quantity: "3", currencyCode: $currencyCode) {
    currencyCode exchangeRate unitPrice origin why total { amount currencyCode } candidates { origin unitPrice currencyCode isTaken says why } } }`, { productId, customerId, currencyCode })).priceExplanation;
  // The customer's own currency where none is named: the list in euros goes before the converted list price.
  const theirs = await explain(null);
  expect(theirs).toEqual(await explain('EUR'));
  expect(theirs).toMatchObject({ currencyCode: 'EUR', exchangeRate: '1.2', unitPrice: '7.77', origin: 'CUSTOMER_LIST', total: { amount: '23.31', currencyCode: 'EUR' } });
  expect(theirs.candidates).toEqual([
    { origin: 'CUSTOMER_LIST', unitPrice: '7.77', currencyCode: 'EUR', isTaken: true, says: 'Price list “Euro prices” of the customer', why: 'Counts.' },
    { origin: 'LIST_PRICE', unitPrice: '10', currencyCode: 'EUR', isTaken: false, says: 'List price, converted from 12 USD at 1.2', why: 'A price in EUR goes before converted ones.' },
  ]);
  // In company money the list in euros does not count, and says so; in a third currency the list price is converted.
  const own = await explain('USD');
  expect(own).toMatchObject({ currencyCode: 'USD', exchangeRate: null, unitPrice: '12', origin: 'LIST_PRICE', total: { amount: '36.00', currencyCode: 'USD' } });
  expect(own.candidates[0]).toMatchObject({ unitPrice: '7.77', currencyCode: 'EUR', isTaken: false, why: 'It is in EUR, and is not converted.' });
  expect(await explain('JPY')).toMatchObject({ currencyCode: 'JPY', unitPrice: '1536', origin: 'LIST_PRICE', total: { amount: '4608', currencyCode: 'JPY' }, candidates: [{ currencyCode: 'EUR', isTaken: false }, { currencyCode: 'JPY', isTaken: true }] });
  const { errors } = await server.graphql('query($productId: ID!) { priceExplanation(productId: $productId, currencyCode: "GBP") { unitPrice } }', { productId }, by('OWNER'));
  expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_REQUEST' });
  // Without a conversion there is no price for yen at all.
  await change('setCurrencyRule', { maxAgeDays: 7, convertsPrices: false }, '__typename');
  expect(await explain('JPY')).toMatchObject({ unitPrice: null, origin: null, why: 'There is no price.', candidates: [{ why: 'It is in EUR, and is not converted.' }, { why: 'It is in USD, and is not converted.' }] });
  await change('setCurrencyRule', { maxAgeDays: 7, convertsPrices: true }, '__typename');
});

test('only the books enter rates; who may not read the journal sees no differences', async () => {
  for (const role of ['SALES', 'COLLECTOR', 'WAREHOUSE', 'ANALYST', 'PARTNER'] as const) {
    const { errors } = await server.graphql('mutation($input: EnterRateInput!) { enterRate(input: $input) { __typename } }', { input: { currencyCode: 'EUR', ratedOn: today, rate: '1' } }, by(role));
    expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
  }
  const { errors } = await server.graphql('query($d: Day!) { exchangeDifferences(from: $d, to: $d) { rows { name } } }', { d: today }, by('SALES'));
  expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
});
