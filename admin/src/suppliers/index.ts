import FactoryOutlined from '@mui/icons-material/FactoryOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const suppliers: Domain = {
  resources: [
    defineResource({
      name: 'suppliers', type: 'Supplier', icon: FactoryOutlined, group: 'buy', goKey: 'v',
      permissions: { read: 'purchasing.read', create: 'purchasing.manage', update: 'purchasing.manage' },
      label: ({ code, name }) => [code, name].filter(Boolean).join(' · '),
      queries: async () => (await import('./queries.ts')).supplierQueries,
      pages: {
        list: lazyPage(() => import('./SupplierList.tsx'), 'SupplierList'),
        show: lazyPage(() => import('./SupplierShow.tsx'), 'SupplierShow'),
        edit: lazyPage(() => import('./SupplierForm.tsx'), 'SupplierEdit'),
        create: lazyPage(() => import('./SupplierForm.tsx'), 'SupplierCreate'),
      },
    }),
  ],
};
