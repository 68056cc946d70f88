import sql from 'sql-template-tag';
import type { PickLineRow, PickListRow, PickShortReason } from '../generated/rows.ts';
import { allocate } from '../inventory/poolPromises.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { action } from '../shared/action.ts';
import { choice, id, list, object, optional, quantityOrZero } from '../shared/input.ts';
import { fewest, none, printQuantity, subtract } from '../shared/quantity.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { demandPicked } from '../warehousing/pickRules.ts';
import { shippable } from '../warehousing/picks.ts';
import { PickListState } from '../warehousing/refusals.ts';
import { comeShort, demandDelivery, demandGoods, hereOf } from './deliveryRules.ts';
import { loadDelivery } from './loadDelivery.ts';
import { DeliveryExceeds, DeliveryState, NothingToShip, PickListPacked } from './refusals.ts';

const line = object('PickDeliveryLineInput', {
  deliveryLineId: id('DeliveryLine'), picked: quantityOrZero(), shortReason: { ...optional(choice('PickShortReason')), describe: 'Needed where less was fetched than planned.' },
});

export const pickDelivery = action({
  name: 'pickDelivery', permission: 'shipments.post',
  describe: 'Says what was fetched for a delivery (default: all that was planned, or what the pick list has fetched). What came up short waits again; what was missing or damaged is held back until somebody has looked.',
  input: {
    deliveryId: id('Delivery'), pickListId: { ...optional(id('PickList')), describe: 'With which it was fetched: quantities and lots follow from it.' }, lines: optional(list(line)),
  },
  refusals: [DeliveryState, DeliveryExceeds, NothingToShip, PickListState, PickListPacked, ...stockRefusals], payload: { delivery: 'record:Delivery' },
  load: async (tx, { deliveryId, pickListId }, ctx) => {
    const loaded = await loadDelivery(tx, ctx, deliveryId);
    const orderIds = loaded.orders.map(({ order }) => order.id);
    const pickList: PickListRow | undefined = pickListId ? await lockRow(tx, 'PickList', pickListId) : undefined;
    const fetched: PickLineRow[] = pickListId ? await selectRows(tx, 'PickLine', sql`t."pickListId" = ${pickListId} AND t."orderId" = ANY(${orderIds}::uuid[]) AND t."shipmentId" IS NULL`) : [];
    const others = pickListId ? await selectRows(tx, 'Delivery', sql`t."pickListId" = ${pickListId} AND t.id <> ${deliveryId} AND t.status IN ('PICKED', 'PACKED')
      AND EXISTS (SELECT FROM "DeliveryLine" l WHERE l."deliveryId" = t.id AND l."orderId" = ANY(${orderIds}::uuid[]))`) : [];
    return { ...loaded, pickList, fetched, others };
  },
  decide: ({ delivery, lines, orders, pools, pairs, reservations, waiting, pickList, fetched, others }, { lines: given }, ctx) => {
    demandDelivery(delivery, 'pickDelivery');
    if (pickList) demandPicked(pickList);
    const [other] = others;
    if (pickList && other) throw PickListPacked({ number: pickList.number, delivery: other.number });
    const onList = pickList && shippable(fetched, reservations.filter((row) => row.warehouseId === delivery.warehouseId));
    const picks = lines.map((each) => {
      const index = given?.findIndex(({ deliveryLineId }) => deliveryLineId === each.id) ?? -1;
      const told = given?.[index];
      const planned = onList ? fewest(each.planned, onList.find(({ orderLineId }) => orderLineId === each.orderLineId)?.quantity ?? none) : each.planned;
      const picked = told?.picked ?? planned;
      if (picked > each.planned) throw DeliveryExceeds({ productName: each.description, wanted: picked, most: each.planned });
      const found: PickShortReason | null = fetched.find((row) => row.orderLineId === each.orderLineId && row.shortReason)?.shortReason ?? (onList ? 'OTHER' : null);
      const shortReason = picked < each.planned ? told?.shortReason ?? found : null;
      if (picked < each.planned && !shortReason) throw fieldRefused(['lines', String(index), 'shortReason'], 'required');
      return { line: each, picked, shortReason };
    });
    const unknown = given?.findIndex(({ deliveryLineId }) => !lines.some((each) => each.id === deliveryLineId)) ?? -1;
    if (unknown >= 0) throw fieldRefused(['lines', String(unknown), 'deliveryLineId'], 'id_unknown', { type: 'DeliveryLine' });
    demandGoods(picks.map(({ line: { orderId }, picked }) => ({ orderId, quantity: picked })), (orderId) => orders.find(({ order }) => order.id === orderId)?.order.number ?? '');
    const short = picks.filter(({ shortReason }) => shortReason);
    const freed = short.flatMap(({ line: each, picked, shortReason }) => comeShort(pools, hereOf(pools, reservations, each.orderLineId, delivery.warehouseId), subtract(each.planned, picked),
      { reason: shortReason ?? 'OTHER', number: delivery.number, deliveryId: delivery.id }, ctx));
    const passedOn = short.length > 0 ? pairs.flatMap(({ productId, warehouseId }) => allocate(pools, waiting, productId, warehouseId)) : [];
    return {
      rows: [
        ...picks.map(({ line: each, picked, shortReason }) => update('DeliveryLine', each.id, { picked, shortReason })), ...freed, ...passedOn,
        update('Delivery', delivery.id, { status: 'PICKED', pickedAt: ctx.now, pickListId: pickList?.id ?? null, version: delivery.version + 1 }), ...pools.changes(),
      ],
      events: [
        { kind: 'deliveryPicked', subjectType: 'Delivery', subjectId: delivery.id, data: {
          number: delivery.number, short: short.map(({ line: each, picked, shortReason }) => ({ product: each.description, planned: printQuantity(each.planned), picked: printQuantity(picked), reason: shortReason })),
        } },
        ...orders.map(({ order }) => ({ kind: 'deliveryPicked', subjectType: 'Order', subjectId: order.id, data: { deliveryId: delivery.id, number: delivery.number } })),
      ],
      result: { delivery: delivery.id },
    };
  },
});
