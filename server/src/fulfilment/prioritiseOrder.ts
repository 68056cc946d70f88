import { allocate, lower } from '../inventory/poolPromises.ts';
import { loadHolders, loadPools, loadWaiting } from '../inventory/loadPools.ts';
import { readCustomer } from '../customers/loadCustomer.ts';
import type { ReservationRow } from '../generated/rows.ts';
import { lockOrder } from '../orders/loadOrder.ts';
import { loadPromises } from '../orders/loadPromises.ts';
import { demandMove } from '../orders/moves.ts';
import { OrderStatusForbids } from '../orders/refusals.ts';
import { action } from '../shared/action.ts';
import { choice, id, integer, optional, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { none, printQuantity, subtract } from '../shared/quantity.ts';
import { changesOf, readRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { NothingToRedistribute } from './refusals.ts';

export const prioritiseOrder = action({
  name: 'prioritiseOrder', permission: 'orders.allocate',
  describe: 'Says of a placed order who comes first when goods are short (9 before 0; null: as its customer), and what may leave before all is there. Goods that are promised stay promised.',
  input: { orderId: id('Order'), priority: optional(integer({ max: 9 })), shipPolicy: optional(choice('ShipPolicy')), reason: text({ max: 1000, lines: true }) },
  refusals: [OrderStatusForbids], payload: { order: 'record:Order' },
  load: async (tx, { orderId }, ctx) => {
    const loaded = await lockOrder(tx, orderId, ctx);
    return { ...loaded, ...await loadPromises(tx, ctx, [loaded.order]), customer: await readCustomer(tx, loaded.order.customerId, ctx) };
  },
  decide: ({ order, customer, reservations }, { reason, orderId: _id, ...given }, ctx) => {
    demandMove(order, 'prioritiseOrder');
    const after = patchOf('Order', given, ['priority', 'shipPolicy']);
    if (Object.keys(after).length === 0) throw fieldRefused(['priority'], 'required');
    const priority = (after.priority === undefined ? order.priority : after.priority) ?? customer.priority;
    return {
      rows: [
        update('Order', order.id, { ...after, version: order.version + 1 }),
        ...reservations.filter((row) => row.priority !== priority).map((row) => update('Reservation', row.id, { priority })),
      ],
      events: [{ kind: 'orderPrioritised', subjectType: 'Order', subjectId: order.id, reason, changes: changesOf('Order', order, after, ctx.company.currencyCode) }],
      result: { order: order.id },
    };
  },
});

/** A promise that can be given to somebody else: of a product as it is sold, from one warehouse, and in no delivery. */
const isPlain = (row: ReservationRow) => row.perKit === null && !row.isLinked;

export const redistributeStock = action({
  name: 'redistributeStock', permission: 'orders.allocate',
  describe: 'Promises what is in a warehouse of a product anew: the higher priority first, then who placed first. What is in deliveries, kits and orders of several warehouses keep what they have.',
  input: { productId: id('Product'), warehouseId: id('Warehouse'), reason: text({ max: 1000, lines: true }) },
  refusals: [NothingToRedistribute], payload: { product: 'record:Product' },
  load: async (tx, { productId, warehouseId }, ctx) => {
    const product = await readRow(tx, 'Product', productId);
    const warehouse = await readRow(tx, 'Warehouse', warehouseId);
    const keys = [{ productId, warehouseId }];
    const pools = await loadPools(tx, ctx, keys);
    const waiting = await loadWaiting(tx, keys);
    const holders = await loadHolders(tx, keys);
    return { product, warehouse, pools, waiting, holders };
  },
  decide: ({ product, warehouse, pools, waiting, holders }, { reason }) => {
    const plain = holders.filter(isPlain);
    const all = [...plain, ...waiting.filter((row) => !plain.some((each) => each.id === row.id))];
    if (!waiting.some((row) => isPlain(row) && row.backordered > none)) throw NothingToRedistribute({ productName: product.name, warehouseName: warehouse.name });
    const before = new Map(all.map((row) => [row.id, row.reserved]));
    const taken = plain.flatMap((row) => {
      const free = subtract(row.reserved, row.underway);
      return lower(pools, row, free, subtract(none, free));
    });
    const given = allocate(pools, all, product.id, warehouse.id);
    const moved = all.map((row) => pools.reservation(row)).filter((row) => row.reserved !== before.get(row.id));
    if (moved.length === 0) throw NothingToRedistribute({ productName: product.name, warehouseName: warehouse.name });
    return {
      rows: [...taken, ...given, ...pools.changes()],
      events: [
        { kind: 'stockRedistributed', subjectType: 'Product', subjectId: product.id, reason, data: { warehouse: warehouse.name, orders: new Set(moved.map(({ orderId }) => orderId)).size } },
        ...[...Map.groupBy(moved, ({ orderId }) => orderId)].map(([orderId, rows]) => ({
          kind: 'stockRedistributed', subjectType: 'Order', subjectId: orderId, reason,
          data: { product: product.name, before: printQuantity(rows.reduce((sum, row) => (sum + (before.get(row.id) ?? none)) as typeof sum, none)), after: printQuantity(rows.reduce((sum, row) => (sum + row.reserved) as typeof sum, none)) },
        })),
      ],
      result: { product: product.id },
    };
  },
});
