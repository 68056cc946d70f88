import { reportQuery, reportType } from '../reports.ts';
import { balanceSheet } from './balanceSheet.ts';
import { cashSummary } from './cashSummary.ts';
import { profitAndLoss } from './profitAndLoss.ts';
import { resultByMonth } from './resultByMonth.ts';
import { trialBalance } from './trialBalance.ts';

reportType('AccountBalance', 'The balance of an account as of a day.', {
  account: 'record:Account', code: 'text', name: 'text', type: 'enum:AccountType', debit: 'money', credit: 'money', balance: 'money',
});
reportType('TrialBalance', 'Every account as of a day: debits equal credits.', {
  on: 'day', knownAt: 'instant?', rows: 'reports:AccountBalance', debit: 'money', credit: 'money',
});
reportType('ResultRow', 'An account of revenue or expense between two days; both kinds positive.', {
  account: 'record:Account', code: 'text', name: 'text', type: 'enum:AccountType', amount: 'money',
});
reportType('ProfitAndLoss', 'Revenue, expense and profit between two days, both included.', {
  from: 'day', to: 'day', knownAt: 'instant?', rows: 'reports:ResultRow', revenue: 'money', expense: 'money', profit: 'money',
});
reportType('BalanceSheet', 'Assets = liabilities + equity + result, as of a day.', {
  on: 'day', knownAt: 'instant?', assets: 'reports:AccountBalance', liabilities: 'reports:AccountBalance', equity: 'reports:AccountBalance',
  totalAssets: 'money', totalLiabilities: 'money', totalEquity: 'money', result: 'money',
});

reportQuery('trialBalance', {
  describe: 'The trial balance as of a day (default today), as known at a time (default now).', permission: 'reports.read',
  type: 'TrialBalance', report: trialBalance,
});
reportQuery('balanceSheet', {
  describe: 'What the firm has and owes as of a day (default today), as known at a time (default now).', permission: 'reports.read',
  type: 'BalanceSheet', report: balanceSheet,
});
reportQuery('profitAndLoss', {
  describe: 'Profit and loss between two days, as known at a time (default now).', permission: 'reports.read',
  type: 'ProfitAndLoss', report: profitAndLoss,
});

reportType('MonthAmount', 'A month, as 2026-01, and its amount.', { month: 'text', amount: 'money' });
reportType('ResultMonths', 'An account of revenue or expense by month; both kinds positive.', {
  account: 'record:Account', code: 'text', name: 'text', type: 'enum:AccountType', amount: 'money', months: 'reports:MonthAmount',
});
reportType('ResultByMonth', 'Profit and loss, a column a month.', { from: 'day', to: 'day', rows: 'reports:ResultMonths', profits: 'reports:MonthAmount', profit: 'money' });
reportQuery('profitAndLossByMonth', { describe: 'Profit and loss between two days by month.', permission: 'reports.read', type: 'ResultByMonth', report: resultByMonth });

const flows = { opening: 'money', received: 'money', spent: 'money', closing: 'money' } as const;
reportType('CashKind', 'What a kind of posting brought and took; both positive.', { kind: 'enum:EntryKind', received: 'money', spent: 'money' });
reportType('CashAccount', 'A money account: opening + received − spent = closing.', { account: 'record:Account', code: 'text', name: 'text', ...flows, kinds: 'reports:CashKind' });
reportType('CashSummary', 'All money accounts between two days.', { from: 'day', to: 'day', ...flows, accounts: 'reports:CashAccount' });
reportQuery('cashSummary', { describe: 'What money came and went between two days, by account and kind of posting.', permission: 'reports.read', type: 'CashSummary', report: cashSummary });
