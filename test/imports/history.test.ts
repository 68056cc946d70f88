// Past sales of a shop as its old system gave them out, oddities and all: a sample of UCI Online Retail.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetFiles } from '../../server/src/imports/forgetFiles.ts';
import { odditiesOf } from '../../server/src/imports/oddityReport.ts';
import { removeImportedHistory } from '../../server/src/imports/removeImportedHistory.ts';
import { treatOddity } from '../../server/src/imports/treatOddity.ts';
import { recordSalesHistory } from '../../server/src/salesHistory/recordSalesHistory.ts';
import { globalId as globalIdOf } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, type Trade } from '../support/trade.ts';
import { importer } from './support.ts';

const file = readFileSync(path.join(import.meta.dirname, 'data/online_retail/sample.csv'));
const ROWS = file.toString('utf8').trim().split('\n').length - 1;
const notGoods = ['POST', 'DOT', 'M', 'D', 'S', 'C2', 'BANK CHARGES', 'AMAZONFEE', 'gift_*', 'PADS'];
let firm: Trade;
let files: ReturnType<typeof importer>;
beforeAll(async () => { firm = await startTrade(); files = importer(firm); });
afterAll(() => firm.close());

/** Rows by what was done and why. */
const told = async (id: string) => Object.fromEntries((await odditiesOf(id, await firm.context())).map(({ outcome, oddity, code, field, rows }) =>
  [[outcome, oddity ?? [field, code].filter(Boolean).join(' ')].join(' ').trim(), rows]));
const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, each) => all + each, 0);
const mapped = (fields: Record<string, string>) => ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID', 'Country']
  .map((heading, column) => ({ column, field: fields[heading] ?? null }));

test('products come of the lines that sold them: one each, called as most of them call it', async () => {
  const { id, row } = await files.whole('PRODUCTS', file, { columns: mapped({ StockCode: 'sku', Description: 'name' }), merge: true, notGoods, fixed: [{ field: 'unitId', text: 'PCS' }] });
  const counts = await told(id);
  expect(counts).toEqual({ TAKEN: 957, 'TAKEN REPEATED': 1278, 'SET_ASIDE DIFFERS': 42, 'SET_ASIDE NOT_GOODS': 9, 'REFUSED NO_NAME': 72 });
  expect([sum(counts), row.rowsTotal]).toEqual([ROWS, ROWS]);
  expect(await firm.db.rows(sql`SELECT count(*)::int AS n FROM "Product"`)).toEqual([{ n: 957 }]);
  // Called otherwise once or twice, and in other capitals.
  expect(await firm.db.rows(sql`SELECT sku, name FROM "Product" WHERE lower(sku) = '85123a'`)).toEqual([{ sku: '85123A', name: 'WHITE HANGING HEART T-LIGHT HOLDER' }]);
});

test('customers come of the same lines, by the numbers that they had before a spreadsheet made decimals of them', async () => {
  const { id, row } = await files.whole('CUSTOMERS', file, { columns: mapped({ CustomerID: 'code' }), merge: true, oddities: [{ oddity: 'NO_NAME', treatment: 'TAKE' }] });
  const counts = await told(id);
  expect(counts).toEqual({ 'CORRECTED FLOAT_CODE': 130, 'TAKEN REPEATED': 1355, 'SET_ASIDE NO_KEY': 873 });
  expect([sum(counts), row.rowsTotal]).toEqual([ROWS, ROWS]);
  expect(await firm.db.rows(sql`SELECT code, name FROM "Customer" WHERE code = '17850'`)).toEqual([{ code: '17850', name: '17850' }]);
});

const asHistory = { columns: mapped({ InvoiceNo: 'reference', StockCode: 'productId', Description: 'description', Quantity: 'quantity', InvoiceDate: 'soldOn', UnitPrice: 'unitPrice', CustomerID: 'customerId' }), notGoods };

test('lines of sales come as history: what is broken is set aside with its reason, and the sum of all is the file', async () => {
  const { id, globalId, row } = await files.whole('SALES_HISTORY', file, asHistory);
  const counts = await told(id);
  expect(counts).toEqual({
    'CORRECTED FLOAT_CODE': 1013, 'TAKEN CANCELLATION': 416, 'TAKEN NOT_GOODS': 20, 'SET_ASIDE DUPLICATE': 35, 'SET_ASIDE NEGATIVE': 89, 'SET_ASIDE NO_CUSTOMER': 756, 'SET_ASIDE ZERO_PRICE': 29,
  });
  expect([sum(counts), row.rowsTotal]).toEqual([ROWS, ROWS]);
  // The same file again changes nothing.
  const again = await files.whole('SALES_HISTORY', file, asHistory);
  expect(again.row).toMatchObject({ created: 0, unchanged: row.created, setAside: row.setAside, failed: row.failed });
  // What was set aside is taken in after all.
  await firm.act(treatOddity, { importId: globalId, oddity: 'NO_CUSTOMER', treatment: 'TAKE' });
  const after = await files.run({ id, globalId });
  const later = await told(id);
  // Of 756 rows without a customer some are broken otherwise, or sell what nobody has named.
  expect([sum(later), later['SET_ASIDE NO_CUSTOMER']]).toEqual([ROWS, undefined]);
  expect(after.created - row.created).toBe(756 - ((later['SET_ASIDE ZERO_PRICE'] ?? 0) - 29) - (later['REFUSED productId import_unknown'] ?? 0));
  expect(await firm.db.rows(sql`SELECT count(*)::int AS n, sum("netMinor")::text AS net FROM "SalesHistory" WHERE "customerId" IS NULL AND kind <> 'CHARGE'`)).toMatchObject([{ n: expect.any(Number) }]);
  // A famous reversal takes back what it sold.
  expect(await firm.db.rows(sql`SELECT sum(quantity)::int AS units, sum("netMinor")::text AS net FROM "SalesHistory" h JOIN "Product" p ON p.id = h."productId" WHERE p.sku = '23166' AND abs(quantity) > 70000`))
    .toEqual([{ units: 0, net: '0' }]);
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
});

const lines = (...rows: string[]) => `number,sku,quantity,date,price,customer\n${rows.join('\n')}\n`;

test('two equal lines of one invoice are two when they are taken in, whenever the file comes', async () => {
  const csv = lines('T-1,85123A,6,2025-12-01 08:26,2.55,17850', 'T-1,85123A,6,2025-12-01 08:26,2.55,17850', 'T-1,85123a,6,2025-12-01 08:31,2.55,17850.0');
  const taken = { oddities: [{ oddity: 'DUPLICATE', treatment: 'TAKE' }] };
  expect((await files.whole('SALES_HISTORY', csv, taken)).row).toMatchObject({ created: 3, setAside: 0, failed: 0 });
  expect((await files.whole('SALES_HISTORY', csv, taken)).row).toMatchObject({ created: 0, unchanged: 3 });
});

test('adjustments, negative quantities, days to come and days of another clock are told by row', async () => {
  const csv = lines('A-1,85123A,1,2025-12-01,11062.06,', 'T-2,85123A,-5,2025-12-01,2.55,17850', 'C-3,85123A,-5,2025-12-01,2.55,17850', 'T-4,85123A,5,2031-12-01,2.55,17850', 'T-5,85123A,5,2025-12-01T08:00:00Z,2.55,17850', 'T-6,85123A,0,2025-12-01,2.55,17850');
  const { id } = await files.whole('SALES_HISTORY', csv, { adjusted: 'A-' });
  expect(await told(id)).toEqual({ 'SET_ASIDE ADJUSTMENT': 1, 'SET_ASIDE NEGATIVE': 1, 'TAKEN CANCELLATION': 1, 'REFUSED soldOn day_after': 1, 'REFUSED soldOn import_day': 1, 'REFUSED quantity number_above': 1 });
});

test('what a file has brought is taken back, and may come anew', async () => {
  const { id, globalId } = await files.whole('SALES_HISTORY', lines('R-1,85123A,6,2025-12-01,2.55,17850', 'R-2,85123A,6,2025-12-01,2.55,17850'));
  const count = async () => (await firm.one<{ n: number }>(sql`SELECT count(*)::int AS n FROM "SalesHistory" WHERE reference LIKE 'R-%'`)).n;
  expect(await count()).toBe(2);
  await firm.act(removeImportedHistory, { importId: globalId });
  expect([await count(), (await files.row(id)).status, (await files.row(id)).created]).toEqual([0, 'MAPPING', 0]);
  expect(await firm.refusal(removeImportedHistory, { importId: globalId })).toBe('IMPORT_NO_HISTORY');
  expect(await files.run({ id, globalId })).toMatchObject({ created: 2 });
});

test('past sales come over the API, too; a line that is there already is passed over', async () => {
  const productId = globalIdOf('Product', (await firm.one<{ id: string }>(sql`SELECT id FROM "Product" WHERE sku = '85123A'`)).id);
  const line = { reference: 'API-1', soldOn: '2025-11-01', productId, quantity: '3', unitPrice: '2.5' };
  expect(await firm.act(recordSalesHistory, { lines: [line, { reference: 'API-1', soldOn: '2025-11-01', code: 'POST', quantity: '1', unitPrice: '18' }] })).toMatchObject({ recorded: 2 });
  expect(await firm.act(recordSalesHistory, { lines: [line] })).toMatchObject({ recorded: 0 });
  expect(await firm.refusal(recordSalesHistory, { lines: [{ ...line, kind: 'CANCELLATION' }] })).toBe('INPUT_INVALID');
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
});

test('the report of oddities outlives the rows', async () => {
  const { id } = await files.whole('SALES_HISTORY', lines('F-1,85123A,6,2025-12-01,0,17850', 'F-2,85123A,6,2025-12-01,1,17850.0'));
  const before = await odditiesOf(id, await firm.context());
  await forgetFiles(firm.db, new Date('2099-01-01'));
  expect([(await files.lines(id)).length, await odditiesOf(id, await firm.context())]).toEqual([0, before]);
});
