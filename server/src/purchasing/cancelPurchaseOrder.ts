import sql from 'sql-template-tag';
import { loadPools } from '../inventory/loadPools.ts';
import { expect } from '../inventory/pools.ts';
import { action } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { none, subtract } from '../shared/quantity.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { intoStock } from './dropShip.ts';
import { loadDemands } from './loadDemands.ts';
import { PurchaseOrderState } from './refusals.ts';
import { demandLegal, openOf, statusOf } from './rules.ts';

export const cancelPurchaseOrder = action({
  name: 'cancelPurchaseOrder', permission: 'purchasing.manage',
  describe: 'Gives up what has not come yet: it is not expected any more. What requisitions asked for and did not get may be ordered again.',
  input: { purchaseOrderId: id('PurchaseOrder'), reason: text({ max: 1000, lines: true }) },
  refusals: [PurchaseOrderState], payload: { purchaseOrder: 'record:PurchaseOrder' },
  load: async (tx, { purchaseOrderId }, ctx) => {
    const order = await lockRow(tx, 'PurchaseOrder', purchaseOrderId);
    const lines = await selectRows(tx, 'PurchaseOrderLine', sql`t."purchaseOrderId" = ${order.id}`);
    const demands = await loadDemands(tx, { purchaseOrderLineIds: lines.map((line) => line.id) });
    const asked = lines.flatMap((line) => demands.suppliesOf(line.id)).map(({ requisitionLineId }) => demands.line(requisitionLineId));
    const pools = await loadPools(tx, ctx, [
      ...lines.map(({ productId }) => ({ productId, warehouseId: order.warehouseId })),
      ...asked.flatMap((each) => (each ? [{ productId: each.productId, warehouseId: demands.head(each.requisitionId).warehouseId }] : [])),
    ]);
    return { order, lines, demands, pools };
  },
  decide: ({ order, lines, demands, pools }, { reason }, ctx) => {
    demandLegal(order, 'cancelPurchaseOrder');
    for (const line of lines) {
      expect(pools, line.productId, order.warehouseId, intoStock(order, subtract(none, openOf(line))));
      demands.giveUp(line.id, line.received, pools);
    }
    const status = statusOf({ cancelledOn: ctx.today }, lines);
    return {
      rows: [update('PurchaseOrder', order.id, { status, cancelledOn: ctx.today, version: order.version + 1 }), ...demands.changes(), ...pools.changes()],
      events: [{ kind: 'purchaseOrderCancelled', subjectType: 'PurchaseOrder', subjectId: order.id, reason }],
      result: { purchaseOrder: order.id },
    };
  },
});
