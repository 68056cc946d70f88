import { CurrencyInput } from '../currencies/CurrencyInput.tsx';
import { graphql } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { billFields } from '../bills/fields.ts';
import type { Field } from '../shared/field.tsx';
import { DayInput, EnumInput, Fields, MoneyInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import { recurringBillFields } from './fields.ts';
import { usePaperCurrency, useTheirs } from './PaperMoney.tsx';
import type { RecurringBill } from './recurringQueries.ts';

const views: readonly View[] = [{ key: 'active', label: 'payables.view.active', filter: { isActive: true } }];
export const RecurringBillList = () => <RecordList fields={recurringBillFields} views={views} sort={{ field: 'nextOn', order: 'ASC' }} selectable />;

const columns: readonly LineColumn[] = [
  { source: 'accountId', kind: 'reference', reference: 'accounts', filter: { type: ['EXPENSE', 'ASSET'], isOpenItem: false, isCash: false }, width: '35%' },
  { source: 'description', kind: 'text' }, { source: 'net', kind: 'money', width: 150 },
];
function Amounts() {
  const t = useT();
  const currencyCode = usePaperCurrency();
  return (
    <Section title={t('bills.expenses')}>
      <LineGrid source="lines" columns={columns} blank={{ accountId: '', description: '', net: '' }} />
      <Fields>
        <MoneyInput source="tax" {...(currencyCode ? { currencyCode } : {})} />
      </Fields>
    </Section>
  );
}

/** Theirs to begin with. */
function Currency() {
  const t = useT();
  useTheirs();
  return <CurrencyInput source="currencyCode" label={t('currencies.currency')} help={t('payables.recurringCurrencyHelp')} />;
}

export function RecurringBillCreate() {
  const t = useT();
  return (
    <CreateForm initial={{ supplierId: '', currencyCode: '', name: '', every: 'MONTH', startsOn: today(), lines: [{ accountId: '', description: '', net: '' }] }}>
      <Section title={t('payables.recurrence')}>
        <Fields>
          <ReferenceInput source="supplierId" reference="suppliers" required />
          <Currency />
          <TextInput source="name" required />
          <EnumInput source="every" enumName="Recurrence" required />
          <DayInput source="startsOn" required />
          <DayInput source="endsOn" help={t('payables.endsHelp')} />
        </Fields>
      </Section>
      <Amounts />
    </CreateForm>
  );
}

export function RecurringBillEdit() {
  const t = useT();
  return (
    <EditForm>
      <Section title={t('payables.recurrence')}>
        <Fields>
          <TextInput source="name" required />
          <DayInput source="endsOn" help={t('payables.endsHelp')} />
        </Fields>
      </Section>
      <Amounts />
    </EditForm>
  );
}

const updateRecurringBill = graphql(`
  mutation SwitchRecurringBill($input: UpdateRecurringBillInput!) {
    updateRecurringBill(input: $input) {
      __typename
      ... on UpdateRecurringBillPayload { recurringBill { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const actions: readonly RecordAction<RecurringBill>[] = [
  {
    name: 'pauseRecurringBill', document: updateRecurringBill, always: true, permission: 'payables.post', when: ({ isActive }) => isActive,
    input: ({ id, version }) => ({ recurringBillId: id, version, isActive: false }), confirm: { kind: 'plain' },
  },
  {
    name: 'resumeRecurringBill', document: updateRecurringBill, always: true, permission: 'payables.post', when: ({ isActive }) => !isActive,
    input: ({ id, version }) => ({ recurringBillId: id, version, isActive: true }),
  },
];
const facts: readonly Field<RecurringBill>[] = [
  { name: 'supplier', kind: 'reference' }, { name: 'every', kind: 'enum', enumName: 'Recurrence' }, { name: 'startsOn', kind: 'day' }, { name: 'endsOn', kind: 'day' }, { name: 'nextOn', kind: 'day' },
  { name: 'turns', kind: 'integer' }, { name: 'isActive', kind: 'boolean' }, { name: 'net', kind: 'money' }, { name: 'tax', kind: 'money' },
];
const lineFields: readonly Field<RecurringBill['lines'][number]>[] = [{ name: 'account', kind: 'reference' }, { name: 'description', kind: 'text' }, { name: 'net', kind: 'money' }];

export function RecurringBillShow() {
  const t = useT();
  return (
    <RecordPage<RecurringBill>
      facts={facts} actions={actions}
      tabs={[{ key: 'bills', label: t('suppliers.bills'), related: { resource: 'bills', filter: ({ id }) => ({ recurringBill: { is: id } }), fields: billFields, sort: 'billedOn DESC' } }]}
    >
      {(template) => (
        <Section title={t('bills.expenses')}>
          <LinesTable resource="recurringBillLines" label={t('chart.tableOf', { title: t('bills.expenses') })} fields={lineFields} rows={template.lines} />
        </Section>
      )}
    </RecordPage>
  );
}
