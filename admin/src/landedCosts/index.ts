import LocalShippingOutlined from '@mui/icons-material/LocalShippingOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const landedCosts: Domain = {
  resources: [
    defineResource({
      name: 'landedCosts', type: 'LandedCost', icon: LocalShippingOutlined, group: 'buy', permissions: { read: 'landedCosts.read', create: 'landedCosts.post' },
      label: ({ number }) => String(number ?? ''),
      queries: async () => (await import('./queries.ts')).landedCostQueries,
      pages: {
        list: lazyPage(() => import('./LandedCostList.tsx'), 'LandedCostList'),
        show: lazyPage(() => import('./LandedCostShow.tsx'), 'LandedCostShow'),
        create: lazyPage(() => import('./LandedCostForm.tsx'), 'LandedCostCreate'),
      },
    }),
  ],
};
