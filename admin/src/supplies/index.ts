import AssignmentReturnedOutlined from '@mui/icons-material/AssignmentReturnedOutlined';
import CalendarMonthOutlined from '@mui/icons-material/CalendarMonthOutlined';
import GridOnOutlined from '@mui/icons-material/GridOnOutlined';
import MenuBookOutlined from '@mui/icons-material/MenuBookOutlined';
import PieChartOutline from '@mui/icons-material/PieChartOutlined';
import RestaurantOutlined from '@mui/icons-material/RestaurantOutlined';
import SoupKitchenOutlined from '@mui/icons-material/SoupKitchenOutlined';
import TouchAppOutlined from '@mui/icons-material/TouchAppOutlined';
import WorkOutline from '@mui/icons-material/WorkOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

const nameOf = (value: unknown): string => String((value as { name?: string } | null)?.name ?? '');
const permissions = { read: 'supplies.read', create: 'supplies.manage', update: 'supplies.manage' };

export const supplies: Domain = {
  resources: [
    defineResource({
      name: 'supplyIssues', type: 'SupplyIssue', icon: AssignmentReturnedOutlined, group: 'supplies', permissions: { read: 'supplies.read', create: 'supplies.issue' },
      label: ({ number }) => String(number ?? ''), queries: async () => (await import('./queries.ts')).issueQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'IssueList'), show: lazyPage(() => import('./shows.tsx'), 'IssueShow'), create: lazyPage(() => import('./forms.tsx'), 'IssueCreate') },
    }),
    defineResource({
      name: 'costObjects', type: 'CostObject', icon: WorkOutline, group: 'supplies', permissions,
      label: ({ code, name }) => [code, name].filter(Boolean).join(' · '), queries: async () => (await import('./queries.ts')).costObjectQueries,
      pages: {
        list: lazyPage(() => import('./Lists.tsx'), 'CostObjectList'), show: lazyPage(() => import('./shows.tsx'), 'CostObjectShow'),
        edit: lazyPage(() => import('./forms.tsx'), 'CostObjectEdit'), create: lazyPage(() => import('./forms.tsx'), 'CostObjectCreate'),
      },
    }),
    defineResource({
      name: 'recipes', type: 'Recipe', icon: MenuBookOutlined, group: 'supplies', permissions, label: ({ product }) => nameOf(product), queries: async () => (await import('./recipeQueries.ts')).recipeQueries,
      pages: {
        list: lazyPage(() => import('./Lists.tsx'), 'RecipeList'), show: lazyPage(() => import('./recipePages.tsx'), 'RecipeShow'),
        edit: lazyPage(() => import('./forms.tsx'), 'RecipeEdit'), create: lazyPage(() => import('./forms.tsx'), 'RecipeCreate'),
      },
    }),
    defineResource({
      name: 'preparations', type: 'Preparation', icon: SoupKitchenOutlined, group: 'supplies', permissions: { read: 'supplies.read' },
      label: ({ number }) => String(number ?? ''), queries: async () => (await import('./recipeQueries.ts')).preparationQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'PreparationList'), show: lazyPage(() => import('./shows.tsx'), 'PreparationShow') },
    }),
    defineResource({
      name: 'menuPlans', type: 'MenuPlan', icon: CalendarMonthOutlined, group: 'supplies', permissions, label: ({ name }) => String(name ?? ''), queries: async () => (await import('./recipeQueries.ts')).menuPlanQueries,
      pages: {
        list: lazyPage(() => import('./Lists.tsx'), 'MenuPlanList'), show: lazyPage(() => import('./recipePages.tsx'), 'MenuPlanShow'),
        edit: lazyPage(() => import('./forms.tsx'), 'MenuPlanEdit'), create: lazyPage(() => import('./forms.tsx'), 'MenuPlanCreate'),
      },
    }),
  ],
  pages: [
    { path: '/hand-out', title: 'supplies.quick', icon: TouchAppOutlined, group: 'supplies', permission: 'supplies.issue', page: lazyPage(() => import('./HandOut.tsx'), 'HandOut') },
    { path: '/par-levels', title: 'supplies.parLevels', icon: GridOnOutlined, group: 'supplies', permission: 'supplies.read', page: lazyPage(() => import('./ParLevels.tsx'), 'ParLevels') },
    { path: '/menu', title: 'supplies.menu', icon: RestaurantOutlined, group: 'supplies', permission: 'costs.read', page: lazyPage(() => import('./recipePages.tsx'), 'Menu') },
    { path: '/own-use', title: 'supplies.ownUse', icon: PieChartOutline, group: 'supplies', permission: 'costs.read', page: lazyPage(() => import('./OwnUse.tsx'), 'OwnUse') },
  ],
};
