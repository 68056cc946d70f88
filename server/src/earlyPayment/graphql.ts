import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, lines, money, one } from '../shared/entity.ts';
import { bigintFact, itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { grantEarlyDiscount, reverseEarlyDiscount } from './discounts.ts';
import { earlyPayments } from './earlyPayments.ts';
import { demandRunning, endEarlyPaymentOffer, publishEarlyPaymentOffer } from './offers.ts';
import { DiscountTooMuch, NoDiscountStands } from './refusals.ts';
import { zero } from '../shared/money.ts';

const isInForce = (t: string) => sql`(${col(t, 'startsOn')} <= ${todaySql} AND coalesce(${col(t, 'endsOn')} >= ${todaySql}, TRUE))`;

entity('EarlyPaymentOffer', {
  permission: 'invoices.read', describe: 'A published offer to pay early for a discount: its terms never change, it ends.',
  fields: {
    name: column(), discountRate: column(undefined, { describe: 'Of what it covers.' }), days: column(undefined, { describe: 'After the invoice\'s day; the last of them is in time.' }), includesFreight: column(),
    reducesTax: column(undefined, { describe: 'Whether the tax follows what is paid less.' }), currencyCode: column(), tolerance: money(), startsOn: column(), endsOn: column(), publishedByName: column(), endedByName: column(), createdAt: column(), version: column(),
    isInForce: expression('boolean', isInForce, { describe: 'Invoices of today get it.' }),
  },
  ones: { group: one('CustomerGroup', 'groupId', { describe: 'Null: of all groups.' }), paymentTerm: one('PaymentTerm', 'paymentTermId', { describe: 'Null: of all terms.' }) },
  manies: { timeline: timelineOf() },
  listing: {
    field: 'earlyPaymentOffers', defaultOrder: 'STARTS_ON_DESC', orderBy: { STARTS_ON: 'startsOn', NAME: 'name', DAYS: 'days', RATE: 'discountRate', ENDS_ON: 'endsOn' }, emptyLast: ['endsOn'], search: ['name'],
    describe: 'Offers to pay early, those that are over, too.',
  },
});
const ofVisibleInvoices: Parameters<typeof entity>[1]['rows'] = (alias, viewer) => {
  const own = ownCustomers('customerId')('n', viewer);
  return own && sql`EXISTS (SELECT FROM "Invoice" n WHERE n.id = ${col(alias, 'invoiceId')} AND ${own})`;
};
const ofInvoice = (t: string) => sql`(SELECT n."totalMinor" FROM "Invoice" n WHERE n.id = ${col(t, 'invoiceId')})`;
const currency = (t: string) => col(t, 'currencyCode');
entity('InvoiceEarlyOffer', {
  permission: 'invoices.read', rows: ofVisibleInvoices, describe: 'What an invoice may be paid early for, as it stood when it was posted.',
  fields: {
    no: column(), discountRate: column(), lastOn: column(undefined, { describe: 'The last day on which money is in time.' }), includesFreight: column(), reducesTax: column(), currencyCode: column(), tolerance: money(),
    discount: money(undefined, { describe: 'Off the whole invoice, tax included.' }), tax: money(undefined, { describe: 'How much of it is tax.' }),
    payable: expression('money', (t) => sql`${ofInvoice(t)} - ${col(t, 'discountMinor')}`, { currency, describe: 'What settles the whole invoice in time.' }),
  },
  ones: { invoice: one('Invoice', 'invoiceId'), offer: one('EarlyPaymentOffer', 'offerId') },
});
entity('EarlyDiscount', {
  permission: 'payments.read', rows: ownCustomers('customerId'), describe: 'A discount taken, granted, refused (nothing is posted), or taken back (negative).',
  fields: {
    kind: column(), paidOn: column(), effectiveOn: column(), currencyCode: column(), amount: money(), net: money(undefined, { describe: 'Less revenue.' }), tax: money(undefined, { describe: 'Less tax.' }), refusal: column(),
    missing: money(undefined, { describe: 'What must still be paid for the discount, or, too late, at all.' }), reason: column(), byName: column(), recordedAt: column(),
  },
  ones: {
    invoice: one('Invoice', 'invoiceId'), customer: one('Customer', 'customerId'), credit: one('OpenItem', 'creditItemId', { describe: 'The money that came with it.' }), offer: one('InvoiceEarlyOffer', 'earlyOfferId'),
    entry: one('JournalEntry', 'entryId', { permission: 'journal.read' }),
  },
  listing: {
    field: 'earlyDiscounts', defaultOrder: 'EFFECTIVE_ON_DESC', orderBy: { EFFECTIVE_ON: 'effectiveOn', AMOUNT: 'amount', KIND: 'kind', CUSTOMER: 'customer.name' }, totals: ['amount', 'net', 'tax'],
    search: ['invoice.number', 'customer.name'], describe: 'Early-payment discounts: taken, granted, refused and taken back.',
  },
});
extend('Invoice', { manies: { earlyOffers: lines('InvoiceEarlyOffer', 'invoiceId'), earlyDiscounts: lines('EarlyDiscount', 'invoiceId', 'recordedAt') } });

recordActions('EarlyPaymentOffer', { offer: itself('EarlyPaymentOffer') }, ({ offer }, { today }) => [recordAction('endEarlyPaymentOffer', 'earlyPayment.manage', () => demandRunning(offer, today))]);
recordActions('Invoice', {
  invoice: itself('Invoice'),
  open: bigintFact((t) => sql`coalesce((SELECT f."openMinor" FROM "OpenItem" f WHERE f.id = ${col(t, 'openItemId')}), 0)`),
  standing: bigintFact((t) => sql`SELECT coalesce(sum(f."amountMinor"), 0) FROM "EarlyDiscount" f WHERE f."invoiceId" = ${col(t, 'id')}`),
}, ({ invoice: { number, kind, totalMinor, currencyCode }, open, standing }) => (kind === 'CREDIT_NOTE' ? [] : [
  recordAction('grantEarlyDiscount', 'earlyPayment.grant', () => {
    const nothing = { minor: zero, currencyCode };
    if (open <= 0n || open >= totalMinor) throw DiscountTooMuch({ number, wanted: nothing, open: nothing });
  }),
  recordAction('reverseEarlyDiscount', 'earlyPayment.grant', () => { if (standing <= 0n) throw NoDiscountStands({ number }); }),
]));

const sums = {
  offered: 'int', offeredAmount: 'money', taken: 'int', granted: 'int', refused: 'int', missing: 'money', revenue: 'money', tax: 'money', loss: 'money', daysPulled: 'int?', annualCost: 'rate?',
} as const;
reportType('EarlyPaymentSums', 'What early payment was offered and what it cost. `annualCost`: discount over what came instead, times 365 over the days by which it came before its due day.', sums);
reportType('EarlyPaymentsOfOffer', 'The same of one offer; null: granted without one.', { offer: 'record:EarlyPaymentOffer?', ...sums });
reportType('EarlyPayments', 'Early payment between two days.', { from: 'day', to: 'day', rows: 'reports:EarlyPaymentsOfOffer', totals: 'report:EarlyPaymentSums' });
reportQuery('earlyPayments', {
  describe: 'Early payment between two days: offered on invoices of them, and taken, granted and refused on them; the loss as revenue and tax, and how many days earlier the money came.', permission: 'payments.read',
  type: 'EarlyPayments', report: earlyPayments,
});

mutations(publishEarlyPaymentOffer, endEarlyPaymentOffer, grantEarlyDiscount, reverseEarlyDiscount);
