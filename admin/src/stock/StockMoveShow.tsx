import Link from '@mui/material/Link';
import { Link as RouterLink } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import { pathOfId } from '../data/resource.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { resourceOfType } from '../data/resource.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import { may } from '../data/session.ts';
import { ownAdjustmentFields } from './costQueries.tsx';
import type { StockMove } from './queries.ts';

const reverseAdjustment = graphql(`
  mutation ReverseAdjustment($input: ReverseAdjustmentInput!) {
    reverseAdjustment(input: $input) {
      __typename
      ... on ReverseAdjustmentPayload { move { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

function ReverseDialog({ move, onClose }: { move: StockMove; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.reverseAdjustment')} document={reverseAdjustment} input={({ reason }) => ({ moveId: move.id, reason })} initial={{ reason: '' }} danger onClose={onClose}>
      <TextInput source="reason" label={t('stock.why')} required multiline />
    </ActionDialog>
  );
}

const actions: readonly RecordAction<StockMove>[] = [
  {
    name: 'reverseAdjustment', document: reverseAdjustment, input: () => ({}), permission: 'stock.manage', danger: true,
    dialog: (move, close) => <ReverseDialog move={move} onClose={close} />,
  },
];

/** The document that moved the goods; an adjustment is its own. */
function Source({ move: { sourceType, sourceId } }: { move: StockMove }) {
  const { resourceName } = useLabels();
  const t = useT();
  const resource = resourceOfType(sourceType);
  const path = sourceType === 'StockMove' ? undefined : pathOfId(btoa(`${sourceType}:${sourceId}`));
  if (!path || !resource) return <>{t('stock.ownSource')}</>;
  return (
    <Link component={RouterLink} to={path}>
      {resourceName(resource, 1)}
    </Link>
  );
}

const facts: readonly Field<StockMove>[] = [
  { name: 'kind', kind: 'enum', enumName: 'MoveKind' }, { name: 'quantity', kind: 'quantity' }, { name: 'value', kind: 'money', permission: 'costs.read' },
  { name: 'bookedLater', kind: 'money', permission: 'costs.read' }, { name: 'worth', kind: 'money', permission: 'costs.read' }, { name: 'effectiveOn', kind: 'day' },
];
const details: readonly Field<StockMove>[] = [
  { name: 'product', kind: 'reference' }, { name: 'warehouse', kind: 'reference' },
  { name: 'source', kind: 'text', render: (move) => <Source move={move} /> },
  { name: 'reason', kind: 'enum', enumName: 'MoveReason' }, { name: 'note', kind: 'text' }, { name: 'recordedAt', kind: 'instant' },
  { name: 'isReversed', kind: 'boolean' }, { name: 'correctsMove', kind: 'reference', reference: 'stockMoves' },
];

export function StockMoveShow() {
  const t = useT();
  const tabs: readonly RelatedTab<StockMove>[] = may('costs.read')
    ? [{ key: 'later', label: t('stock.bookedLater'), related: { resource: 'costAdjustments', fields: ownAdjustmentFields, sort: 'recordedAt DESC', filter: ({ id }) => ({ move: { is: id } }) } }]
    : [];
  return (
    <RecordPage<StockMove> facts={facts} actions={actions} tabs={tabs}>
      {(move) => (
        <Section title={t('stock.move')}>
          <FieldGrid fields={details} record={move} />
        </Section>
      )}
    </RecordPage>
  );
}

