// Transfers: what leaves one warehouse is on its way, then comes; quantities, values, promises and entries on the way.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProduct } from '../../server/src/catalogue/createProduct.ts';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { reverseAdjustment } from '../../server/src/inventory/reverseAdjustment.ts';
import { createWarehouse } from '../../server/src/inventory/saveWarehouse.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { dispatchTransfer } from '../../server/src/warehousing/dispatchTransfer.ts';
import { closeTransfer, receiveTransfer } from '../../server/src/warehousing/receiveTransfer.ts';
import { reverseTransferStep } from '../../server/src/warehousing/reverseTransferStep.ts';
import { cancelTransfer, createTransfer, updateTransfer } from '../../server/src/warehousing/saveTransfer.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let main: string;
let shop: string;
beforeAll(async () => {
  firm = await startTrade();
  main = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
  shop = globalId('Warehouse', (await firm.act(createWarehouse, { code: 'SHOP', name: 'Shop' })).warehouse ?? '');
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

interface Planned { transferId: string; lineIds: string[] }
const plan = async (...lines: [productId: string, quantity: string][]): Promise<Planned> => {
  const { transfer = '' } = await firm.act(createTransfer, {
    fromWarehouseId: main, toWarehouseId: shop, lines: lines.map(([productId, quantity]) => ({ productId, quantity })),
  });
  const rows = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "TransferLine" WHERE "transferId" = ${transfer} ORDER BY no`);
  return { transferId: globalId('Transfer', transfer), lineIds: rows.map(({ id }) => globalId('TransferLine', id)) };
};
/** On hand, available, incoming and value: where it comes from, in transit, where it goes. */
const places = async (productId: string) => Object.fromEntries((await firm.db.rows<{ code: string; figures: string }>(sql`SELECT w.code,
    trim_scale(l."onHand") || ' ' || trim_scale(l."onHand" - l.reserved) || ' ' || trim_scale(l.incoming) || ' ' || l."valueMinor" AS figures
  FROM "StockLevel" l JOIN "Warehouse" w ON w.id = l."warehouseId" WHERE l."productId" = ${uuid(productId)} ORDER BY w.code`)).map(({ code, figures }) => [code, figures]));
const statusOf = async ({ transferId }: Planned) => (await firm.one<{ status: string }>(sql`SELECT status::text FROM "Transfer" WHERE id = ${uuid(transferId)}`)).status;
const lastStep = async ({ transferId }: Planned) =>
  globalId('TransferStep', (await firm.one<{ id: string }>(sql`SELECT id FROM "TransferStep" WHERE "transferId" = ${uuid(transferId)} ORDER BY no DESC LIMIT 1`)).id);
const posted = async ({ transferId }: Planned) => (await firm.db.rows<{ line: string }>(sql`SELECT e.kind || ' ' || a.code || ' ' || w.code || ' ' || l."companyMinor" AS line
  FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id JOIN "Account" a ON a.id = l."accountId" JOIN "Warehouse" w ON w.id = l."warehouseId"
  WHERE e."sourceId" = ${uuid(transferId)} ORDER BY e.sequence, l.no`)).map(({ line }) => line);

describe('a transfer', () => {
  test('moves nothing while it is planned; on its way its goods are nobody\'s; in parts they come, at the cost at which they left', async () => {
    const product = await firm.product('2.50', '10');
    const planned = await plan([product, '6']);
    expect(await places(product)).toEqual({ MAIN: '10 10 0 2500' });
    await firm.act(dispatchTransfer, { transferId: planned.transferId });
    expect(await places(product)).toEqual({ MAIN: '4 4 0 1000', TRANSIT: '6 0 0 1500', SHOP: '0 0 6 0' });
    expect(await statusOf(planned)).toBe('DISPATCHED');
    const [transferLineId] = planned.lineIds;
    await firm.act(receiveTransfer, { transferId: planned.transferId, lines: [{ transferLineId, quantity: '2' }] });
    expect(await places(product)).toEqual({ MAIN: '4 4 0 1000', TRANSIT: '4 0 0 1000', SHOP: '2 2 4 500' });
    expect(await statusOf(planned)).toBe('PART_RECEIVED');
    expect(await firm.refusal(receiveTransfer, { transferId: planned.transferId, lines: [{ transferLineId, quantity: '5' }] })).toBe('TRANSFER_EXCEEDS');
    await firm.act(receiveTransfer, { transferId: planned.transferId });
    expect(await places(product)).toEqual({ MAIN: '4 4 0 1000', TRANSIT: '0 0 0 0', SHOP: '6 6 0 1500' });
    expect(await statusOf(planned)).toBe('RECEIVED');
    expect(await posted(planned)).toEqual([
      'TRANSFER 1300 TRANSIT 1500', 'TRANSFER 1300 MAIN -1500', 'TRANSFER 1300 SHOP 500', 'TRANSFER 1300 TRANSIT -500', 'TRANSFER 1300 SHOP 1000', 'TRANSFER 1300 TRANSIT -1000',
    ]);
    expect(await firm.one(sql`SELECT count(*)::int AS n FROM "StockMove" i JOIN "StockMove" o ON o.id = i."valuedByMoveId" AND o."valueMinor" = -i."valueMinor"
      AND o.kind = 'TRANSFER_OUT' WHERE i.kind = 'TRANSFER_IN' AND i."productId" = ${uuid(product)}`)).toEqual({ n: 3 });
  });

  test('leaves what is promised where it is', async () => {
    const product = await firm.product('1', '10');
    await firm.order(await firm.customer(), [{ productId: product, quantity: '7', unitPrice: '2' }]);
    const planned = await plan([product, '4']);
    expect(await firm.refusal(dispatchTransfer, { transferId: planned.transferId })).toBe('STOCK_RESERVED');
    await firm.act(dispatchTransfer, { transferId: planned.transferId, lines: [{ transferLineId: planned.lineIds[0], quantity: '3' }] });
    expect(await places(product)).toEqual({ MAIN: '7 0 0 700', TRANSIT: '3 0 0 300', SHOP: '0 0 3 0' });
    expect(await firm.refusal(adjustStock, { productId: product, warehouseId: globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE kind = 'TRANSIT'`)).id), quantity: '1', reason: 'FOUND', unitCost: '1' }))
      .toBe('WAREHOUSE_INACTIVE');
  });

  test('serves who waits at the other warehouse when it comes', async () => {
    const product = await firm.product('1', '10');
    await firm.act(placeOrder, {
      order: { customerId: await firm.customer(), warehouseId: shop, lines: [{ productId: product, quantity: '4', unitPrice: '2' }] }, acceptBackorder: true,
    });
    const planned = await plan([product, '5']);
    await firm.act(dispatchTransfer, { transferId: planned.transferId });
    await firm.act(receiveTransfer, { transferId: planned.transferId });
    expect(await places(product)).toMatchObject({ SHOP: '5 1 0 500' });
    expect(await firm.one(sql`SELECT trim_scale(reserved)::text AS reserved, trim_scale(backordered)::text AS backordered FROM "Reservation" WHERE "productId" = ${uuid(product)}`))
      .toEqual({ reserved: '4', backordered: '0' });
  });

  test('of which something is missing is closed with a reason: the cost goes to count differences or to spoilage', async () => {
    const product = await firm.product('3', '10');
    const planned = await plan([product, '5']);
    await firm.act(dispatchTransfer, { transferId: planned.transferId });
    await firm.act(receiveTransfer, { transferId: planned.transferId, lines: [{ transferLineId: planned.lineIds[0], quantity: '3' }] });
    expect(await firm.refusal(closeTransfer, { transferId: planned.transferId, why: 'OWN_USE', reason: 'No' })).toBe('INPUT_INVALID');
    await firm.act(closeTransfer, { transferId: planned.transferId, why: 'DAMAGED', reason: 'Fell off', lines: [{ transferLineId: planned.lineIds[0], quantity: '1' }] });
    expect(await statusOf(planned)).toBe('PART_RECEIVED');
    await firm.act(closeTransfer, { transferId: planned.transferId, why: 'COUNT', reason: 'Never seen' });
    expect(await statusOf(planned)).toBe('RECEIVED');
    expect(await places(product)).toEqual({ MAIN: '5 5 0 1500', TRANSIT: '0 0 0 0', SHOP: '3 3 0 900' });
    expect((await posted(planned)).slice(-4)).toEqual(['TRANSFER 5210 TRANSIT 300', 'TRANSFER 1300 TRANSIT -300', 'TRANSFER 5200 TRANSIT 300', 'TRANSFER 1300 TRANSIT -300']);
    const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "StockMove" WHERE "productId" = ${uuid(product)} AND reason = 'DAMAGED'`);
    expect(await firm.refusal(reverseAdjustment, { moveId: globalId('StockMove', id), reason: 'By itself' })).toBe('MOVE_NOT_REVERSIBLE');
    await firm.act(reverseTransferStep, { stepId: await lastStep(planned), reason: 'It came after all' });
    expect(await places(product)).toMatchObject({ TRANSIT: '1 0 0 300', SHOP: '3 3 1 900' });
    await firm.act(receiveTransfer, { transferId: planned.transferId });
    expect([await statusOf(planned), await places(product)]).toEqual(['RECEIVED', { MAIN: '5 5 0 1500', TRANSIT: '0 0 0 0', SHOP: '4 4 0 1200' }]);
  });

  test('is taken back step by step: what came goes back on its way, what left returns, and it can leave again', async () => {
    const product = await firm.product('2', '8');
    const planned = await plan([product, '8']);
    await firm.act(dispatchTransfer, { transferId: planned.transferId });
    const dispatch = await lastStep(planned);
    await firm.act(receiveTransfer, { transferId: planned.transferId });
    const receipt = await lastStep(planned);
    expect(await firm.refusal(reverseTransferStep, { stepId: dispatch, reason: 'Too early' })).toBe('TRANSFER_ARRIVED');
    await firm.act(reverseTransferStep, { stepId: receipt, reason: 'Wrong shop' });
    expect(await places(product)).toEqual({ MAIN: '0 0 0 0', TRANSIT: '8 0 0 1600', SHOP: '0 0 8 0' });
    expect(await firm.refusal(reverseTransferStep, { stepId: receipt, reason: 'Twice' })).toBe('TRANSFER_STEP_REVERSED');
    await firm.act(reverseTransferStep, { stepId: dispatch, reason: 'Back home' });
    expect([await statusOf(planned), await places(product)]).toEqual(['DRAFT', { MAIN: '8 8 0 1600', TRANSIT: '0 0 0 0', SHOP: '0 0 0 0' }]);
    await firm.act(dispatchTransfer, { transferId: planned.transferId });
    expect(await statusOf(planned)).toBe('DISPATCHED');
  });

  test('cannot be taken back once its goods are promised where they came', async () => {
    const product = await firm.product('1', '3');
    const planned = await plan([product, '3']);
    await firm.act(dispatchTransfer, { transferId: planned.transferId });
    await firm.act(receiveTransfer, { transferId: planned.transferId });
    await firm.order(await firm.customer(), [{ productId: product, quantity: '2', unitPrice: '2' }], { warehouseId: shop });
    expect(await firm.refusal(reverseTransferStep, { stepId: await lastStep(planned), reason: 'Late' })).toBe('STOCK_RESERVED');
    expect(await places(product)).toMatchObject({ SHOP: '3 1 0 300' });
  });

  test('of two deliveries at different costs leaves no value behind in transit', async () => {
    const product = await firm.product('1', '3');
    const first = await plan([product, '3']);
    await firm.act(dispatchTransfer, { transferId: first.transferId });
    await firm.act(recordOpeningStock, { lines: [{ productId: product, warehouseId: main, quantity: '3', unitCost: '2.33' }] });
    const second = await plan([product, '3']);
    await firm.act(dispatchTransfer, { transferId: second.transferId });
    await firm.act(receiveTransfer, { transferId: second.transferId, lines: [{ transferLineId: second.lineIds[0], quantity: '1' }] });
    await firm.act(receiveTransfer, { transferId: first.transferId });
    await firm.act(receiveTransfer, { transferId: second.transferId });
    expect(await places(product)).toEqual({ MAIN: '0 0 0 0', TRANSIT: '0 0 0 0', SHOP: '6 6 0 999' });
  });

  test('is refused between the same warehouse, of services, of parts finer than their unit, and on days that do not fit', async () => {
    const product = await firm.product('1', '5');
    const draft = (more: Record<string, unknown>) => firm.refusal(createTransfer, { fromWarehouseId: main, toWarehouseId: shop, lines: [{ productId: product, quantity: '1' }], ...more });
    expect(await draft({ toWarehouseId: main })).toBe('INPUT_INVALID');
    expect(await draft({ lines: [{ productId: await firm.service(), quantity: '1' }] })).toBe('PRODUCT_NOT_STOCKED');
    expect(await draft({ lines: [{ productId: product, quantity: '0.5' }] })).toBe('INPUT_INVALID');
    expect(await draft({ lines: [] })).toBe('INPUT_INVALID');
    const planned = await plan([product, '9']);
    expect(await firm.refusal(dispatchTransfer, { transferId: planned.transferId })).toBe('STOCK_NEGATIVE');
    expect(await firm.refusal(dispatchTransfer, { transferId: planned.transferId, on: later(firstDay, 1) })).toBe('DAY_IN_FUTURE');
    await firm.act(updateTransfer, { transferId: planned.transferId, version: 1, lines: [{ productId: product, quantity: '5' }] });
    expect(await firm.refusal(updateTransfer, { transferId: planned.transferId, version: 1, note: 'Mine' })).toBe('CHANGED_MEANWHILE');
    await firm.act(cancelTransfer, { transferId: planned.transferId, reason: 'Not needed' });
    expect(await firm.refusal(dispatchTransfer, { transferId: planned.transferId })).toBe('TRANSFER_STATE');
    expect(await places(product)).toMatchObject({ MAIN: '5 5 0 500' });
  });

  test('is received by many at once, and never twice', async () => {
    const product = await firm.product('1', '5');
    const planned = await plan([product, '5']);
    await firm.act(dispatchTransfer, { transferId: planned.transferId });
    const outcomes = await Promise.all(Array.from({ length: 9 }, () =>
      firm.refusal(receiveTransfer, { transferId: planned.transferId, lines: [{ transferLineId: planned.lineIds[0], quantity: '1' }] })));
    expect(outcomes.filter((each) => each === undefined)).toHaveLength(5);
    expect(await places(product)).toEqual({ MAIN: '0 0 0 0', TRANSIT: '0 0 0 0', SHOP: '5 5 0 500' });
  });

  test('carries its lots, the first to expire or those named, and they come as they left', async () => {
    const product = globalId('Product', (await firm.act(createProduct, {
      sku: 'LOTS', name: 'Lots', unitId: globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'PCS'`)).id), tracking: 'LOT',
    })).product ?? '');
    const open = (code: string, quantity: string, expiresOn: string) => firm.act(recordOpeningStock, {
      lines: [{ productId: product, warehouseId: main, quantity, unitCost: '1', lots: [{ code, expiresOn }] }],
    });
    await open('LATE', '5', '2027-12-31');
    await open('SOON', '5', '2026-12-31');
    const lots = async () => Object.fromEntries((await firm.db.rows<{ place: string; figures: string }>(sql`SELECT w.code || ' ' || l.code AS place,
      trim_scale(v."onHand") || ' ' || trim_scale(v."onHand" - v.reserved) AS figures FROM "LotLevel" v JOIN "Lot" l ON l.id = v."lotId" JOIN "Warehouse" w ON w.id = v."warehouseId"
      WHERE v."productId" = ${uuid(product)} AND v."onHand" > 0 ORDER BY 1`)).map(({ place, figures }) => [place, figures]));
    const planned = await plan([product, '7']);
    await firm.act(dispatchTransfer, { transferId: planned.transferId });
    expect(await lots()).toEqual({ 'MAIN LATE': '3 3', 'TRANSIT LATE': '2 0', 'TRANSIT SOON': '5 0' });
    const named = (code: string, quantity: string) => ({ transferId: planned.transferId, lines: [{ transferLineId: planned.lineIds[0], quantity, lots: [{ code }] }] });
    expect(await firm.refusal(receiveTransfer, named('LATE', '3'))).toBe('INPUT_INVALID');
    await firm.act(receiveTransfer, named('LATE', '1'));
    await firm.act(receiveTransfer, { transferId: planned.transferId, lines: [{ transferLineId: planned.lineIds[0], quantity: '4' }] });
    expect(await lots()).toEqual({ 'MAIN LATE': '3 3', 'SHOP LATE': '1 1', 'SHOP SOON': '4 4', 'TRANSIT LATE': '1 0', 'TRANSIT SOON': '1 0' });
    await firm.act(closeTransfer, { transferId: planned.transferId, why: 'COUNT', reason: 'Gone' });
    expect(await lots()).toEqual({ 'MAIN LATE': '3 3', 'SHOP LATE': '1 1', 'SHOP SOON': '4 4' });
    await firm.act(reverseTransferStep, { stepId: await lastStep(planned), reason: 'Found' });
    await firm.act(receiveTransfer, { transferId: planned.transferId });
    await firm.act(reverseTransferStep, { stepId: await lastStep(planned), reason: 'Wrong' });
    expect(await lots()).toEqual({ 'MAIN LATE': '3 3', 'SHOP LATE': '1 1', 'SHOP SOON': '4 4', 'TRANSIT LATE': '1 0', 'TRANSIT SOON': '1 0' });
  });

  test('that becomes known late left at the cost of its day; a cost that is known late follows it', async () => {
    const product = await firm.product('1', '10');
    const planned = await plan([product, '4']);
    firm.day = later(firstDay, 4);
    await firm.act(recordOpeningStock, { lines: [{ productId: product, warehouseId: main, quantity: '10', unitCost: '3' }] });
    await firm.act(dispatchTransfer, { transferId: planned.transferId, on: later(firstDay, 1) });
    await firm.act(receiveTransfer, { transferId: planned.transferId, on: later(firstDay, 2) });
    expect(await places(product)).toEqual({ MAIN: '16 16 0 3600', TRANSIT: '0 0 0 0', SHOP: '4 4 0 400' });
    // Ten more of the first day at 2.00: the four that left were worth 1.50 each.
    await firm.act(recordOpeningStock, { on: firstDay, lines: [{ productId: product, warehouseId: main, quantity: '10', unitCost: '2' }] });
    expect(await places(product)).toEqual({ MAIN: '26 26 0 5400', TRANSIT: '0 0 0 0', SHOP: '4 4 0 600' });
    firm.day = firstDay;
  });
});
