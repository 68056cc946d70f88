import AccountTreeOutlined from '@mui/icons-material/AccountTreeOutlined';
import ReportProblemOutlined from '@mui/icons-material/ReportProblemOutlined';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

const number = ({ number: of }: Record<string, unknown>): string => String(of ?? '');

export const chain: Domain = {
  resources: [
    defineResource({
      name: 'chainStages', type: 'ChainStage', icon: AccountTreeOutlined, group: 'sell', permissions: { read: 'chain.read' }, label: number, queries: async () => (await import('./queries.ts')).stageQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'StageList') },
    }),
    defineResource({
      name: 'chainExceptions', type: 'ChainException', icon: ReportProblemOutlined, group: 'sell', permissions: { read: 'chain.read' }, label: number, queries: async () => (await import('./queries.ts')).exceptionQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'ExceptionList') },
    }),
  ],
  pages: [{ path: '/chain-rules', title: 'orderChain.rules', icon: TuneOutlined, group: 'settings', permission: 'chain.read', page: lazyPage(() => import('./ChainRules.tsx'), 'ChainRules') }],
};
