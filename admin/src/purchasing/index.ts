import AssignmentReturnOutlined from '@mui/icons-material/AssignmentReturnOutlined';
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import MoveToInboxOutlined from '@mui/icons-material/MoveToInboxOutlined';
import ShoppingCartOutlined from '@mui/icons-material/ShoppingCartOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

const supplierOf = (value: unknown): string => String((value as { name?: string } | null)?.name ?? '');

export const purchasing: Domain = {
  resources: [
    defineResource({
      name: 'purchaseOrders', type: 'PurchaseOrder', icon: ShoppingCartOutlined, group: 'buy', goKey: 'b',
      permissions: { read: 'purchasing.read', create: 'purchasing.manage', update: 'purchasing.manage' },
      label: ({ number, supplier }) => [number, supplierOf(supplier)].filter(Boolean).join(' · '),
      queries: async () => (await import('./queries.ts')).purchaseOrderQueries,
      pages: {
        list: lazyPage(() => import('./PurchasingLists.tsx'), 'PurchaseOrderList'),
        show: lazyPage(() => import('./PurchaseOrderShow.tsx'), 'PurchaseOrderShow'),
        edit: lazyPage(() => import('./PurchaseOrderForm.tsx'), 'PurchaseOrderEdit'),
        create: lazyPage(() => import('./PurchaseOrderForm.tsx'), 'PurchaseOrderCreate'),
      },
    }),
    defineResource({
      name: 'receipts', type: 'Receipt', icon: MoveToInboxOutlined, group: 'buy', permissions: { read: 'purchasing.read' },
      label: ({ number }) => String(number ?? ''),
      queries: async () => (await import('./queries.ts')).receiptQueries,
      pages: { list: lazyPage(() => import('./PurchasingLists.tsx'), 'ReceiptList'), show: lazyPage(() => import('./ReceiptShow.tsx'), 'ReceiptShow') },
    }),
    defineResource({
      name: 'inspections', type: 'Inspection', icon: FactCheckOutlined, group: 'buy', permissions: { read: 'inspections.read' },
      label: ({ number }) => String(number ?? ''),
      queries: async () => (await import('./inspectionQueries.ts')).inspectionQueries,
      pages: { list: lazyPage(() => import('./PurchasingLists.tsx'), 'InspectionList'), show: lazyPage(() => import('./InspectionShow.tsx'), 'InspectionShow') },
    }),
    defineResource({
      name: 'supplierReturns', type: 'SupplierReturn', icon: AssignmentReturnOutlined, group: 'buy', permissions: { read: 'purchasing.read' },
      label: ({ number }) => String(number ?? ''),
      queries: async () => (await import('./inspectionQueries.ts')).supplierReturnQueries,
      pages: { list: lazyPage(() => import('./PurchasingLists.tsx'), 'SupplierReturnList'), show: lazyPage(() => import('./SupplierReturnShow.tsx'), 'SupplierReturnShow') },
    }),
  ],
};
