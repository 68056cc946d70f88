import { useWatch } from 'react-hook-form';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, EnumInput, MoneyInput, TextInput } from '../shared/form/inputs.tsx';
import { recordCreditReview } from './mutations.ts';

function NewLimit() {
  const t = useT();
  const outcome: unknown = useWatch({ name: 'outcome' });
  return outcome === 'RAISE' || outcome === 'CUT' ? <MoneyInput source="limit" label={t('credit.limit')} required /> : null;
}

/** What came of looking at a customer's credit. */
export function ReviewDialog({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.recordCreditReview')} document={recordCreditReview} onClose={onClose} initial={{ outcome: 'KEEP', limit: '', nextReviewOn: '', reason: '' }}
      input={({ outcome, limit, nextReviewOn, reason }) => ({ customerId, outcome, limit: outcome === 'RAISE' || outcome === 'CUT' ? limit : null, nextReviewOn: nextReviewOn || null, reason })}
    >
      <EnumInput source="outcome" enumName="CreditReviewOutcome" values={['KEEP', 'RAISE', 'CUT', 'HOLD']} label={t('credit.outcome')} required />
      <NewLimit />
      <DayInput source="nextReviewOn" label={t('credit.nextReview')} help={t('credit.byClass')} />
      <TextInput source="reason" label={t('credit.reason')} required multiline />
    </ActionDialog>
  );
}
