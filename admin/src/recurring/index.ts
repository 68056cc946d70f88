import AutorenewOutlined from '@mui/icons-material/AutorenewOutlined';
import EventRepeatOutlined from '@mui/icons-material/EventRepeatOutlined';
import HourglassBottomOutlined from '@mui/icons-material/HourglassBottomOutlined';
import ShowChartOutlined from '@mui/icons-material/ShowChartOutlined';
import TaskAltOutlined from '@mui/icons-material/TaskAltOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { format } from '../i18n/format.ts';
import { currentLocale } from '../i18n/locale.ts';
import { lazyPage } from '../shared/lazyPage.tsx';
import { addTab } from '../shared/record/extras.ts';
import { contractFields } from './fields.ts';

const text = (value: unknown): string => String(value ?? '');

for (const [type, of] of [['Order', 'order'], ['Customer', 'customer']] as const) {
  addTab(type, { key: 'contracts', label: () => format(currentLocale(), 'contracts.tab'), related: { resource: 'contracts', filter: ({ id }) => ({ [of]: { is: id } }), fields: contractFields, sort: 'number DESC' } });
}

export const recurring: Domain = {
  resources: [
    defineResource({
      name: 'contracts', type: 'Contract', icon: AutorenewOutlined, group: 'sell', permissions: { read: 'contracts.read', create: 'contracts.write', update: 'contracts.write' }, label: ({ number, name }) => [number, name].filter(Boolean).join(' · '),
      queries: async () => (await import('./queries.ts')).contractQueries,
      pages: {
        list: lazyPage(() => import('./lists.tsx'), 'ContractList'), show: lazyPage(() => import('./ContractShow.tsx'), 'ContractShow'),
        create: lazyPage(() => import('./ContractForm.tsx'), 'ContractCreate'), edit: lazyPage(() => import('./ContractForm.tsx'), 'ContractEdit'),
      },
    }),
    defineResource({
      name: 'contractBillings', type: 'ContractBilling', icon: EventRepeatOutlined, group: 'money', permissions: { read: 'contracts.read' }, label: ({ periodFrom }) => text(periodFrom), queries: async () => (await import('./billingQueries.ts')).contractBillingQueries,
      pages: { list: lazyPage(() => import('./lists.tsx'), 'ContractBillingList') },
    }),
    defineResource({
      name: 'deferrals', type: 'Deferral', icon: HourglassBottomOutlined, group: 'money', permissions: { read: 'journal.read' }, label: ({ month }) => text(month), queries: async () => (await import('./billingQueries.ts')).deferralQueries,
      pages: { list: lazyPage(() => import('./lists.tsx'), 'DeferralList') },
    }),
    defineResource({
      name: 'deferralReleases', type: 'DeferralRelease', icon: TaskAltOutlined, group: 'money', permissions: { read: 'journal.read' }, label: ({ number }) => text(number), queries: async () => (await import('./billingQueries.ts')).deferralReleaseQueries,
      pages: { list: lazyPage(() => import('./lists.tsx'), 'DeferralReleaseList'), show: lazyPage(() => import('./ReleaseShow.tsx'), 'ReleaseShow') },
    }),
  ],
  pages: [{ path: '/recurring-revenue', title: 'contracts.revenue', icon: ShowChartOutlined, group: 'insight', permission: 'contracts.read', page: lazyPage(() => import('./RecurringRevenue.tsx'), 'RecurringRevenue') }],
};
