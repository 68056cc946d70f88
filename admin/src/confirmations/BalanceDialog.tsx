import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, DayInput, MoneyInput, TextInput } from '../shared/form/inputs.tsx';
import { answerBalance } from './reportQueries.ts';

/** Notes whether a customer agrees with the balance of a statement. */
export function BalanceDialog({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.answerBalance')} document={answerBalance} onClose={onClose} initial={{ on: today(), isRight: true, balance: '', personName: '', note: '' }}
      input={({ on, isRight, balance, personName, note }) => ({ customerId, on, isRight: isRight === true, balance: balance || null, personName, note: note || null })}
    >
      <DayInput source="on" label={t('confirmations.on')} required />
      <MoneyInput source="balance" label={t('confirmations.balance')} />
      <BooleanInput source="isRight" label={t('confirmations.isRight')} />
      <TextInput source="personName" label={t('confirmations.person')} required />
      <TextInput source="note" label={t('confirmations.note')} help={t('confirmations.noteHelp')} multiline />
    </ActionDialog>
  );
}
