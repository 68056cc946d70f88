import ReceiptLongOutlined from '@mui/icons-material/ReceiptLongOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const invoices: Domain = {
  resources: [
    defineResource({
      name: 'invoices',
      type: 'Invoice',
      icon: ReceiptLongOutlined,
      group: 'money',
      goKey: 'i',
      permissions: { read: 'invoices.read' },
      label: ({ number }) => String(number ?? ''),
      queries: async () => (await import('./queries.ts')).invoiceQueries,
      pages: {
        list: lazyPage(() => import('./InvoiceList.tsx'), 'InvoiceList'),
        show: lazyPage(() => import('./InvoiceShow.tsx'), 'InvoiceShow'),
      },
    }),
  ],
};
