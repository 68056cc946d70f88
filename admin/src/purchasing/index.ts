import MoveToInboxOutlined from '@mui/icons-material/MoveToInboxOutlined';
import ShoppingCartOutlined from '@mui/icons-material/ShoppingCartOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';
import { purchaseOrderQueries, receiptQueries } from './queries.ts';

const supplierOf = (value: unknown): string => String((value as { name?: string } | null)?.name ?? '');

export const purchasing: Domain = {
  resources: [
    defineResource({
      name: 'purchaseOrders', type: 'PurchaseOrder', icon: ShoppingCartOutlined, group: 'stock', goKey: 'b',
      permissions: { read: 'purchasing.read', create: 'purchasing.manage', update: 'purchasing.manage' },
      label: ({ number, supplier }) => [number, supplierOf(supplier)].filter(Boolean).join(' · '),
      queries: purchaseOrderQueries,
      pages: {
        list: lazyPage(() => import('./PurchasingLists.tsx'), 'PurchaseOrderList'),
        show: lazyPage(() => import('./PurchaseOrderShow.tsx'), 'PurchaseOrderShow'),
        edit: lazyPage(() => import('./PurchaseOrderForm.tsx'), 'PurchaseOrderEdit'),
        create: lazyPage(() => import('./PurchaseOrderForm.tsx'), 'PurchaseOrderCreate'),
      },
    }),
    defineResource({
      name: 'receipts', type: 'Receipt', icon: MoveToInboxOutlined, group: 'stock', permissions: { read: 'purchasing.read' },
      label: ({ number }) => String(number ?? ''),
      queries: receiptQueries,
      pages: { list: lazyPage(() => import('./PurchasingLists.tsx'), 'ReceiptList'), show: lazyPage(() => import('./ReceiptShow.tsx'), 'ReceiptShow') },
    }),
  ],
};
