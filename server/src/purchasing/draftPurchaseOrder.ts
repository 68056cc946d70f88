import sql from 'sql-template-tag';
import type { PaperMoney } from '../currencies/paperMoney.ts';
import type { ApprovalRow, PurchaseOrderLineRow, PurchaseOrderRow } from '../generated/rows.ts';
import { WarehouseInactive } from '../inventory/refusals.ts';
import { action, type DecideContext } from '../shared/action.ts';
import { id, integer, optional } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { none } from '../shared/quantity.ts';
import { changesOf, demandVersion, lockRow, selectRows } from '../shared/rows.ts';
import { remove, update } from '../shared/write.ts';
import { withdrawRows } from '../work/rules.ts';
import { demandSameGoods } from './dropShip.ts';
import { lineRows, purchaseOrderRows } from './draftRows.ts';
import { loadDemands } from './loadDemands.ts';
import { asTyped } from './lineUnits.ts';
import { demandToldCosts, moneyOf, orderMoney, priceFor, type ToldMoney } from './orderMoney.ts';
import { draftLines, draftRefusals, headFields, lineFields, loadDraftFacts, type DraftFacts, type DraftLine, type GivenLine } from './purchaseOrderInput.ts';
import { PurchaseOrderState } from './refusals.ts';
import { demandLegal, totalOf } from './rules.ts';

export const createPurchaseOrder = action({
  name: 'createPurchaseOrder', describe: 'Drafts an order to a supplier; nothing is expected before it is placed.', permission: 'purchasing.manage',
  input: { supplierId: id('Supplier'), ...headFields, ...lineFields }, refusals: draftRefusals, payload: { purchaseOrder: 'record:PurchaseOrder' },
  load: (tx, input, ctx) => loadDraftFacts(tx, ctx, input),
  decide: (facts, input, ctx) => {
    const { rows, events, purchaseOrderId } = purchaseOrderRows(facts, input, input.lines, ctx);
    return { rows, events, result: { purchaseOrder: purchaseOrderId } };
  },
});

/** The lines as they are, priced again by a new supplier, currency or rate; what was typed by hand stays, or is worth the same in another currency. */
const repriced = (before: readonly PurchaseOrderLineRow[], { terms, rates }: DraftFacts, money: PaperMoney, ctx: DecideContext): GivenLine[] => before.map((line) => {
  const { productId, priceSource, expectedOn, choiceReason, currencyCode } = line;
  const { unitCost, ...typed } = asTyped(line);
  const isKept = priceSource === 'MANUAL' || !terms.some((each) => each.productId === productId);
  return { productId, ...typed, expectedOn, choiceReason, unitCost: isKept ? priceFor(unitCost, currencyCode, money, ctx.today, rates, ctx) : null };
});

/** Money of a draft that is changed: its currency stays with its supplier, its typed rate with its currency; else the day's rate counts. */
function changedMoney(order: PurchaseOrderRow, told: ToldMoney, { supplier, rates }: DraftFacts, ctx: DecideContext): PaperMoney {
  const isOther = supplier.id !== order.supplierId;
  const code = told.currencyCode ?? (isOther ? supplier.currencyCode ?? ctx.company.currencyCode : order.currencyCode);
  const isTyped = told.exchangeRate === undefined && code === order.currencyCode && order.rateSource !== null;
  const rate = isTyped ? { exchangeRate: order.exchangeRate, rateSource: told.rateSource ?? order.rateSource } : { exchangeRate: told.exchangeRate ?? null, rateSource: told.rateSource ?? null };
  return orderMoney({ currencyCode: code, ...rate }, supplier, ctx.today, rates, ctx);
}

const isSame = (before: readonly PurchaseOrderLineRow[], after: readonly DraftLine[]): boolean => before.length === after.length
  && after.every((line, index) => {
    const old = before[index];
    return old?.productId === line.productId && old.quantity === line.quantity && old.unitCost === line.unitCost && old.unitId === line.unitId;
  });

export const loadApprovals = (tx: Parameters<typeof selectRows>[0], orderId: string): Promise<ApprovalRow[]> =>
  selectRows(tx, 'Approval', sql`t."subjectId" = ${orderId} AND t.kind = 'PURCHASE_ORDER'`, { lock: true });

export const updatePurchaseOrder = action({
  name: 'updatePurchaseOrder', permission: 'purchasing.manage',
  describe: 'Changes a draft. Lines, when given, replace all lines. What was approved and is changed then must be approved again.',
  input: { purchaseOrderId: id('PurchaseOrder'), version: integer(), supplierId: optional(id('Supplier')), ...headFields, lines: optional(lineFields.lines) },
  refusals: [...draftRefusals, PurchaseOrderState], payload: { purchaseOrder: 'record:PurchaseOrder' },
  load: async (tx, input, ctx) => {
    const order = await lockRow(tx, 'PurchaseOrder', input.purchaseOrderId);
    const before = await selectRows(tx, 'PurchaseOrderLine', sql`t."purchaseOrderId" = ${order.id}`, { orderBy: sql`t.no` });
    const demands = await loadDemands(tx, { purchaseOrderLineIds: before.map((line) => line.id) });
    const facts = await loadDraftFacts(tx, ctx, {
      supplierId: input.supplierId ?? order.supplierId, warehouseId: input.warehouseId ?? order.warehouseId, lines: input.lines ?? before,
    });
    return { order, before, demands, facts, approvals: await loadApprovals(tx, order.id) };
  },
  decide: ({ order, before, demands, facts, approvals }, input, ctx) => {
    demandLegal(order, 'updatePurchaseOrder');
    const head = patchOf('PurchaseOrder', input, ['supplierId', 'warehouseId', 'expectedOn', 'note']);
    const isOtherSupplier = facts.supplier.id !== order.supplierId;
    const isOther = isOtherSupplier || input.currencyCode != null || input.exchangeRate !== undefined || input.rateSource !== undefined || input.lines != null;
    const money = isOther ? changedMoney(order, input, facts, ctx) : moneyOf(order, ctx);
    if (input.lines) demandToldCosts(input.currencyCode, money.currencyCode, input.lines, ctx);
    const lines = isOther ? draftLines(facts, input.lines ?? repriced(before, facts, money, ctx), money, ctx, isOtherSupplier ? [] : before) : undefined;
    if (!lines && !facts.warehouse.isActive) throw WarehouseInactive({ warehouseName: facts.warehouse.name });
    if (lines) demandSameGoods(order, before, lines);
    const after = { ...head, ...(lines ? { totalMinor: totalOf(lines.map((line) => line.netMinor)), currencyCode: money.currencyCode, exchangeRate: money.rate, rateSource: money.source } : {}) };
    demandVersion('PurchaseOrder', order, input.version, after, ctx.company.currencyCode);
    const made = lines ? lineRows(order.id, before, lines, ctx) : { rows: [], changed: before.map((line) => ({ id: line.id, before: line, after: line })) };
    // What a requisition asked for at another place is not covered by this order any more.
    for (const each of made.changed) demands.undraft(each.id, facts.warehouse.id === order.warehouseId ? each.after?.quantity ?? none : none);
    const withdrawn = isOtherSupplier || (lines && !isSame(before, lines)) ? withdrawRows(approvals) : { rows: [], events: [] };
    return {
      rows: [update('PurchaseOrder', order.id, { ...after, version: order.version + 1 }), ...made.rows, ...demands.changes(), ...withdrawn.rows],
      events: [{
        kind: 'purchaseOrderUpdated', subjectType: 'PurchaseOrder', subjectId: order.id,
        changes: changesOf('PurchaseOrder', order, after, ctx.company.currencyCode),
      }, ...withdrawn.events],
      result: { purchaseOrder: order.id },
    };
  },
});

export const deletePurchaseOrder = action({
  name: 'deletePurchaseOrder', describe: 'Throws a draft away.', permission: 'purchasing.manage',
  input: { purchaseOrderId: id('PurchaseOrder') }, refusals: [PurchaseOrderState], payload: { supplier: 'record:Supplier' },
  load: async (tx, { purchaseOrderId }) => {
    const order = await lockRow(tx, 'PurchaseOrder', purchaseOrderId);
    const lines = await selectRows(tx, 'PurchaseOrderLine', sql`t."purchaseOrderId" = ${purchaseOrderId}`);
    return { order, lines, demands: await loadDemands(tx, { purchaseOrderLineIds: lines.map((line) => line.id) }), approvals: await loadApprovals(tx, order.id) };
  },
  decide: ({ order, lines, demands, approvals }) => {
    demandLegal(order, 'deletePurchaseOrder');
    for (const line of lines) demands.undraft(line.id, none);
    const withdrawn = withdrawRows(approvals);
    return {
      rows: [...demands.changes(), ...lines.map((line) => remove('PurchaseOrderLine', line.id)), remove('PurchaseOrder', order.id), ...withdrawn.rows],
      events: [{ kind: 'purchaseOrderDeleted', subjectType: 'PurchaseOrder', subjectId: order.id }, ...withdrawn.events],
      result: { supplier: order.supplierId },
    };
  },
});
