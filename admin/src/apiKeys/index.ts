import VpnKeyOutlined from '@mui/icons-material/VpnKeyOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const apiKeys: Domain = {
  resources: [
    defineResource({
      name: 'apiKeys',
      type: 'ApiKey',
      icon: VpnKeyOutlined,
      group: 'settings',
      goKey: 'k',
      permissions: { read: 'access.read' },
      label: ({ name }) => String(name ?? ''),
      queries: async () => (await import('./queries.ts')).apiKeyQueries,
      pages: {
        list: lazyPage(() => import('./ApiKeyList.tsx'), 'ApiKeyList'),
        show: lazyPage(() => import('./ApiKeyShow.tsx'), 'ApiKeyShow'),
      },
    }),
  ],
};
