import { useWatch } from 'react-hook-form';
import { enumValues } from '../i18n/messages.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { BooleanInput, DayInput, EnumInput, Fields, IntegerInput, MoneyInput, QuantityInput, TextInput } from '../shared/form/inputs.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';
import { ManyInput, TextsInput } from './ManyInput.tsx';
import { PercentInput } from './PercentInput.tsx';
import { ReasonInput } from './ReasonInput.tsx';

function Gives() {
  const t = useT();
  const kind: unknown = useWatch({ name: 'kind' });
  const isRate = kind !== 'UNIT_AMOUNT' && kind !== 'ORDER_AMOUNT';
  return (
    <Fields>
      {isRate && <PercentInput source="rate" required {...(kind === 'BUY_GET' ? { help: t('pricing.freeHelp') } : {})} />}
      {!isRate && <MoneyInput source="amount" required />}
      {kind === 'BUY_GET' && <QuantityInput source="buyQuantity" required />}
      {kind === 'BUY_GET' && <QuantityInput source="getQuantity" required />}
      {kind === 'BUY_GET' && <ManyInput source="getProductIds" reference="products" help={t('pricing.getHelp')} />}
    </Fields>
  );
}

function Inputs({ creating = false }: { creating?: boolean }) {
  const t = useT();
  const { enumLabel } = useLabels();
  return (
    <>
      <Section title={t('pricing.identity')}>
        <Fields>
          <TextInput source="name" required />
          <EnumInput source="kind" enumName="PromotionKind" required disabled={!creating} />
          <DayInput source="validFrom" required />
          <DayInput source="validTo" />
          <BooleanInput source="isActive" />
        </Fields>
        <TextInput source="description" multiline />
        <ReasonInput />
      </Section>
      <Section title={t('pricing.gives')}>
        <Gives />
      </Section>
      <Section title={t('pricing.covers')}>
        <Fields>
          <ManyInput source="productIds" reference="products" help={t('pricing.coversHelp')} />
          <ManyInput source="categoryIds" reference="categories" help={t('pricing.coversHelp')} />
          <QuantityInput source="minQuantity" />
          <MoneyInput source="minAmount" />
        </Fields>
      </Section>
      <Section title={t('pricing.forWhom')}>
        <Fields>
          <ManyInput source="customerIds" reference="customers" help={t('pricing.whomHelp')} />
          <ManyInput source="groupIds" reference="customerGroups" help={t('pricing.whomHelp')} />
          <TextsInput source="channels" options={enumValues('Channel')} optionLabel={(channel) => enumLabel('Channel', channel)} help={t('pricing.channelsHelp')} />
          <BooleanInput source="firstOrderOnly" />
          <BooleanInput source="needsCoupon" help={t('pricing.couponHelp')} />
        </Fields>
      </Section>
      <Section title={t('pricing.limits')}>
        <Fields>
          <IntegerInput source="position" help={t('pricing.positionHelp')} />
          <IntegerInput source="redemptionsMax" />
          <IntegerInput source="perCustomerMax" />
          <BooleanInput source="isExclusive" help={t('pricing.exclusiveHelp')} />
          <BooleanInput source="isMarginExempt" help={t('pricing.exemptHelp')} />
        </Fields>
      </Section>
    </>
  );
}

export const PromotionEdit = () => <EditForm><Inputs /></EditForm>;
export const PromotionCreate = () => <CreateForm initial={{ kind: 'ORDER_RATE', position: 100, isActive: true }}><Inputs creating /></CreateForm>;
