import { graphql } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { LedgerTab } from '../invoices/LedgerTab.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import type { LandedCost } from './queries.ts';

const reverseLandedCost = graphql(`
  mutation ReverseLandedCost($input: ReverseLandedCostInput!) {
    reverseLandedCost(input: $input) {
      __typename
      ... on ReverseLandedCostPayload { landedCost { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

function ReverseDialog({ landed, onClose }: { landed: LandedCost; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.reverseLandedCost')} document={reverseLandedCost} input={({ reason }) => ({ landedCostId: landed.id, reason })} initial={{ reason: '' }} danger onClose={onClose}>
      <TextInput source="reason" label={t('stock.why')} required multiline />
    </ActionDialog>
  );
}

const actions: readonly RecordAction<LandedCost>[] = [
  {
    name: 'reverseLandedCost', document: reverseLandedCost, input: () => ({}), permission: 'landedCosts.post', danger: true,
    dialog: (landed, close) => <ReverseDialog landed={landed} onClose={close} />,
  },
];
const facts: readonly Field<LandedCost>[] = [
  { name: 'supplier', kind: 'reference' }, { name: 'chargedOn', kind: 'day' }, { name: 'basis', kind: 'enum', enumName: 'LandedCostBasis' },
  { name: 'total', kind: 'money' }, { name: 'billed', kind: 'money' }, { name: 'open', kind: 'money' }, { name: 'reversedOn', kind: 'day' }, { name: 'note', kind: 'text' },
];
const chargeFields: readonly Field<LandedCost['charges'][number]>[] = [
  { name: 'kind', kind: 'enum', enumName: 'LandedCostKind' }, { name: 'description', kind: 'text' }, { name: 'amount', kind: 'money' },
];
const lineFields: readonly Field<LandedCost['lines'][number]>[] = [
  { name: 'receipt', kind: 'reference', render: ({ receiptLine }) => <ReferenceLink value={receiptLine.receipt} /> },
  { name: 'product', kind: 'reference' }, { name: 'warehouse', kind: 'reference' }, { name: 'measure', kind: 'quantity' }, { name: 'share', kind: 'money' },
];

export function LandedCostShow() {
  const t = useT();
  return (
    <RecordPage<LandedCost>
      status={{ field: 'status', enumName: 'PostingStatus' }}
      facts={facts}
      actions={actions}
      tabs={may('journal.read') ? [{ key: 'ledger', label: t('accounting.ledger'), content: ({ id }) => <LedgerTab documentId={id} /> }] : []}
    >
      {(landed) => (
        <>
          <Section title={t('landedCosts.charges')}>
            <LinesTable resource="landedCostCharges" label={t('chart.tableOf', { title: t('landedCosts.charges') })} fields={chargeFields} rows={landed.charges} />
          </Section>
          <Section title={t('landedCosts.lines')}>
            <LinesTable resource="landedCostLines" label={t('chart.tableOf', { title: t('landedCosts.lines') })} fields={lineFields} rows={landed.lines} />
          </Section>
        </>
      )}
    </RecordPage>
  );
}
