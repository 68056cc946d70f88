import sql, { type Sql } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { itself, rowFact } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { depositInCompany } from './depositInCompany.ts';
import './followDeposits.ts';
import { coverDeposit, demandToCome, receiveDeposit } from './moneyIn.ts';
import { applyDeposit, demandHeld, moveDeposit, releaseDeposit } from './moneyOut.ts';
import { depositControl } from './depositControl.ts';
import { depositUse } from './depositUse.ts';
import { demandAsking, requestDeposit } from './requestDeposit.ts';
import { setDepositSettings, setDepositTaxRules } from './settings.ts';
import { withdrawDeposit } from './withdrawDeposit.ts';

const permission = 'deposits.read';
const currency = (t: string) => col(t, 'currencyCode');
const item = (t: string, value: ReturnType<typeof sql>) => sql`(SELECT ${value} FROM "OpenItem" i WHERE i.id = ${col(t, 'openItemId')})`;
const used = (t: string) => sql`coalesce((SELECT sum(a."amountMinor") FROM "Allocation" a JOIN "OpenItem" v ON v.id = a."debitItemId" AND v.kind = 'INVOICE' WHERE a."creditItemId" = ${col(t, 'openItemId')}), 0)::bigint`;
const received = (t: string) => sql`coalesce((SELECT sum(a."amountMinor") FROM "Allocation" a WHERE a."debitItemId" = ${col(t, 'openItemId')}), 0)::bigint`;
const inCompany = (value: (t: string) => Sql) => (t: string) => depositInCompany(t, value(t));
const toCome = (t: string) => item(t, sql`i."claimMinor"`);
/** Base or tax of a receipt as it was posted. */
const posted = (...codes: string[]) => (t: string) => sql`(SELECT -sum(l."companyMinor") FROM "Allocation" a JOIN "JournalLine" l ON l."entryId" = a."entryId" AND l."taxCodeId" IS NOT NULL JOIN "Account" k ON k.id = l."accountId" WHERE a.id = ${col(t, 'allocationId')} AND k.code = ANY(${codes}))::bigint`;
const isWithdrawn = (t: string) => sql`(${col(t, 'withdrawnOn')} IS NOT NULL)`;
const state = (t: string) => sql`(CASE WHEN ${item(t, sql`i."claimMinor"`)} > 0 AND NOT ${isWithdrawn(t)} THEN CASE WHEN ${received(t)} > 0 THEN 'PART_PAID' ELSE 'ASKED' END
  WHEN ${item(t, sql`i."openMinor"`)} < 0 THEN 'HELD' WHEN ${received(t)} > 0 THEN 'USED' ELSE 'WITHDRAWN' END)::"DepositState"`;

entity('DepositRequest', {
  permission, rows: ownCustomers('customerId'), describe: 'A deposit: money asked for before delivery, held for the customer until invoices take it.',
  fields: {
    number: column(), currencyCode: column(), amount: money(undefined, { inCompany: inCompany((t) => col(t, 'amountMinor')) }), share: column(undefined, { describe: 'Of the order\'s total, where it was asked for so.' }), requestedOn: column(), dueOn: column(),
    holdsShipping: column(undefined, { describe: 'The order does not leave before it is paid.' }), note: column(), withdrawnOn: column(), withdrawReason: column(), recordedAt: column(), version: column(),
    state: expression('enum:DepositState', state), received: expression('money', received, { currency, inCompany: inCompany(received), describe: 'What came to it.' }),
    toCome: expression('money', toCome, { currency, inCompany: inCompany(toCome), describe: 'What is still to come.' }), held: expression('money', (t) => item(t, sql`-i."openMinor"`), { currency, inCompany: (t) => item(t, sql`-i."companyOpenMinor"`), describe: 'What is held for the customer now: the balance of account 2110.' }),
    used: expression('money', used, { currency, inCompany: inCompany(used), describe: 'What invoices have taken.' }),
    isTaxed: expression('boolean', (t) => item(t, sql`i.taxes IS NOT NULL`), { describe: 'Its tax is due on receipt.' }),
    isOverdue: expression('boolean', (t) => sql`(${item(t, sql`i."claimMinor"`)} > 0 AND NOT ${isWithdrawn(t)} AND ${col(t, 'dueOn')} < ${todaySql})`),
    isIdle: expression('boolean', (t) => sql`(${item(t, sql`i."openMinor"`)} < 0 AND EXISTS (SELECT FROM "Order" o WHERE o.id = ${col(t, 'orderId')} AND o.status IN ('INVOICED', 'CLOSED', 'CANCELLED')))`, { describe: 'Held for an order that has no use for it any more.' }),
  },
  ones: { customer: one('Customer', 'customerId', { formerly: 'mergedIntoId' }), order: one('Order', 'orderId', { permission: 'orders.read' }), openItem: one('OpenItem', 'openItemId', { permission: 'openItems.read' }) },
  manies: { invoices: lines('DepositInvoice', 'depositRequestId', 'number'), timeline: timelineOf() },
  listing: {
    field: 'deposits', defaultOrder: 'REQUESTED_ON_DESC', totals: ['amount', 'received', 'toCome', 'held', 'used'],
    orderBy: { REQUESTED_ON: 'requestedOn', NUMBER: 'number', DUE_ON: 'dueOn', AMOUNT: 'amount', TO_COME: 'toCome', HELD: 'held', CUSTOMER: 'customer.name' },
    search: ['number', 'customer.name', 'order.number'], describe: 'Deposits asked for, and what is held of them.',
  },
});
entity('DepositInvoice', {
  permission, rows: ownCustomers('customerId'), describe: 'The invoice of a payment on account whose tax is due on receipt. The final invoice takes it off again; it is no revenue.',
  fields: { number: column(), issuedOn: column(), currencyCode: column(), net: money(undefined, { inCompany: posted('2115') }), tax: money(undefined, { inCompany: posted('2200') }), total: money(undefined, { inCompany: posted('2115', '2200') }), cancelledOn: column(undefined, { describe: 'The money was taken back.' }), recordedAt: column() },
  ones: { deposit: one('DepositRequest', 'depositRequestId'), customer: one('Customer', 'customerId', { formerly: 'mergedIntoId' }) },
  listing: { field: 'depositInvoices', defaultOrder: 'ISSUED_ON_DESC', totals: ['net', 'tax', 'total'], orderBy: { ISSUED_ON: 'issuedOn', NUMBER: 'number', TOTAL: 'total', CUSTOMER: 'customer.name' }, search: ['number', 'customer.name', 'deposit.number'] },
});
entity('DepositSettings', {
  permission, describe: 'How the firm deals with deposits.', fields: { holdsShipping: column(), appliesItself: column(), dueDays: column(), version: column() },
});
entity('DepositTaxRule', {
  permission, describe: 'Where tax on a deposit is due when it is received.', fields: { country: column(undefined, { describe: 'Any where there is none.' }), isDue: column() }, ones: { taxCode: one('TaxCode', 'taxCodeId', { describe: 'Any where there is none.' }) },
  listing: { field: 'depositTaxRules', orderBy: { COUNTRY: 'country' }, defaultOrder: 'COUNTRY_ASC', search: ['country'] },
});
extend('Order', {
  manies: { deposits: pages('DepositRequest', 'orderId', { permission }) },
  fields: {
    depositToCome: expression('money', (t) => sql`coalesce((SELECT sum(i."claimMinor") FROM "DepositRequest" d JOIN "OpenItem" i ON i.id = d."openItemId" WHERE d."orderId" = ${col(t, 'id')} AND d."withdrawnOn" IS NULL), 0)::bigint`, { currency, describe: 'Of deposits asked for, what is still to come.' }),
    awaitsDeposit: expression('boolean', (t) => sql`EXISTS (SELECT FROM "DepositRequest" d JOIN "OpenItem" i ON i.id = d."openItemId" WHERE d."orderId" = ${col(t, 'id')} AND d."withdrawnOn" IS NULL AND d."holdsShipping" AND i."claimMinor" > 0)`, { describe: 'It does not leave before its deposit is paid.' }),
  },
});
extend('Customer', { manies: { deposits: pages('DepositRequest', 'customerId', { permission }) } });

const ownItem = rowFact('OpenItem', (t) => sql`f.id = ${col(t, 'openItemId')}`);
recordActions('DepositRequest', { deposit: itself('DepositRequest'), item: ownItem }, ({ deposit, item: held }) => [
  ...['receiveDeposit', 'coverDeposit'].map((name) => recordAction(name, 'payments.post', () => demandToCome(deposit, held))),
  ...['applyDeposit', 'moveDeposit', 'releaseDeposit'].map((name) => recordAction(name, 'payments.post', () => demandHeld(deposit, held))),
  recordAction('withdrawDeposit', 'deposits.write', () => demandToCome(deposit, held)),
]);
recordActions('Order', { order: itself('Order') }, ({ order }) => [recordAction('requestDeposit', 'deposits.write', () => demandAsking(order))]);

reportType('DepositSettingsNow', 'How the firm deals with deposits, as set or as usual.', { holdsShipping: 'boolean', appliesItself: 'boolean', dueDays: 'int', version: 'int' });
reportType('DepositControl', 'What is held of deposits beside its accounts: both differences are zero.', { held: 'money', account: 'money', difference: 'money', tax: 'money', taxAccount: 'money', taxDifference: 'money', toCome: 'money', settings: 'report:DepositSettingsNow' });
reportQuery('depositControl', { describe: 'What is held of deposits and the tax on it, beside accounts 2110 and 2115; and how the firm deals with deposits.', permission, type: 'DepositControl', report: depositControl });

reportType('DepositReceipt', 'Money that came to a deposit, with its deposit invoice where its tax was due at once.', { depositInvoice: 'record:DepositInvoice?', number: 'text', on: 'day', amount: 'money', used: 'money', left: 'money', moved: 'money' });
reportType('DepositReceiptUse', 'A part of a receipt that an invoice took, or that was given up; base and tax as posted with it.', { depositInvoice: 'record:DepositInvoice?', receipt: 'text', invoice: 'record:Invoice?', number: 'text', on: 'day', amount: 'money', net: 'money', tax: 'money' });
reportType('DepositUse', 'Which receipts of a deposit went where, the earliest first.', { receipts: 'reports:DepositReceipt', uses: 'reports:DepositReceiptUse' });
reportQuery('depositUse', { describe: 'Which receipts of a deposit, each with its deposit invoice, went to which invoice: what came first goes first.', permission, type: 'DepositUse', report: depositUse });

mutations(requestDeposit, withdrawDeposit, receiveDeposit, coverDeposit, applyDeposit, moveDeposit, releaseDeposit, setDepositSettings, setDepositTaxRules);
