import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { graphql } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';

const allocationsQuery = graphql(`
  query AllocationsOfItem($filter: AllocationFilter!) {
    allocations(first: 100, filter: $filter, orderBy: ALLOCATED_ON_ASC) {
      nodes {
        id allocatedOn reason isReversed
        amount { amount currencyCode }
        creditItem { id number source }
        debitItem { id number source }
        reversesAllocation { id }
      }
    }
  }
`);

const unapplyMutation = graphql(`
  mutation Unapply($input: UnapplyInput!) {
    unapply(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

type Props = { openItemId: string; side: 'creditItem' | 'debitItem'; /** Who may take back. */ permission?: string };

/** What settled an open item, or what it settled; each may be taken back, with a reason. */
export function AllocationsTab({ openItemId, side, permission = 'payments.post' }: Props) {
  const t = useT();
  const [undo, setUndo] = useState<string>();
  const { data, error } = useAsk(allocationsQuery, { filter: { [side]: { is: openItemId } } });
  if (error) return <Typography role="alert">{error.message}</Typography>;
  if (!data) return <Skeleton variant="rounded" height={80} />;
  const other = side === 'creditItem' ? 'debitItem' : 'creditItem';
  return (
    <>
      <ReportTable
        name={t('payments.allocations')}
        columns={[{ label: t('payments.on') }, { label: t(side === 'creditItem' ? 'payments.settles' : 'payments.settledBy') }, { label: t('payments.amount'), numeric: true }, { label: t('payments.note') }]}
        rows={data.allocations.nodes.map((each) => ({
          key: each.id,
          cells: [
            dayText(each.allocatedOn),
            <ReferenceLink key="to" value={{ id: each[other].source, number: each[other].number }} />,
            each.amount,
            each.reversesAllocation || each.isReversed || !may(permission)
              ? (each.reason ?? (each.isReversed ? t('payments.takenBack') : ''))
              : <Button key="undo" size="small" onClick={() => setUndo(each.id)}>{t('action.unapply')}</Button>,
          ],
        }))}
        empty={t('payments.noAllocations')}
      />
      {undo && (
        <ActionDialog title={t('action.unapply')} document={unapplyMutation} input={(values) => ({ allocationId: undo, ...values })} initial={{ reason: '' }} danger onClose={() => setUndo(undefined)}>
          <TextInput source="reason" label={t('payments.reason')} required multiline />
        </ActionDialog>
      )}
    </>
  );
}
