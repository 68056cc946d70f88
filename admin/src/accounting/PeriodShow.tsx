import { Checklist } from '../books/Checklist.tsx';
import { beginPeriodClose, endPeriodClose, lockPeriod, periodChecklist, requestPeriodReopening, unlockPeriod } from '../books/closingQueries.ts';
import { savedReportFields } from '../books/fields.tsx';
import { may } from '../data/session.ts';
import { asking } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, Fields, TextInput } from '../shared/form/inputs.tsx';
import { CreateForm } from '../shared/form/RecordForm.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import type { Period } from './queries.ts';

const facts: readonly Field<Period>[] = [
  { name: 'startsOn', kind: 'day' }, { name: 'endsOn', kind: 'day' }, { name: 'closingAt', kind: 'instant' }, { name: 'lockedAt', kind: 'instant' },
];

const documents = { lockPeriod, beginPeriodClose, endPeriodClose, requestPeriodReopening, unlockPeriod };
type Name = keyof typeof documents;

function PeriodDialog({ period, name, onClose }: { period: Period; name: Name; onClose: () => void }) {
  const t = useT();
  const isNeeded = name === 'unlockPeriod' || name === 'requestPeriodReopening';
  return (
    <ActionDialog title={t(`action.${name}`)} document={documents[name]} input={({ reason }) => ({ periodId: period.id, reason: reason || null })} initial={{ reason: '' }} danger={name === 'lockPeriod' || name === 'unlockPeriod'} onClose={onClose}>
      <TextInput source="reason" label={t('payments.reason')} multiline required={isNeeded} />
    </ActionDialog>
  );
}

const action = (name: Name, when: (period: Period) => boolean): RecordAction<Period> => ({
  name, document: documents[name], input: () => ({}), permission: 'periods.manage', danger: name === 'unlockPeriod', primary: name === 'lockPeriod', when,
  dialog: (period, close) => <PeriodDialog period={period} name={name} onClose={close} />,
});
const isOpen = ({ lockedAt }: Period) => lockedAt === null;
const actions: readonly RecordAction<Period>[] = [
  action('lockPeriod', isOpen), action('beginPeriodClose', (period) => isOpen(period) && period.closingAt === null), action('endPeriodClose', (period) => isOpen(period) && period.closingAt !== null),
  action('requestPeriodReopening', (period) => !isOpen(period)), action('unlockPeriod', (period) => !isOpen(period)),
];

export function PeriodShow() {
  const t = useT();
  const tabs: RelatedTab<Period>[] = [
    ...(may('periods.manage') ? [{ key: 'checklist', label: t('books.checklist'), content: (period: Period) => <Checklist period={period} />, asks: (id: string) => [asking(periodChecklist, { periodId: id })] }] : []),
    ...(may('reports.read') ? [{ key: 'saved', label: t('books.savedReports'), related: { resource: 'savedReports', filter: ({ id }: { id: string }) => ({ period: { is: id } }), fields: savedReportFields, sort: 'recordedAt DESC' } }] : []),
  ];
  return (
    <RecordPage<Period> facts={facts} actions={actions} tabs={tabs}>
      {({ lockedAt, closingAt }) => <Section title={t('accounting.period')}>{t(lockedAt ? 'accounting.periodLocked' : closingAt ? 'books.periodClosing' : 'accounting.periodOpen')}</Section>}
    </RecordPage>
  );
}

export function PeriodCreate() {
  const t = useT();
  return (
    <CreateForm>
      <Section title={t('accounting.period')}>
        <Fields>
          <TextInput source="name" required />
          <DayInput source="startsOn" required />
          <DayInput source="endsOn" required />
        </Fields>
      </Section>
    </CreateForm>
  );
}
