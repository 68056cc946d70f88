import AltRouteOutlined from '@mui/icons-material/AltRouteOutlined';
import BoltOutlined from '@mui/icons-material/BoltOutlined';
import TimerOutlined from '@mui/icons-material/TimerOutlined';
import ReceiptLongOutlined from '@mui/icons-material/ReceiptLongOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';
import { messageOf } from '../i18n/messages.ts';

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
      queries: async () => (await import('./queries.ts')).orderQueries,
      pages: {
        list: lazyPage(() => import('./OrderList.tsx'), 'OrderList'),
        show: lazyPage(() => import('./OrderShow.tsx'), 'OrderShow'),
        edit: lazyPage(() => import('./OrderForm.tsx'), 'OrderEdit'),
        create: lazyPage(() => import('./OrderForm.tsx'), 'OrderCreate'),
      },
    }),
  ],
  pages: [
    { path: '/quickOrder', title: 'quickOrder.title', icon: BoltOutlined, group: 'sell', permission: 'orders.write', page: lazyPage(() => import('./QuickOrder.tsx'), 'QuickOrder') },
    { path: '/entryTimes', title: 'entryTimes.title', icon: TimerOutlined, group: 'insight', permission: 'orders.read', page: lazyPage(() => import('./EntryTimes.tsx'), 'EntryTimes') },
    {
      path: '/allocation', title: 'promise.allocation', icon: AltRouteOutlined, group: 'stock', permission: 'stock.read',
      page: lazyPage(() => import('./Allocation.tsx'), 'Allocation'),
    },
  ],
};
