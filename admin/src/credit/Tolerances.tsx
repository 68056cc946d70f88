import Button from '@mui/material/Button';
import { useState } from 'react';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { PercentInput } from '../pricing/PercentInput.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { Fields, IntegerInput, QuantityInput, TextInput } from '../shared/form/inputs.tsx';
import { decimalText, percentText } from '../shared/numbers.ts';
import { Section } from '../shared/record/Section.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { setDeviationTolerances } from './mutations.ts';

interface Told { version: number; toleranceDays?: number | undefined; toleranceTimes?: string | undefined; tolerancePoints?: string | undefined }

/** How far from their group's norm customers may be before a comparison tells of them. */
export function Tolerances({ policy, onDone }: { policy: Told | undefined; onDone: () => void }) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const { toleranceDays = 0, toleranceTimes = '2', tolerancePoints = '0.05' } = policy ?? {};
  return (
    <Section title={t('credit.tolerances')}>
      <ReportTable
        name={t('credit.tolerances')} empty="" columns={[{ label: t('credit.normField') }, { label: t('credit.value') }]}
        rows={[
          { key: 'days', cells: [t('credit.toleranceDays'), `± ${toleranceDays}`] }, { key: 'times', cells: [t('credit.toleranceTimes'), t('credit.timesOf', { times: decimalText(toleranceTimes) })] },
          { key: 'points', cells: [t('credit.tolerancePoints'), `± ${percentText(tolerancePoints)}`] },
        ]}
      />
      {may('credit.policy') && <Button sx={{ mt: 2 }} variant="outlined" onClick={() => setOpen(true)}>{t('action.setDeviationTolerances')}</Button>}
      {isOpen && (
        <ActionDialog
          title={t('action.setDeviationTolerances')} document={setDeviationTolerances} onClose={() => setOpen(false)} onDone={onDone} initial={{ toleranceDays, toleranceTimes, tolerancePoints, reason: '' }}
          input={({ toleranceDays: days, toleranceTimes: times, tolerancePoints: points, reason }) => ({ version: policy?.version ?? null, toleranceDays: Number(days), toleranceTimes: String(times), tolerancePoints: String(points), reason })}
        >
          <Fields>
            <IntegerInput source="toleranceDays" label={t('credit.toleranceDays')} required />
            <QuantityInput source="toleranceTimes" label={t('credit.toleranceTimes')} help={t('credit.timesHelp')} required />
            <PercentInput source="tolerancePoints" label={t('credit.tolerancePoints')} required />
          </Fields>
          <TextInput source="reason" label={t('credit.reason')} required multiline />
        </ActionDialog>
      )}
    </Section>
  );
}
