import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { PercentInput } from '../pricing/PercentInput.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, DayInput, Fields, PriceInput, QuantityInput, TextInput } from '../shared/form/inputs.tsx';
import { changeContract, endContract, pauseContract, raiseContracts, resumeContract } from './mutations.ts';
import type { Contract } from './queries.ts';

type Props = { contract: Contract; onClose: () => void };
const firstDay = ({ startsOn }: Contract) => (startsOn > today() ? startsOn : today());

/** Quantities and prices from a day on, of the lines that hold today. */
export function ChangeDialog({ contract, onClose }: Props) {
  const t = useT();
  const on = firstDay(contract);
  const lines = contract.lines.filter((line) => line.validFrom <= on && (line.validTo === null || line.validTo >= on));
  return (
    <ActionDialog
      title={t('action.changeContract')} document={changeContract} onClose={onClose} initial={{ fromOn: on, reason: '', ...Object.fromEntries(lines.flatMap((line) => [[`quantity${line.no}`, line.quantity], [`price${line.no}`, line.unitPrice ?? '']])) }}
      input={(values) => ({
        contractId: contract.id, fromOn: values.fromOn, reason: values.reason,
        changes: lines.filter((line) => values[`quantity${line.no}`] !== line.quantity || (values[`price${line.no}`] || null) !== line.unitPrice)
          .map((line) => ({ no: line.no, quantity: String(values[`quantity${line.no}`] || '0'), ...(values[`price${line.no}`] ? { unitPrice: values[`price${line.no}`] } : { usesListPrice: true }) })),
      })}
    >
      <p>{t('contracts.changeText')}</p>
      <Fields>
        <DayInput source="fromOn" label={t('contracts.fromOn')} required />
        {lines.flatMap((line) => [
          <QuantityInput key={`q${line.no}`} source={`quantity${line.no}`} label={t('contracts.quantityOf', { name: line.description })} help={t('contracts.noneEnds')} />,
          <PriceInput key={`p${line.no}`} source={`price${line.no}`} label={t('contracts.priceOf', { name: line.description, code: contract.currencyCode })} help={t('contracts.noneLists')} />,
        ])}
      </Fields>
      <TextInput source="reason" label={t('contracts.reason')} required multiline />
    </ActionDialog>
  );
}

export function RaiseDialog({ contract, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog title={t('action.raiseContracts')} document={raiseContracts} onClose={onClose} initial={{ rate: '', fromOn: firstDay(contract), reason: '' }} input={({ rate, fromOn, reason }) => ({ contractIds: [contract.id], rate, fromOn, reason })}>
      <p>{t('contracts.raiseText')}</p>
      <Fields>
        <PercentInput source="rate" label={t('contracts.rate')} />
        <DayInput source="fromOn" label={t('contracts.fromOn')} required />
      </Fields>
      <TextInput source="reason" label={t('contracts.reason')} required multiline />
    </ActionDialog>
  );
}

export function PauseDialog({ contract, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog title={t('action.pauseContract')} document={pauseContract} onClose={onClose} initial={{ fromOn: firstDay(contract), toOn: '', reason: '' }} input={({ fromOn, toOn, reason }) => ({ contractId: contract.id, fromOn, toOn: toOn || null, reason })}>
      <p>{t('contracts.pauseText')}</p>
      <Fields>
        <DayInput source="fromOn" label={t('contracts.fromOn')} required />
        <DayInput source="toOn" label={t('contracts.toOn')} />
      </Fields>
      <TextInput source="reason" label={t('contracts.reason')} required multiline />
    </ActionDialog>
  );
}

export function ResumeDialog({ contract, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog title={t('action.resumeContract')} document={resumeContract} onClose={onClose} initial={{ fromOn: today(), reason: '' }} input={({ fromOn, reason }) => ({ contractId: contract.id, fromOn, reason })}>
      <Fields><DayInput source="fromOn" label={t('contracts.fromOn')} required /></Fields>
      <TextInput source="reason" label={t('contracts.reason')} required multiline />
    </ActionDialog>
  );
}

export function EndDialog({ contract, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog title={t('action.endContract')} document={endContract} danger onClose={onClose} initial={{ endsOn: '', waivesNotice: false, reason: '' }} input={({ endsOn, waivesNotice, reason }) => ({ contractId: contract.id, endsOn: endsOn || null, waivesNotice, reason })}>
      <p>{t('contracts.endText', { days: contract.noticeDays })}</p>
      <Fields><DayInput source="endsOn" label={t('contracts.lastDay')} /></Fields>
      <BooleanInput source="waivesNotice" label={t('contracts.waives')} />
      <TextInput source="reason" label={t('contracts.reason')} required multiline />
    </ActionDialog>
  );
}
