// The known figures of Northwind, as an analyst would ask for them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => { server = await startTestServer({ template: 'demoAsIs' }); });
afterAll(() => server.close());

const explored = async (args: string): Promise<string[][]> => {
  const { data, errors } = await server.graphql(`{ explore(${args}) { rows } }`, {}, { role: 'ANALYST' });
  expect(errors).toEqual([]);
  return data.explore.rows;
};

test('net revenue of order lines by year and in all', async () => {
  const sum = 'measures: [{ op: SUM, field: "net" }]';
  expect(await explored(`dataset: ORDER_LINES, dimensions: [{ field: "order.placedOn", bucket: YEAR }], ${sum}`)).toEqual([['1996', '208083.99'], ['1997', '617085.35'], ['1998', '440623.95']]);
  expect(await explored(`dataset: ORDER_LINES, dimensions: [], ${sum}`)).toEqual([['1265793.29']]);
  const byCountry = await explored(`dataset: ORDER_LINES, dimensions: [{ field: "order.customer.country" }, { field: "product.category.name" }], ${sum}, limit: 1000`);
  expect(byCountry.reduce((all, [, , net]) => all + BigInt((net ?? '0').replace('.', '')), 0n)).toBe(126_579_329n);
});

test('orders, units, freight, and what is late or not shipped', async () => {
  expect(await explored('dataset: ORDER_LINES, dimensions: [], measures: [{ op: SUM, field: "quantity" }, { op: COUNT }, { op: COUNT_DISTINCT, field: "order" }]')).toEqual([['51317', '2155', '830']]);
  expect(await explored('dataset: ORDERS, dimensions: [], measures: [{ op: SUM, field: "freight" }, { op: COUNT }]')).toEqual([['64942.69', '830']]);
  expect(await explored('dataset: ORDERS, dimensions: [], measures: [{ op: COUNT }], filters: [{ field: "shippedOn", empty: true }]')).toEqual([['21']]);
  expect(await explored('dataset: ORDERS, dimensions: [], measures: [{ op: COUNT }], filters: [{ field: "isShippedLate", is: "true" }]')).toEqual([['37']]);
});

test('stock on hand and what is at its reorder point', async () => {
  expect(await explored('dataset: STOCK_LEVELS, dimensions: [], measures: [{ op: SUM, field: "onHand" }]')).toEqual([['3119']]);
  expect(await explored('dataset: PRODUCTS, dimensions: [{ field: "name" }], measures: [], filters: [{ field: "isLow", is: "true" }]')).toEqual([['Nord-Ost Matjeshering'], ['Outback Lager']]);
  expect(await explored('dataset: PRODUCTS, dimensions: [], measures: [{ op: COUNT }], filters: [{ field: "isShort", is: "true" }]')).toEqual([['16']]);
});

test('the journal, the lists and explore say the same', async () => {
  const { data } = await server.graphql('{ trialBalance { rows { code balance { amount } } } invoices(first: 1) { totals { signedNet } } stockLevels(first: 1) { totals { value { amount } } } }'.replace('signedNet', 'signedNet { amount }'), {}, { role: 'ANALYST' });
  const balances = new Map<string, string>(data.trialBalance.rows.map(({ code, balance }: { code: string; balance: { amount: string } }) => [code, balance.amount]));
  const lines = await explored('dataset: JOURNAL_LINES, dimensions: [{ field: "account.code" }], measures: [{ op: SUM, field: "company" }], limit: 100');
  expect(lines.filter(([code, sum]) => balances.get(code ?? '') !== sum)).toEqual([]);
  expect(await explored('dataset: STOCK_LEVELS, dimensions: [], measures: [{ op: SUM, field: "value" }]')).toEqual([[data.stockLevels.totals.value.amount]]);
  expect(balances.get('1300')).toBe(data.stockLevels.totals.value.amount);
});
