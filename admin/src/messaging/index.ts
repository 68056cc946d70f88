import ForwardToInboxOutlined from '@mui/icons-material/ForwardToInboxOutlined';
import InboxOutlined from '@mui/icons-material/AllInboxOutlined';
import MailOutlined from '@mui/icons-material/MailOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { format } from '../i18n/format.ts';
import { currentLocale } from '../i18n/locale.ts';
import { lazyPage } from '../shared/lazyPage.tsx';
import { addTab } from '../shared/record/extras.ts';
import { recordMailFields } from './fields.tsx';

const label = () => format(currentLocale(), 'mails.tab');
for (const type of ['Order', 'Shipment', 'Invoice', 'PurchaseOrder', 'QuoteRequest', 'Payment']) {
  addTab(type, { key: 'mails', label, related: { resource: 'mails', filter: ({ id }) => ({ about: { is: id } }), fields: recordMailFields, sort: 'createdAt DESC' } });
}
for (const type of ['Customer', 'Supplier']) {
  addTab(type, { key: 'mails', label, related: { resource: 'mails', filter: ({ id }) => ({ party: { is: id } }), fields: recordMailFields, sort: 'createdAt DESC' } });
}

export const messaging: Domain = {
  resources: [
    defineResource({
      name: 'mails', type: 'Mail', icon: MailOutlined, group: 'insight', permissions: { read: 'mail.read' }, label: ({ subject }) => String(subject ?? ''), queries: async () => (await import('./queries.ts')).mailQueries,
      pages: { list: lazyPage(() => import('./MailPages.tsx'), 'MailList'), show: lazyPage(() => import('./MailPages.tsx'), 'MailShow') },
    }),
  ],
  pages: [
    { path: '/mailbox', title: 'mails.mailbox', icon: InboxOutlined, group: 'insight', permission: 'mail.read', page: lazyPage(() => import('./Mailbox.tsx'), 'Mailbox') },
    { path: '/mail-settings', title: 'mails.settings', icon: ForwardToInboxOutlined, group: 'settings', permission: 'mail.manage', page: lazyPage(() => import('./MailSettings.tsx'), 'MailSettings') },
  ],
};
