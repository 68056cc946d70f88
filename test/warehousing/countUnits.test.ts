// Counted in cases, booked in pieces.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setProductUnit } from '../../server/src/catalogue/unitsSave.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { enterCounts, openCountSheet } from '../../server/src/warehousing/enterCounts.ts';
import { startCount } from '../../server/src/warehousing/startCount.ts';
import { sql, startTrade, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(() => firm.close());

test('a count in cases is kept as it was typed, and compared in pieces', async () => {
  const unitId = globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'CASE'`)).id);
  const warehouseId = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
  const productId = await firm.product('1', '50');
  await firm.act(setProductUnit, { productId, unitId, quantity: '12' });
  const stockCountId = globalId('StockCount', (await firm.act(startCount, { warehouseId, kind: 'CYCLE', productIds: [productId] })).stockCount ?? '');
  const sheetId = globalId('CountSheet', (await firm.act(openCountSheet, { stockCountId })).sheet ?? '');
  expect(await firm.refusal(enterCounts, { sheetId, entries: [{ productId, quantity: '0.5', unitId }] })).toBe('INPUT_INVALID');
  await firm.act(enterCounts, { sheetId, entries: [{ productId, quantity: '4', unitId }] });
  expect(await firm.one(sql`SELECT trim_scale(e.quantity)::text AS quantity, trim_scale(e.entered)::text AS entered, trim_scale(l.difference)::text AS difference
    FROM "CountEntry" e JOIN "CountLine" l ON l.id = e."countLineId"`)).toEqual({ quantity: '48', entered: '4', difference: '-2' });
});
