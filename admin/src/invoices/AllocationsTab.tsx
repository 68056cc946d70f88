import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { graphql } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { asking, useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';

const allocationsQuery = graphql(`
  query AllocationsOfDocument($id: ID!) {
    node(id: $id) {
      ... on Invoice {
        openItem {
          allocationsTo { id allocatedOn reason isReversed amount { amount currencyCode } creditItem { id number source } debitItem { id number source } reversesAllocation { id } }
          allocationsFrom { id allocatedOn reason isReversed amount { amount currencyCode } creditItem { id number source } debitItem { id number source } reversesAllocation { id } }
        }
      }
      ... on Bill {
        openItem {
          allocationsTo { id allocatedOn reason isReversed amount { amount currencyCode } creditItem { id number source } debitItem { id number source } reversesAllocation { id } }
          allocationsFrom { id allocatedOn reason isReversed amount { amount currencyCode } creditItem { id number source } debitItem { id number source } reversesAllocation { id } }
        }
      }
      ... on Payment {
        openItem {
          allocationsTo { id allocatedOn reason isReversed amount { amount currencyCode } creditItem { id number source } debitItem { id number source } reversesAllocation { id } }
          allocationsFrom { id allocatedOn reason isReversed amount { amount currencyCode } creditItem { id number source } debitItem { id number source } reversesAllocation { id } }
        }
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

/** What the tab asks for, to be asked with the document. */
export const allocationsOf = (documentId: string) => asking(allocationsQuery, { id: documentId });

type Props = { documentId: string; side: 'creditItem' | 'debitItem'; /** Who may take back. */ permission?: string };

/** What settled a document's open item, or what it settled; each may be taken back, with a reason. */
export function AllocationsTab({ documentId, side, permission = 'payments.post' }: Props) {
  const t = useT();
  const [undo, setUndo] = useState<string>();
  const { data, error } = useAsk(allocationsQuery, { id: documentId });
  if (error) return <Typography role="alert">{error.message}</Typography>;
  if (!data) return <Skeleton variant="rounded" height={80} />;
  const openItem = data.node && 'openItem' in data.node ? data.node.openItem : undefined;
  const applied = (side === 'creditItem' ? openItem?.allocationsFrom : openItem?.allocationsTo) ?? [];
  const other = side === 'creditItem' ? 'debitItem' : 'creditItem';
  return (
    <>
      <ReportTable
        name={t('payments.allocations')}
        columns={[{ label: t('payments.on') }, { label: t(side === 'creditItem' ? 'payments.settles' : 'payments.settledBy') }, { label: t('payments.amount'), numeric: true }, { label: t('payments.note') }]}
        rows={applied.map((each) => ({
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
