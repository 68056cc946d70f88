import CalendarViewWeekOutlined from '@mui/icons-material/CalendarViewWeekOutlined';
import PublicOutlined from '@mui/icons-material/PublicOutlined';
import RequestQuoteOutlined from '@mui/icons-material/RequestQuoteOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const bills: Domain = {
  resources: [
    defineResource({
      name: 'bills', type: 'Bill', icon: RequestQuoteOutlined, group: 'money', permissions: { read: 'payables.read', create: 'payables.post' },
      label: ({ number }) => String(number ?? ''),
      queries: async () => (await import('./queries.ts')).billQueries,
      pages: {
        list: lazyPage(() => import('./BillList.tsx'), 'BillList'),
        show: lazyPage(() => import('./BillShow.tsx'), 'BillShow'),
        create: lazyPage(() => import('./BillForm.tsx'), 'BillCreate'),
      },
    }),
  ],
  pages: [
    {
      path: '/payables-by-age', title: 'bills.byAge', icon: CalendarViewWeekOutlined, group: 'money', permission: 'payables.read',
      page: lazyPage(() => import('./PayablesByAge.tsx'), 'PayablesByAge'),
    },
    { path: '/payables-by-currency', title: 'bills.byCurrency', icon: PublicOutlined, group: 'money', permission: 'payables.read', page: lazyPage(() => import('./PayablesByCurrency.tsx'), 'PayablesByCurrency') },
  ],
};
