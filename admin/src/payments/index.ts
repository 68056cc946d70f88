import PaymentsOutlined from '@mui/icons-material/PaymentsOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const payments: Domain = {
  resources: [
    defineResource({
      name: 'payments',
      type: 'Payment',
      icon: PaymentsOutlined,
      group: 'money',
      goKey: 'm',
      permissions: { read: 'payments.read', create: 'payments.post' },
      label: ({ number }) => String(number ?? ''),
      queries: async () => (await import('./queries.ts')).paymentQueries,
      pages: {
        list: lazyPage(() => import('./PaymentList.tsx'), 'PaymentList'),
        show: lazyPage(() => import('./PaymentShow.tsx'), 'PaymentShow'),
        create: lazyPage(() => import('./PaymentCreate.tsx'), 'PaymentCreate'),
      },
    }),
  ],
};
