import ChecklistOutlined from '@mui/icons-material/ChecklistOutlined';
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import InsightsOutlined from '@mui/icons-material/InsightsOutlined';
import MapOutlined from '@mui/icons-material/MapOutlined';
import PhoneAndroidOutlined from '@mui/icons-material/PhoneAndroidOutlined';
import RuleOutlined from '@mui/icons-material/RuleOutlined';
import GridViewOutlined from '@mui/icons-material/GridViewOutlined';
import SyncAltOutlined from '@mui/icons-material/SyncAltOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

const nameOf = (value: unknown): string => String((value as { name?: string } | null)?.name ?? '');

export const warehousing: Domain = {
  resources: [
    defineResource({
      name: 'transfers', type: 'Transfer', icon: SyncAltOutlined, group: 'stock', permissions: { read: 'moves.read', create: 'stock.manage', update: 'stock.manage' },
      label: ({ number }) => String(number ?? ''), queries: async () => (await import('./queries.ts')).transferQueries,
      pages: {
        list: lazyPage(() => import('./Lists.tsx'), 'TransferList'), show: lazyPage(() => import('./TransferShow.tsx'), 'TransferShow'),
        edit: lazyPage(() => import('./TransferForm.tsx'), 'TransferEdit'), create: lazyPage(() => import('./TransferForm.tsx'), 'TransferCreate'),
      },
    }),
    defineResource({
      name: 'pickLists', type: 'PickList', icon: ChecklistOutlined, group: 'stock', permissions: { read: 'shipments.post' }, label: ({ number }) => String(number ?? ''), queries: async () => (await import('./queries.ts')).pickListQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'PickListList'), show: lazyPage(() => import('./PickListShow.tsx'), 'PickListShow') },
    }),
    defineResource({
      name: 'stockCounts', type: 'StockCount', icon: FactCheckOutlined, group: 'stock', permissions: { read: 'counts.enter' }, label: ({ number }) => String(number ?? ''), queries: async () => (await import('./countQueries.ts')).stockCountQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'StockCountList'), show: lazyPage(() => import('./StockCountShow.tsx'), 'StockCountShow') },
    }),
    defineResource({
      name: 'countLines', type: 'CountLine', icon: RuleOutlined, group: 'stock', hidden: true, permissions: { read: 'counts.enter' },
      label: ({ product, no }) => [no, nameOf(product)].filter(Boolean).join(' · '), queries: async () => (await import('./countQueries.ts')).countLineQueries,
      pages: { list: lazyPage(() => import('./CountLines.tsx'), 'CountLineList') },
    }),
    defineResource({
      name: 'bins', type: 'Bin', icon: GridViewOutlined, group: 'stock', permissions: { read: 'moves.read', update: 'stock.manage' }, label: ({ code }) => String(code ?? ''), queries: async () => (await import('./queries.ts')).binQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'BinList'), show: lazyPage(() => import('./BinShow.tsx'), 'BinShow'), edit: lazyPage(() => import('./BinForm.tsx'), 'BinEdit') },
    }),
  ],
  pages: [
    { path: '/warehouse-layout', title: 'warehousing.layout', icon: MapOutlined, group: 'stock', permission: 'moves.read', page: lazyPage(() => import('./Layout.tsx'), 'Layout') },
    { path: '/count-accuracy', title: 'warehousing.accuracy', icon: InsightsOutlined, group: 'stock', permission: 'counts.review', page: lazyPage(() => import('./Accuracy.tsx'), 'Accuracy') },
    { path: '/count-sheet', title: 'warehousing.countSheet', icon: PhoneAndroidOutlined, group: 'stock', permission: 'counts.enter', hidden: true, page: lazyPage(() => import('./CountSheet.tsx'), 'CountSheet') },
  ],
};
