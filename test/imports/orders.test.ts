// Orders by file: a row for each line; an order comes whole or not at all, and once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFramework } from '../../server/src/frameworks/draftFramework.ts';
import { activateFramework } from '../../server/src/frameworks/moveFramework.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, type Trade } from '../support/trade.ts';
import { importer } from './support.ts';

let firm: Trade;
let files: ReturnType<typeof importer>;
beforeAll(async () => {
  firm = await startTrade();
  files = importer(firm);
  await files.whole('PRODUCTS', 'sku,name,unit\nTEA,Tea,PCS\nMILK,Milk,PCS\n');
  await files.whole('CUSTOMERS', 'code,name\nC1,Harbour Hotel\nC2,Hill Cafe\n');
  await files.whole('OPENING_STOCK', 'sku,warehouse,on hand,cost\nTEA,MAIN,100,1\nMILK,MAIN,100,1\n', { on: '2026-01-01' });
});
afterAll(() => firm.close());

const csv = 'PO,customer,sku,qty,price,required\nP-1,C1,TEA,3,2.50,2026-02-01\nP-2,C2,TEA,1,2.50,\nP-1,C1,MILK,2,1.20,\nP-3,C1,TEA,1,2.50,\nP-3,C1,COFFEE,1,4,\n';
const columns = ['reference', 'customerId', 'productId', 'quantity', 'unitPrice', 'requiredOn'].map((field, column) => ({ column, field }));
const orders = () => firm.db.rows<{ reference: string; status: string; net: string; lines: number }>(sql`SELECT o."customerReference" AS reference, o.status::text, o."netMinor"::text AS net, count(l.id)::int AS lines FROM "Order" o JOIN "OrderLine" l ON l."orderId" = o.id GROUP BY o.id ORDER BY 1`);

test('rows of one reference are one order, wherever they stand; a wrong row keeps its order back', async () => {
  const first = await files.whole('ORDERS', csv, { columns });
  expect(await files.wrong(first.id)).toEqual(['5 - import_group', '6 productId import_unknown']);
  expect(files.counts(first.row)).toEqual({ created: 3, changed: 0, unchanged: 0, failed: 2 });
  expect(await orders()).toEqual([{ reference: 'P-1', status: 'DRAFT', net: '990', lines: 2 }, { reference: 'P-2', status: 'DRAFT', net: '250', lines: 1 }]);
});

test('the same file again makes no order twice; one with other lines is refused', async () => {
  const again = await files.whole('ORDERS', csv, { columns });
  expect(files.counts(again.row)).toEqual({ created: 0, changed: 0, unchanged: 3, failed: 2 });
  const other = await files.whole('ORDERS', csv.replace('TEA,3', 'TEA,4'), { columns });
  expect(await files.wrong(other.id)).toEqual(['2 reference order_known', '4 reference order_known', '5 - import_group', '6 productId import_unknown']);
});

test('orders are placed at once where that is wanted', async () => {
  const placed = await files.whole('ORDERS', 'PO,customer,sku,qty,price\nP-9,C2,TEA,5,2.50\nP-9,C2,MILK,1,1.20\n', { columns: columns.slice(0, 5), place: true });
  expect(files.counts(placed.row)).toEqual({ created: 2, changed: 0, unchanged: 0, failed: 0 });
  expect((await orders()).at(-1)).toEqual({ reference: 'P-9', status: 'PLACED', net: '1370', lines: 2 });
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
});

test('an order of a file names the agreement that it calls off from', async () => {
  const id = async (table: 'Customer' | 'Product', code: string) => globalId(table, (await firm.one<{ id: string }>(table === 'Customer' ? sql`SELECT id FROM "Customer" WHERE code = ${code}` : sql`SELECT id FROM "Product" WHERE sku = ${code}`)).id);
  const frameworkId = globalId('Framework', (await firm.act(createFramework, {
    customerId: await id('Customer', 'C2'), validFrom: firm.day, validTo: '2026-12-31', isAutomatic: false, lines: [{ productId: await id('Product', 'TEA'), unitPrice: '1.5', maximum: '20' }],
  })).framework ?? '');
  await firm.act(activateFramework, { frameworkId });
  const fields = ['reference', 'customerId', 'productId', 'quantity', 'frameworkId'].map((field, column) => ({ column, field }));
  const { id: file, row } = await files.whole('ORDERS', 'PO,customer,sku,qty,agreement\nP-F,C2,TEA,12,AGR-2026-00001\nP-G,C2,TEA,9,AGR-2026-00001\nP-H,C2,TEA,1,AGR-9\n', { columns: fields, place: true });
  expect(files.counts(row)).toEqual({ created: 1, changed: 0, unchanged: 0, failed: 2 });
  expect(await files.wrong(file)).toEqual(['3 - FRAMEWORK_EXCEEDED', '4 frameworkId import_unknown']);
  expect((await orders()).find(({ reference }) => reference === 'P-F')).toMatchObject({ status: 'PLACED', net: '1800' });
});

test('an order longer than a batch is one order', async () => {
  const long = Array.from({ length: 130 }, (_, index) => `P-L,C1,TEA,${index + 1},2.50`).join('\n');
  const { row } = await files.whole('ORDERS', `PO,customer,sku,qty,price\n${long}\nP-M,C1,TEA,1,2.50\n`, { columns: columns.slice(0, 5) });
  expect(files.counts(row)).toEqual({ created: 131, changed: 0, unchanged: 0, failed: 0 });
  expect((await orders()).filter(({ reference }) => ['P-L', 'P-M'].includes(String(reference))).map(({ lines }) => lines)).toEqual([130, 1]);
});
