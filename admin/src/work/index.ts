import AssignmentTurnedInOutlined from '@mui/icons-material/AssignmentTurnedInOutlined';
import AttachFileOutlined from '@mui/icons-material/AttachFileOutlined';
import InboxOutlined from '@mui/icons-material/InboxOutlined';
import PeopleOutlined from '@mui/icons-material/PeopleOutlined';
import { createElement, lazy, Suspense } from 'react';
import { filesQuery } from '../data/files.ts';
import { pageQuestion } from '../data/list.ts';
import { defineResource } from '../data/resource.ts';
import { asking } from '../data/useAsk.ts';
import type { Domain } from '../domain.ts';
import { format } from '../i18n/format.ts';
import { currentLocale } from '../i18n/locale.ts';
import { lazyPage } from '../shared/lazyPage.tsx';
import { addAside } from '../shared/record/asides.ts';
import { ofSubject, TASKS_SHOWN } from './ofSubject.ts';

const Files = lazy(async () => ({ default: (await import('./Files.tsx')).Files }));
const TasksTab = lazy(async () => ({ default: (await import('./TasksTab.tsx')).TasksTab }));

addAside({
  key: 'files', label: () => format(currentLocale(), 'files.title'), count: { resource: 'attachments', filter: ofSubject },
  content: ({ id }) => createElement(Suspense, null, createElement(Files, { subject: id })), asks: (id) => [asking(filesQuery, { subject: id })],
});
addAside({
  key: 'tasks', label: () => format(currentLocale(), 'tasks.tab'), count: { resource: 'tasks', filter: ofSubject },
  content: ({ id }) => createElement(Suspense, null, createElement(TasksTab, { subject: id })), asks: (id) => [pageQuestion('tasks', { filter: ofSubject({ id }), ...TASKS_SHOWN })],
});

const name = ({ name: given }: Record<string, unknown>): string => String(given ?? '');

export const work: Domain = {
  resources: [
    defineResource({
      name: 'tasks', type: 'Task', icon: AssignmentTurnedInOutlined, group: 'start', goKey: 'w',
      permissions: { read: 'tasks.read', create: 'tasks.write', update: 'tasks.write' },
      label: ({ title }) => String(title ?? ''), queries: async () => (await import('./queries.ts')).taskQueries,
      pages: {
        list: lazyPage(() => import('./TaskPages.tsx'), 'TaskList'), show: lazyPage(() => import('./TaskPages.tsx'), 'TaskShow'),
        create: lazyPage(() => import('./TaskPages.tsx'), 'TaskCreate'), edit: lazyPage(() => import('./TaskPages.tsx'), 'TaskEdit'),
      },
    }),
    defineResource({ name: 'colleagues', type: 'Colleague', icon: PeopleOutlined, group: 'start', hidden: true, permissions: { read: 'tasks.read' }, label: name, queries: async () => (await import('./queries.ts')).colleagueQueries, pages: {} }),
    defineResource({
      name: 'attachments', type: 'Attachment', icon: AttachFileOutlined, group: 'start', hidden: true, permissions: { read: 'files.read' },
      label: ({ fileName }) => String(fileName ?? ''), queries: async () => (await import('./queries.ts')).fileQueries, pages: {},
    }),
  ],
  pages: [{ path: '/my-work', title: 'work.mine', icon: InboxOutlined, group: 'start', goKey: 'y', permission: 'tasks.read', page: lazyPage(() => import('./MyWork.tsx'), 'MyWork') }],
};
