import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { RecordList } from '../shared/list/RecordList.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RelatedTab } from '../shared/record/types.ts';
import { runFields, runLineFields } from './runFields.ts';
import type { StatementRun } from './statementQueries.ts';

export const StatementRunList = () => <RecordList fields={runFields} sort={{ field: 'createdAt', order: 'DESC' }} />;
export const StatementRunLineList = () => <RecordList fields={runLineFields} sort={{ field: 'customer', order: 'ASC' }} />;

const facts: readonly Field<StatementRun>[] = [{ name: 'dueOn', kind: 'day' }, { name: 'form', kind: 'enum', enumName: 'StatementForm' }, { name: 'sentCount', kind: 'integer' }, { name: 'skippedCount', kind: 'integer' }];
const details: readonly Field<StatementRun>[] = [
  { name: 'schedule', kind: 'reference', reference: 'statementSchedules' }, { name: 'fromOn', kind: 'day' }, { name: 'knownAt', kind: 'instant' }, { name: 'byName', kind: 'text' }, { name: 'createdAt', kind: 'instant' },
];
export function StatementRunShow() {
  const t = useT();
  const tabs: readonly RelatedTab<StatementRun>[] = [
    { key: 'lines', label: t('confirmations.customers'), related: { resource: 'statementRunLines', filter: ({ id }) => ({ run: { is: id } }), fields: runLineFields.filter(({ name }) => name !== 'run'), sort: 'customer ASC' } },
  ];
  return <RecordPage<StatementRun> facts={facts} tabs={tabs}>{(run) => <Section title={t('confirmations.told')}><FieldGrid fields={details} record={run} /></Section>}</RecordPage>;
}
