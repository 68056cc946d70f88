import Alert from '@mui/material/Alert';
import { graphql } from '../data/graphql.ts';
import { may, today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import type { TadaDocumentNode } from '../data/graphql.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, PriceInput, TextInput } from '../shared/form/inputs.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { cancelCount, closeCount, finishCounting, postCount, resumeCounting, reverseCount } from './countMutations.ts';
import type { StockCount } from './countQueries.ts';

const unknownCosts = graphql(`
  query CountLinesWithoutCost($filter: CountLineFilter) {
    countLines(first: 50, filter: $filter, orderBy: NO_ASC) { nodes { id difference product { id name } } }
  }
`);

type PostProps = { stockCountId: string; countLineIds?: readonly string[]; onClose: () => void; onDone?: () => void };

/** Posts differences, all or chosen ones; asks what is worth what nobody knows the cost of. */
export function PostCountDialog({ stockCountId, countLineIds, onClose, onDone }: PostProps) {
  const t = useT();
  const { data } = useAsk(unknownCosts, { filter: { stockCount: { is: stockCountId }, state: { is: 'COUNTED' }, difference: { min: '0.000001' }, unitCost: { empty: true } } });
  const lines = may('costs.read') ? (data?.countLines.nodes ?? []).filter(({ id }) => !countLineIds || countLineIds.includes(id)) : [];
  return (
    <ActionDialog
      title={t('action.postCount')} document={postCount} onClose={onClose} {...(onDone ? { onDone } : {})}
      input={({ on, reason, costs }) => ({
        stockCountId, on, reason, ...(countLineIds ? { countLineIds } : {}),
        costs: lines.flatMap(({ id }) => {
          const unitCost = (costs as Record<string, string> | undefined)?.[id]; // by line, as typed below
          return unitCost ? [{ countLineId: id, unitCost }] : [];
        }),
      })}
      initial={{ on: today(), reason: '', costs: {} }}
    >
      {!countLineIds && <Alert severity="info">{t('warehousing.postAllAbout')}</Alert>}
      <DayInput source="on" label={t('warehousing.postedOn')} required />
      <TextInput source="reason" label={t('warehousing.why')} required multiline />
      {lines.map(({ id, product }) => (
        <PriceInput key={id} source={`costs.${id}`} label={t('warehousing.costOf', { product: product.name })} help={t('warehousing.costOfHelp')} />
      ))}
    </ActionDialog>
  );
}

// oxlint-disable-next-line typescript/no-explicit-any -- each mutation has its own variables; input() makes them
function ReasonDialog({ count, name, document, onClose }: { count: StockCount; name: 'closeCount' | 'cancelCount' | 'reverseCount'; document: TadaDocumentNode<any, any>; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t(`action.${name}`)} document={document} danger onClose={onClose} input={({ reason }) => ({ stockCountId: count.id, reason })} initial={{ reason: '' }}>
      <TextInput source="reason" label={t('warehousing.why')} required multiline />
    </ActionDialog>
  );
}

const own = ({ id }: StockCount) => ({ stockCountId: id });
const review = 'counts.review';
export const countActions: readonly RecordAction<StockCount>[] = [
  { name: 'finishCounting', document: finishCounting, input: own, permission: 'counts.enter', confirm: { kind: 'plain' }, when: ({ status }) => status === 'COUNTING' },
  { name: 'postCount', document: postCount, input: own, permission: review, primary: true, when: ({ status }) => status === 'REVIEW', dialog: ({ id }, close) => <PostCountDialog stockCountId={id} onClose={close} /> },
  { name: 'resumeCounting', document: resumeCounting, input: own, permission: review, when: ({ status }) => status === 'REVIEW' },
  { name: 'closeCount', document: closeCount, input: own, permission: review, danger: true, when: ({ status, postings }) => status === 'REVIEW' && postings > 0, dialog: (count, close) => <ReasonDialog count={count} name="closeCount" document={closeCount} onClose={close} /> },
  { name: 'cancelCount', document: cancelCount, input: own, permission: review, danger: true, when: ({ status, postings }) => (status === 'COUNTING' || status === 'REVIEW') && postings === 0, dialog: (count, close) => <ReasonDialog count={count} name="cancelCount" document={cancelCount} onClose={close} /> },
  { name: 'reverseCount', document: reverseCount, input: own, permission: review, danger: true, when: ({ status, postings }) => postings > 0 && status !== 'REVERSED', dialog: (count, close) => <ReasonDialog count={count} name="reverseCount" document={reverseCount} onClose={close} /> },
];
