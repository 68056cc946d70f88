import sql from 'sql-template-tag';
import { holdPeriod, takeNumber } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { expect } from '../inventory/pools.ts';
import { action } from '../shared/action.ts';
import { day, id, optional } from '../shared/input.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { addDays } from '../shared/time.ts';
import { update } from '../shared/write.ts';
import { PurchaseOrderEmpty, PurchaseOrderState, SupplierInactive } from './refusals.ts';
import { demandLegal, demandNotBefore } from './rules.ts';

export const placePurchaseOrder = action({
  name: 'placePurchaseOrder', describe: 'Orders: the draft gets its number, and its goods are expected from now on.', permission: 'purchasing.manage',
  input: { purchaseOrderId: id('PurchaseOrder'), orderedOn: optional(day()) },
  refusals: [...postingRefusals, PurchaseOrderState, PurchaseOrderEmpty, SupplierInactive], payload: { purchaseOrder: 'record:PurchaseOrder' },
  load: async (tx, { purchaseOrderId, orderedOn }, ctx) => {
    await holdPeriod(tx, ctx, orderedOn ?? ctx.today);
    const order = await lockRow(tx, 'PurchaseOrder', purchaseOrderId);
    demandLegal(order, 'placePurchaseOrder');
    const supplier = await readRow(tx, 'Supplier', order.supplierId);
    const lines = await selectRows(tx, 'PurchaseOrderLine', sql`t."purchaseOrderId" = ${order.id}`);
    const costs = await selectRows(tx, 'SupplierProduct', sql`t."supplierId" = ${supplier.id} AND t."productId" = ANY(${lines.map((line) => line.productId)}::uuid[])`);
    const pools = await loadPools(tx, ctx, lines.map(({ productId }) => ({ productId, warehouseId: order.warehouseId })));
    return { order, supplier, lines, pools, costs, number: await takeNumber(tx, ctx, 'PUR', orderedOn ?? ctx.today) };
  },
  decide: ({ order, supplier, lines, pools, costs, number }, input, ctx) => {
    if (lines.length === 0) throw PurchaseOrderEmpty({});
    if (!supplier.isActive) throw SupplierInactive({ supplier: supplier.id, supplierName: supplier.name });
    const orderedOn = input.orderedOn ?? ctx.today;
    demandNotBefore(order.expectedOn ?? orderedOn, orderedOn, ['orderedOn']);
    const leadTimeDays = Math.max(0, ...costs.map((each) => each.leadTimeDays));
    for (const line of lines) expect(pools, line.productId, order.warehouseId, line.quantity);
    return {
      rows: [
        update('PurchaseOrder', order.id, {
          status: 'ORDERED', number, orderedOn, expectedOn: order.expectedOn ?? addDays(orderedOn, leadTimeDays), version: order.version + 1,
        }),
        ...pools.changes(),
      ],
      events: [{ kind: 'purchaseOrderPlaced', subjectType: 'PurchaseOrder', subjectId: order.id, data: { number } }],
      result: { purchaseOrder: order.id },
    };
  },
});
