// What a firm orders: planned again and again, by two at once, ordered, postponed, put aside; and what will be short.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runConsumers } from '../../server/src/events/consumers.ts';
import { createWarehouse } from '../../server/src/inventory/saveWarehouse.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { rescheduleOrder } from '../../server/src/orders/rescheduleOrder.ts';
import { deletePurchaseOrder, createPurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { receiveGoods } from '../../server/src/purchasing/receiveGoods.ts';
import { postponePurchaseOrder } from '../../server/src/purchasing/redatePurchaseOrder.ts';
import { createRequisition } from '../../server/src/purchasing/requisitions.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { setSupplierProduct } from '../../server/src/purchasing/supplierProducts.ts';
import { assignWarning } from '../../server/src/replenishment/assignWarning.ts';
import { dismissProposal, reopenProposal } from '../../server/src/replenishment/dismissProposal.ts';
import { lookAhead } from '../../server/src/replenishment/lookAhead.ts';
import { orderProposals, requestProposals } from '../../server/src/replenishment/orderProposals.ts';
import { planReplenishment } from '../../server/src/replenishment/planReplenishment.ts';
import { removeReorderRules, setReorderRules, updateReorderRule } from '../../server/src/replenishment/reorderRules.ts';
import { updateReplenishmentSettings } from '../../server/src/replenishment/settings.ts';
import { watchStock } from '../../server/src/replenishment/watchStock.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { setParLevels } from '../../server/src/supplies/parLevels.ts';
import { verify } from '../../server/src/verify.ts';
import { settled } from '../support/settled.ts';
import { later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let supplierId: string;
let warehouseId: string;
const warehouseOf = async (code: string) => globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE code = ${code}`)).id);
beforeAll(async () => {
  firm = await startTrade();
  supplierId = globalId('Supplier', (await firm.act(createSupplier, { code: 'TEAS', name: 'Tea House' })).supplier ?? '');
  warehouseId = await warehouseOf('MAIN');
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

/** A product with so much of it there, delivered in five days, with a rule where one is given. */
async function goods(units: string, rule?: Record<string, unknown>, more: Record<string, unknown> = {}): Promise<string> {
  const productId = await firm.product('2', units, more);
  await firm.act(setSupplierProduct, { supplierId, productId, unitCost: '2', leadTimeDays: 5 });
  if (rule) await firm.act(setReorderRules, { rules: [{ productId, warehouseId, ...rule }] });
  return productId;
}
interface Proposal { id: string; kind: string; status: string; quantity: string; projected: string; late: boolean; short: string | null; purchaseOrderId: string | null; version: number }
const proposals = (productId: string) => firm.db.rows<Proposal>(sql`SELECT id, kind, status, trim_scale(quantity)::text AS quantity, trim_scale(projected)::text AS projected, "isLate" AS late,
  "shortOn"::text AS short, "purchaseOrderId", version FROM "ReorderProposal" WHERE "productId" = ${uuid(productId)} ORDER BY "createdAt", id`);
const plan = (raw: Record<string, unknown> = {}) => firm.act(planReplenishment, raw) as Promise<unknown> as Promise<{ open: number; opened: number; changed: number; closed: number }>;
const proposalOf = async (productId: string): Promise<string> => globalId('ReorderProposal', (await proposals(productId)).at(-1)?.id ?? '');
const order = async (productId: string, raw: Record<string, unknown> = {}): Promise<string> =>
  globalId('PurchaseOrder', String((await firm.act(orderProposals, { proposals: [{ proposalId: await proposalOf(productId), ...raw }] })).purchaseOrders?.[0]));
const sell = async (productId: string, quantity: string, requiredOn?: string) => globalId('Order', (await firm.act(placeOrder, {
  order: { customerId: await firm.customer(), requiredOn, lines: [{ productId, quantity, unitPrice: '5' }] }, acceptBackorder: true,
})).order ?? '');

describe('the planner', () => {
  test('proposes what is at its point, once, and says the same as often as it is asked', async () => {
    const productId = await goods('10', { reorderPoint: '10', maximum: '40' });
    const plenty = await goods('11', { reorderPoint: '10', maximum: '40' });
    expect(await plan()).toMatchObject({ opened: 1, changed: 0, closed: 0 });
    const before = await proposals(productId);
    expect(before).toMatchObject([{ kind: 'ORDER', status: 'OPEN', quantity: '30', projected: '10' }]);
    expect(await plan()).toMatchObject({ opened: 0, changed: 0, closed: 0 });
    expect(await proposals(productId)).toEqual(before);
    expect(await proposals(plenty)).toEqual([]);
  });

  test('asked by two at once makes one line', async () => {
    const productIds = [await goods('1', { reorderPoint: '10', maximum: '40' }), await goods('2', { reorderPoint: '10', maximum: '40' })];
    await Promise.all(Array.from({ length: 6 }, () => plan({ productIds })));
    for (const productId of productIds) expect(await proposals(productId)).toHaveLength(1);
  });

  test('brings a proposal up to date in its place, and closes it when it is not needed any more', async () => {
    const productId = await goods('10', { reorderPoint: '10', maximum: '40' });
    await plan({ productIds: [productId] });
    const [first] = await proposals(productId);
    await firm.act(adjustStock, { productId, warehouseId, quantity: '-4', reason: 'COUNT' });
    expect(await plan({ productIds: [productId] })).toMatchObject({ opened: 0, changed: 1 });
    expect(await proposals(productId)).toMatchObject([{ id: first?.id, quantity: '34', projected: '6' }]);
    await firm.act(adjustStock, { productId, warehouseId, quantity: '20', reason: 'FOUND', unitCost: '2' });
    expect(await plan({ productIds: [productId] })).toMatchObject({ closed: 1, open: 0 });
    expect(await proposals(productId)).toMatchObject([{ id: first?.id, status: 'CLOSED' }]);
  });

  test('does not order again what is drafted, ordered, or postponed: it asks where it is instead', async () => {
    const productId = await goods('4', { reorderPoint: '10', maximum: '40' });
    await plan({ productIds: [productId] });
    const purchaseOrderId = await order(productId);
    expect(await proposals(productId)).toMatchObject([{ status: 'ORDERED', quantity: '36', purchaseOrderId: uuid(purchaseOrderId) }]);
    expect(await plan({ productIds: [productId] })).toMatchObject({ opened: 0, open: 0 });
    await firm.act(placePurchaseOrder, { purchaseOrderId });
    expect(await plan({ productIds: [productId] })).toMatchObject({ opened: 0, open: 0 });
    await firm.act(postponePurchaseOrder, { purchaseOrderId, expectedOn: later(firm.day, 60), reason: 'No room' });
    expect(await plan({ productIds: [productId] })).toMatchObject({ opened: 0, open: 0 });
    await sell(productId, '6', later(firm.day, 3));
    expect(await plan({ productIds: [productId] })).toMatchObject({ opened: 1 });
    expect((await proposals(productId)).at(-1)).toMatchObject({ kind: 'EXPEDITE', quantity: '0', late: true, short: later(firm.day, 3) });
    expect(await firm.refusal(orderProposals, { proposals: [{ proposalId: await proposalOf(productId) }] })).toBe('NOTHING_TO_ORDER');
    await firm.act(receiveGoods, { purchaseOrderId });
    expect(await plan({ productIds: [productId] })).toMatchObject({ closed: 1, open: 0 });
  });

  test('proposes it again when the draft is thrown away', async () => {
    const productId = await goods('4', { reorderPoint: '10', maximum: '40' });
    await plan({ productIds: [productId] });
    await firm.act(deletePurchaseOrder, { purchaseOrderId: await order(productId) });
    await plan({ productIds: [productId] });
    expect(await proposals(productId)).toMatchObject([{ status: 'ORDERED' }, { status: 'OPEN', quantity: '36' }]);
  });

  test('an overdue order is late, and not ordered again', async () => {
    const productId = await goods('4', { reorderPoint: '10', maximum: '40' });
    const { purchaseOrder = '' } = await firm.act(createPurchaseOrder, { supplierId, warehouseId, lines: [{ productId, quantity: '36' }] });
    await firm.act(placePurchaseOrder, { purchaseOrderId: globalId('PurchaseOrder', purchaseOrder) });
    expect(await plan({ productIds: [productId] })).toMatchObject({ open: 0 });
    const today = firm.day;
    firm.day = later(today, 6);
    await plan({ productIds: [productId] });
    expect(await proposals(productId)).toMatchObject([{ kind: 'EXPEDITE', late: true }]);
    firm.day = today;
    await plan({ productIds: [productId] });
    expect(await proposals(productId)).toMatchObject([{ status: 'CLOSED' }]);
  });

  test('orders from several at once are drafts by supplier and warehouse', async () => {
    const other = globalId('Supplier', (await firm.act(createSupplier, { code: 'CUPS', name: 'Cups' })).supplier ?? '');
    const [a, b, c] = [await goods('1', { reorderPoint: '5', maximum: '9' }), await goods('1', { reorderPoint: '5', maximum: '9' }), await goods('1', { reorderPoint: '5', maximum: '9' })];
    await firm.act(setSupplierProduct, { supplierId: other, productId: c, unitCost: '1.5', isPreferred: true });
    await plan({ productIds: [a, b, c] });
    const asked = [{ proposalId: await proposalOf(a) }, { proposalId: await proposalOf(b), quantity: '20' }, { proposalId: await proposalOf(c) }];
    expect(await firm.refusal(orderProposals, { proposals: [asked[0], asked[0]] })).toBe('INPUT_INVALID');
    const { purchaseOrders } = await firm.act(orderProposals, { proposals: asked }) as unknown as { purchaseOrders: string[] };
    const made = await firm.db.rows<{ supplier: string; lines: string }>(sql`SELECT s.code AS supplier, string_agg(trim_scale(l.quantity)::text, ' ' ORDER BY l.no) AS lines FROM "PurchaseOrder" o
      JOIN "Supplier" s ON s.id = o."supplierId" JOIN "PurchaseOrderLine" l ON l."purchaseOrderId" = o.id WHERE o.id::text = ANY(string_to_array(${purchaseOrders.join()}, ',')) GROUP BY 1 ORDER BY 1`);
    expect(made).toEqual([{ supplier: 'CUPS', lines: '8' }, { supplier: 'TEAS', lines: '8 20' }]);
    expect(await firm.refusal(orderProposals, { proposals: asked.slice(0, 1) })).toBe('PROPOSAL_STATE');
  });

  test('many who order the same proposal at once make one purchase order', async () => {
    const productId = await goods('1', { reorderPoint: '5', maximum: '9' });
    await plan({ productIds: [productId] });
    const proposalId = await proposalOf(productId);
    const codes = await Promise.all(Array.from({ length: 6 }, () => firm.refusal(orderProposals, { proposals: [{ proposalId }] })));
    expect(codes.toSorted()).toEqual([...Array.from({ length: 5 }, () => 'PROPOSAL_STATE'), undefined]);
    expect(await plan({ productIds: [productId] })).toMatchObject({ opened: 0 });
  });

  test('becomes a requisition, which counts as asked for', async () => {
    const productId = await goods('1', { reorderPoint: '5', maximum: '9' });
    await plan({ productIds: [productId] });
    await firm.act(requestProposals, { proposals: [{ proposalId: await proposalOf(productId) }], reason: 'For the season' });
    expect(await firm.one(sql`SELECT trim_scale(requested)::text AS requested FROM "StockLevel" WHERE "productId" = ${uuid(productId)}`)).toEqual({ requested: '8' });
    expect(await plan({ productIds: [productId] })).toMatchObject({ opened: 0, open: 0 });
    expect(await proposals(productId)).toMatchObject([{ status: 'ORDERED', purchaseOrderId: null }]);
  });

  test('refuses what nobody delivers, or at no known cost, naming it', async () => {
    const nobody = await firm.product('2', '1', { reorderPoint: '5' });
    await plan({ productIds: [nobody] });
    const proposalId = await proposalOf(nobody);
    expect(await firm.refusal(orderProposals, { proposals: [{ proposalId }] })).toBe('SUPPLIER_UNKNOWN');
    expect(await firm.refusal(orderProposals, { proposals: [{ proposalId, supplierId }] })).toBe('COST_UNKNOWN');
  });

  test('what is put aside stays so until its day, however the facts change, and comes back then', async () => {
    const productId = await goods('4', { reorderPoint: '10', maximum: '40' });
    await plan({ productIds: [productId] });
    const proposalId = await proposalOf(productId);
    expect(await firm.refusal(dismissProposal, { proposalId, until: firm.day, reason: 'x' })).toBe('INPUT_INVALID');
    await firm.act(dismissProposal, { proposalId, until: later(firm.day, 5), reason: 'The season is over' });
    await firm.act(adjustStock, { productId, warehouseId, quantity: '-1', reason: 'COUNT' });
    expect(await plan({ productIds: [productId] })).toMatchObject({ opened: 0, changed: 1, open: 0 });
    expect(await proposals(productId)).toMatchObject([{ status: 'DISMISSED', quantity: '37' }]);
    await firm.act(reopenProposal, { proposalId });
    expect(await firm.refusal(reopenProposal, { proposalId })).toBe('PROPOSAL_STATE');
    await firm.act(dismissProposal, { proposalId, until: later(firm.day, 5), reason: 'The season is over' });
    const today = firm.day;
    firm.day = later(today, 5);
    expect(await plan({ productIds: [productId] })).toMatchObject({ opened: 0, changed: 1, open: 1 });
    firm.day = today;
    expect(await proposals(productId)).toMatchObject([{ status: 'OPEN' }]);
  });

  test('a product without rules is planned by its own point over all warehouses; with a rule, by rules alone', async () => {
    await firm.act(createWarehouse, { code: 'EAST', name: 'East' });
    const east = await warehouseOf('EAST');
    const productId = await goods('6', undefined, { reorderPoint: '10' });
    await firm.act(recordOpeningStock, { lines: [{ productId, warehouseId: east, quantity: '5', unitCost: '2' }] });
    expect(await plan({ productIds: [productId] })).toMatchObject({ open: 0 });
    await firm.act(setReorderRules, { rules: [{ productId, warehouseId: east, reorderPoint: '8', orderQuantity: '12' }] });
    await plan({ productIds: [productId] });
    expect(await proposals(productId)).toMatchObject([{ status: 'OPEN', quantity: '12', projected: '5' }]);
    const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "ReorderRule" WHERE "productId" = ${uuid(productId)}`);
    await firm.act(removeReorderRules, { ruleIds: [globalId('ReorderRule', id)] });
    expect(await plan({ productIds: [productId] })).toMatchObject({ closed: 1, open: 0 });
  });

  test('a par level is planned like a rule; a rule goes before it; what is on its way as a draft of whatever kind counts', async () => {
    const productId = await goods('3', undefined, { reorderPoint: '500' });
    await firm.act(setParLevels, { levels: [{ productId, warehouseId, par: '20', minimum: '5' }] });
    await plan({ productIds: [productId] });
    expect(await proposals(productId)).toMatchObject([{ status: 'OPEN', quantity: '17', projected: '3' }]);
    await firm.act(createRequisition, { warehouseId, reason: 'x', lines: [{ productId, quantity: '4' }] });
    expect(await plan({ productIds: [productId] })).toMatchObject({ closed: 1, open: 0 });
    await firm.act(setReorderRules, { rules: [{ productId, warehouseId, reorderPoint: '8', maximum: '10' }] });
    await plan({ productIds: [productId] });
    expect((await proposals(productId)).at(-1)).toMatchObject({ status: 'OPEN', quantity: '3', projected: '7' });
  });

  test('a supplier\'s or a warehouse\'s own run leaves the proposals of others alone', async () => {
    const [mine, theirs] = [await goods('1', { reorderPoint: '5', maximum: '9' }), await goods('1', { reorderPoint: '5', maximum: '9' })];
    const other = globalId('Supplier', (await firm.act(createSupplier, { code: 'POTS', name: 'Pots' })).supplier ?? '');
    await firm.act(setSupplierProduct, { supplierId: other, productId: theirs, unitCost: '1', isPreferred: true });
    await plan({ productIds: [mine, theirs] });
    expect(await plan({ supplierId: other })).toMatchObject({ opened: 0, closed: 0, open: 1 });
    expect(await plan({ warehouseId: await warehouseOf('EAST') })).toMatchObject({ opened: 0, closed: 0, open: 0 });
    expect(await proposals(mine)).toMatchObject([{ status: 'OPEN' }]);
  });
});

describe('reorder rules', () => {
  test('are set many at once, told what contradicts itself, and changed with a version', async () => {
    const [a, b] = [await goods('1'), await goods('1')];
    const set = (raw: Record<string, unknown>) => firm.refusal(setReorderRules, { rules: [{ productId: a, warehouseId, ...raw }] });
    expect(await set({ reorderPoint: '10', maximum: '10' })).toBe('INPUT_INVALID');
    expect(await set({ maximum: '10', orderQuantity: '5' })).toBe('INPUT_INVALID');
    expect(await set({ reorderPoint: '1.5' })).toBe('INPUT_INVALID');
    expect(await firm.refusal(setReorderRules, { rules: [{ productId: a, warehouseId }, { productId: a, warehouseId }] })).toBe('INPUT_INVALID');
    await firm.act(setReorderRules, { rules: [{ productId: a, warehouseId, reorderPoint: '5' }, { productId: b, warehouseId, reorderPoint: '6', maximum: '9' }] });
    await firm.act(setReorderRules, { rules: [{ productId: a, warehouseId, maximum: '20' }, { productId: b, warehouseId, reorderPoint: '6' }] });
    const rule = await firm.one<{ id: string }>(sql`SELECT id, trim_scale("reorderPoint")::text AS point, trim_scale(maximum)::text AS maximum, version FROM "ReorderRule" WHERE "productId" = ${uuid(a)}`);
    expect(rule).toMatchObject({ point: '5', maximum: '20', version: 2 });
    expect(await firm.one(sql`SELECT version FROM "ReorderRule" WHERE "productId" = ${uuid(b)}`)).toEqual({ version: 1 });
    const reorderRuleId = globalId('ReorderRule', rule.id);
    expect(await firm.refusal(updateReorderRule, { reorderRuleId, version: 1, maximum: '30' })).toBe('CHANGED_MEANWHILE');
    await firm.act(updateReorderRule, { reorderRuleId, version: 2, maximum: null, orderQuantity: '30' });
  });

  test('a service has none', async () => {
    expect(await firm.refusal(setReorderRules, { rules: [{ productId: await firm.service(), warehouseId }] })).toBe('PRODUCT_NOT_STOCKED');
  });
});

describe('a shortage ahead', () => {
  const warnings = (productId: string) => firm.db.rows<{ id: string }>(sql`SELECT w.id, w.status, w.episode, w."shortOn"::text AS day, trim_scale(w."shortQuantity")::text AS short,
    trim_scale(w."worstQuantity")::text AS worst, (SELECT string_agg(o."neededOn"::text || ' ' || trim_scale(o.missing)::text, ', ' ORDER BY o.no) FROM "StockWarningOrder" o WHERE o."warningId" = w.id) AS hits
    FROM "StockWarning" w WHERE w."productId" = ${uuid(productId)} ORDER BY w.episode`);
  const follow = async () => {
    await settled(firm.db);
    await runConsumers(firm.db, () => new Date(`${firm.day}T12:00:00Z`));
  };

  test('is told once with its day, its quantity and the orders that it hits, follows the facts, closes itself, and comes back as a new episode', async () => {
    const productId = await goods('10');
    const first = await sell(productId, '8', later(firm.day, 2));
    await follow();
    expect(await warnings(productId)).toEqual([]);
    const second = await sell(productId, '5', later(firm.day, 9));
    await follow();
    const open = { status: 'OPEN', episode: 1, day: later(firm.day, 9), short: '3', worst: '3', hits: `${later(firm.day, 9)} 3` };
    expect(await warnings(productId)).toMatchObject([open]);
    await firm.act(watchStock, {});
    await follow();
    expect(await warnings(productId)).toMatchObject([open]);

    await firm.act(rescheduleOrder, { orderId: second, requiredOn: later(firm.day, 6), reason: 'They want it earlier' });
    await follow();
    expect(await warnings(productId)).toMatchObject([{ ...open, day: later(firm.day, 6), hits: `${later(firm.day, 6)} 3` }]);

    const { purchaseOrder = '' } = await firm.act(createPurchaseOrder, { supplierId, lines: [{ productId, quantity: '3' }] });
    const purchaseOrderId = globalId('PurchaseOrder', purchaseOrder);
    await firm.act(placePurchaseOrder, { purchaseOrderId });
    await follow();
    expect(await warnings(productId)).toMatchObject([{ status: 'CLOSED', episode: 1 }]);
    await firm.act(postponePurchaseOrder, { purchaseOrderId, expectedOn: later(firm.day, 20), reason: 'Ship is late' });
    await follow();
    expect(await warnings(productId)).toMatchObject([{ status: 'CLOSED' }, { status: 'OPEN', episode: 2, day: later(firm.day, 6), short: '3' }]);

    const [, warning] = await warnings(productId);
    const { id: userId } = await firm.one<{ id: string }>(sql`SELECT id FROM "User" LIMIT 1`);
    const warningId = globalId('StockWarning', warning?.id ?? '');
    await firm.act(assignWarning, { warningId, ownerId: globalId('User', userId) });
    await firm.act(cancelOrder, { orderId: first, reason: 'Changed their mind' });
    await follow();
    expect(await warnings(productId)).toMatchObject([{ status: 'CLOSED' }, { status: 'CLOSED' }]);
    expect(await firm.refusal(assignWarning, { warningId, ownerId: null })).toBe('WARNING_CLOSED');
    expect(await firm.one(sql`SELECT string_agg(kind, ' ' ORDER BY sequence) AS kinds FROM "Event" WHERE "subjectId" = ${warning?.id ?? ''}`))
      .toEqual({ kinds: 'stockWarningOpened stockWarningAssigned stockWarningClosed' });
  });

  test('safety stock is a floor: less than that is short, though no order is hit', async () => {
    const productId = await goods('10', { reorderPoint: '8', maximum: '30', safetyStock: '5' });
    await sell(productId, '7', later(firm.day, 4));
    await follow();
    expect(await warnings(productId)).toMatchObject([{ status: 'OPEN', day: later(firm.day, 4), short: '2', hits: null }]);
  });

  test('a wider horizon sees what comes later', async () => {
    const productId = await goods('1');
    await sell(productId, '4', later(firm.day, 45));
    await follow();
    expect(await warnings(productId)).toEqual([]);
    await firm.act(updateReplenishmentSettings, { version: 0, horizonDays: 60 });
    expect(await firm.refusal(updateReplenishmentSettings, { version: 0, horizonDays: 30 })).toBe('CHANGED_MEANWHILE');
    expect(await firm.refusal(updateReplenishmentSettings, { version: 1, classAShare: '0.9', classBShare: '0.5' })).toBe('INPUT_INVALID');
    await firm.act(watchStock, {});
    expect(await warnings(productId)).toMatchObject([{ status: 'OPEN', day: later(firm.day, 45), short: '3' }]);
    await firm.act(updateReplenishmentSettings, { version: 1, horizonDays: 30 });
    await firm.act(watchStock, {});
    expect(await warnings(productId)).toMatchObject([{ status: 'CLOSED' }]);
  });

  test('the nightly job does it all, and a second time changes nothing', async () => {
    await goods('1', { reorderPoint: '5', maximum: '9' });
    const now = new Date(`${firm.day}T03:15:00Z`);
    expect(await lookAhead(firm.db, now)).toMatch(/\d+ proposals: [1-9]/);
    const count = () => firm.one(sql`SELECT (SELECT count(*) FROM "Event")::int AS events, (SELECT sum(version) FROM "ReorderProposal")::int AS proposals, (SELECT sum(version) FROM "StockWarning")::int AS warnings`);
    const before = await count();
    expect(await lookAhead(firm.db, now)).toMatch(/proposals: 0 new, 0 changed, 0 closed\.$/);
    expect(await count()).toEqual(before);
  });
});
