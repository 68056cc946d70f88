// Movements of stock by file: in whatever order the file tells them, each as if it had been told by hand on its day.
import { afterAll, beforeAll, expect, test } from 'vitest';
import fc from 'fast-check';
import { createProduct } from '../../server/src/catalogue/createProduct.ts';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { reverseAdjustment } from '../../server/src/inventory/reverseAdjustment.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { firstDay, later, sql, startTrade, type Trade } from '../support/trade.ts';
import { importer } from './support.ts';

let firm: Trade;
let files: ReturnType<typeof importer>;
let [unitId, warehouseId] = ['', ''];
const product = (sku: string, more: Record<string, unknown> = {}) => firm.act(createProduct, { sku, name: sku, unitId, ...more });
beforeAll(async () => {
  firm = await startTrade();
  files = importer(firm);
  unitId = globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'PCS'`)).id);
  warehouseId = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
  for (const [sku, costingMethod] of [['AVG', 'MOVING_AVERAGE'], ['FIFO', 'FIFO'], ['HAND', 'MOVING_AVERAGE'], ['KNOWN', 'FIFO']] as const) await product(sku, { costingMethod });
  await product('MILK', { tracking: 'LOT' });
  await product('WORK', { isStocked: false });
  firm.day = later(firstDay, 40);
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

const day = (n: number) => later(firstDay, n);
const level = async (sku: string) => firm.one(sql`SELECT trim_scale(l."onHand")::text AS units, l."valueMinor"::text AS value FROM "StockLevel" l JOIN "Product" p ON p.id = l."productId" WHERE p.sku = ${sku}`);
const head = 'sku,warehouse,date,quantity,cost,reason,reference\n';

test('rows in any order are tried in the order of their days, checked without a trace, and cost what they would have cost by hand', async () => {
  const rows = [
    `FIFO,MAIN,${day(9)},-15,,OWN_USE,M-4`, `FIFO,MAIN,${day(3)},10,20,,M-2`, `FIFO,MAIN,${day(2)},10,10,,M-1`, `FIFO,MAIN,${day(5)},4,30,FOUND,M-3`,
    `AVG,MAIN,${day(8)},-3,,SPOILAGE,A-3`, `AVG,MAIN,${day(4)},10,10,,A-1`, `AVG,MAIN,${day(6)},10,20,COUNT,A-2`,
  ];
  const taken = await files.keep('STOCK_MOVES', head + rows.join('\n'));
  await files.configure(taken);
  expect(await files.check(taken)).toMatchObject({ wouldCreate: 7, failed: 0 });
  expect(await firm.db.rows(sql`SELECT id FROM "StockMove"`)).toEqual([]);
  expect(files.counts(await files.run(taken))).toEqual({ created: 7, changed: 0, unchanged: 0, failed: 0 });
  expect([await level('FIFO'), await level('AVG')]).toEqual([{ units: '9', value: String(5 * 2000 + 4 * 3000) }, { units: '17', value: '25500' }]);
  expect(await firm.db.rows(sql`SELECT a.code, sum(l."companyMinor")::text AS sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" GROUP BY 1 ORDER BY 1`)).toEqual([
    { code: '1300', sum: String(22000 + 25500) }, { code: '3000', sum: String(-(30000 + 10000)) }, { code: '5200', sum: String(-(12000 + 20000)) },
    { code: '5210', sum: '4500' }, { code: '5220', sum: '20000' },
  ]);
});

test('a movement is known by its reference, or by its line of the same file; with other figures it is refused, and so is one that was taken back', async () => {
  const csv = `${head}HAND,MAIN,${day(1)},5,2,,H-1\nHAND,MAIN,${day(2)},-1,,OWN_USE,\nHAND,MAIN,${day(2)},-1,,OWN_USE,\n`;
  expect(files.counts((await files.whole('STOCK_MOVES', csv)).row)).toEqual({ created: 3, changed: 0, unchanged: 0, failed: 0 });
  expect(files.counts((await files.whole('STOCK_MOVES', csv)).row)).toEqual({ created: 0, changed: 0, unchanged: 3, failed: 0 });
  expect(await level('HAND')).toEqual({ units: '3', value: '600' });
  const other = await files.whole('STOCK_MOVES', `${head}HAND,MAIN,${day(1)},6,2,,H-1\nHAND,MAIN,${day(9)},1,2,,H-2\nHAND,MAIN,${day(9)},1,2,,H-2\n`);
  expect(await files.wrong(other.id)).toEqual(['2 reference opening_known', '4 reference import_twice']);
  const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "StockMove" WHERE note = 'H-2'`);
  await firm.act(reverseAdjustment, { moveId: globalId('StockMove', id), reason: 'Wrong' });
  expect(await files.wrong((await files.whole('STOCK_MOVES', `${head}HAND,MAIN,${day(9)},1,2,,H-2\n`)).id)).toEqual(['2 reference move_taken_back']);
});

test('what cannot be is refused row by row, and the rest comes', async () => {
  const rows = [
    `AVG,MAIN,${day(9)},-1000,,OWN_USE,`, `AVG,MAIN,${day(1)},-1,,OWN_USE,`, `AVG,MAIN,${day(90)},1,1,,`, `AVG,MAIN,${day(9)},-1,,,`, `AVG,MAIN,${day(9)},1,,,`, `AVG,MAIN,${day(9)},1,1,SPOILAGE,`,
    `WORK,MAIN,${day(9)},1,1,,`, `NONE,MAIN,${day(9)},1,1,,`, `AVG,MAIN,${day(9)},1.5,1,,`, `AVG,MAIN,soon,1,1,,`, `MILK,MAIN,${day(9)},1,1,,`, `AVG,MAIN,${day(9)},2,1,,LAST`,
  ];
  const taken = await files.keep('STOCK_MOVES', head + rows.join('\n'));
  await files.configure(taken);
  const wrong = [
    '2 - STOCK_NEGATIVE', '3 - STOCK_NEGATIVE_LATER', '4 - DAY_IN_FUTURE', '5 reason required', '6 unitCost required', '7 quantity quantity_out', '8 - PRODUCT_NOT_STOCKED',
    '9 productId import_unknown', '10 quantity decimal_places', '11 on import_day', '12 lots lots_required',
  ];
  await files.check(taken);
  expect(await files.wrong(taken.id)).toEqual(wrong);
  expect(files.counts(await files.run(taken))).toEqual({ created: 1, changed: 0, unchanged: 0, failed: 11 });
  expect(await files.wrong(taken.id)).toEqual(wrong);
});

test('lots come with their dates and leave first to expire first', async () => {
  const { row } = await files.whole('STOCK_MOVES', `sku,warehouse,date,quantity,cost,reason,lot,expiry\nMILK,MAIN,${day(2)},10,1,,L2,2027-03-01\nMILK,MAIN,${day(2)},5,1,,L1,2027-02-01\nMILK,MAIN,${day(3)},-6,,OWN_USE,,\n`);
  expect(files.counts(row)).toEqual({ created: 3, changed: 0, unchanged: 0, failed: 0 });
  expect(await firm.db.rows(sql`SELECT l.code, trim_scale(v."onHand")::text AS units FROM "LotLevel" v JOIN "Lot" l ON l.id = v."lotId" ORDER BY 1`)).toEqual([{ code: 'L1', units: '0' }, { code: 'L2', units: '9' }]);
});

test('what comes before goods that have left since re-values them, and the check says what the run does', async () => {
  const move = fc.record({ day: fc.integer({ min: 0, max: 30 }), quantity: fc.integer({ min: -6, max: 9 }), cost: fc.integer({ min: 0, max: 900 }), isFound: fc.boolean() });
  const productId = globalId('Product', (await firm.one<{ id: string }>(sql`SELECT id FROM "Product" WHERE sku = 'KNOWN'`)).id);
  await firm.act(adjustStock, { productId, warehouseId, quantity: '3', reason: 'FOUND', unitCost: '5', on: day(20) });
  for (const seed of [1, 2, 3]) {
    const moves = fc.sample(fc.array(move, { minLength: 60, maxLength: 60 }), { seed, numRuns: 1 })[0] ?? [];
    const rows = moves.map(({ day: on, quantity, cost, isFound }, index) => `KNOWN,MAIN,${day(on)},${quantity},${quantity > 0 ? (cost / 100).toFixed(2) : ''},${quantity > 0 && !isFound ? '' : 'COUNT'},K${seed}-${index}`);
    const taken = await files.keep('STOCK_MOVES', head + rows.join('\n'));
    await files.configure(taken);
    await files.check(taken);
    const foreseen = await files.wrong(taken.id);
    const { created } = await files.run(taken);
    expect(await files.wrong(taken.id)).toEqual(foreseen);
    expect(created).toBe(60 - foreseen.length);
    expect(created).toBeGreaterThan(30);
  }
});
