import DescriptionOutlined from '@mui/icons-material/DescriptionOutlined';
import HourglassBottomOutlined from '@mui/icons-material/HourglassBottomOutlined';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const receivables: Domain = {
  resources: [],
  pages: [
    {
      path: '/receivables', title: 'receivables.byAge', icon: HourglassBottomOutlined, group: 'money', goKey: 'r', permission: 'openItems.read',
      page: lazyPage(() => import('./Ageing.tsx'), 'Ageing'),
    },
    {
      path: '/statement', title: 'receivables.statement', icon: DescriptionOutlined, group: 'money', permission: 'openItems.read',
      page: lazyPage(() => import('./StatementPage.tsx'), 'StatementPage'),
    },
  ],
};
