import SpaceDashboardOutlined from '@mui/icons-material/SpaceDashboardOutlined';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const dashboard: Domain = {
  resources: [],
  pages: [
    { path: '/', title: 'dashboard.title', icon: SpaceDashboardOutlined, group: 'start', goKey: 'h', page: lazyPage(() => import('./Dashboard.tsx'), 'Dashboard') },
  ],
};
