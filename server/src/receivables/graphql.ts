import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { col, column, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { todaySql } from '../shared/today.ts';
import './reports.ts';

const openItem = (alias: string, value: ReturnType<typeof sql>) => sql`(SELECT ${value} FROM "OpenItem" i WHERE i.id = ${col(alias, 'openItemId')})`;
const currency = (alias: string) => col(alias, 'currencyCode');
const overdueDays = (alias: string) => openItem(alias, sql`CASE WHEN i."openMinor" > 0 THEN greatest(0, ${todaySql} - i."dueOn") ELSE 0 END`);

entity('Invoice', {
  permission: 'invoices.read', rows: ownCustomers('customerId'), describe: 'A posted invoice or credit note. It never changes; a credit note corrects it.',
  fields: {
    number: column(), kind: column(), issuedOn: column(), dueOn: column(), paymentTermDays: column(), customerName: column(), customerTaxNumber: column(),
    billTo: column(), companyName: column(), companyTaxNumber: column(), customerReference: column(), currencyCode: column(),
    gross: money(), discount: money(), net: money(), freight: money(), tax: money(), total: money(), reason: column(), recordedAt: column(),
    open: expression('money', (alias) => openItem(alias, sql`abs(i."openMinor")`), { currency, describe: 'What is not settled; of a credit note, what is not applied yet.' }),
    balance: expression('money', (alias) => openItem(alias, sql`i."openMinor"`), { currency, describe: 'Open amount with its sign: a credit note\'s is negative.' }),
    signedNet: expression('money', (alias) => sql`CASE ${col(alias, 'kind')} WHEN 'INVOICE' THEN ${col(alias, 'netMinor')} ELSE -${col(alias, 'netMinor')} END`, { currency, describe: 'Net; a credit note\'s is negative.' }),
    paymentState: expression('enum:InvoicePaymentState', (alias) => openItem(alias,
      sql`(CASE WHEN i."openMinor" = 0 THEN 'PAID' WHEN i."openMinor" = i."amountMinor" THEN 'OPEN' ELSE 'PART_PAID' END)::"InvoicePaymentState"`)),
    overdueDays: expression('int', overdueDays, { describe: 'Days past the due day while something is open; else 0.' }),
    isOverdue: expression('boolean', (alias) => sql`${overdueDays(alias)} > 0`),
  },
  ones: { customer: one('Customer', 'customerId'), openItem: one('OpenItem', 'openItemId'), creditsInvoice: one('Invoice', 'creditsInvoiceId') },
  manies: {
    lines: lines('InvoiceLine', 'invoiceId'), creditNotes: lines('Invoice', 'creditsInvoiceId', 'number'),
    entries: lines('JournalEntry', 'sourceId', 'sequence'), timeline: timelineOf(),
  },
  listing: {
    field: 'invoices', defaultOrder: 'ISSUED_ON_DESC', totals: ['total', 'open', 'balance', 'net', 'signedNet'],
    orderBy: { ISSUED_ON: 'issuedOn', NUMBER: 'number', DUE_ON: 'dueOn', TOTAL: 'total', OPEN: 'open', OVERDUE_DAYS: 'overdueDays', CUSTOMER: 'customerName' },
    search: ['number', 'customerName', 'customerReference'], describe: 'Invoices and credit notes.',
  },
});
entity('InvoiceLine', {
  permission: 'invoices.read',
  rows: (alias, viewer) => {
    const own = ownCustomers('customerId')('n', viewer);
    return own && sql`EXISTS (SELECT FROM "Invoice" n WHERE n.id = ${col(alias, 'invoiceId')} AND ${own})`;
  },
  fields: {
    no: column(), description: column(), unitCode: column(), quantity: column(), unitPrice: column(), discountRate: column(), taxRate: column(),
    currencyCode: column(), gross: money(), net: money(), tax: money(), cost: money(undefined, { permission: 'costs.read' }),
  },
  ones: { invoice: one('Invoice', 'invoiceId'), product: one('Product', 'productId'), taxCode: one('TaxCode', 'taxCodeId') },
  listing: { field: 'invoiceLines', orderBy: { NET: 'net', QUANTITY: 'quantity' }, defaultOrder: 'NET_DESC', totals: ['gross', 'net', 'tax', 'quantity'], search: ['description', 'invoice.number'] },
});
extend('OpenItem', {
  fields: { isOverdue: expression('boolean', (alias) => sql`coalesce(${col(alias, 'openMinor')} > 0 AND ${col(alias, 'dueOn')} < ${todaySql}, false)`) },
});
extend('JournalLine', { ones: { customer: one('Customer', 'customerId') } });
extend('Customer', { manies: { invoices: pages('Invoice', 'customerId') } });
