// Purchase orders in the currency of the supplier: from the price to the goods and their bill, at the rate of the order's day.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissionsOf } from '../../server/src/access/policy.ts';
import { enterRate } from '../../server/src/currencies/enterRates.ts';
import { setTradingCurrency } from '../../server/src/currencies/settings.ts';
import { mailFacts } from '../../server/src/documents/mailFacts.ts';
import { purchaseOrderSheet } from '../../server/src/documents/purchaseOrderSheet.ts';
import type { Role } from '../../server/src/generated/rows.ts';
import { dropShipOrder } from '../../server/src/orders/dropShipOrder.ts';
import { confirmDispatch } from '../../server/src/fulfilment/confirmDispatch.ts';
import { cashOut } from '../../server/src/payables/cashOut.ts';
import { recordBill } from '../../server/src/payables/recordBill.ts';
import { createPurchaseOrder, updatePurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { orderRequisitions } from '../../server/src/purchasing/orderRequisitions.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { previewPurchaseOrder } from '../../server/src/purchasing/previewPurchaseOrder.ts';
import { requestPurchaseApproval } from '../../server/src/purchasing/purchaseApproval.ts';
import { receiveGoods } from '../../server/src/purchasing/receiveGoods.ts';
import { createRequisition } from '../../server/src/purchasing/requisitions.ts';
import { reverseReceipt } from '../../server/src/purchasing/reverseReceipt.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { setSupplierProduct } from '../../server/src/purchasing/supplierProducts.ts';
import { returnToSupplier } from '../../server/src/purchasing/supplierReturns.ts';
import { orderProposals } from '../../server/src/replenishment/orderProposals.ts';
import { planReplenishment } from '../../server/src/replenishment/planReplenishment.ts';
import { setReorderRules } from '../../server/src/replenishment/reorderRules.ts';
import type { AnyAction } from '../../server/src/shared/action.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { newId, perform, readInput } from '../../server/src/shared/perform.ts';
import { printUnitPrice } from '../../server/src/shared/quantity.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { supplierComparison } from '../../server/src/sourcing/supplierComparison.ts';
import { verify } from '../../server/src/verify.ts';
import { setApprovalLimit } from '../../server/src/work/approvalLimits.ts';
import { decideApproval } from '../../server/src/work/decideApproval.ts';
import { later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let count = 0;
const rate = (value: string, currencyCode = 'EUR', on = firm.day) => firm.act(enterRate, { currencyCode, ratedOn: on, rate: value });
const supplier = async (currencyCode: string | null = 'EUR', more: Record<string, unknown> = {}) => {
  count += 1;
  return globalId('Supplier', (await firm.act(createSupplier, { code: `S${count}`, name: `Supplier ${count}`, currencyCode, paymentTermDays: 0, ...more })).supplier ?? '');
};
/** Goods that a supplier sells at a price in their currency. */
const sold = async (supplierId: string, unitCost: string, more: Record<string, unknown> = {}) => {
  const productId = await firm.product('1', '1');
  await firm.act(setSupplierProduct, { supplierId, productId, unitCost, leadTimeDays: 3, ...more });
  return productId;
};
const draft = async (supplierId: string, lines: Record<string, unknown>[], more: Record<string, unknown> = {}) =>
  globalId('PurchaseOrder', (await firm.act(createPurchaseOrder, { supplierId, lines, ...more })).purchaseOrder ?? '');
const order = async (supplierId: string, lines: Record<string, unknown>[], more: Record<string, unknown> = {}) => {
  const purchaseOrderId = await draft(supplierId, lines, more);
  await firm.act(placePurchaseOrder, { purchaseOrderId, overrideReason: 'Agreed' });
  return purchaseOrderId;
};
const head = (purchaseOrderId: string) => firm.one<Record<string, unknown>>(sql`SELECT "currencyCode" AS code, trim_scale("exchangeRate")::text AS rate, "rateSource" AS source, "totalMinor"::int AS total, version FROM "PurchaseOrder" WHERE id = ${uuid(purchaseOrderId)}`);
const linesOf = (purchaseOrderId: string) => firm.db.rows<{ id: string; cost: string; net: number; code: string; quoted: string | null; in: string | null; source: string }>(sql`SELECT id, trim_scale("unitCost")::text AS cost, "netMinor"::int AS net, "currencyCode" AS code,
  trim_scale("quotedCost")::text AS quoted, "quotedCurrencyCode" AS "in", "priceSource"::text AS source FROM "PurchaseOrderLine" WHERE "purchaseOrderId" = ${uuid(purchaseOrderId)} ORDER BY no`);
const receive = async (purchaseOrderId: string, quantity?: string) => {
  const [line] = await linesOf(purchaseOrderId);
  const { receipt = '' } = await firm.act(receiveGoods, { purchaseOrderId, ...(quantity ? { lines: [{ purchaseOrderLineId: globalId('PurchaseOrderLine', line?.id ?? ''), quantity }] } : {}) });
  const { id, value, code } = await firm.one<{ id: string; value: number; code: string }>(sql`SELECT id, "valueMinor"::int AS value, "currencyCode" AS code FROM "ReceiptLine" WHERE "receiptId" = ${receipt}`);
  return { receiptId: globalId('Receipt', receipt), receiptLineId: globalId('ReceiptLine', id), value, code };
};
const balance = async (code: string) => Number((await firm.one<{ sum: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = ${code}`)).sum);
const clean = async () => expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
const people = new Map<Role, string>();
/** Performs as somebody of a role; gives the result, or the code of the refusal. */
async function as(role: Role, declared: AnyAction, raw: Record<string, unknown>): Promise<Record<string, string> & { refused?: string }> {
  people.set(role, people.get(role) ?? newId());
  const ctx = await firm.context();
  const viewer = { ...ctx.viewer, kind: 'STAFF' as const, id: people.get(role) ?? '', name: role, role, permissions: permissionsOf(role) };
  try {
    return (await perform(declared, readInput(declared, raw, ctx), { ...ctx, viewer })).result as Record<string, string>;
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.kind.code };
    throw error;
  }
}

beforeAll(async () => {
  firm = await startTrade();
  for (const code of ['EUR', 'JPY']) await firm.act(setTradingCurrency, { code });
  await rate('1.1');
  await rate('0.0067', 'JPY');
});
afterAll(async () => {
  await clean();
  await firm.close();
});

describe('a purchase order', () => {
  test('is in the supplier\'s currency, at the rate of the day; another is named, and what is typed beside none is refused', async () => {
    const supplierId = await supplier();
    const productId = await sold(supplierId, '4', { prices: [{ minimumQuantity: '100', unitCost: '3.333' }] });
    const made = await draft(supplierId, [{ productId, quantity: '10' }]);
    expect([await head(made), await linesOf(made)]).toMatchObject([{ code: 'EUR', rate: '1.1', source: null, total: 4000 }, [{ cost: '4', net: 4000, code: 'EUR', quoted: null, source: 'LIST' }]]);
    await firm.act(updatePurchaseOrder, { purchaseOrderId: made, version: 1, lines: [{ productId, quantity: '100' }] });
    expect([await head(made), await linesOf(made)]).toMatchObject([{ total: 33_330 }, [{ cost: '3.333', source: 'BREAK' }]]);
    const typed = [{ productId, quantity: '10', unitCost: '3.9' }];
    expect(await firm.refusal(createPurchaseOrder, { supplierId, lines: typed })).toBe('INPUT_INVALID');
    expect(await firm.refusal(updatePurchaseOrder, { purchaseOrderId: made, version: 2, lines: typed })).toBe('INPUT_INVALID');
    await firm.act(updatePurchaseOrder, { purchaseOrderId: made, version: 2, lines: typed, currencyCode: 'EUR' });
    expect(await linesOf(made)).toMatchObject([{ cost: '3.9', source: 'MANUAL' }]);
    expect(await firm.refusal(placePurchaseOrder, { purchaseOrderId: made })).toBe('SUPPLIER_PRICE_DIFFERS');
    // In company money: what they ask is converted by the day's rate, and told beside.
    const own = await draft(supplierId, [{ productId, quantity: '10' }], { currencyCode: 'USD' });
    expect([await head(own), await linesOf(own)]).toMatchObject([{ code: 'USD', rate: null, total: 4400 }, [{ cost: '4.4', quoted: '4', in: 'EUR' }]]);
    await rate('1.2');
    expect(await firm.refusal(placePurchaseOrder, { purchaseOrderId: own })).toBeUndefined();
    await rate('1.1');
    await clean();
  });

  test('has a rate that is typed with its source, and is refused where there is none', async () => {
    const supplierId = await supplier();
    const productId = await sold(supplierId, '4');
    const lines = [{ productId, quantity: '10' }];
    expect(await firm.refusal(createPurchaseOrder, { supplierId, lines, exchangeRate: '1.3' })).toBe('INPUT_INVALID');
    expect(await firm.refusal(createPurchaseOrder, { supplierId, lines, currencyCode: 'USD', exchangeRate: '1.3', rateSource: 'Bank' })).toBe('INPUT_INVALID');
    const made = await draft(supplierId, lines, { exchangeRate: '1.3', rateSource: 'Bank' });
    await firm.act(placePurchaseOrder, { purchaseOrderId: made });
    expect(await head(made)).toMatchObject({ rate: '1.3', source: 'Bank', total: 4000 });
    const pounds = await supplier('GBP');
    await firm.act(setSupplierProduct, { supplierId: pounds, productId, unitCost: '4' });
    expect(await firm.refusal(createPurchaseOrder, { supplierId: pounds, lines })).toBe('INPUT_INVALID');
    await firm.act(setTradingCurrency, { code: 'GBP' });
    expect(await firm.refusal(createPurchaseOrder, { supplierId: pounds, lines })).toBe('RATE_MISSING');
    await rate('1.5', 'GBP');
    const late = await draft(pounds, lines);
    const today = firm.day;
    firm.day = later(today, 9);
    expect(await firm.refusal(placePurchaseOrder, { purchaseOrderId: late })).toBe('RATE_OLD');
    expect(await firm.refusal(updatePurchaseOrder, { purchaseOrderId: late, version: 1, lines })).toBe('RATE_OLD');
    await firm.act(updatePurchaseOrder, { purchaseOrderId: late, version: 1, note: 'By lorry' });
    await firm.act(placePurchaseOrder, { purchaseOrderId: late, orderedOn: today });
    expect(await head(late)).toMatchObject({ code: 'GBP', rate: '1.5' });
    for (const [code, value] of [['EUR', '1.1'], ['JPY', '0.0067'], ['GBP', '1.5']] as const) await rate(value, code);
  });

  test('takes the rate of the day on which it is placed, and approval is by what it comes to in company money', async () => {
    await firm.act(setApprovalLimit, { kind: 'PURCHASE_ORDER', role: 'WAREHOUSE', amount: '100' });
    const supplierId = await supplier();
    const productId = await sold(supplierId, '9.2');
    const made = await draft(supplierId, [{ productId, quantity: '10' }]);
    // 92 euros are 101.20 dollars.
    expect((await as('WAREHOUSE', placePurchaseOrder, { purchaseOrderId: made })).refused).toBe('PURCHASE_APPROVAL_NEEDED');
    const { approval = '' } = await as('WAREHOUSE', requestPurchaseApproval, { purchaseOrderId: made, reason: 'Season' });
    expect(await firm.one(sql`SELECT "amountMinor"::int AS amount, "currencyCode" AS code FROM "Approval" WHERE id = ${approval}`)).toEqual({ amount: 10_120, code: 'USD' });
    await firm.act(decideApproval, { approvalId: globalId('Approval', approval), approve: true, reason: 'Fine' });
    firm.day = later(firm.day, 1);
    await rate('1.2');
    expect((await as('WAREHOUSE', placePurchaseOrder, { purchaseOrderId: made })).refused).toBe('PURCHASE_APPROVAL_NEEDED');
    await rate('1.05');
    expect((await as('WAREHOUSE', placePurchaseOrder, { purchaseOrderId: made })).refused).toBeUndefined();
    expect(await head(made)).toMatchObject({ rate: '1.05', total: 9200 });
    await rate('1.1');
  });

  test('keeps what was typed by hand worth the same in another currency, and what was asked as it was asked', async () => {
    const supplierId = await supplier();
    const [tea, cup] = [await sold(supplierId, '4'), await sold(supplierId, '500', { currencyCode: 'JPY' })];
    const made = await draft(supplierId, [{ productId: tea, quantity: '10', unitCost: '3' }, { productId: cup, quantity: '10' }], { currencyCode: 'EUR' });
    // 500 yen are 3.35 dollars, which are 3.04545455 euros.
    expect(await linesOf(made)).toMatchObject([{ cost: '3', source: 'MANUAL' }, { cost: '3.04545455', quoted: '500', in: 'JPY', net: 3045 }]);
    await firm.act(updatePurchaseOrder, { purchaseOrderId: made, version: 1, currencyCode: 'USD' });
    expect([await head(made), await linesOf(made)]).toMatchObject([{ code: 'USD', rate: null, total: 3300 + 3350 }, [{ cost: '3.3' }, { cost: '3.35', quoted: '500', in: 'JPY' }]]);
    await firm.act(updatePurchaseOrder, { purchaseOrderId: made, version: 2, currencyCode: 'JPY', exchangeRate: '0.01', rateSource: 'Bank' });
    expect([await head(made), await linesOf(made)]).toMatchObject([{ code: 'JPY', rate: '0.01', total: 3300 + 5000 }, [{ cost: '330' }, { cost: '500', quoted: null }]]);
    await firm.act(updatePurchaseOrder, { purchaseOrderId: made, version: 3, exchangeRate: null, lines: [{ productId: cup, quantity: '2' }] });
    expect(await head(made)).toMatchObject({ code: 'JPY', rate: '0.0067', source: null, total: 1000 });
    await clean();
  });

  test('has a paper and a mail in its currency', async () => {
    const supplierId = await supplier('JPY');
    const made = await draft(supplierId, [{ productId: await sold(supplierId, '151'), quantity: '7' }]);
    const sheet = await purchaseOrderSheet(firm.db, uuid(made), await firm.context(), {});
    expect(sheet).toMatchObject({ currencyCode: 'JPY', columns: [{ label: 'item' }, { label: 'quantity' }, { label: 'unitPrice' }, { label: 'net' }] });
    expect(JSON.stringify([sheet.rows, sheet.totals])).toContain('1057');
    const facts = (await mailFacts(firm.db, 'PURCHASE_ORDER', [uuid(made)])).get(uuid(made));
    expect(facts).toMatchObject({ totalMinor: '1057', currencyCode: 'JPY' });
  });

  test('is previewed in its currency beside company money', async () => {
    const supplierId = await supplier();
    const productId = await sold(supplierId, '4');
    const ctx = await firm.context();
    const input = { supplierId: uuid(supplierId), lines: [{ productId: uuid(productId), quantity: 10_000_000n as never }] };
    expect(await previewPurchaseOrder(input, ctx)).toMatchObject({ total: { minor: 4000n, currencyCode: 'EUR' }, currencyCode: 'EUR', worth: 4400n, lines: [{ deviations: [] }] });
    expect(await previewPurchaseOrder({ ...input, currencyCode: 'USD' }, ctx)).toMatchObject({ total: { minor: 4400n, currencyCode: 'USD' }, exchangeRate: null, worth: 4400n, lines: [{ quotedCurrencyCode: 'EUR', deviations: [] }] });
  });
});

describe('goods of an order in another currency', () => {
  test('come in parts that sum to what it comes to, and their bill clears them to the cent; the difference of rates is theirs', async () => {
    const waiting = await balance('2300');
    const supplierId = await supplier();
    const productId = await sold(supplierId, '0.333');
    const made = await order(supplierId, [{ productId, quantity: '10' }], { exchangeRate: '1.0777', rateSource: 'Bank' });
    const parts = [await receive(made, '3'), await receive(made, '3'), await receive(made)];
    // 3.33 euros are 3.59 dollars.
    expect(parts.map(({ code }) => code)).toEqual(['USD', 'USD', 'USD']);
    expect(parts.map(({ value }) => value).reduce((sum, value) => sum + value, 0)).toBe(359);
    expect(await balance('2300') - waiting).toBe(-359);
    await firm.act(reverseReceipt, { receiptId: parts[2]?.receiptId });
    const again = await receive(made);
    expect(await balance('2300') - waiting).toBe(-359);
    const { bill = '' } = await firm.act(recordBill, { supplierId, supplierReference: 'F-1', currencyCode: 'EUR', receiptLines: [parts[0], parts[1], again].map((each) => ({ receiptLineId: each?.receiptLineId })) });
    expect(await firm.one(sql`SELECT match::text, "totalMinor"::int AS total, "companyTotalMinor"::int AS worth FROM "Bill" WHERE id = ${bill}`)).toEqual({ match: 'MATCHED', total: 333, worth: 366 });
    expect(await balance('2300')).toBe(waiting);
    expect(await firm.one(sql`SELECT "valueMinor"::int AS value FROM "StockLevel" WHERE "productId" = ${uuid(productId)} AND "onHand" > 0`)).toEqual({ value: 366 + 100 });
    await clean();
  });

  test('go back at what they came for, are expected again, and come in yen, too', async () => {
    const waiting = await balance('2300');
    const supplierId = await supplier('JPY');
    const productId = await sold(supplierId, '151');
    const made = await order(supplierId, [{ productId, quantity: '7' }]);
    const { receiptId, receiptLineId, value } = await receive(made);
    expect([await head(made), value]).toMatchObject([{ total: 1057 }, 708]);
    await firm.act(returnToSupplier, { receiptId, reason: 'Stale', isReplaced: true, lines: [{ receiptLineId, quantity: '2' }] });
    const second = await receive(made);
    await firm.act(recordBill, { supplierId, supplierReference: 'J-1', currencyCode: 'JPY', receiptLines: [{ receiptLineId }, { receiptLineId: second.receiptLineId }] });
    expect(await balance('2300')).toBe(waiting);
    await clean();
  });

  test('that are still to come are expected payments in company money, and so are those that are not billed', async () => {
    const expected = async () => (await answerReport(cashOut, {}, await firm.context())).weeks.reduce((sum, week) => sum + Number(week.expected), 0);
    const supplierId = await supplier();
    const productId = await sold(supplierId, '4');
    const before = await expected();
    const made = await order(supplierId, [{ productId, quantity: '10' }]);
    expect(await expected() - before).toBe(4400);
    await receive(made, '4');
    expect(await expected() - before).toBe(4400);
  });
});

describe('what becomes a purchase order', () => {
  test('of requisitions is in each supplier\'s currency; a rate is typed of one currency', async () => {
    const [euros, yen] = [await supplier(), await supplier('JPY')];
    const [tea, cup] = [await sold(euros, '4'), await sold(yen, '500')];
    const { requisition = '' } = await firm.act(createRequisition, { reason: 'Fair', submit: true, lines: [{ productId: tea, quantity: '3' }, { productId: cup, quantity: '4' }] });
    const lines = (await firm.db.rows<{ id: string }>(sql`SELECT id FROM "RequisitionLine" WHERE "requisitionId" = ${requisition} ORDER BY no`)).map(({ id }) => ({ requisitionLineId: globalId('RequisitionLine', id) }));
    expect(await firm.refusal(orderRequisitions, { lines, exchangeRate: '1.3', rateSource: 'Bank' })).toBe('INPUT_INVALID');
    const { purchaseOrders: [first] } = await firm.act(orderRequisitions, { lines: lines.slice(0, 1), exchangeRate: '1.3', rateSource: 'Bank' }) as unknown as { purchaseOrders: string[] };
    expect(await head(globalId('PurchaseOrder', first ?? ''))).toMatchObject({ code: 'EUR', rate: '1.3', source: 'Bank', total: 1200 });
    const { purchaseOrders: [second] } = await firm.act(orderRequisitions, { lines: lines.slice(1) }) as unknown as { purchaseOrders: string[] };
    expect(await head(globalId('PurchaseOrder', second ?? ''))).toMatchObject({ code: 'JPY', rate: '0.0067', total: 2000 });
    await clean();
  });

  test('of proposals is in the supplier\'s currency, and refused by the supplier\'s name where there is no rate', async () => {
    const [euros, dinars] = [await supplier(), await supplier('KWD')];
    const [tea, cup] = [await sold(euros, '4'), await sold(dinars, '1')];
    const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE code = 'MAIN'`);
    await firm.act(setReorderRules, { rules: [tea, cup].map((productId) => ({ productId, warehouseId: globalId('Warehouse', id), reorderPoint: '10', maximum: '21' })) });
    await firm.act(planReplenishment, {});
    const proposal = async (productId: string) => ({ proposalId: globalId('ReorderProposal', (await firm.one<{ id: string }>(sql`SELECT id FROM "ReorderProposal" WHERE "productId" = ${uuid(productId)}`)).id) });
    const { purchaseOrders: [made = ''] } = await firm.act(orderProposals, { proposals: [await proposal(tea)] }) as unknown as { purchaseOrders: string[] };
    expect(await head(globalId('PurchaseOrder', made))).toMatchObject({ code: 'EUR', rate: '1.1', total: 8000 });
    // The firm does not trade in dinars; then it does, and knows no rate; then it does.
    expect(await firm.refusal(orderProposals, { proposals: [await proposal(cup)] })).toBe('RATE_UNKNOWN');
    await firm.act(setTradingCurrency, { code: 'KWD' });
    expect(await firm.refusal(orderProposals, { proposals: [await proposal(cup)] })).toBe('RATE_UNKNOWN');
    await rate('3.25', 'KWD');
    const { purchaseOrders: [second = ''] } = await firm.act(orderProposals, { proposals: [await proposal(cup)] }) as unknown as { purchaseOrders: string[] };
    expect(await head(globalId('PurchaseOrder', second))).toMatchObject({ code: 'KWD', rate: '3.25', total: 20_000 });
    await clean();
  });

  test('for a customer\'s order goes straight to the customer, and costs the order what it comes to', async () => {
    const supplierId = await supplier();
    const productId = await sold(supplierId, '4');
    const orderId = await firm.order(await firm.customer(), [{ productId, quantity: '10', unitPrice: '9' }], { lines: [{ productId, quantity: '10', unitPrice: '9', isDropShipped: true }] });
    const { id: line } = await firm.one<{ id: string }>(sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)}`);
    const of = { orderLineId: globalId('OrderLine', line), supplierId };
    expect(await firm.refusal(dropShipOrder, { orderId, lines: [{ ...of, unitCost: '3.5' }] })).toBe('INPUT_INVALID');
    const { purchaseOrders: [made = ''] } = await firm.act(dropShipOrder, { orderId, lines: [{ ...of, unitCost: '3.5', currencyCode: 'EUR' }] }) as unknown as { purchaseOrders: string[] };
    const purchaseOrderId = globalId('PurchaseOrder', made);
    await firm.act(placePurchaseOrder, { purchaseOrderId, overrideReason: 'Agreed' });
    await firm.act(confirmDispatch, { purchaseOrderId });
    expect(await firm.one(sql`SELECT "valueMinor"::int AS value, "currencyCode" AS code FROM "Receipt" WHERE "purchaseOrderId" = ${made}`)).toEqual({ value: 3850, code: 'USD' });
    expect(await firm.one(sql`SELECT sum(l."companyMinor")::int AS cost FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = '1310' AND l."orderId" = ${uuid(orderId)}`)).toEqual({ cost: 3850 });
    await clean();
  });

  test('is chosen among suppliers by what a unit comes to in company money today', async () => {
    const [euros, dollars, pounds] = [await supplier(), await supplier(null), await supplier('BHD')];
    const productId = await sold(euros, '4', { prices: [{ minimumQuantity: '50', unitCost: '3' }] });
    await firm.act(setSupplierProduct, { supplierId: dollars, productId, unitCost: '4.3', isPreferred: false });
    await firm.act(setSupplierProduct, { supplierId: pounds, productId, unitCost: '1', isPreferred: false });
    const compared = async (quantity: bigint) => (await answerReport(supplierComparison, { productId: uuid(productId), quantity: quantity as never }, await firm.context())).rows
      .map(({ supplier: id, unitCost, quotedCost, quotedCurrencyCode, nextCost }) => [id, unitCost && printUnitPrice(unitCost), quotedCost && printUnitPrice(quotedCost), quotedCurrencyCode, nextCost && printUnitPrice(nextCost)]);
    expect(await compared(1_000_000n)).toEqual([[uuid(dollars), '4.3', null, null, null], [uuid(euros), '4.4', '4', 'EUR', '3.3'], [uuid(pounds), null, '1', 'BHD', null]]);
    expect((await compared(50_000_000n))[0]).toEqual([uuid(euros), '3.3', '3', 'EUR', null]);
  });
});
