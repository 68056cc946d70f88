import { CurrencyInput } from '../currencies/CurrencyInput.tsx';
import { useT } from '../i18n/useT.ts';
import { BooleanInput, DayInput, Fields, PriceInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';
import { PercentInput } from './PercentInput.tsx';
import { ReasonInput } from './ReasonInput.tsx';

function Inputs({ creating = false }: { creating?: boolean }) {
  const t = useT();
  return (
    <>
      <Section title={t('pricing.identity')}>
        <Fields>
          <TextInput source="name" required />
          <DayInput source="validFrom" />
          <DayInput source="validTo" />
          {creating && <CurrencyInput source="currencyCode" label={t('currencies.currency')} help={t('currencies.listHelp')} />}
          <BooleanInput source="taxIncluded" help={t('pricing.taxIncludedHelp')} />
          <BooleanInput source="isActive" />
        </Fields>
        <TextInput source="description" multiline />
        {!creating && <ReasonInput />}
      </Section>
      <Section title={t('pricing.workedOut')}>
        <Fields>
          <PercentInput source="adjustRate" help={t('pricing.adjustHelp')} />
          <ReferenceInput source="baseListId" reference="priceLists" help={t('pricing.baseHelp')} />
          <PriceInput source="roundStep" help={t('pricing.stepHelp')} />
          <PriceInput source="roundEnding" help={t('pricing.endingHelp')} />
        </Fields>
      </Section>
    </>
  );
}

export const PriceListEdit = () => <EditForm><Inputs /></EditForm>;
export const PriceListCreate = () => <CreateForm initial={{ isActive: true, taxIncluded: false }}><Inputs creating /></CreateForm>;
