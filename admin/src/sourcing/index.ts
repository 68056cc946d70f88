import AssignmentOutlined from '@mui/icons-material/AssignmentOutlined';
import ChecklistOutlined from '@mui/icons-material/ChecklistOutlined';
import CompareArrowsOutlined from '@mui/icons-material/CompareArrowsOutlined';
import PlaylistAddCheckOutlined from '@mui/icons-material/PlaylistAddCheckOutlined';
import RequestQuoteOutlined from '@mui/icons-material/RequestQuoteOutlined';
import RuleOutlined from '@mui/icons-material/RuleOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const sourcing: Domain = {
  resources: [
    defineResource({
      name: 'requisitions', type: 'Requisition', icon: AssignmentOutlined, group: 'buy',
      permissions: { read: 'requisitions.read', create: 'requisitions.write', update: 'requisitions.write' },
      label: ({ number }) => String(number ?? ''),
      queries: async () => (await import('./requisitionQueries.ts')).requisitionQueries,
      pages: {
        list: lazyPage(() => import('./RequisitionPages.tsx'), 'RequisitionList'),
        show: lazyPage(() => import('./RequisitionShow.tsx'), 'RequisitionShow'),
        edit: lazyPage(() => import('./RequisitionForm.tsx'), 'RequisitionEdit'),
        create: lazyPage(() => import('./RequisitionForm.tsx'), 'RequisitionCreate'),
      },
    }),
    defineResource({
      name: 'requisitionLines', type: 'RequisitionLine', icon: PlaylistAddCheckOutlined, group: 'buy', permissions: { read: 'requisitions.read' },
      label: ({ product, requisition }) => [requisition, product].map((each) => (each as { name?: string; number?: string } | null)?.number ?? (each as { name?: string } | null)?.name ?? '').filter(Boolean).join(' · '),
      queries: async () => (await import('./requisitionQueries.ts')).requisitionLineQueries,
      pages: { list: lazyPage(() => import('./RequisitionPages.tsx'), 'RequisitionLineList') },
    }),
    defineResource({
      name: 'quoteRequests', type: 'QuoteRequest', icon: RequestQuoteOutlined, group: 'buy',
      permissions: { read: 'purchasing.read', create: 'purchasing.manage', update: 'purchasing.manage' },
      label: ({ number, title }) => [number, title].filter(Boolean).join(' · '),
      queries: async () => (await import('./quoteQueries.ts')).quoteRequestQueries,
      pages: {
        list: lazyPage(() => import('./QuoteRequestShow.tsx'), 'QuoteRequestList'),
        show: lazyPage(() => import('./QuoteRequestShow.tsx'), 'QuoteRequestShow'),
        edit: lazyPage(() => import('./QuoteRequestForm.tsx'), 'QuoteRequestEdit'),
        create: lazyPage(() => import('./QuoteRequestForm.tsx'), 'QuoteRequestCreate'),
      },
    }),
  ],
  pages: [
    { path: '/buying', title: 'sourcing.buyersDay', icon: ChecklistOutlined, group: 'buy', permission: 'purchasing.read', page: lazyPage(() => import('./BuyersDay.tsx'), 'BuyersDay') },
    { path: '/compareSuppliers', title: 'sourcing.compare', icon: CompareArrowsOutlined, group: 'buy', permission: 'purchasing.read', page: lazyPage(() => import('./ComparisonPage.tsx'), 'ComparisonPage') },
    { path: '/purchasingRules', title: 'sourcing.rules', icon: RuleOutlined, group: 'settings', permission: 'purchasing.read', page: lazyPage(() => import('./RulesPage.tsx'), 'RulesPage') },
  ],
};
