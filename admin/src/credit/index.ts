import CompareArrowsOutlined from '@mui/icons-material/CompareArrowsOutlined';
import EventAvailableOutlined from '@mui/icons-material/EventAvailableOutlined';
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import GradingOutlined from '@mui/icons-material/GradingOutlined';
import HowToRegOutlined from '@mui/icons-material/HowToRegOutlined';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

const read = 'credit.read';
const compare = 'customers.compare';

export const credit: Domain = {
  resources: [
    defineResource({
      name: 'creditApplications', type: 'CreditApplication', icon: HowToRegOutlined, group: 'sell', permissions: { read: 'creditApplications.read' }, label: ({ number }) => String(number ?? ''),
      queries: async () => (await import('./queries.ts')).applicationQueries,
      pages: { list: lazyPage(() => import('./Applications.tsx'), 'ApplicationList'), show: lazyPage(() => import('./Applications.tsx'), 'ApplicationShow') },
    }),
    defineResource({
      name: 'creditAssessments', type: 'CreditAssessment', icon: GradingOutlined, group: 'sell', hidden: true, permissions: { read }, label: ({ asOf, score, risk }) => `${String(asOf ?? '')} ${String(score ?? '')} ${String(risk ?? '')}`.trim(),
      queries: async () => (await import('./queries.ts')).assessmentQueries,
      pages: { list: lazyPage(() => import('./Assessment.tsx'), 'AssessmentList') },
    }),
    defineResource({
      name: 'deviations', type: 'Deviation', icon: CompareArrowsOutlined, group: 'sell', permissions: { read: compare }, label: ({ actual }) => String(actual ?? ''),
      queries: async () => (await import('./deviationQueries.ts')).deviationQueries,
      pages: { list: lazyPage(() => import('./Deviations.tsx'), 'DeviationList'), show: lazyPage(() => import('./Deviations.tsx'), 'DeviationShow') },
    }),
    defineResource({
      name: 'deviationRuns', type: 'DeviationRun', icon: CompareArrowsOutlined, group: 'sell', hidden: true, permissions: { read: compare }, label: ({ number }) => String(number ?? ''),
      queries: async () => (await import('./deviationQueries.ts')).runQueries,
      pages: { list: lazyPage(() => import('./Deviations.tsx'), 'RunList'), show: lazyPage(() => import('./Deviations.tsx'), 'RunShow') },
    }),
  ],
  pages: [
    { path: '/credit-assessment', title: 'credit.assessment', icon: GradingOutlined, group: 'sell', permission: read, page: lazyPage(() => import('./Assessment.tsx'), 'Assessment') },
    { path: '/credit-reviews', title: 'credit.reviews', icon: EventAvailableOutlined, group: 'sell', permission: read, page: lazyPage(() => import('./Reviews.tsx'), 'ReviewsDue') },
    { path: '/credit-review', title: 'credit.packTitle', icon: FactCheckOutlined, group: 'sell', permission: read, page: lazyPage(() => import('./Reviews.tsx'), 'ReviewPack') },
    { path: '/credit-settings', title: 'credit.settings', icon: TuneOutlined, group: 'settings', permission: read, page: lazyPage(() => import('./Settings.tsx'), 'CreditSettings') },
  ],
};
