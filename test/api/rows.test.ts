// A person of role SALES sees the own customers and what hangs on them: by every way to ask, the same.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasets } from '../../server/src/analytics/datasets.ts';
import { permissionsOf } from '../../server/src/access/policy.ts';
import '../../server/src/schema.ts';
import { entities, entityOf } from '../../server/src/shared/entity.ts';
import { staffViewer } from '../../server/src/access/identify.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => { server = await startTestServer({ template: 'demo' }); });
afterAll(() => server.close());

const sales = { role: 'SALES' };
const owner = { role: 'OWNER' };
const seller = staffViewer({ id: 'x', name: 'x', role: 'SALES', salesPersonId: '00000000-0000-0000-0000-000000000000', locale: 'en', timeZone: null });
const readable = [...entities.values()].filter(({ listing, permission }) => listing && permissionsOf('SALES').has(permission));
const narrowed = readable.filter(({ rows }) => rows?.('t', seller) !== undefined);

/** Ids of the first pages of a list. */
async function idsOf(list: string, as: typeof sales, pages = 3): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < pages; page += 1) {
    const { data, errors } = await server.graphql(`query ($after: String) { ${list}(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`, { after }, as);
    expect(errors).toEqual([]);
    ids.push(...data[list].nodes.map(({ id }: { id: string }) => id));
    if (!data[list].pageInfo.hasNextPage) break;
    after = data[list].pageInfo.endCursor;
  }
  return ids;
}

describe('what hangs on a customer is narrowed', () => {
  test('of every such type', () => {
    expect(narrowed.map(({ name }) => name)).toEqual(expect.arrayContaining(['Customer', 'Order', 'OrderLine', 'Shipment', 'ShipmentLine', 'Invoice', 'InvoiceLine', 'Payment', 'OpenItem', 'Reservation']));
  });

  test('and nothing that is not names, as if it were always there, what is', () => {
    const sees = ({ permission }: { permission?: string | undefined }) => !permission || permissionsOf('SALES').has(permission);
    const open = [...entities.values()].filter((each) => sees(each) && each.rows?.('t', seller) === undefined);
    expect(open.flatMap(({ name, ones }) => Object.entries(ones).filter(([, one]) => {
      const target = entityOf(one.target);
      return !one.nullable && sees(one) && sees(target) && target.rows?.('t', seller) !== undefined;
    }).map(([field]) => `${name}.${field}`))).toEqual([]);
  });

  test.each(narrowed.map((declared) => [declared.name, declared] as const))('%s: list, node, count, totals, search and explore agree', async (name, { listing }) => {
    const list = listing?.field ?? '';
    const [everything, own] = [await idsOf(list, owner), await idsOf(list, sales, 100)];
    const { data } = await server.graphql(`{ ${list}(first: 1) { totalCount } }`, {}, sales);
    expect(data[list].totalCount).toBe(own.length > 10_000 ? null : own.length);

    const asked = await server.graphql('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: everything }, sales);
    expect(asked.errors).toEqual([]);
    const mine = new Set(own);
    expect(asked.data.nodes.map((node: { id: string } | null) => node?.id ?? null)).toEqual(everything.map((id) => (mine.has(id) ? id : null)));

    const dataset = Object.entries(datasets).find(([, entity]) => entity === name)?.[0];
    if (dataset) {
      const explored = await server.graphql(`{ explore(dataset: ${dataset}, dimensions: [], measures: [{ op: COUNT }]) { rows } }`, {}, sales);
      expect(explored.data.explore.rows).toEqual([[String(own.length)]]);
    }
    const sums = (listing?.totals ?? []).filter((field) => {
      const permission = entities.get(name)?.fields[field]?.permission;
      return !permission || permissionsOf('SALES').has(permission);
    });
    if (dataset && sums.length > 0) {
      const fields = sums.map((field) => `${field} ${entities.get(name)?.fields[field]?.kind === 'money' ? '{ amount }' : ''}`).join(' ');
      const totals = (await server.graphql(`{ ${list}(first: 1) { totals { ${fields} } } }`, {}, sales)).data[list].totals;
      const measures = sums.map((field) => `{ op: SUM, field: "${field}" }`).join(' ');
      const explored = await server.graphql(`{ explore(dataset: ${dataset}, dimensions: [], measures: [${measures}]) { rows } }`, {}, sales);
      expect(sums.map((field) => totals[field]?.amount ?? totals[field])).toEqual(explored.data.explore.rows[0].map((value: string | null, at: number) =>
        value ?? (entities.get(name)?.fields[sums[at] ?? '']?.kind === 'money' ? '0.00' : '0')));
    }
    if (listing?.search?.length) {
      const found = await server.graphql(`{ ${list}(first: 100, filter: { search: "a" }) { nodes { id } } }`, {}, sales);
      expect(found.data[list].nodes.filter(({ id }: { id: string }) => !mine.has(id))).toEqual([]);
    }
  }, 120_000); // all pages of a long list, by both lanes

  test('some rows are seen, and some are not', async () => {
    for (const list of ['customers', 'orders', 'invoices', 'payments']) {
      const count = async (as: typeof sales) => (await server.graphql(`{ ${list}(first: 1) { totalCount } }`, {}, as)).data[list].totalCount as number;
      const [all, own] = [await count(owner), await count(sales)];
      expect([list, own > 0, own < all]).toEqual([list, true, true]);
    }
  });
});

test('by no path from what is open to all is another\'s customer reached', async () => {
  const own = new Set(await idsOf('customers', sales));
  const { data, errors } = await server.graphql(`{
    products(first: 50) { nodes { orderLines(first: 20) { nodes { order { customer { id } } } } reservations(first: 20) { nodes { order { customer { id } } } } } }
    salesPeople(first: 50) { nodes { customers(first: 50) { nodes { id } } orders(first: 20) { nodes { customer { id } } } } }
    explore(dataset: STOCK_LEVELS, dimensions: [], measures: [{ op: COUNT }]) { rows }
  }`, {}, sales);
  expect(errors).toEqual([]);
  const reached = [...JSON.stringify(data).matchAll(/"customer":\{"id":"([^"]+)"/g)].map(([, id]) => id ?? '');
  expect(reached.length).toBeGreaterThan(0);
  expect(reached.filter((id) => !own.has(id))).toEqual([]);
  const people = data.salesPeople.nodes.flatMap(({ customers }: { customers: { nodes: { id: string }[] } }) => customers.nodes.map(({ id }) => id));
  expect(people.filter((id: string) => !own.has(id))).toEqual([]);
});
