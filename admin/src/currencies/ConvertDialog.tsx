import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { CurrencyInput } from './CurrencyInput.tsx';
import { convertCredit } from './queries.ts';

/** Money on account made into money of another currency, at what the bank gave. */
export function ConvertDialog({ creditItemId, currencyCode, open, onClose }: { creditItemId: string; currencyCode: string; open: string; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.convertCredit')} document={convertCredit} initial={{ amount: open, into: { currencyCode: '', amount: '' }, reason: '' }} onClose={onClose}
      input={(values) => ({ creditItemId, currencyCode, ...values, reason: values.reason || null })}
    >
      <TextInput source="amount" label={t('currencies.amountIn', { code: currencyCode })} required />
      <CurrencyInput source="into.currencyCode" label={t('currencies.into')} required />
      <TextInput source="into.amount" label={t('currencies.given')} required />
      <TextInput source="reason" label={t('payments.reason')} multiline />
    </ActionDialog>
  );
}
