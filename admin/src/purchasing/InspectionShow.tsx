import Button from '@mui/material/Button';
import { useState } from 'react';
import { graphql } from '../data/graphql.ts';
import { may, today } from '../data/session.ts';
import { ResourceContextProvider } from 'ra-core';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, DayInput, EnumInput, Fields, QuantityInput, TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import { decimalText } from '../shared/numbers.ts';
import { ReferenceInput } from '../shared/form/inputs.tsx';
import type { Inspection } from './inspectionQueries.ts';

const inspectGoods = graphql(`
  mutation InspectGoods($input: InspectGoodsInput!) {
    inspectGoods(input: $input) {
      __typename
      ... on InspectGoodsPayload { inspection { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const reverseInspectionResult = graphql(`
  mutation ReverseInspectionResult($input: ReverseInspectionResultInput!) {
    reverseInspectionResult(input: $input) {
      __typename
      ... on ReverseInspectionResultPayload { inspection { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
type Result = Inspection['results'][number];

const facts: readonly Field<Inspection>[] = [
  { name: 'product', kind: 'reference' }, { name: 'supplier', kind: 'reference', permission: 'purchasing.read' }, { name: 'receipt', kind: 'reference', permission: 'purchasing.read' }, { name: 'warehouse', kind: 'reference' },
  { name: 'openedOn', kind: 'day' }, { name: 'quantity', kind: 'quantity' }, { name: 'open', kind: 'quantity' }, { name: 'accepted', kind: 'quantity' },
  { name: 'returned', kind: 'quantity' }, { name: 'scrapped', kind: 'quantity' }, { name: 'rejectShare', kind: 'percent' },
];

/** Three findings at most at once, each in its row: accepted, sent back, scrapped. */
function InspectDialog({ inspection, onClose }: { inspection: Inspection; onClose: () => void }) {
  const t = useT();
  const { product } = inspection;
  const isTracked = product.tracking !== 'NONE';
  const isSome = (quantity: unknown) => Boolean(quantity) && quantity !== '0';
  return (
    <ResourceContextProvider value="inspections">
      <ActionDialog
        title={t('action.inspectGoods')} document={inspectGoods} onClose={onClose}
        input={({ accepted, returned, scrapped, returnReason, scrapReason, note, lotId, isReplaced, on }) => ({
          inspectionId: inspection.id, on, isReplaced,
          results: [
            { outcome: 'ACCEPTED', quantity: accepted }, { outcome: 'RETURNED', quantity: returned, reason: returnReason || null, note: note || null },
            { outcome: 'SCRAPPED', quantity: scrapped, reason: scrapReason || null, note: note || null },
          ].filter(({ quantity }) => isSome(quantity)).map((each) => ({ ...each, lotId: lotId || null })),
        })}
        initial={{ accepted: inspection.open, returned: '', scrapped: '', returnReason: '', scrapReason: '', note: '', lotId: '', isReplaced: false, on: today() }}
      >
        {isTracked && <ReferenceInput source="lotId" reference="lots" filter={{ product: { is: product.id } }} label={t('purchasing.lot')} help={t('purchasing.lotHelp')} />}
        <QuantityInput source="accepted" label={t('purchasing.accepted')} help={t('purchasing.leftToInspect', { quantity: decimalText(inspection.open) })} unit={product.unit.code} />
        <Fields>
          <QuantityInput source="returned" label={t('purchasing.sentBack')} unit={product.unit.code} />
          <EnumInput source="returnReason" enumName="RejectReason" label={t('purchasing.returnReason')} />
          <QuantityInput source="scrapped" label={t('purchasing.scrapped')} unit={product.unit.code} />
          <EnumInput source="scrapReason" enumName="RejectReason" label={t('purchasing.scrapReason')} />
        </Fields>
        <BooleanInput source="isReplaced" label={t('purchasing.isReplaced')} />
        <TextInput source="note" label={t('purchasing.note')} multiline />
        <DayInput source="on" label={t('purchasing.inspectedOn')} required />
      </ActionDialog>
    </ResourceContextProvider>
  );
}

const actions: readonly RecordAction<Inspection>[] = [
  {
    name: 'inspectGoods', document: inspectGoods, input: () => ({}), permission: 'inspections.write', when: ({ status }) => status === 'OPEN', primary: true,
    dialog: (inspection, close) => <InspectDialog inspection={inspection} onClose={close} />,
  },
];
const resultFields: readonly Field<Result>[] = [
  { name: 'inspectedOn', kind: 'day' }, { name: 'outcome', kind: 'enum', enumName: 'InspectionOutcome' }, { name: 'quantity', kind: 'quantity' }, { name: 'lot', kind: 'reference' },
  { name: 'reason', kind: 'enum', enumName: 'RejectReason' }, { name: 'note', kind: 'text' }, { name: 'supplierReturn', kind: 'reference', permission: 'purchasing.read' }, { name: 'actorName', kind: 'text' },
];

export function InspectionShow() {
  const t = useT();
  const [reversing, setReversing] = useState<Result>();
  return (
    <RecordPage<Inspection> status={{ field: 'status', enumName: 'InspectionStatus' }} facts={facts} actions={actions}>
      {(inspection) => (
        <Section title={t('purchasing.results')}>
          <LinesTable
            resource="inspectionResults" label={t('purchasing.results')} fields={resultFields} rows={inspection.results} empty={t('purchasing.noResults')}
            {...(may('inspections.write') ? {
              buttons: (result: Result) => (result.isReversal || result.isReversed || result.outcome === 'RETURNED' ? null : (
                <Button size="small" onClick={() => setReversing(result)}>{t('action.reverseInspectionResult')}</Button>
              )),
            } : {})}
          />
          {reversing && (
            <ActionDialog
              title={t('action.reverseInspectionResult')} document={reverseInspectionResult} danger onClose={() => setReversing(undefined)}
              input={({ reason }) => ({ inspectionResultId: reversing.id, reason })} initial={{ reason: '' }}
            >
              <TextInput source="reason" label={t('stock.why')} required multiline />
            </ActionDialog>
          )}
        </Section>
      )}
    </RecordPage>
  );
}
