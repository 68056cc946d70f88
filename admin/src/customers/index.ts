import PeopleOutlined from '@mui/icons-material/PeopleOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';
import BadgeOutlined from '@mui/icons-material/BadgeOutlined';
import { customerQueries, salesPersonQueries } from './queries.ts';

export const customers: Domain = {
  resources: [
    defineResource({
      name: 'customers',
      type: 'Customer',
      icon: PeopleOutlined,
      group: 'sell',
      goKey: 'c',
      permissions: { read: 'customers.read', create: 'customers.manage', update: 'customers.manage' },
      label: ({ code, name }) => [code, name].filter(Boolean).join(' · '),
      queries: customerQueries,
      pages: {
        list: lazyPage(() => import('./CustomerList.tsx'), 'CustomerList'),
        show: lazyPage(() => import('./CustomerShow.tsx'), 'CustomerShow'),
        edit: lazyPage(() => import('./CustomerForm.tsx'), 'CustomerEdit'),
        create: lazyPage(() => import('./CustomerForm.tsx'), 'CustomerCreate'),
      },
    }),
    defineResource({
      name: 'salesPeople',
      type: 'SalesPerson',
      icon: BadgeOutlined,
      group: 'sell',
      hidden: true,
      permissions: { read: 'customers.read' },
      label: ({ name }) => String(name ?? ''),
      queries: salesPersonQueries,
      pages: {},
    }),
  ],
};
