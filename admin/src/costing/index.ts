import AccountTreeOutlined from '@mui/icons-material/AccountTreeOutlined';
import CallSplitOutlined from '@mui/icons-material/CallSplitOutlined';
import EqualizerOutlined from '@mui/icons-material/EqualizerOutlined';
import FunctionsOutlined from '@mui/icons-material/FunctionsOutlined';
import PaymentsOutlined from '@mui/icons-material/PaymentsOutlined';
import PlaylistAddOutlined from '@mui/icons-material/PlaylistAddOutlined';
import RequestQuoteOutlined from '@mui/icons-material/RequestQuoteOutlined';
import ScheduleOutlined from '@mui/icons-material/ScheduleOutlined';
import SegmentOutlined from '@mui/icons-material/SegmentOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

const numbered = ({ number }: { number?: unknown }): string => String(number ?? '');

export const costing: Domain = {
  resources: [
    defineResource({
      name: 'orderCosts', type: 'OrderCost', icon: RequestQuoteOutlined, group: 'money', permissions: { read: 'profit.read', create: 'profit.post' }, label: numbered, queries: async () => (await import('./queries.ts')).costQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'OrderCostList'), show: lazyPage(() => import('./shows.tsx'), 'OrderCostShow'), create: lazyPage(() => import('./forms.tsx'), 'OrderCostCreate') },
    }),
    defineResource({
      name: 'costAllocations', type: 'CostAllocation', icon: CallSplitOutlined, group: 'money', permissions: { read: 'profit.read' }, label: numbered, queries: async () => (await import('./queries.ts')).allocationQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'CostAllocationList'), show: lazyPage(() => import('./shows.tsx'), 'CostAllocationShow') },
    }),
    defineResource({
      name: 'costAllocationShares', type: 'CostAllocationShare', icon: SegmentOutlined, group: 'money', hidden: true, permissions: { read: 'profit.read' }, label: ({ id }) => String(id ?? ''), queries: async () => (await import('./queries.ts')).shareQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'CostAllocationShareList') },
    }),
    defineResource({
      name: 'orderTimes', type: 'OrderTime', icon: ScheduleOutlined, group: 'money', permissions: { read: 'orders.time' }, label: ({ workedOn }) => String(workedOn ?? ''), queries: async () => (await import('./queries.ts')).timeQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'OrderTimeList'), show: lazyPage(() => import('./shows.tsx'), 'OrderTimeShow') },
    }),
    defineResource({
      name: 'costCategories', type: 'CostCategory', icon: AccountTreeOutlined, group: 'settings', permissions: { read: 'accounts.read', create: 'profit.post', update: 'profit.post' },
      label: ({ code, name }) => [code, name].filter(Boolean).join(' · '), queries: async () => (await import('./queries.ts')).categoryQueries,
      pages: {
        list: lazyPage(() => import('./Lists.tsx'), 'CostCategoryList'), show: lazyPage(() => import('./shows.tsx'), 'CostCategoryShow'),
        edit: lazyPage(() => import('./forms.tsx'), 'CostCategoryEdit'), create: lazyPage(() => import('./forms.tsx'), 'CostCategoryCreate'),
      },
    }),
  ],
  pages: [
    { path: '/allocate-costs', title: 'costing.allocate', icon: PlaylistAddOutlined, group: 'money', permission: 'profit.read', page: lazyPage(() => import('./Allocate.tsx'), 'Allocate') },
    { path: '/profit-ranking', title: 'costing.ranking', icon: EqualizerOutlined, group: 'insight', permission: 'profit.read', page: lazyPage(() => import('./ProfitRanking.tsx'), 'ProfitRanking') },
    { path: '/profit-equation', title: 'costing.equation', icon: FunctionsOutlined, group: 'insight', permission: 'profit.read', page: lazyPage(() => import('./ProfitEquation.tsx'), 'ProfitEquation') },
    { path: '/cash', title: 'costing.cash', icon: PaymentsOutlined, group: 'insight', permission: 'reports.read', page: lazyPage(() => import('./Cash.tsx'), 'Cash') },
  ],
};
