// When lots are warned of is the company's own choice.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { raiseExpiryAlerts, setExpiryAlerts } from '../../server/src/inventory/expiryAlerts.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { createProduct } from '../../server/src/catalogue/createProduct.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(() => firm.close());
const idOf = async (table: 'Unit' | 'Warehouse') => globalId(table, (await firm.one<{ id: string }>(table === 'Unit' ? sql`SELECT id FROM "Unit" WHERE code = 'PCS'` : sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);

test('lots are told of as many days ahead as the company says', async () => {
  const { product = '' } = await firm.act(createProduct, { sku: 'MILK', name: 'Milk', unitId: await idOf('Unit'), tracking: 'LOT' });
  const productId = globalId('Product', product);
  await firm.act(recordOpeningStock, { lines: [{ productId, warehouseId: await idOf('Warehouse'), quantity: '1', unitCost: '1', lots: [{ code: 'Q', quantity: '1', expiresOn: later(firstDay, 40) }] }] });
  const alerts = async () => {
    await firm.act(raiseExpiryAlerts, {});
    return (await firm.db.rows<{ days: number }>(sql`SELECT a."thresholdDays" AS days FROM "ExpiryAlert" a JOIN "Lot" l ON l.id = a."lotId" WHERE l."productId" = ${uuid(productId)} AND a."closedOn" IS NULL`)).map(({ days }) => days);
  };
  expect(await alerts()).toEqual([]);
  await firm.act(setExpiryAlerts, { noticeDays: 60, urgentDays: 10 });
  expect(await alerts()).toEqual([60]);
  await firm.act(setExpiryAlerts, { noticeDays: 60, urgentDays: 45 });
  expect(await alerts()).toEqual([45]);
  await firm.act(setExpiryAlerts, { noticeDays: 5, urgentDays: 0 });
  expect(await alerts()).toEqual([]);
  expect(await firm.refusal(setExpiryAlerts, { noticeDays: 5, urgentDays: 5 })).toBe('INPUT_INVALID');
});
