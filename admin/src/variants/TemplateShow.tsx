import { asking } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { productFields } from '../products/fields.ts';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RelatedTab } from '../shared/record/types.ts';
import { templateActions } from './actions.tsx';
import { Matrix } from './Matrix.tsx';
import { variantsQuery, type Template } from './queries.ts';

const facts: readonly Field<Template>[] = [
  { name: 'variantCount', kind: 'integer' }, { name: 'onHand', kind: 'quantity' }, { name: 'available', kind: 'quantity' }, { name: 'backordered', kind: 'quantity' },
  { name: 'stockValue', kind: 'money', permission: 'costs.read' }, { name: 'revenue', kind: 'money', permission: 'invoices.read' }, { name: 'unitPrice', kind: 'price' },
];
const details: readonly Field<Template>[] = [
  { name: 'code', kind: 'text' }, { name: 'category', kind: 'reference' }, { name: 'unit', kind: 'reference' }, { name: 'taxCode', kind: 'reference' }, { name: 'isStocked', kind: 'boolean' },
  { name: 'tracking', kind: 'enum', enumName: 'Tracking' }, { name: 'costingMethod', kind: 'enum', enumName: 'CostingMethod' }, { name: 'shelfLifeDays', kind: 'integer' },
  { name: 'weight', kind: 'quantity' }, { name: 'skuPattern', kind: 'text' }, { name: 'description', kind: 'text' },
];

export function TemplateShow() {
  const t = useT();
  const { resourceName } = useLabels();
  const tabs: RelatedTab<Template>[] = [
    { key: 'matrix', label: t('variants.matrix'), content: (template) => <Matrix template={template} />, asks: (id) => [asking(variantsQuery, { id })] },
    { key: 'list', label: resourceName('products', 2), related: { resource: 'products', filter: ({ id }) => ({ template: { is: id } }), fields: productFields, sort: 'name ASC' } },
  ];
  return (
    <RecordPage<Template> facts={facts} actions={templateActions} tabs={tabs}>
      {(template) => (
        <>
          <Section title={t('products.identity')}>
            <FieldGrid fields={details} record={template} />
          </Section>
          <Section title={t('variants.options')}>
            <dl style={{ display: 'grid', gridTemplateColumns: 'auto 1fr', gap: '4px 16px', margin: 0 }}>
              {template.options.map(({ id, name, values }) => [<dt key={id}>{name}</dt>, <dd key={`${id} values`} style={{ margin: 0 }}>{values.map((value) => value.name).join(', ')}</dd>])}
            </dl>
          </Section>
        </>
      )}
    </RecordPage>
  );
}
