import HistoryOutlined from '@mui/icons-material/HistoryOutlined';
import Inventory2Outlined from '@mui/icons-material/Inventory2Outlined';
import SwapVertOutlined from '@mui/icons-material/SwapVertOutlined';
import WarehouseOutlined from '@mui/icons-material/WarehouseOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { dayText } from '../shared/days.ts';
import { lazyPage } from '../shared/lazyPage.tsx';
import { levelQueries, moveQueries, warehouseQueries } from './queries.ts';

const nameOf = (value: unknown): string => String((value as { name?: string } | null)?.name ?? '');

export const stock: Domain = {
  resources: [
    defineResource({
      name: 'stockLevels', type: 'StockLevel', icon: Inventory2Outlined, group: 'stock', goKey: 'l', permissions: { read: 'stock.read' },
      label: ({ product, warehouse }) => [nameOf(product), nameOf(warehouse)].filter(Boolean).join(' · '),
      queries: levelQueries,
      pages: { list: lazyPage(() => import('./StockLists.tsx'), 'StockLevelList'), show: lazyPage(() => import('./StockLevelShow.tsx'), 'StockLevelShow') },
    }),
    defineResource({
      name: 'stockMoves', type: 'StockMove', icon: SwapVertOutlined, group: 'stock', permissions: { read: 'moves.read' },
      label: ({ product, effectiveOn }) => [nameOf(product), effectiveOn ? dayText(String(effectiveOn)) : ''].filter(Boolean).join(' · '),
      queries: moveQueries,
      pages: { list: lazyPage(() => import('./StockLists.tsx'), 'StockMoveList'), show: lazyPage(() => import('./StockMoveShow.tsx'), 'StockMoveShow') },
    }),
    defineResource({
      name: 'warehouses', type: 'Warehouse', icon: WarehouseOutlined, group: 'stock',
      permissions: { read: 'stock.read', create: 'stock.manage', update: 'stock.manage' },
      label: ({ code, name }) => [code, name].filter(Boolean).join(' · '),
      queries: warehouseQueries,
      pages: {
        list: lazyPage(() => import('./StockLists.tsx'), 'WarehouseList'),
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
