import { reportQuery, reportType } from '../reports.ts';
import { day, id, object, optional } from '../shared/input.ts';
import { cashOut } from './cashOut.ts';
import { paperInput } from '../currencies/paperMoney.ts';
import { payablesByAge } from './payablesByAge.ts';
import { payablesByCurrency } from './payablesByCurrency.ts';
import { previewBill } from './previewBill.ts';
import { amountFields } from './recordBill.ts';

const amounts = { notDue: 'money', days1to30: 'money', days31to60: 'money', days61to90: 'money', over90: 'money', paidAhead: 'money', balance: 'money' } as const;
reportType('SupplierAge', 'What is owed to a supplier, by how long it is overdue.', { supplier: 'record:Supplier', ...amounts });
reportType('SupplierAgeTotal', 'What is owed to all suppliers; its balance is that of the payables account.', amounts);
reportType('PayablesByAge', 'What the firm owes as of a day.', { on: 'day', knownAt: 'instant?', rows: 'reports:SupplierAge', total: 'report:SupplierAgeTotal' });
reportQuery('payablesByAge', {
  describe: 'What the firm owes by supplier and age as of a day (default today), as known at a time (default now).', permission: 'payables.read',
  type: 'PayablesByAge', report: payablesByAge,
});

reportType('PayableCurrency', 'What is owed to a supplier in one currency, and what that is in the books.', {
  supplier: 'record:Supplier', name: 'text', currencyCode: 'text', owed: 'money', overdue: 'money', paidAhead: 'money', balance: 'money', worth: 'money',
});
reportType('PayablesByCurrency', 'What the firm owes as of a day, by supplier and currency; its worth is the balance of the payables account.', { on: 'day', knownAt: 'instant?', rows: 'reports:PayableCurrency', worth: 'money' });
reportQuery('payablesByCurrency', {
  describe: 'What is owed by supplier and currency as of a day (default today), as known at a time (default now); its worth ties to account 2000.', permission: 'payables.read', type: 'PayablesByCurrency', report: payablesByCurrency,
});
reportType('CashOutWeek', 'What is to be paid in a week.', {
  startsOn: 'day', endsOn: 'day', due: 'money', blocked: 'money', expected: 'money', recurring: 'money', total: 'money',
});
reportType('CashOut', 'What is to be paid in the weeks to come.', { on: 'day', overdue: 'money', paidAhead: 'money', weeks: 'reports:CashOutWeek', total: 'money' });
reportQuery('cashOut', {
  describe: 'What is to be paid in the weeks to come: due bills (of them what may not be paid yet), goods on order or not billed yet, recurring bills.',
  permission: 'payables.read', type: 'CashOut', report: cashOut,
});

reportType('BillPreviewLine', 'A line as it would be recorded, beside what the goods were received at.', { description: 'text', net: 'money', received: 'money?' });
reportType('BillPreview', 'What a bill would come to.', { lines: 'reports:BillPreviewLine', net: 'money', tax: 'money', total: 'money', received: 'money', exchangeRate: 'fx?', worth: 'money' });
reportQuery('previewBill', {
  describe: 'What a bill would come to, without writing anything.', permission: 'payables.post', type: 'BillPreview',
  args: { input: object('PreviewBillInput', { supplierId: id('Supplier'), billedOn: optional(day()), ...paperInput, ...amountFields }) },
  resolve: ({ input }, ctx) => previewBill(input, ctx),
});
