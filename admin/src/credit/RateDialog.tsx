import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, Fields, IntegerInput, TextInput } from '../shared/form/inputs.tsx';
import { rateCredit } from './mutations.ts';

/** What somebody outside says of a customer's credit. */
export function RateDialog({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.rateCredit')} document={rateCredit} onClose={onClose} initial={{ source: '', grade: '', points: '', ratedOn: today(), validUntil: '' }}
      input={({ source, grade, points, ratedOn, validUntil }) => ({ customerId, source, grade, points: Number(points), ratedOn, validUntil: validUntil || null })}
    >
      <Fields>
        <TextInput source="source" label={t('credit.ratingSource')} required />
        <TextInput source="grade" label={t('credit.ratingGrade')} required />
        <IntegerInput source="points" label={t('credit.ratingPoints')} required />
        <DayInput source="ratedOn" label={t('credit.ratedOn')} required />
        <DayInput source="validUntil" label={t('credit.validUntil')} help={t('credit.noEnd')} />
      </Fields>
    </ActionDialog>
  );
}
