import sql, { raw, type Sql } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { todaySql } from '../shared/today.ts';
import { callOffFramework, planCallOffs } from './callOff.ts';
import { createFramework, deleteFramework, updateFramework } from './draftFramework.ts';
import './frameworkActions.ts';
import { activateFramework, cancelFramework, endFramework, extendFramework } from './moveFramework.ts';
import { ofVisibleFrameworks, ofVisibleLines } from './visibleFrameworks.ts';

const permission = 'frameworks.read';
const currency = (t: string) => col(t, 'currencyCode');
/** Something of the lines of placed orders that name a line of an agreement. */
const ofOrders = (t: string, value: string, status = `<> 'DRAFT'`): Sql => sql`coalesce((SELECT sum(${raw(value)}) FROM "OrderLine" l JOIN "Order" o ON o.id = l."orderId" WHERE l."frameworkLineId" = ${col(t, 'id')} AND o.status ${raw(status)}), 0)`;
/** The part of the net value of an agreement's order lines that goes with some of their units. */
const netOf = (t: string, units: string): Sql => sql`coalesce((SELECT sum(round(l."netMinor" * l.${raw(units)} / l.quantity)) FROM "OrderLine" l JOIN "Order" o ON o.id = l."orderId" WHERE l."frameworkId" = ${col(t, 'id')} AND o.status <> 'DRAFT'), 0)::bigint`;
const below = (t: string): Sql => sql`(coalesce(${col(t, 'minimumMinor')}, 0) > ${col(t, 'calledMinor')} OR EXISTS (SELECT FROM "FrameworkLine" l WHERE l."frameworkId" = ${col(t, 'id')} AND l.minimum > l.called))`;

entity('Framework', {
  permission, rows: ownCustomers('customerId'), describe: 'An agreement with a customer on goods, quantities or a value, and prices over a time; orders call off from it.',
  fields: {
    number: column(undefined, { describe: 'Null while a draft.' }), status: column(), name: column(), reference: column(undefined, { describe: 'The customer\'s own number of it.' }), validFrom: column(), validTo: column(),
    terms: column(), note: column(undefined, { describe: 'For the firm alone.' }), currencyCode: column(undefined, { describe: 'Of its prices and values; orders call off in it alone.' }), exchangeRate: column(undefined, { describe: 'What a unit of its currency was worth when it came into force: sums of lists are company money by it.' }), taxIncluded: column(), isAutomatic: column(undefined, { describe: 'Orders of the customer take its prices without naming it.' }),
    toleranceRate: column(), remindDays: column(), minimum: money(undefined, { describe: 'Net value that the customer committed to.' }), maximum: money(undefined, { describe: 'Net value that may be called off at most.' }),
    called: money(undefined, { describe: 'Net value of placed call-offs less what was cancelled of them.' }), activatedOn: column(), endedOn: column(), endReason: column(), createdAt: column(), version: column(),
    shippedValue: expression('money', (t) => netOf(t, 'shipped'), { currency, describe: 'The part of what was called off that was shipped, net.' }),
    invoicedValue: expression('money', (t) => netOf(t, 'invoiced'), { currency, permission: 'invoices.read', describe: 'The part of what was called off that was invoiced, net.' }),
    left: expression('money', (t) => sql`(CASE WHEN ${col(t, 'maximumMinor')} IS NULL THEN NULL ELSE greatest(${col(t, 'maximumMinor')} - ${col(t, 'calledMinor')}, 0) END)`, { currency, nullable: true, describe: 'Net value that may still be called off; null: without end.' }),
    minimumLeft: expression('money', (t) => sql`greatest(coalesce(${col(t, 'minimumMinor')}, 0) - ${col(t, 'calledMinor')}, 0)`, { currency, describe: 'What is missing to the value committed to.' }),
    share: expression('rate', (t) => sql`(CASE WHEN ${col(t, 'maximumMinor')} > 0 THEN round(${col(t, 'calledMinor')}::numeric / ${col(t, 'maximumMinor')}, 6)
      ELSE (SELECT round(sum(l.called) / nullif(sum(l.maximum), 0), 6) FROM "FrameworkLine" l WHERE l."frameworkId" = ${col(t, 'id')} AND l.maximum IS NOT NULL) END)`, { nullable: true, describe: 'Called off as a fraction of the maximum; null where there is none.' }),
    isBelowMinimum: expression('boolean', below, { describe: 'More was committed to than was called off.' }),
    isEnding: expression('boolean', (t) => sql`(${col(t, 'status')} = 'ACTIVE' AND ${col(t, 'validTo')} <= ${todaySql} + ${col(t, 'remindDays')})`, { describe: 'In force, and its end is near.' }),
    hasFailure: expression('boolean', (t) => sql`EXISTS (SELECT FROM "FrameworkCall" c WHERE c."frameworkId" = ${col(t, 'id')} AND c.failure IS NOT NULL)`, { describe: 'A planned call-off could not be placed.' }),
    nextCallOn: expression('day', (t) => sql`(SELECT min(c."callOn") FROM "FrameworkCall" c WHERE c."frameworkId" = ${col(t, 'id')} AND c."orderId" IS NULL)`, { nullable: true, describe: 'The next day for which a call-off is planned.' }),
  },
  ones: { customer: one('Customer', 'customerId'), salesPerson: one('SalesPerson', 'salesPersonId', { permission: 'customers.read' }) },
  manies: {
    lines: lines('FrameworkLine', 'frameworkId'), calls: lines('FrameworkCall', 'frameworkId', 'callOn'), orderLines: pages('OrderLine', 'frameworkId', { permission: 'orders.read' }), timeline: timelineOf(),
  },
  listing: {
    field: 'frameworks', defaultOrder: 'CREATED_AT_DESC', totals: ['called', 'minimumLeft'],
    orderBy: { NUMBER: 'number', STATUS: 'status', CUSTOMER: 'customer.name', VALID_FROM: 'validFrom', VALID_TO: 'validTo', CALLED: 'called', CREATED_AT: 'createdAt' },
    search: ['number', 'name', 'reference', 'customer.name', 'customer.code'],
  },
});
entity('FrameworkLine', {
  permission, rows: ofVisibleFrameworks, describe: 'A product of an agreement: how much of it, and at which price.',
  fields: {
    no: column(), minimum: column(undefined, { describe: 'Units that the customer committed to.' }), maximum: column(undefined, { describe: 'Units that may be called off at most; null: without end.' }),
    called: column(undefined, { describe: 'Units of placed call-offs less what was cancelled of them.' }),
    shipped: expression('quantity', (t) => ofOrders(t, 'l.shipped')), invoiced: expression('quantity', (t) => ofOrders(t, 'l.invoiced')),
    drafted: expression('quantity', (t) => ofOrders(t, 'l.quantity', `= 'DRAFT'`), { describe: 'Units on drafts of orders: they take nothing yet.' }),
    planned: expression('quantity', (t) => sql`coalesce((SELECT sum(c.quantity) FROM "FrameworkCall" c WHERE c."frameworkLineId" = ${col(t, 'id')} AND c."orderId" IS NULL), 0)`, { describe: 'Units that are planned, and on no order yet.' }),
    left: expression('quantity', (t) => sql`(CASE WHEN ${col(t, 'maximum')} IS NULL THEN NULL ELSE greatest(${col(t, 'maximum')} - ${col(t, 'called')}, 0) END)`, { nullable: true, describe: 'Units that may still be called off; null: without end.' }),
    minimumLeft: expression('quantity', (t) => sql`greatest(coalesce(${col(t, 'minimum')}, 0) - ${col(t, 'called')}, 0)`, { describe: 'Units that are missing to what was committed to.' }),
    unitPrice: expression('price', (t) => sql`(SELECT p."unitPrice" FROM "FrameworkPrice" p WHERE p."frameworkLineId" = ${col(t, 'id')} ORDER BY p."fromQuantity" LIMIT 1)`, { nullable: true, describe: 'The price of the first step.' }),
  },
  ones: { framework: one('Framework', 'frameworkId'), product: one('Product', 'productId') },
  manies: { prices: lines('FrameworkPrice', 'frameworkLineId', 'fromQuantity') },
  listing: {
    field: 'frameworkLines', defaultOrder: 'VALID_TO_ASC', totals: ['called', 'minimumLeft', 'shipped'], orderBy: { VALID_TO: 'framework.validTo', PRODUCT: 'product.name', CALLED: 'called', CUSTOMER: 'framework.customer.name' },
    search: ['product.name', 'product.sku', 'framework.number', 'framework.customer.name'],
  },
});
entity('FrameworkPrice', {
  permission, rows: ofVisibleLines, describe: 'What a unit costs from a quantity of one call-off on.', fields: { fromQuantity: column(), unitPrice: column() }, ones: { frameworkLine: one('FrameworkLine', 'frameworkLineId') },
});
entity('FrameworkCall', {
  permission, rows: ofVisibleFrameworks, describe: 'A call-off that is planned for a day: an order is made and placed by itself.',
  fields: { callOn: column(), requiredOn: column(), quantity: column(), failure: column(undefined, { describe: 'Why no order could be placed, when it was tried last.' }) },
  ones: { framework: one('Framework', 'frameworkId'), line: one('FrameworkLine', 'frameworkLineId'), order: one('Order', 'orderId', { permission: 'orders.read' }) },
  listing: { field: 'frameworkCalls', defaultOrder: 'CALL_ON_ASC', totals: ['quantity'], orderBy: { CALL_ON: 'callOn', REQUIRED_ON: 'requiredOn', CUSTOMER: 'framework.customer.name' }, search: ['framework.number', 'framework.customer.name'] },
});
extend('CustomerChange', { ones: { framework: one('Framework', 'frameworkId', { permission, describe: 'The agreement that is to be in force, or to last longer or further.' }) } });
extend('Framework', { manies: { waitingChanges: lines('CustomerChange', 'frameworkId', 'askedAt', { permission: 'credit.read', where: (t) => sql`${col(t, 'status')} = 'PENDING'::"CustomerChangeStatus"`, describe: 'Changes that wait for a second person.' }) } });
extend('Customer', { manies: { frameworks: pages('Framework', 'customerId', { permission }) } });
extend('OrderLine', { ones: { framework: one('Framework', 'frameworkId', { permission, describe: 'The agreement that it is called off from.' }), frameworkLine: one('FrameworkLine', 'frameworkLineId', { permission }) } });

mutations(createFramework, updateFramework, deleteFramework, activateFramework, extendFramework, endFramework, cancelFramework, planCallOffs, callOffFramework);
