import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { savePaymentTerm, setPaymentTerms } from '../../server/src/customers/paymentTerms.ts';
import '../../server/src/deposits/followDeposits.ts';
import { receiveDeposit } from '../../server/src/deposits/moneyIn.ts';
import { requestDeposit } from '../../server/src/deposits/requestDeposit.ts';
import { setDepositSettings } from '../../server/src/deposits/settings.ts';
import { withdrawDeposit } from '../../server/src/deposits/withdrawDeposit.ts';
import { confirmDispatch } from '../../server/src/fulfilment/confirmDispatch.ts';
import { reverseShipment } from '../../server/src/fulfilment/reverseShipment.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { dropShipOrder } from '../../server/src/orders/dropShipOrder.ts';
import { stockOrderLines } from '../../server/src/orders/stockOrderLines.ts';
import { recordBill } from '../../server/src/payables/recordBill.ts';
import { cancelPurchaseOrder } from '../../server/src/purchasing/cancelPurchaseOrder.ts';
import { updatePurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { setDropShipping, setDropShipsAtOnce } from '../../server/src/purchasing/dropShipping.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { receiveGoods } from '../../server/src/purchasing/receiveGoods.ts';
import { returnToSupplier } from '../../server/src/purchasing/supplierReturns.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { setSupplierProduct } from '../../server/src/purchasing/supplierProducts.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { followedUp } from '../support/settled.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let supplier: string;
beforeAll(async () => {
  firm = await startTrade();
  supplier = globalId('Supplier', (await firm.act(createSupplier, { code: 'MAKER', name: 'The Maker' })).supplier ?? '');
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

/** Goods that the maker sends; some lie in our stock as well. */
async function goods(unitCost = '6', units = '5') {
  const productId = await firm.product('4', units);
  await firm.act(setSupplierProduct, { supplierId: supplier, productId, unitCost });
  await firm.act(setDropShipping, { productId, supplierId: supplier });
  return productId;
}
const line = (productId: string, quantity: string, more = {}) => ({ productId, quantity, unitPrice: '10', ...more });
const place = async (lines: object[], more: Record<string, unknown> = {}) => firm.order(await firm.customer({ addresses: [{ kind: 'SHIPPING', street: '2 Ship St', city: 'Lyon', country: 'France' }] }), lines as Record<string, unknown>[], more);
const level = (productId: string) => firm.one(sql`SELECT "onHand"::float, reserved::float, backordered::float, incoming::float FROM "StockLevel" WHERE "productId" = ${uuid(productId)}`);
const drop = async (orderId: string, more: object = {}) => {
  const { purchaseOrders } = await firm.act(dropShipOrder, { orderId, ...more });
  const [first = ''] = purchaseOrders as unknown as string[];
  return globalId('PurchaseOrder', first);
};
const ordered = async (orderId: string, more: object = {}) => {
  const purchaseOrderId = await drop(orderId, more);
  await firm.act(placePurchaseOrder, { purchaseOrderId });
  return purchaseOrderId;
};
const lineOf = async (orderId: string, no = 1) => globalId('OrderLine', (await firm.one<{ id: string }>(sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)} AND no = ${no}`)).id);
const purchaseLine = async (purchaseOrderId: string) => globalId('PurchaseOrderLine', (await firm.one<{ id: string }>(sql`SELECT id FROM "PurchaseOrderLine" WHERE "purchaseOrderId" = ${uuid(purchaseOrderId)} ORDER BY no LIMIT 1`)).id);
const order = (id: string) => firm.one<Record<string, string>>(sql`SELECT status, "openMinor" FROM "Order" WHERE id = ${uuid(id)}`);
const purchase = (id: string) => firm.one<Record<string, string>>(sql`SELECT status, "shipToCity" AS city, "totalMinor" FROM "PurchaseOrder" WHERE id = ${uuid(id)}`);
const balances = async (orderId: string) => Object.fromEntries((await firm.db.rows<{ code: string; amount: string }>(sql`SELECT a.code, sum(l."companyMinor")::text AS amount
  FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE l."orderId" = ${uuid(orderId)} GROUP BY 1 HAVING sum(l."companyMinor") <> 0`)).map(({ code, amount }) => [code, amount]));
const follow = async () => { const ctx = await firm.context(); await followedUp(firm.db, () => ctx.now); };

test('what the supplier sends straight to the customer is ordered with the customer\'s address, shipped, invoiced and billed, and touches no stock', async () => {
  const product = await goods();
  const id = await place([line(product, '3')]);
  expect(await level(product)).toEqual({ onHand: 5, reserved: 0, backordered: 0, incoming: 0 });
  const purchaseOrderId = await ordered(id);
  expect(await purchase(purchaseOrderId)).toEqual({ status: 'ORDERED', city: 'Lyon', totalMinor: '1800' });
  expect(await level(product)).toMatchObject({ incoming: 0 });
  expect(await firm.refusal(receiveGoods, { purchaseOrderId })).toBe('DROP_SHIPPED');
  expect(await firm.refusal(shipOrder, { orderId: id })).toBe('NOTHING_TO_SHIP');
  expect(await firm.refusal(shipOrder, { orderId: id, lines: [{ orderLineId: await lineOf(id), quantity: '1' }] })).toBe('LINE_DROP_SHIPPED');
  expect(await firm.refusal(dropShipOrder, { orderId: id })).toBe('NOTHING_TO_DROP_SHIP');
  const { shipment = '', receipt = '' } = await firm.act(confirmDispatch, { purchaseOrderId, lines: [{ purchaseOrderLineId: await purchaseLine(purchaseOrderId), quantity: '1' }], trackingNumber: 'T1' });
  expect([await order(id), await purchase(purchaseOrderId)]).toMatchObject([{ status: 'PART_SHIPPED', openMinor: '2000' }, { status: 'PART_RECEIVED' }]);
  expect(await balances(id)).toEqual({ 1310: '600' });
  expect(await firm.refusal(confirmDispatch, { purchaseOrderId, lines: [{ purchaseOrderLineId: await purchaseLine(purchaseOrderId), quantity: '3' }] })).toBe('RECEIVED_TOO_MUCH');
  await firm.act(confirmDispatch, { purchaseOrderId });
  expect([await order(id), await purchase(purchaseOrderId)]).toMatchObject([{ status: 'SHIPPED', openMinor: '0' }, { status: 'RECEIVED' }]);
  await firm.act(invoiceShipments, { orderId: id });
  expect(await balances(id)).toMatchObject({ 4000: '-3000', 5000: '1800' });
  expect(await level(product)).toEqual({ onHand: 5, reserved: 0, backordered: 0, incoming: 0 });
  const receiptLine = await firm.one<{ id: string }>(sql`SELECT id FROM "ReceiptLine" WHERE "receiptId" = ${receipt}`);
  await firm.act(recordBill, { supplierId: supplier, supplierReference: 'B-1', receiptLines: [{ receiptLineId: globalId('ReceiptLine', receiptLine.id) }] });
  expect(await firm.refusal(reverseShipment, { shipmentId: globalId('Shipment', shipment), reason: 'r' })).toBe('SHIPMENT_INVOICED');
});

test('a bill at another price goes to the cost of the order', async () => {
  const product = await goods();
  const id = await place([line(product, '2')]);
  const purchaseOrderId = await ordered(id);
  const { receipt = '' } = await firm.act(confirmDispatch, { purchaseOrderId });
  const receiptLine = await firm.one<{ id: string }>(sql`SELECT id FROM "ReceiptLine" WHERE "receiptId" = ${receipt}`);
  await firm.act(recordBill, { supplierId: supplier, supplierReference: 'B-2', receiptLines: [{ receiptLineId: globalId('ReceiptLine', receiptLine.id), unitCost: '6.05' }] });
  expect(await balances(id)).toEqual({ 1310: '1200', 5010: '10' });
});

test('a dispatch that was noted wrongly is taken back on both sides', async () => {
  const product = await goods();
  const id = await place([line(product, '2')]);
  const purchaseOrderId = await ordered(id);
  const { shipment = '' } = await firm.act(confirmDispatch, { purchaseOrderId });
  await firm.act(reverseShipment, { shipmentId: globalId('Shipment', shipment), reason: 'Not sent yet' });
  expect([await order(id), await purchase(purchaseOrderId)]).toMatchObject([{ status: 'PLACED', openMinor: '2000' }, { status: 'ORDERED' }]);
  expect(await balances(id)).toEqual({});
  await firm.act(confirmDispatch, { purchaseOrderId });
  expect(await order(id)).toMatchObject({ status: 'SHIPPED' });
});

test('what either side gives up is given up: the customer\'s order cancels the supplier\'s, and what a supplier cannot send may come from elsewhere', async () => {
  const product = await goods();
  const given = await place([line(product, '2')]);
  const first = await ordered(given);
  await firm.act(cancelOrder, { orderId: given, reason: 'Changed their mind' });
  expect(await purchase(first)).toMatchObject({ status: 'CANCELLED' });
  expect(await firm.refusal(confirmDispatch, { purchaseOrderId: first })).toBe('PURCHASE_ORDER_STATE');

  const id = await place([line(product, '4')]);
  const second = await ordered(id);
  await firm.act(confirmDispatch, { purchaseOrderId: second, lines: [{ purchaseOrderLineId: await purchaseLine(second), quantity: '1' }] });
  expect(await firm.refusal(stockOrderLines, { orderId: id, orderLineIds: [await lineOf(id)], reason: 'Too slow' })).toBe('NOTHING_TO_DROP_SHIP');
  await firm.act(cancelPurchaseOrder, { purchaseOrderId: second, reason: 'They have no more' });
  await firm.act(stockOrderLines, { orderId: id, orderLineIds: [await lineOf(id)], reason: 'From our own' });
  expect(await level(product)).toMatchObject({ onHand: 5, reserved: 3, incoming: 0 });
  await firm.ship(id);
  expect([await order(id), await level(product)]).toMatchObject([{ status: 'SHIPPED' }, { onHand: 2, reserved: 0 }]);
});

test('a line that waits for our own goods may be handed to a supplier, in part by two, and never more than is open', async () => {
  const product = await firm.product('4', '2');
  await firm.act(setSupplierProduct, { supplierId: supplier, productId: product, unitCost: '7' });
  const id = await place([line(product, '2')]);
  const orderLineId = await lineOf(id);
  expect(await firm.refusal(dropShipOrder, { orderId: id })).toBe('NOTHING_TO_DROP_SHIP');
  expect(await firm.refusal(dropShipOrder, { orderId: id, lines: [{ orderLineId, quantity: '3' }] })).toBe('INPUT_INVALID');
  const first = await ordered(id, { lines: [{ orderLineId, quantity: '1', unitCost: '7' }] });
  expect(await level(product)).toMatchObject({ onHand: 2, reserved: 0 }); // free for others
  const other = globalId('Supplier', (await firm.act(createSupplier, { code: 'OTHER', name: 'Another' })).supplier ?? '');
  const second = await drop(id, { lines: [{ orderLineId, supplierId: other, unitCost: '8' }] });
  const changed = (quantity: string) => firm.refusal(updatePurchaseOrder, { purchaseOrderId: second, version: 1, lines: [{ productId: product, quantity, unitCost: '8.5' }] });
  expect([await changed('2'), await changed('1')]).toEqual(['INPUT_INVALID', undefined]);
  await firm.act(placePurchaseOrder, { purchaseOrderId: second, overrideReason: 'Agreed by phone' });
  await firm.act(confirmDispatch, { purchaseOrderId: first });
  await firm.act(confirmDispatch, { purchaseOrderId: second });
  expect(await balances(id)).toEqual({ 1310: '1550' });
});

test('where the supplier takes such orders at once, placing the customer\'s order orders from the supplier', async () => {
  const product = await goods();
  await firm.act(setDropShipsAtOnce, { supplierId: supplier, dropShipsAtOnce: true });
  const id = await place([line(product, '1'), line(await firm.product('1', '1'), '1')]);
  await follow();
  await follow(); // what was drafted is placed
  expect(await firm.one(sql`SELECT status FROM "PurchaseOrder" WHERE "customerOrderId" = ${uuid(id)}`)).toEqual({ status: 'ORDERED' });
  const named = await place([line(product, '1', { isDropShipped: false })]);
  await follow();
  expect(await firm.db.rows(sql`SELECT id FROM "PurchaseOrder" WHERE "customerOrderId" = ${uuid(named)}`)).toEqual([]);
  expect(await level(product)).toMatchObject({ reserved: 1 });
});

test('what went from the maker straight to the customer cannot be sent back to the maker from our stock', async () => {
  const productId = await goods();
  const orderId = await place([line(productId, '3')]);
  const purchaseOrderId = await ordered(orderId);
  await firm.act(confirmDispatch, { purchaseOrderId });
  const receipt = await firm.one<{ id: string; line: string }>(sql`SELECT r.id, l.id AS line FROM "Receipt" r JOIN "ReceiptLine" l ON l."receiptId" = r.id WHERE r."purchaseOrderId" = ${uuid(purchaseOrderId)}`);
  expect(await firm.refusal(returnToSupplier, { receiptId: globalId('Receipt', receipt.id), reason: 'Broken', lines: [{ receiptLineId: globalId('ReceiptLine', receipt.line), quantity: '1' }] })).toBe('DROP_SHIPPED');
});

describe('an order that waits for its deposit', () => {
  const ask = async (orderId: string, amount = '5') => globalId('DepositRequest', (await firm.act(requestDeposit, { orderId, amount, holdsShipping: true })).deposit ?? '');
  const purchases = (orderId: string) => firm.db.rows<{ status: string }>(sql`SELECT status FROM "PurchaseOrder" WHERE "customerOrderId" = ${uuid(orderId)}`);

  test('is ordered from no supplier, and no dispatch of it is noted, before it is paid or asked for no longer', async () => {
    await firm.act(setDropShipsAtOnce, { supplierId: supplier, dropShipsAtOnce: false });
    const productId = await goods();
    const waiting = await place([line(productId, '2')]);
    const deposit = await ask(waiting);
    expect(await firm.refusal(dropShipOrder, { orderId: waiting })).toBe('DEPOSIT_UNPAID');
    await firm.act(receiveDeposit, { depositId: deposit, method: 'BANK' });
    await firm.act(confirmDispatch, { purchaseOrderId: await ordered(waiting) });
    // Asked for once it is on order: what the supplier sends is noted when it is paid.
    const late = await place([line(productId, '2')]);
    const purchaseOrderId = await ordered(late);
    const second = await ask(late);
    expect(await firm.refusal(confirmDispatch, { purchaseOrderId })).toBe('DEPOSIT_UNPAID');
    await firm.act(withdrawDeposit, { depositId: second, reason: 'Known well' });
    await firm.act(confirmDispatch, { purchaseOrderId });
    expect(await order(late)).toMatchObject({ status: 'SHIPPED' });
  });

  test('is ordered by itself once it is paid, where the supplier takes such orders at once', async () => {
    const { paymentTerm = '' } = await firm.act(savePaymentTerm, { code: 'PRE', name: '40 % before delivery', parts: [{ share: '0.4', basis: 'BEFORE_DELIVERY', days: 5 }, { share: '0.6', basis: 'INVOICE', days: 30 }] });
    await firm.act(setDropShipsAtOnce, { supplierId: supplier, dropShipsAtOnce: true });
    const productId = await goods();
    const customerId = await firm.customer({ addresses: [{ kind: 'SHIPPING', street: '2 Ship St', city: 'Lyon', country: 'France' }] });
    await firm.act(setPaymentTerms, { customerId, paymentTermDays: 30, paymentTermId: globalId('PaymentTerm', paymentTerm), reason: 'New' });
    const orderId = await firm.order(customerId, [line(productId, '2')]);
    await follow();
    await follow();
    expect(await purchases(orderId)).toEqual([]);
    const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "DepositRequest" WHERE "orderId" = ${uuid(orderId)}`);
    await firm.act(receiveDeposit, { depositId: globalId('DepositRequest', id), amount: '3', method: 'BANK' });
    await follow();
    expect(await purchases(orderId)).toEqual([]);
    await firm.act(receiveDeposit, { depositId: globalId('DepositRequest', id), method: 'BANK' });
    await follow();
    await follow();
    expect(await purchases(orderId)).toEqual([{ status: 'ORDERED' }]);
    // One that is not held back goes at once, deposit or not.
    await firm.act(setDepositSettings, { holdsShipping: false, appliesItself: true, dueDays: 7 });
    const free = await firm.order(customerId, [line(productId, '2')]);
    await follow();
    await follow();
    await follow();
    expect(await purchases(free)).toEqual([{ status: 'ORDERED' }]);
  });
});
