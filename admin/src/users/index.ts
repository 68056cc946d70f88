import ManageAccountsOutlined from '@mui/icons-material/ManageAccountsOutlined';
import PersonOutlined from '@mui/icons-material/PersonOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const users: Domain = {
  resources: [
    defineResource({
      name: 'users',
      type: 'User',
      icon: ManageAccountsOutlined,
      group: 'settings',
      goKey: 'u',
      permissions: { read: 'access.read', create: 'access.manage', update: 'access.manage' },
      label: ({ name }) => String(name ?? ''),
      queries: async () => (await import('./queries.ts')).userQueries,
      pages: {
        list: lazyPage(() => import('./UserList.tsx'), 'UserList'),
        show: lazyPage(() => import('./UserShow.tsx'), 'UserShow'),
        edit: lazyPage(() => import('./UserForm.tsx'), 'UserEdit'),
        create: lazyPage(() => import('./UserForm.tsx'), 'UserCreate'),
      },
    }),
  ],
  pages: [
    {
      path: '/profile',
      title: 'profile.title',
      icon: PersonOutlined,
      group: 'settings',
      hidden: true,
      page: lazyPage(() => import('./ProfilePage.tsx'), 'ProfilePage'),
    },
  ],
};
