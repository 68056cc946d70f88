import { useLabels, useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { percentText } from '../shared/numbers.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import { listPath } from '../shared/record/SmartButtons.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { withdrawTaxReturn, type TaxReturn } from './taxQueries.ts';

const facts: readonly Field<TaxReturn>[] = [{ name: 'startsOn', kind: 'day' }, { name: 'endsOn', kind: 'day' }, { name: 'payable', kind: 'money' }];
const details: readonly Field<TaxReturn>[] = [
  { name: 'filedByName', kind: 'text' }, { name: 'filedAt', kind: 'instant' }, { name: 'knownAt', kind: 'instant' }, { name: 'withdrawnAt', kind: 'instant' }, { name: 'withdrawnReason', kind: 'text' },
];

function WithdrawDialog({ taxReturn, onClose }: { taxReturn: TaxReturn; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.withdrawTaxReturn')} document={withdrawTaxReturn} input={(values) => ({ taxReturnId: taxReturn.id, ...values })} initial={{ reason: '' }} danger onClose={onClose}>
      <TextInput source="reason" label={t('payments.reason')} required multiline />
    </ActionDialog>
  );
}
const actions: readonly RecordAction<TaxReturn>[] = [
  { name: 'withdrawTaxReturn', document: withdrawTaxReturn, input: () => ({}), danger: true, when: ({ status }) => status === 'FILED', dialog: (taxReturn, close) => <WithdrawDialog taxReturn={taxReturn} onClose={close} /> },
];

export function TaxReturnShow() {
  const t = useT();
  const { enumLabel } = useLabels();
  return (
    <RecordPage<TaxReturn> status={{ field: 'status', enumName: 'TaxReturnStatus' }} facts={facts} actions={actions}>
      {(taxReturn) => (
        <>
          <Section title={t('books.asFiled')}>
            <ReportTable
              name={t('books.asFiled')}
              columns={[
                { label: t('books.side') }, { label: t('books.taxCode') }, { label: t('books.rate'), numeric: true }, { label: t('books.base'), numeric: true }, { label: t('books.tax'), numeric: true },
                { label: t('books.correctionBase'), numeric: true }, { label: t('books.correctionTax'), numeric: true },
              ]}
              rows={taxReturn.lines.map((line) => {
                const lines = line.taxCode ? listPath('journalLines', { taxCode: { is: line.taxCode.id }, effectiveOn: { from: taxReturn.startsOn, to: taxReturn.endsOn } }) : undefined;
                return {
                  key: line.id,
                  cells: [enumLabel('TaxSide', line.side), line.code ? `${line.code} ${line.name}` : t('books.noCode'), percentText(line.rate), { money: line.base, to: lines }, { money: line.tax, to: lines }, line.correctionBase, line.correctionTax],
                };
              })}
              totals={[t('books.payable'), '', '', '', taxReturn.payable, '', '']}
              empty={t('accounting.nothing')}
            />
          </Section>
          <Section title={t('books.filing')}>
            <FieldGrid fields={details} record={taxReturn} />
          </Section>
        </>
      )}
    </RecordPage>
  );
}
