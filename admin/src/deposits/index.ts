import AccountBalanceWalletOutlined from '@mui/icons-material/AccountBalanceWalletOutlined';
import RequestPageOutlined from '@mui/icons-material/RequestPageOutlined';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { format } from '../i18n/format.ts';
import { currentLocale } from '../i18n/locale.ts';
import { lazyPage } from '../shared/lazyPage.tsx';
import { addTab } from '../shared/record/extras.ts';
import { depositFields } from './fields.ts';

const number = ({ number: of }: Record<string, unknown>): string => String(of ?? '');

for (const [type, of] of [['Order', 'order'], ['Customer', 'customer']] as const) {
  addTab(type, { key: 'deposits', label: () => format(currentLocale(), 'deposits.tab'), related: { resource: 'deposits', filter: ({ id }) => ({ [of]: { is: id } }), fields: depositFields, sort: 'requestedOn DESC' } });
}

export const deposits: Domain = {
  resources: [
    defineResource({
      name: 'deposits', type: 'DepositRequest', icon: AccountBalanceWalletOutlined, group: 'money', permissions: { read: 'deposits.read' }, label: number, queries: async () => (await import('./queries.ts')).depositQueries,
      pages: { list: lazyPage(() => import('./lists.tsx'), 'DepositList'), show: lazyPage(() => import('./DepositShow.tsx'), 'DepositShow') },
    }),
    defineResource({
      name: 'depositInvoices', type: 'DepositInvoice', icon: RequestPageOutlined, group: 'money', permissions: { read: 'deposits.read' }, label: number, queries: async () => (await import('./queries.ts')).depositInvoiceQueries,
      pages: { list: lazyPage(() => import('./lists.tsx'), 'DepositInvoiceList') },
    }),
  ],
  pages: [{ path: '/deposit-settings', title: 'deposits.settings', icon: TuneOutlined, group: 'settings', permission: 'deposits.read', page: lazyPage(() => import('./DepositSettings.tsx'), 'DepositSettings') }],
};
