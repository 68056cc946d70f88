// The face of deliveries: planned, picked, packed, shipped, delivered.
import sql, { raw } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { demandNoHold } from '../customers/rules.ts';
import { demandDepositsPaid, depositFacts, dueOf } from '../orders/depositsDue.ts';
import { demandMove } from '../orders/moves.ts';
import { col, column, entity, expression, extend, lines, one, pages, type Entity } from '../shared/entity.ts';
import { itself, rowFact, rowsFact } from '../shared/facts.ts';
import { none } from '../shared/quantity.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { cancelDelivery, mergeDeliveries, splitDelivery, updateDelivery } from './changeDelivery.ts';
import { confirmDelivered, revokeDelivered } from './confirmDelivered.ts';
import { demandDelivery, demandUnlabelled, type DeliveryMove } from './deliveryRules.ts';
import { packDelivery, saveParcels } from './packDelivery.ts';
import { pickDelivery } from './pickDelivery.ts';
import { planDeliveries } from './planDeliveries.ts';
import { NothingToShip } from './refusals.ts';
import { readyFor } from './rules.ts';
import { shipDelivery } from './shipDelivery.ts';
import { stepBackDelivery } from './stepBackDelivery.ts';

const permission = 'shipments.read';
const ofLines = (what: string) => (t: string) => sql`(SELECT ${raw(what)} FROM "DeliveryLine" l WHERE l."deliveryId" = ${col(t, 'id')})`;
const ofOwn: Entity['rows'] = (alias, viewer) => {
  const own = ownCustomers('customerId')('d', viewer);
  return own && sql`EXISTS (SELECT FROM "Delivery" d WHERE d.id = ${col(alias, 'deliveryId')} AND ${own})`;
};

entity('Delivery', {
  permission, rows: ownCustomers('customerId'), describe: 'Goods of one customer that leave together for one address, of one order or several.',
  fields: {
    number: column(), status: column(), plannedOn: column(undefined, { describe: 'Day on which it is to leave.' }), customerName: column(), shipTo: column(undefined, { describe: 'Where it goes, a line each.' }),
    carrier: column(), trackingNumber: column(), note: column(), shippedOn: column(), deliveredOn: column(), receivedBy: column(), createdAt: column(), pickedAt: column(), packedAt: column(), version: column(),
    isOpen: expression('boolean', (t) => sql`(${col(t, 'status')} IN ('DRAFT', 'PICKED', 'PACKED'))`, { describe: 'It has not left.' }),
    isLate: expression('boolean', (t) => sql`(${col(t, 'status')} IN ('DRAFT', 'PICKED', 'PACKED') AND ${col(t, 'plannedOn')} < ${todaySql})`, { describe: 'It should have left.' }),
    lineCount: expression('int', ofLines('count(*)::int')),
    orderCount: expression('int', ofLines('count(DISTINCT l."orderId")::int'), { describe: 'Orders that it serves.' }),
    orderNumbers: expression('text', (t) => sql`coalesce((SELECT string_agg(DISTINCT o.number, ', ' ORDER BY o.number) FROM "DeliveryLine" l JOIN "Order" o ON o.id = l."orderId" WHERE l."deliveryId" = ${col(t, 'id')}), '')`),
    quantity: expression('quantity', ofLines('coalesce(sum(l.planned), 0)'), { describe: 'Units planned.' }),
    packed: expression('quantity', ofLines('coalesce(sum(l.packed), 0)'), { describe: 'Units in parcels.' }),
    shortCount: expression('int', ofLines('count(*) FILTER (WHERE l."shortReason" IS NOT NULL)::int'), { describe: 'Lines of which less was found or packed than planned.' }),
    parcelCount: expression('int', (t) => sql`(SELECT count(*)::int FROM "Parcel" p WHERE p."deliveryId" = ${col(t, 'id')})`),
    weight: expression('quantity', (t) => sql`(SELECT sum(p.weight) FROM "Parcel" p WHERE p."deliveryId" = ${col(t, 'id')})`, { nullable: true, describe: 'Kilograms of its parcels, as far as they were weighed.' }),
  },
  ones: { customer: one('Customer', 'customerId'), warehouse: one('Warehouse', 'warehouseId'), pickList: one('PickList', 'pickListId') },
  manies: { lines: lines('DeliveryLine', 'deliveryId'), parcels: lines('Parcel', 'deliveryId'), shipments: lines('Shipment', 'deliveryId', 'number'), timeline: timelineOf() },
  listing: {
    field: 'deliveries', defaultOrder: 'PLANNED_ON_DESC', search: ['number', 'customerName', 'trackingNumber', 'carrier', 'orderNumbers'], totals: ['quantity', 'packed'],
    orderBy: { PLANNED_ON: 'plannedOn', NUMBER: 'number', STATUS: 'status', CUSTOMER: 'customerName', CREATED_AT: 'createdAt', SHIPPED_ON: 'shippedOn' },
  },
});
entity('DeliveryLine', {
  permission, rows: ofOwn, describe: 'A part of an order line in a delivery.',
  fields: {
    no: column(), description: column(), unitCode: column(), planned: column(), picked: column(undefined, { describe: 'Null until it is picked.' }), packed: column(undefined, { describe: 'What lies in its parcels.' }), shortReason: column(),
    sku: expression('text', (t) => sql`(SELECT p.sku FROM "Product" p WHERE p.id = ${col(t, 'productId')})`),
    isTracked: expression('boolean', (t) => sql`EXISTS (SELECT FROM "Product" p WHERE p.id = ${col(t, 'productId')} AND p.tracking <> 'NONE')`, { describe: 'Its lots or serial numbers are named when it is packed.' }),
    lotsPromised: expression('text', (t) => sql`(SELECT string_agg(v.code || ' × ' || trim_scale(r.quantity)::text, ', ' ORDER BY v.code) FROM "Reservation" w JOIN "ReservedLot" r ON r."reservationId" = w.id
      JOIN "Lot" v ON v.id = r."lotId" JOIN "Delivery" d ON d.id = ${col(t, 'deliveryId')} AND d."warehouseId" = w."warehouseId" WHERE w."orderLineId" = ${col(t, 'orderLineId')})`, { nullable: true, askable: false, describe: 'Lots that its order is promised.' }),
  },
  ones: { delivery: one('Delivery', 'deliveryId'), order: one('Order', 'orderId'), orderLine: one('OrderLine', 'orderLineId'), product: one('Product', 'productId') },
});
entity('Parcel', {
  permission, rows: ofOwn, describe: 'A box, pallet or envelope of a delivery.',
  fields: {
    no: column(), packaging: column(), weight: column(undefined, { describe: 'Kilograms.' }), length: column(undefined, { describe: 'Centimetres.' }), width: column(), height: column(), trackingNumber: column(),
  },
  ones: { delivery: one('Delivery', 'deliveryId') }, manies: { lines: lines('ParcelLine', 'parcelId') },
});
entity('ParcelLine', {
  permission,
  rows: (alias, viewer) => {
    const own = ownCustomers('customerId')('d', viewer);
    return own && sql`EXISTS (SELECT FROM "Parcel" p JOIN "Delivery" d ON d.id = p."deliveryId" WHERE p.id = ${col(alias, 'parcelId')} AND ${own})`;
  },
  fields: { no: column(), quantity: column() },
  ones: { parcel: one('Parcel', 'parcelId'), deliveryLine: one('DeliveryLine', 'deliveryLineId'), lot: one('Lot', 'lotId') },
});

const kept = (statuses: string, what: string) => (t: string) => sql`coalesce((SELECT sum(${raw(what)}) FROM "DeliveryLine" l JOIN "Delivery" d ON d.id = l."deliveryId"
  WHERE l."orderId" = ${col(t, 'id')} AND d.status IN (${raw(statuses)})), 0)`;
/** Goods that have not left, as a row of its own: it is asked for once. */
const openGoods = (t: string) => sql`(SELECT coalesce(sum(l.quantity - l.shipped - l.cancelled), 0) AS units FROM "OrderLine" l WHERE l."orderId" = ${col(t, 'id')}
  AND EXISTS (SELECT FROM "Reservation" r WHERE r."orderLineId" = l.id)) g`;
const ofReservations = (what: string) => (t: string) => sql`EXISTS (SELECT FROM "Reservation" r WHERE r."orderId" = ${col(t, 'id')} AND ${raw(what)})`;
extend('Order', {
  fields: {
    stage: expression('enum:OrderStage', (t) => sql`(CASE WHEN ${col(t, 'status')} = 'DRAFT' THEN 'DRAFT' WHEN ${col(t, 'status')} = 'CANCELLED' THEN 'CANCELLED'
      WHEN ${col(t, 'status')} NOT IN ('PLACED', 'PART_SHIPPED') THEN 'SHIPPED'
      WHEN ${ofReservations('r.backordered > 0')(t)} THEN CASE WHEN ${ofReservations('r.reserved > 0')(t)} THEN 'PART_ALLOCATED' ELSE 'WAITING' END
      ELSE (SELECT CASE WHEN g.units > 0 AND ${kept(`'PACKED'`, 'l.packed')(t)} >= g.units THEN 'PACKED'
        WHEN g.units > 0 AND ${kept(`'PICKED', 'PACKED'`, `CASE d.status WHEN 'PACKED' THEN l.packed ELSE coalesce(l.picked, 0) END`)(t)} >= g.units THEN 'PICKED'
        ELSE 'ALLOCATED' END FROM ${openGoods(t)}) END)::"OrderStage"`, { describe: 'How far its goods are: waiting, promised in part or all, picked, packed, shipped.' }),
    shipPolicy: column(undefined, { describe: 'What may leave before all is there; null: as its customer wants it.' }),
    priority: column(undefined, { describe: 'Who is served first when goods are short: 9 before 0; null: as its customer is.' }),
    underway: expression('quantity', (t) => sql`coalesce((SELECT sum(CASE d.status WHEN 'DRAFT' THEN l.planned WHEN 'PICKED' THEN l.picked ELSE l.packed END) FROM "DeliveryLine" l JOIN "Delivery" d ON d.id = l."deliveryId"
      WHERE l."orderId" = ${col(t, 'id')} AND d.status IN ('DRAFT', 'PICKED', 'PACKED')), 0)`, { describe: 'Units in deliveries that have not left.' }),
  },
  manies: { deliveryLines: lines('DeliveryLine', 'orderId', 'no') },
});
extend('Shipment', {
  fields: {
    customerName: column(undefined, { describe: 'As it was when it left.' }), shipTo: column(undefined, { describe: 'Where it went, a line each.' }),
    deliveredOn: column(undefined, { describe: 'Day on which it came to the customer, as far as somebody said so.' }), receivedBy: column(),
  },
  ones: { delivery: one('Delivery', 'deliveryId') },
});
extend('Customer', { manies: { deliveries: pages('Delivery', 'customerId') } });
extend('PickList', { manies: { deliveries: pages('Delivery', 'pickListId') } });

const isOpen = (t: string) => sql`${col(t, 'status')} IN ('PLACED', 'PART_SHIPPED')`;
recordActions('Order', {
  order: itself('Order'),
  reservations: rowsFact('Reservation', (t) => sql`f."orderId" = ${col(t, 'id')} AND ${isOpen(t)}`),
  customer: rowFact('Customer', (t) => sql`f.id = ${col(t, 'customerId')}`),
  holds: rowsFact('CustomerHold', (t) => sql`f."customerId" = ${col(t, 'customerId')} AND f."releasedAt" IS NULL`),
  ...depositFacts((t) => sql`${col(t, 'id')}`),
}, ({ order, reservations, customer, holds, deposits, depositItems }) => [recordAction('planDeliveries', 'shipments.post', () => {
  demandMove(order, 'planDelivery');
  if (customer) demandNoHold(customer, holds, 'SHIP');
  demandDepositsPaid(order.id, dueOf(deposits, depositItems));
  const places = [...Map.groupBy(reservations, ({ orderLineId, warehouseId }) => `${orderLineId} ${warehouseId}`).values()];
  if (places.every((here) => readyFor(here) === none)) throw NothingToShip({ order: order.id, orderNumber: order.number ?? '' });
})]);
const steps = ['pickDelivery', 'packDelivery', 'shipDelivery', 'confirmDelivered', 'updateDelivery', 'splitDelivery', 'stepBackDelivery', 'cancelDelivery', 'revokeDelivered'] as const satisfies readonly DeliveryMove[];
recordActions('Delivery', { delivery: itself('Delivery'), parcels: rowsFact('Parcel', (t) => sql`f."deliveryId" = ${col(t, 'id')}`) }, ({ delivery, parcels }) => steps.map((move) => recordAction(move, 'shipments.post', () => {
  demandDelivery(delivery, move);
  if (move === 'stepBackDelivery' || move === 'cancelDelivery') demandUnlabelled(delivery, parcels);
})));

mutations(planDeliveries, updateDelivery, splitDelivery, mergeDeliveries, cancelDelivery, pickDelivery, saveParcels, packDelivery, stepBackDelivery, shipDelivery, confirmDelivered, revokeDelivered);
