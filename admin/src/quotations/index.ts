import EditNoteOutlined from '@mui/icons-material/EditNoteOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { messageOf } from '../i18n/messages.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const quotations: Domain = {
  resources: [
    defineResource({
      name: 'quotations', type: 'Quotation', icon: EditNoteOutlined, group: 'sell', permissions: { read: 'quotations.read', create: 'quotations.write', update: 'quotations.write' },
      label: ({ number, revision, whom }) => (number ? [number, Number(revision) > 1 ? `v${String(revision)}` : ''].filter(Boolean).join(' ') : [messageOf('en', 'quotations.draft') ?? '', whom].filter(Boolean).join(' · ')),
      queries: async () => (await import('./queries.ts')).quotationQueries,
      pages: {
        list: lazyPage(() => import('./QuotationList.tsx'), 'QuotationList'), show: lazyPage(() => import('./QuotationShow.tsx'), 'QuotationShow'),
        edit: lazyPage(() => import('./QuotationForm.tsx'), 'QuotationEdit'), create: lazyPage(() => import('./QuotationForm.tsx'), 'QuotationCreate'),
      },
    }),
  ],
};
