// Freight, duty and insurance on goods received: shares to the cent, and back again; and stock of a past day on both bases.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createProduct } from '../../server/src/catalogue/createProduct.ts';
import { updateProduct } from '../../server/src/catalogue/updateProduct.ts';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { stockAsOf } from '../../server/src/inventory/stockAsOf.ts';
import { postLandedCost } from '../../server/src/landedCosts/postLandedCost.ts';
import { previewLandedCost } from '../../server/src/landedCosts/previewLandedCost.ts';
import { reverseLandedCost } from '../../server/src/landedCosts/reverseLandedCost.ts';
import { createPurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { receiveGoods } from '../../server/src/purchasing/receiveGoods.ts';
import { reverseReceipt } from '../../server/src/purchasing/reverseReceipt.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { trialBalance } from '../../server/src/accounting/trialBalance.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { minor } from '../../server/src/shared/money.ts';
import { verify } from '../../server/src/verify.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let warehouseId: string;
let supplierId: string;
beforeAll(async () => {
  firm = await startTrade();
  warehouseId = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
  supplierId = globalId('Supplier', (await firm.act(createSupplier, { code: 'TEA', name: 'Tea Traders' })).supplier ?? '');
});
afterEach(async () => expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]));
afterAll(() => firm.close());

let count = 0;
const product = async (more: Record<string, unknown> = {}) => {
  count += 1;
  const unitId = globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'PCS'`)).id);
  return globalId('Product', (await firm.act(createProduct, { sku: `F${count}`, name: `Tea ${count}`, unitId, ...more })).product ?? '');
};
/** Goods bought and received today, a line each; the ids of the receipt's lines. */
const receive = async (lines: { productId: string; quantity: string; unitCost: string }[]) => {
  const { purchaseOrder = '' } = await firm.act(createPurchaseOrder, { supplierId, warehouseId, lines });
  const purchaseOrderId = globalId('PurchaseOrder', purchaseOrder);
  await firm.act(placePurchaseOrder, { purchaseOrderId });
  const { receipt = '' } = await firm.act(receiveGoods, { purchaseOrderId });
  const rows = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "ReceiptLine" WHERE "receiptId" = ${receipt} ORDER BY no`);
  return { receiptId: globalId('Receipt', receipt), lineIds: rows.map(({ id }) => globalId('ReceiptLine', id)) };
};
const value = async (productId: string) => (await firm.one<{ value: string }>(sql`SELECT "valueMinor"::text AS value FROM "StockLevel" WHERE "productId" = ${uuid(productId)}`)).value;
const charge = (amount: string) => ({ charges: [{ kind: 'FREIGHT', amount }] });
const shares = async (landedCost: string) => (await firm.db.rows<{ share: string }>(sql`SELECT "shareMinor"::text AS share FROM "LandedCostLine" WHERE "landedCostId" = ${landedCost} ORDER BY no`)).map(({ share }) => share);

describe('charges', () => {
  test('are divided by value, by quantity and by weight, and the shares sum to them', async () => {
    const [light, heavy] = [await product({ weight: '0.5' }), await product({ weight: '4.5' })];
    const { lineIds: [a, b] } = await receive([{ productId: light, quantity: '7', unitCost: '30' }, { productId: heavy, quantity: '14', unitCost: '5' }]);
    const lines = [{ receiptLineId: a }, { receiptLineId: b }];
    const by = async (basis: string) => shares((await firm.act(postLandedCost, { basis, ...charge('10.01'), lines })).landedCost ?? '');
    expect([await by('VALUE'), await by('QUANTITY'), await by('WEIGHT')]).toEqual([['751', '250'], ['334', '667'], ['53', '948']]);
    expect([await value(light), await value(heavy)]).toEqual([String(21000 + 751 + 334 + 53), String(7000 + 250 + 667 + 948)]);
  });

  test('by hand must be divided whole, and without weights not by weight', async () => {
    const [one, two] = [await product(), await product()];
    const { lineIds: [a, b] } = await receive([{ productId: one, quantity: '1', unitCost: '0' }, { productId: two, quantity: '1', unitCost: '0' }]);
    const of = (basis: string, [x, y]: (string | undefined)[]) => ({ basis, ...charge('3'), lines: [{ receiptLineId: a, share: x }, { receiptLineId: b, share: y }] });
    expect(await firm.refusal(postLandedCost, of('MANUAL', ['1', '1.99']))).toBe('SHARES_DIFFER');
    expect(await firm.refusal(postLandedCost, of('MANUAL', ['1', undefined]))).toBe('INPUT_INVALID');
    expect(await firm.refusal(postLandedCost, of('MANUAL', ['4', '-1']))).toBe('INPUT_INVALID');
    expect(await firm.refusal(postLandedCost, of('WEIGHT', []))).toBe('WEIGHT_MISSING');
    expect(await firm.refusal(postLandedCost, of('VALUE', []))).toBe('NOTHING_TO_SHARE_BY');
    const { landedCost = '' } = await firm.act(postLandedCost, of('MANUAL', ['3', '0']));
    expect([await shares(landedCost), await value(one), await value(two)]).toEqual([['3.00', '0.00'].map((text) => String(Number(text) * 100)), '300', '0']);
  });

  test('go to the order that had the goods, and taken back leave everything as it was, to the cent', async () => {
    const tea = await product({ costingMethod: 'FIFO' });
    const { lineIds: [line] } = await receive([{ productId: tea, quantity: '3', unitCost: '3.333333' }]);
    const orderId = await firm.order(await firm.customer(), [{ productId: tea, quantity: '2', unitPrice: '9' }]);
    await firm.ship(orderId);
    const corrected = async () => (await firm.one<{ sum: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
      WHERE a.code = '5010' AND l."orderId" = ${uuid(orderId)}`)).sum;
    const before = await value(tea);
    const { landedCost = '' } = await firm.act(postLandedCost, { basis: 'VALUE', supplierId, ...charge('2'), lines: [{ receiptLineId: line }] });
    expect([before, await value(tea), await corrected()]).toEqual(['333', '400', '133']);
    await firm.act(reverseLandedCost, { landedCostId: globalId('LandedCost', landedCost), reason: 'Not ours' });
    expect([await value(tea), await corrected()]).toEqual([before, '0']);
    expect(await firm.refusal(reverseLandedCost, { landedCostId: globalId('LandedCost', landedCost), reason: 'Again' })).toBe('LANDED_COST_REVERSED');
  });

  test('of a receipt taken back stay what they cost, until they are taken back as well', async () => {
    const tea = await product();
    const { receiptId, lineIds: [line] } = await receive([{ productId: tea, quantity: '2', unitCost: '5' }]);
    const { landedCost = '' } = await firm.act(postLandedCost, { basis: 'QUANTITY', ...charge('1'), lines: [{ receiptLineId: line }] });
    await firm.act(reverseReceipt, { receiptId, reason: 'Not ours' });
    expect(await value(tea)).toBe('0');
    expect(await firm.refusal(postLandedCost, { basis: 'QUANTITY', ...charge('1'), lines: [{ receiptLineId: line }] })).toBe('RECEIPT_REVERSED');
    await firm.act(reverseLandedCost, { landedCostId: globalId('LandedCost', landedCost), reason: 'Nor this' });
    expect((await firm.one<{ sum: string }>(sql`SELECT sum(l."companyMinor")::text AS sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = '5010' AND l."productId" = ${uuid(tea)}`)).sum).toBe('0');
  });

  test('are shown before they are posted, with what a unit would cost', async () => {
    const tea = await product();
    const { lineIds: [line = ''] } = await receive([{ productId: tea, quantity: '4', unitCost: '2.50' }]);
    const preview = await previewLandedCost({ basis: 'QUANTITY', charges: [{ amount: minor(300) }], lines: [{ receiptLineId: uuid(line) }] }, await firm.context());
    expect(preview).toMatchObject({ total: 300n, lines: [{ value: 1000n, share: 300n, cost: 1300n, unitCost: 325n }] });
  });
});

test('how a product is valued changes before its goods have moved, and not after', async () => {
  const tea = await product();
  await firm.act(updateProduct, { productId: tea, version: 1, costingMethod: 'FIFO' });
  await receive([{ productId: tea, quantity: '1', unitCost: '1' }]);
  expect(await firm.refusal(updateProduct, { productId: tea, version: 2, costingMethod: 'MOVING_AVERAGE' })).toBe('PRODUCT_IN_USE');
});

test('a past day is worth what its books say, or what is known now: with no units, nothing', async () => {
  firm.day = later(firstDay, 1);
  const tea = await product({ costingMethod: 'MOVING_AVERAGE' });
  const open = (day: number, quantity: string, unitCost: string) => firm.act(recordOpeningStock, { on: later(firstDay, day - 1), lines: [{ productId: tea, warehouseId, quantity, unitCost }] });
  await open(1, '10', '1');
  await open(2, '10', '3');
  firm.day = later(firstDay, 2);
  await firm.act(adjustStock, { productId: tea, warehouseId, quantity: '-10', reason: 'OWN_USE' });
  firm.day = later(firstDay, 4);
  await firm.act(adjustStock, { productId: tea, warehouseId, quantity: '-10', reason: 'SPOILAGE', on: firstDay });
  const ctx = await firm.context();
  const on = async (day: number, basis: 'BOOKED' | 'RESTATED') => {
    const report = await answerReport(stockAsOf, { on: later(firstDay, day - 1), basis }, ctx);
    if (basis === 'BOOKED') expect(report.value).toBe((await answerReport(trialBalance, { on: later(firstDay, day - 1) }, ctx)).rows.find(({ code }) => code === '1300')?.balance);
    const row = report.rows.find((each) => each.product === uuid(tea));
    return row ? [row.quantity, row.value, row.bookedLater] : [];
  };
  expect([await on(3, 'BOOKED'), await on(3, 'RESTATED')]).toEqual([[0n, 1000n, -1000n], [0n, 0n, -1000n]]);
  expect([await on(2, 'BOOKED'), await on(2, 'RESTATED')]).toEqual([[10_000_000n, 3000n, 0n], [10_000_000n, 3000n, 0n]]);
  expect(await on(5, 'BOOKED')).toEqual([]);
  // What was at zero on the day is no row of its books, whether what was booked later is asked for or not; the whole has it.
  const rows = [['1', '300', '0'], ['0', '0', '5']].map(([quantity = '', value = '', told = '']) => ({ product: 'p', warehouse: 'w', quantity, value, later: told }));
  expect(stockAsOf.make(rows, { basis: 'BOOKED' }, ctx)).toMatchObject({ rows: [{ value: 300n }], value: 300n, bookedLater: 5n });
  expect(stockAsOf.make(rows, { basis: 'RESTATED' }, ctx).rows).toHaveLength(2);
});
