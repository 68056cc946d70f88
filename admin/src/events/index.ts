import HistoryOutlined from '@mui/icons-material/HistoryOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const events: Domain = {
  resources: [
    defineResource({
      name: 'events',
      type: 'Event',
      icon: HistoryOutlined,
      group: 'settings',
      goKey: 'e',
      permissions: { read: 'audit.read' },
      label: ({ kindLabel }) => String(kindLabel ?? ''),
      queries: async () => (await import('./queries.ts')).eventQueries,
      pages: {
        list: lazyPage(() => import('./EventList.tsx'), 'EventList'),
        show: lazyPage(() => import('./EventShow.tsx'), 'EventShow'),
      },
    }),
  ],
};
