import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { demandNoHold } from '../customers/rules.ts';
import { timelineOf } from '../events/timeline.ts';
import { lotsShipped } from '../inventory/lotsText.ts';
import { mutations } from '../mutations.ts';
import { demandDepositsPaid, depositFacts, dueOf } from '../orders/depositsDue.ts';
import { demandMove } from '../orders/moves.ts';
import { col, column, companyBy, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { itself, rowFact, rowsFact } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { demandDispatch } from '../purchasing/dropShip.ts';
import { confirmDispatch } from './confirmDispatch.ts';
import { demandDelivery } from './deliveryRules.ts';
import { reverseShipment } from './reverseShipment.ts';
import { demandReversible, planShipment, policyOf } from './rules.ts';
import { shipOrder } from './shipOrder.ts';

entity('Shipment', {
  permission: 'shipments.read', rows: ownCustomers('customerId'), describe: 'Goods that left for a customer. Corrected only by its reverse.',
  fields: {
    number: column(), shippedOn: column(), carrier: column(), trackingNumber: column(), status: column(), reversedOn: column(), currencyCode: column(),
    cost: money(undefined, { permission: 'costs.read', currency: 'company', describe: 'As taken from stock, at moving average.' }),
    total: money(undefined, { describe: 'At selling price with tax and freight: what is invoiced for it.' }), freight: money(), recordedAt: column(),
    quantity: expression('quantity', (alias) => sql`coalesce((SELECT sum(l.quantity) FROM "ShipmentLine" l WHERE l."shipmentId" = ${col(alias, 'id')}), 0)`, { describe: 'Units.' }),
    lots: lotsShipped,
    isInvoiced: expression('boolean', (alias) => sql`(${col(alias, 'invoiceId')} IS NOT NULL)`),
  },
  ones: { order: one('Order', 'orderId'), customer: one('Customer', 'customerId'), warehouse: one('Warehouse', 'warehouseId') },
  manies: { lines: lines('ShipmentLine', 'shipmentId'), timeline: timelineOf() },
  listing: {
    field: 'shipments', defaultOrder: 'SHIPPED_ON_DESC', totals: ['total', 'freight', 'quantity', 'cost'],
    orderBy: { SHIPPED_ON: 'shippedOn', NUMBER: 'number', TOTAL: 'total', CUSTOMER: 'customer.name' },
    search: ['number', 'order.number', 'customer.name', 'trackingNumber', 'carrier'],
  },
});
const ofLine = (name: string) => money(name, { inCompany: companyBy('Shipment', 'shipmentId', (alias) => col(alias, name)) });
entity('ShipmentLine', {
  permission: 'shipments.read',
  rows: (alias, viewer) => {
    const own = ownCustomers('customerId')('s', viewer);
    return own && sql`EXISTS (SELECT FROM "Shipment" s WHERE s.id = ${col(alias, 'shipmentId')} AND ${own})`;
  },
  fields: {
    no: column(), quantity: column(), currencyCode: column(), cost: money(undefined, { permission: 'costs.read', currency: 'company' }), gross: ofLine('grossMinor'), net: ofLine('netMinor'), tax: ofLine('taxMinor'),
  },
  ones: { shipment: one('Shipment', 'shipmentId'), orderLine: one('OrderLine', 'orderLineId'), product: one('Product', 'productId') },
  listing: {
    field: 'shipmentLines', defaultOrder: 'SHIPPED_ON_DESC', totals: ['quantity', 'net', 'cost'],
    orderBy: { SHIPPED_ON: 'shipment.shippedOn', NET: 'net' }, search: ['product.name', 'shipment.number'],
  },
});

extend('Order', { manies: { shipments: pages('Shipment', 'orderId') } });
extend('OrderLine', { manies: { shipmentLines: lines('ShipmentLine', 'orderLineId', 'no') } });
extend('Customer', { manies: { shipments: pages('Shipment', 'customerId') } });

const isOpen = (t: string) => sql`${col(t, 'status')} IN ('PLACED', 'PART_SHIPPED')`;
recordActions('Order', {
  order: itself('Order'),
  lines: rowsFact('OrderLine', (t) => sql`f."orderId" = ${col(t, 'id')} AND ${isOpen(t)}`),
  reservations: rowsFact('Reservation', (t) => sql`f."orderId" = ${col(t, 'id')} AND ${isOpen(t)}`),
  customer: rowFact('Customer', (t) => sql`f.id = ${col(t, 'customerId')}`),
  holds: rowsFact('CustomerHold', (t) => sql`f."customerId" = ${col(t, 'customerId')} AND f."releasedAt" IS NULL`),
  ...depositFacts((t) => sql`${col(t, 'id')}`),
}, ({ order, lines: ordered, reservations, customer, holds, deposits, depositItems }) => [recordAction('shipOrder', 'shipments.post', () => {
  demandMove(order, 'shipOrder');
  if (customer) demandNoHold(customer, holds, 'SHIP');
  demandDepositsPaid(order.id, dueOf(deposits, depositItems));
  planShipment(order, ordered, reservations, null, null, customer ? policyOf(order, customer) : 'PARTIAL');
})]);
recordActions('Shipment', { shipment: itself('Shipment'), returned: rowsFact('CustomerReturnLine', (t) => sql`EXISTS (SELECT FROM "ShipmentLine" l JOIN "CustomerReturn" r ON r.status <> 'CANCELLED' WHERE l."shipmentId" = ${col(t, 'id')} AND l.id = f."shipmentLineId" AND r.id = f."returnId")`), delivery: rowFact('Delivery', (t) => sql`f.id = ${col(t, 'deliveryId')}`) }, ({ shipment, returned, delivery }) =>
  [recordAction('reverseShipment', 'shipments.post', () => {
    demandReversible(shipment, returned);
    if (delivery) demandDelivery(delivery, 'reverseShipment');
  })]);

extend('Shipment', {
  fields: { isDropShipped: expression('boolean', (t) => sql`(${col(t, 'receiptId')} IS NOT NULL)`, { describe: 'The supplier sent it straight to the customer: no stock was touched.' }) },
  ones: { receipt: one('Receipt', 'receiptId') },
});
recordActions('PurchaseOrder', { order: itself('PurchaseOrder'), ...depositFacts((t) => sql`${col(t, 'customerOrderId')}`) }, ({ order, deposits, depositItems }) => [recordAction('confirmDispatch', 'shipments.post', () => {
  demandDispatch(order);
  demandDepositsPaid(order.customerOrderId ?? '', dueOf(deposits, depositItems));
})]);

mutations(shipOrder, reverseShipment, confirmDispatch);
