import DeleteSweepOutlined from '@mui/icons-material/DeleteSweepOutlined';
import HealingOutlined from '@mui/icons-material/HealingOutlined';
import MoneyOffOutlined from '@mui/icons-material/MoneyOffOutlined';
import SavingsOutlined from '@mui/icons-material/SavingsOutlined';
import ShieldOutlined from '@mui/icons-material/ShieldOutlined';
import TrendingDownOutlined from '@mui/icons-material/TrendingDownOutlined';
import UmbrellaOutlined from '@mui/icons-material/UmbrellaOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

const numbered = ({ number }: { number?: unknown }): string => String(number ?? '');
const permissions = { read: 'badDebts.read' };

export const badDebts: Domain = {
  resources: [
    defineResource({
      name: 'writeOffs', type: 'WriteOff', icon: MoneyOffOutlined, group: 'money', permissions, label: numbered, queries: async () => (await import('./queries.ts')).writeOffQueries,
      pages: { list: lazyPage(() => import('./lists.tsx'), 'WriteOffList'), show: lazyPage(() => import('./shows.tsx'), 'WriteOffShow') },
    }),
    defineResource({
      name: 'recoveries', type: 'Recovery', icon: HealingOutlined, group: 'money', permissions, label: numbered, queries: async () => (await import('./queries.ts')).recoveryQueries,
      pages: { list: lazyPage(() => import('./lists.tsx'), 'RecoveryList'), show: lazyPage(() => import('./shows.tsx'), 'RecoveryShow') },
    }),
    defineResource({
      name: 'provisionRuns', type: 'ProvisionRun', icon: UmbrellaOutlined, group: 'money', permissions, label: numbered, queries: async () => (await import('./queries.ts')).provisionRunQueries,
      pages: { list: lazyPage(() => import('./lists.tsx'), 'ProvisionRunList'), show: lazyPage(() => import('./shows.tsx'), 'ProvisionRunShow') },
    }),
    defineResource({
      name: 'specificProvisions', type: 'SpecificProvision', icon: ShieldOutlined, group: 'money', permissions, label: numbered, queries: async () => (await import('./queries.ts')).specificProvisionQueries,
      pages: { list: lazyPage(() => import('./lists.tsx'), 'SpecificProvisionList'), show: lazyPage(() => import('./shows.tsx'), 'SpecificProvisionShow') },
    }),
  ],
  pages: [
    { path: '/provision', title: 'badDebts.provision', icon: SavingsOutlined, group: 'money', permission: 'badDebts.read', page: lazyPage(() => import('./Provision.tsx'), 'Provision') },
    { path: '/small-balances', title: 'badDebts.small', icon: DeleteSweepOutlined, group: 'money', permission: 'badDebts.read', page: lazyPage(() => import('./SmallBalances.tsx'), 'SmallBalances') },
    { path: '/bad-debt-ratio', title: 'badDebts.ratio', icon: TrendingDownOutlined, group: 'insight', permission: 'badDebts.read', page: lazyPage(() => import('./BadDebtRatio.tsx'), 'BadDebtRatio') },
  ],
};
