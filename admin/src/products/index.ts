import CategoryOutlined from '@mui/icons-material/CategoryOutlined';
import PercentOutlined from '@mui/icons-material/PercentOutlined';
import SellOutlined from '@mui/icons-material/SellOutlined';
import StraightenOutlined from '@mui/icons-material/StraightenOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';
import { productQueries } from './queries.ts';
import { categoryQueries, taxCodeQueries, unitQueries } from './references.ts';

const codeAndName = ({ code, name }: Record<string, unknown>) => [code, name].filter(Boolean).join(' · ');

export const products: Domain = {
  resources: [
    defineResource({
      name: 'products', type: 'Product', icon: SellOutlined, group: 'stock', goKey: 'p',
      permissions: { read: 'catalogue.read', create: 'catalogue.manage', update: 'catalogue.manage' },
      label: ({ sku, name }) => [sku, name].filter(Boolean).join(' · '),
      queries: productQueries,
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
      queries: categoryQueries,
      pages: {
        list: lazyPage(() => import('./ProductList.tsx'), 'CategoryList'),
        edit: lazyPage(() => import('./ProductForm.tsx'), 'CategoryEdit'),
        create: lazyPage(() => import('./ProductForm.tsx'), 'CategoryCreate'),
      },
    }),
    defineResource({
      name: 'units', type: 'Unit', icon: StraightenOutlined, group: 'stock', hidden: true, permissions: { read: 'catalogue.read' },
      label: codeAndName, queries: unitQueries, pages: {},
    }),
    defineResource({
      name: 'taxCodes', type: 'TaxCode', icon: PercentOutlined, group: 'settings', hidden: true, permissions: { read: 'catalogue.read' },
      label: codeAndName, queries: taxCodeQueries, pages: {},
    }),
  ],
};
