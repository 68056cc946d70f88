import LocalShippingOutlined from '@mui/icons-material/LocalShippingOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const shipments: Domain = {
  resources: [
    defineResource({
      name: 'shipments',
      type: 'Shipment',
      icon: LocalShippingOutlined,
      group: 'sell',
      goKey: 's',
      permissions: { read: 'shipments.read' },
      label: ({ number }) => String(number ?? ''),
      queries: async () => (await import('./queries.ts')).shipmentQueries,
      pages: {
        list: lazyPage(() => import('./ShipmentList.tsx'), 'ShipmentList'),
        show: lazyPage(() => import('./ShipmentShow.tsx'), 'ShipmentShow'),
      },
    }),
  ],
};
