import sql from 'sql-template-tag';
import type { JitDemandRow } from '../generated/rows.ts';
import { createPurchaseOrder } from '../purchasing/draftPurchaseOrder.ts';
import { action } from '../shared/action.ts';
import { id, list, optional } from '../shared/input.ts';
import { selectRows } from '../shared/rows.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import { addDays } from '../shared/time.ts';
import { update } from '../shared/write.ts';
import { decideDrafts, loadDrafts, type ToBuy } from './draftOrders.ts';
import { CostUnknown, JitDemandState, RateUnknown, SupplierUnknown } from './refusals.ts';

export const orderJitDemands = action({
  name: 'orderJitDemands', permission: 'replenishment.manage',
  describe: 'Makes drafts of purchase orders of what is bought for single orders: one for each supplier and warehouse, a line for each order\'s line.',
  input: { demandIds: list(id('JitDemand'), { min: 1, max: 500 }), supplierId: { ...optional(id('Supplier')), describe: 'Default: who delivers each product.' } },
  refusals: [...createPurchaseOrder.refusals, JitDemandState, SupplierUnknown, CostUnknown, RateUnknown], payload: { purchaseOrders: 'records:PurchaseOrder' },
  load: async (tx, { demandIds, supplierId: chosen }, ctx) => {
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtext('syncJit'))`);
    const demands = await selectRows(tx, 'JitDemand', sql`t.id = ANY(${demandIds}::uuid[])`, { lock: true, orderBy: sql`t."orderBy", t.id` });
    const products = await selectRows(tx, 'Product', sql`t.id = ANY(${demands.map(({ productId }) => productId)}::uuid[])`);
    const missing = demandIds.find((each) => !demands.some((demand) => demand.id === each));
    if (missing) throw NotFound({ type: 'JitDemand', id: missing });
    return loadDrafts(tx, demands.map((demand): ToBuy<JitDemandRow> => {
      const productName = products.find((each) => each.id === demand.productId)?.name ?? '';
      if (demand.status !== 'TO_ORDER') throw JitDemandState({ productName, status: demand.status });
      const supplierId = chosen ?? demand.supplierId;
      if (!supplierId) throw SupplierUnknown({ product: demand.productId, productName });
      const soonest = addDays(ctx.today, demand.leadTimeDays);
      return {
        supplierId, warehouseId: demand.warehouseId, productId: demand.productId, productName, quantity: demand.quantity,
        expectedOn: demand.neededOn > soonest ? demand.neededOn : soonest, path: ['demandIds', String(demandIds.indexOf(demand.id))], what: demand,
      };
    }), ctx);
  },
  decide: (drafts, _input, ctx) => {
    const { rows, events, purchaseOrders, lines } = decideDrafts(drafts, ctx);
    const supplierOf = (demandId: string) => drafts.groups.find((group) => group.lines.some(({ what }) => what.id === demandId));
    return {
      rows: [...rows, ...lines.map(({ what, purchaseOrderId, purchaseOrderLineId }) => {
        const group = supplierOf(what.id);
        const expectedOn = group?.lines.find((each) => each.what.id === what.id)?.expectedOn ?? null;
        return update('JitDemand', what.id, {
          status: 'DRAFTED', purchaseOrderId, purchaseOrderLineId, expectedOn, supplierId: group?.supplierId ?? what.supplierId, version: what.version + 1,
        });
      })],
      events: [...events, ...lines.map(({ what, purchaseOrderId }) => ({
        kind: 'jitDemandDrafted', subjectType: 'Order', subjectId: what.orderId, data: { productId: what.productId, purchaseOrderId },
      }))],
      result: { purchaseOrders },
    };
  },
});
