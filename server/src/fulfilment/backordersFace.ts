// The face of what waits: who comes first, when goods are expected, substitutes that were offered.
import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { mutations } from '../mutations.ts';
import { demandMove } from '../orders/moves.ts';
import { col, column, entity, expression, extend, lines, one, type Entity } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { closeOrderLine } from './closeOrderLine.ts';
import { prioritiseOrder, redistributeStock } from './prioritiseOrder.ts';
import { SubstitutionState } from './refusals.ts';
import { answerSubstitution, proposeSubstitution, withdrawSubstitution } from './substitutions.ts';

/** Units that wait at the same place and are served before a reservation, and its own. */
const ahead = (t: string) => sql`(SELECT sum(o.backordered) FROM "Reservation" o WHERE o."productId" = ${col(t, 'productId')} AND o."warehouseId" = ${col(t, 'warehouseId')} AND o.backordered > 0
  AND (o.priority > ${col(t, 'priority')} OR (o.priority = ${col(t, 'priority')} AND (o."placedAt", o."orderLineId") <= (${col(t, 'placedAt')}, ${col(t, 'orderLineId')}))))`;

extend('Reservation', { fields: {
  underway: column(undefined, { describe: 'What of it is in deliveries that have not left.' }), priority: column(undefined, { describe: 'Who is served first: 9 before 0, then who placed first.' }),
} });
extend('Order', { manies: { substitutions: lines('Substitution', 'orderId', 'proposedAt') } });
extend('OrderLine', { manies: { substitutions: lines('Substitution', 'orderLineId', 'proposedAt') } });

const ofOwnOrders: Entity['rows'] = (alias, viewer) => {
  const own = ownCustomers('customerId')('o', viewer);
  return own && sql`EXISTS (SELECT FROM "Order" o WHERE o.id = ${col(alias, 'orderId')} AND ${own})`;
};
entity('Backorder', {
  table: 'Reservation', permission: 'stock.read', describe: 'What an order line waits for at a warehouse, who comes first, and when goods are expected.',
  rows: (alias, viewer) => {
    const own = ofOwnOrders(alias, viewer);
    return own ? sql`${col(alias, 'backordered')} > 0 AND ${own}` : sql`${col(alias, 'backordered')} > 0`;
  },
  fields: {
    backordered: column(), reserved: column(), placedAt: column(), neededOn: column(), priority: column(undefined, { describe: 'Who is served first: 9 before 0, then who placed first.' }),
    waitingDays: expression('int', (t) => sql`(CASE WHEN ${col(t, 'backordered')} > 0 THEN greatest(0, ${todaySql} - ${col(t, 'placedAt')}::date) ELSE 0 END)::int`, { describe: 'Days since the order was placed, while it waits.' }),
    place: expression('int', (t) => sql`(CASE WHEN ${col(t, 'backordered')} > 0 THEN (SELECT count(*) FROM "Reservation" o WHERE o."productId" = ${col(t, 'productId')} AND o."warehouseId" = ${col(t, 'warehouseId')} AND o.backordered > 0
      AND (o.priority > ${col(t, 'priority')} OR (o.priority = ${col(t, 'priority')} AND (o."placedAt", o."orderLineId") <= (${col(t, 'placedAt')}, ${col(t, 'orderLineId')})))) ELSE 0 END)::int`, { describe: 'Its place among those that wait for the same; 0: it does not wait.' }),
    expectedOn: expression('day', (t) => sql`(SELECT s.day FROM (SELECT l."expectedOn" AS day, sum(l.quantity - l.received) OVER (ORDER BY l."expectedOn" NULLS LAST, l.id) AS comes
        FROM "PurchaseOrderLine" l JOIN "PurchaseOrder" p ON p.id = l."purchaseOrderId" AND p.status IN ('ORDERED', 'PART_RECEIVED') AND p."customerOrderId" IS NULL
        WHERE l."productId" = ${col(t, 'productId')} AND p."warehouseId" = ${col(t, 'warehouseId')} AND l.received < l.quantity) s
      WHERE ${col(t, 'backordered')} > 0 AND s.comes >= ${ahead(t)} AND s.day IS NOT NULL ORDER BY s.day LIMIT 1)`, { nullable: true, describe: 'When purchase orders bring enough for it and all before it; null: not on order, or without a day.' }),
  },
  ones: { product: one('Product', 'productId'), warehouse: one('Warehouse', 'warehouseId'), order: one('Order', 'orderId'), orderLine: one('OrderLine', 'orderLineId') },
  listing: {
    field: 'backorders', defaultOrder: 'PLACED_AT_ASC', search: ['product.name', 'product.sku', 'order.number', 'order.customer.name'], totals: ['backordered', 'reserved'],
    orderBy: { PLACED_AT: 'placedAt', NEEDED_ON: 'neededOn', PRODUCT: 'product.name', CUSTOMER: 'order.customer.name', BACKORDERED: 'backordered', PRIORITY: 'priority', WAITING_DAYS: 'waitingDays', EXPECTED_ON: 'expectedOn' },
  },
});
entity('Substitution', {
  permission: 'orders.read', rows: ofOwnOrders, describe: 'Another product for what waits of an order line, and what the customer said.',
  fields: {
    quantity: column(), unitPrice: column(), discountRate: column(), status: column(), reason: column(), proposedAt: column(), proposedByName: column(), answeredAt: column(),
    consentName: column(undefined, { describe: 'Who of the customer answered.' }), consentMeans: column(), consentOn: column(), consentNote: column(),
  },
  ones: { order: one('Order', 'orderId'), orderLine: one('OrderLine', 'orderLineId'), product: one('Product', 'productId', { describe: 'What is offered.' }), newOrderLine: one('OrderLine', 'newOrderLineId', { describe: 'The line that took the place.' }) },
  listing: {
    field: 'substitutions', defaultOrder: 'PROPOSED_AT_DESC', search: ['product.name', 'order.number', 'consentName'],
    orderBy: { PROPOSED_AT: 'proposedAt', STATUS: 'status', PRODUCT: 'product.name' },
  },
});
recordActions('Order', { order: itself('Order') }, ({ order }) => [recordAction('prioritiseOrder', 'orders.allocate', () => demandMove(order, 'prioritiseOrder'))]);
recordActions('Substitution', { substitution: itself('Substitution') }, ({ substitution }) => {
  const isOpen = () => { if (substitution.status !== 'PROPOSED') throw SubstitutionState({ status: substitution.status }); };
  return [recordAction('answerSubstitution', 'orders.write', isOpen), recordAction('withdrawSubstitution', 'orders.write', isOpen)];
});

mutations(prioritiseOrder, redistributeStock, closeOrderLine, proposeSubstitution, answerSubstitution, withdrawSubstitution);
