import AccountBalanceWalletOutlined from '@mui/icons-material/AccountBalanceWalletOutlined';
import AltRouteOutlined from '@mui/icons-material/AltRouteOutlined';
import BalanceOutlined from '@mui/icons-material/BalanceOutlined';
import ContactPageOutlined from '@mui/icons-material/ContactPageOutlined';
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import HourglassEmptyOutlined from '@mui/icons-material/HourglassEmptyOutlined';
import JoinInnerOutlined from '@mui/icons-material/JoinInnerOutlined';
import ReceiptOutlined from '@mui/icons-material/ReceiptOutlined';
import RuleOutlined from '@mui/icons-material/RuleOutlined';
import ViewListOutlined from '@mui/icons-material/ViewListOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

const list = (name: 'AccountList' | 'StatementList' | 'LineList' | 'RuleList' | 'AliasList' | 'UnappliedList') => lazyPage(() => import('./lists.tsx'), name);
const form = (name: 'AccountCreate' | 'AccountEdit' | 'RuleCreate' | 'RuleEdit') => lazyPage(() => import('./forms.tsx'), name);
const read = 'banking.read';

export const banking: Domain = {
  resources: [
    defineResource({
      name: 'bankLines', type: 'BankLine', icon: ViewListOutlined, group: 'money', permissions: { read }, label: ({ text, payerName }) => [payerName, text].filter(Boolean).join(' · ').slice(0, 80),
      queries: async () => (await import('./queries.ts')).lineQueries, pages: { list: list('LineList'), show: lazyPage(() => import('./LineShow.tsx'), 'LineShow') },
    }),
    defineResource({
      name: 'bankStatements', type: 'BankStatement', icon: ReceiptOutlined, group: 'money', permissions: { read }, label: ({ reference }) => String(reference ?? ''),
      queries: async () => (await import('./queries.ts')).statementQueries, pages: { list: list('StatementList'), show: lazyPage(() => import('./StatementShow.tsx'), 'StatementShow') },
    }),
    defineResource({
      name: 'collectionAccounts', type: 'CollectionAccount', icon: AccountBalanceWalletOutlined, group: 'money', permissions: { read, create: 'banking.manage', update: 'banking.manage' }, label: ({ name }) => String(name ?? ''),
      queries: async () => (await import('./queries.ts')).accountQueries, pages: { list: list('AccountList'), show: lazyPage(() => import('./AccountShow.tsx'), 'AccountShow'), create: form('AccountCreate'), edit: form('AccountEdit') },
    }),
    defineResource({
      name: 'unappliedItems', type: 'UnappliedItem', icon: HourglassEmptyOutlined, group: 'money', permissions: { read: 'openItems.read' }, label: ({ number }) => String(number ?? ''),
      queries: async () => (await import('./queries.ts')).unappliedQueries, pages: { list: list('UnappliedList') },
    }),
    defineResource({
      name: 'statementRules', type: 'StatementRule', icon: RuleOutlined, group: 'settings', permissions: { read, create: 'banking.manage', update: 'banking.manage' }, label: ({ name }) => String(name ?? ''),
      queries: async () => (await import('./ruleQueries.ts')).ruleQueries, pages: { list: list('RuleList'), create: form('RuleCreate'), edit: form('RuleEdit') },
    }),
    defineResource({
      name: 'payerAliases', type: 'PayerAlias', icon: ContactPageOutlined, group: 'settings', permissions: { read }, label: ({ value }) => String(value ?? ''),
      queries: async () => (await import('./ruleQueries.ts')).aliasQueries, pages: { list: list('AliasList') },
    }),
  ],
  pages: [
    { path: '/match', title: 'banking.match', icon: JoinInnerOutlined, group: 'money', permission: 'banking.match', page: lazyPage(() => import('./MatchQueue.tsx'), 'MatchQueue') },
    { path: '/collection-rules', title: 'banking.routing', icon: AltRouteOutlined, group: 'settings', permission: read, page: lazyPage(() => import('./Routing.tsx'), 'Routing') },
    { path: '/unapplied-control', title: 'banking.control', icon: BalanceOutlined, group: 'money', permission: 'reports.read', page: lazyPage(() => import('./UnappliedControl.tsx'), 'UnappliedControl') },
    { path: '/reconcile', title: 'banking.reconcile', icon: FactCheckOutlined, group: 'money', permission: read, page: lazyPage(() => import('./Reconcile.tsx'), 'Reconcile') },
  ],
};
