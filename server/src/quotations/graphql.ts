import sql, { type Sql } from 'sql-template-tag';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { whyPrice } from '../pricing/whyPrice.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, lines, money, one, pages, words } from '../shared/entity.ts';
import { object } from '../shared/input.ts';
import { todaySql } from '../shared/today.ts';
import { acceptQuotation, declineQuotation, reopenQuotation, sendQuotation } from './answerQuotation.ts';
import { quotationVersions } from './compareVersions.ts';
import { convertQuotation } from './convertQuotation.ts';
import { createQuotation, deleteQuotation, updateQuotation } from './draftQuotation.ts';
import { nameQuotationCustomer } from './nameCustomer.ts';
import { loadQuotationPreview, previewQuotationInput } from './previewQuotation.ts';
import './quotationActions.ts';
import { reviseQuotation } from './reviseQuotation.ts';
import { ofVisibleQuotations, ownQuotations } from './visibleQuotations.ts';

const permission = 'quotations.read';
const orderedOf = (line: Sql): Sql => sql`coalesce((SELECT sum(x.quantity - x.cancelled) FROM "OrderLine" x JOIN "Order" o ON o.id = x."orderId" WHERE x."quotationLineId" = ${line} AND o.status <> 'CANCELLED'), 0)`;
/** The total while something holds, else nothing: sums of a list tell how much stands where. */
const totalWhere = (condition: (t: string) => Sql, describe: string) => expression('money', (t) => sql`(CASE WHEN ${condition(t)} THEN ${col(t, 'totalMinor')} ELSE 0 END)`, { describe, currency: (t) => col(t, 'currencyCode') });

entity('Quotation', {
  permission, rows: ownQuotations, describe: 'One version of a quotation to a customer or a prospect; frozen once sent.',
  fields: {
    number: column(undefined, { describe: 'Given when the first version is sent; all versions share it.' }), revision: column(), isNewest: column(undefined, { describe: 'No later version was begun.' }), status: column(),
    whom: expression('text', (t) => sql`coalesce((SELECT c.name FROM "Customer" c WHERE c.id = ${col(t, 'customerId')}), ${col(t, 'prospectName')})`, { describe: 'The customer or the prospect.' }),
    prospectName: column(), prospectEmail: column(), prospectPhone: column(), sentOn: column(), validTo: column(), expectedOn: column(), decidedOn: column(), lossReason: column(), lossNote: column(),
    customerReference: column(), terms: column(), note: column(undefined, { describe: 'For the firm alone.' }), currencyCode: column(), exchangeRate: column(), companyTotal: expression('money', (t) => sql`hesabu_in_company(${col(t, 'totalMinor')}, ${col(t, 'exchangeRate')}, ${col(t, 'currencyCode')})`, { describe: 'Total in company money, by the rate of the day on which it was priced.' }), gross: money(), discount: money(), net: money(), tax: money(), total: money(),
    open: totalWhere((t) => sql`(${col(t, 'status')} = 'SENT' AND ${col(t, 'isNewest')})`, 'The total while it waits for an answer.'),
    won: totalWhere((t) => sql`(${col(t, 'status')} = 'ACCEPTED')`, 'The total once it was accepted.'),
    lost: totalWhere((t) => sql`(${col(t, 'status')} IN ('DECLINED', 'EXPIRED') AND ${col(t, 'isNewest')})`, 'The total once it was declined or has expired.'),
    isOverdue: expression('boolean', (t) => sql`(${col(t, 'status')} = 'SENT' AND ${col(t, 'isNewest')} AND coalesce(${col(t, 'expectedOn')} < ${todaySql}, FALSE))`, { describe: 'An answer was expected before today.' }),
    isOrdered: expression('boolean', (t) => sql`(${col(t, 'status')} = 'ACCEPTED' AND NOT EXISTS (SELECT FROM "QuotationLine" l WHERE l."quotationId" = ${col(t, 'id')} AND l."isChosen" AND l.kind <> 'TEXT'
      AND l.quantity > ${orderedOf(sql`l.id`)}))`, { describe: 'Accepted, and all of it is on orders.' }),
    createdAt: column(), version: column(),
  },
  ones: { customer: one('Customer', 'customerId'), salesPerson: one('SalesPerson', 'salesPersonId', { permission: 'customers.read' }), first: one('Quotation', 'firstId', { describe: 'The first version.' }) },
  manies: { lines: lines('QuotationLine', 'quotationId'), orders: pages('Order', 'quotationId', { permission: 'orders.read' }), timeline: timelineOf() },
  listing: {
    field: 'quotations', defaultOrder: 'CREATED_AT_DESC', totals: ['total', 'net', 'open', 'won', 'lost'],
    orderBy: { NUMBER: 'number', STATUS: 'status', TOTAL: 'total', SENT_ON: 'sentOn', VALID_TO: 'validTo', EXPECTED_ON: 'expectedOn', DECIDED_ON: 'decidedOn', CREATED_AT: 'createdAt', WHOM: 'whom' },
    search: ['number', 'whom', 'customerReference', 'prospectEmail'],
  },
});
entity('QuotationLine', {
  permission, rows: ofVisibleQuotations, describe: 'A line of a quotation.',
  fields: {
    no: column(), kind: column(), isChosen: column(undefined, { describe: 'Counts in the totals.' }), description: column(), quantity: column(), entered: column(undefined, { describe: 'In its unit, where that is another.' }),
    unitPrice: column(), enteredPrice: column(), discountRate: column(), less: money('lessMinor'), taxRate: column(), taxIncluded: column(), priceOrigin: column(), currencyCode: column(), gross: money(), net: money(), tax: money(),
    ordered: expression('quantity', (t) => orderedOf(col(t, 'id')), { describe: 'Units on orders that were not cancelled.' }),
    left: expression('quantity', (t) => sql`(CASE WHEN ${col(t, 'isChosen')} THEN greatest(${col(t, 'quantity')} - ${orderedOf(col(t, 'id'))}, 0) ELSE 0 END)`, { describe: 'Units that no order has yet.' }),
    whyPrice: words(['priceBecause'], ({ priceBecause }, { locale }) => whyPrice(priceBecause, locale), { describe: 'Why it costs what it costs, as it was when it was priced.' }),
  },
  ones: { quotation: one('Quotation', 'quotationId'), product: one('Product', 'productId'), unit: one('Unit', 'unitId') },
});
extend('Customer', { manies: { quotations: pages('Quotation', 'customerId', { permission }) } });
extend('Order', { ones: { quotation: one('Quotation', 'quotationId', { permission }) } });

reportType('QuotationChange', 'What a version says otherwise of a line than the one before.', {
  description: 'text', what: 'text', quantityBefore: 'quantity?', quantityAfter: 'quantity?', priceBefore: 'price?', priceAfter: 'price?', discountBefore: 'rate?', discountAfter: 'rate?', netBefore: 'money?', netAfter: 'money?',
});
reportType('QuotationVersion', 'A version of a quotation.', { quotation: 'record:Quotation', revision: 'int', status: 'enum:QuotationStatus', sentOn: 'day?', total: 'money', changes: 'reports:QuotationChange' });
reportQuery('quotationVersions', { describe: 'The versions of a quotation, each with what it says otherwise than the one before.', permission, type: 'QuotationVersion', list: true, report: quotationVersions });

reportType('QuotationPreviewLine', 'A line as it would be; null what cannot be told yet.', { product: 'record:Product?', unitPrice: 'price?', net: 'money?', counts: 'boolean', taxIncluded: 'boolean', why: 'text?' });
reportType('QuotationPreview', 'A quotation as it would be.', { lines: 'reports:QuotationPreviewLine', gross: 'money', discount: 'money', net: 'money', tax: 'money', total: 'money', currencyCode: 'text' });
reportQuery('previewQuotation', {
  describe: 'Amounts of a quotation while it is typed; nothing is saved.', permission: 'quotations.write', type: 'QuotationPreview',
  args: { input: object('PreviewQuotationInput', previewQuotationInput) },
  resolve: ({ input }, ctx) => loadQuotationPreview(input, ctx),
});

mutations(createQuotation, updateQuotation, deleteQuotation, sendQuotation, acceptQuotation, declineQuotation, reopenQuotation, reviseQuotation, convertQuotation, nameQuotationCustomer);
