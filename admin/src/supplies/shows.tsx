import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { Value } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { decimalText } from '../shared/numbers.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RelatedTab } from '../shared/record/types.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import { costObjectActions, issueActions, preparationActions } from './actions.tsx';
import { issueFields, menuPlanFields, preparationFields } from './fields.ts';
import type { CostObject, Issue } from './queries.ts';
import type { Preparation } from './recipeQueries.ts';

const without = <F extends { name: string }>(fields: readonly F[], ...names: string[]) => fields.filter(({ name }) => !names.includes(name));

const costObjectFacts: readonly Field<CostObject>[] = [
  { name: 'kind', kind: 'enum', enumName: 'CostObjectKind' }, { name: 'cost', kind: 'money', permission: 'costs.read' }, { name: 'customer', kind: 'reference' },
  { name: 'lastIssuedOn', kind: 'day' }, { name: 'isActive', kind: 'boolean' },
];
const costObjectDetails: readonly Field<CostObject>[] = [{ name: 'code', kind: 'text' }, { name: 'name', kind: 'text' }, { name: 'note', kind: 'text' }];

export function CostObjectShow() {
  const t = useT();
  const ofIt = ({ id }: { id: string }) => ({ costObject: { is: id } });
  const tabs: RelatedTab<CostObject>[] = [
    { key: 'issues', label: t('supplies.issues'), related: { resource: 'supplyIssues', filter: ofIt, fields: without(issueFields, 'costObject'), sort: 'issuedOn DESC' } },
    { key: 'preparations', label: t('supplies.preparations'), related: { resource: 'preparations', filter: ofIt, fields: without(preparationFields, 'costObject'), sort: 'preparedOn DESC' } },
    { key: 'plans', label: t('supplies.plans'), related: { resource: 'menuPlans', filter: ofIt, fields: without(menuPlanFields, 'costObject'), sort: 'servedOn DESC' } },
  ];
  return (
    <RecordPage<CostObject> facts={costObjectFacts} actions={costObjectActions} tabs={tabs}>
      {(record) => (
        <Section title={t('supplies.costObject')}>
          <FieldGrid fields={costObjectDetails} record={record} />
        </Section>
      )}
    </RecordPage>
  );
}

const issueFacts: readonly Field<Issue>[] = [
  { name: 'costObject', kind: 'reference' }, { name: 'warehouse', kind: 'reference' }, { name: 'issuedOn', kind: 'day' }, { name: 'value', kind: 'money', permission: 'costs.read' },
  { name: 'returned', kind: 'money', permission: 'costs.read' }, { name: 'person', kind: 'text' }, { name: 'returnsIssue', kind: 'reference' },
];
const issueLineFields: readonly Field<Issue['lines'][number]>[] = [
  { name: 'product', kind: 'reference' },
  { name: 'quantity', kind: 'quantity', render: ({ quantity, product }) => <bdi className="figure">{`${decimalText(quantity)} ${product.unit.code}`}</bdi> },
  { name: 'entered', kind: 'quantity', render: ({ entered, unit }) => (entered && unit ? <bdi className="figure">{`${decimalText(entered)} ${unit.code}`}</bdi> : <Value field={{ kind: 'quantity' }} value={null} />) },
  { name: 'returned', kind: 'quantity' }, { name: 'value', kind: 'money', permission: 'costs.read' }, { name: 'note', kind: 'text' },
];

export function IssueShow() {
  const t = useT();
  const tabs: RelatedTab<Issue>[] = [
    { key: 'returns', label: t('supplies.returns'), related: { resource: 'supplyIssues', filter: ({ id }) => ({ returnsIssue: { is: id } }), fields: without(issueFields, 'costObject', 'returned'), sort: 'issuedOn DESC' } },
  ];
  const lines = issueLineFields.filter(({ permission }) => !permission || may(permission));
  return (
    <RecordPage<Issue> status={{ field: 'kind', enumName: 'SupplyIssueKind' }} facts={issueFacts} actions={issueActions} tabs={tabs}>
      {(record) => (
        <Section title={t('supplies.what')}>
          <LinesTable resource="supplyIssueLines" label={t('supplies.what')} fields={lines} rows={record.lines} />
        </Section>
      )}
    </RecordPage>
  );
}

const preparationFacts: readonly Field<Preparation>[] = [
  { name: 'product', kind: 'reference' }, { name: 'portions', kind: 'quantity' }, { name: 'value', kind: 'money', permission: 'costs.read' }, { name: 'preparedOn', kind: 'day' },
  { name: 'warehouse', kind: 'reference' }, { name: 'costObject', kind: 'reference' }, { name: 'reversedOn', kind: 'day' }, { name: 'note', kind: 'text' },
];
const preparationLineFields: readonly Field<Preparation['lines'][number]>[] = [
  { name: 'product', kind: 'reference' }, { name: 'planned', kind: 'quantity' }, { name: 'quantity', kind: 'quantity' }, { name: 'difference', kind: 'quantity' },
  { name: 'value', kind: 'money', permission: 'costs.read' },
];
export function PreparationShow() {
  const t = useT();
  const lines = preparationLineFields.filter(({ permission }) => !permission || may(permission));
  return (
    <RecordPage<Preparation> status={{ field: 'status', enumName: 'PostingStatus' }} facts={preparationFacts} actions={preparationActions}>
      {(record) => (
        <Section title={t('supplies.ingredients')}>
          <LinesTable resource="preparationLines" label={t('supplies.ingredients')} fields={lines} rows={record.lines} />
        </Section>
      )}
    </RecordPage>
  );
}
