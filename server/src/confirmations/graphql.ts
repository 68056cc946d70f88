import sql, { type Sql } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { reportQuery } from '../reports.ts';
import { col, column, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { bigintFact, itself, rowFact } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { assignDispute, demandOpenDispute, disputeInvoice, resolveDispute } from './disputes.ts';
import { demandReceiptable, issueReceipt } from './issueReceipt.ts';
import { createInvoiceLink, revokeInvoiceLinks } from './links.ts';
import { assignConfirmations } from './owners.ts';
import { answerBalance, confirmInvoice, demandUnconfirmed } from './proofs.ts';
import { LinkOver } from './refusals.ts';
import { confirmationShares, invoiceProof, recordedSameDay, scheduledStatements } from './reports.ts';
import './reportTypes.ts';
import { demandActive, runStatementSchedule, saveStatementSchedule } from './statementSchedules.ts';

const currency = (t: string) => col(t, 'currencyCode');

entity('PaymentReceipt', {
  permission: 'payments.read', rows: ownCustomers('customerId'), describe: 'The receipt of money received: issued once, with what it was applied to by then.',
  fields: { number: column(), issuedOn: column(), currencyCode: column(), amount: money(), onAccount: money(undefined, { describe: 'Not applied to anything by then.' }), issuedByName: column(), recordedAt: column() },
  ones: { payment: one('Payment', 'paymentId'), customer: one('Customer', 'customerId') },
  manies: { lines: lines('PaymentReceiptLine', 'receiptId'), timeline: timelineOf() },
  listing: {
    field: 'paymentReceipts', defaultOrder: 'ISSUED_ON_DESC', orderBy: { ISSUED_ON: 'issuedOn', NUMBER: 'number', AMOUNT: 'amount', CUSTOMER: 'customer.name' }, totals: ['amount'], search: ['number', 'payment.number', 'customer.name'],
    describe: 'Receipts of money received.',
  },
});
entity('PaymentReceiptLine', { permission: 'payments.read', describe: 'What received money was applied to.', fields: { no: column(), number: column(), currencyCode: column(), amount: money() }, ones: { invoice: one('Invoice', 'invoiceId') } });
extend('Payment', { manies: { receipts: lines('PaymentReceipt', 'paymentId', 'issuedOn', { describe: 'Its receipt: one, or none yet.' }) } });
recordActions('Payment', { payment: itself('Payment'), receipt: rowFact('PaymentReceipt', (t) => sql`f."paymentId" = ${col(t, 'id')}`) }, ({ payment, receipt }) =>
  (payment.direction === 'IN' ? [recordAction('issueReceipt', 'payments.post', () => demandReceiptable(payment, receipt))] : []));

entity('InvoiceDispute', {
  permission: 'disputes.read', rows: ownCustomers('customerId'), describe: 'What a customer says is wrong with an invoice, until it is settled.',
  fields: {
    number: column(), reason: column(), currencyCode: column(), amount: money(undefined, { describe: 'What is disputed.' }), text: column(), personName: column(undefined, { describe: 'Who of the customer said so.' }), channel: column(), raisedOn: column(),
    status: column(), resolution: column(), resolutionText: column(), resolvedOn: column(), resolvedByName: column(), version: column(),
    ageDays: expression('int', (t) => sql`greatest(0, coalesce(${col(t, 'resolvedOn')}, ${todaySql}) - ${col(t, 'raisedOn')})`, { describe: 'Days that it has been open, or was.' }),
  },
  ones: { invoice: one('Invoice', 'invoiceId'), customer: one('Customer', 'customerId'), owner: one('Colleague', 'ownerId'), creditNote: one('Invoice', 'creditNoteId') },
  manies: { lines: lines('DisputedLine', 'disputeId'), timeline: timelineOf() },
  listing: {
    field: 'disputes', defaultOrder: 'RAISED_ON_ASC', orderBy: { RAISED_ON: 'raisedOn', NUMBER: 'number', AMOUNT: 'amount', STATUS: 'status', CUSTOMER: 'customer.name' }, totals: ['amount'],
    search: ['number', 'invoice.number', 'customer.name', 'text'], describe: 'Disputes about invoices.',
  },
});
entity('DisputedLine', {
  permission: 'disputes.read',
  rows: (alias, viewer) => {
    const own = ownCustomers('customerId')('d', viewer);
    return own && sql`EXISTS (SELECT FROM "InvoiceDispute" d WHERE d.id = ${col(alias, 'disputeId')} AND ${own})`;
  },
  describe: 'A line of an invoice that is disputed.', fields: { no: column() }, ones: { line: one('InvoiceLine', 'invoiceLineId') },
});
recordActions('InvoiceDispute', { dispute: itself('InvoiceDispute') }, ({ dispute }) => [
  recordAction('assignDispute', 'disputes.manage', () => demandOpenDispute(dispute)), recordAction('resolveDispute', 'disputes.manage', () => demandOpenDispute(dispute)),
]);

entity('DeliveryProof', {
  permission: 'invoices.read', rows: ownCustomers('customerId'), describe: 'What is known of an invoice or statement after it left: opened, confirmed, disputed.',
  fields: {
    kind: column(), channel: column(), subjectType: column(), subject: column('subjectId', { typeColumn: 'subjectType', describe: 'The invoice; of a statement, the customer.' }), personName: column(), note: column(), currencyCode: column(),
    stated: money(undefined, { describe: 'The balance that a statement told.' }), byName: column(), recordedAt: column(),
  },
  ones: { customer: one('Customer', 'customerId') },
  listing: { field: 'deliveryProofs', defaultOrder: 'RECORDED_AT_DESC', orderBy: { RECORDED_AT: 'recordedAt', KIND: 'kind', CUSTOMER: 'customer.name' }, search: ['customer.name', 'personName', 'note'], describe: 'Proofs of delivery and agreement.' },
});
entity('DocumentLink', {
  permission: 'mail.read', rows: ownCustomers('customerId'), describe: 'A link of a letter; its token is known to nobody but its reader.',
  fields: { subjectType: column(), language: column(), createdByName: column(), createdAt: column(), expiresAt: column(), revokedAt: column(), revokedByName: column() },
  ones: { customer: one('Customer', 'customerId'), mail: one('Mail', 'mailId') },
});

const id = (t: string) => col(t, 'id');
const proofs = (t: string, kinds: Sql, value: Sql): Sql => sql`(SELECT ${value} FROM "DeliveryProof" p WHERE p."subjectId" = ${id(t)} AND p.kind IN (${kinds}))`;
const lastMail = (t: string, value: Sql): Sql => sql`(SELECT ${value} FROM "Mail" m WHERE m."subjectId" = ${id(t)} AND m.kind = 'INVOICE' AND m.status <> 'CANCELLED' ORDER BY m."createdAt" DESC, m.id DESC LIMIT 1)`;
const disputedOf = (t: string, key: string) => sql`coalesce((SELECT sum(d."amountMinor")::bigint FROM "InvoiceDispute" d WHERE d."openItemId" = ${col(t, key)} AND d.status = 'OPEN'), 0)`;
extend('Invoice', {
  fields: {
    proofState: expression('enum:ProofState', (t) => sql`(CASE WHEN EXISTS (SELECT FROM "InvoiceDispute" d WHERE d."invoiceId" = ${id(t)} AND d.status = 'OPEN') THEN 'DISPUTED' WHEN ${proofs(t, sql`'CONFIRMED'`, sql`count(*)`)} > 0 THEN 'CONFIRMED'
      WHEN ${proofs(t, sql`'OPENED', 'DOCUMENT_OPENED'`, sql`count(*)`)} > 0 THEN 'OPENED'
      ELSE coalesce(${lastMail(t, sql`CASE WHEN m.status IN ('BOUNCED', 'FAILED') THEN 'BOUNCED' WHEN m.status = 'SENT' THEN 'SENT' ELSE 'NOT_SENT' END`)}, 'NOT_SENT') END)::"ProofState"`, { describe: 'How far the proof has come that the customer has it and agrees.' }),
    sentAt: expression('instant', (t) => sql`(SELECT max(m."sentAt") FROM "Mail" m WHERE m."subjectId" = ${id(t)} AND m.kind = 'INVOICE')`, { nullable: true, describe: 'Mailed last.' }),
    openedAt: expression('instant', (t) => proofs(t, sql`'OPENED', 'DOCUMENT_OPENED'`, sql`min(p."recordedAt")`), { nullable: true }),
    confirmedAt: expression('instant', (t) => proofs(t, sql`'CONFIRMED'`, sql`min(p."recordedAt")`), { nullable: true }),
    confirmedByName: expression('text', (t) => proofs(t, sql`'CONFIRMED'`, sql`min(p."personName")`), { nullable: true, describe: 'Who of the customer.' }),
    unconfirmedDays: expression('int', (t) => sql`CASE WHEN ${proofs(t, sql`'CONFIRMED'`, sql`count(*)`)} > 0 THEN 0 ELSE greatest(0, ${todaySql} - ${col(t, 'issuedOn')}) END`, { describe: 'Days since it was issued, while nobody has confirmed it.' }),
    confirmationOwner: expression('text', (t) => sql`coalesce((SELECT u.name FROM "ConfirmationOwner" w JOIN "User" u ON u.id = w."ownerId" WHERE w."invoiceId" = ${id(t)}),
      (SELECT s.name FROM "Customer" c JOIN "SalesPerson" s ON s.id = c."salesPersonId" WHERE c.id = ${col(t, 'customerId')}))`, { nullable: true, describe: 'Who asks after it: whoever was named, else the customer\'s seller.' }),
    disputed: expression('money', (t) => disputedOf(t, 'openItemId'), { currency, describe: 'What of it is disputed and not settled.' }),
  },
  manies: { disputes: lines('InvoiceDispute', 'invoiceId', 'number') },
});
extend('OpenItem', { fields: { disputed: expression('money', (t) => disputedOf(t, 'id'), { currency, describe: 'What of it is disputed and not settled.' }) } });
extend('Customer', { manies: { disputes: pages('InvoiceDispute', 'customerId'), proofs: pages('DeliveryProof', 'subjectId', { describe: 'What was said of its statements.' }) } });
recordActions('Invoice', {
  invoice: itself('Invoice'), confirmed: rowFact('DeliveryProof', (t) => sql`f."subjectId" = ${col(t, 'id')} AND f.kind = 'CONFIRMED'`),
  links: bigintFact((t) => sql`SELECT count(*) FROM "DocumentLink" f WHERE f."subjectId" = ${col(t, 'id')} AND f."revokedAt" IS NULL AND f."expiresAt" > hesabu_now()`),
}, ({ invoice: { number, kind }, confirmed, links }) => (kind === 'CREDIT_NOTE' ? [] : [
  recordAction('confirmInvoice', 'invoices.confirm', () => demandUnconfirmed(number, confirmed)), recordAction('disputeInvoice', 'invoices.confirm', () => undefined),
  recordAction('createInvoiceLink', 'mail.send', () => undefined), recordAction('revokeInvoiceLinks', 'mail.send', () => { if (links === 0n) throw LinkOver({}); }),
]));
recordActions('Customer', {}, () => [recordAction('answerBalance', 'invoices.confirm', () => undefined)]);

entity('StatementSchedule', {
  permission: 'openItems.read', describe: 'When which customers get a statement by themselves.',
  fields: { name: column(), rhythm: column(), day: column(undefined, { describe: 'Of a week 1 (Monday) to 7, else of the month.' }), condition: column(), form: column(), language: column(), startsOn: column(), isActive: column(), createdAt: column(), version: column(),
    lastDueOn: expression('day', (t) => sql`(SELECT max(r."dueOn") FROM "StatementRun" r WHERE r."scheduleId" = ${id(t)})`, { nullable: true, describe: 'The last day for which they were sent.' }) },
  ones: { customer: one('Customer', 'customerId', { describe: 'Null: not of one.' }), group: one('CustomerGroup', 'groupId', { describe: 'Null: not of one.' }) },
  manies: { runs: pages('StatementRun', 'scheduleId'), timeline: timelineOf() },
  listing: { field: 'statementSchedules', defaultOrder: 'NAME_ASC', orderBy: { NAME: 'name', RHYTHM: 'rhythm', STARTS_ON: 'startsOn' }, search: ['name', 'customer.name'], describe: 'Schedules of statements.' },
});
recordActions('StatementSchedule', { schedule: itself('StatementSchedule') }, ({ schedule }) => [
  recordAction('runStatementSchedule', 'statements.manage', () => demandActive(schedule)), recordAction('saveStatementSchedule', 'statements.manage', () => undefined),
]);
entity('StatementRun', {
  permission: 'openItems.read', describe: 'A sending of a schedule\'s statements, with all who got one and all who did not.',
  fields: { number: column(), dueOn: column(), fromOn: column(), form: column(), knownAt: column(undefined, { describe: 'What was learnt later is on none of them.' }), sentCount: column(), skippedCount: column(), byName: column(), createdAt: column() },
  ones: { schedule: one('StatementSchedule', 'scheduleId') }, manies: { lines: pages('StatementRunLine', 'runId'), timeline: timelineOf() },
  listing: { field: 'statementRuns', defaultOrder: 'CREATED_AT_DESC', orderBy: { CREATED_AT: 'createdAt', DUE_ON: 'dueOn', NUMBER: 'number' }, search: ['number', 'schedule.name'], describe: 'Sendings of statements.' },
});
entity('StatementRunLine', {
  permission: 'openItems.read', rows: ownCustomers('customerId'), describe: 'What became of a customer in a sending.',
  fields: { no: column(), outcome: column(), currencyCode: column(), balance: money(), overdue: money() },
  ones: { run: one('StatementRun', 'runId'), customer: one('Customer', 'customerId'), mail: one('Mail', 'mailId', { permission: 'mail.read' }) },
  listing: { field: 'statementRunLines', defaultOrder: 'NO_ASC', orderBy: { NO: 'no', BALANCE: 'balance', OUTCOME: 'outcome', CUSTOMER: 'customer.name' }, totals: ['balance', 'overdue'], search: ['customer.name'], describe: 'Customers of sendings of statements.' },
});

reportQuery('invoiceProof', { describe: 'What is known of an invoice\'s way to the customer, in the order of time.', permission: 'invoices.read', type: 'InvoiceProof', report: invoiceProof });
reportQuery('confirmationShares', { describe: 'By month of issue: how many invoices were sent, opened, confirmed and disputed within some days of their own.', permission: 'invoices.read', type: 'ConfirmationShares', report: confirmationShares });
reportQuery('recordedSameDay', { describe: 'By month: how much of the money received was recorded on the day on which it came.', permission: 'payments.read', type: 'RecordedSameDay', report: recordedSameDay });
reportQuery('scheduledStatements', { describe: 'Who of a schedule would get a statement on a day (default today), and who would not, with the reason.', permission: 'statements.manage', type: 'ScheduledStatements', report: scheduledStatements });

mutations(issueReceipt, confirmInvoice, disputeInvoice, assignDispute, resolveDispute, answerBalance, assignConfirmations, createInvoiceLink, revokeInvoiceLinks, saveStatementSchedule, runStatementSchedule);
