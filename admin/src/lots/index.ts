import CrisisAlertOutlined from '@mui/icons-material/CrisisAlertOutlined';
import EventBusyOutlined from '@mui/icons-material/EventBusyOutlined';
import PanToolOutlined from '@mui/icons-material/PanToolOutlined';
import QrCode2Outlined from '@mui/icons-material/QrCode2Outlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

const named = (value: unknown, key: 'name' | 'code'): string => String((value as Record<string, unknown> | null)?.[key] ?? '');

export const lots: Domain = {
  resources: [
    defineResource({
      name: 'lots', type: 'Lot', icon: QrCode2Outlined, group: 'stock', permissions: { read: 'stock.read', update: 'stock.manage' },
      label: ({ code }) => String(code ?? ''),
      queries: async () => (await import('./queries.ts')).lotQueries,
      pages: {
        list: lazyPage(() => import('./LotLists.tsx'), 'LotList'), show: lazyPage(() => import('./LotShow.tsx'), 'LotShow'), edit: lazyPage(() => import('./LotForm.tsx'), 'LotEdit'),
      },
    }),
    defineResource({
      name: 'lotLevels', type: 'LotLevel', icon: EventBusyOutlined, group: 'stock', permissions: { read: 'stock.read' },
      label: ({ lot, warehouse }) => [named(lot, 'code'), named(warehouse, 'name')].filter(Boolean).join(' · '),
      queries: async () => (await import('./queries.ts')).lotLevelQueries,
      pages: { list: lazyPage(() => import('./LotLists.tsx'), 'LotLevelList'), show: lazyPage(() => import('./LotLevelShow.tsx'), 'LotLevelShow') },
    }),
    defineResource({
      name: 'stockHolds', type: 'StockHold', icon: PanToolOutlined, group: 'stock', permissions: { read: 'stock.read' },
      label: ({ product }) => named(product, 'name'),
      queries: async () => (await import('./queries.ts')).holdQueries,
      pages: { list: lazyPage(() => import('./LotLists.tsx'), 'StockHoldList'), show: lazyPage(() => import('./StockHoldShow.tsx'), 'StockHoldShow') },
    }),
  ],
  pages: [
    { path: '/expiry-alerts', title: 'lots.alerts', icon: CrisisAlertOutlined, group: 'stock', permission: 'stock.read', page: lazyPage(() => import('./ExpiryAlerts.tsx'), 'ExpiryAlerts') },
  ],
};
