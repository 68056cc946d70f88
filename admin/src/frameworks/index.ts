import HandshakeOutlined from '@mui/icons-material/HandshakeOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { messageOf } from '../i18n/messages.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const frameworks: Domain = {
  resources: [
    defineResource({
      name: 'frameworks', type: 'Framework', icon: HandshakeOutlined, group: 'sell', permissions: { read: 'frameworks.read', create: 'frameworks.write', update: 'frameworks.write' },
      label: ({ number, name }) => [number ?? messageOf('en', 'frameworks.draft'), name].filter(Boolean).join(' · '),
      queries: async () => (await import('./queries.ts')).frameworkQueries,
      pages: {
        list: lazyPage(() => import('./FrameworkList.tsx'), 'FrameworkList'), show: lazyPage(() => import('./FrameworkShow.tsx'), 'FrameworkShow'),
        edit: lazyPage(() => import('./FrameworkForm.tsx'), 'FrameworkEdit'), create: lazyPage(() => import('./FrameworkForm.tsx'), 'FrameworkCreate'),
      },
    }),
  ],
};
