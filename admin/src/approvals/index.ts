import HowToRegOutlined from '@mui/icons-material/HowToRegOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';
import { labelOf } from './factsOf.ts';

export const approvals: Domain = {
  resources: [
    defineResource({
      name: 'approvals',
      type: 'Approval',
      icon: HowToRegOutlined,
      group: 'sell',
      goKey: 'a',
      permissions: { read: 'approvals.read' },
      label: labelOf,
      queries: async () => (await import('./queries.ts')).approvalQueries,
      pages: {
        list: lazyPage(() => import('./ApprovalList.tsx'), 'ApprovalList'),
        show: lazyPage(() => import('./ApprovalShow.tsx'), 'ApprovalShow'),
      },
    }),
  ],
};
