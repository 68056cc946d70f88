import CategoryOutlined from '@mui/icons-material/CategoryOutlined';
import PercentOutlined from '@mui/icons-material/PercentOutlined';
import SellOutlined from '@mui/icons-material/SellOutlined';
import StraightenOutlined from '@mui/icons-material/StraightenOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

const codeAndName = ({ code, name }: Record<string, unknown>) => [code, name].filter(Boolean).join(' · ');

export const products: Domain = {
  resources: [
    defineResource({
      name: 'products', type: 'Product', icon: SellOutlined, group: 'stock', goKey: 'p',
      permissions: { read: 'catalogue.read', create: 'catalogue.manage', update: 'catalogue.manage' },
      label: ({ sku, name }) => [sku, name].filter(Boolean).join(' · '),
      queries: async () => (await import('./queries.ts')).productQueries,
      pages: {
        list: lazyPage(() => import('./ProductList.tsx'), 'ProductList'),
        show: lazyPage(() => import('./ProductShow.tsx'), 'ProductShow'),
        edit: lazyPage(() => import('./ProductForm.tsx'), 'ProductEdit'),
        create: lazyPage(() => import('./ProductForm.tsx'), 'ProductCreate'),
      },
    }),
    defineResource({
      name: 'categories', type: 'Category', icon: CategoryOutlined, group: 'stock',
      permissions: { read: 'catalogue.read', create: 'catalogue.manage', update: 'catalogue.manage' },
      label: ({ name }) => String(name ?? ''),
      queries: async () => (await import('./references.ts')).categoryQueries,
      pages: {
        list: lazyPage(() => import('./ProductList.tsx'), 'CategoryList'),
        edit: lazyPage(() => import('./ProductForm.tsx'), 'CategoryEdit'),
        create: lazyPage(() => import('./ProductForm.tsx'), 'CategoryCreate'),
      },
    }),
    defineResource({
      name: 'units', type: 'Unit', icon: StraightenOutlined, group: 'settings', permissions: { read: 'catalogue.read', create: 'catalogue.manage', update: 'catalogue.manage' },
      label: codeAndName, queries: async () => (await import('./references.ts')).unitQueries,
      pages: {
        list: lazyPage(() => import('./UnitForm.tsx'), 'UnitList'), edit: lazyPage(() => import('./UnitForm.tsx'), 'UnitEdit'), create: lazyPage(() => import('./UnitForm.tsx'), 'UnitCreate'),
      },
    }),
    defineResource({
      name: 'taxCodes', type: 'TaxCode', icon: PercentOutlined, group: 'settings', hidden: true, permissions: { read: 'catalogue.read' },
      label: codeAndName, queries: async () => (await import('./references.ts')).taxCodeQueries, pages: {},
    }),
  ],
};
