import HandshakeOutlined from '@mui/icons-material/HandshakeOutlined';
import PaidOutlined from '@mui/icons-material/PaidOutlined';
import PercentOutlined from '@mui/icons-material/PercentOutlined';
import PriceCheckOutlined from '@mui/icons-material/PriceCheckOutlined';
import ReceiptLongOutlined from '@mui/icons-material/ReceiptLongOutlined';
import SavingsOutlined from '@mui/icons-material/SavingsOutlined';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

const [read, manage] = ['commissions.read', 'commissions.manage'];
const numbered = ({ number }: Record<string, unknown>): string => String(number ?? '');

export const commissions: Domain = {
  resources: [
    defineResource({
      name: 'commissionAccruals', type: 'CommissionAccrual', icon: PercentOutlined, group: 'money', permissions: { read }, label: ({ causeNumber }) => String(causeNumber ?? ''), queries: async () => (await import('./queries.ts')).accrualQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'AccrualList') },
    }),
    defineResource({
      name: 'commissionStatements', type: 'CommissionStatement', icon: ReceiptLongOutlined, group: 'money', permissions: { read }, label: numbered, queries: async () => (await import('./queries.ts')).statementQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'StatementList'), show: lazyPage(() => import('./shows.tsx'), 'StatementShow') },
    }),
    defineResource({
      name: 'commissionStatementLines', type: 'CommissionStatementLine', icon: ReceiptLongOutlined, group: 'money', hidden: true, permissions: { read }, label: ({ no }) => String(no ?? ''), queries: async () => (await import('./queries.ts')).lineQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'StatementLineList') },
    }),
    defineResource({
      name: 'commissionPayouts', type: 'CommissionPayout', icon: PaidOutlined, group: 'money', permissions: { read }, label: numbered, queries: async () => (await import('./queries.ts')).payoutQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'PayoutList'), show: lazyPage(() => import('./shows.tsx'), 'PayoutShow') },
    }),
    defineResource({
      name: 'commissionPlans', type: 'CommissionPlan', icon: HandshakeOutlined, group: 'settings', permissions: { read, create: manage, update: manage }, label: ({ code, name }) => [code, name].filter(Boolean).join(' · '), queries: async () => (await import('./planQueries.ts')).planQueries,
      pages: {
        list: lazyPage(() => import('./Lists.tsx'), 'PlanList'), show: lazyPage(() => import('./PlanShow.tsx'), 'PlanShow'), create: lazyPage(() => import('./PlanForm.tsx'), 'PlanCreate'), edit: lazyPage(() => import('./PlanForm.tsx'), 'PlanEdit'),
      },
    }),
    defineResource({
      name: 'commissionTerms', type: 'CommissionTerms', icon: TuneOutlined, group: 'settings', hidden: true, permissions: { read, create: manage }, label: ({ startsOn, plan }) => [(plan as { name?: string } | null)?.name, startsOn].filter(Boolean).join(' · '),
      queries: async () => (await import('./planQueries.ts')).termsQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'TermsList'), show: lazyPage(() => import('./PlanShow.tsx'), 'TermsShow'), create: lazyPage(() => import('./PlanForm.tsx'), 'TermsCreate') },
    }),
  ],
  pages: [
    { path: '/commissions', title: 'commissions.title', icon: SavingsOutlined, group: 'money', permission: read, page: lazyPage(() => import('./Commissions.tsx'), 'Commissions') },
    { path: '/commission-next', title: 'commissions.next', icon: PriceCheckOutlined, group: 'money', permission: read, page: lazyPage(() => import('./NextStatement.tsx'), 'NextStatement') },
    { path: '/commission-preview', title: 'commissions.preview', icon: TuneOutlined, group: 'insight', permission: manage, page: lazyPage(() => import('./Preview.tsx'), 'Preview') },
  ],
};
