import EventRepeatOutlined from '@mui/icons-material/EventRepeatOutlined';
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import GavelOutlined from '@mui/icons-material/GavelOutlined';
import ForwardToInboxOutlined from '@mui/icons-material/ForwardToInboxOutlined';
import ReceiptOutlined from '@mui/icons-material/ReceiptOutlined';
import TodayOutlined from '@mui/icons-material/TodayOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

const number = ({ number: given }: Record<string, unknown>) => String(given ?? '');

export const confirmations: Domain = {
  resources: [
    defineResource({
      name: 'disputes', type: 'InvoiceDispute', icon: GavelOutlined, group: 'money', permissions: { read: 'disputes.read' }, queries: async () => (await import('./disputeQueries.ts')).disputeQueries, label: number,
      pages: { list: lazyPage(() => import('./DisputePages.tsx'), 'DisputeList'), show: lazyPage(() => import('./DisputePages.tsx'), 'DisputeShow') },
    }),
    defineResource({
      name: 'paymentReceipts', type: 'PaymentReceipt', icon: ReceiptOutlined, group: 'money', permissions: { read: 'payments.read' }, queries: async () => (await import('./receiptQueries.ts')).receiptQueries, label: number,
      pages: { list: lazyPage(() => import('./ReceiptPages.tsx'), 'PaymentReceiptList'), show: lazyPage(() => import('./ReceiptPages.tsx'), 'PaymentReceiptShow') },
    }),
    defineResource({
      name: 'statementSchedules', type: 'StatementSchedule', icon: EventRepeatOutlined, group: 'money', permissions: { read: 'openItems.read' }, queries: async () => (await import('./statementQueries.ts')).scheduleQueries,
      label: ({ name }) => String(name ?? ''), pages: { list: lazyPage(() => import('./SchedulePages.tsx'), 'StatementScheduleList'), show: lazyPage(() => import('./SchedulePages.tsx'), 'StatementScheduleShow') },
    }),
    defineResource({
      name: 'statementRuns', type: 'StatementRun', icon: ForwardToInboxOutlined, group: 'money', permissions: { read: 'openItems.read' }, queries: async () => (await import('./statementQueries.ts')).runQueries, label: number,
      pages: { list: lazyPage(() => import('./StatementRunPages.tsx'), 'StatementRunList'), show: lazyPage(() => import('./StatementRunPages.tsx'), 'StatementRunShow') },
    }),
    defineResource({
      name: 'statementRunLines', type: 'StatementRunLine', icon: ForwardToInboxOutlined, group: 'money', hidden: true, permissions: { read: 'openItems.read' }, queries: async () => (await import('./statementQueries.ts')).runLineQueries,
      label: ({ no }) => String(no ?? ''), pages: { list: lazyPage(() => import('./StatementRunPages.tsx'), 'StatementRunLineList') },
    }),
  ],
  pages: [
    { path: '/confirmations', title: 'confirmations.shares', icon: FactCheckOutlined, group: 'money', permission: 'invoices.read', page: lazyPage(() => import('./Shares.tsx'), 'ConfirmationShares') },
    { path: '/recorded-same-day', title: 'confirmations.sameDayTitle', icon: TodayOutlined, group: 'money', permission: 'payments.read', page: lazyPage(() => import('./SameDay.tsx'), 'RecordedSameDay') },
  ],
};
