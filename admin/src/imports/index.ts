import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const imports: Domain = {
  resources: [
    defineResource({
      name: 'imports', type: 'Import', icon: UploadFileOutlined, group: 'settings', permissions: { read: 'imports.read', create: 'imports.run' },
      label: ({ fileName }) => String(fileName ?? ''), queries: async () => (await import('./queries.ts')).importQueries,
      pages: {
        list: lazyPage(() => import('./ImportList.tsx'), 'ImportList'), show: lazyPage(() => import('./ImportShow.tsx'), 'ImportShow'),
        create: lazyPage(() => import('./ImportNew.tsx'), 'ImportNew'),
      },
    }),
    defineResource({
      name: 'importLines', type: 'ImportLine', icon: UploadFileOutlined, group: 'settings', hidden: true, permissions: { read: 'imports.read' },
      label: ({ line }) => String(line ?? ''), queries: async () => (await import('./queries.ts')).importLineQueries,
      pages: { list: lazyPage(() => import('./ImportList.tsx'), 'ImportLineList') },
    }),
  ],
};
