import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProduct } from '../../server/src/catalogue/createProduct.ts';
import { setKitComponents } from '../../server/src/catalogue/kits.ts';
import { confirmDispatch } from '../../server/src/fulfilment/confirmDispatch.ts';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { dropShipOrder } from '../../server/src/orders/dropShipOrder.ts';
import { setDropShipping } from '../../server/src/purchasing/dropShipping.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { setSupplierProduct } from '../../server/src/purchasing/supplierProducts.ts';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { reverseShipment } from '../../server/src/fulfilment/reverseShipment.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { deleteOrder } from '../../server/src/orders/deleteOrder.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { authoriseReturn } from '../../server/src/returns/authoriseReturn.ts';
import { cancelReturn, endReturn } from '../../server/src/returns/endReturn.ts';
import { receiveReturn } from '../../server/src/returns/receiveReturn.ts';
import { reverseReturnReceipt } from '../../server/src/returns/reverseReturnReceipt.ts';
import { creditReturn, replaceReturn } from '../../server/src/returns/settleReturn.ts';
import { undoReplacement } from '../../server/src/returns/undoReplacement.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let trade: Trade;
beforeAll(async () => { trade = await startTrade(); });
afterAll(() => trade.close());

const clean = async () => expect((await verify(trade.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
const shippedLines = async (shipmentId: string) => (await trade.db.rows<{ id: string }>(sql`SELECT id FROM "ShipmentLine" WHERE "shipmentId" = ${uuid(shipmentId)}::uuid ORDER BY no`)).map(({ id }) => globalId('ShipmentLine', id));
const authorised = async (shipmentLineId: string, quantity: string, more: Record<string, unknown> = {}, ofLine: Record<string, unknown> = {}) =>
  globalId('CustomerReturn', (await trade.act(authoriseReturn, { reason: 'NOT_WANTED', lines: [{ shipmentLineId, quantity, ...ofLine }], ...more })).customerReturn ?? '');
const returnLines = async (returnId: string) => (await trade.db.rows<{ id: string }>(sql`SELECT id FROM "CustomerReturnLine" WHERE "returnId" = ${uuid(returnId)}::uuid ORDER BY no`)).map(({ id }) => globalId('CustomerReturnLine', id));
const taken = async (returnId: string, quantity: string, fate = 'RESTOCK', more: Record<string, unknown> = {}) => {
  const [returnLineId] = await returnLines(returnId);
  return globalId('ReturnReceipt', (await trade.act(receiveReturn, { returnId, lines: [{ returnLineId, quantity, fate, reason: 'Looked at', ...more }] })).receipt ?? '');
};
const status = async (returnId: string) => (await trade.one<{ status: string }>(sql`SELECT status FROM "CustomerReturn" WHERE id = ${uuid(returnId)}::uuid`)).status;
const balances = (orderId: string) => trade.db.rows<{ code: string; balance: string }>(sql`SELECT a.code, sum(j."companyMinor")::text balance FROM "JournalLine" j JOIN "Account" a ON a.id = j."accountId"
  WHERE j."orderId" = ${uuid(orderId)}::uuid AND a.code IN ('1310', '4200', '5000', '5010', '5600') GROUP BY 1 HAVING sum(j."companyMinor") <> 0 ORDER BY 1`).then((rows) => Object.fromEntries(rows.map(({ code, balance }) => [code, balance])));
const onHand = (productId: string) => trade.one<{ onHand: string; held: string }>(sql`SELECT trim_scale(sum("onHand"))::text "onHand", trim_scale(sum(held))::text held FROM "StockLevel" WHERE "productId" = ${uuid(productId)}::uuid`);

describe('a customer\'s return', () => {
  it('comes back at the cost at which it went out, whatever the goods cost by now, and is credited by its invoice', async () => {
    const product = await trade.product('10.00', '10');
    const customer = await trade.customer();
    const order = await trade.order(customer, [{ productId: product, quantity: '4', unitPrice: '25' }]);
    const shipment = await trade.ship(order);
    await trade.act(invoiceShipments, { shipmentIds: [shipment] });
    await trade.act(recordOpeningStock, { lines: [{ productId: product, warehouseId: globalId('Warehouse', (await trade.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE code = 'MAIN'`)).id), quantity: '6', unitCost: '40' }] });
    const [line = ''] = await shippedLines(shipment);
    const id = await authorised(line, '3', { restockingFeeRate: '0.1' });
    expect(await trade.refusal(authoriseReturn, { reason: 'OTHER', lines: [{ shipmentLineId: line, quantity: '2' }] })).toBe('CUSTOMER_RETURN_EXCEEDS');
    await taken(id, '1');
    expect(await status(id)).toBe('PART_RECEIVED');
    await taken(id, '2');
    expect(await trade.refusal(receiveReturn, { returnId: id, lines: [{ returnLineId: (await returnLines(id))[0], quantity: '1', fate: 'RESTOCK', reason: 'More' }] })).toBe('CUSTOMER_RETURN_STATE');
    expect(await balances(order)).toMatchObject({ 5000: '1000' });
    await trade.act(creditReturn, { returnId: id });
    expect(await status(id)).toBe('CLOSED');
    expect(await balances(order)).toEqual({ 4200: '6750', 5000: '1000' }); // three of four at 25.00, less a tenth
    expect(await trade.refusal(reverseShipment, { shipmentId: shipment, reason: 'Late' })).toBe('SHIPMENT_RETURNED');
    await clean();
  });

  it('keeps its shipment from being reversed as soon as it is authorised, until it is cancelled', async () => {
    const product = await trade.product('10.00', '10');
    const shipment = await trade.ship(await trade.order(await trade.customer(), [{ productId: product, quantity: '4', unitPrice: '25' }]));
    const [line = ''] = await shippedLines(shipment);
    const id = await authorised(line, '3');
    expect(await trade.refusal(reverseShipment, { shipmentId: shipment, reason: 'Late' })).toBe('SHIPMENT_RETURNED');
    await trade.act(cancelReturn, { returnId: id, reason: 'Not sent' });
    await trade.act(reverseShipment, { shipmentId: shipment, reason: 'Late' });
    expect(await trade.refusal(receiveReturn, { returnId: id, lines: [{ returnLineId: (await returnLines(id))[0], quantity: '1', fate: 'RESTOCK', reason: 'More' }] })).toBe('CUSTOMER_RETURN_STATE');
    await clean();
  });

  it('is scrapped at a cost of returns, put into quarantine, or into stock, and each receipt is taken back', async () => {
    const product = await trade.product('10.00', '10');
    const order = await trade.order(await trade.customer(), [{ productId: product, quantity: '6', unitPrice: '25' }]);
    const shipment = await trade.ship(order);
    await trade.act(invoiceShipments, { shipmentIds: [shipment] });
    const [line = ''] = await shippedLines(shipment);
    const id = await authorised(line, '5');
    const scrapped = await taken(id, '2', 'SCRAP');
    expect(await balances(order)).toEqual({ 5000: '4000', 5600: '2000' });
    expect(await onHand(product)).toEqual({ onHand: '4', held: '0' });
    const quarantined = await taken(id, '2', 'QUARANTINE');
    expect(await onHand(product)).toEqual({ onHand: '6', held: '2' });
    await taken(id, '1');
    await clean();
    await trade.act(reverseReturnReceipt, { receiptId: scrapped, reason: 'Another box' });
    await trade.act(reverseReturnReceipt, { receiptId: quarantined, reason: 'Another box' });
    expect(await trade.refusal(reverseReturnReceipt, { receiptId: quarantined, reason: 'Twice' })).toBe('RETURN_RECEIPT_REVERSED');
    expect(await balances(order)).toEqual({ 5000: '5000' });
    expect(await onHand(product)).toEqual({ onHand: '5', held: '0' });
    await trade.act(creditReturn, { returnId: id });
    const [restocked] = await trade.db.rows<{ id: string }>(sql`SELECT id FROM "ReturnReceipt" WHERE "returnId" = ${uuid(id)}::uuid AND status = 'POSTED'`);
    expect(await trade.refusal(reverseReturnReceipt, { receiptId: globalId('ReturnReceipt', restocked?.id ?? ''), reason: 'Too late' })).toBe('RETURN_RECEIPT_SETTLED');
    await trade.act(endReturn, { returnId: id, reason: 'They keep the rest' });
    expect(await status(id)).toBe('CLOSED');
    await clean();
  });

  it('that comes before its shipment is invoiced leaves "shipped, not invoiced", and is invoiced and credited after', async () => {
    const product = await trade.product('10.00', '10');
    const order = await trade.order(await trade.customer(), [{ productId: product, quantity: '4', unitPrice: '25' }]);
    const shipment = await trade.ship(order);
    const [line = ''] = await shippedLines(shipment);
    const id = await authorised(line, '1');
    const receipt = await taken(id, '1');
    expect(await balances(order)).toEqual({ 1310: '3000' });
    expect(await trade.refusal(creditReturn, { returnId: id })).toBe('RETURN_NOT_INVOICED');
    await clean();
    await trade.act(invoiceShipments, { shipmentIds: [shipment] });
    expect(await balances(order)).toEqual({ 5000: '3000' });
    await clean();
    await trade.act(reverseReturnReceipt, { receiptId: receipt, reason: 'Not theirs' });
    expect(await balances(order)).toEqual({ 5000: '4000' });
    await taken(id, '1');
    await trade.act(creditReturn, { returnId: id });
    expect(await balances(order)).toEqual({ 4200: '2500', 5000: '3000' });
    await clean();
  });

  it('parts sum to the whole to the cent', async () => {
    const product = await trade.product('3.333', '3');
    const order = await trade.order(await trade.customer(), [{ productId: product, quantity: '3', unitPrice: '9.99' }]);
    const shipment = await trade.ship(order);
    await trade.act(invoiceShipments, { shipmentIds: [shipment] });
    const [line = ''] = await shippedLines(shipment);
    const id = await authorised(line, '3');
    for (const _unit of [1, 2, 3]) await taken(id, '1');
    await trade.act(creditReturn, { returnId: id });
    expect(await balances(order)).toEqual({ 4200: '2997' });
    await clean();
  });

  it('brings back the piece that left and no other, to the place that was named', async () => {
    const unitId = globalId('Unit', (await trade.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'PCS'`)).id);
    const productId = globalId('Product', (await trade.act(createProduct, { sku: 'ENG', name: 'Engine', unitId, tracking: 'SERIAL' })).product ?? '');
    const warehouseId = globalId('Warehouse', (await trade.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE code = 'MAIN'`)).id);
    await trade.act(recordOpeningStock, { lines: [{ productId, warehouseId, quantity: '3', unitCost: '50', serials: 'S1..S3' }] });
    const order = await trade.order(await trade.customer(), [{ productId, quantity: '2', unitPrice: '90' }]);
    const shipment = await trade.ship(order);
    const [line = ''] = await shippedLines(shipment);
    expect(await trade.refusal(authoriseReturn, { reason: 'DEFECTIVE', lines: [{ shipmentLineId: line, quantity: '1', serials: 'S3' }] })).toBe('LOT_NOT_SHIPPED');
    const id = await authorised(line, '1', {}, { serials: 'S2' });
    await taken(id, '1', 'RESTOCK', { serials: 'S1' }).then(() => expect.unreachable('another piece came in'), (error: { kind?: { code: string } }) => expect(error.kind?.code).toBe('LOT_NOT_SHIPPED'));
    await taken(id, '1');
    expect((await trade.db.rows<{ code: string }>(sql`SELECT l.code FROM "LotLevel" v JOIN "Lot" l ON l.id = v."lotId" WHERE v."productId" = ${uuid(productId)}::uuid AND v."onHand" > 0 ORDER BY 1`)).map(({ code }) => code)).toEqual(['S2', 'S3']);
    const other = await authorised(line, '1');
    expect(await trade.refusal(receiveReturn, { returnId: other, lines: [{ returnLineId: (await returnLines(other))[0], quantity: '1', fate: 'RESTOCK', reason: 'Again', serials: 'S2' }] })).toBe('LOT_NOT_SHIPPED');
    await taken(other, '1', 'RESTOCK', { serials: 'S1' });
    await clean();
  });

  it('is replaced by an order at no charge, which costs what it costs', async () => {
    const product = await trade.product('10.00', '10');
    const order = await trade.order(await trade.customer(), [{ productId: product, quantity: '2', unitPrice: '25' }]);
    const shipment = await trade.ship(order);
    await trade.act(invoiceShipments, { shipmentIds: [shipment] });
    const id = await authorised((await shippedLines(shipment))[0] ?? '', '1');
    await taken(id, '1', 'SCRAP');
    const dropped = globalId('Order', (await trade.act(replaceReturn, { returnId: id })).order ?? '');
    expect(await trade.refusal(undoReplacement, { returnId: id, reason: 'They want money' })).toBe('REPLACEMENT_STANDS');
    await trade.act(deleteOrder, { orderId: dropped });
    await trade.act(undoReplacement, { returnId: id, reason: 'They want money' });
    expect(await status(id)).toBe('RECEIVED');
    const replacement = globalId('Order', (await trade.act(replaceReturn, { returnId: id })).order ?? '');
    expect(await status(id)).toBe('CLOSED');
    await trade.act(placeOrder, { orderId: replacement });
    await trade.act(invoiceShipments, { shipmentIds: [await trade.ship(replacement)] });
    expect(await balances(replacement)).toEqual({ 5000: '1000' });
    expect(await trade.one(sql`SELECT "totalMinor"::text total, "replacesReturnId" = ${uuid(id)}::uuid linked FROM "Order" WHERE id = ${uuid(replacement)}::uuid`)).toEqual({ total: '0', linked: true });
    await clean();
  });

  it('expires, is cancelled while nothing has come, and may then be authorised again', async () => {
    const product = await trade.product('10.00', '10');
    const order = await trade.order(await trade.customer(), [{ productId: product, quantity: '2', unitPrice: '25' }]);
    const shipment = await trade.ship(order);
    const [line = ''] = await shippedLines(shipment);
    const id = await authorised(line, '2', { validUntil: trade.day });
    const today = trade.day;
    trade.day = later(today, 2);
    const [returnLineId] = await returnLines(id);
    expect(await trade.refusal(receiveReturn, { returnId: id, lines: [{ returnLineId, quantity: '1', fate: 'RESTOCK', reason: 'Late' }] })).toBe('CUSTOMER_RETURN_EXPIRED');
    await trade.act(cancelReturn, { returnId: id, reason: 'Nothing came' });
    const again = await authorised(line, '2', { validUntil: trade.day });
    trade.day = later(today, 4);
    await trade.act(receiveReturn, { returnId: again, acceptsLate: true, lines: [{ returnLineId: (await returnLines(again))[0], quantity: '2', fate: 'RESTOCK', reason: 'They called' }] });
    expect(await trade.refusal(cancelReturn, { returnId: again, reason: 'No' })).toBe('CUSTOMER_RETURN_STATE');
    await clean();
  });

  it('of kits brings their components back, each at its own cost, also where two lines took the same', async () => {
    const [cup, pot] = [await trade.product('2.00', '50'), await trade.product('7.00', '50')];
    const kit = await trade.service();
    await trade.act(setKitComponents, { productId: kit, version: 1, components: [{ productId: cup, quantity: '6' }, { productId: pot, quantity: '1' }] });
    const order = await trade.order(await trade.customer(), [{ productId: cup, quantity: '3', unitPrice: '5' }, { productId: kit, quantity: '2', unitPrice: '40' }]);
    const shipment = await trade.ship(order);
    await trade.act(invoiceShipments, { shipmentIds: [shipment] });
    const [, ofKit = ''] = await shippedLines(shipment);
    const id = await authorised(ofKit, '2');
    await taken(id, '1', 'SCRAP');
    await taken(id, '1');
    expect([await onHand(cup), await onHand(pot)]).toEqual([{ onHand: '41', held: '0' }, { onHand: '49', held: '0' }]);
    expect(await balances(order)).toEqual({ 5000: '600', 5600: '1900' });
    await trade.act(creditReturn, { returnId: id });
    await clean();
  });

  it('follows what its goods turn out to have cost, when that becomes known late', async () => {
    const product = await trade.product('10.00', '4', { costingMethod: 'FIFO' });
    const began = trade.day;
    trade.day = later(began, 3);
    const order = await trade.order(await trade.customer(), [{ productId: product, quantity: '4', unitPrice: '25' }]);
    const shipment = await trade.ship(order);
    await trade.act(invoiceShipments, { shipmentIds: [shipment] });
    const id = await authorised((await shippedLines(shipment))[0] ?? '', '3');
    await taken(id, '2');
    trade.day = later(began, 5);
    const warehouseId = globalId('Warehouse', (await trade.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE code = 'MAIN'`)).id);
    // One of the dear ones was gone before, and a cheap one lay there: what was sold cost less than was known then.
    await trade.act(adjustStock, { productId: product, warehouseId, quantity: '2', unitCost: '1', reason: 'FOUND', on: began });
    await trade.act(adjustStock, { productId: product, warehouseId, quantity: '-1', reason: 'COUNT', on: began });
    await taken(id, '1', 'SCRAP');
    expect(Object.keys(await balances(order))).toEqual(['5000', '5010', '5600']);
    await clean();
  });

  it('of goods that a supplier sent straight to the customer comes into our own stock, at what they cost', async () => {
    const supplierId = globalId('Supplier', (await trade.act(createSupplier, { code: 'MAKER', name: 'The Maker' })).supplier ?? '');
    const product = await trade.product('4.00', '1');
    await trade.act(setSupplierProduct, { supplierId, productId: product, unitCost: '6' });
    await trade.act(setDropShipping, { productId: product, supplierId });
    const order = await trade.order(await trade.customer({ addresses: [{ kind: 'SHIPPING', street: '2 Ship St', city: 'Lyon', country: 'France' }] }), [{ productId: product, quantity: '3', unitPrice: '10' }]);
    const [bought = ''] = (await trade.act(dropShipOrder, { orderId: order })).purchaseOrders as unknown as string[];
    const purchaseOrderId = globalId('PurchaseOrder', bought);
    await trade.act(placePurchaseOrder, { purchaseOrderId });
    const shipment = globalId('Shipment', (await trade.act(confirmDispatch, { purchaseOrderId })).shipment ?? '');
    await trade.act(invoiceShipments, { shipmentIds: [shipment] });
    const id = await authorised((await shippedLines(shipment))[0] ?? '', '2');
    await taken(id, '2');
    expect(await onHand(product)).toEqual({ onHand: '3', held: '0' });
    expect(await balances(order)).toEqual({ 5000: '600' });
    await clean();
  });
});
