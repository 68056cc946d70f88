import sql, { raw, type Sql } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations, refusalMessage } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, companyBy, entity, entityOf, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { object } from '../shared/input.ts';
import type { Minor } from '../shared/money.ts';
import { todaySql } from '../shared/today.ts';
import { promisedUnits } from './allocationUnits.ts';
import { allowShortDated } from './allowShortDated.ts';
import { cancelOrder } from './cancelOrder.ts';
import { copyOrder } from './copyOrder.ts';
import { createOrder } from './createOrder.ts';
import { deleteOrder } from './deleteOrder.ts';
import './orderActions.ts';
import { orderNow } from './orderNow.ts';
import { placeOrder } from './placeOrder.ts';
import { loadPreview, previewInput } from './previewOrder.ts';
import { repriceOrder } from './repriceOrder.ts';
import { requestCreditOverride } from './requestCreditOverride.ts';
import { takeUpOrder } from './takeUpOrder.ts';
import { requestMarginOverride } from './requestMarginOverride.ts';
import { rescheduleOrder } from './rescheduleOrder.ts';
import { reserveStock } from './reserveStock.ts';
import './settleOrder.ts';
import { updateOrder } from './updateOrder.ts';
import { ofVisibleOrders } from './visibleOrders.ts';

const ofLines = (alias: string, value: Sql): Sql => sql`(SELECT ${value} FROM "OrderLine" l WHERE l."orderId" = ${col(alias, 'id')})`;
const ofReservations = (name: 'reserved' | 'backordered') => (alias: string): Sql => promisedUnits(name, sql`r."orderId" = ${col(alias, 'id')}`);
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
    exchangeRate: column(undefined, { describe: 'Company money per unit of its currency, frozen when it is placed; null: it is in company money.' }),
    companyTotal: expression('money', (t) => sql`hesabu_in_company(${col(t, 'totalMinor')}, ${col(t, 'exchangeRate')}, ${col(t, 'currencyCode')})`, { describe: 'Total in company money, by its rate.' }),
    companyNet: expression('money', (t) => sql`hesabu_in_company(${col(t, 'netMinor')}, ${col(t, 'exchangeRate')}, ${col(t, 'currencyCode')})`, { describe: 'Net in company money, by its rate.' }),
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
      WHERE i."orderId" = ${col(alias, 'id')}), 0)
      - coalesce((SELECT sum(j."amountMinor") FROM "JournalLine" j JOIN "JournalEntry" e ON e.id = j."entryId" JOIN "Invoice" i ON i.id = e."sourceId" AND i."orderId" IS NULL
        JOIN "Account" a ON a.id = j."accountId" AND a.code NOT IN ('1310', '5000') WHERE j."orderId" = ${col(alias, 'id')}), 0)`,
      { permission: 'invoices.read', currency: (alias) => col(alias, 'currencyCode'), describe: 'Invoices less credit notes; of an invoice for several orders its own part.' }),
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

const ofLine = (name: 'reserved' | 'backordered') => (alias: string): Sql => promisedUnits(name, sql`r."orderLineId" = ${col(alias, 'id')}`);
const inMoney = (name: string) => money(name, { inCompany: companyBy('Order', 'orderId', (alias) => col(alias, name)) });
const off = (alias: string) => sql`(${col(alias, 'grossMinor')} - ${col(alias, 'netMinor')})`;
entity('OrderLine', {
  permission: 'orders.read', describe: 'A line of an order.',
  rows: ofVisibleOrders,
  fields: {
    no: column(), description: column(), quantity: column(), unitPrice: column(), discountRate: column(), taxRate: column(), currencyCode: column(),
    gross: inMoney('grossMinor'), net: inMoney('netMinor'), tax: inMoney('taxMinor'),
    discount: expression('money', off, { currency: (alias) => col(alias, 'currencyCode'), inCompany: companyBy('Order', 'orderId', off) }),
    shipped: column(), invoiced: column(), cancelled: column(),
    isDropShipped: column(undefined, { describe: 'A supplier sends it straight to the customer: no stock is promised or moved.' }),
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
entityOf('Reservation').rows = ofVisibleOrders;
extend('StockMove', { ones: { order: one('Order', 'orderId') } });
extend('Product', { manies: { orderLines: pages('OrderLine', 'productId') } });

reportType('OrderPreviewSource', 'Where a part of a line would come from, and why.', { warehouse: 'record:Warehouse', quantity: 'quantity', why: 'text' });
reportType('OrderPreviewDiscount', 'What is taken off a line beside its own rate, without tax.', { name: 'text', amount: 'money' });
reportType('OrderPreviewPromotion', 'A promotion as an order would have it, or why it would not.', { name: 'text', couponCode: 'text?', amount: 'money', isTaken: 'boolean', why: 'text' });
reportType('OrderHint', 'Goods that a promotion would give, were they on the order.', { promotion: 'text', product: 'record:Product?', quantity: 'quantity' });
reportType('OrderPreviewLine', 'A line as it would be: at the price of customer, group, channel or list unless one is given, and why; margins for those who may know costs; what is free in the warehouses that may serve it, after the lines above it.', {
  product: 'record:Product?', unitPrice: 'price?', listPrice: 'price?', gross: 'money', discount: 'money', net: 'money', taxRate: 'rate', tax: 'money', available: 'quantity?', short: 'quantity?',
  sources: 'reports:OrderPreviewSource', isDropShipped: 'boolean', usualPrice: 'price?', priceOrigin: 'enum:PriceOrigin?', why: 'text?', taxIncluded: 'boolean', frameworkLine: 'record:FrameworkLine?', frameworkLeft: 'quantity?',
  discounts: 'reports:OrderPreviewDiscount', margin: 'rate?', minimumMargin: 'rate?',
});
reportType('OrderWarning', 'What would keep the order from being placed.', { code: 'text', message: 'text' });
reportType('OrderPreview', 'An order as it would be. Credit figures only for those who may read credit; creditLeft is after this order.', {
  lines: 'reports:OrderPreviewLine', gross: 'money', discount: 'money', net: 'money', freight: 'money', tax: 'money', total: 'money', currencyCode: 'text', exchangeRate: 'fx?', worth: 'money?',
  creditLimit: 'money?', exposure: 'money?', creditLeft: 'money?', over: 'money?', promotions: 'reports:OrderPreviewPromotion', hints: 'reports:OrderHint', warnings: 'reports:OrderWarning',
});
reportQuery('previewOrder', {
  describe: 'Amounts, stock and credit of an order while it is typed; nothing is saved.', permission: 'orders.write', type: 'OrderPreview',
  args: { input: object('PreviewOrderInput', previewInput) },
  resolve: async ({ input }, ctx) => {
    const { refused, ...preview } = await loadPreview(input, ctx);
    const { currencyCode } = preview;
    const told = (amount: Minor) => ({ minor: amount, currencyCode });
    const { gross, discount, net, freight, tax, total } = preview;
    const lines = preview.lines.map((line) => ({ ...line, gross: told(line.gross), discount: told(line.discount), net: told(line.net), tax: told(line.tax), discounts: line.discounts.map((each) => ({ ...each, amount: told(each.amount) })) }));
    const promotions = preview.promotions.map((each) => ({ ...each, amount: told(each.amount) }));
    return {
      ...preview, lines, promotions, gross: told(gross), discount: told(discount), net: told(net), freight: told(freight), tax: told(tax), total: told(total),
      warnings: refused.map((each) => ({ code: each.kind.code, message: refusalMessage(each, ctx.viewer.locale) })),
    };
  },
});

mutations(repriceOrder, requestMarginOverride, allowShortDated, createOrder, updateOrder, deleteOrder, copyOrder, placeOrder, orderNow, reserveStock, rescheduleOrder, cancelOrder, takeUpOrder, requestCreditOverride);
