import { useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { reverseDeferralRelease } from './billingQueries.ts';
import type { Release } from './billingQueries.ts';

const facts: readonly Field<Release>[] = [{ name: 'month', kind: 'day' }, { name: 'effectiveOn', kind: 'day' }, { name: 'amount', kind: 'money' }, { name: 'reversedOn', kind: 'day' }, { name: 'reversalReason', kind: 'text' }];

function ReverseDialog({ release, onClose }: { release: Release; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.reverseDeferralRelease')} document={reverseDeferralRelease} danger onClose={onClose} initial={{ reason: '' }} input={({ reason }) => ({ releaseId: release.id, reason })}>
      <TextInput source="reason" label={t('contracts.reason')} required multiline />
    </ActionDialog>
  );
}
const actions: readonly RecordAction<Release>[] = [
  { name: 'reverseDeferralRelease', document: reverseDeferralRelease, input: ({ id }) => ({ releaseId: id }), permission: 'journal.post', danger: true, when: ({ reversedOn }) => reversedOn === null, dialog: (release, close) => <ReverseDialog release={release} onClose={close} /> },
];

export function ReleaseShow() {
  const t = useT();
  return (
    <RecordPage<Release> facts={facts} actions={actions}>
      {(release) => (
        <Section title={t('contracts.deferred')}>
          <ReportTable
            name={t('contracts.deferred')} empty={t('contracts.noDeferrals')} columns={[{ label: t('contracts.customer') }, { label: t('contracts.invoice') }, { label: t('contracts.account') }, { label: t('contracts.amount'), numeric: true }, { label: t('contracts.inBooks'), numeric: true }]}
            rows={release.deferrals.map((each) => ({ key: each.id, cells: [<ReferenceLink key="c" value={each.customer} />, <ReferenceLink key="i" value={{ id: each.invoice.id, name: each.invoice.number }} />, `${each.account.code} ${each.account.name}`, each.amount, each.companyAmount] }))}
          />
        </Section>
      )}
    </RecordPage>
  );
}
