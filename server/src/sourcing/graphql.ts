import sql from 'sql-template-tag';
import { usableRateSql } from '../currencies/rates.ts';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, lines, one } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { awardQuotes, declineQuote, recordQuote } from './quotes.ts';
import {
  cancelQuoteRequest, closeQuoteRequest, createQuoteRequest, inviteSupplier, reopenQuoteRequest, sendQuoteRequest, updateQuoteRequest,
} from './quoteRequests.ts';
import './reports.ts';
import { demandQuoteRequest, legalQuoteRequest, type QuoteRequestAction } from './rules.ts';

const permission = 'purchasing.read';
const invited = (status: string) => (t: string) => sql`(SELECT count(*)::int FROM "QuoteInvitation" i WHERE i."quoteRequestId" = ${col(t, 'id')} AND ${status === '' ? sql`TRUE` : sql`i.status = ${status}::"InvitationStatus"`})`;
const awarded = (t: string) => sql`(SELECT coalesce(sum(a.quantity), 0) FROM "QuoteAward" a JOIN "PurchaseOrderLine" l ON l.id = a."purchaseOrderLineId"
  JOIN "PurchaseOrder" o ON o.id = l."purchaseOrderId" WHERE a."quoteRequestLineId" = ${col(t, 'id')} AND o.status <> 'CANCELLED')`;

entity('QuoteRequest', {
  permission, describe: 'The same question to several suppliers: at what price, in how many days.',
  fields: {
    number: column(), status: column(), title: column(), answerBy: column(), sentOn: column(), closedOn: column(), note: column(), createdAt: column(), version: column(),
    asked: expression('int', invited(''), { describe: 'How many suppliers were asked.' }),
    answered: expression('int', (t) => sql`(SELECT count(*)::int FROM "QuoteInvitation" i WHERE i."quoteRequestId" = ${col(t, 'id')} AND i.status = 'ANSWERED')`, { describe: 'How many have quoted.' }),
    isOverdue: expression('boolean', (t) => sql`(${col(t, 'status')} = 'SENT' AND coalesce(${col(t, 'answerBy')} < ${todaySql}, FALSE))`, { describe: 'Answers were awaited before today, and it is not decided.' }),
  },
  ones: { warehouse: one('Warehouse', 'warehouseId') },
  manies: { lines: lines('QuoteRequestLine', 'quoteRequestId'), invitations: lines('QuoteInvitation', 'quoteRequestId', 'id') },
  listing: {
    field: 'quoteRequests', defaultOrder: 'CREATED_AT_DESC', search: ['number', 'title', 'note'],
    orderBy: { NUMBER: 'number', STATUS: 'status', ANSWER_BY: 'answerBy', SENT_ON: 'sentOn', CREATED_AT: 'createdAt' },
  },
});
entity('QuoteRequestLine', {
  permission,
  fields: { no: column(), quantity: column(), neededOn: column(), awarded: expression('quantity', awarded, { describe: 'Given to suppliers, whose orders are there.' }) },
  ones: { quoteRequest: one('QuoteRequest', 'quoteRequestId'), product: one('Product', 'productId'), requisitionLine: one('RequisitionLine', 'requisitionLineId', { permission: 'requisitions.read' }) },
  manies: { prices: lines('QuotedPrice', 'quoteRequestLineId', 'minimumQuantity'), awards: lines('QuoteAward', 'quoteRequestLineId', 'id') },
});
entity('QuoteInvitation', {
  permission, describe: 'A supplier who was asked, and the head of the answer.',
  fields: {
    status: column(), answeredOn: column(), supplierReference: column(), currencyCode: column(), exchangeRate: column(), validTo: column(), note: column(),
    isExpired: expression('boolean', (t) => sql`coalesce(${col(t, 'validTo')} < ${todaySql}, FALSE)`),
  },
  ones: { quoteRequest: one('QuoteRequest', 'quoteRequestId'), supplier: one('Supplier', 'supplierId') },
  manies: { prices: lines('QuotedPrice', 'quoteInvitationId', 'minimumQuantity') },
  listing: {
    field: 'quoteInvitations', defaultOrder: 'ANSWERED_ON_DESC', search: ['quoteRequest.number', 'supplierReference'],
    orderBy: { ANSWERED_ON: 'answeredOn', NUMBER: 'quoteRequest.number', STATUS: 'status' },
  },
});
/** The price of an answer that counts for the quantity asked: of those from a quantity on, the greatest that is reached. */
const counts = (t: string) => sql`(${col(t, 'minimumQuantity')} = (SELECT max(o."minimumQuantity") FROM "QuotedPrice" o JOIN "QuoteRequestLine" l ON l.id = o."quoteRequestLineId"
  WHERE o."quoteRequestLineId" = ${col(t, 'quoteRequestLineId')} AND o."quoteInvitationId" = ${col(t, 'quoteInvitationId')} AND o."minimumQuantity" <= l.quantity))`;
const companyCost = (t: string) => sql`(SELECT round(${col(t, 'unitCost')} * CASE WHEN i."currencyCode" = (SELECT c."currencyCode" FROM "Company" c LIMIT 1) THEN 1 ELSE coalesce(i."exchangeRate", ${usableRateSql(sql`i."currencyCode"`, todaySql)}) END, 8)
  FROM "QuoteInvitation" i WHERE i.id = ${col(t, 'quoteInvitationId')})`;
entity('QuotedPrice', {
  permission,
  fields: {
    minimumQuantity: column(), unitCost: column(), leadTimeDays: column(), orderMultiple: column(),
    companyCost: expression('price', companyCost, { nullable: true, describe: 'In the company\'s currency, at the rate that the answer tells, else that of today; null where there is none.' }),
    isCounted: expression('boolean', (t) => sql`coalesce(${counts(t)}, FALSE)`, { describe: 'It is the answer\'s price for the quantity asked.' }),
    isBest: expression('boolean', (t) => sql`coalesce(${counts(t)} AND ${companyCost(t)} = (SELECT min(${companyCost('b')}) FROM "QuotedPrice" b
      WHERE b."quoteRequestLineId" = ${col(t, 'quoteRequestLineId')} AND ${counts('b')}), FALSE)`, { describe: 'Nobody quoted less for the quantity asked, as far as answers can be compared.' }),
  },
  ones: { quoteInvitation: one('QuoteInvitation', 'quoteInvitationId'), quoteRequestLine: one('QuoteRequestLine', 'quoteRequestLineId') },
});
entity('QuoteAward', {
  permission, describe: 'Who got the order, for how much and why.',
  fields: { quantity: column(), unitCost: column(), leadTimeDays: column(), reason: column(), awardedOn: column(), awardedByName: column() },
  ones: { quoteRequestLine: one('QuoteRequestLine', 'quoteRequestLineId'), supplier: one('Supplier', 'supplierId'), purchaseOrder: one('PurchaseOrder', 'purchaseOrderId') },
});

recordActions('QuoteRequest', { request: itself('QuoteRequest') }, ({ request }) => (Object.keys(legalQuoteRequest) as QuoteRequestAction[])
  .map((name) => recordAction(name, 'purchasing.manage', () => demandQuoteRequest(request, name))));

mutations(createQuoteRequest, updateQuoteRequest, sendQuoteRequest, inviteSupplier, recordQuote, declineQuote, awardQuotes, closeQuoteRequest, reopenQuoteRequest, cancelQuoteRequest);
