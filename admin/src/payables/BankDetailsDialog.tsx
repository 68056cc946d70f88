import { graphql } from '../data/graphql.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';

export const setBankDetails = graphql(`
  mutation SetBankDetails($input: SetBankDetailsInput!) {
    setBankDetails(input: $input) {
      __typename
      ... on SetBankDetailsPayload { bankDetails { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

/** Where a supplier is paid, or which IBAN an account of ours has. */
export function BankDetailsDialog({ about, holder, onClose }: { about: { supplierId: string } | { accountId: string }; holder: string; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.setBankDetails')} document={setBankDetails} input={({ bic, ...values }) => ({ ...about, ...values, bic: bic || null })} initial={{ holder, iban: '', bic: '', reason: '' }} onClose={onClose}>
      <TextInput source="holder" label={t('payables.holder')} required />
      <TextInput source="iban" label={t('payables.iban')} required />
      <TextInput source="bic" label={t('payables.bic')} />
      <TextInput source="reason" label={t('stock.why')} required multiline />
    </ActionDialog>
  );
}
