import sql, { raw, type Sql } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations, refusalMessage } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, entityOf, expression, extend, lines, money, one, pages, type Entity } from '../shared/entity.ts';
import { object } from '../shared/input.ts';
import { todaySql } from '../shared/today.ts';
import { cancelOrder } from './cancelOrder.ts';
import { copyOrder } from './copyOrder.ts';
import { createOrder } from './createOrder.ts';
import { deleteOrder } from './deleteOrder.ts';
import './orderActions.ts';
import { placeOrder } from './placeOrder.ts';
import { loadPreview, previewInput } from './previewOrder.ts';
import { requestCreditOverride } from './requestCreditOverride.ts';
import { reserveStock } from './reserveStock.ts';
import './settleOrder.ts';
import { updateOrder } from './updateOrder.ts';

const ofLines = (alias: string, value: Sql): Sql => sql`(SELECT ${value} FROM "OrderLine" l WHERE l."orderId" = ${col(alias, 'id')})`;
const ofReservations = (name: string) => (alias: string): Sql =>
  sql`coalesce((SELECT sum(r.${raw(name)}) FROM "Reservation" r WHERE r."orderId" = ${col(alias, 'id')}), 0)`;
const shippedLate = (alias: string): Sql => sql`coalesce(${col(alias, 'shippedOn')} > ${col(alias, 'requiredOn')}, FALSE)`;
const stillLate = (alias: string): Sql =>
  sql`coalesce(${col(alias, 'status')} IN ('PLACED', 'PART_SHIPPED') AND ${col(alias, 'requiredOn')} < ${todaySql}, FALSE)`;
/** Profit and loss of an order as the journal has it; credits are earnings. */
const journal = (alias: string, condition: Sql): Sql => sql`coalesce((SELECT -sum(j."companyMinor") FROM "JournalLine" j JOIN "Account" a ON a.id = j."accountId"
  WHERE j."orderId" = ${col(alias, 'id')} AND ${condition}), 0)`;

entity('Order', {
  permission: 'orders.read', rows: ownCustomers('customerId'), describe: 'A customer\'s order, from draft to closed.',
  fields: {
    number: column(undefined, { describe: 'Null while a draft.' }), status: column(), placedOn: column(), placedAt: column(), requiredOn: column(),
    shippedOn: column(undefined, { describe: 'Day of the shipment that completed it.' }), customerReference: column(), note: column(), carrier: column(),
    shipToName: column(), shipToStreet: column(), shipToCity: column(), shipToRegion: column(), shipToPostalCode: column(), shipToCountry: column(),
    currencyCode: column(), gross: money(), discount: money(), net: money(), freight: money(), tax: money(), total: money(),
    open: money(undefined, { describe: 'Part of the total not shipped yet: what counts as open order in the exposure.' }),
    createdAt: column(), version: column(),
    lineCount: expression('int', (alias) => ofLines(alias, raw('count(*)::int'))),
    quantity: expression('quantity', (alias) => sql`coalesce(${ofLines(alias, raw('sum(l.quantity)'))}, 0)`, { describe: 'Units ordered.' }),
    shipped: expression('quantity', (alias) => sql`coalesce(${ofLines(alias, raw('sum(l.shipped)'))}, 0)`, { describe: 'Units shipped.' }),
    fulfilment: expression('rate', (alias) => sql`coalesce(${ofLines(alias, raw('round(sum(l.shipped) / nullif(sum(l.quantity - l.cancelled), 0), 6)'))}, 0)`,
      { describe: 'Shipped as a fraction of what is ordered and not cancelled.' }),
    reserved: expression('quantity', ofReservations('reserved'), { describe: 'Units promised out of what is on hand: can be shipped now.' }),
    backordered: expression('quantity', ofReservations('backordered'), { describe: 'Units that wait for goods.' }),
    invoiced: expression('money', (alias) => sql`coalesce((SELECT sum(CASE i.kind WHEN 'INVOICE' THEN i."totalMinor" ELSE -i."totalMinor" END) FROM "Invoice" i
      WHERE i."orderId" = ${col(alias, 'id')}), 0)`, { permission: 'invoices.read', describe: 'Invoices less credit notes.' }),
    isShippedLate: expression('boolean', shippedLate, { describe: 'Shipped after the required day.' }),
    isLate: expression('boolean', (alias) => sql`(${shippedLate(alias)} OR ${stillLate(alias)})`, { describe: 'Shipped after the required day, or not shipped and it has passed.' }),
    isOpen: expression('boolean', (alias) => sql`(${col(alias, 'status')} IN ('PLACED', 'PART_SHIPPED'))`, { describe: 'Placed and not wholly shipped.' }),
    margin: expression('money', (alias) => journal(alias, raw(`a.type IN ('REVENUE', 'EXPENSE')`)),
      { permission: 'profit.read', describe: 'Profit so far, as the journal has it.' }),
  },
  ones: { customer: one('Customer', 'customerId'), salesPerson: one('SalesPerson', 'salesPersonId'), warehouse: one('Warehouse', 'warehouseId') },
  manies: { lines: lines('OrderLine', 'orderId'), approvals: pages('Approval', 'subjectId'), timeline: timelineOf() },
  listing: {
    field: 'orders', defaultOrder: 'PLACED_AT_DESC', totals: ['net', 'total', 'open', 'gross', 'discount', 'freight', 'tax'],
    orderBy: { PLACED_AT: 'placedAt', PLACED_ON: 'placedOn', NUMBER: 'number', TOTAL: 'total', REQUIRED_ON: 'requiredOn', SHIPPED_ON: 'shippedOn',
      CUSTOMER: 'customer.name', STATUS: 'status', CREATED_AT: 'createdAt', OPEN: 'open' },
    search: ['number', 'customer.name', 'customer.code', 'customerReference', 'shipToCity'],
  },
});

const ofLine = (name: string) => (alias: string): Sql => sql`coalesce((SELECT r.${raw(name)} FROM "Reservation" r WHERE r."orderLineId" = ${col(alias, 'id')}), 0)`;
const ofOwnOrders: Entity['rows'] = (alias, viewer) => {
  const own = ownCustomers('customerId')('o', viewer);
  return own && sql`EXISTS (SELECT FROM "Order" o WHERE o.id = ${col(alias, 'orderId')} AND ${own})`;
};
entity('OrderLine', {
  permission: 'orders.read', describe: 'A line of an order.',
  rows: ofOwnOrders,
  fields: {
    no: column(), description: column(), quantity: column(), unitPrice: column(), discountRate: column(), taxRate: column(), currencyCode: column(),
    gross: money(), net: money(), tax: money(),
    discount: expression('money', (alias) => sql`(${col(alias, 'grossMinor')} - ${col(alias, 'netMinor')})`, { currency: (alias) => col(alias, 'currencyCode') }),
    shipped: column(), invoiced: column(), cancelled: column(),
    openQuantity: expression('quantity', (alias) => sql`(${col(alias, 'quantity')} - ${col(alias, 'shipped')} - ${col(alias, 'cancelled')})`, { describe: 'Still to be shipped.' }),
    reserved: expression('quantity', ofLine('reserved')), backordered: expression('quantity', ofLine('backordered')),
  },
  ones: { order: one('Order', 'orderId'), product: one('Product', 'productId'), taxCode: one('TaxCode', 'taxCodeId') },
  listing: {
    field: 'orderLines', defaultOrder: 'PLACED_ON_DESC', totals: ['quantity', 'gross', 'net', 'tax', 'shipped'],
    orderBy: { PLACED_ON: 'order.placedOn', NET: 'net', QUANTITY: 'quantity', PRODUCT: 'product.name' }, search: ['description', 'order.number', 'order.customer.name'],
  },
});

extend('Customer', {
  fields: {
    openOrderCount: expression('int', (alias) => sql`(SELECT count(*)::int FROM "Order" o WHERE o."customerId" = ${col(alias, 'id')} AND o.status IN ('PLACED', 'PART_SHIPPED'))`, { permission: 'orders.read' }),
    lastOrderOn: expression('day', (alias) => sql`(SELECT max(o."placedOn") FROM "Order" o WHERE o."customerId" = ${col(alias, 'id')})`, { permission: 'orders.read', nullable: true }),
  },
  manies: { orders: pages('Order', 'customerId') },
});
extend('SalesPerson', { manies: { orders: pages('Order', 'salesPersonId') } });
extend('Reservation', { ones: { order: one('Order', 'orderId') } });
entityOf('Reservation').rows = ofOwnOrders;
extend('StockMove', { ones: { order: one('Order', 'orderId') } });
extend('Product', { manies: { orderLines: pages('OrderLine', 'productId') } });

reportType('OrderPreviewLine', 'A line as it would be: list price unless one is given; what is free in the warehouse after the lines above it.', {
  product: 'record:Product?', unitPrice: 'price?', listPrice: 'price?', gross: 'money', discount: 'money', net: 'money', taxRate: 'rate', tax: 'money', available: 'quantity?', short: 'quantity?',
});
reportType('OrderWarning', 'What would keep the order from being placed.', { code: 'text', message: 'text' });
reportType('OrderPreview', 'An order as it would be. Credit figures only for those who may read credit; creditLeft is after this order.', {
  lines: 'reports:OrderPreviewLine', gross: 'money', discount: 'money', net: 'money', freight: 'money', tax: 'money', total: 'money',
  creditLimit: 'money?', exposure: 'money?', creditLeft: 'money?', over: 'money?', warnings: 'reports:OrderWarning',
});
reportQuery('previewOrder', {
  describe: 'Amounts, stock and credit of an order while it is typed; nothing is saved.', permission: 'orders.write', type: 'OrderPreview',
  args: { input: object('PreviewOrderInput', previewInput) },
  resolve: async ({ input }, ctx) => {
    const { refused, ...preview } = await loadPreview(input, ctx);
    return { ...preview, warnings: refused.map((each) => ({ code: each.kind.code, message: refusalMessage(each, ctx.viewer.locale) })) };
  },
});

mutations(createOrder, updateOrder, deleteOrder, copyOrder, placeOrder, reserveStock, cancelOrder, requestCreditOverride);
