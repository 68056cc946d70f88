import StyleOutlined from '@mui/icons-material/StyleOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const variants: Domain = {
  resources: [
    defineResource({
      name: 'productTemplates', type: 'ProductTemplate', icon: StyleOutlined, group: 'stock',
      permissions: { read: 'catalogue.read', create: 'catalogue.manage', update: 'catalogue.manage' },
      label: ({ code, name }) => [code, name].filter(Boolean).join(' · '), queries: async () => (await import('./queries.ts')).templateQueries,
      pages: {
        list: lazyPage(() => import('./TemplateList.tsx'), 'TemplateList'), show: lazyPage(() => import('./TemplateShow.tsx'), 'TemplateShow'),
        edit: lazyPage(() => import('./TemplateForm.tsx'), 'TemplateEdit'), create: lazyPage(() => import('./TemplateForm.tsx'), 'TemplateCreate'),
      },
    }),
  ],
};
