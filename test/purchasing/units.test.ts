// Bought in cases, kept and sold in pieces: the price is that of a case, and not a cent is lost on the way to the bill.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setProductUnit } from '../../server/src/catalogue/unitsSave.ts';
import { createPurchaseOrder, updatePurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { receiveGoods } from '../../server/src/purchasing/receiveGoods.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { setSupplierProduct } from '../../server/src/purchasing/supplierProducts.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let supplierId: string;
let caseId: string;
beforeAll(async () => {
  firm = await startTrade();
  supplierId = globalId('Supplier', (await firm.act(createSupplier, { code: 'S1', name: 'Wholesaler' })).supplier ?? '');
  caseId = globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'CASE'`)).id);
});
afterAll(() => firm.close());

/** A product of which a case holds so many pieces. */
const inCases = async (pieces: string) => {
  const productId = await firm.product('1', '1');
  await firm.act(setProductUnit, { productId, unitId: caseId, quantity: pieces, isPurchaseUnit: true });
  return productId;
};
const draft = async (lines: Record<string, unknown>[]) => globalId('PurchaseOrder', (await firm.act(createPurchaseOrder, { supplierId, lines })).purchaseOrder ?? '');
const linesOf = (orderId: string) => firm.db.rows<Record<string, string>>(sql`SELECT id, trim_scale(quantity)::text AS quantity, trim_scale(entered)::text AS entered,
  trim_scale("enteredCost")::text AS "enteredCost", trim_scale("unitCost")::text AS "unitCost", "netMinor"::text AS net FROM "PurchaseOrderLine" WHERE "purchaseOrderId" = ${uuid(orderId)} ORDER BY no`);

describe('a line in cases', () => {
  test('costs its cases, whatever a piece would', async () => {
    const productId = await inCases('7');
    const orderId = await draft([{ productId, quantity: '1000', unitId: caseId, unitCost: '10' }]);
    expect(await linesOf(orderId)).toMatchObject([{ quantity: '7000', entered: '1000', enteredCost: '10', unitCost: '1.42857143', net: '1000000' }]);
  });

  test('takes the supplier\'s price of a piece, if no price of a case is given', async () => {
    const productId = await inCases('12');
    await firm.act(setSupplierProduct, { supplierId, productId, unitCost: '0.5', leadTimeDays: 4 });
    expect(await linesOf(await draft([{ productId, quantity: '3', unitId: caseId }]))).toMatchObject([{ quantity: '36', unitCost: '0.5', enteredCost: '6', net: '1800' }]);
  });

  test('is received in cases or in pieces, and the parts sum to the line', async () => {
    const productId = await inCases('3');
    const orderId = await draft([{ productId, quantity: '10', unitId: caseId, unitCost: '1' }]);
    await firm.act(placePurchaseOrder, { purchaseOrderId: orderId });
    const purchaseOrderLineId = globalId('PurchaseOrderLine', (await linesOf(orderId))[0]?.id ?? '');
    for (const line of [{ quantity: '1', unitId: caseId }, { quantity: '1' }, { quantity: '25' }]) await firm.act(receiveGoods, { purchaseOrderId: orderId, lines: [{ purchaseOrderLineId, ...line }] });
    await firm.act(receiveGoods, { purchaseOrderId: orderId });
    const came = await firm.db.rows<{ quantity: string; entered: string | null; value: string }>(sql`SELECT trim_scale(l.quantity)::text AS quantity, trim_scale(l.entered)::text AS entered, l."valueMinor"::text AS value
      FROM "ReceiptLine" l JOIN "Receipt" r ON r.id = l."receiptId" WHERE r."purchaseOrderId" = ${uuid(orderId)} ORDER BY r.number`);
    expect(came).toEqual([
      { quantity: '3', entered: '1', value: '100' }, { quantity: '1', entered: null, value: '33' }, { quantity: '25', entered: null, value: '834' }, { quantity: '1', entered: null, value: '33' },
    ]);
    expect(came.reduce((sum, { value }) => sum + Number(value), 0)).toBe(1000);
  });

  test('keeps its unit and price when the draft is changed, and the factor of its day', async () => {
    const productId = await inCases('12');
    const orderId = await draft([{ productId, quantity: '2', unitId: caseId, unitCost: '7' }]);
    await firm.act(setProductUnit, { productId, unitId: caseId, quantity: '10' });
    await firm.act(updatePurchaseOrder, { purchaseOrderId: orderId, version: 1, note: 'Soon' });
    expect(await linesOf(orderId)).toMatchObject([{ quantity: '24', entered: '2', net: '1400' }]);
    await firm.act(updatePurchaseOrder, { purchaseOrderId: orderId, version: 2, lines: [{ productId, quantity: '2', unitId: caseId, unitCost: '7' }] });
    expect(await linesOf(orderId)).toMatchObject([{ quantity: '20', entered: '2', net: '1400' }]);
    await firm.act(updatePurchaseOrder, { purchaseOrderId: orderId, version: 3, lines: [{ productId, quantity: '5', unitCost: '0.7' }] });
    expect(await linesOf(orderId)).toMatchObject([{ quantity: '5', entered: null, enteredCost: null, net: '350' }]);
  });

  test('is refused where it does not convert', async () => {
    const productId = await firm.product('1', '1');
    expect(await firm.refusal(createPurchaseOrder, { supplierId, lines: [{ productId, quantity: '1', unitId: caseId, unitCost: '1' }] })).toBe('INPUT_INVALID');
  });

  test('leaves nothing that verify would mind', async () => {
    expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  });
});
