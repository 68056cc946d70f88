import HistoryEduOutlined from '@mui/icons-material/HistoryEduOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const salesHistory: Domain = {
  resources: [
    defineResource({
      name: 'salesHistory', type: 'SalesHistory', icon: HistoryEduOutlined, group: 'sell', permissions: { read: 'orders.read' },
      label: ({ reference, code }) => [reference, code].filter(Boolean).join(' · '), queries: async () => (await import('./queries.ts')).salesHistoryQueries,
      pages: { list: lazyPage(() => import('./SalesHistoryList.tsx'), 'SalesHistoryList') },
    }),
  ],
};
