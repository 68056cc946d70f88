import { reportType } from '../reports.ts';

reportType('ProofStep', 'Something that happened to an invoice on its way: QUEUED, SENT, BOUNCED, FAILED, LINKED, REVOKED, or a kind of proof.', {
  at: 'instant', what: 'text', channel: 'enum:ProofChannel?', personName: 'text?', note: 'text?', detail: 'text?',
});
reportType('InvoiceProof', 'What is known of an invoice\'s way to the customer.', { steps: 'reports:ProofStep' });

const shares = {
  invoices: 'int', sent: 'int', opened: 'int', confirmed: 'int', disputed: 'int', sentShare: 'rate?', openedShare: 'rate?', confirmedShare: 'rate?', disputedShare: 'rate?',
} as const;
reportType('ConfirmationSums', 'Invoices and what became of them in time.', shares);
reportType('MonthOfConfirmations', 'The same of a month.', { month: 'day', ...shares });
reportType('ConfirmationShares', 'Invoices between two days and what became of them in time.', { from: 'day', to: 'day', withinDays: 'int', rows: 'reports:MonthOfConfirmations', totals: 'report:ConfirmationSums' });

const received = { payments: 'int', sameDay: 'int', share: 'rate?', averageDays: 'rate?', amount: 'money', late: 'money' } as const;
reportType('ReceivedSums', 'Money received; `late`: what was recorded on a later day.', received);
reportType('MonthReceived', 'The same of a month.', { month: 'day', ...received });
reportType('RecordedSameDay', 'Money received between two days, and how soon it was recorded.', { from: 'day', to: 'day', rows: 'reports:MonthReceived', totals: 'report:ReceivedSums' });

reportType('ScheduledStatement', 'A customer of a schedule, and what would become of it.', { customer: 'record:Customer', name: 'text', email: 'text?', outcome: 'enum:StatementOutcome', balance: 'money', overdue: 'money' });
reportType('ScheduledStatements', 'Who of a schedule would get a statement.', { on: 'day', sent: 'int', skipped: 'int', balance: 'money', rows: 'reports:ScheduledStatement' });
