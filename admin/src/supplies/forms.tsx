import { useSearchParams } from 'react-router-dom';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { BooleanInput, DayInput, EnumInput, Fields, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';

function CostObjectInputs() {
  const t = useT();
  return (
    <Section title={t('supplies.costObject')}>
      <Fields>
        <EnumInput source="kind" enumName="CostObjectKind" required />
        <TextInput source="code" required />
        <TextInput source="name" required />
        <ReferenceInput source="customerId" reference="customers" help={t('supplies.customerHelp')} />
        <BooleanInput source="isActive" help={t('supplies.isActiveHelp')} />
      </Fields>
      <TextInput source="note" multiline />
    </Section>
  );
}
export const CostObjectEdit = () => (
  <EditForm>
    <CostObjectInputs />
  </EditForm>
);
export const CostObjectCreate = () => (
  <CreateForm initial={{ kind: 'JOB', isActive: true }}>
    <CostObjectInputs />
  </CreateForm>
);

const supplyColumns: readonly LineColumn[] = [
  { source: 'productId', kind: 'reference', reference: 'products', filter: { isStocked: true }, width: '38%', required: true },
  { source: 'quantity', kind: 'quantity', width: 120, required: true },
  { source: 'unitId', kind: 'reference', reference: 'units', width: 170 },
  { source: 'note', kind: 'text' },
];
const blankSupply = { productId: '', quantity: '', unitId: '', note: '' };

/** Hands out several things at once. */
export function IssueCreate() {
  const t = useT();
  const [search] = useSearchParams();
  return (
    <CreateForm initial={{ costObjectId: search.get('for') ?? '', issuedOn: today(), lines: [{ ...blankSupply }] }}>
      <Section title={t('supplies.forWhom')}>
        <Fields>
          <ReferenceInput source="costObjectId" reference="costObjects" filter={{ isActive: true }} required />
          <ReferenceInput source="warehouseId" reference="warehouses" filter={{ isActive: true }} help={t('supplies.siteHelp')} />
          <DayInput source="issuedOn" required />
          <TextInput source="person" help={t('supplies.personHelp')} />
        </Fields>
        <TextInput source="note" multiline />
      </Section>
      <Section title={t('supplies.what')}>
        <LineGrid source="lines" columns={supplyColumns} blank={blankSupply} />
      </Section>
    </CreateForm>
  );
}

const ingredientColumns: readonly LineColumn[] = [
  { source: 'productId', kind: 'reference', reference: 'products', width: '34%', required: true },
  { source: 'quantity', kind: 'quantity', width: 120, required: true },
  { source: 'unitId', kind: 'reference', reference: 'units', width: 160 },
  { source: 'yieldRate', kind: 'percent', width: 120 },
  { source: 'note', kind: 'text' },
];
const blankIngredient = { productId: '', quantity: '', unitId: '', yieldRate: '', note: '' };

function RecipeInputs({ creating = false }: { creating?: boolean }) {
  const t = useT();
  return (
    <>
      <Section title={t('supplies.dish')}>
        <Fields>
          {creating && <ReferenceInput source="productId" reference="products" required help={t('supplies.dishHelp')} />}
          <QuantityInput source="portions" required help={t('supplies.portionsHelp')} />
          <BooleanInput source="isActive" />
          {creating && <BooleanInput source="replacesComponents" label={t('supplies.replacesComponents')} help={t('supplies.replacesComponentsHelp')} />}
        </Fields>
      </Section>
      <Section title={t('supplies.ingredients')}>
        <LineGrid source="lines" columns={ingredientColumns} blank={blankIngredient} />
      </Section>
      <Section title={t('supplies.instructions')}>
        <TextInput source="instructions" multiline />
      </Section>
    </>
  );
}
export const RecipeEdit = () => (
  <EditForm>
    <RecipeInputs />
  </EditForm>
);
export function RecipeCreate() {
  const [search] = useSearchParams();
  return (
    <CreateForm initial={{ productId: search.get('product') ?? '', portions: '10', isActive: true, lines: [{ ...blankIngredient }] }}>
      <RecipeInputs creating />
    </CreateForm>
  );
}

const dishColumns: readonly LineColumn[] = [
  { source: 'productId', kind: 'reference', reference: 'products', width: '60%', required: true },
  { source: 'portions', kind: 'quantity', required: true },
];
function MenuPlanInputs() {
  const t = useT();
  return (
    <>
      <Section title={t('supplies.occasion')}>
        <Fields>
          <TextInput source="name" required />
          <DayInput source="servedOn" required />
          <ReferenceInput source="warehouseId" reference="warehouses" filter={{ isActive: true }} help={t('supplies.siteHelp')} />
          <ReferenceInput source="costObjectId" reference="costObjects" filter={{ isActive: true }} help={t('supplies.planForHelp')} />
        </Fields>
        <TextInput source="note" multiline />
      </Section>
      <Section title={t('supplies.dishes')}>
        <LineGrid source="lines" columns={dishColumns} blank={{ productId: '', portions: '' }} />
      </Section>
    </>
  );
}
export const MenuPlanEdit = () => (
  <EditForm>
    <MenuPlanInputs />
  </EditForm>
);
export const MenuPlanCreate = () => (
  <CreateForm initial={{ servedOn: today(), lines: [{ productId: '', portions: '' }] }}>
    <MenuPlanInputs />
  </CreateForm>
);
