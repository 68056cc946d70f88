// The stores of Oracle's sample schema "CO": 23 places, 46 products, 566 rows of stock without costs.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { odditiesOf } from '../../server/src/imports/oddityReport.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, type Trade } from '../support/trade.ts';
import { importer } from './support.ts';

const file = (name: string) => readFileSync(path.join(import.meta.dirname, 'data/oracle_co', name));
const on = '2026-01-01';
let firm: Trade;
let files: ReturnType<typeof importer>;
beforeAll(async () => { firm = await startTrade(); files = importer(firm); });
afterAll(() => firm.close());

const told = async (id: string) => Object.fromEntries((await odditiesOf(id, await firm.context())).map(({ outcome, oddity, code, field, rows }) =>
  [[outcome, oddity ?? [field, code].filter(Boolean).join(' ')].join(' ').trim(), rows]));

test('stores become warehouses where they are; the one online has no place', async () => {
  const { row } = await files.whole('WAREHOUSES', file('stores.csv'));
  expect([files.counts(row), row.mapping]).toEqual([{ created: 23, changed: 0, unchanged: 0, failed: 0 }, ['code', 'name', null, null, 'latitude', 'longitude']]);
  expect(await firm.db.rows(sql`SELECT name, trim_scale(latitude)::text AS north, trim_scale(longitude)::text AS east FROM "Warehouse" WHERE code IN ('1', '2') ORDER BY code`)).toEqual([
    { name: 'Online', north: null, east: null }, { name: 'San Francisco', north: '37.529395', east: '-122.267237' },
  ]);
});

test('products come by their numbers, and again for their prices', async () => {
  const { row } = await files.whole('PRODUCTS', file('products.csv'), { fixed: [{ field: 'unitId', text: 'PCS' }] });
  expect(files.counts(row)).toEqual({ created: 46, changed: 0, unchanged: 0, failed: 0 });
  const prices = await files.whole('LIST_PRICES', file('products.csv'), { fixed: [{ field: 'validFrom', text: on }] });
  expect(files.counts(prices.row)).toEqual({ created: 46, changed: 0, unchanged: 0, failed: 0 });
});

test('addresses of mail without a place are refused; customers come without them', async () => {
  const refused = await files.keep('CUSTOMERS', file('customers.csv'));
  await files.configure(refused);
  expect(await files.check(refused)).toMatchObject({ wouldCreate: 0, failed: 392 });
  expect(await told(refused.id)).toEqual({ 'REFUSED email text_pattern': 392 });
  await files.configure(refused, { columns: [{ column: 0, field: 'code' }, { column: 2, field: 'name' }] });
  expect(files.counts(await files.run(refused))).toEqual({ created: 392, changed: 0, unchanged: 0, failed: 0 });
});

test('566 rows of stock tie to the stock account, at a share of the list price where no cost is told', async () => {
  const without = await files.keep('OPENING_STOCK', file('inventory.csv'));
  await files.configure(without, { on });
  expect(await files.check(without)).toMatchObject({ wouldCreate: 0 });
  await files.configure(without, { on, costShare: '0.6' });
  const row = await files.run(without);
  const counts = await told(without.id);
  const empty = file('inventory.csv').toString().split('\n').filter((line) => line.trim().endsWith(',0')).length;
  expect(counts).toEqual({ 'CORRECTED NO_COST': 566 - empty, 'SET_ASIDE ZERO_QUANTITY': empty });
  expect([row.created, row.setAside, row.rowsTotal]).toEqual([566 - empty, empty, 566]);
  // What the file says, at 60 % of the price, rounded row by row.
  const price = new Map(file('products.csv').toString().split('\n').slice(1).flatMap((line) => { const [, id, text] = /^(\d+),(?:"[^"]*"|[^,]*),([\d.]+),/.exec(line) ?? []; return id ? [[id, Math.round(Number(text) * 100)]] : []; }));
  const value = file('inventory.csv').toString().trim().split('\n').slice(1).reduce((sum, line) => {
    const [product = '', , units = '0'] = line.trim().split(',');
    const tenthsOfCents = BigInt(price.get(product) ?? 0) * 6n * BigInt(units);
    return sum + (tenthsOfCents + 5n) / 10n;
  }, 0n);
  expect(await firm.db.rows(sql`SELECT (SELECT sum("valueMinor") FROM "StockLevel")::text AS stock, (SELECT sum(l."companyMinor") FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = '1300')::text AS ledger`))
    .toEqual([{ stock: String(value), ledger: String(value) }]);
  const again = await files.whole('OPENING_STOCK', file('inventory.csv'), { on, costShare: '0.6' });
  expect(again.row).toMatchObject({ created: 0, unchanged: 566 - empty, setAside: empty, failed: 0 });
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
}, 60_000);
