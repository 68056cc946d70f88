import { useT } from '../i18n/useT.ts';
import { BooleanInput, EnumInput, Fields, IntegerInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';
import { NewOptions } from './NewOptions.tsx';

function TemplateInputs({ isNew = false }: { isNew?: boolean }) {
  const t = useT();
  return (
    <>
      <Section title={t('products.identity')}>
        <Fields>
          <TextInput source="code" required />
          <TextInput source="name" required />
          <ReferenceInput source="categoryId" reference="categories" />
          <ReferenceInput source="unitId" reference="units" required />
          <ReferenceInput source="taxCodeId" reference="taxCodes" filter={{ isActive: true }} />
        </Fields>
        <TextInput source="description" multiline />
      </Section>
      {isNew && (
        <Section title={t('variants.options')}>
          <NewOptions />
        </Section>
      )}
      <Section title={t('products.stocking')}>
        <Fields>
          <BooleanInput source="isStocked" help={t('products.isStockedHelp')} />
          <BooleanInput source="isJit" help={t('products.isJitHelp')} />
          <EnumInput source="costingMethod" enumName="CostingMethod" help={t('products.costingHelp')} required />
          <QuantityInput source="weight" help={t('products.weightHelp')} unit="kg" />
          <EnumInput source="tracking" enumName="Tracking" help={t('lots.trackingHelp')} required />
          <IntegerInput source="shelfLifeDays" help={t('lots.shelfLifeHelp')} />
          {!isNew && <TextInput source="skuPattern" help={t('variants.patternHelp')} required />}
        </Fields>
      </Section>
    </>
  );
}

export const TemplateEdit = () => (
  <EditForm>
    <TemplateInputs />
  </EditForm>
);
export const TemplateCreate = () => (
  <CreateForm initial={{ isStocked: true, isJit: false, costingMethod: 'MOVING_AVERAGE', tracking: 'NONE', options: [{ name: '', values: [] }] }}>
    <TemplateInputs isNew />
  </CreateForm>
);
