import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import { WarehouseInactive } from '../inventory/refusals.ts';
import { action } from '../shared/action.ts';
import { id, list, optional, text } from '../shared/input.ts';
import { add, most, none, subtract, type Quantity } from '../shared/quantity.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import { insert } from '../shared/write.ts';
import { planPicks, type ToPick } from './picks.ts';
import { NothingToPick } from './refusals.ts';

export const makePickList = action({
  name: 'makePickList', permission: 'shipments.post',
  describe: 'Makes one way through a warehouse of what is reserved there for some orders and on no other list: bin by bin, kits by their parts.',
  input: {
    warehouseId: { ...optional(id('Warehouse')), describe: 'The default warehouse when left out.' }, orderIds: list(id('Order'), { min: 1, max: 200 }),
    pickerId: optional(id('User')), note: optional(text({ max: 1000 })),
  },
  refusals: [NothingToPick, WarehouseInactive], payload: { pickList: 'record:PickList' },
  load: async (tx, { warehouseId, orderIds, pickerId }, ctx) => {
    // The orders' locks make two lists for one order wait for each other.
    const orders = await selectRows(tx, 'Order', sql`t.id = ANY(${orderIds}::uuid[])`, { lock: true });
    const missing = orderIds.find((orderId) => !orders.some((order) => order.id === orderId));
    if (missing) throw NotFound({ type: 'Order', id: missing });
    if (pickerId) await readRow(tx, 'User', pickerId);
    const [warehouse] = await selectRows(tx, 'Warehouse', warehouseId ? sql`t.id = ${warehouseId}` : sql`t."isDefault"`);
    if (!warehouse) throw NotFound({ type: 'Warehouse', id: warehouseId ?? '' });
    const open = orders.filter(({ status }) => status === 'PLACED' || status === 'PART_SHIPPED').map((order) => order.id);
    const reservations = await selectRows(tx, 'Reservation', sql`t."orderId" = ANY(${open}::uuid[]) AND t."warehouseId" = ${warehouse.id} AND t.reserved > 0`);
    const products = reservations.map(({ productId }) => productId);
    const lots = await selectRows(tx, 'ReservedLot', sql`t."reservationId" = ANY(${reservations.map((row) => row.id)}::uuid[])`);
    const known = await selectRows(tx, 'Lot', sql`t.id = ANY(${lots.map(({ lotId }) => lotId)}::uuid[])`);
    const contents = await selectRows(tx, 'BinContent', sql`t."warehouseId" = ${warehouse.id} AND t."productId" = ANY(${products}::uuid[])`);
    const onLists = await selectRows(tx, 'PickLine', sql`t."shipmentId" IS NULL AND t."productId" = ANY(${products}::uuid[])
      AND EXISTS (SELECT FROM "PickList" p WHERE p.id = t."pickListId" AND p."warehouseId" = ${warehouse.id} AND p.status <> 'CANCELLED')`);
    return {
      warehouse, reservations, contents, onLists, lots, known, bins: await selectRows(tx, 'Bin', sql`t.id = ANY(${contents.map(({ binId }) => binId)}::uuid[])`),
      names: new Map((await selectRows(tx, 'Product', sql`t.id = ANY(${products}::uuid[])`)).map((product) => [product.id, product.name])),
      number: reservations.length === 0 ? '' : await takeNumber(tx, ctx, 'PCK', ctx.today),
    };
  },
  decide: ({ warehouse, reservations, contents, onLists, lots, known, bins, names, number }, { pickerId, note }, ctx) => {
    if (!warehouse.isActive) throw WarehouseInactive({ warehouseName: warehouse.name });
    const listed = (reservationId: string, lotId?: string): Quantity => onLists.filter((line) => line.reservationId === reservationId && (!lotId || line.lotId === lotId))
      .reduce((sum, line) => add(sum, line.picked ?? line.quantity), none);
    const age = new Map(known.map((lot) => [lot.id, `${lot.goodUntil ?? '9999'} ${lot.code}`]));
    const wanted = reservations.map((reservation): ToPick => ({
      reservation, quantity: most(none, subtract(reservation.reserved, listed(reservation.id))),
      lots: lots.filter((lot) => lot.reservationId === reservation.id).map((lot) => ({ lotId: lot.lotId, quantity: most(none, subtract(lot.quantity, listed(reservation.id, lot.lotId))) }))
        .sort((a, b) => ((age.get(a.lotId) ?? '') < (age.get(b.lotId) ?? '') ? -1 : 1)),
    })).filter(({ quantity }) => quantity > none);
    // What was picked has left its bin already.
    const taken = onLists.filter((line) => line.picked === null);
    const picks = planPicks(wanted, { bins, contents, taken, nameOf: (productId) => names.get(productId) ?? '' });
    if (picks.length === 0) throw NothingToPick({});
    const pickList = ctx.newId();
    const orders = [...new Set(picks.map(({ reservation }) => reservation.orderId))];
    return {
      rows: [
        insert('PickList', { id: pickList, companyId: ctx.company.id, number, warehouseId: warehouse.id, pickerId: pickerId ?? null, note: note ?? null }),
        ...picks.map(({ reservation: { id: reservationId, orderId, orderLineId, productId }, lotId, binId, quantity }, index) => insert('PickLine', {
          id: ctx.newId(), pickListId: pickList, no: index + 1, orderId, orderLineId, reservationId, productId, lotId, binId, quantity, picked: null,
        })),
      ],
      events: [
        { kind: 'pickListMade', subjectType: 'PickList', subjectId: pickList, data: { number, orders: orders.length } },
        ...orders.map((orderId) => ({ kind: 'pickListMade', subjectType: 'Order', subjectId: orderId, data: { pickListId: pickList, number } })),
      ],
      result: { pickList },
    };
  },
});
