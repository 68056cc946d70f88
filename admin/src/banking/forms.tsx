import { useWatch } from 'react-hook-form';
import { useT } from '../i18n/useT.ts';
import { BooleanInput, EnumInput, Fields, MoneyInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';
import { may } from '../data/session.ts';

function AccountInputs() {
  const t = useT();
  // Its limits and what is forgiven are in its own currency.
  const told = String(useWatch({ name: 'currencyCode' }) ?? '').trim().toUpperCase();
  const currency = /^[A-Z]{3}$/.test(told) ? { currencyCode: told } : {};
  return (
    <>
      <Section title={t('banking.account')}>
        <Fields>
          <TextInput source="name" required />
          <EnumInput source="kind" enumName="CollectionKind" required />
          <ReferenceInput source="accountId" reference="accounts" filter={{ isCash: true }} required help={t('banking.accountHelp')} />
          <TextInput source="currencyCode" help={t('banking.currencyHelp')} />
          <TextInput source="bankAccountNo" help={t('banking.numberHelp')} />
          <TextInput source="bankName" />
          {may('access.read') && <ReferenceInput source="ownerId" reference="users" />}
          <BooleanInput source="isActive" />
        </Fields>
      </Section>
      <Section title={t('banking.limits')}>
        <Fields>
          <MoneyInput source="low" {...currency} help={t('banking.limitsHelp')} />
          <MoneyInput source="high" {...currency} />
          <MoneyInput source="tolerance" {...currency} help={t('banking.toleranceHelp')} />
          <QuantityInput source="autoThreshold" help={t('banking.thresholdHelp')} />
          <MoneyInput source="returnFee" {...currency} help={t('banking.returnFeeHelp')} />
          <QuantityInput source="changeTolerance" help={t('banking.changeToleranceHelp')} />
        </Fields>
      </Section>
    </>
  );
}
export const AccountCreate = () => <CreateForm initial={{ kind: 'BANK', isActive: true, autoThreshold: '0.97', changeTolerance: '0.025' }}><AccountInputs /></CreateForm>;
export const AccountEdit = () => <EditForm><AccountInputs /></EditForm>;

function RuleInputs() {
  const t = useT();
  return (
    <Section title={t('banking.rule')}>
      <Fields>
        <TextInput source="name" required />
        <TextInput source="contains" required help={t('banking.containsHelp')} />
        <ReferenceInput source="accountId" reference="accounts" filter={{ isOpenItem: false }} required />
        <ReferenceInput source="collectionAccountId" reference="collectionAccounts" help={t('banking.allAccounts')} />
        <BooleanInput source="isAutomatic" help={t('banking.automaticHelp')} />
        <BooleanInput source="isActive" />
      </Fields>
    </Section>
  );
}
export const RuleCreate = () => <CreateForm initial={{ isAutomatic: false, isActive: true }}><RuleInputs /></CreateForm>;
export const RuleEdit = () => <EditForm><RuleInputs /></EditForm>;
