import HourglassEmptyOutlined from '@mui/icons-material/HourglassEmptyOutlined';
import PanToolOutlined from '@mui/icons-material/PanToolOutlined';
import ReportProblemOutlined from '@mui/icons-material/ReportProblemOutlined';
import PlaylistPlayOutlined from '@mui/icons-material/PlaylistPlayOutlined';
import PlayCircleOutlined from '@mui/icons-material/PlayCircleOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

const read = 'invoices.read';

export const billing: Domain = {
  resources: [
    defineResource({
      name: 'invoiceHolds', type: 'InvoiceHold', icon: PanToolOutlined, group: 'money', permissions: { read }, queries: async () => (await import('./holdQueries.ts')).invoiceHoldQueries,
      label: ({ description }) => String(description ?? ''),
      pages: { list: lazyPage(() => import('./HoldPages.tsx'), 'InvoiceHoldList'), show: lazyPage(() => import('./HoldPages.tsx'), 'InvoiceHoldShow') },
    }),
    defineResource({
      name: 'invoiceRuns', type: 'InvoiceRun', icon: PlaylistPlayOutlined, group: 'money', permissions: { read }, queries: async () => (await import('./runQueries.ts')).invoiceRunQueries,
      label: ({ number }) => String(number ?? ''),
      pages: { list: lazyPage(() => import('./RunPages.tsx'), 'InvoiceRunList'), show: lazyPage(() => import('./RunPages.tsx'), 'InvoiceRunShow') },
    }),
    defineResource({
      name: 'invoiceRunEntries', type: 'InvoiceRunEntry', icon: PlaylistPlayOutlined, group: 'money', hidden: true, permissions: { read }, queries: async () => (await import('./entryQueries.ts')).invoiceRunEntryQueries,
      label: ({ no }) => String(no ?? ''), pages: { list: lazyPage(() => import('./RunPages.tsx'), 'InvoiceRunEntryList') },
    }),
  ],
  pages: [
    { path: '/not-invoiced', title: 'billing.notInvoiced', icon: HourglassEmptyOutlined, group: 'money', permission: 'costs.read', page: lazyPage(() => import('./Reports.tsx'), 'NotInvoiced') },
    { path: '/account-exceptions', title: 'billing.exceptions', icon: ReportProblemOutlined, group: 'money', permission: 'openItems.read', page: lazyPage(() => import('./Reports.tsx'), 'AccountExceptions') },
    { path: '/invoices-due', title: 'billing.runTitle', icon: PlayCircleOutlined, group: 'money', permission: read, page: lazyPage(() => import('./RunPages.tsx'), 'InvoiceDue') },
  ],
};
