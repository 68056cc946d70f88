import EventRepeatOutlined from '@mui/icons-material/EventRepeatOutlined';
import PeopleAltOutlined from '@mui/icons-material/PeopleAltOutlined';
import PeopleOutlined from '@mui/icons-material/PeopleOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';
import RuleOutlined from '@mui/icons-material/RuleOutlined';
import BadgeOutlined from '@mui/icons-material/BadgeOutlined';

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
      queries: async () => (await import('./queries.ts')).customerQueries,
      pages: {
        list: lazyPage(() => import('./CustomerList.tsx'), 'CustomerList'),
        show: lazyPage(() => import('./CustomerShow.tsx'), 'CustomerShow'),
        edit: lazyPage(() => import('./CustomerForm.tsx'), 'CustomerEdit'),
        create: lazyPage(() => import('./CustomerForm.tsx'), 'CustomerCreate'),
      },
    }),
    defineResource({
      name: 'customerPairs',
      type: 'CustomerPair',
      icon: PeopleAltOutlined,
      group: 'sell',
      permissions: { read: 'customers.read' },
      label: ({ first, second }) => [first, second].map((each) => String((each as { name?: string } | null)?.name ?? '')).join(' / '),
      queries: async () => (await import('./pairQueries.ts')).pairQueries,
      pages: {
        list: lazyPage(() => import('./Pairs.tsx'), 'PairList'),
        show: lazyPage(() => import('./Pairs.tsx'), 'PairShow'),
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
      queries: async () => (await import('./queries.ts')).salesPersonQueries,
      pages: {},
    }),
    defineResource({
      name: 'paymentTerms',
      type: 'PaymentTerm',
      icon: EventRepeatOutlined,
      group: 'settings',
      hidden: true,
      permissions: { read: 'customers.read' },
      label: ({ code, name }) => [code, name].filter(Boolean).join(' · '),
      queries: async () => (await import('./queries.ts')).paymentTermQueries,
      pages: {},
    }),
  ],
  pages: [
    { path: '/customer-rules', title: 'customers.rules.title', icon: RuleOutlined, group: 'settings', permission: 'customers.read', page: lazyPage(() => import('./CustomerRules.tsx'), 'CustomerRules') },
    { path: '/days-to-pay', title: 'customers.pay.title', icon: EventRepeatOutlined, group: 'money', permission: 'openItems.read', page: lazyPage(() => import('./DaysToPay.tsx'), 'DaysToPay') },
  ],
};
