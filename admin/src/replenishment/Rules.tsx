import Button from '@mui/material/Button';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, Fields, IntegerInput, QuantityInput, ReferenceInput } from '../shared/form/inputs.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import type { BulkContext, View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import { proposalFields, ruleFields } from './fields.tsx';
import { removeRules, rulesOf, setRules } from './queries.ts';
import type { Rule } from './queries.ts';

const views: readonly View[] = [
  { key: 'low', label: 'replenishment.view.low', filter: { isLow: true, isActive: true } },
  { key: 'off', label: 'replenishment.view.off', filter: { isActive: false } },
];
const figures = ['reorderPoint', 'maximum', 'orderQuantity', 'safetyStock', 'multiple', 'minimum'] as const;

/** Sets what is filled in for all chosen rules; what is left empty stays as it is. */
function ChangeDialog({ ids, onClose, onDone }: { ids: string[]; onClose: () => void; onDone: () => void }) {
  const t = useT();
  const { fieldLabel } = useLabels();
  const { data } = useAsk(rulesOf, { ids });
  if (!data) return null;
  const chosen = data.nodes.flatMap((node) => (node && 'product' in node ? [{ productId: node.product.id, warehouseId: node.warehouse.id }] : []));
  return (
    <ActionDialog
      title={t('action.setReorderRules')} document={setRules} onClose={onClose} onDone={onDone}
      initial={{ ...Object.fromEntries(figures.map((name) => [name, ''])), leadTimeDays: null, supplierId: '' }}
      input={(values) => {
        const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== null && value !== undefined));
        return { rules: chosen.map((of) => ({ ...of, ...given })) };
      }}
    >
      <p>{t('replenishment.changeText', { count: chosen.length })}</p>
      <Fields>
        {figures.map((name) => <QuantityInput key={name} source={name} label={fieldLabel('reorderRules', name)} />)}
        <IntegerInput source="leadTimeDays" label={fieldLabel('reorderRules', 'leadTimeDays')} />
        <ReferenceInput source="supplierId" reference="suppliers" filter={{ isActive: true }} label={fieldLabel('reorderRules', 'supplier')} />
      </Fields>
    </ActionDialog>
  );
}

function Bulk({ ids, unselect }: BulkContext) {
  const t = useT();
  const notify = useNotify();
  const [changing, setChanging] = useState(false);
  const [remove, { pending }] = useAction(removeRules);
  const removeAll = async () => {
    const done = await remove({ input: { ruleIds: ids } });
    if (!done) return;
    unselect();
    notify('replenishment.removed', { type: 'success', messageArgs: { count: done.removed } });
  };
  return (
    <>
      <Button variant="contained" onClick={() => setChanging(true)}>{t('action.setReorderRules')}</Button>
      <Button color="error" loading={pending} onClick={() => void removeAll()}>{t('action.removeReorderRules')}</Button>
      {changing && <ChangeDialog ids={ids} onClose={() => setChanging(false)} onDone={unselect} />}
    </>
  );
}

export const RuleList = () => (
  <RecordList
    fields={ruleFields} views={views} sort={{ field: 'product', order: 'ASC' }}
    {...(may('replenishment.manage') ? { bulkActions: (context: BulkContext) => <Bulk {...context} /> } : {})}
  />
);

function Inputs({ creating = false }: { creating?: boolean }) {
  const t = useT();
  return (
    <>
      {creating && (
        <Section title={t('replenishment.ofWhat')}>
          <Fields>
            <ReferenceInput source="productId" reference="products" filter={{ isStocked: true }} required />
            <ReferenceInput source="warehouseId" reference="warehouses" filter={{ isActive: true }} required />
          </Fields>
        </Section>
      )}
      <Section title={t('replenishment.when')}>
        <Fields>
          <QuantityInput source="reorderPoint" help={t('replenishment.pointHelp')} />
          <QuantityInput source="safetyStock" help={t('replenishment.safetyHelp')} />
          <IntegerInput source="leadTimeDays" help={t('replenishment.suppliersHelp')} />
        </Fields>
      </Section>
      <Section title={t('replenishment.howMuch')}>
        <Fields>
          <QuantityInput source="maximum" help={t('replenishment.maximumHelp')} />
          <QuantityInput source="orderQuantity" help={t('replenishment.orderQuantityHelp')} />
          <QuantityInput source="multiple" help={t('replenishment.suppliersHelp')} />
          <QuantityInput source="minimum" help={t('replenishment.suppliersHelp')} />
          <ReferenceInput source="supplierId" reference="suppliers" filter={{ isActive: true }} help={t('replenishment.supplierHelp')} />
          <BooleanInput source="isActive" help={t('replenishment.activeHelp')} />
        </Fields>
      </Section>
    </>
  );
}

export const RuleEdit = () => <EditForm><Inputs /></EditForm>;
export const RuleCreate = () => <CreateForm initial={{ isActive: true, safetyStock: '0' }}><Inputs creating /></CreateForm>;

const facts: readonly Field<Rule>[] = [
  { name: 'reorderPoint', kind: 'quantity' }, { name: 'maximum', kind: 'quantity' }, { name: 'orderQuantity', kind: 'quantity' }, { name: 'onHand', kind: 'quantity' },
  { name: 'available', kind: 'quantity' }, { name: 'incoming', kind: 'quantity' }, { name: 'projectedNow', kind: 'quantity' },
];
const details: readonly Field<Rule>[] = [
  { name: 'product', kind: 'reference' }, { name: 'warehouse', kind: 'reference' }, { name: 'supplier', kind: 'reference', permission: 'purchasing.read' },
  { name: 'safetyStock', kind: 'quantity' }, { name: 'multiple', kind: 'quantity' }, { name: 'minimum', kind: 'quantity' }, { name: 'leadTimeDays', kind: 'integer' }, { name: 'isActive', kind: 'boolean' },
];

export function RuleShow() {
  const t = useT();
  return (
    <RecordPage<Rule> facts={facts} tabs={[{
      key: 'proposals', label: t('replenishment.proposals'),
      related: { resource: 'reorderProposals', filter: ({ id }) => ({ rule: { is: id } }), fields: proposalFields.filter(({ name }) => ['status', 'kind', 'quantity', 'projected', 'shortOn'].includes(name)), sort: 'createdAt DESC' },
    }]}>
      {(rule) => <Section title={t('replenishment.details')}><FieldGrid fields={details} record={rule} /></Section>}
    </RecordPage>
  );
}
