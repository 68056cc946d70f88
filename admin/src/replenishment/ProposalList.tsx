import Button from '@mui/material/Button';
import { useNotify } from 'ra-core';
import { useNavigate } from 'react-router-dom';
import { may } from '../data/session.ts';
import { pathOfId } from '../data/resource.ts';
import { useAction } from '../data/useAction.ts';
import { useT } from '../i18n/useT.ts';
import type { BulkContext, View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { proposalFields } from './fields.tsx';
import { orderProposals, planReplenishment, requestProposals } from './mutations.ts';

const views: readonly View[] = [
  { key: 'toOrder', label: 'replenishment.view.toOrder', filter: { status: ['OPEN'], kind: ['ORDER'] } },
  { key: 'urgent', label: 'replenishment.view.urgent', filter: { status: ['OPEN'], kind: ['ORDER'], isLate: true } },
  { key: 'expedite', label: 'replenishment.view.expedite', filter: { status: ['OPEN'], kind: ['EXPEDITE'] } },
  { key: 'dismissed', label: 'replenishment.view.dismissed', filter: { status: ['DISMISSED'] } },
  { key: 'ordered', label: 'replenishment.view.ordered', filter: { status: ['ORDERED'] }, sort: { field: 'closedAt', order: 'DESC' } },
];

/** Computes what is to be ordered, now. */
function PlanButton() {
  const t = useT();
  const notify = useNotify();
  const [plan, { pending }] = useAction(planReplenishment);
  if (!may('replenishment.manage')) return null;
  const run = async () => {
    const done = await plan({ input: {} });
    if (done) notify('replenishment.planned', { type: 'success', messageArgs: { open: done.open, opened: done.opened, closed: done.closed } });
  };
  return <Button variant="outlined" loading={pending} onClick={() => void run()}>{t('action.planReplenishment')}</Button>;
}

function Bulk({ ids, unselect }: BulkContext) {
  const t = useT();
  const navigate = useNavigate();
  const [order, ordering] = useAction(orderProposals);
  const [request, requesting] = useAction(requestProposals);
  if (!may('replenishment.manage')) return null;
  const proposals = ids.map((proposalId) => ({ proposalId }));
  const toOrders = async () => {
    const done = await order({ input: { proposals } });
    if (!done) return;
    unselect();
    const [first, ...more] = done.purchaseOrders;
    void navigate((more.length === 0 && first && pathOfId(first.id)) || listPath('purchaseOrders', { status: ['DRAFT'] }));
  };
  const toRequisitions = async () => {
    const done = await request({ input: { proposals } });
    if (!done) return;
    unselect();
    const [first, ...more] = done.requisitions;
    void navigate((more.length === 0 && first && pathOfId(first.id)) || '/requisitions');
  };
  return (
    <>
      <Button variant="contained" loading={ordering.pending} onClick={() => void toOrders()}>{t('action.orderProposals')}</Button>
      <Button loading={requesting.pending} onClick={() => void toRequisitions()}>{t('action.requestProposals')}</Button>
    </>
  );
}

export const ProposalList = () => (
  <RecordList
    fields={proposalFields} views={views} sort={{ field: 'shortOn', order: 'ASC' }} actions={<PlanButton />}
    {...(may('replenishment.manage') ? { bulkActions: (context: BulkContext) => <Bulk {...context} /> } : {})}
  />
);
