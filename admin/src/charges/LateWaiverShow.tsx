import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { useT } from '../i18n/useT.ts';
import { AskDialog, reason } from './AskDialog.tsx';
import { undoWaiver } from './mutations.ts';
import type { LateWaiver } from './queries.ts';

const actions: readonly RecordAction<LateWaiver>[] = [{
  name: 'undoWaiver', document: undoWaiver, input: () => ({}), permission: 'charges.waive', always: true, when: ({ undoneAt }) => undoneAt === null,
  dialog: ({ id }, close) => <AskDialog document={undoWaiver} inputs={[reason]} input={(values) => ({ lateWaiverId: id, ...values })} onClose={close} />,
}];
const facts: readonly Field<LateWaiver>[] = [{ name: 'amount', kind: 'money' }, { name: 'kind', kind: 'enum', enumName: 'ChargeLineKind' }, { name: 'customer', kind: 'reference' }, { name: 'from', kind: 'day' }, { name: 'to', kind: 'day' }];
const details: readonly Field<LateWaiver>[] = [{ name: 'debt', kind: 'text', render: ({ debt }) => debt?.number ?? '' }, { name: 'reason', kind: 'text' }, { name: 'waivedByName', kind: 'text' }, { name: 'recordedAt', kind: 'instant' }, { name: 'undoneAt', kind: 'instant' }];

export function LateWaiverShow() {
  const t = useT();
  return <RecordPage<LateWaiver> facts={facts} actions={actions}>{(waiver) => <Section title={t('charges.details')}><FieldGrid fields={details} record={waiver} /></Section>}</RecordPage>;
}
