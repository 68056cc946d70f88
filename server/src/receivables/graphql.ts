import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { col, column, companyBy, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { todaySql } from '../shared/today.ts';
import { nextDueSql } from './instalments.ts';
import './reports.ts';

const openItem = (alias: string, value: ReturnType<typeof sql>) => sql`(SELECT ${value} FROM "OpenItem" i WHERE i.id = ${col(alias, 'openItemId')})`;
const currency = (alias: string) => col(alias, 'currencyCode');
const overdueDays = (alias: string) => openItem(alias, sql`CASE WHEN i."openMinor" > 0 THEN greatest(0, ${todaySql} - ${nextDueSql('i')}) ELSE 0 END`);

const ofLine = (name: string) => money(name, { inCompany: companyBy('Invoice', 'invoiceId', (alias) => col(alias, name)) });
const inCompany = (name: string, own: string, describe: string) => expression('money', (alias) => sql`coalesce(${col(alias, name)}, ${col(alias, own)})`, { describe });

entity('Invoice', {
  permission: 'invoices.read', rows: ownCustomers('customerId'), describe: 'A posted invoice or credit note. It never changes; a credit note corrects it.',
  fields: {
    number: column(), kind: column(), issuedOn: column(), dueOn: column(), paymentTermDays: column(), customerName: column(), customerTaxNumber: column(),
    billTo: column(), companyName: column(), companyTaxNumber: column(), customerReference: column(), currencyCode: column(),
    gross: money(), discount: money(), net: money(), freight: money(), tax: money(), total: money(),
    exchangeRate: column(undefined, { describe: 'Company money per unit of its currency on its day; null: it is in company money.' }),
    companyNet: inCompany('companyNetMinor', 'netMinor', 'Net in company money.'), companyTax: inCompany('companyTaxMinor', 'taxMinor', 'Tax in company money.'), companyTotal: inCompany('companyTotalMinor', 'totalMinor', 'Total in company money.'),
    reason: column(), recordedAt: column(),
    taxRounding: column(undefined, { describe: 'How its tax is rounded.' }), taxTreatment: column(), taxReason: column(undefined, { describe: 'Why there is no tax on it.' }),
    open: expression('money', (alias) => openItem(alias, sql`abs(i."openMinor")`), { currency, inCompany: (alias) => openItem(alias, sql`abs(i."companyOpenMinor")`), describe: 'What is not settled; of a credit note, what is not applied yet.' }),
    balance: expression('money', (alias) => openItem(alias, sql`i."openMinor"`), { currency, inCompany: (alias) => openItem(alias, sql`i."companyOpenMinor"`), describe: 'Open amount with its sign: a credit note\'s is negative.' }),
    signedNet: expression('money', (alias) => sql`CASE ${col(alias, 'kind')} WHEN 'INVOICE' THEN ${col(alias, 'netMinor')} ELSE -${col(alias, 'netMinor')} END`, { currency, describe: 'Net; a credit note\'s is negative.' }),
    paymentState: expression('enum:InvoicePaymentState', (alias) => openItem(alias,
      sql`(CASE WHEN i."openMinor" = 0 THEN 'PAID' WHEN i."openMinor" = i."amountMinor" THEN 'OPEN' ELSE 'PART_PAID' END)::"InvoicePaymentState"`)),
    overdueDays: expression('int', overdueDays, { describe: 'Days past the due day while something is open; else 0.' }),
    isOverdue: expression('boolean', (alias) => sql`${overdueDays(alias)} > 0`),
  },
  ones: { customer: one('Customer', 'customerId', { formerly: 'mergedIntoId', describe: 'Whom it was made out to; a filter by a customer finds those of records merged into it, too.' }), openItem: one('OpenItem', 'openItemId'), creditsInvoice: one('Invoice', 'creditsInvoiceId') },
  manies: {
    lines: lines('InvoiceLine', 'invoiceId'), creditNotes: lines('Invoice', 'creditsInvoiceId', 'number'), instalments: lines('InvoiceInstalment', 'invoiceId'),
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
    currencyCode: column(), gross: ofLine('grossMinor'), net: ofLine('netMinor'), tax: ofLine('taxMinor'), taxIncluded: column(undefined, { describe: 'The price holds the tax.' }), discountNote: column(undefined, { describe: 'The promotions that took something off.' }), cost: money(undefined, { permission: 'costs.read', currency: 'company' }),
  },
  ones: { invoice: one('Invoice', 'invoiceId'), product: one('Product', 'productId'), taxCode: one('TaxCode', 'taxCodeId') },
  listing: { field: 'invoiceLines', orderBy: { NET: 'net', QUANTITY: 'quantity' }, defaultOrder: 'NET_DESC', totals: ['gross', 'net', 'tax', 'quantity'], search: ['description', 'invoice.number'] },
});
entity('InvoiceInstalment', {
  permission: 'invoices.read', describe: 'A part of an invoice that falls due on a day of its own; money fills parts in the order of their days.',
  rows: (alias, viewer) => {
    const own = ownCustomers('customerId')('n', viewer);
    return own && sql`EXISTS (SELECT FROM "Invoice" n WHERE n.id = ${col(alias, 'invoiceId')} AND ${own})`;
  },
  fields: {
    no: column(), dueOn: column(), amount: money(), currencyCode: column(),
    open: expression('money', (alias) => openItem(alias, sql`greatest(0, least(${col(alias, 'amountMinor')}, i."openMinor" - ${col(alias, 'laterMinor')}))`), { currency, describe: 'What is not settled of it.' }),
  },
  ones: { invoice: one('Invoice', 'invoiceId') },
});
extend('OpenItem', {
  fields: { isOverdue: expression('boolean', (alias) => sql`coalesce(${col(alias, 'openMinor')} > 0 AND ${nextDueSql(alias)} < ${todaySql}, false)`) },
});
extend('JournalLine', { ones: { customer: one('Customer', 'customerId') } });
extend('Customer', { manies: { invoices: pages('Invoice', 'customerId') } });
