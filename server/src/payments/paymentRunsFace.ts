import sql from 'sql-template-tag';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { itself, rowsFact } from '../shared/facts.ts';
import { boolean, id, optional } from '../shared/input.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { setBankDetails } from './bankDetails.ts';
import { cancelPaymentRun, createPaymentRun, updatePaymentRun } from './createPaymentRun.ts';
import { executePaymentRun, requestRunApproval } from './executePaymentRun.ts';
import { paymentFile } from './paymentFile.ts';
import { demandDraft, demandRunApprovalOpen, demandRunApproved } from './paymentRunRules.ts';

const permission = 'payables.read';
const person = (columnName: string) => expression('text', (t) => sql`(SELECT u.name FROM "User" u WHERE u.id = ${col(t, columnName)})`, { nullable: true });

entity('PaymentRun', {
  permission, describe: 'Many bills paid at once from one account.',
  fields: {
    number: column(), status: column(), dueUntil: column(), payOn: column(), currencyCode: column(), total: money(undefined, { inCompany: (t) => sql`coalesce(${col(t, 'companyTotalMinor')}, ${col(t, 'totalMinor')})` }), createdAt: column(), executedOn: column(), version: column(),
    createdByName: person('createdById'), executedByName: person('executedById'),
    bills: expression('int', (t) => sql`(SELECT count(*)::int FROM "PaymentRunLine" l WHERE l."paymentRunId" = ${col(t, 'id')})`),
    suppliers: expression('int', (t) => sql`(SELECT count(DISTINCT l."supplierId")::int FROM "PaymentRunLine" l WHERE l."paymentRunId" = ${col(t, 'id')})`),
    cashBefore: expression('money', (t) => sql`(SELECT coalesce(sum(l."companyMinor"), 0) FROM "JournalLine" l WHERE l."accountId" = ${col(t, 'accountId')})`,
      { permission: 'journal.read', describe: 'What is on the account by the books now, in company money.' }),
    companyTotal: expression('money', (t) => sql`coalesce(${col(t, 'companyTotalMinor')}, ${col(t, 'totalMinor')})`, { describe: 'What it pays as the books have it: what limits are about.' }),
  },
  ones: { account: one('Account', 'accountId') },
  manies: { lines: lines('PaymentRunLine', 'paymentRunId'), timeline: timelineOf() },
  listing: {
    field: 'paymentRuns', defaultOrder: 'CREATED_AT_DESC', search: ['number'], totals: ['total'],
    orderBy: { NUMBER: 'number', PAY_ON: 'payOn', CREATED_AT: 'createdAt', TOTAL: 'total' },
  },
});
entity('PaymentRunLine', {
  permission, fields: { no: column(), amount: money(), currencyCode: column() },
  ones: { paymentRun: one('PaymentRun', 'paymentRunId'), supplier: one('Supplier', 'supplierId'), bill: one('Bill', 'billId'), payment: one('Payment', 'paymentId') },
});
extend('Bill', { manies: { paymentRunLines: pages('PaymentRunLine', 'billId') } });
entity('BankDetails', {
  permission: 'payments.out', describe: 'Where money goes through the banks: of a supplier, or of an account of ours.',
  fields: { holder: column(), iban: column(), bic: column(), version: column() },
  ones: { supplier: one('Supplier', 'supplierId'), account: one('Account', 'accountId') },
});
extend('Supplier', { manies: { bankDetails: pages('BankDetails', 'supplierId') } });
extend('Account', { manies: { bankDetails: pages('BankDetails', 'accountId') } });

recordActions('PaymentRun', {
  run: itself('PaymentRun'), approvals: rowsFact('Approval', (t) => sql`f."subjectId" = ${col(t, 'id')} AND f.kind = 'PAYMENT_RUN'`),
  limits: rowsFact('ApprovalLimit', () => sql`f.kind = 'PAYMENT_RUN'`),
}, ({ run, approvals, limits }, { viewer, company }) => [
  recordAction('updatePaymentRun', 'payments.out', () => demandDraft(run)),
  recordAction('requestRunApproval', 'payments.out', () => { demandDraft(run); demandRunApprovalOpen(run, limits, approvals, viewer); }),
  recordAction('executePaymentRun', 'payments.out', () => { demandDraft(run); demandRunApproved(run, limits, approvals, { viewer, company }); }),
  recordAction('cancelPaymentRun', 'payments.out', () => demandDraft(run)),
]);

reportType('PaymentFile', 'A file for the bank.', { fileName: 'text', content: 'text' });
reportQuery('paymentRunFile', {
  describe: 'The file of a run for the bank: SEPA (ISO 20022 pain.001.001.03) or CSV.', permission: 'payments.out', type: 'PaymentFile', nullable: true,
  args: { paymentRunId: id('PaymentRun'), asCsv: { ...optional(boolean()), describe: 'CSV instead of SEPA.' } },
  resolve: ({ paymentRunId, asCsv }, ctx) => paymentFile({ paymentRunId, format: asCsv ? 'CSV' : 'SEPA' }, ctx),
});

mutations(createPaymentRun, updatePaymentRun, requestRunApproval, executePaymentRun, cancelPaymentRun, setBankDetails);
