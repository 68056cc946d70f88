// Bins: what lies in them follows receipts, shipments and corrections by itself, and is never more than what is there.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { createProduct } from '../../server/src/catalogue/createProduct.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { reverseShipment } from '../../server/src/fulfilment/reverseShipment.ts';
import { createWarehouse } from '../../server/src/inventory/saveWarehouse.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { createPurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { receiveGoods } from '../../server/src/purchasing/receiveGoods.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { enterCounts, openCountSheet } from '../../server/src/warehousing/enterCounts.ts';
import { makePickList } from '../../server/src/warehousing/makePickList.ts';
import { pickGoods } from '../../server/src/warehousing/pickGoods.ts';
import { postCount } from '../../server/src/warehousing/postCount.ts';
import { reverseCount } from '../../server/src/warehousing/reverseCount.ts';
import { finishCounting } from '../../server/src/warehousing/reviewCount.ts';
import { startCount } from '../../server/src/warehousing/startCount.ts';
import { verify } from '../../server/src/verify.ts';
import { dispatchTransfer } from '../../server/src/warehousing/dispatchTransfer.ts';
import { moveBinContents } from '../../server/src/warehousing/moveBinContents.ts';
import { receiveTransfer } from '../../server/src/warehousing/receiveTransfer.ts';
import { createTransfer } from '../../server/src/warehousing/saveTransfer.ts';
import { createBins, deleteBin, updateBin } from '../../server/src/warehousing/saveBin.ts';
import { setDefaultBin } from '../../server/src/warehousing/setDefaultBin.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let main: string;
let shop: string;
const bins: Record<string, string> = {};
const makeBins = async (warehouseId: string, made: Record<string, unknown>[]) => {
  const { bins: ids } = await firm.act(createBins, { warehouseId, bins: made }) as unknown as { bins: string[] };
  made.forEach(({ code }, index) => { bins[String(code)] = globalId('Bin', ids[index] ?? ''); });
};
beforeAll(async () => {
  firm = await startTrade();
  main = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
  shop = globalId('Warehouse', (await firm.act(createWarehouse, { code: 'SHOP', name: 'Shop' })).warehouse ?? '');
  await makeBins(main, [{ code: 'A-1', zone: 'A', sequence: 1, distance: '5' }, { code: 'A-2', zone: 'A', sequence: 2, distance: '10' }, { code: 'B-1', zone: 'B', sequence: 3, distance: '20', capacity: '10' }]);
  await makeBins(shop, [{ code: 'S-1' }]);
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

/** What lies where: "A-1 5, A-2 3 | 2" with what lies in no bin at the end. */
const lies = async (productId: string, warehouseId = main) => {
  const rows = await firm.db.rows<{ place: string }>(sql`SELECT b.code || ' ' || trim_scale(c.quantity) AS place FROM "BinContent" c JOIN "Bin" b ON b.id = c."binId"
    WHERE c."productId" = ${uuid(productId)} AND c."warehouseId" = ${uuid(warehouseId)} ORDER BY b.code`);
  const { rest } = await firm.one<{ rest: string }>(sql`SELECT trim_scale("onHand" - binned)::text AS rest FROM "StockLevel" WHERE "productId" = ${uuid(productId)} AND "warehouseId" = ${uuid(warehouseId)}`);
  return `${rows.map(({ place }) => place).join(', ')} | ${rest}`;
};
const move = (productId: string, quantity: string, fromBinId: string | null, toBinId: string | null) =>
  ({ warehouseId: main, lines: [{ productId, quantity, fromBinId, toBinId }] });
const put = async (productId: string, ...places: [code: string, quantity: string][]) => {
  for (const [code, quantity] of places) await firm.act(moveBinContents, move(productId, quantity, null, bins[code] ?? ''));
};
const of = (code: string) => bins[code] ?? '';

describe('bins', () => {
  test('take goods from the floor, from each other, and give them back; never more than lies there, never more than they hold', async () => {
    const product = await firm.product('1', '20');
    await put(product, ['A-1', '8'], ['A-2', '4']);
    expect(await lies(product)).toBe('A-1 8, A-2 4 | 8');
    await firm.act(moveBinContents, move(product, '3', of('A-1'), of('A-2')));
    await firm.act(moveBinContents, move(product, '5', of('A-1'), null));
    expect(await lies(product)).toBe('A-2 7 | 13');
    expect(await firm.refusal(moveBinContents, move(product, '8', of('A-2'), of('A-1')))).toBe('BIN_SHORT');
    expect(await firm.refusal(moveBinContents, move(product, '14', null, of('A-1')))).toBe('BIN_SHORT');
    expect(await firm.refusal(moveBinContents, move(product, '11', null, of('B-1')))).toBe('BIN_FULL');
    expect(await firm.refusal(moveBinContents, move(product, '1', null, of('S-1')))).toBe('INPUT_INVALID');
    expect(await firm.refusal(moveBinContents, move(product, '1', of('A-2'), of('A-2')))).toBe('INPUT_INVALID');
    expect(await lies(product)).toBe('A-2 7 | 13');
  });

  test('are filled by what comes in where the product has its bin, and emptied by shipments in the order of picking', async () => {
    const { product: raw = '' } = await firm.act(createProduct, { sku: 'BIN-1', name: 'Boxed', unitId: globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'PCS'`)).id) });
    const product = globalId('Product', raw);
    await firm.act(setDefaultBin, { productId: product, warehouseId: main, binId: of('A-2') });
    await firm.act(recordOpeningStock, { lines: [{ productId: product, warehouseId: main, quantity: '10', unitCost: '2' }] });
    expect(await lies(product)).toBe('A-2 10 | 0');
    await firm.act(moveBinContents, move(product, '3', of('A-2'), of('A-1')));
    await firm.act(moveBinContents, move(product, '2', of('A-2'), null));
    const order = await firm.order(await firm.customer(), [{ productId: product, quantity: '5', unitPrice: '3' }]);
    const shipmentId = await firm.ship(order);
    expect(await lies(product)).toBe('A-2 3 | 2');
    expect(await firm.one(sql`SELECT string_agg(b.code || ' ' || trim_scale(m.quantity), ', ' ORDER BY b.code) AS picks FROM "BinMove" m JOIN "Bin" b ON b.id = m."fromBinId"
      WHERE m.kind = 'PICK' AND m."productId" = ${uuid(product)}`)).toEqual({ picks: 'A-1 3, A-2 2' });
    await firm.act(reverseShipment, { shipmentId, reason: 'Wrong address' });
    expect(await lies(product)).toBe('A-2 8 | 2');
  });

  test('that are full take nothing more that comes in', async () => {
    const { bins: made } = await firm.act(createBins, { warehouseId: main, bins: [{ code: 'SMALL', zone: 'F', sequence: 90, capacity: '10' }] }) as unknown as { bins: string[] };
    const binId = globalId('Bin', made[0] ?? '');
    const productId = await firm.product('1', '1');
    const { supplier = '' } = await firm.act(createSupplier, { code: 'BINS', name: 'Bins' });
    const { purchaseOrder = '' } = await firm.act(createPurchaseOrder, { supplierId: globalId('Supplier', supplier), warehouseId: main, lines: [{ productId, quantity: '20', unitCost: '1' }] });
    const purchaseOrderId = globalId('PurchaseOrder', purchaseOrder);
    await firm.act(placePurchaseOrder, { purchaseOrderId });
    const { id: lineId } = await firm.one<{ id: string }>(sql`SELECT id FROM "PurchaseOrderLine" WHERE "purchaseOrderId" = ${purchaseOrder}`);
    const take = (quantity: string) => ({ purchaseOrderId, lines: [{ purchaseOrderLineId: globalId('PurchaseOrderLine', lineId), quantity, binId }] });
    expect(await firm.refusal(receiveGoods, take('11'))).toBe('BIN_FULL');
    await firm.act(receiveGoods, take('6'));
    expect(await firm.refusal(receiveGoods, take('5'))).toBe('BIN_FULL');
    await firm.act(receiveGoods, take('4'));
    expect(await lies(productId)).toBe('SMALL 10 | 1');
  });

  test('are left alone by corrections as long as the floor has it, and never hold what is gone', async () => {
    const product = await firm.product('1', '10');
    await put(product, ['A-1', '4'], ['A-2', '4']);
    const correct = (quantity: string) => firm.act(adjustStock, { productId: product, warehouseId: main, quantity, reason: 'COUNT' });
    await correct('-2');
    expect(await lies(product)).toBe('A-1 4, A-2 4 | 0');
    await correct('-5');
    expect(await lies(product)).toBe('A-1 3 | 0');
    await correct('-3');
    expect(await lies(product)).toBe(' | 0');
  });

  test('are shipped from by many at once and come out right', async () => {
    const product = await firm.product('1', '12');
    await put(product, ['A-1', '5'], ['A-2', '5']);
    const orders = await Promise.all(Array.from({ length: 6 }, async () => firm.order(await firm.customer(), [{ productId: product, quantity: '2', unitPrice: '3' }])));
    await Promise.all(orders.map((order, index) => (index % 2 ? firm.ship(order) : firm.ship(order).then(() => firm.refusal(moveBinContents, move(product, '1', of('A-2'), of('A-1')))))));
    expect(await lies(product)).toBe(' | 0');
  });

  test('at the other end of a transfer are filled as named, or as usual', async () => {
    const product = await firm.product('1', '6');
    await put(product, ['A-1', '6']);
    const { transfer = '' } = await firm.act(createTransfer, { fromWarehouseId: main, toWarehouseId: shop, lines: [{ productId: product, quantity: '4' }] });
    const transferId = globalId('Transfer', transfer);
    await firm.act(dispatchTransfer, { transferId });
    expect(await lies(product)).toBe('A-1 2 | 0');
    const transferLineId = globalId('TransferLine', (await firm.one<{ id: string }>(sql`SELECT id FROM "TransferLine" WHERE "transferId" = ${transfer}`)).id);
    expect(await firm.refusal(receiveTransfer, { transferId, lines: [{ transferLineId, quantity: '1', binId: of('A-1') }] })).toBe('INPUT_INVALID');
    await firm.act(receiveTransfer, { transferId, lines: [{ transferLineId, quantity: '1', binId: of('S-1') }] });
    await firm.act(receiveTransfer, { transferId });
    expect(await lies(product, shop)).toBe('S-1 1 | 3');
  });

  test('have a code once in a warehouse, and stay in use while goods lie in them', async () => {
    expect(await firm.refusal(createBins, { warehouseId: main, bins: [{ code: 'C-1' }, { code: 'C-1' }] })).toBe('INPUT_INVALID');
    expect(await firm.refusal(createBins, { warehouseId: main, bins: [{ code: 'A-1' }] })).toBe('INPUT_INVALID');
    await makeBins(main, [{ code: 'C-9' }]);
    const product = await firm.product('1', '1');
    await put(product, ['C-9', '1']);
    expect(await firm.refusal(updateBin, { binId: of('C-9'), version: 1, isActive: false })).toBe('BIN_IN_USE');
    await firm.act(moveBinContents, move(product, '1', of('C-9'), null));
    await firm.act(updateBin, { binId: of('C-9'), version: 1, isActive: false });
    expect(await firm.refusal(moveBinContents, move(product, '1', null, of('C-9')))).toBe('BIN_INACTIVE');
    expect(await firm.refusal(deleteBin, { binId: of('C-9') })).toBe('BIN_IN_USE');
    await makeBins(main, [{ code: 'C-8' }]);
    await firm.act(deleteBin, { binId: of('C-8') });
  });

  test('hold lots apart: what is shipped comes out of the bins of its lots, what is counted is counted by lot', async () => {
    const product = globalId('Product', (await firm.act(createProduct, {
      sku: 'BINLOT', name: 'Lots in bins', unitId: globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'PCS'`)).id), tracking: 'LOT',
    })).product ?? '');
    for (const [code, expiresOn] of [['LATE', '2027-12-31'], ['SOON', '2026-12-31']]) {
      await firm.act(recordOpeningStock, { lines: [{ productId: product, warehouseId: main, quantity: '5', unitCost: '1', lots: [{ code, expiresOn }] }] });
    }
    const lotId = async (code: string) => globalId('Lot', (await firm.one<{ id: string }>(sql`SELECT id FROM "Lot" WHERE code = ${code} AND "productId" = ${uuid(product)}`)).id);
    await firm.act(moveBinContents, { warehouseId: main, lines: [
      { productId: product, lotId: await lotId('LATE'), quantity: '5', toBinId: of('A-1') }, { productId: product, lotId: await lotId('SOON'), quantity: '4', toBinId: of('B-1') },
    ] });
    expect(await firm.refusal(moveBinContents, { warehouseId: main, lines: [{ productId: product, lotId: await lotId('SOON'), quantity: '2', toBinId: of('A-2') }] })).toBe('BIN_SHORT');
    const order = await firm.order(await firm.customer(), [{ productId: product, quantity: '7', unitPrice: '3' }]);
    const { pickList = '' } = await firm.act(makePickList, { orderIds: [order] });
    expect((await firm.db.rows<{ line: string }>(sql`SELECT coalesce(b.code, 'floor') || ' ' || v.code || ' ' || trim_scale(l.quantity) AS line FROM "PickLine" l
      LEFT JOIN "Bin" b ON b.id = l."binId" JOIN "Lot" v ON v.id = l."lotId" WHERE l."pickListId" = ${pickList} ORDER BY l.no`)).map(({ line }) => line)).toEqual(['A-1 LATE 2', 'B-1 SOON 4', 'floor SOON 1']);
    const pickListId = globalId('PickList', pickList);
    await firm.act(pickGoods, { pickListId });
    await firm.act(shipOrder, { orderId: order, pickListId });
    expect(await lies(product)).toBe('A-1 3 | 0');
    const stockCountId = globalId('StockCount', (await firm.act(startCount, { warehouseId: main, kind: 'CYCLE', productIds: [product] })).stockCount ?? '');
    const sheetId = globalId('CountSheet', (await firm.act(openCountSheet, { stockCountId })).sheet ?? '');
    expect(await firm.refusal(enterCounts, { sheetId, entries: [{ productId: product, binId: of('A-2'), quantity: '1' }] })).toBe('INPUT_INVALID');
    await firm.act(enterCounts, { sheetId, entries: [
      { productId: product, binId: of('A-1'), lotId: await lotId('LATE'), quantity: '2' }, { productId: product, binId: of('A-2'), lotId: await lotId('SOON'), quantity: '1' },
    ] });
    await firm.act(finishCounting, { stockCountId });
    await firm.act(postCount, { stockCountId, reason: 'Counted' });
    expect(await lies(product)).toBe('A-1 2, A-2 1 | 0');
    await firm.act(reverseCount, { stockCountId, reason: 'Misread' });
    expect(await lies(product)).toBe('A-1 3 | 0');
  });

  test('are filled by a receipt as named', async () => {
    const product = await firm.product('1', '1');
    const { supplier = '' } = await firm.act(createSupplier, { code: 'BOXES', name: 'Box maker' });
    const purchaseOrderId = globalId('PurchaseOrder', (await firm.act(createPurchaseOrder, { supplierId: globalId('Supplier', supplier), lines: [{ productId: product, quantity: '6', unitCost: '1' }] })).purchaseOrder ?? '');
    await firm.act(placePurchaseOrder, { purchaseOrderId });
    const purchaseOrderLineId = globalId('PurchaseOrderLine', (await firm.one<{ id: string }>(sql`SELECT id FROM "PurchaseOrderLine" WHERE "purchaseOrderId" = ${uuid(purchaseOrderId)}`)).id);
    const come = (binId: string) => ({ purchaseOrderId, lines: [{ purchaseOrderLineId, quantity: '4', binId }] });
    expect(await firm.refusal(receiveGoods, come(of('S-1')))).toBe('INPUT_INVALID');
    await firm.act(receiveGoods, come(of('A-2')));
    await firm.act(receiveGoods, { purchaseOrderId });
    expect(await lies(product)).toBe('A-2 4 | 3');
  });
});
