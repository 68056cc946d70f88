import AssignmentReturnOutlined from '@mui/icons-material/AssignmentReturnOutlined';
import HourglassBottomOutlined from '@mui/icons-material/HourglassBottomOutlined';
import Inventory2Outlined from '@mui/icons-material/Inventory2Outlined';
import MarkunreadMailboxOutlined from '@mui/icons-material/MarkunreadMailboxOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const fulfilment: Domain = {
  resources: [
    defineResource({
      name: 'deliveries', type: 'Delivery', icon: MarkunreadMailboxOutlined, group: 'sell', permissions: { read: 'shipments.read' }, label: ({ number }) => String(number ?? ''), queries: async () => (await import('./queries.ts')).deliveryQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'DeliveryList'), show: lazyPage(() => import('./DeliveryShow.tsx'), 'DeliveryShow') },
    }),
    defineResource({
      name: 'backorders', type: 'Backorder', icon: HourglassBottomOutlined, group: 'sell', permissions: { read: 'stock.read' }, label: () => '', queries: async () => (await import('./queries.ts')).backorderQueries,
      pages: { list: lazyPage(() => import('./Backorders.tsx'), 'BackorderList') },
    }),
    defineResource({
      name: 'customerReturns', type: 'CustomerReturn', icon: AssignmentReturnOutlined, group: 'sell', permissions: { read: 'returns.read' }, label: ({ number }) => String(number ?? ''), queries: async () => (await import('./queries.ts')).returnQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'ReturnList'), show: lazyPage(() => import('./ReturnShow.tsx'), 'ReturnShow') },
    }),
  ],
  pages: [
    { path: '/packing', title: 'fulfilment.packing', icon: Inventory2Outlined, group: 'sell', permission: 'shipments.post', page: lazyPage(() => import('./PackingBench.tsx'), 'PackingBench') },
  ],
};
