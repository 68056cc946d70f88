import Typography from '@mui/material/Typography';
import { graphql } from '../data/graphql.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { Value } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { shortenTerms } from './mutations.ts';

const shorteningPreview = graphql(`
  query ShorteningPreview($customerIds: [ID!]!, $paymentTermDays: Int!) {
    shorteningPreview(customerIds: $customerIds, paymentTermDays: $paymentTermDays) { freed { amount currencyCode } rows { name termDays newTermDays freed { amount currencyCode } } }
  }
`);

/** Shorter terms for those chosen, with the cash that it frees. */
export function ShortenDialog({ ids, days, onClose, onDone }: { ids: string[]; days: number; onClose: () => void; onDone: () => void }) {
  const t = useT();
  const { data } = useAsk(shorteningPreview, { customerIds: ids, paymentTermDays: days });
  const preview = data?.shorteningPreview;
  return (
    <ActionDialog title={t('action.shortenTerms')} document={shortenTerms} onClose={onClose} onDone={onDone} initial={{ reason: '' }} input={({ reason }) => ({ customerIds: ids, paymentTermDays: days, reason })}>
      {preview && (
        <Typography role="status">{t('credit.shortened', { count: preview.rows.length, days })} <Value field={{ kind: 'money' }} value={preview.freed} />.</Typography>
      )}
      <TextInput source="reason" label={t('credit.reason')} required multiline />
    </ActionDialog>
  );
}
