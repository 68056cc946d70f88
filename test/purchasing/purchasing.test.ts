import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { recordBill } from '../../server/src/payables/recordBill.ts';
import { reverseBill } from '../../server/src/payables/reverseBill.ts';
import { payablesByAge } from '../../server/src/payables/payablesByAge.ts';
import { cancelPurchaseOrder } from '../../server/src/purchasing/cancelPurchaseOrder.ts';
import { createPurchaseOrder, deletePurchaseOrder, updatePurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { receiveGoods } from '../../server/src/purchasing/receiveGoods.ts';
import { reverseReceipt } from '../../server/src/purchasing/reverseReceipt.ts';
import { createSupplier, updateSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { setSupplierProduct } from '../../server/src/purchasing/supplierProducts.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { verify } from '../../server/src/verify.ts';
import { trialBalance } from '../../server/src/accounting/trialBalance.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let supplierId: string;
let warehouseId: string;
beforeAll(async () => {
  firm = await startTrade();
  const { supplier = '' } = await firm.act(createSupplier, { code: 'TEAS', name: 'Tea House', paymentTermDays: 30 });
  supplierId = globalId('Supplier', supplier);
  warehouseId = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

interface Placed { orderId: string; lineIds: string[] }
const draft = async (lines: Record<string, unknown>[], more = {}) =>
  globalId('PurchaseOrder', (await firm.act(createPurchaseOrder, { supplierId, lines, ...more })).purchaseOrder ?? '');
const place = async (lines: Record<string, unknown>[]): Promise<Placed> => {
  const orderId = await draft(lines);
  await firm.act(placePurchaseOrder, { purchaseOrderId: orderId });
  const rows = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "PurchaseOrderLine" WHERE "purchaseOrderId" = ${uuid(orderId)} ORDER BY no`);
  return { orderId, lineIds: rows.map(({ id }) => globalId('PurchaseOrderLine', id)) };
};
const receive = async (purchaseOrderId: string, lines?: Record<string, unknown>[]) => {
  const { receipt = '' } = await firm.act(receiveGoods, { purchaseOrderId, ...(lines ? { lines } : {}) });
  const rows = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "ReceiptLine" WHERE "receiptId" = ${receipt} ORDER BY no`);
  return { receiptId: globalId('Receipt', receipt), lineIds: rows.map(({ id }) => globalId('ReceiptLine', id)) };
};
const levelOf = (productId: string) => firm.one<Record<string, string>>(sql`SELECT trim_scale("onHand")::text AS "onHand", trim_scale(reserved)::text AS reserved,
  trim_scale(backordered)::text AS backordered, trim_scale(incoming)::text AS incoming, "valueMinor"::text AS value FROM "StockLevel" WHERE "productId" = ${uuid(productId)}`);
const statusOf = async (orderId: string) => (await firm.one<{ status: string }>(sql`SELECT status::text FROM "PurchaseOrder" WHERE id = ${uuid(orderId)}`)).status;
const posted = async (source: string) => (await firm.db.rows<{ line: string }>(sql`SELECT a.code || ' ' || l."companyMinor" AS line FROM "JournalEntry" e
  JOIN "JournalLine" l ON l."entryId" = e.id JOIN "Account" a ON a.id = l."accountId" WHERE e."sourceId" = ${uuid(source)} ORDER BY e.sequence, l.no`)).map(({ line }) => line);
const bill = async (raw: Record<string, unknown>) => globalId('Bill', (await firm.act(recordBill, { supplierId, ...raw })).bill ?? '');
let papers = 0;
const paper = () => `R-${(papers += 1)}`;

describe('a purchase order', () => {
  test('is expected from the day it is placed, and not before', async () => {
    const product = await firm.product('1', '1');
    const orderId = await draft([{ productId: product, quantity: '10', unitCost: '2.5' }]);
    expect(await levelOf(product)).toMatchObject({ incoming: '0' });
    await firm.act(placePurchaseOrder, { purchaseOrderId: orderId });
    expect(await levelOf(product)).toMatchObject({ incoming: '10', onHand: '1' });
    expect(await statusOf(orderId)).toBe('ORDERED');
    expect(await firm.refusal(placePurchaseOrder, { purchaseOrderId: orderId })).toBe('PURCHASE_ORDER_STATE');
    expect(await firm.refusal(updatePurchaseOrder, { purchaseOrderId: orderId, version: 2, note: 'x' })).toBe('PURCHASE_ORDER_STATE');
    expect(await firm.refusal(deletePurchaseOrder, { purchaseOrderId: orderId })).toBe('PURCHASE_ORDER_STATE');
    await firm.act(cancelPurchaseOrder, { purchaseOrderId: orderId, reason: 'Too late' });
    expect([await statusOf(orderId), (await levelOf(product)).incoming]).toEqual(['CANCELLED', '0']);
  });

  test('takes its costs from what the supplier asks, and a draft changes line by line', async () => {
    const [tea, cup] = [await firm.product('1', '1'), await firm.product('1', '1')];
    await firm.act(setSupplierProduct, { supplierId, productId: tea, unitCost: '3.25', leadTimeDays: 4 });
    const orderId = await draft([{ productId: tea, quantity: '2' }, { productId: cup, quantity: '1', unitCost: '1' }]);
    await firm.act(updatePurchaseOrder, { purchaseOrderId: orderId, version: 1, lines: [{ productId: cup, quantity: '3', unitCost: '0.5' }] });
    expect(await firm.one(sql`SELECT "totalMinor"::text AS total, version FROM "PurchaseOrder" WHERE id = ${uuid(orderId)}`)).toEqual({ total: '150', version: 2 });
    expect(await firm.refusal(updatePurchaseOrder, { purchaseOrderId: orderId, version: 1, note: 'Mine' })).toBe('CHANGED_MEANWHILE');
    expect(await firm.refusal(createPurchaseOrder, { supplierId, lines: [{ productId: cup, quantity: '1' }] })).toBe('INPUT_INVALID');
    await firm.act(deletePurchaseOrder, { purchaseOrderId: orderId });
    const empty = await draft([]);
    expect(await firm.refusal(placePurchaseOrder, { purchaseOrderId: empty })).toBe('PURCHASE_ORDER_EMPTY');
  });

  test('comes in parts whose values sum to the line, and no more than was ordered', async () => {
    const product = await firm.product('1', '1');
    const { orderId, lineIds: [purchaseOrderLineId] } = await place([{ productId: product, quantity: '3', unitCost: '3.33333333' }]);
    for (const value of ['333', '667']) {
      const quantity = value === '333' ? '1' : '2';
      const { receiptId } = await receive(orderId, [{ purchaseOrderLineId, quantity }]);
      expect(await posted(receiptId)).toEqual([`1300 ${value}`, `2300 -${value}`]);
      if (quantity === '1') {
        expect(await firm.refusal(receiveGoods, { purchaseOrderId: orderId, lines: [{ purchaseOrderLineId, quantity: '3' }] })).toBe('RECEIVED_TOO_MUCH');
        expect(await statusOf(orderId)).toBe('PART_RECEIVED');
      }
    }
    expect(await statusOf(orderId)).toBe('RECEIVED');
    expect(await levelOf(product)).toEqual({ onHand: '4', reserved: '0', backordered: '0', incoming: '0', value: '1100' });
  });

  test('that comes serves the customers who wait, oldest first', async () => {
    const product = await firm.product('1', '1');
    const wait = async (quantity: string) => uuid(globalId('Order', (await firm.act(placeOrder, {
      order: { customerId: await firm.customer(), lines: [{ productId: product, quantity, unitPrice: '2' }] }, acceptBackorder: true,
    })).order ?? ''));
    const [first, second] = [await wait('4'), await wait('4')];
    expect(await levelOf(product)).toMatchObject({ reserved: '1', backordered: '7' });
    const { orderId } = await place([{ productId: product, quantity: '5', unitCost: '1' }]);
    await receive(orderId);
    expect(await levelOf(product)).toMatchObject({ onHand: '6', reserved: '6', backordered: '2' });
    const reserved = async (order: string) => firm.one(sql`SELECT trim_scale(reserved)::text AS reserved FROM "Reservation" WHERE "orderId" = ${order}`);
    expect([await reserved(first), await reserved(second)]).toEqual([{ reserved: '4' }, { reserved: '2' }]);
  });

  test('is received by many at once, and never beyond what was ordered', async () => {
    const product = await firm.product('1', '1');
    const { orderId, lineIds: [purchaseOrderLineId] } = await place([{ productId: product, quantity: '5', unitCost: '1' }]);
    const outcomes = await Promise.all(Array.from({ length: 12 }, () =>
      firm.refusal(receiveGoods, { purchaseOrderId: orderId, lines: [{ purchaseOrderLineId, quantity: '1' }] })));
    expect(outcomes.filter((each) => each === undefined)).toHaveLength(5);
    expect(await levelOf(product)).toMatchObject({ onHand: '6', incoming: '0' });
  });

  test('of which the rest is given up is not expected again, even when its receipt is taken back', async () => {
    const product = await firm.product('1', '1');
    const { orderId, lineIds: [purchaseOrderLineId] } = await place([{ productId: product, quantity: '5', unitCost: '1' }]);
    const { receiptId } = await receive(orderId, [{ purchaseOrderLineId, quantity: '2' }]);
    await firm.act(cancelPurchaseOrder, { purchaseOrderId: orderId, reason: 'Sold out' });
    expect([await statusOf(orderId), (await levelOf(product)).incoming]).toEqual(['RECEIVED', '0']);
    await firm.act(reverseReceipt, { receiptId, reason: 'Wrong pallet' });
    expect([await statusOf(orderId), (await levelOf(product)).incoming]).toEqual(['CANCELLED', '0']);
  });
});

describe('a receipt taken back', () => {
  test('is as if it had never come, and is expected again', async () => {
    const product = await firm.product('1', '10');
    const { orderId } = await place([{ productId: product, quantity: '10', unitCost: '3' }]);
    const { receiptId } = await receive(orderId);
    expect(await levelOf(product)).toMatchObject({ onHand: '20', value: '4000' });
    await firm.act(reverseReceipt, { receiptId, reason: 'Not ours' });
    expect((await posted(receiptId)).slice(2)).toEqual(['2300 3000', '1300 -3000']);
    expect(await levelOf(product)).toMatchObject({ onHand: '10', value: '1000', incoming: '10' });
    expect(await statusOf(orderId)).toBe('ORDERED');
    expect(await firm.refusal(reverseReceipt, { receiptId, reason: 'Again' })).toBe('RECEIPT_REVERSED');
  });

  test('is refused when its goods are gone or promised, and when it is billed', async () => {
    const product = await firm.product('1', '1');
    const { orderId } = await place([{ productId: product, quantity: '4', unitCost: '1' }]);
    const { receiptId, lineIds: [receiptLineId] } = await receive(orderId);
    await firm.order(await firm.customer(), [{ productId: product, quantity: '3', unitPrice: '2' }]);
    expect(await firm.refusal(reverseReceipt, { receiptId, reason: 'x' })).toBe('STOCK_RESERVED');
    const billId = await bill({ supplierReference: paper(), receiptLines: [{ receiptLineId }] });
    expect(await firm.refusal(reverseReceipt, { receiptId, reason: 'x' })).toBe('RECEIPT_BILLED');
    await firm.act(reverseBill, { billId, reason: 'Other goods' });
    expect(await firm.refusal(reverseReceipt, { receiptId, reason: 'x' })).toBe('STOCK_RESERVED');
  });
});

describe('a bill', () => {
  test('settles what was received, with tax and expenses, and is owed until its day', async () => {
    const product = await firm.product('1', '1');
    const { orderId } = await place([{ productId: product, quantity: '4', unitCost: '2' }]);
    const { lineIds: [receiptLineId] } = await receive(orderId);
    const rent = globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '6300'`)).id);
    const reference = paper();
    const billId = await bill({
      supplierReference: reference, receiptLines: [{ receiptLineId }], expenseLines: [{ accountId: rent, description: 'Freight', net: '5' }], tax: '1.30',
    });
    expect(await posted(billId)).toEqual(['2300 800', '6300 500', '1400 130', '2000 -1430']);
    expect(await firm.one(sql`SELECT "dueOn"::text AS due FROM "Bill" WHERE id = ${uuid(billId)}`)).toEqual({ due: later(firm.day, 30) });
    expect(await firm.refusal(recordBill, { supplierId, supplierReference: reference, expenseLines: [{ accountId: rent, description: 'x', net: '1' }] })).toBe('BILL_KNOWN');
    expect(await firm.refusal(recordBill, { supplierId, supplierReference: paper(), receiptLines: [{ receiptLineId }] })).toBe('RECEIPT_LINE_BILLED');
    expect(await firm.refusal(recordBill, { supplierId, supplierReference: paper() })).toBe('BILL_EMPTY');
    const stock = globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '1300'`)).id);
    expect(await firm.refusal(recordBill, { supplierId, supplierReference: paper(), expenseLines: [{ accountId: stock, description: 'x', net: '1' }] })).toBe('CONTROL_ACCOUNT_BILLED');
    const { supplier = '' } = await firm.act(createSupplier, { code: 'CUPS', name: 'Cups' });
    expect(await firm.refusal(recordBill, { supplierId: globalId('Supplier', supplier), supplierReference: 'A', receiptLines: [{ receiptLineId }] })).toBe('RECEIPT_OF_OTHER');
  });

  test('at another price: what is still there is revalued, what has left is corrected by order', async () => {
    const product = await firm.product('1', '1');
    await firm.act(adjustStock, { productId: product, warehouseId, quantity: '-1', reason: 'COUNT' });
    const { orderId } = await place([{ productId: product, quantity: '10', unitCost: '2' }]);
    const { lineIds: [receiptLineId] } = await receive(orderId);
    const sold = await firm.order(await firm.customer(), [{ productId: product, quantity: '4', unitPrice: '9' }]);
    await firm.ship(sold);
    expect(await levelOf(product)).toMatchObject({ onHand: '6', value: '1200' });
    const billId = await bill({ supplierReference: paper(), receiptLines: [{ receiptLineId, unitCost: '2.5' }] });
    expect(await posted(billId)).toEqual(['2300 2000', '5010 500', '2000 -2500', '1300 500', '5010 -500']);
    expect(await firm.one(sql`SELECT l."companyMinor"::text AS amount FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
      WHERE a.code = '5010' AND l."orderId" = ${uuid(sold)}`)).toEqual({ amount: '200' });
    expect(await levelOf(product)).toMatchObject({ onHand: '6', value: '1500' });
    await firm.act(reverseBill, { billId, reason: 'The price was right' });
    expect(await levelOf(product)).toMatchObject({ onHand: '6', value: '1200' });
    expect(await firm.refusal(reverseBill, { billId, reason: 'Again' })).toBe('BILL_REVERSED');
    await bill({ supplierReference: paper(), receiptLines: [{ receiptLineId, unitCost: '1.50' }] });
    expect(await levelOf(product)).toMatchObject({ onHand: '6', value: '900' });
  });

  test('of the same paper or the same goods is recorded once, however many try at once', async () => {
    const product = await firm.product('1', '1');
    const { orderId } = await place([{ productId: product, quantity: '4', unitCost: '2' }]);
    const { lineIds: [receiptLineId] } = await receive(orderId);
    const same = paper();
    const outcomes = await Promise.all([same, same, same, paper(), paper()].map((supplierReference) =>
      firm.refusal(recordBill, { supplierId, supplierReference, receiptLines: [{ receiptLineId, unitCost: '2.10' }] })));
    expect(outcomes.filter((each) => each === undefined)).toHaveLength(1);
  });

  test('ages by its due day, and what is owed is the payables account, on every day', async () => {
    const other = globalId('Supplier', (await firm.act(createSupplier, { code: 'RENT', name: 'Landlord', paymentTermDays: 0 })).supplier ?? '');
    const rent = globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '6100'`)).id);
    await firm.act(recordBill, { supplierId: other, supplierReference: 'JAN', expenseLines: [{ accountId: rent, description: 'January', net: '700' }] });
    firm.day = later(firstDay, 40);
    await firm.act(recordBill, { supplierId: other, supplierReference: 'FEB', expenseLines: [{ accountId: rent, description: 'February', net: '700' }] });
    const ctx = await firm.context();
    for (const day of [firstDay, later(firstDay, 20), firm.day]) {
      const { total, rows } = await answerReport(payablesByAge, { on: day }, ctx);
      const account = (await answerReport(trialBalance, { on: day }, ctx)).rows.find(({ code }) => code === '2000');
      expect(total.balance).toBe(-(account?.balance ?? 0n));
      expect(rows.reduce((sum, row) => sum + row.balance, 0n)).toBe(total.balance);
    }
    const row = (await answerReport(payablesByAge, { on: firm.day }, ctx)).rows.find(({ supplier }) => supplier === uuid(other));
    expect(row).toMatchObject({ days31to60: 700_00n, notDue: 700_00n, balance: 1400_00n });
  });
});

test('a supplier is found by a code of its own, and the second save hears of the first', async () => {
  expect(await firm.refusal(createSupplier, { code: 'TEAS', name: 'Other' })).toBe('INPUT_INVALID');
  await firm.act(updateSupplier, { supplierId, version: 1, city: 'Hamburg' });
  expect(await firm.refusal(updateSupplier, { supplierId, version: 1, city: 'Bremen' })).toBe('CHANGED_MEANWHILE');
  await firm.act(updateSupplier, { supplierId, version: 2, isActive: false });
  expect(await firm.refusal(createPurchaseOrder, { supplierId, lines: [] })).toBe('SUPPLIER_INACTIVE');
});
