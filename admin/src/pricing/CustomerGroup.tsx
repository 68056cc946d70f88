import { useT } from '../i18n/useT.ts';
import { Fields, TextInput } from '../shared/form/inputs.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import type { Field } from '../shared/field.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import { deleteCustomerGroup } from './queries.ts';
import type { CustomerGroup } from './queries.ts';

function Inputs() {
  const t = useT();
  return <Section title={t('pricing.identity')}><Fields><TextInput source="name" required /><TextInput source="description" multiline /></Fields></Section>;
}
export const CustomerGroupEdit = () => <EditForm><Inputs /></EditForm>;
export const CustomerGroupCreate = () => <CreateForm><Inputs /></CreateForm>;

const fields: readonly Field<CustomerGroup>[] = [
  { name: 'description', kind: 'text' },
  { name: 'priceLists', kind: 'text', render: ({ priceLists }) => (priceLists.nodes.length === 0 ? '–' : priceLists.nodes.map(({ id, priceList }) => <div key={id}><ReferenceLink value={priceList} /></div>)) },
];
const facts: readonly Field<CustomerGroup>[] = [{ name: 'customerCount', kind: 'integer' }];
const actions: readonly RecordAction<CustomerGroup>[] = [
  { name: 'deleteCustomerGroup', document: deleteCustomerGroup, input: ({ id }) => ({ customerGroupId: id }), permission: 'customers.manage', danger: true, confirm: { kind: 'plain' }, then: () => '/customerGroups' },
];

export function CustomerGroupShow() {
  const t = useT();
  const tabs: RelatedTab<CustomerGroup>[] = [{
    key: 'customers', label: t('pricing.members'),
    related: { resource: 'customers', filter: ({ id }) => ({ group: { is: id } }), sort: 'name ASC', fields: [{ name: 'code', kind: 'text' }, { name: 'name', kind: 'text' }, { name: 'city', kind: 'text' }, { name: 'country', kind: 'text' }] },
  }];
  return (
    <RecordPage<CustomerGroup> facts={facts} actions={actions} tabs={tabs}>
      {(group) => <Section title={t('pricing.terms')}><FieldGrid fields={fields} record={group} /></Section>}
    </RecordPage>
  );
}
