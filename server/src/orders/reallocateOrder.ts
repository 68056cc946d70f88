import sql from 'sql-template-tag';
import type { ReservationRow } from '../generated/rows.ts';
import { WarehouseInactive } from '../inventory/refusals.ts';
import { allocate, releaseHere } from '../inventory/poolPromises.ts';
import { placeInto, readyNow, totalNow } from '../inventory/promises.ts';
import { action } from '../shared/action.ts';
import { id, list, object, optional, quantity, text } from '../shared/input.ts';
import { add, none, printQuantity, type Quantity } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update, type Change } from '../shared/write.ts';
import { allowedPlaces, ruleFor, type Share } from './allocation.ts';
import { lockOrder } from './loadOrder.ts';
import { loadPromises } from './loadPromises.ts';
import { demandMove } from './moves.ts';
import { placesOf } from './promising.ts';
import { DeliveryUnderway, NothingToReallocate, OrderStatusForbids } from './refusals.ts';
import { demandNotUnderway } from './rules.ts';
import { sharesFor, togetherAt } from './reserving.ts';

const line = object('ReallocateLineInput', {
  orderLineId: id('OrderLine'), fromWarehouseId: id('Warehouse'), quantity: quantity(),
});

export const reallocateOrder = action({
  name: 'reallocateOrder', permission: 'orders.allocate',
  describe: 'Serves what is not shipped of an order from another warehouse: from the one named, or as the rule of allocation chooses now. '
    + 'Lines that are named move in part. Goods that become free go to who waits for them.',
  input: {
    orderId: id('Order'), warehouseId: optional(id('Warehouse')),
    lines: { ...optional(list(line, { min: 1 })), describe: 'Parts that move to the warehouse named; all that is not shipped when left out.' },
    reason: text({ max: 1000, lines: true }),
  },
  refusals: [OrderStatusForbids, WarehouseInactive, NothingToReallocate, DeliveryUnderway], payload: { order: 'record:Order' },
  load: async (tx, { orderId, warehouseId }, ctx) => {
    const loaded = await lockOrder(tx, orderId, ctx);
    const warehouses = await selectRows(tx, 'Warehouse', sql`t."companyId" = ${ctx.company.id}`);
    const rules = await selectRows(tx, 'AllocationRule', sql`t."companyId" = ${ctx.company.id} AND t."isActive"`);
    const rule = warehouseId ? undefined : ruleFor(rules, loaded.order.channel);
    const places = rule ? allowedPlaces(rule, warehouses) : [];
    const promises = await loadPromises(tx, ctx, [loaded.order], warehouseId ? [warehouseId] : places.map((each) => each.id));
    return { ...loaded, ...promises, warehouses, choice: rule && places.length > 0 ? { rule, places } : undefined };
  },
  decide: ({ order, customer, lines, warehouses, choice, pools, pairs, reservations, waiting }, { warehouseId, lines: named, reason }, ctx) => {
    demandMove(order, 'reallocateOrder');
    demandNotUnderway(order, reservations);
    const target = warehouses.find((each) => each.id === warehouseId);
    if (warehouseId && target?.kind !== 'SITE') throw fieldRefused(['warehouseId'], 'id_unknown', { type: 'Warehouse' });
    if (target && !target.isActive) throw WarehouseInactive({ warehouseName: target.name });
    if (named && !target) throw fieldRefused(['warehouseId'], 'required');
    const head = { ...order, minimumShelfLifeDays: customer.minimumShelfLifeDays };
    const nameOf = (each: string) => warehouses.find(({ id: known }) => known === each)?.name ?? '';
    const moved = new Map<string, { product: string; to: Map<string, { quantity: Quantity; ready: Quantity }> }>();
    const rows: Change[] = [];
    const own = [...reservations];
    // Everything that moves is given up first, so that lines see what each other leaves.
    const parts = lines.flatMap((each) => {
      const here = placesOf(own, each.id);
      const asked = named?.flatMap((part, index) => (part.orderLineId === each.id ? [{ ...part, index }] : []));
      const from: { place: ReservationRow[]; quantity: Quantity }[] = asked
        ? asked.map((part) => {
          const place = here.find(([first]) => first?.warehouseId === part.fromWarehouseId);
          if (!place || part.quantity > totalNow(pools, place)) throw fieldRefused(['lines', String(part.index), 'quantity'], 'number_most', { most: place ? printQuantity(totalNow(pools, place)) : '0' });
          return { place, quantity: part.quantity };
        })
        : here.filter(([first]) => first?.warehouseId !== target?.id).map((place) => ({ place, quantity: totalNow(pools, place) }));
      for (const { place, quantity: units } of from) rows.push(...releaseHere(pools, place, units));
      const units = from.reduce((sum, part) => add(sum, part.quantity), none);
      const model = from[0]?.place;
      return units > none && model ? [{ line: each, model, quantity: units, goods: model.map(({ productId, perKit }) => ({ productId, perKit })) }] : [];
    });
    if (parts.length === 0) throw NothingToReallocate({ order: order.id, orderNumber: order.number ?? '' });
    const together = choice && togetherAt(choice, parts, pools, head);
    for (const { line: each, model, quantity: units, goods } of parts) {
      const shares: Share[] = target ? [{ warehouseId: target.id, quantity: units, because: { by: 'MOVED', reason } }]
        : together ? [{ ...together, quantity: units }] : choice ? sharesFor(choice, { quantity: units, goods }, pools, head) : [];
      for (const share of shares.length > 0 ? shares : [{ warehouseId: order.warehouseId, quantity: units, because: { by: 'DEFAULT' } }]) {
        const placed = placeInto(pools, model, own, share, ctx);
        rows.push(...placed.rows);
        own.push(...placed.opened);
        const told = moved.get(each.id) ?? { product: each.description, to: new Map() };
        told.to.set(share.warehouseId, { quantity: share.quantity, ready: readyNow(pools, placed.there) });
        moved.set(each.id, told);
      }
    }
    // A warehouse that somebody has named stays: goods that come in elsewhere do not move it again.
    const columns = target && !named ? { warehouseId: target.id, servedFrom: [] } : {};
    const given = pairs.flatMap(({ productId, warehouseId: where }) => allocate(pools, waiting, productId, where));
    return {
      rows: [...rows, ...given, ...pools.changes(), update('Order', order.id, { ...columns, version: order.version + 1 })],
      events: [{ kind: 'orderReallocated', subjectType: 'Order', subjectId: order.id, reason, data: {
        lines: [...moved.values()].flatMap(({ product, to }) => [...to].map(([where, { quantity: units }]) => ({ product, warehouse: nameOf(where), quantity: printQuantity(units) }))),
      } }],
      result: { order: order.id },
    };
  },
});
