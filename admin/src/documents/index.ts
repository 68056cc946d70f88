import DescriptionOutlined from '@mui/icons-material/DescriptionOutlined';
import PrintOutlined from '@mui/icons-material/PrintOutlined';
import { createElement, lazy, Suspense } from 'react';
import { defineResource } from '../data/resource.ts';
import { asking } from '../data/useAsk.ts';
import type { Domain } from '../domain.ts';
import { format } from '../i18n/format.ts';
import { currentLocale } from '../i18n/locale.ts';
import { lazyPage } from '../shared/lazyPage.tsx';
import { addTab, addTool } from '../shared/record/extras.ts';
import { correspondenceQuery } from './mutations.ts';
import { paperTypes } from './papers.ts';

const CorrespondenceTab = lazy(async () => ({ default: (await import('./CorrespondenceTab.tsx')).CorrespondenceTab }));

addTool(paperTypes, async () => (await import('./RecordPapers.tsx')).RecordPapers);
for (const type of ['Customer', 'Supplier']) {
  addTab(type, {
    key: 'correspondence', label: () => format(currentLocale(), 'documents.correspondence'), asks: (id) => [asking(correspondenceQuery, { id })],
    content: ({ id }) => createElement(Suspense, null, createElement(CorrespondenceTab, { id, isCustomer: type === 'Customer' })),
  });
}

export const documents: Domain = {
  resources: [
    defineResource({
      name: 'documentRuns', type: 'DocumentRun', icon: PrintOutlined, group: 'insight', permissions: { read: 'documents.print' },
      label: ({ createdAt }) => String(createdAt ?? '').slice(0, 16).replace('T', ' '), queries: async () => (await import('./queries.ts')).documentRunQueries,
      pages: { list: lazyPage(() => import('./RunPages.tsx'), 'DocumentRunList'), show: lazyPage(() => import('./RunPages.tsx'), 'DocumentRunShow') },
    }),
  ],
  pages: [{ path: '/paper-settings', title: 'documents.settings', icon: DescriptionOutlined, group: 'settings', permission: 'documents.manage', page: lazyPage(() => import('./PaperSettings.tsx'), 'PaperSettings') }],
};
