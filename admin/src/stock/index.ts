import LayersOutlined from '@mui/icons-material/LayersOutlined';
import PriceChangeOutlined from '@mui/icons-material/PriceChangeOutlined';
import HistoryOutlined from '@mui/icons-material/HistoryOutlined';
import Inventory2Outlined from '@mui/icons-material/Inventory2Outlined';
import SwapVertOutlined from '@mui/icons-material/SwapVertOutlined';
import WarehouseOutlined from '@mui/icons-material/WarehouseOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { dayText } from '../shared/days.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

const nameOf = (value: unknown): string => String((value as { name?: string } | null)?.name ?? '');

export const stock: Domain = {
  resources: [
    defineResource({
      name: 'stockLevels', type: 'StockLevel', icon: Inventory2Outlined, group: 'stock', goKey: 'l', permissions: { read: 'stock.read' },
      label: ({ product, warehouse }) => [nameOf(product), nameOf(warehouse)].filter(Boolean).join(' · '),
      queries: async () => (await import('./queries.ts')).levelQueries,
      pages: { list: lazyPage(() => import('./StockLists.tsx'), 'StockLevelList'), show: lazyPage(() => import('./StockLevelShow.tsx'), 'StockLevelShow') },
    }),
    defineResource({
      name: 'stockMoves', type: 'StockMove', icon: SwapVertOutlined, group: 'stock', permissions: { read: 'moves.read' },
      label: ({ product, effectiveOn }) => [nameOf(product), effectiveOn ? dayText(String(effectiveOn)) : ''].filter(Boolean).join(' · '),
      queries: async () => (await import('./queries.ts')).moveQueries,
      pages: { list: lazyPage(() => import('./StockLists.tsx'), 'StockMoveList'), show: lazyPage(() => import('./StockMoveShow.tsx'), 'StockMoveShow') },
    }),
    defineResource({
      name: 'costAdjustments', type: 'CostAdjustment', icon: PriceChangeOutlined, group: 'stock', permissions: { read: 'costs.read' },
      label: ({ effectiveOn }) => (effectiveOn ? dayText(String(effectiveOn)) : ''),
      queries: async () => (await import('./costQueries.tsx')).adjustmentQueries,
      pages: { list: lazyPage(() => import('./CostLists.tsx'), 'CostAdjustmentList') },
    }),
    defineResource({
      name: 'stockLayers', type: 'StockLayer', icon: LayersOutlined, group: 'stock', permissions: { read: 'costs.read' },
      label: ({ effectiveOn }) => (effectiveOn ? dayText(String(effectiveOn)) : ''),
      queries: async () => (await import('./costQueries.tsx')).layerQueries,
      pages: { list: lazyPage(() => import('./CostLists.tsx'), 'StockLayerList') },
    }),
    defineResource({
      name: 'warehouses', type: 'Warehouse', icon: WarehouseOutlined, group: 'stock',
      permissions: { read: 'stock.read', create: 'stock.manage', update: 'stock.manage' },
      label: ({ code, name }) => [code, name].filter(Boolean).join(' · '),
      queries: async () => (await import('./queries.ts')).warehouseQueries,
      pages: {
        list: lazyPage(() => import('./StockLists.tsx'), 'WarehouseList'),
        show: lazyPage(() => import('../warehousing/WarehouseShow.tsx'), 'WarehouseShow'),
        edit: lazyPage(() => import('./WarehouseForm.tsx'), 'WarehouseEdit'),
        create: lazyPage(() => import('./WarehouseForm.tsx'), 'WarehouseCreate'),
      },
    }),
  ],
  pages: [
    {
      path: '/stock-as-of', title: 'stock.asOf', icon: HistoryOutlined, group: 'stock', permission: 'costs.read',
      page: lazyPage(() => import('./StockAsOf.tsx'), 'StockAsOf'),
    },
  ],
};
