import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProduct } from '../../server/src/catalogue/createProduct.ts';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { reverseAdjustment } from '../../server/src/inventory/reverseAdjustment.ts';
import { createWarehouse, updateWarehouse } from '../../server/src/inventory/saveWarehouse.ts';
import { stockAsOf } from '../../server/src/inventory/stockAsOf.ts';
import { trialBalance } from '../../server/src/accounting/trialBalance.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { verify } from '../../server/src/verify.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let warehouseId: string;
beforeAll(async () => {
  firm = await startTrade();
  warehouseId = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

const adjust = (productId: string, quantity: string, reason: string, more: Record<string, unknown> = {}) =>
  firm.act(adjustStock, { productId, warehouseId, quantity, reason, ...more }).then(({ move = '' }) => globalId('StockMove', move));
const levelOf = (productId: string) => firm.one<Record<string, string>>(sql`SELECT trim_scale("onHand")::text AS "onHand", trim_scale(reserved)::text AS reserved,
  trim_scale(backordered)::text AS backordered, "valueMinor"::text AS value FROM "StockLevel" WHERE "productId" = ${uuid(productId)}`);
const posted = async (productId: string) => (await firm.db.rows<{ line: string }>(sql`SELECT a.code || ' ' || l."companyMinor" AS line FROM "JournalEntry" e
  JOIN "JournalLine" l ON l."entryId" = e.id JOIN "Account" a ON a.id = l."accountId" WHERE l."productId" = ${uuid(productId)} ORDER BY e.sequence DESC, l.no`))
  .map(({ line }) => line);

describe('an adjustment', () => {
  test('takes spoilt goods out at the average and books them as spoilage', async () => {
    const product = await firm.product('2.50', '10');
    await adjust(product, '-4', 'SPOILAGE', { note: 'Wet' });
    expect(await levelOf(product)).toMatchObject({ onHand: '6', value: '1500' });
    expect((await posted(product)).slice(0, 2)).toEqual(['1300 -1000', '5210 1000']);
  });

  test('brings found goods in at the average, or at the cost that is known', async () => {
    const product = await firm.product('2.50', '10');
    await adjust(product, '2', 'FOUND');
    await adjust(product, '1', 'COUNT', { unitCost: '9' });
    expect(await levelOf(product)).toMatchObject({ onHand: '13', value: '3900' });
  });

  test('of an empty pool needs a unit cost', async () => {
    const product = await firm.product('1', '1');
    await adjust(product, '-1', 'OWN_USE');
    expect(await firm.refusal(adjustStock, { productId: product, warehouseId, quantity: '1', reason: 'FOUND' })).toBe('INPUT_INVALID');
    await adjust(product, '1', 'FOUND', { unitCost: '3' });
    expect(await levelOf(product)).toMatchObject({ onHand: '1', value: '300' });
  });

  test('never takes what is promised unless told to: then whoever ordered last waits again', async () => {
    const product = await firm.product('1', '10');
    await firm.order(await firm.customer(), [{ productId: product, quantity: '6', unitPrice: '2' }]);
    await firm.order(await firm.customer(), [{ productId: product, quantity: '4', unitPrice: '2' }]);
    const raw = { productId: product, warehouseId, quantity: '-3', reason: 'COUNT' };
    expect(await firm.refusal(adjustStock, raw)).toBe('STOCK_RESERVED');
    expect(await levelOf(product)).toEqual({ onHand: '10', reserved: '10', backordered: '0', value: '1000' });
    await adjust(product, '-3', 'COUNT', { freesReservations: true });
    expect(await levelOf(product)).toEqual({ onHand: '7', reserved: '7', backordered: '3', value: '700' });
    expect(await firm.db.rows(sql`SELECT trim_scale(reserved)::text AS reserved FROM "Reservation" WHERE "productId" = ${uuid(product)} ORDER BY "placedAt"`))
      .toEqual([{ reserved: '6' }, { reserved: '1' }]);
    await adjust(product, '2', 'FOUND');
    expect(await levelOf(product)).toMatchObject({ onHand: '9', reserved: '9', backordered: '1' });
  });

  test('is refused for more than there is, on a day before there was any and in the future, and changes nothing', async () => {
    const product = await firm.product('1', '5');
    const of = (more: Record<string, unknown>) => firm.refusal(adjustStock, { productId: product, warehouseId, quantity: '-6', reason: 'COUNT', ...more });
    expect(await of({})).toBe('STOCK_NEGATIVE');
    expect(await of({ quantity: '-1', on: later(firstDay, -1) })).toBe('STOCK_NEGATIVE_LATER');
    expect(await of({ quantity: '-1', on: later(firstDay, 1) })).toBe('DAY_IN_FUTURE');
    expect(await of({ quantity: '-0.5' })).toBe('INPUT_INVALID');
    expect(await of({ productId: await firm.service(), quantity: '1', reason: 'FOUND', unitCost: '1' })).toBe('PRODUCT_NOT_STOCKED');
    expect(await levelOf(product)).toMatchObject({ onHand: '5', value: '500' });
  });

  test('is taken back at its own cost when goods went out, and once only', async () => {
    const product = await firm.product('2', '10');
    const moveId = await adjust(product, '-4', 'COUNT');
    await adjust(product, '1', 'COUNT', { unitCost: '9' });
    await firm.act(reverseAdjustment, { moveId, reason: 'They were in the yard.' });
    expect(await levelOf(product)).toMatchObject({ onHand: '11', value: '2900' });
    expect((await posted(product)).slice(0, 2)).toEqual(['1300 800', '5200 -800']);
    expect(await firm.refusal(reverseAdjustment, { moveId, reason: 'Again' })).toBe('MOVE_NOT_REVERSIBLE');
  });

  test('is taken back at its own cost when goods came in, too', async () => {
    const product = await firm.product('2', '10');
    const moveId = await adjust(product, '10', 'COUNT', { unitCost: '4' });
    await firm.act(reverseAdjustment, { moveId, reason: 'Counted twice' });
    expect(await levelOf(product)).toMatchObject({ onHand: '10', value: '2000' });
    expect((await posted(product)).slice(0, 2)).toEqual(['1300 -4000', '5200 4000']);
  });
});

test('opening stock stands against the opening balances and can be taken back', async () => {
  const unitId = globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'KG'`)).id);
  const { product = '' } = await firm.act(createProduct, { sku: 'RICE', name: 'Rice', unitId });
  const productId = globalId('Product', product);
  const { moves } = await firm.act(recordOpeningStock, { lines: [{ productId, warehouseId, quantity: '12.345', unitCost: '0.99' }] });
  expect(await posted(productId)).toEqual(['1300 1222', '3000 -1222']);
  expect(await firm.refusal(recordOpeningStock, { lines: [{ productId, warehouseId, quantity: '0.0001', unitCost: '1' }] })).toBe('INPUT_INVALID');
  await firm.act(reverseAdjustment, { moveId: globalId('StockMove', moves?.[0] ?? ''), reason: 'Not ours' });
  expect(await levelOf(productId)).toMatchObject({ onHand: '0', value: '0' });
});

test('stock as of a past day stands as it was, and its value is the stock account\'s', async () => {
  const product = await firm.product('3', '10');
  firm.day = later(firstDay, 5);
  await adjust(product, '-4', 'COUNT');
  const ctx = await firm.context();
  const of = async (day: typeof firstDay) => {
    const stock = await answerReport(stockAsOf, { on: day }, ctx);
    const account = (await answerReport(trialBalance, { on: day }, ctx)).rows.find(({ code }) => code === '1300');
    expect(stock.value).toBe(account?.balance);
    return stock.rows.find((row) => row.product === uuid(product));
  };
  expect(await of(firstDay)).toMatchObject({ quantity: 10_000_000n, value: 3000n });
  expect(await of(firm.day)).toMatchObject({ quantity: 6_000_000n, value: 1800n });
});

test('one warehouse is the default, and one that holds goods stays in use', async () => {
  const { warehouse = '' } = await firm.act(createWarehouse, { code: 'EAST', name: 'East', isDefault: true });
  const defaults = await firm.db.rows<{ code: string; version: number }>(sql`SELECT code, version FROM "Warehouse" WHERE "isDefault"`);
  expect(defaults).toEqual([{ code: 'EAST', version: 1 }]);
  expect(await firm.refusal(updateWarehouse, { warehouseId, version: 2, isActive: false })).toBe('WAREHOUSE_IN_USE');
  expect(await firm.refusal(updateWarehouse, { warehouseId, version: 1, name: 'Old' })).toBe('CHANGED_MEANWHILE');
  expect(await firm.refusal(createWarehouse, { code: 'EAST', name: 'Other' })).toBe('INPUT_INVALID');
  expect(await firm.refusal(updateWarehouse, { warehouseId: globalId('Warehouse', warehouse), version: 1, isDefault: false })).toBe('INPUT_INVALID');
});
