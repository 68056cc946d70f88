import QueryStats from '@mui/icons-material/QueryStats';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const explore: Domain = {
  resources: [],
  pages: [
    {
      path: '/explore',
      title: 'explore.title',
      icon: QueryStats,
      group: 'insight',
      goKey: 'x',
      permission: 'explore.use',
      page: lazyPage(() => import('./ExplorePage.tsx'), 'ExplorePage'),
    },
  ],
};
