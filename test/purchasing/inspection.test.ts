// Goods at the door: more than ordered, held for inspection, rejected, sent back.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { recordBill } from '../../server/src/payables/recordBill.ts';
import { createPurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { inspectGoods, reverseInspectionResult } from '../../server/src/purchasing/inspectGoods.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { receiveGoods } from '../../server/src/purchasing/receiveGoods.ts';
import { reverseReceipt } from '../../server/src/purchasing/reverseReceipt.ts';
import { removeReceivingRule, setReceivingRule } from '../../server/src/purchasing/saveReceivingRule.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { returnToSupplier, reverseSupplierReturn } from '../../server/src/purchasing/supplierReturns.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let supplierId: string;
beforeAll(async () => {
  firm = await startTrade();
  supplierId = globalId('Supplier', (await firm.act(createSupplier, { code: 'TEAS', name: 'Tea House' })).supplier ?? '');
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

const place = async (productId: string, quantity: string, unitCost = '2') => {
  const orderId = globalId('PurchaseOrder', (await firm.act(createPurchaseOrder, { supplierId, lines: [{ productId, quantity, unitCost }] })).purchaseOrder ?? '');
  await firm.act(placePurchaseOrder, { purchaseOrderId: orderId });
  const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "PurchaseOrderLine" WHERE "purchaseOrderId" = ${uuid(orderId)}`);
  return { purchaseOrderId: orderId, lineId: globalId('PurchaseOrderLine', id) };
};
const receive = async (purchaseOrderId: string, lines?: Record<string, unknown>[]) => {
  const { receipt = '' } = await firm.act(receiveGoods, { purchaseOrderId, ...(lines ? { lines } : {}) });
  const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "ReceiptLine" WHERE "receiptId" = ${receipt} LIMIT 1`);
  const [found] = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "Inspection" WHERE "receiptId" = ${receipt}`);
  return { receiptId: globalId('Receipt', receipt), receiptLineId: globalId('ReceiptLine', id), inspectionId: globalId('Inspection', found?.id ?? '') };
};
const levelOf = (productId: string) => firm.one<Record<string, string>>(sql`SELECT trim_scale("onHand")::text AS "onHand", trim_scale(reserved)::text AS reserved, trim_scale(held)::text AS held,
  trim_scale(backordered)::text AS backordered, trim_scale(incoming)::text AS incoming, "valueMinor"::text AS value FROM "StockLevel" WHERE "productId" = ${uuid(productId)}`);
const inspectionOf = (id: string) => firm.one<Record<string, string>>(sql`SELECT status::text, trim_scale(accepted)::text AS accepted, trim_scale(returned)::text AS returned,
  trim_scale(scrapped)::text AS scrapped FROM "Inspection" WHERE id = ${uuid(id)}`);
const orderStatus = async (orderId: string) => (await firm.one<{ status: string }>(sql`SELECT status::text FROM "PurchaseOrder" WHERE id = ${uuid(orderId)}`)).status;
const posted = async (source: string) => (await firm.db.rows<{ line: string }>(sql`SELECT a.code || ' ' || l."companyMinor" AS line FROM "JournalEntry" e
  JOIN "JournalLine" l ON l."entryId" = e.id JOIN "Account" a ON a.id = l."accountId" WHERE e."sourceId" = ${source} ORDER BY e.sequence, l.no`)).map(({ line }) => line);
/** A product whose goods of the supplier are inspected. */
const inspected = async () => {
  const product = await firm.product('2', '10');
  await firm.act(setReceivingRule, { productId: product, inspects: true });
  return product;
};

describe('more than was ordered', () => {
  test('is taken as far as the rule tolerates it, and refused beyond with the most that is taken', async () => {
    const product = await firm.product('1', '1');
    const { purchaseOrderId, lineId } = await place(product, '20');
    expect(await firm.refusal(receiveGoods, { purchaseOrderId, lines: [{ purchaseOrderLineId: lineId, quantity: '21' }] })).toBe('RECEIVED_TOO_MUCH');
    const { receivingRule = '' } = await firm.act(setReceivingRule, { supplierId, overRate: '0.1' });
    await receive(purchaseOrderId, [{ purchaseOrderLineId: lineId, quantity: '15' }]);
    expect(await firm.refusal(receiveGoods, { purchaseOrderId, lines: [{ purchaseOrderLineId: lineId, quantity: '8' }] })).toBe('RECEIVED_TOO_MUCH');
    const { receiptId } = await receive(purchaseOrderId, [{ purchaseOrderLineId: lineId, quantity: '7' }]);
    expect([await orderStatus(purchaseOrderId), await levelOf(product)]).toMatchObject(['RECEIVED', { onHand: '23', incoming: '0', value: '4500' }]);
    await firm.act(reverseReceipt, { receiptId, reason: 'Not ours' });
    expect([await orderStatus(purchaseOrderId), await levelOf(product)]).toMatchObject(['PART_RECEIVED', { onHand: '16', incoming: '5' }]);
    await firm.act(removeReceivingRule, { receivingRuleId: globalId('ReceivingRule', receivingRule) });
    expect(await firm.refusal(receiveGoods, { purchaseOrderId, lines: [{ purchaseOrderLineId: lineId, quantity: '6' }] })).toBe('RECEIVED_TOO_MUCH');
  });
});

describe('goods that are inspected', () => {
  test('are nobody\'s until they are accepted; then who waits for them gets them', async () => {
    const product = await inspected();
    await firm.act(placeOrder, { order: { customerId: await firm.customer(), lines: [{ productId: product, quantity: '14', unitPrice: '9' }] }, acceptBackorder: true });
    const { purchaseOrderId } = await place(product, '10');
    const { inspectionId } = await receive(purchaseOrderId);
    expect(await levelOf(product)).toMatchObject({ onHand: '20', reserved: '20', held: '10', backordered: '4' });
    await firm.act(inspectGoods, { inspectionId, results: [{ outcome: 'ACCEPTED', quantity: '3' }] });
    expect([await inspectionOf(inspectionId), await levelOf(product)]).toMatchObject([{ status: 'OPEN', accepted: '3' }, { reserved: '20', held: '7', backordered: '1' }]);
    await firm.act(inspectGoods, { inspectionId, results: [{ outcome: 'ACCEPTED', quantity: '7' }] });
    expect([await inspectionOf(inspectionId), await levelOf(product)]).toMatchObject([{ status: 'DONE' }, { reserved: '14', held: '0', backordered: '0' }]);
    expect(await firm.refusal(inspectGoods, { inspectionId, results: [{ outcome: 'ACCEPTED', quantity: '1' }] })).toBe('INSPECTION_STATE');
  });

  test('and rejected go back at what they were received at, or are scrapped, each with a reason', async () => {
    const product = await inspected();
    const { purchaseOrderId } = await place(product, '10', '4');
    const { inspectionId, receiptId, receiptLineId } = await receive(purchaseOrderId);
    const results = [
      { outcome: 'ACCEPTED', quantity: '5' }, { outcome: 'RETURNED', quantity: '3', reason: 'DEFECTIVE', note: 'Cracked' }, { outcome: 'SCRAPPED', quantity: '2', reason: 'DAMAGED' },
    ];
    expect(await firm.refusal(inspectGoods, { inspectionId, results: [{ outcome: 'RETURNED', quantity: '3' }] })).toBe('INPUT_INVALID');
    expect(await firm.refusal(inspectGoods, { inspectionId, results: [{ outcome: 'ACCEPTED', quantity: '11' }] })).toBe('INSPECTED_TOO_MUCH');
    const { supplierReturn = '' } = await firm.act(inspectGoods, { inspectionId, results, isReplaced: true });
    // 20 at 60.00: three pieces leave at 9.00 and clear 12.00.
    expect(await posted(supplierReturn)).toEqual(['2300 1200', '1300 -900', '5010 -300']);
    expect(await levelOf(product)).toMatchObject({ onHand: '15', held: '0', reserved: '0', incoming: '3', value: '4500' });
    expect([await orderStatus(purchaseOrderId), await inspectionOf(inspectionId)]).toEqual(['PART_RECEIVED', { status: 'DONE', accepted: '5', returned: '3', scrapped: '2' }]);
    expect(await firm.refusal(reverseReceipt, { receiptId, reason: 'x' })).toBe('RECEIPT_RETURNED');
    expect(await firm.refusal(returnToSupplier, { receiptId, reason: 'x', lines: [{ receiptLineId, quantity: '8' }] })).toBe('RETURNED_TOO_MUCH');
    await firm.act(reverseSupplierReturn, { supplierReturnId: globalId('SupplierReturn', supplierReturn), reason: 'They were fine' });
    expect(await levelOf(product)).toMatchObject({ onHand: '18', held: '3', reserved: '3', incoming: '0' });
    expect([await orderStatus(purchaseOrderId), await inspectionOf(inspectionId)]).toEqual(['RECEIVED', { status: 'OPEN', accepted: '5', returned: '0', scrapped: '2' }]);
    expect(await firm.refusal(reverseSupplierReturn, { supplierReturnId: globalId('SupplierReturn', supplierReturn), reason: 'x' })).toBe('RETURN_REVERSED');
    const found = await firm.db.rows<{ id: string; outcome: string }>(sql`SELECT id, outcome::text FROM "InspectionResult" WHERE "inspectionId" = ${uuid(inspectionId)} AND "reversesResultId" IS NULL ORDER BY no`);
    for (const { id, outcome } of found) {
      const refused = await firm.refusal(reverseInspectionResult, { inspectionResultId: globalId('InspectionResult', id), reason: 'Looked again' });
      expect(refused).toBe(outcome === 'RETURNED' ? 'INSPECTION_RESULT_FIXED' : undefined);
    }
    expect([await inspectionOf(inspectionId), await levelOf(product)]).toMatchObject([{ status: 'OPEN', accepted: '0', scrapped: '0' }, { onHand: '20', held: '10', value: '6000' }]);
    await firm.act(reverseReceipt, { receiptId, reason: 'All wrong' });
    expect([await inspectionOf(inspectionId), await levelOf(product)]).toMatchObject([{ status: 'CANCELLED' }, { onHand: '10', held: '0', reserved: '0', incoming: '10', value: '2000' }]);
  });

  test('are inspected by two at once but once', async () => {
    const product = await inspected();
    const { purchaseOrderId } = await place(product, '5');
    const { inspectionId } = await receive(purchaseOrderId);
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => firm.refusal(inspectGoods, { inspectionId, results: [{ outcome: 'ACCEPTED', quantity: '2' }] })));
    expect(outcomes.filter((each) => each === undefined)).toHaveLength(2);
  });

  test('by lot: a bad lot goes back, the good one stays', async () => {
    const product = await inspected2();
    const { purchaseOrderId, lineId } = await place(product, '10');
    const { inspectionId } = await receive(purchaseOrderId, [{ purchaseOrderLineId: lineId, quantity: '10', lots: [{ code: 'A', quantity: '6' }, { code: 'B', quantity: '4' }] }]);
    const lot = async (code: string) => firm.one<{ id: string; onHand: string; held: string }>(sql`SELECT l.id, trim_scale(v."onHand")::text AS "onHand", trim_scale(v.held)::text AS held
      FROM "Lot" l JOIN "LotLevel" v ON v."lotId" = l.id WHERE l."productId" = ${uuid(product)} AND l.code = ${code}`);
    const { id } = await lot('B');
    await firm.act(inspectGoods, { inspectionId, results: [{ outcome: 'RETURNED', quantity: '4', reason: 'DEFECTIVE', lotId: globalId('Lot', id) }, { outcome: 'ACCEPTED', quantity: '6' }] });
    expect([await lot('A'), await lot('B')]).toMatchObject([{ onHand: '6', held: '0' }, { onHand: '0', held: '0' }]);
  });
});

/** As `inspected`, tracked by lot and without stock. */
async function inspected2(): Promise<string> {
  const { createProduct } = await import('../../server/src/catalogue/createProduct.ts');
  const { id: unitId } = await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'PCS'`);
  const { product = '' } = await firm.act(createProduct, { sku: 'LOTTED', name: 'By lot', unitId: globalId('Unit', unitId), tracking: 'LOT' });
  const productId = globalId('Product', product);
  await firm.act(setReceivingRule, { productId, inspects: true });
  return productId;
}

describe('goods sent back', () => {
  test('clear in parts what was booked when they came, also after the bill', async () => {
    const product = await firm.product('1', '1');
    const { purchaseOrderId } = await place(product, '3', '3.33333333');
    const { receiptId, receiptLineId } = await receive(purchaseOrderId);
    const back = async (quantity: string) => (await firm.act(returnToSupplier, { receiptId, reason: 'Wrong colour', lines: [{ receiptLineId, quantity }] })).supplierReturn ?? '';
    const values = [];
    for (const quantity of ['1', '1', '1']) values.push((await posted(await back(quantity)))[0]);
    expect(values).toEqual(['2300 333', '2300 334', '2300 333']);
    // They leave at the average of 2.75; the difference to 10.00 is a cost correction.
    expect(await levelOf(product)).toMatchObject({ onHand: '1', incoming: '0', value: '275' });
    const other = await place(product, '2');
    const second = await receive(other.purchaseOrderId);
    await firm.act(recordBill, { supplierId, supplierReference: 'R-1', receiptLines: [{ receiptLineId: second.receiptLineId }] });
    const { supplierReturn = '' } = await firm.act(returnToSupplier, { receiptId: second.receiptId, reason: 'Broken', lines: [{ receiptLineId: second.receiptLineId, quantity: '1' }] });
    expect((await posted(supplierReturn))[0]).toBe('2300 200');
  });
});
