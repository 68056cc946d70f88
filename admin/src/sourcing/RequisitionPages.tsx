import Button from '@mui/material/Button';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import type { BulkContext, View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { requisitionFields, requisitionLineFields } from './requisitionFields.ts';
import { OrderDialog } from './requisitionActions.tsx';

const views: readonly View[] = [
  { key: 'toApprove', label: 'sourcing.view.toApprove', filter: { status: ['SUBMITTED'] }, sort: { field: 'neededOn', order: 'ASC' } },
  { key: 'toOrder', label: 'sourcing.view.toOrder', filter: { status: ['APPROVED'], openLines: { min: 1 } }, sort: { field: 'neededOn', order: 'ASC' } },
  { key: 'urgent', label: 'sourcing.view.urgent', filter: { isUrgent: true }, sort: { field: 'neededOn', order: 'ASC' } },
  { key: 'drafts', label: 'sourcing.view.drafts', filter: { status: ['DRAFT', 'REJECTED'] } },
];
export const RequisitionList = () => <RecordList fields={requisitionFields} views={views} sort={{ field: 'createdAt', order: 'DESC' }} />;

const toOrderQuery = graphql(`
  query LinesToOrder($ids: [ID!]!) {
    nodes(ids: $ids) { ... on RequisitionLine { id toOrder isToOrder product { id name } supplier { id name } } }
  }
`);

/** What is chosen becomes drafts of purchase orders, or a request for quotations. */
function LineButtons({ ids, unselect }: BulkContext) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const { data } = useAsk(toOrderQuery, { ids });
  const lines = (data?.nodes ?? []).flatMap((node) => (node && 'toOrder' in node && node.isToOrder ? [node] : []));
  return (
    <>
      <Button variant="contained" disabled={lines.length === 0} onClick={() => setOpen(true)}>{t('action.orderRequisitions')}</Button>
      <Button component={Link} to={`/quoteRequests/create?${new URLSearchParams({ lines: ids.join(',') }).toString()}`} disabled={lines.length === 0}>{t('sourcing.askQuotes')}</Button>
      {open && <OrderDialog lines={lines} onClose={() => { setOpen(false); unselect(); }} />}
    </>
  );
}

const lineViews: readonly View[] = [
  { key: 'toOrder', label: 'sourcing.view.toOrder', filter: { isToOrder: true }, sort: { field: 'neededOn', order: 'ASC' } },
];
export const RequisitionLineList = () => (
  <RecordList
    fields={requisitionLineFields} views={lineViews} sort={{ field: 'neededOn', order: 'ASC' }}
    {...(may('purchasing.manage') ? { bulkActions: (context: BulkContext) => <LineButtons {...context} /> } : {})}
  />
);
