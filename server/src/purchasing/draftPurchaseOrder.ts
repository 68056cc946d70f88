import sql from 'sql-template-tag';
import { ProductNotStocked, WarehouseInactive } from '../inventory/refusals.ts';
import { action } from '../shared/action.ts';
import { id, integer, optional } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, lockRow, selectRows } from '../shared/rows.ts';
import { insert, remove, update } from '../shared/write.ts';
import { draftLines, headFields, lineFields, lineRows, loadDraftFacts } from './purchaseOrderInput.ts';
import { PurchaseOrderState, SupplierInactive } from './refusals.ts';
import { demandLegal, totalOf } from './rules.ts';

const refusals = [SupplierInactive, WarehouseInactive, ProductNotStocked];

export const createPurchaseOrder = action({
  name: 'createPurchaseOrder', describe: 'Drafts an order to a supplier; nothing is expected before it is placed.', permission: 'purchasing.manage',
  input: { supplierId: id('Supplier'), ...headFields, ...lineFields }, refusals, payload: { purchaseOrder: 'record:PurchaseOrder' },
  load: (tx, input) => loadDraftFacts(tx, input),
  decide: (facts, input, ctx) => {
    const lines = draftLines(facts, input.lines, ctx);
    const purchaseOrder = ctx.newId();
    return {
      rows: [
        insert('PurchaseOrder', {
          id: purchaseOrder, companyId: ctx.company.id, supplierId: facts.supplier.id, warehouseId: facts.warehouse.id,
          expectedOn: input.expectedOn ?? null, note: input.note ?? null, currencyCode: ctx.company.currencyCode,
          totalMinor: totalOf(lines.map((line) => line.netMinor)),
        }),
        ...lineRows(purchaseOrder, [], lines, ctx),
      ],
      events: [{ kind: 'purchaseOrderCreated', subjectType: 'PurchaseOrder', subjectId: purchaseOrder }],
      result: { purchaseOrder },
    };
  },
});

export const updatePurchaseOrder = action({
  name: 'updatePurchaseOrder', describe: 'Changes a draft. Lines, when given, replace all lines.', permission: 'purchasing.manage',
  input: { purchaseOrderId: id('PurchaseOrder'), version: integer(), supplierId: optional(id('Supplier')), ...headFields, lines: optional(lineFields.lines) },
  refusals: [...refusals, PurchaseOrderState], payload: { purchaseOrder: 'record:PurchaseOrder' },
  load: async (tx, input) => {
    const order = await lockRow(tx, 'PurchaseOrder', input.purchaseOrderId);
    const before = await selectRows(tx, 'PurchaseOrderLine', sql`t."purchaseOrderId" = ${order.id}`);
    const given = input.lines ?? before;
    const facts = await loadDraftFacts(tx, { supplierId: input.supplierId ?? order.supplierId, warehouseId: input.warehouseId ?? order.warehouseId, lines: given });
    return { order, before, given, facts };
  },
  decide: ({ order, before, given, facts }, input, ctx) => {
    demandLegal(order, 'updatePurchaseOrder');
    const lines = draftLines(facts, given, ctx);
    const after = {
      ...patchOf('PurchaseOrder', input, ['supplierId', 'warehouseId', 'expectedOn', 'note']), totalMinor: totalOf(lines.map((line) => line.netMinor)),
    };
    demandVersion('PurchaseOrder', order, input.version, after, ctx.company.currencyCode);
    return {
      rows: [update('PurchaseOrder', order.id, { ...after, version: order.version + 1 }), ...(input.lines ? lineRows(order.id, before, lines, ctx) : [])],
      events: [{
        kind: 'purchaseOrderUpdated', subjectType: 'PurchaseOrder', subjectId: order.id,
        changes: changesOf('PurchaseOrder', order, after, ctx.company.currencyCode),
      }],
      result: { purchaseOrder: order.id },
    };
  },
});

export const deletePurchaseOrder = action({
  name: 'deletePurchaseOrder', describe: 'Throws a draft away.', permission: 'purchasing.manage',
  input: { purchaseOrderId: id('PurchaseOrder') }, refusals: [PurchaseOrderState], payload: { supplier: 'record:Supplier' },
  load: async (tx, { purchaseOrderId }) => ({
    order: await lockRow(tx, 'PurchaseOrder', purchaseOrderId),
    lines: await selectRows(tx, 'PurchaseOrderLine', sql`t."purchaseOrderId" = ${purchaseOrderId}`),
  }),
  decide: ({ order, lines }) => {
    demandLegal(order, 'deletePurchaseOrder');
    return {
      rows: [...lines.map((line) => remove('PurchaseOrderLine', line.id)), remove('PurchaseOrder', order.id)],
      events: [{ kind: 'purchaseOrderDeleted', subjectType: 'PurchaseOrder', subjectId: order.id }],
      result: { supplier: order.supplierId },
    };
  },
});
