import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import type { DeliveryRow } from '../generated/rows.ts';
import { allocate } from '../inventory/poolPromises.ts';
import { action, type EventDraft } from '../shared/action.ts';
import { day, id, integer, list, object, optional, quantity, quantityOrZero, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { add, none, printQuantity, subtract, type Quantity } from '../shared/quantity.ts';
import { changesOf, demandVersion, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { demandDelivery, demandUnlabelled, demandGoods, hereOf, keptOf, moveUnderway, plannable } from './deliveryRules.ts';
import { loadDelivery, lockOrders } from './loadDelivery.ts';
import { DeliveriesDiffer, DeliveryExceeds, DeliveryState, NothingToShip, ParcelsLabelled } from './refusals.ts';

const unknownLine = (index: number) => fieldRefused(['lines', String(index), 'deliveryLineId'], 'id_unknown', { type: 'DeliveryLine' });

export const updateDelivery = action({
  name: 'updateDelivery', permission: 'shipments.post',
  describe: 'Changes a delivery before it leaves: day, carrier, tracking number; while it is a draft also what is in it. Zero takes a line out.',
  input: {
    deliveryId: id('Delivery'), version: optional(integer()), plannedOn: optional(day()), carrier: optional(text({ max: 100 })), trackingNumber: optional(text({ max: 100 })),
    note: optional(text({ max: 1000 })), lines: optional(list(object('DeliveryLineInput', { deliveryLineId: id('DeliveryLine'), planned: quantityOrZero() }))),
    reason: { ...optional(text({ max: 1000, lines: true })), describe: 'Needed where quantities change.' },
  },
  refusals: [DeliveryState, DeliveryExceeds, NothingToShip], payload: { delivery: 'record:Delivery' },
  load: (tx, { deliveryId }, ctx) => loadDelivery(tx, ctx, deliveryId),
  decide: ({ delivery, lines, orders, pools, reservations }, { lines: given, reason, version, ...input }, ctx) => {
    demandDelivery(delivery, given?.length ? 'splitDelivery' : 'updateDelivery');
    const after: Partial<DeliveryRow> = patchOf('Delivery', input, ['plannedOn', 'carrier', 'trackingNumber', 'note']);
    demandVersion('Delivery', delivery, version, after, ctx.company.currencyCode);
    if (given?.length && !reason) throw fieldRefused(['reason'], 'required');
    const planned = new Map(lines.map((line) => [line.id, line.planned]));
    const changed = (given ?? []).flatMap(({ deliveryLineId, planned: units }, index): Change[] => {
      const line = lines.find((each) => each.id === deliveryLineId);
      if (!line) throw unknownLine(index);
      const here = hereOf(pools, reservations, line.orderLineId, delivery.warehouseId);
      const most = add(line.planned, plannable(pools, here));
      if (units > most) throw DeliveryExceeds({ productName: line.description, wanted: units, most });
      planned.set(line.id, units);
      return [...moveUnderway(pools, here, subtract(units, line.planned)), units === none ? remove('DeliveryLine', line.id) : update('DeliveryLine', line.id, { planned: units })];
    });
    demandGoods(lines.map((line) => ({ orderId: line.orderId, quantity: planned.get(line.id) ?? none })), (orderId) => orders.find(({ order }) => order.id === orderId)?.order.number ?? '');
    const changes = changesOf('Delivery', delivery, after, ctx.company.currencyCode);
    return {
      rows: [...changed, update('Delivery', delivery.id, { ...after, version: delivery.version + 1 }), ...pools.changes()],
      events: [{ kind: 'deliveryUpdated', subjectType: 'Delivery', subjectId: delivery.id, reason: reason ?? null, changes: {
        ...changes, ...Object.fromEntries(lines.filter((line) => planned.get(line.id) !== line.planned)
          .map((line) => [line.description, [printQuantity(line.planned), printQuantity(planned.get(line.id) ?? none)]])),
      } }],
      result: { delivery: delivery.id },
    };
  },
});

export const splitDelivery = action({
  name: 'splitDelivery', permission: 'shipments.post', describe: 'Makes two deliveries of a draft: the lines named leave with the second, on a day of its own where one is named.',
  input: {
    deliveryId: id('Delivery'), plannedOn: optional(day()),
    lines: list(object('SplitDeliveryLineInput', { deliveryLineId: id('DeliveryLine'), quantity: quantity() }), { min: 1 }),
  },
  refusals: [DeliveryState, DeliveryExceeds, NothingToShip], payload: { delivery: 'record:Delivery', second: 'record:Delivery' },
  load: async (tx, { deliveryId }, ctx) => ({ ...await loadDelivery(tx, ctx, deliveryId), number: await takeNumber(tx, ctx, 'DLV', ctx.today) }),
  decide: ({ delivery, lines, orders, number }, { lines: given, plannedOn }, ctx) => {
    demandDelivery(delivery, 'splitDelivery');
    const second = ctx.newId();
    const left = new Map(lines.map((line) => [line.id, line.planned]));
    const rows = given.flatMap(({ deliveryLineId, quantity: units }, index): Change[] => {
      const line = lines.find((each) => each.id === deliveryLineId);
      if (!line) throw unknownLine(index);
      if (given.findIndex((each) => each.deliveryLineId === deliveryLineId) !== index) throw fieldRefused(['lines', String(index), 'deliveryLineId'], 'twice');
      if (units > line.planned) throw DeliveryExceeds({ productName: line.description, wanted: units, most: line.planned });
      const rest = subtract(line.planned, units);
      left.set(line.id, rest);
      if (rest === none) return [update('DeliveryLine', line.id, { deliveryId: second, no: index + 1 })];
      const { id: _id, ...copied } = line;
      return [update('DeliveryLine', line.id, { planned: rest }), insert('DeliveryLine', { ...copied, id: ctx.newId(), deliveryId: second, no: index + 1, planned: units })];
    });
    demandGoods(lines.map((line) => ({ orderId: line.orderId, quantity: left.get(line.id) ?? none })), (orderId) => orders.find(({ order }) => order.id === orderId)?.order.number ?? '');
    const { createdAt: _at, ...head } = delivery;
    const events: EventDraft[] = [
      { kind: 'deliverySplit', subjectType: 'Delivery', subjectId: delivery.id, data: { number, deliveryId: second } },
      { kind: 'deliveryPlanned', subjectType: 'Delivery', subjectId: second, data: { number, from: delivery.number } },
    ];
    return {
      rows: [insert('Delivery', { ...head, id: second, number, plannedOn: plannedOn ?? delivery.plannedOn, version: 1 }), ...rows, update('Delivery', delivery.id, { version: delivery.version + 1 })],
      events,
      result: { delivery: delivery.id, second },
    };
  },
});

export const mergeDeliveries = action({
  name: 'mergeDeliveries', permission: 'shipments.post',
  describe: 'Makes one delivery of drafts for the same customer, address, warehouse and day: one parcel may hold goods of several orders, and each order keeps its own shipment, costs and invoice.',
  input: { deliveryIds: list(id('Delivery'), { min: 2, max: 50 }) },
  refusals: [DeliveryState, DeliveriesDiffer], payload: { delivery: 'record:Delivery' },
  load: async (tx, { deliveryIds }, ctx) => {
    const asked = await selectRows(tx, 'DeliveryLine', sql`t."deliveryId" = ANY(${deliveryIds}::uuid[])`);
    await lockOrders(tx, asked.map(({ orderId }) => orderId), ctx);
    const deliveries = await selectRows(tx, 'Delivery', sql`t.id = ANY(${deliveryIds}::uuid[])`, { lock: true });
    const missing = deliveryIds.findIndex((each) => !deliveries.some((delivery) => delivery.id === each));
    if (missing >= 0) throw fieldRefused(['deliveryIds', String(missing)], 'id_unknown', { type: 'Delivery' });
    const lines = await selectRows(tx, 'DeliveryLine', sql`t."deliveryId" = ANY(${deliveryIds}::uuid[])`, { orderBy: sql`t."deliveryId", t.no` });
    return { deliveries: deliveryIds.flatMap((each) => deliveries.filter((delivery) => delivery.id === each)), lines };
  },
  decide: ({ deliveries, lines }, { deliveryIds }) => {
    const twice = deliveryIds.findIndex((each, index) => deliveryIds.indexOf(each) !== index);
    if (twice >= 0) throw fieldRefused(['deliveryIds', String(twice)], 'twice');
    const [first, ...others] = deliveries as [DeliveryRow, ...DeliveryRow[]];
    for (const each of deliveries) demandDelivery(each, 'mergeDeliveries');
    for (const each of others) {
      const what = (['customerId', 'shipTo', 'warehouseId', 'plannedOn'] as const).find((field) => each[field] !== first[field]);
      if (what) throw DeliveriesDiffer({ number: first.number, other: each.number, what });
    }
    const own = lines.filter((line) => line.deliveryId === first.id);
    let no = own.reduce((last, line) => Math.max(last, line.no), 0);
    const planned = new Map<string, Quantity>(own.map((line) => [line.id, line.planned]));
    const rows = lines.filter((line) => line.deliveryId !== first.id).flatMap((line): Change[] => {
      const same = own.find((each) => each.orderLineId === line.orderLineId);
      if (!same) {
        no += 1;
        own.push(line);
        planned.set(line.id, line.planned);
        return [update('DeliveryLine', line.id, { deliveryId: first.id, no })];
      }
      planned.set(same.id, add(planned.get(same.id) ?? none, line.planned));
      return [remove('DeliveryLine', line.id), update('DeliveryLine', same.id, { planned: planned.get(same.id) ?? none })];
    });
    return {
      rows: [...rows, update('Delivery', first.id, { version: first.version + 1 }), ...others.map((each) => update('Delivery', each.id, { status: 'CANCELLED', version: each.version + 1 }))],
      events: [
        { kind: 'deliveriesMerged', subjectType: 'Delivery', subjectId: first.id, data: { numbers: others.map(({ number }) => number).join(', ') } },
        ...others.map((each) => ({ kind: 'deliveryMerged', subjectType: 'Delivery', subjectId: each.id, data: { number: first.number, deliveryId: first.id } })),
      ],
      result: { delivery: first.id },
    };
  },
});

export const cancelDelivery = action({
  name: 'cancelDelivery', permission: 'shipments.post', describe: 'Gives a delivery up before it leaves: its goods go back and stay promised to their orders.',
  input: { deliveryId: id('Delivery'), reason: text({ max: 1000, lines: true }) },
  refusals: [DeliveryState, ParcelsLabelled], payload: { delivery: 'record:Delivery' },
  load: (tx, { deliveryId }, ctx) => loadDelivery(tx, ctx, deliveryId),
  decide: ({ delivery, lines, parcels, orders, pools, pairs, reservations, waiting }, { reason }) => {
    demandDelivery(delivery, 'cancelDelivery');
    demandUnlabelled(delivery, parcels);
    const back = lines.flatMap((line) => moveUnderway(pools, hereOf(pools, reservations, line.orderLineId, delivery.warehouseId), subtract(none, keptOf(delivery, line))));
    const given = pairs.flatMap(({ productId, warehouseId }) => allocate(pools, waiting, productId, warehouseId));
    return {
      rows: [...back, ...given, update('Delivery', delivery.id, { status: 'CANCELLED', version: delivery.version + 1 }), ...pools.changes()],
      events: [
        { kind: 'deliveryCancelled', subjectType: 'Delivery', subjectId: delivery.id, reason },
        ...orders.map(({ order }) => ({ kind: 'deliveryCancelled', subjectType: 'Order', subjectId: order.id, reason, data: { deliveryId: delivery.id, number: delivery.number } })),
      ],
      result: { delivery: delivery.id },
    };
  },
});
