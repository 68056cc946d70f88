import GavelOutlined from '@mui/icons-material/GavelOutlined';
import HourglassBottomOutlined from '@mui/icons-material/HourglassBottomOutlined';
import PercentOutlined from '@mui/icons-material/PercentOutlined';
import ReplyOutlined from '@mui/icons-material/ReplyOutlined';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import UndoOutlined from '@mui/icons-material/UndoOutlined';
import VolunteerActivismOutlined from '@mui/icons-material/VolunteerActivismOutlined';
import QueryStatsOutlined from '@mui/icons-material/QueryStatsOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

const numbered = ({ number }: { number?: unknown }): string => String(number ?? '');

export const charges: Domain = {
  resources: [
    defineResource({
      name: 'charges', type: 'Charge', icon: PercentOutlined, group: 'money', permissions: { read: 'charges.read' }, label: numbered, queries: async () => (await import('./queries.ts')).chargeQueries,
      pages: { list: lazyPage(() => import('./lists.tsx'), 'ChargeList'), show: lazyPage(() => import('./ChargeShow.tsx'), 'ChargeShow') },
    }),
    defineResource({
      name: 'lateWaivers', type: 'LateWaiver', icon: VolunteerActivismOutlined, group: 'money', hidden: true, permissions: { read: 'charges.read' }, label: ({ reason }) => String(reason ?? ''), queries: async () => (await import('./queries.ts')).lateWaiverQueries,
      pages: { list: lazyPage(() => import('./lists.tsx'), 'LateWaiverList'), show: lazyPage(() => import('./LateWaiverShow.tsx'), 'LateWaiverShow') },
    }),
    defineResource({
      name: 'refunds', type: 'Refund', icon: ReplyOutlined, group: 'money', permissions: { read: 'refunds.read' }, label: numbered, queries: async () => (await import('./queries.ts')).refundQueries,
      pages: { list: lazyPage(() => import('./lists.tsx'), 'RefundList'), show: lazyPage(() => import('./RefundShow.tsx'), 'RefundShow') },
    }),
    defineResource({
      name: 'bounces', type: 'Bounce', icon: UndoOutlined, group: 'money', permissions: { read: 'payments.read' }, label: ({ bouncedOn }) => String(bouncedOn ?? ''), queries: async () => (await import('./queries.ts')).bounceQueries,
      pages: { list: lazyPage(() => import('./lists.tsx'), 'BounceList') },
    }),
    defineResource({
      name: 'chargebacks', type: 'Chargeback', icon: GavelOutlined, group: 'money', permissions: { read: 'payments.read' }, label: numbered, queries: async () => (await import('./queries.ts')).chargebackQueries,
      pages: { list: lazyPage(() => import('./lists.tsx'), 'ChargebackList'), show: lazyPage(() => import('./ChargebackShow.tsx'), 'ChargebackShow') },
    }),
  ],
  pages: [
    { path: '/late-payment', title: 'charges.late', icon: HourglassBottomOutlined, group: 'money', permission: 'charges.read', page: lazyPage(() => import('./LatePayment.tsx'), 'LatePayment') },
    { path: '/charge-figures', title: 'charges.figures', icon: QueryStatsOutlined, group: 'insight', permission: 'charges.read', page: lazyPage(() => import('./ChargeFigures.tsx'), 'ChargeFigures') },
    { path: '/late-terms', title: 'charges.terms', icon: TuneOutlined, group: 'settings', permission: 'charges.read', page: lazyPage(() => import('./LateTerms.tsx'), 'LateTerms') },
  ],
};
