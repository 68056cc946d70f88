import { useT } from '../i18n/useT.ts';
import { BooleanInput, EnumInput, Fields, IntegerInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';

function ProductInputs() {
  const t = useT();
  return (
    <>
      <Section title={t('products.identity')}>
        <Fields>
          <TextInput source="sku" required />
          <TextInput source="name" required />
          <ReferenceInput source="categoryId" reference="categories" />
          <ReferenceInput source="unitId" reference="units" required />
          <ReferenceInput source="taxCodeId" reference="taxCodes" filter={{ isActive: true }} />
        </Fields>
        <TextInput source="description" multiline />
      </Section>
      <Section title={t('products.stocking')}>
        <Fields>
          <BooleanInput source="isStocked" help={t('products.isStockedHelp')} />
          <BooleanInput source="isJit" help={t('products.isJitHelp')} />
          <QuantityInput source="reorderPoint" help={t('products.reorderPointHelp')} />
          <EnumInput source="costingMethod" enumName="CostingMethod" help={t('products.costingHelp')} required />
          <QuantityInput source="weight" help={t('products.weightHelp')} unit="kg" />
          <EnumInput source="tracking" enumName="Tracking" help={t('lots.trackingHelp')} required />
          <IntegerInput source="shelfLifeDays" help={t('lots.shelfLifeHelp')} />
        </Fields>
      </Section>
    </>
  );
}

export const ProductEdit = () => (
  <EditForm>
    <ProductInputs />
  </EditForm>
);
export const ProductCreate = () => (
  <CreateForm initial={{ isStocked: true, costingMethod: 'MOVING_AVERAGE', tracking: 'NONE' }}>
    <ProductInputs />
  </CreateForm>
);

function CategoryInputs() {
  const t = useT();
  return (
    <Section title={t('products.category')}>
      <Fields>
        <TextInput source="name" required />
        <TextInput source="description" multiline />
      </Fields>
    </Section>
  );
}

export const CategoryEdit = () => (
  <EditForm>
    <CategoryInputs />
  </EditForm>
);
export const CategoryCreate = () => (
  <CreateForm>
    <CategoryInputs />
  </CreateForm>
);
