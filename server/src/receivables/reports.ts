import { reportQuery, reportType } from '../reports.ts';
import { receivablesByAge } from './receivablesByAge.ts';
import { revenueByMonth } from './revenueByMonth.ts';
import { receivablesByCurrency } from './receivablesByCurrency.ts';
import { currencyStatement, statement } from './statement.ts';

const sums = {
  notDue: 'money', days1to30: 'money', days31to60: 'money', days61to90: 'money', daysOver90: 'money',
  receivable: 'money', overdue: 'money', unapplied: 'money', deposits: 'money', balance: 'money',
} as const;
reportType('AgeSums', 'Open amounts by days past the due day; money and credit notes not applied, and deposits, stand apart, positive.', sums);
reportType('CustomerAge', 'A customer\'s open amounts by age.', { customer: 'record:Customer', name: 'text', ...sums });
reportType('AgeItem', 'An open item as it stood: credits negative.', {
  openItem: 'record:OpenItem', number: 'text', kind: 'enum:OpenItemKind', bucket: 'text', effectiveOn: 'day', dueOn: 'day?', daysOverdue: 'int', instalment: 'int?', open: 'money',
});
reportType('ReceivablesByAge', 'Receivables by age and customer as of a day.', {
  on: 'day', knownAt: 'instant?', rows: 'reports:CustomerAge', totals: 'report:AgeSums', items: 'reports:AgeItem',
});
reportType('StatementLine', 'A charge or a payment, with the balance after it.', {
  on: 'day', kind: 'text', number: 'text', openItem: 'record:OpenItem', debit: 'money', credit: 'money', balance: 'money',
});
reportType('CurrencyStatement', 'A customer\'s account in one currency between two days.', {
  customer: 'record:Customer', currencyCode: 'text', from: 'day', to: 'day', knownAt: 'instant?', opening: 'money', lines: 'reports:StatementLine', debit: 'money', credit: 'money', closing: 'money', worth: 'money',
});
reportType('Statement', 'A customer\'s account between two days in company money, and by the currency of what was charged and paid: the worths of the closing balances sum to its own.', {
  customer: 'record:Customer', from: 'day', to: 'day', knownAt: 'instant?', opening: 'money', lines: 'reports:StatementLine',
  debit: 'money', credit: 'money', closing: 'money', currencies: 'reports:CurrencyStatement',
});
reportQuery('currencyStatement', {
  describe: 'A customer\'s statement in one currency between two days: what was charged and paid in it, and what the closing balance is worth in the books.', permission: 'openItems.read', type: 'CurrencyStatement', nullable: true, report: currencyStatement,
});
reportType('CurrencyBalance', 'What a customer owes and has on account in one currency, and what that is in the books.', {
  customer: 'record:Customer', name: 'text', currencyCode: 'text', receivable: 'money', overdue: 'money', unapplied: 'money', balance: 'money', worth: 'money',
});
reportType('ReceivablesByCurrency', 'What is open by customer and currency as of a day.', { on: 'day', knownAt: 'instant?', rows: 'reports:CurrencyBalance', worth: 'money' });
reportQuery('receivablesByCurrency', {
  describe: 'What is open by customer and currency as of a day (default today), as known at a time (default now); its worth ties to accounts 1100, 2100 and 2110.', permission: 'openItems.read', type: 'ReceivablesByCurrency', report: receivablesByCurrency,
});
reportType('MonthOfRevenue', 'Invoices less credit notes of a month, net.', { month: 'day', to: 'day', net: 'money', invoices: 'int' });
reportType('RevenueByMonth', 'Net revenue by month of issue.', { from: 'day', to: 'day', rows: 'reports:MonthOfRevenue', net: 'money' });

reportQuery('revenueByMonth', {
  describe: 'Net of invoices less credit notes by month of issue, between two days, both included.', permission: 'invoices.read',
  type: 'RevenueByMonth', report: revenueByMonth,
});
reportQuery('receivablesByAge', {
  describe: 'Receivables by age and customer as of a day (default today), as known at a time (default now); ties to accounts 1100 and 2100. Of one customer: with its items.',
  permission: 'openItems.read', type: 'ReceivablesByAge', report: receivablesByAge,
});
reportQuery('statement', {
  describe: 'A customer\'s statement between two days: opening balance, charges and payments, closing balance, in company money and in each currency.', permission: 'openItems.read',
  type: 'Statement', nullable: true, report: statement,
});
