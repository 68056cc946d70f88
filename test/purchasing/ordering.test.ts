// From asking for goods to ordering them: requisitions, prices, quantities, approval, days.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissionsOf } from '../../server/src/access/policy.ts';
import type { Role } from '../../server/src/generated/rows.ts';
import { cancelPurchaseOrder } from '../../server/src/purchasing/cancelPurchaseOrder.ts';
import { createPurchaseOrder, deletePurchaseOrder, updatePurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { orderRequisitions } from '../../server/src/purchasing/orderRequisitions.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { requestPurchaseApproval } from '../../server/src/purchasing/purchaseApproval.ts';
import { receiveGoods } from '../../server/src/purchasing/receiveGoods.ts';
import { confirmPurchaseOrder, postponePurchaseOrder } from '../../server/src/purchasing/redatePurchaseOrder.ts';
import { cancelRequisition, createRequisition, decideRequisition, submitRequisition, updateRequisition } from '../../server/src/purchasing/requisitions.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { setSupplierProduct } from '../../server/src/purchasing/supplierProducts.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { newId, perform, readInput } from '../../server/src/shared/perform.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import type { AnyAction } from '../../server/src/shared/action.ts';
import { setApprovalLimit } from '../../server/src/work/approvalLimits.ts';
import { decideApproval } from '../../server/src/work/decideApproval.ts';
import { verify } from '../../server/src/verify.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

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

const people = new Map<string, string>();
/** Performs as somebody of a role; gives the result, or the code of the refusal. */
const as = async (role: Role, declared: AnyAction, raw: Record<string, unknown>, who: string = role): Promise<Record<string, string> & { refused?: string }> => {
  const id = people.get(who) ?? newId();
  people.set(who, id);
  const ctx = await firm.context();
  const viewer = { ...ctx.viewer, kind: 'STAFF' as const, id, name: who, role, permissions: permissionsOf(role) };
  try {
    return (await perform(declared, readInput(declared, raw, ctx), { ...ctx, viewer })).result as Record<string, string>;
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.kind.code };
    throw error;
  }
};
const sell = (productId: string, more: Record<string, unknown>) => firm.act(setSupplierProduct, { supplierId, productId, leadTimeDays: 5, ...more });
const draft = async (lines: Record<string, unknown>[], more = {}) =>
  globalId('PurchaseOrder', (await firm.act(createPurchaseOrder, { supplierId, lines, ...more })).purchaseOrder ?? '');
const linesOf = (orderId: string) => firm.db.rows<{ id: string; source: string; cost: string; quantity: string; expected: string; promised: string }>(
  sql`SELECT id, "priceSource"::text AS source, trim_scale("unitCost")::text AS cost, trim_scale(quantity)::text AS quantity, "expectedOn"::text AS expected, "promisedOn"::text AS promised
  FROM "PurchaseOrderLine" WHERE "purchaseOrderId" = ${uuid(orderId)} ORDER BY no`);
const levelOf = (productId: string) => firm.one<Record<string, string>>(sql`SELECT trim_scale(incoming)::text AS incoming, trim_scale(requested)::text AS requested
  FROM "StockLevel" WHERE "productId" = ${uuid(productId)}`);

describe('the supplier\'s price', () => {
  test('of the quantity is the line\'s, told by its source, and follows the quantity when the draft changes', async () => {
    const tea = await firm.product('1', '1');
    await sell(tea, { unitCost: '5', prices: [{ minimumQuantity: '10', unitCost: '4.5' }, { minimumQuantity: '100', unitCost: '4' }] });
    const orderId = await draft([{ productId: tea, quantity: '9' }]);
    expect(await linesOf(orderId)).toMatchObject([{ source: 'LIST', cost: '5' }]);
    await firm.act(updatePurchaseOrder, { purchaseOrderId: orderId, version: 1, lines: [{ productId: tea, quantity: '120' }] });
    expect(await linesOf(orderId)).toMatchObject([{ source: 'BREAK', cost: '4' }]);
    await firm.act(updatePurchaseOrder, { purchaseOrderId: orderId, version: 2, lines: [{ productId: tea, quantity: '9', unitCost: '4' }] });
    expect(await linesOf(orderId)).toMatchObject([{ source: 'MANUAL', cost: '4' }]);
    expect(await firm.refusal(placePurchaseOrder, { purchaseOrderId: orderId })).toBe('SUPPLIER_PRICE_DIFFERS');
    expect((await as('WAREHOUSE', placePurchaseOrder, { purchaseOrderId: orderId, overrideReason: 'Agreed by phone' })).refused).toBe('PURCHASE_OVERRIDE_FORBIDDEN');
    await as('CONTROLLER', placePurchaseOrder, { purchaseOrderId: orderId, overrideReason: 'Agreed by phone' });
    expect(await firm.one(sql`SELECT "overrideReason" AS reason FROM "PurchaseOrderLine" WHERE "purchaseOrderId" = ${uuid(orderId)}`)).toEqual({ reason: 'Agreed by phone' });
    expect(await firm.one(sql`SELECT reason FROM "Event" WHERE kind = 'purchaseOrderPlaced' AND "subjectId" = ${uuid(orderId)}`)).toEqual({ reason: 'Agreed by phone' });
  });

  test('that has run out is refused, and so are quantities that they do not deliver', async () => {
    const [tea, cup] = [await firm.product('1', '1'), await firm.product('1', '1')];
    await sell(tea, { unitCost: '5', validTo: later(firstDay, -1) });
    await sell(cup, { unitCost: '2', minimumQuantity: '20', orderMultiple: '12' });
    expect(await firm.refusal(placePurchaseOrder, { purchaseOrderId: await draft([{ productId: tea, quantity: '1' }]) })).toBe('SUPPLIER_PRICE_EXPIRED');
    expect(await firm.refusal(placePurchaseOrder, { purchaseOrderId: await draft([{ productId: cup, quantity: '12' }]) })).toBe('SUPPLIER_QUANTITY');
    await firm.act(placePurchaseOrder, { purchaseOrderId: await draft([{ productId: cup, quantity: '24' }]) });
  });
});

describe('an order beyond what a role may order alone', () => {
  test('is placed once a second person has approved it, and asked for again when it was changed', async () => {
    const tea = await firm.product('1', '1');
    for (const [role, amount] of [['WAREHOUSE', '100'], ['CONTROLLER', '1000']]) await firm.act(setApprovalLimit, { kind: 'PURCHASE_ORDER', role, amount });
    const orderId = await draft([{ productId: tea, quantity: '10', unitCost: '50' }]);
    const mine = { purchaseOrderId: orderId };
    expect((await as('WAREHOUSE', placePurchaseOrder, mine)).refused).toBe('PURCHASE_APPROVAL_NEEDED');
    const { approval = '' } = await as('WAREHOUSE', requestPurchaseApproval, { ...mine, reason: 'Season' });
    expect((await as('WAREHOUSE', requestPurchaseApproval, { ...mine, reason: 'Season' })).refused).toBe('APPROVAL_PENDING');
    expect((await as('WAREHOUSE', placePurchaseOrder, mine)).refused).toBe('PURCHASE_APPROVAL_NEEDED');
    await as('CONTROLLER', decideApproval, { approvalId: globalId('Approval', approval), approve: true, reason: 'Fine' });
    await as('WAREHOUSE', updatePurchaseOrder, { ...mine, version: 1, note: 'By lorry' });
    await as('WAREHOUSE', updatePurchaseOrder, { ...mine, version: 2, lines: [{ productId: tea, quantity: '11', unitCost: '50' }] });
    expect(await firm.one(sql`SELECT status::text FROM "Approval" WHERE id = ${approval}`)).toEqual({ status: 'WITHDRAWN' });
    expect((await as('WAREHOUSE', placePurchaseOrder, mine)).refused).toBe('PURCHASE_APPROVAL_NEEDED');
    const again = await as('WAREHOUSE', requestPurchaseApproval, { ...mine, reason: 'One more' });
    await as('CONTROLLER', decideApproval, { approvalId: globalId('Approval', again.approval ?? ''), approve: true, reason: 'Fine' });
    expect((await as('WAREHOUSE', placePurchaseOrder, mine)).refused).toBeUndefined();
    expect(await firm.one(sql`SELECT status::text FROM "Approval" WHERE id = ${again.approval ?? ''}`)).toEqual({ status: 'USED' });
  });

  test('is approved by nobody beyond the own limit, nor by the one who asks', async () => {
    const tea = await firm.product('1', '1');
    const orderId = await draft([{ productId: tea, quantity: '40', unitCost: '50' }]);
    const { approval = '' } = await as('CONTROLLER', requestPurchaseApproval, { purchaseOrderId: orderId, reason: 'Season' });
    const answer = { approvalId: globalId('Approval', approval), approve: true, reason: 'Fine' };
    expect((await as('CONTROLLER', decideApproval, answer)).refused).toBe('APPROVAL_OWN');
    expect((await as('CONTROLLER', decideApproval, answer, 'Another controller')).refused).toBe('APPROVAL_BEYOND_LIMIT');
    expect((await as('OWNER', decideApproval, answer)).refused).toBeUndefined();
    expect((await as('OWNER', placePurchaseOrder, { purchaseOrderId: orderId })).refused).toBeUndefined();
  });
});

describe('the day of a line', () => {
  test('follows from the supplier\'s days, is confirmed and put off; the promise is what was confirmed first, or what we asked for', async () => {
    const [tea, cup] = [await firm.product('1', '1'), await firm.product('1', '1')];
    await sell(tea, { unitCost: '5', leadTimeDays: 3 });
    await sell(cup, { unitCost: '2', leadTimeDays: 9 });
    const orderId = await draft([{ productId: tea, quantity: '1' }, { productId: cup, quantity: '1' }]);
    const mine = { purchaseOrderId: orderId };
    await firm.act(placePurchaseOrder, mine);
    const days = async () => (await linesOf(orderId)).map(({ expected, promised }) => [expected, promised]);
    const [d3, d6, d9, d20] = [3, 6, 9, 20].map((n) => later(firstDay, n));
    expect(await days()).toEqual([[d3, d3], [d9, d9]]);
    const [first] = await linesOf(orderId);
    const line = (expectedOn: unknown) => [{ purchaseOrderLineId: globalId('PurchaseOrderLine', first?.id ?? ''), expectedOn }];
    await firm.act(confirmPurchaseOrder, { ...mine, lines: line(d6), supplierReference: 'A-17' });
    expect(await days()).toEqual([[d6, d6], [d9, d9]]);
    await firm.act(confirmPurchaseOrder, { ...mine, lines: line(d20) });
    expect(await days()).toEqual([[d20, d6], [d9, d9]]);
    expect(await firm.one(sql`SELECT "expectedOn"::text AS expected, "supplierReference" AS reference FROM "PurchaseOrder" WHERE id = ${uuid(orderId)}`)).toEqual({ expected: d20, reference: 'A-17' });
    await firm.act(postponePurchaseOrder, { ...mine, expectedOn: d9, reason: 'No room' });
    expect(await days()).toEqual([[d9, d9], [d9, d9]]);
    expect(await firm.refusal(postponePurchaseOrder, { ...mine, expectedOn: later(firstDay, -1), reason: 'x' })).toBe('INPUT_INVALID');
    const { data } = await firm.one<{ data: { lines: unknown[] } }>(sql`SELECT data FROM "Event" WHERE kind = 'purchaseOrderPostponed' AND "subjectId" = ${uuid(orderId)}`);
    expect(data.lines).toMatchObject([{ from: d20, to: d9 }]);
  });
});

describe('a requisition', () => {
  const ask = async (lines: Record<string, unknown>[], more: Record<string, unknown> = {}) =>
    globalId('Requisition', (await as('SALES', createRequisition, { reason: 'Fair in May', lines, ...more })).requisition ?? '');
  const askLines = (requisitionId: string) => firm.db.rows<{ id: string; drafted: string; ordered: string; closed: string }>(sql`SELECT id, trim_scale(drafted)::text AS drafted, trim_scale(ordered)::text AS ordered,
    trim_scale(closed)::text AS closed FROM "RequisitionLine" WHERE "requisitionId" = ${uuid(requisitionId)} ORDER BY no`);
  const status = async (requisitionId: string) => (await firm.one<{ status: string }>(sql`SELECT status::text FROM "Requisition" WHERE id = ${uuid(requisitionId)}`)).status;
  const approve = (requisitionId: string) => as('CONTROLLER', decideRequisition, { requisitionId, approve: true });

  test('counts as requested from handing in until it is ordered, and is asked for once', async () => {
    const tea = await firm.product('1', '1');
    await sell(tea, { unitCost: '5' });
    const mine = await ask([{ productId: tea, quantity: '10' }]);
    expect(await levelOf(tea)).toEqual({ incoming: '0', requested: '0' });
    await as('SALES', submitRequisition, { requisitionId: mine });
    expect([await status(mine), await levelOf(tea)]).toEqual(['SUBMITTED', { incoming: '0', requested: '10' }]);
    expect((await as('WAREHOUSE', orderRequisitions, { lines: (await askLines(mine)).map(({ id }) => ({ requisitionLineId: globalId('RequisitionLine', id) })) })).refused).toBe('REQUISITION_STATE');
    await approve(mine);
    const lines = (await askLines(mine)).map(({ id }) => ({ requisitionLineId: globalId('RequisitionLine', id) }));
    const { purchaseOrders } = await as('WAREHOUSE', orderRequisitions, { lines, choiceReason: 'Preferred' });
    const orderId = globalId('PurchaseOrder', String(purchaseOrders?.[0] ?? ''));
    expect(await askLines(mine)).toMatchObject([{ drafted: '10', ordered: '0' }]);
    expect((await as('WAREHOUSE', orderRequisitions, { lines })).refused).toBe('REQUISITION_LINE_ORDERED');
    await firm.act(placePurchaseOrder, { purchaseOrderId: orderId });
    expect([await status(mine), await levelOf(tea)]).toEqual(['ORDERED', { incoming: '10', requested: '0' }]);
  });

  test('is free again when its draft is changed or thrown away, or what is on order is given up', async () => {
    const tea = await firm.product('1', '1');
    await sell(tea, { unitCost: '5', orderMultiple: '6' });
    const mine = await ask([{ productId: tea, quantity: '10' }], { submit: true });
    await approve(mine);
    const lines = (await askLines(mine)).map(({ id }) => ({ requisitionLineId: globalId('RequisitionLine', id) }));
    const order = async () => globalId('PurchaseOrder', String((await as('WAREHOUSE', orderRequisitions, { lines })).purchaseOrders?.[0] ?? ''));
    const first = await order();
    expect(await linesOf(first)).toMatchObject([{ quantity: '12' }]);
    await firm.act(updatePurchaseOrder, { purchaseOrderId: first, version: 1, lines: [{ productId: tea, quantity: '6' }] });
    expect(await askLines(mine)).toMatchObject([{ drafted: '6' }]);
    await firm.act(deletePurchaseOrder, { purchaseOrderId: first });
    expect(await askLines(mine)).toMatchObject([{ drafted: '0' }]);
    const second = await order();
    await firm.act(placePurchaseOrder, { purchaseOrderId: second });
    const [line] = await linesOf(second);
    await firm.act(receiveGoods, { purchaseOrderId: second, lines: [{ purchaseOrderLineId: globalId('PurchaseOrderLine', line?.id ?? ''), quantity: '4' }] });
    await firm.act(cancelPurchaseOrder, { purchaseOrderId: second, reason: 'Sold out' });
    expect([await status(mine), await askLines(mine), await levelOf(tea)]).toMatchObject(['APPROVED', [{ ordered: '4' }], { incoming: '0', requested: '6' }]);
    await as('SALES', cancelRequisition, { requisitionId: mine, reason: 'Enough' });
    expect([await status(mine), await askLines(mine), await levelOf(tea)]).toMatchObject(['ORDERED', [{ ordered: '4', closed: '6' }], { requested: '0' }]);
  });

  test('of many is ordered together, a line a product and an order a supplier, by two buyers at once but once', async () => {
    const [tea, cup] = [await firm.product('1', '1'), await firm.product('1', '1')];
    const other = globalId('Supplier', (await firm.act(createSupplier, { code: 'CUPS', name: 'Cups' })).supplier ?? '');
    await sell(tea, { unitCost: '5' });
    await firm.act(setSupplierProduct, { supplierId: other, productId: cup, unitCost: '2' });
    const asked = [await ask([{ productId: tea, quantity: '3' }, { productId: cup, quantity: '4' }], { submit: true }), await ask([{ productId: tea, quantity: '5' }], { submit: true })];
    for (const each of asked) await approve(each);
    const lines = (await Promise.all(asked.map(askLines))).flat().map(({ id }) => ({ requisitionLineId: globalId('RequisitionLine', id) }));
    const outcomes = await Promise.all([1, 2, 3].map(() => as('WAREHOUSE', orderRequisitions, { lines })));
    expect(outcomes.map(({ refused }) => refused).toSorted()).toEqual(['REQUISITION_LINE_ORDERED', 'REQUISITION_LINE_ORDERED', undefined]);
    const made = outcomes.find(({ refused }) => !refused)?.purchaseOrders as unknown as string[];
    expect(made).toHaveLength(2);
    const all = (await Promise.all(made.map((id) => linesOf(globalId('PurchaseOrder', id))))).flat();
    expect(all.map(({ quantity }) => quantity).toSorted()).toEqual(['4', '8']);
  });

  test('turned down is asked for no more, is changed and handed in again; nobody decides on the own', async () => {
    const tea = await firm.product('1', '1');
    const mine = await ask([{ productId: tea, quantity: '10' }], { submit: true });
    expect((await as('CONTROLLER', decideRequisition, { requisitionId: mine, approve: false })).refused).toBe('INPUT_INVALID');
    await as('CONTROLLER', decideRequisition, { requisitionId: mine, approve: false, reason: 'Too many' });
    expect(await levelOf(tea)).toMatchObject({ requested: '0' });
    await as('SALES', updateRequisition, { requisitionId: mine, version: 2, lines: [{ productId: tea, quantity: '2' }] });
    await as('SALES', submitRequisition, { requisitionId: mine });
    expect(await levelOf(tea)).toMatchObject({ requested: '2' });
    expect((await as('OWNER', decideRequisition, { requisitionId: mine, approve: true }, 'SALES')).refused).toBe('APPROVAL_OWN');
    const own = await as('OWNER', createRequisition, { reason: 'Mine', lines: [{ productId: tea, quantity: '1' }], submit: true });
    expect(await status(globalId('Requisition', own.requisition ?? ''))).toBe('APPROVED');
  });
});
