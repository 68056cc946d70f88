// The face of customers' returns: authorised, received, credited or replaced.
import sql, { raw } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, extend, lines, money, one, pages, words, type Entity } from '../shared/entity.ts';
import { isFact, itself, rowFact, rowsFact } from '../shared/facts.ts';
import { none } from '../shared/quantity.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { authoriseReturn } from './authoriseReturn.ts';
import { cancelReturn, endReturn } from './endReturn.ts';
import { receiveReturn } from './receiveReturn.ts';
import { NothingToSettle, NotReplaced, ReplacedAlready, ReturnReceiptReversed } from './refusals.ts';
import { reverseCreditNote } from './reverseCreditNote.ts';
import { reverseReturnReceipt } from './reverseReturnReceipt.ts';
import { demandCreditNote, demandReturn, unsettled } from './rules.ts';
import { creditReturn, replaceReturn } from './settleReturn.ts';
import { undoReplacement } from './undoReplacement.ts';

const permission = 'returns.read';
const ofLines = (what: string) => (t: string) => sql`(SELECT ${raw(what)} FROM "CustomerReturnLine" l WHERE l."returnId" = ${col(t, 'id')})`;
const ofOwn = (join: string): Entity['rows'] => (alias, viewer) => {
  const own = ownCustomers('customerId')('x', viewer);
  return own && sql`EXISTS (SELECT FROM "CustomerReturn" x ${raw(join.replaceAll('?', alias))} AND ${own})`;
};

entity('CustomerReturn', {
  permission, rows: ownCustomers('customerId'), describe: 'Goods that a customer may send back: authorised, received in parts, then credited or replaced.',
  fields: {
    number: column(), status: column(), reason: column(), note: column(), authorisedOn: column(), validUntil: column(undefined, { describe: 'Last day on which goods may come.' }),
    restockingFeeRate: column(undefined, { describe: 'Fraction of the price that is kept.' }), createdAt: column(), version: column(),
    isExpired: expression('boolean', (t) => sql`(${col(t, 'status')} IN ('AUTHORISED', 'PART_RECEIVED') AND ${col(t, 'validUntil')} < ${todaySql})`, { describe: 'Goods are missing, and the last day has passed.' }),
    quantity: expression('quantity', ofLines('coalesce(sum(l.quantity), 0)'), { describe: 'Units authorised.' }),
    received: expression('quantity', ofLines('coalesce(sum(l.received), 0)'), { describe: 'Units that came.' }),
    unsettled: expression('quantity', ofLines('coalesce(sum(l.received - l.credited - l.replaced), 0)'), { describe: 'Units that came and are neither credited nor replaced.' }),
    value: expression('money', (t) => sql`coalesce((SELECT sum(r."valueMinor") FROM "ReturnReceipt" r WHERE r."returnId" = ${col(t, 'id')} AND r.status = 'POSTED'), 0)`, { permission: 'costs.read', describe: 'What came, at the cost at which it went out.' }),
    creditedAmount: expression('money', (t) => sql`coalesce((SELECT sum(coalesce(i."companyTotalMinor", i."totalMinor")) FROM "Invoice" i WHERE i.id IN (SELECT c."creditNoteId" FROM "ReturnCredit" c WHERE c."returnId" = ${col(t, 'id')})), 0)`, { permission: 'invoices.read', describe: 'Its credit notes.' }),
  },
  ones: { customer: one('Customer', 'customerId'), order: one('Order', 'orderId'), warehouse: one('Warehouse', 'warehouseId'), replacementOrder: one('Order', 'replacementOrderId', { describe: 'The order that replaces its goods at no charge.' }) },
  manies: { lines: lines('CustomerReturnLine', 'returnId'), receipts: lines('ReturnReceipt', 'returnId'), credits: lines('ReturnCredit', 'returnId', 'id'), timeline: timelineOf() },
  listing: {
    field: 'customerReturns', defaultOrder: 'AUTHORISED_ON_DESC', search: ['number', 'customer.name', 'order.number', 'note'], totals: ['quantity', 'received', 'unsettled', 'value'],
    orderBy: { AUTHORISED_ON: 'authorisedOn', NUMBER: 'number', CUSTOMER: 'customer.name', STATUS: 'status', VALID_UNTIL: 'validUntil' },
  },
});
entity('CustomerReturnLine', {
  permission, rows: ofOwn('WHERE x.id = ?."returnId"'),
  fields: {
    no: column(), description: column(), quantity: column(), received: column(), credited: column(), replaced: column(), reason: column(),
    unsettled: expression('quantity', (t) => sql`(${col(t, 'received')} - ${col(t, 'credited')} - ${col(t, 'replaced')})`),
    missing: expression('quantity', (t) => sql`(${col(t, 'quantity')} - ${col(t, 'received')})`, { describe: 'Authorised, and not come yet.' }),
    sku: expression('text', (t) => sql`(SELECT p.sku FROM "Product" p WHERE p.id = ${col(t, 'productId')})`),
  },
  ones: { customerReturn: one('CustomerReturn', 'returnId'), product: one('Product', 'productId'), shipmentLine: one('ShipmentLine', 'shipmentLineId'), orderLine: one('OrderLine', 'orderLineId'), lot: one('Lot', 'lotId') },
});
entity('ReturnReceipt', {
  permission, rows: ofOwn('WHERE x.id = ?."returnId"'), describe: 'What came back at once. Corrected only by its reverse.',
  fields: { no: column(), number: column(), receivedOn: column(), status: column(), reversedOn: column(), note: column(), currencyCode: column(), value: money(undefined, { permission: 'costs.read' }), recordedAt: column() },
  ones: { customerReturn: one('CustomerReturn', 'returnId'), warehouse: one('Warehouse', 'warehouseId') }, manies: { lines: lines('ReturnReceiptLine', 'receiptId') },
});
entity('ReturnReceiptLine', {
  permission, rows: ofOwn('JOIN "ReturnReceipt" y ON y."returnId" = x.id WHERE y.id = ?."receiptId"'),
  fields: {
    no: column(), quantity: column(), fate: column(undefined, { describe: 'Back into stock, into quarantine, or scrapped.' }), reason: column(), currencyCode: column(), value: money(undefined, { permission: 'costs.read' }),
    lotCodes: words(['lots'], ({ lots }) => ((lots as { code: string; quantity: string }[] | null) ?? []).map(({ code, quantity }) => `${code} × ${quantity}`).join(', '), { describe: 'Lots and serial numbers that came.' }),
  },
  ones: { receipt: one('ReturnReceipt', 'receiptId'), returnLine: one('CustomerReturnLine', 'returnLineId'), product: one('Product', 'productId') },
});
entity('ReturnCredit', {
  permission: 'invoices.read', rows: ofOwn('WHERE x.id = ?."returnId"'), fields: { quantity: column() },
  ones: { customerReturn: one('CustomerReturn', 'returnId'), returnLine: one('CustomerReturnLine', 'returnLineId'), creditNote: one('Invoice', 'creditNoteId') },
});

const returnCost = (t: string) => sql`coalesce((SELECT sum(j."companyMinor") FROM "JournalLine" j JOIN "Account" a ON a.id = j."accountId" AND a.code = '5600' WHERE j."orderId" = ${col(t, 'id')}), 0)`;
extend('Order', {
  fields: { returnCost: expression('money', returnCost, { permission: 'profit.read', describe: 'What its returns cost, as the journal has it: goods that were scrapped.' }) },
  ones: { replacesReturn: one('CustomerReturn', 'replacesReturnId', { permission, describe: 'The return whose goods it replaces at no charge.' }) },
  manies: { returns: pages('CustomerReturn', 'orderId') },
});
extend('ShipmentLine', {
  fields: {
    returned: expression('quantity', (t) => sql`coalesce((SELECT sum(l.quantity) FROM "ReturnReceiptLine" l JOIN "ReturnReceipt" r ON r.id = l."receiptId" AND r.status = 'POSTED' WHERE l."shipmentLineId" = ${col(t, 'id')}), 0)`, { permission, describe: 'What came back of it.' }),
    returnable: expression('quantity', (t) => sql`(${col(t, 'quantity')} - coalesce((SELECT sum(l.quantity) FROM "CustomerReturnLine" l JOIN "CustomerReturn" r ON r.id = l."returnId" AND r.status <> 'CANCELLED'
      WHERE l."shipmentLineId" = ${col(t, 'id')}), 0))`, { permission, describe: 'What may still be authorised to come back.' }),
  },
});
extend('Customer', { manies: { returns: pages('CustomerReturn', 'customerId') } });

recordActions('CustomerReturn', { customerReturn: itself('CustomerReturn'), lines: rowsFact('CustomerReturnLine', (t) => sql`f."returnId" = ${col(t, 'id')}`) }, ({ customerReturn, lines: own }) => {
  const settles = (move: 'creditReturn' | 'replaceReturn') => () => {
    demandReturn(customerReturn, move);
    if (own.every((line) => unsettled(line) === none)) throw NothingToSettle({ number: customerReturn.number });
  };
  return [
    recordAction('receiveReturn', 'returns.receive', () => demandReturn(customerReturn, 'receiveReturn')),
    recordAction('creditReturn', 'invoices.post', settles('creditReturn')),
    recordAction('replaceReturn', 'returns.authorise', () => {
      settles('replaceReturn')();
      if (customerReturn.replacementOrderId !== null) throw ReplacedAlready({ number: customerReturn.number });
    }),
    recordAction('undoReplacement', 'returns.authorise', () => { if (customerReturn.replacementOrderId === null) throw NotReplaced({ number: customerReturn.number }); }),
    recordAction('endReturn', 'returns.authorise', () => demandReturn(customerReturn, 'endReturn')),
    recordAction('cancelReturn', 'returns.authorise', () => demandReturn(customerReturn, 'cancelReturn')),
  ];
});
recordActions('ReturnReceipt', { receipt: itself('ReturnReceipt') }, ({ receipt }) => [
  recordAction('reverseReturnReceipt', 'returns.receive', () => { if (receipt.status === 'REVERSED') throw ReturnReceiptReversed({ number: receipt.number }); }),
]);

/** The document that an entry of another reverses, or that is reversed by it: a credit note and its counter-document know each other by what they posted. */
const counterpart = (own: 'e' | 'r', other: 'e' | 'r') => (t: string) => sql`(SELECT n.number FROM "JournalEntry" ${raw(own)} JOIN "JournalEntry" ${raw(other)} ON r."reversesEntryId" = e.id JOIN "Invoice" n ON n.id = ${raw(other)}."sourceId"
  WHERE ${raw(own)}."sourceId" = ${col(t, 'id')} AND ${raw(own)}."sourceType" = 'Invoice' AND ${col(t, 'kind')} = 'CREDIT_NOTE' LIMIT 1)`;
extend('Invoice', {
  fields: {
    reversedByNumber: expression('text', counterpart('e', 'r'), { nullable: true, describe: 'Of a credit note that was taken back: the number of its counter-document.' }),
    reversesNumber: expression('text', counterpart('r', 'e'), { nullable: true, describe: 'Of a counter-document: the number of the credit note that it takes back.' }),
  },
});
recordActions('Invoice', {
  note: itself('Invoice'),
  isReversed: isFact((t) => sql`EXISTS (SELECT FROM "JournalEntry" e JOIN "JournalEntry" r ON r."reversesEntryId" = e.id WHERE e."sourceId" = ${col(t, 'id')} AND e."sourceType" = 'Invoice')`),
  contract: rowFact('Contract', (t) => sql`f.id IN (SELECT b."contractId" FROM "ContractBilling" b WHERE b."invoiceId" IN (${col(t, 'id')}, ${col(t, 'creditsInvoiceId')}))`),
}, ({ note, isReversed, contract }) => (note.kind === 'CREDIT_NOTE' ? [recordAction('reverseCreditNote', 'invoices.post', () => demandCreditNote({ note, isReversed, contract: contract?.number ?? null }))] : []));

mutations(authoriseReturn, receiveReturn, reverseReturnReceipt, creditReturn, replaceReturn, undoReplacement, endReturn, cancelReturn, reverseCreditNote);
