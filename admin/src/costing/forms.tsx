import { useFormContext, useWatch } from 'react-hook-form';
import { useSearchParams } from 'react-router-dom';
import { request } from '../data/client.ts';
import { graphql } from '../data/graphql.ts';
import { may, today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { BooleanInput, DayInput, EnumInput, Fields, MoneyInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { LiveEffect } from '../shared/form/LiveEffect.tsx';
import { LiveTotals, usePreview } from '../shared/form/LiveTotals.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { Section } from '../shared/record/Section.tsx';
import { costInput, sharesInput } from './inputOf.ts';

function Accounts() {
  const t = useT();
  const { setValue } = useFormContext<{ accountIds: string[] }>();
  const value = (useWatch({ name: 'accountIds' }) as string[] | undefined) ?? []; // the form's own
  return (
    <ReferencePicker
      multiple resource="accounts" label={t('resources.costCategories.fields.accountIds')} helperText={t('costing.accountsHelp')} value={value}
      onChange={(ids) => setValue('accountIds', ids, { shouldDirty: true })}
    />
  );
}

function CategoryInputs() {
  const t = useT();
  return (
    <Section title={t('costing.category')}>
      <Fields>
        <TextInput source="code" required />
        <TextInput source="name" required />
        <EnumInput source="group" enumName="CostGroup" required />
        <EnumInput source="driver" enumName="CostDriver" help={t('costing.driverHelp')} required />
      </Fields>
      <Accounts />
    </Section>
  );
}
export const CostCategoryCreate = () => (
  <CreateForm initial={{ group: 'OPERATIONS', driver: 'VALUE', accountIds: [] }}>
    <CategoryInputs />
  </CreateForm>
);
export const CostCategoryEdit = () => (
  <EditForm>
    <CategoryInputs />
    <BooleanInput source="isActive" />
  </EditForm>
);

const preview = graphql(`
  query PreviewOrderCost($input: PreviewOrderCostInput!) {
    previewOrderCost(input: $input) { order { id number } share { amount currencyCode } }
  }
`);
const blankOrder = { orderId: '', share: '' };
const orderColumns = (isManual: boolean): readonly LineColumn[] => [
  { source: 'orderId', kind: 'reference', reference: 'orders', filter: { status: ['PLACED', 'PART_SHIPPED', 'SHIPPED', 'INVOICED', 'CLOSED', 'CANCELLED'] }, width: '60%', required: true },
  ...(isManual ? [{ source: 'share', kind: 'money' as const, width: 180, required: true }] : []),
];

/** Who bears how much, as the server divides it. */
function Shares() {
  const t = useT();
  const { data, problem, isFetching } = usePreview(['amount', 'basis', 'orders'], async (values, signal) => {
    const input = sharesInput(values);
    if (!input.amount || input.orders.length === 0) return null;
    return (await request(preview, { input: input as never }, { signal })).previewOrderCost; // enum values as the form has them
  });
  return <LiveTotals rows={(data ?? []).map(({ order, share }) => ({ label: order.number ?? t('costing.order'), value: share }))} problem={problem} busy={isFetching} />;
}

export function OrderCostCreate() {
  const t = useT();
  const [search] = useSearchParams();
  const asked = search.getAll('order');
  return (
    <CreateForm initial={{ kind: 'FREIGHT', amount: '', basis: 'VALUE', incurredOn: today(), memo: '', orders: asked.length > 0 ? asked.map((orderId) => ({ orderId, share: '' })) : [{ ...blankOrder }] }}>
      <CostInputs />
      {may('journal.read') && (
        <Section title={t('costing.effect')}>
          <LiveEffect mutation="recordOrderCost" input={costInput} />
        </Section>
      )}
    </CreateForm>
  );
}

function CostInputs() {
  const t = useT();
  const [kind, basis] = useWatch({ name: ['kind', 'basis'] }) as [string, string]; // the form's own
  return (
    <>
      <Section title={t('costing.cost')}>
        <Fields>
          <EnumInput source="kind" enumName="OrderCostKind" required />
          <MoneyInput source="amount" required />
          <DayInput source="incurredOn" required />
          {kind === 'OTHER' && <ReferenceInput source="accountId" reference="accounts" help={t('costing.accountHelp')} required />}
          <ReferenceInput source="againstId" reference="accounts" help={t('costing.againstHelp')} />
          <ReferenceInput source="costCategoryId" reference="costCategories" filter={{ isActive: true }} />
          <ReferenceInput source="supplierId" reference="suppliers" />
        </Fields>
        <TextInput source="memo" />
      </Section>
      <Section title={t('costing.orders')}>
        <Fields>
          <EnumInput source="basis" enumName="OrderCostBasis" help={t('costing.basisHelp')} required />
        </Fields>
        <LineGrid source="orders" columns={orderColumns(basis === 'MANUAL')} blank={blankOrder} />
        <Shares />
      </Section>
    </>
  );
}
