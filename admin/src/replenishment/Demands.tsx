import Button from '@mui/material/Button';
import { useNavigate } from 'react-router-dom';
import { may } from '../data/session.ts';
import { pathOfId } from '../data/resource.ts';
import { useAction } from '../data/useAction.ts';
import { useT } from '../i18n/useT.ts';
import type { BulkContext, View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { demandFields } from './fields.tsx';
import { orderJitDemands } from './mutations.ts';

const views: readonly View[] = [
  { key: 'toOrder', label: 'replenishment.view.jitToOrder', filter: { status: ['TO_ORDER'] } },
  { key: 'late', label: 'replenishment.view.jitLate', filter: { isLate: true } },
  { key: 'coming', label: 'replenishment.view.jitComing', filter: { status: ['DRAFTED', 'ORDERED'] }, sort: { field: 'expectedOn', order: 'ASC' } },
  { key: 'received', label: 'replenishment.view.jitReceived', filter: { status: ['RECEIVED'] }, sort: { field: 'neededOn', order: 'DESC' } },
];

function Bulk({ ids, unselect }: BulkContext) {
  const t = useT();
  const navigate = useNavigate();
  const [order, { pending }] = useAction(orderJitDemands);
  const run = async () => {
    const done = await order({ input: { demandIds: ids } });
    if (!done) return;
    unselect();
    const [first, ...more] = done.purchaseOrders;
    void navigate((more.length === 0 && first && pathOfId(first.id)) || listPath('purchaseOrders', { status: ['DRAFT'] }));
  };
  return <Button variant="contained" loading={pending} onClick={() => void run()}>{t('action.orderJitDemands')}</Button>;
}

/** What is bought for single orders: by when it has to be ordered, and whether it comes in time. */
export const DemandList = () => (
  <RecordList
    fields={demandFields} views={views} sort={{ field: 'orderBy', order: 'ASC' }}
    {...(may('replenishment.manage') ? { bulkActions: (context: BulkContext) => <Bulk {...context} /> } : {})}
  />
);
