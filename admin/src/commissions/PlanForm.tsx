import { useWatch } from 'react-hook-form';
import { useSearchParams } from 'react-router-dom';
import { today } from '../data/session.ts';
import { enumValues } from '../i18n/messages.ts';
import { useT } from '../i18n/useT.ts';
import { ManyInput } from '../pricing/ManyInput.tsx';
import { PercentInput } from '../pricing/PercentInput.tsx';
import { BooleanInput, DayInput, EnumInput, Fields, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';

const blankRate = { salesPersonId: '', categoryId: '', productId: '', customerGroupId: '', customerId: '', channel: '', rate: '' };
const rateColumns: readonly LineColumn[] = [
  { source: 'salesPersonId', kind: 'reference', reference: 'salesPeople', width: 150 }, { source: 'categoryId', kind: 'reference', reference: 'categories', width: 150 }, { source: 'productId', kind: 'reference', reference: 'products', width: 170 },
  { source: 'customerGroupId', kind: 'reference', reference: 'customerGroups', width: 150 }, { source: 'customerId', kind: 'reference', reference: 'customers', width: 170 },
  { source: 'channel', kind: 'enum', enumName: 'Channel', values: ['', ...enumValues('Channel')], width: 130 }, { source: 'rate', kind: 'percent', width: 110, required: true },
];
const tierColumns: readonly LineColumn[] = [{ source: 'from', kind: 'money', width: 180, required: true }, { source: 'rate', kind: 'percent', width: 140, required: true }];

/** What rates are of, the rules, and tiers where there are any. */
export function TermsInputs({ isDated = true }: { isDated?: boolean }) {
  const t = useT();
  const span: unknown = useWatch({ name: 'span' });
  return (
    <>
      <Section title={t('commissions.terms')}>
        <Fields>
          {isDated && <DayInput source="startsOn" required help={t('commissions.startsHelp')} />}
          {isDated && <DayInput source="endsOn" />}
          <EnumInput source="base" enumName="CommissionBase" required />
          <PercentInput source="rate" required help={t('commissions.rateHelp')} />
          <EnumInput source="span" enumName="CommissionSpan" help={t('commissions.spanHelp')} />
        </Fields>
        {isDated && <ManyInput source="salesPersonIds" reference="salesPeople" help={t('commissions.peopleHelp')} />}
      </Section>
      {Boolean(span) && <Section title={t('commissions.tiers')}><LineGrid source="tiers" columns={tierColumns} blank={{ from: '', rate: '' }} /></Section>}
      <Section title={t('commissions.rates')}><LineGrid source="rates" columns={rateColumns} blank={blankRate} /></Section>
    </>
  );
}

export const newTerms = () => ({ startsOn: today(), endsOn: '', base: 'NET', rate: '', span: '', salesPersonIds: [], rates: [], tiers: [] });

export function PlanCreate() {
  const t = useT();
  return (
    <CreateForm initial={{ code: '', name: '', note: '', ...newTerms() }}>
      <Section title={t('commissions.plan')}>
        <Fields>
          <TextInput source="code" required />
          <TextInput source="name" required />
        </Fields>
        <TextInput source="note" multiline />
      </Section>
      <TermsInputs />
    </CreateForm>
  );
}

export function PlanEdit() {
  const t = useT();
  return (
    <EditForm>
      <Section title={t('commissions.plan')}>
        <Fields>
          <TextInput source="name" required />
          <BooleanInput source="isActive" />
        </Fields>
        <TextInput source="note" multiline />
      </Section>
    </EditForm>
  );
}

export function TermsCreate() {
  const t = useT();
  const [search] = useSearchParams();
  return (
    <CreateForm initial={{ commissionPlanId: search.get('plan') ?? '', ...newTerms() }}>
      <Section title={t('commissions.plan')}><ReferenceInput source="commissionPlanId" reference="commissionPlans" required /></Section>
      <TermsInputs />
    </CreateForm>
  );
}
