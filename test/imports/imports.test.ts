import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixImportLine, skipImportLines } from '../../server/src/imports/fixImportLine.ts';
import { checkImport, discardImport, runImport, stopImport } from '../../server/src/imports/runImport.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, type Trade } from '../support/trade.ts';
import { importer } from './support.ts';

let firm: Trade;
let files: ReturnType<typeof importer>;
beforeAll(async () => { firm = await startTrade(); files = importer(firm); });
afterAll(() => firm.close());

const count = async (table: string) => (await firm.db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM "${table}"`)).rows[0]?.n;
/** How many rows every table has, but for those of imports. */
const allCounts = async () => {
  const { rows } = await firm.db.pool.query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'Import%' ORDER BY 1`);
  return Object.fromEntries(await Promise.all(rows.map(async ({ name }) => [name, await count(name)])));
};

describe('products from a file', () => {
  const csv = 'Article number;Name;Category;UoM;Reorder point;Stocked\r\n007;Green tea;Drinks;PCS;1.000,5;yes\r\nB-2;"Rice; long";Food;KG;2,5;no\r\n';

  test('are guessed, checked without a trace, then added once', async () => {
    const taken = await files.keep('PRODUCTS', csv);
    const kept = await files.row(taken.id);
    expect(kept).toMatchObject({ status: 'MAPPING', encoding: 'utf-8', mapping: ['sku', 'name', 'categoryId', 'unitId', 'reorderPoint', 'isStocked'] });
    await files.configure(taken, { decimal: ',', createMissing: true });
    const before = await allCounts();
    const checked = await files.check(taken);
    expect(checked).toMatchObject({ status: 'CHECKED', wouldCreate: 1, failed: 1, roundDone: 2, roundTotal: 2, rowsTotal: 2 });
    expect(await files.wrong(taken.id)).toEqual(['2 reorderPoint decimal_places']); // half a piece
    const after = await allCounts();
    expect({ ...after, Event: 0 }).toEqual({ ...before, Event: 0 });
    expect(after.Event).toBe(Number(before.Event) + 2); // that it was checked

    const [bad] = await files.lines(taken.id);
    await firm.act(fixImportLine, { lineId: globalId('ImportLine', bad?.id ?? ''), cells: [{ column: 4, text: '1.000' }] });
    expect(await files.row(taken.id)).toMatchObject({ wouldCreate: 2, failed: 0 });
    expect(files.counts(await files.run(taken))).toEqual({ created: 2, changed: 0, unchanged: 0, failed: 0 });
    expect(await firm.db.rows(sql`SELECT p.sku, p.name, c.name AS category, trim_scale(p."reorderPoint")::text AS reorder, p."isStocked" FROM "Product" p JOIN "Category" c ON c.id = p."categoryId" ORDER BY sku`)).toEqual([
      { sku: '007', name: 'Green tea', category: 'Drinks', reorder: '1000', isStocked: true },
      { sku: 'B-2', name: 'Rice; long', category: 'Food', reorder: '2.5', isStocked: false },
    ]);
    const [line] = await files.lines(taken.id);
    expect(line).toMatchObject({ status: 'CREATED', isDone: true, subjectType: 'Product' });
  });

  test('change nothing when the same file comes again, and only what differs when it does', async () => {
    const same = await files.whole('PRODUCTS', csv.replace('1.000,5', '1.000'), { decimal: ',' });
    expect(files.counts(same.row)).toEqual({ created: 0, changed: 0, unchanged: 2, failed: 0 });
    const other = await files.whole('PRODUCTS', csv.replace('1.000,5', '1.000').replace('Green', 'Black'), { decimal: ',' });
    expect(files.counts(other.row)).toEqual({ created: 0, changed: 1, unchanged: 1, failed: 0 });
    const changed = (await files.lines(other.id)).find(({ status }) => status === 'CHANGED');
    expect(changed?.changes).toEqual(['name']);
    expect((await firm.one<{ version: number }>(sql`SELECT version FROM "Product" WHERE sku = '007'`)).version).toBe(2);
  });

  test('of which three in a hundred are bad: the rest goes through, the bad are corrected or left out, and nothing is doubled', async () => {
    const rows = Array.from({ length: 100 }, (_, index) => `H-${index},Thing ${index},${index === 20 ? 'CRATE' : 'PCS'},${index === 40 ? 'ten' : '1'}`);
    rows[60] = 'H-10,Again,PCS,1';
    const taken = await files.keep('PRODUCTS', `sku,name,unit,reorderPoint\n${rows.join('\n')}\n`);
    await files.configure(taken);
    const run = await files.check(taken).then(() => files.run(taken));
    expect(run).toMatchObject({ status: 'DONE', created: 97, failed: 3 });
    expect(await files.wrong(taken.id)).toEqual(['22 unitId import_unknown', '42 reorderPoint import_number', '62 sku import_twice']);
    const bad = (await files.lines(taken.id)).filter(({ status }) => status === 'FAILED');
    await firm.act(fixImportLine, { lineId: globalId('ImportLine', bad[0]?.id ?? ''), cells: [{ column: 2, text: 'PCS' }] });
    await firm.act(fixImportLine, { lineId: globalId('ImportLine', bad[1]?.id ?? ''), cells: [{ column: 3, text: '10' }] });
    await firm.act(skipImportLines, { importId: taken.globalId, lineIds: [globalId('ImportLine', bad[2]?.id ?? '')] });
    expect(await files.row(taken.id)).toMatchObject({ wouldCreate: 2, failed: 0, skipped: 1, created: 97 });
    const again = await files.run(taken);
    expect(again).toMatchObject({ status: 'DONE', created: 99, failed: 0, skipped: 1, wouldCreate: 0 });
    expect(await firm.db.rows(sql`SELECT count(*)::int AS n FROM "Product" WHERE sku LIKE 'H-%'`)).toEqual([{ n: 99 }]);
    expect(await firm.refusal(discardImport, { importId: taken.globalId })).toBe('IMPORT_KEPT');
  });

  test('stop between batches and go on where they stopped', async () => {
    const taken = await files.keep('PRODUCTS', `sku,name,unit\n${Array.from({ length: 700 }, (_, index) => `S-${index},Thing,PCS`).join('\n')}\n`);
    await files.configure(taken);
    await files.check(taken);
    await firm.act(runImport, { importId: taken.globalId });
    let looks = 0;
    const { workOn } = await import('../../server/src/imports/workOn.ts');
    await workOn(firm.db, taken.id, () => new Date(), () => (looks += 1) > 2);
    const part = await files.row(taken.id);
    expect(part.status).toBe('RUNNING');
    expect(part.created).toBeGreaterThan(0);
    expect(part.created).toBeLessThan(700);
    await firm.act(stopImport, { importId: taken.globalId });
    await files.work(taken.id);
    expect(await files.row(taken.id)).toMatchObject({ status: 'STOPPED', created: part.created });
    expect(await files.run(taken)).toMatchObject({ status: 'DONE', created: 700, failed: 0 });
    expect(await firm.refusal(checkImport, { importId: taken.globalId })).toBeUndefined();
    await files.work(taken.id);
  });
});

describe('parties and places from files', () => {
  test('customers come with addresses and credit limits, and change by code', async () => {
    const csv = 'Customer number,Company,Credit limit,Payment terms,Street,City,Country,Delivery street,Delivery city,Delivery country\nC1,Harbour Hotel,"5,000.00",14,1 Harbour Rd,Mombasa,Kenya,,,\nC2,Hill Cafe,,,2 Hill,Nairobi,,,,\n';
    const first = await files.whole('CUSTOMERS', csv);
    expect(await files.wrong(first.id)).toEqual(['3 billingCountry required']);
    expect(files.counts(first.row)).toEqual({ created: 1, changed: 0, unchanged: 0, failed: 1 });
    const second = await files.whole('CUSTOMERS', csv.replace('2 Hill,Nairobi,,', '2 Hill,Nairobi,Kenya,').replace('"5,000.00"', '6000').replace('Kenya,,,', 'Kenya,Quay 4,Mombasa,Kenya'));
    expect(files.counts(second.row)).toEqual({ created: 1, changed: 1, unchanged: 0, failed: 0 });
    expect(await firm.db.rows(sql`SELECT c.code, c."paymentTermDays", a."limitMinor", (SELECT string_agg(kind || ' ' || street, ', ' ORDER BY kind) FROM "Address" x WHERE x."customerId" = c.id) AS at
      FROM "Customer" c JOIN "CreditAccount" a ON a."customerId" = c.id WHERE c.code IN ('C1', 'C2') ORDER BY 1`)).toEqual([
      { code: 'C1', paymentTermDays: 14, limitMinor: '600000', at: 'BILLING 1 Harbour Rd, SHIPPING Quay 4' },
      { code: 'C2', paymentTermDays: 30, limitMinor: null, at: 'BILLING 2 Hill' },
    ]);
  });

  test('suppliers, their prices, warehouses, bins, rules, units, barcodes and list prices: each added, then found as it is', async () => {
    const all = [
      ['SUPPLIERS', 'code,name,country\nS1,Highland Tea,Kenya\n'],
      ['SUPPLIER_PRICES', 'supplier,sku,cost,lead time\nS1,H-0,2.10,14\n'],
      ['WAREHOUSES', 'code,name,city\nNBO,Nairobi,Nairobi\n'],
      ['BINS', 'warehouse,bin,zone,sequence\nNBO,A-01,A,10\nNBO,A-02,A,20\n'],
      ['REORDER_RULES', 'sku,warehouse,reorder point,maximum,supplier\nH-0,NBO,5,20,S1\n'],
      ['PRODUCT_UNITS', 'sku,unit,quantity\nH-0,BOX,12\n'],
      ['BARCODES', 'sku,ean\nH-0,0400638133393\n'],
      ['LIST_PRICES', 'sku,price\nH-0,4.50\nH-1,3\n'],
      ['CATEGORIES', 'category,description\nSpices,Hot\n'],
    ] as const;
    await firm.db.rows(sql`INSERT INTO "Unit" (id, code, name, decimals) SELECT gen_random_uuid(), 'BOX', 'Box', 0 WHERE NOT EXISTS (SELECT FROM "Unit" WHERE code = 'BOX')`);
    for (const [subject, csv] of all) {
      const rows = csv.trim().split('\n').length - 1;
      const first = await files.whole(subject, csv);
      expect([subject, await files.wrong(first.id), files.counts(first.row)]).toEqual([subject, [], { created: rows, changed: 0, unchanged: 0, failed: 0 }]);
      const second = await files.whole(subject, csv);
      expect([subject, await files.wrong(second.id), files.counts(second.row)]).toEqual([subject, [], { created: 0, changed: 0, unchanged: rows, failed: 0 }]);
    }
    const dearer = await files.whole('LIST_PRICES', 'sku,price\nH-0,5\nH-1,3\n');
    expect(files.counts(dearer.row)).toMatchObject({ unchanged: 1 });
  });
});

test('the kept counts of every import are those of its rows', async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
});
