import { useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { rateText } from './fields.tsx';
import { reverseConversion, reverseRevaluation, type Conversion, type Revaluation } from './queries.ts';

const facts: readonly Field<Revaluation>[] = [{ name: 'valuedOn', kind: 'day' }, { name: 'gain', kind: 'money' }, { name: 'recordedByName', kind: 'text' }];
const entryLink = (entry: { id: string; sequence: unknown } | null) => (entry ? <ReferenceLink value={{ id: entry.id, name: String(entry.sequence) }} /> : '–');
const details: readonly Field<Revaluation>[] = [
  { name: 'entry', kind: 'text', render: ({ entry }) => entryLink(entry) }, { name: 'mirrorEntry', kind: 'text', render: ({ mirrorEntry }) => entryLink(mirrorEntry) },
  { name: 'recordedAt', kind: 'instant' }, { name: 'reversedOn', kind: 'day' }, { name: 'reason', kind: 'text' },
];

function ReasonDialog({ name, document, input, onClose }: { name: 'reverseRevaluation' | 'reverseConversion'; document: typeof reverseRevaluation | typeof reverseConversion; input: Record<string, string>; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t(`action.${name}`)} document={document} input={(values) => ({ ...input, ...values })} initial={{ reason: '' }} danger onClose={onClose}>
      <TextInput source="reason" label={t('payments.reason')} required multiline />
    </ActionDialog>
  );
}
const actions: readonly RecordAction<Revaluation>[] = [
  { name: 'reverseRevaluation', document: reverseRevaluation, input: () => ({}), danger: true, when: ({ status }) => status === 'POSTED', dialog: ({ id }, close) => <ReasonDialog name="reverseRevaluation" document={reverseRevaluation} input={{ revaluationId: id }} onClose={close} /> },
];

export function RevaluationShow() {
  const t = useT();
  return (
    <RecordPage<Revaluation> status={{ field: 'status', enumName: 'PostingStatus' }} facts={facts} actions={actions}>
      {(revaluation) => (
        <>
          <Section title={t('currencies.revaluation')}>
            <ReportTable
              name={t('currencies.revaluation')} empty={t('currencies.nothingForeign')}
              columns={[
                { label: t('currencies.what') }, { label: t('currencies.currency') }, { label: t('currencies.open'), numeric: true }, { label: t('currencies.rate'), numeric: true }, { label: t('currencies.ratedOn') },
                { label: t('currencies.booked'), numeric: true }, { label: t('currencies.value'), numeric: true }, { label: t('currencies.gain'), numeric: true },
              ]}
              rows={revaluation.lines.map(({ id, name, currencyCode, amount, rate, ratedOn, booked, value, gain, openItem }) => ({
                key: id, cells: [openItem ? <ReferenceLink key="n" value={{ id: openItem.source, number: name }} /> : name, currencyCode, amount, rateText(rate), dayText(ratedOn), booked, value, gain],
              }))}
              totals={[t('list.total'), '', '', '', '', '', '', revaluation.gain]}
            />
          </Section>
          <Section title={t('currencies.posting')}><FieldGrid fields={details} record={revaluation} /></Section>
        </>
      )}
    </RecordPage>
  );
}

const conversionFacts: readonly Field<Conversion>[] = [{ name: 'customer', kind: 'reference', reference: 'customers' }, { name: 'from', kind: 'money' }, { name: 'amount', kind: 'money' }, { name: 'worth', kind: 'money' }];
const conversionDetails: readonly Field<Conversion>[] = [{ name: 'convertedOn', kind: 'day' }, { name: 'recordedAt', kind: 'instant' }, { name: 'reversedOn', kind: 'day' }, { name: 'reason', kind: 'text' }];
const conversionActions: readonly RecordAction<Conversion>[] = [
  { name: 'reverseConversion', document: reverseConversion, input: () => ({}), danger: true, when: ({ status }) => status === 'POSTED', dialog: ({ id }, close) => <ReasonDialog name="reverseConversion" document={reverseConversion} input={{ creditConversionId: id }} onClose={close} /> },
];

/** Money made into money of another currency. */
export function ConversionShow() {
  const t = useT();
  return (
    <RecordPage<Conversion> status={{ field: 'status', enumName: 'PostingStatus' }} facts={conversionFacts} actions={conversionActions}>
      {(conversion) => <Section title={t('currencies.conversion')}><FieldGrid fields={conversionDetails} record={conversion} /></Section>}
    </RecordPage>
  );
}
