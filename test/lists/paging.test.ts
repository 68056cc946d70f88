// Every list of the API, in every order it offers: pages join up, forwards and backwards, and the number of statements
// does not depend on the number of rows.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '../../server/src/schema.ts';
import { entities } from '../../server/src/shared/entity.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const lists = [...entities.values()].flatMap(({ name, listing }) => (listing ? [{ name, listing }] : []));
const orders = lists.flatMap(({ name, listing }) =>
  Object.keys(listing.orderBy).flatMap((key) => [`${key}_ASC`, `${key}_DESC`]).map((orderBy) => ({ name, field: listing.field, orderBy })));
const owner = { role: 'OWNER' };
const SIZE = 40;
const PAGE = 7;

interface Page { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null } }

describe('lists', () => {
  let server: TestServer;
  beforeAll(async () => { server = await startTestServer({ template: 'demo' }); });
  afterAll(() => server.close());

  async function page(field: string, orderBy: string, args: string): Promise<Page> {
    const { data, errors } = await server.graphql(
      `{ ${field}(orderBy: ${orderBy}, ${args}) { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`, {}, owner);
    expect(errors).toEqual([]);
    return data[field];
  }

  it.each(orders)('$field by $orderBy: pages join up without a gap or a double', async ({ field, orderBy }) => {
    const whole = await page(field, orderBy, `first: ${SIZE}`);
    const wanted = whole.nodes.map(({ id }) => id);
    expect(new Set(wanted).size).toBe(wanted.length);
    const forwards: string[] = [];
    let cursor: string | null = null;
    let last: Page | undefined;
    while (forwards.length < wanted.length) {
      last = await page(field, orderBy, `first: ${PAGE}${cursor ? `, after: "${cursor}"` : ''}`);
      forwards.push(...last.nodes.map(({ id }) => id));
      cursor = last.pageInfo.endCursor;
      if (!last.pageInfo.hasNextPage) break;
    }
    expect(forwards.slice(0, wanted.length)).toEqual(wanted);
    if (!last || !cursor) return;
    const before = await page(field, orderBy, `last: ${PAGE}, before: "${cursor}"`);
    const at = forwards.length - 1;
    expect(before.nodes.map(({ id }) => id)).toEqual(forwards.slice(Math.max(0, at - PAGE), at));
  });

  it('counts and sums what the filter meets, not the page', async () => {
    const { data, errors } = await server.graphql(
      '{ orders(first: 1, filter: { status: { in: [CLOSED] } }) { totalCount totals { net { amount } } } }', {}, owner);
    expect(errors).toEqual([]);
    const [row] = (await server.db.pool.query(`SELECT count(*)::int n, to_char(sum("netMinor") / 100, 'FM999999990.00') net FROM "Order" WHERE status = 'CLOSED'`)).rows;
    expect(data.orders).toEqual({ totalCount: row.n, totals: { net: { amount: row.net } } });
  });

  async function statements(query: string): Promise<number> {
    const { pool } = server.db;
    const original = pool.query.bind(pool);
    let count = 0;
    pool.query = ((...args: Parameters<typeof original>) => { count += 1; return original(...args); }) as typeof pool.query;
    try {
      const { errors } = await server.graphql(query, {}, owner);
      expect(errors).toEqual([]);
    } finally {
      pool.query = original;
    }
    return count;
  }

  it.each([
    ['orders with customer, lines and products', (n: number) =>
      `{ orders(first: ${n}) { nodes { number customer { name salesPerson { name } } lines { quantity product { name category { name } } } } } }`],
    ['customers with a page of their orders', (n: number) => `{ customers(first: ${n}) { nodes { name orders(first: 3) { nodes { number total { amount } } } } } }`],
    ['products with their stock', (n: number) => `{ products(first: ${n}) { nodes { name onHand available projected isLow } } }`],
  ])('asks as many statements for one as for a hundred: %s', async (_name, query) => {
    await statements(query(2)); // Prisma's and the gate's first-time work
    const few = await statements(query(2));
    expect(await statements(query(75))).toBe(few);
  });
});
