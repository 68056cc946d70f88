import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, Fields, IntegerInput, MoneyInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { answerCreditReference, createCreditApplication, proposeCredit, updateCreditApplication } from './mutations.ts';
import type { Application } from './queries.ts';

const REFERENCES_SHOWN = 3;
type Named = { name: string; contact: string };
const orNull = (value: unknown) => (value === '' || value === undefined ? null : value);

function Inputs() {
  const t = useT();
  return (
    <>
      <Fields>
        <MoneyInput source="limit" label={t('credit.requestedLimit')} required />
        <IntegerInput source="termDays" label={t('credit.requestedDays')} required />
      </Fields>
      <TextInput source="note" label={t('credit.note')} multiline />
      {Array.from({ length: REFERENCES_SHOWN }, (_, at) => (
        <Fields key={at}>
          <TextInput source={`references.${at}.name`} label={t('credit.referenceNo', { no: at + 1 })} />
          <TextInput source={`references.${at}.contact`} label={t('credit.contactNo', { no: at + 1 })} />
        </Fields>
      ))}
    </>
  );
}

const asked = ({ limit, termDays, note, references }: Record<string, unknown>) => ({
  limit, termDays: Number(termDays), note: orNull(note),
  references: (references as Named[]).filter(({ name }) => name !== '').map(({ name, contact }) => ({ name, contact: orNull(contact) })), // rows of the form
});
const blank = (): Named[] => Array.from({ length: REFERENCES_SHOWN }, () => ({ name: '', contact: '' }));

export function CreateApplicationDialog({ customerId, onClose, onDone }: { customerId?: string; onClose: () => void; onDone: (id: string) => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.createCreditApplication')} document={createCreditApplication} onClose={onClose} initial={{ customerId: customerId ?? null, limit: '', termDays: 30, note: '', references: blank() }}
      input={({ customerId: chosen, ...values }) => ({ customerId: chosen, ...asked(values) })} onDone={({ application }) => onDone((application as { id: string }).id)}
    >
      {!customerId && <ReferenceInput source="customerId" reference="customers" label={t('credit.customer')} required />}
      <Inputs />
    </ActionDialog>
  );
}

type Props = { application: Application; onClose: () => void };

export function UpdateApplicationDialog({ application, onClose }: Props) {
  const t = useT();
  const { id, version, requestedLimit, requestedTermDays, note, references } = application;
  const rows = blank().map((empty, at) => (references[at] ? { name: references[at].name, contact: references[at].contact ?? '' } : empty));
  return (
    <ActionDialog
      title={t('action.updateCreditApplication')} document={updateCreditApplication} onClose={onClose} initial={{ limit: requestedLimit.amount, termDays: requestedTermDays, note: note ?? '', references: rows }}
      input={(values) => ({ applicationId: id, version, ...asked(values) })}
    >
      <Inputs />
    </ActionDialog>
  );
}

export function ProposeDialog({ application, onClose }: Props) {
  const t = useT();
  const { assessment } = application;
  return (
    <ActionDialog
      title={t('action.proposeCredit')} document={proposeCredit} onClose={onClose} initial={{ limit: assessment?.limit.amount ?? '', termDays: assessment?.termDays ?? 30, validUntil: '', nextReviewOn: '', reason: '' }}
      input={({ limit, termDays, validUntil, nextReviewOn, reason }) => ({ applicationId: application.id, limit, termDays: Number(termDays), validUntil: orNull(validUntil), nextReviewOn: orNull(nextReviewOn), reason })}
    >
      <p>{t('credit.proposeText')}</p>
      <Fields>
        <MoneyInput source="limit" label={t('credit.limit')} required />
        <IntegerInput source="termDays" label={t('credit.days')} required />
        <DayInput source="validUntil" label={t('credit.validUntil')} help={t('credit.noEnd')} />
        <DayInput source="nextReviewOn" label={t('credit.nextReview')} help={t('credit.byClass')} />
      </Fields>
      <TextInput source="reason" label={t('credit.reason')} required multiline />
    </ActionDialog>
  );
}

export function AnswerDialog({ reference, onClose }: { reference: Application['references'][number]; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.answerCreditReference')} document={answerCreditReference} onClose={onClose} initial={{ answer: reference.answer ?? '' }} input={({ answer }) => ({ referenceId: reference.id, answer })}>
      <p>{reference.name} {reference.contact}</p>
      <TextInput source="answer" label={t('credit.answer')} required multiline />
    </ActionDialog>
  );
}
