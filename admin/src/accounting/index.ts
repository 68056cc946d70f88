import AccountBalanceOutlined from '@mui/icons-material/AccountBalanceOutlined';
import AccountTreeOutlined from '@mui/icons-material/AccountTreeOutlined';
import BalanceOutlined from '@mui/icons-material/BalanceOutlined';
import CalendarMonthOutlined from '@mui/icons-material/CalendarMonthOutlined';
import MenuBookOutlined from '@mui/icons-material/MenuBookOutlined';
import NotesOutlined from '@mui/icons-material/NotesOutlined';
import QueryStatsOutlined from '@mui/icons-material/QueryStatsOutlined';
import TrendingUpOutlined from '@mui/icons-material/TrendingUpOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const accounting: Domain = {
  resources: [
    defineResource({
      name: 'journalEntries', type: 'JournalEntry', icon: MenuBookOutlined, group: 'money', goKey: 'j', permissions: { read: 'journal.read', create: 'journal.post' },
      label: ({ sequence }) => String(sequence ?? ''), queries: async () => (await import('./queries.ts')).entryQueries,
      pages: {
        list: lazyPage(() => import('./lists.tsx'), 'EntryList'),
        show: lazyPage(() => import('./EntryShow.tsx'), 'EntryShow'),
        create: lazyPage(() => import('./EntryCreate.tsx'), 'EntryCreate'),
      },
    }),
    defineResource({
      name: 'journalLines', type: 'JournalLine', icon: NotesOutlined, group: 'money', permissions: { read: 'journal.read' },
      label: ({ id }) => String(id ?? ''), queries: async () => (await import('./queries.ts')).lineQueries, pages: { list: lazyPage(() => import('./lists.tsx'), 'LineList') },
    }),
    defineResource({
      name: 'accounts', type: 'Account', icon: AccountTreeOutlined, group: 'settings', permissions: { read: 'accounts.read' },
      label: ({ code, name }) => [code, name].filter(Boolean).join(' '), queries: async () => (await import('./queries.ts')).accountQueries,
      pages: { list: lazyPage(() => import('./lists.tsx'), 'AccountList') },
    }),
    defineResource({
      name: 'periods', type: 'Period', icon: CalendarMonthOutlined, group: 'settings', permissions: { read: 'accounts.read', create: 'periods.manage' },
      label: ({ name }) => String(name ?? ''), queries: async () => (await import('./queries.ts')).periodQueries,
      pages: {
        list: lazyPage(() => import('./lists.tsx'), 'PeriodList'),
        show: lazyPage(() => import('./PeriodShow.tsx'), 'PeriodShow'),
        create: lazyPage(() => import('./PeriodShow.tsx'), 'PeriodCreate'),
      },
    }),
  ],
  pages: [
    { path: '/trial-balance', title: 'accounting.trialBalance', icon: BalanceOutlined, group: 'insight', goKey: 't', permission: 'reports.read', page: lazyPage(() => import('./TrialBalance.tsx'), 'TrialBalance') },
    { path: '/profit-and-loss', title: 'accounting.profitAndLoss', icon: TrendingUpOutlined, group: 'insight', permission: 'reports.read', page: lazyPage(() => import('./ProfitAndLoss.tsx'), 'ProfitAndLoss') },
    { path: '/balance-sheet', title: 'accounting.balanceSheet', icon: AccountBalanceOutlined, group: 'insight', permission: 'reports.read', page: lazyPage(() => import('./BalanceSheet.tsx'), 'BalanceSheet') },
    { path: '/profit-by-order', title: 'accounting.profitByOrder', icon: QueryStatsOutlined, group: 'insight', permission: 'profit.read', page: lazyPage(() => import('./ProfitByOrder.tsx'), 'ProfitByOrder') },
  ],
};
