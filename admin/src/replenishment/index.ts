import AddShoppingCartOutlined from '@mui/icons-material/AddShoppingCartOutlined';
import HourglassBottomOutlined from '@mui/icons-material/HourglassBottomOutlined';
import LayersOutlined from '@mui/icons-material/LayersOutlined';
import LinkOutlined from '@mui/icons-material/LinkOutlined';
import NotificationsActiveOutlined from '@mui/icons-material/NotificationsActiveOutlined';
import PieChartOutlineOutlined from '@mui/icons-material/PieChartOutlineOutlined';
import RuleOutlined from '@mui/icons-material/RuleOutlined';
import SpeedOutlined from '@mui/icons-material/SpeedOutlined';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

const nameOf = (value: unknown): string => String((value as { name?: string } | null)?.name ?? '');
const inPlace = ({ product, warehouse }: Record<string, unknown>): string => [nameOf(product), nameOf(warehouse)].filter(Boolean).join(' · ');

export const replenishment: Domain = {
  resources: [
    defineResource({
      name: 'reorderProposals', type: 'ReorderProposal', icon: AddShoppingCartOutlined, group: 'stock', permissions: { read: 'replenishment.read' }, label: inPlace, queries: async () => (await import('./queries.ts')).proposalQueries,
      pages: { list: lazyPage(() => import('./ProposalList.tsx'), 'ProposalList'), show: lazyPage(() => import('./ProposalShow.tsx'), 'ProposalShow') },
    }),
    defineResource({
      name: 'stockWarnings', type: 'StockWarning', icon: NotificationsActiveOutlined, group: 'stock', permissions: { read: 'replenishment.read' }, label: inPlace, queries: async () => (await import('./queries.ts')).warningQueries,
      pages: { list: lazyPage(() => import('./Warnings.tsx'), 'WarningList'), show: lazyPage(() => import('./Warnings.tsx'), 'WarningShow') },
    }),
    defineResource({
      name: 'jitDemands', type: 'JitDemand', icon: LinkOutlined, group: 'stock', permissions: { read: 'replenishment.read' }, queries: async () => (await import('./queries.ts')).demandQueries,
      label: ({ product, order }) => [nameOf(product), String((order as { number?: string } | null)?.number ?? '')].filter(Boolean).join(' · '),
      pages: { list: lazyPage(() => import('./Demands.tsx'), 'DemandList') },
    }),
    defineResource({
      name: 'reorderRules', type: 'ReorderRule', icon: RuleOutlined, group: 'stock', label: inPlace, queries: async () => (await import('./queries.ts')).ruleQueries,
      permissions: { read: 'replenishment.read', create: 'replenishment.manage', update: 'replenishment.manage' },
      pages: {
        list: lazyPage(() => import('./Rules.tsx'), 'RuleList'), show: lazyPage(() => import('./Rules.tsx'), 'RuleShow'),
        edit: lazyPage(() => import('./Rules.tsx'), 'RuleEdit'), create: lazyPage(() => import('./Rules.tsx'), 'RuleCreate'),
      },
    }),
  ],
  pages: [
    { path: '/stock-age', title: 'replenishment.age', icon: HourglassBottomOutlined, group: 'insight', permission: 'costs.read', page: lazyPage(() => import('./StockAge.tsx'), 'StockAge') },
    { path: '/overstock', title: 'replenishment.overstock', icon: LayersOutlined, group: 'insight', permission: 'costs.read', page: lazyPage(() => import('./Overstock.tsx'), 'Overstock') },
    { path: '/stock-turnover', title: 'replenishment.turnover', icon: SpeedOutlined, group: 'insight', permission: 'costs.read', page: lazyPage(() => import('./StockTurnover.tsx'), 'StockTurnover') },
    { path: '/stock-classes', title: 'replenishment.classes', icon: PieChartOutlineOutlined, group: 'insight', permission: 'costs.read', page: lazyPage(() => import('./StockClasses.tsx'), 'StockClasses') },
    { path: '/replenishment-settings', title: 'replenishment.settings', icon: TuneOutlined, group: 'settings', permission: 'replenishment.read', page: lazyPage(() => import('./SettingsPage.tsx'), 'SettingsPage') },
  ],
};
