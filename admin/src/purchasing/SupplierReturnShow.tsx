import Typography from '@mui/material/Typography';
import { graphql } from '../data/graphql.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import type { SupplierReturn } from './inspectionQueries.ts';

const reverseSupplierReturn = graphql(`
  mutation ReverseSupplierReturn($input: ReverseSupplierReturnInput!) {
    reverseSupplierReturn(input: $input) {
      __typename
      ... on ReverseSupplierReturnPayload { supplierReturn { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const facts: readonly Field<SupplierReturn>[] = [
  { name: 'supplier', kind: 'reference' }, { name: 'receipt', kind: 'reference' }, { name: 'purchaseOrder', kind: 'reference' }, { name: 'warehouse', kind: 'reference' },
  { name: 'returnedOn', kind: 'day' }, { name: 'value', kind: 'money' }, { name: 'isReplaced', kind: 'boolean' }, { name: 'reversedOn', kind: 'day' },
];
const lineFields: readonly Field<SupplierReturn['lines'][number]>[] = [{ name: 'product', kind: 'reference' }, { name: 'quantity', kind: 'quantity' }, { name: 'value', kind: 'money' }];

function ReverseDialog({ supplierReturn, onClose }: { supplierReturn: SupplierReturn; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.reverseSupplierReturn')} document={reverseSupplierReturn} danger onClose={onClose}
      input={({ reason }) => ({ supplierReturnId: supplierReturn.id, reason })} initial={{ reason: '' }}
    >
      <TextInput source="reason" label={t('stock.why')} required multiline />
    </ActionDialog>
  );
}
const actions: readonly RecordAction<SupplierReturn>[] = [{
  name: 'reverseSupplierReturn', document: reverseSupplierReturn, input: () => ({}), permission: 'purchasing.manage', danger: true,
  dialog: (supplierReturn, close) => <ReverseDialog supplierReturn={supplierReturn} onClose={close} />,
}];

export function SupplierReturnShow() {
  const t = useT();
  return (
    <RecordPage<SupplierReturn> status={{ field: 'status', enumName: 'PostingStatus' }} facts={facts} actions={actions}>
      {(supplierReturn) => (
        <Section title={t('purchasing.lines')}>
          <Typography sx={{ mb: 1, whiteSpace: 'pre-line' }}>{supplierReturn.reason}</Typography>
          <LinesTable resource="supplierReturnLines" label={t('purchasing.lines')} fields={lineFields} rows={supplierReturn.lines} />
        </Section>
      )}
    </RecordPage>
  );
}
