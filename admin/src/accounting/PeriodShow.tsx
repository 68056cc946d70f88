import { graphql } from '../data/graphql.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, Fields, TextInput } from '../shared/form/inputs.tsx';
import { CreateForm } from '../shared/form/RecordForm.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import type { Period } from './queries.ts';

const lockPeriod = graphql(`
  mutation LockPeriod($input: LockPeriodInput!) {
    lockPeriod(input: $input) { __typename ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
const unlockPeriod = graphql(`
  mutation UnlockPeriod($input: UnlockPeriodInput!) {
    unlockPeriod(input: $input) { __typename ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);

const facts: readonly Field<Period>[] = [
  { name: 'startsOn', kind: 'day' }, { name: 'endsOn', kind: 'day' }, { name: 'lockedAt', kind: 'instant' },
];

function PeriodDialog({ period, onClose }: { period: Period; onClose: () => void }) {
  const t = useT();
  const name = period.lockedAt ? 'unlockPeriod' : 'lockPeriod';
  return (
    <ActionDialog title={t(`action.${name}`)} document={period.lockedAt ? unlockPeriod : lockPeriod} input={(values) => ({ periodId: period.id, ...values })} initial={{ reason: '' }} danger onClose={onClose}>
      <TextInput source="reason" label={t('payments.reason')} multiline />
    </ActionDialog>
  );
}

const action = (name: 'lockPeriod' | 'unlockPeriod'): RecordAction<Period> => ({
  name, document: name === 'lockPeriod' ? lockPeriod : unlockPeriod, input: () => ({}), permission: 'periods.manage', danger: true, when: ({ lockedAt }) => (lockedAt === null) === (name === 'lockPeriod'),
  dialog: (period, close) => <PeriodDialog period={period} onClose={close} />,
});

export function PeriodShow() {
  const t = useT();
  return (
    <RecordPage<Period> facts={facts} actions={[action('lockPeriod'), action('unlockPeriod')]}>
      {({ lockedAt }) => <Section title={t('accounting.period')}>{t(lockedAt ? 'accounting.periodLocked' : 'accounting.periodOpen')}</Section>}
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
