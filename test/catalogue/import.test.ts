import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importProducts } from '../../server/src/catalogue/importProducts.ts';
import { InputRefused } from '../../server/src/shared/sharedRefusals.ts';
import { sql, startTrade, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(() => firm.close());

const issues = async (csv: string) => {
  try {
    await firm.act(importProducts, { csv });
    return [];
  } catch (error) {
    if (error instanceof InputRefused) return error.issues.map(({ path, code }) => `${path.join(' ')} ${code}`);
    throw error;
  }
};
const products = () => firm.db.rows<{ sku: string }>(sql`SELECT p.sku, p.name, c.name AS category, u.code AS unit, trim_scale(p."reorderPoint")::text AS reorder, p.version
  FROM "Product" p JOIN "Unit" u ON u.id = p."unitId" LEFT JOIN "Category" c ON c.id = p."categoryId" ORDER BY p.sku`);

describe('importing products', () => {
  test('adds what is new, changes what differs and leaves the rest alone', async () => {
    const csv = 'SKU,Name,Category,Unit,Reorder point\nTEA,Green tea,Drinks,PCS,10\nRICE,"Rice, long",Food,KG,2.5\n';
    expect(await firm.act(importProducts, { csv, dryRun: true })).toMatchObject({ created: 2, categoriesCreated: 2 });
    expect(await products()).toEqual([]);
    expect(await firm.act(importProducts, { csv })).toEqual({ created: 2, updated: 0, unchanged: 0, categoriesCreated: 2 });
    expect(await firm.act(importProducts, { csv: csv.replace('Green', 'Black') })).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    expect(await products()).toEqual([
      { sku: 'RICE', name: 'Rice, long', category: 'Food', unit: 'KG', reorder: '2.5', version: 1 },
      { sku: 'TEA', name: 'Black tea', category: 'Drinks', unit: 'PCS', reorder: '10', version: 2 },
    ]);
  });

  test('reads semicolons and a byte order mark as spreadsheets write them', async () => {
    expect(await firm.act(importProducts, { csv: '\uFEFFsku;name;unit\r\nOIL;Oil;L\r\n' })).toMatchObject({ created: 1 });
  });

  test.each([
    ['sku,name,unit\nA,"Open quote,PCS\n', ['csv 2 name csv_broken']],
    ['sku,name,unit\nA,Apple\n', ['csv 2  csv_cells']],
    ['name,unit,colour\nApple,PCS,red\n', ['csv 1 colour csv_column_unknown', 'csv 1 sku csv_column_missing']],
    ['sku,name,unit,reorderPoint\nA,,PCS,ten\nB,Bean,CRATE,1\nB,Bean,PCS,1\n', ['csv 2 name required', 'csv 2 reorderPoint decimal_places', 'csv 4 sku csv_line_twice']],
    ['sku,name,unit,reorderPoint\nA,Apple,CRATE,1\nB,Bean,PCS,0.5\nC,Corn,,\n', ['csv 2 unit csv_unit_unknown', 'csv 3 reorderPoint decimal_places', 'csv 4 unit required']],
  ])('names line, column and reason of %j and imports nothing', async (csv, expected) => {
    const before = await products();
    expect(await issues(csv)).toEqual(expected);
    expect(await products()).toEqual(before);
  });
});
