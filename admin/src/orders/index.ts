import ReceiptLongOutlined from '@mui/icons-material/ReceiptLongOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';
import { messageOf } from '../i18n/messages.ts';
import { orderQueries } from './queries.ts';

export const orders: Domain = {
  resources: [
    defineResource({
      name: 'orders',
      type: 'Order',
      icon: ReceiptLongOutlined,
      group: 'sell',
      goKey: 'o',
      permissions: { read: 'orders.read', create: 'orders.write', update: 'orders.write' },
      label: ({ number }) => String(number ?? messageOf('en', 'orders.draft') ?? ''),
      queries: orderQueries,
      pages: {
        list: lazyPage(() => import('./OrderList.tsx'), 'OrderList'),
        show: lazyPage(() => import('./OrderShow.tsx'), 'OrderShow'),
        edit: lazyPage(() => import('./OrderForm.tsx'), 'OrderEdit'),
        create: lazyPage(() => import('./OrderForm.tsx'), 'OrderCreate'),
      },
    }),
  ],
};
