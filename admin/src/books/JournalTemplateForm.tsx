import { useT } from '../i18n/useT.ts';
import { BooleanInput, DayInput, Fields, IntegerInput, MoneyInput, TextInput } from '../shared/form/inputs.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';

const blank = { accountId: '', isDebit: true, part: '', fixed: '', description: '', customerId: '', supplierId: '', costCategoryId: '' };
const columns: readonly LineColumn[] = [
  { source: 'accountId', kind: 'reference', reference: 'accounts', filter: { isActive: true, isOpenItem: false }, width: 220 }, { source: 'isDebit', kind: 'yesNo', width: 90 },
  { source: 'part', kind: 'quantity', width: 110, required: false }, { source: 'fixed', kind: 'money', width: 130, required: false }, { source: 'description', kind: 'text', width: 180, required: false },
  { source: 'customerId', kind: 'reference', reference: 'customers', width: 160, required: false }, { source: 'supplierId', kind: 'reference', reference: 'suppliers', width: 160, required: false },
  { source: 'costCategoryId', kind: 'reference', reference: 'costCategories', width: 150, required: false },
];

function Inputs({ isNew = false }: { isNew?: boolean }) {
  const t = useT();
  return (
    <>
      <Section title={t('books.template')}>
        <Fields>
          <TextInput source="name" required />
          <TextInput source="memo" required />
          <MoneyInput source="amount" help={t('books.amountHelp')} />
          <IntegerInput source="everyMonths" help={t('books.everyHelp')} />
          <DayInput source="nextOn" />
          <BooleanInput source="isReversing" help={t('books.reversingHelp')} />
          {!isNew && <BooleanInput source="isActive" />}
        </Fields>
      </Section>
      <Section title={t('accounting.lines')}>
        <LineGrid source="lines" columns={columns} blank={blank} />
      </Section>
    </>
  );
}

export const JournalTemplateCreate = () => (
  <CreateForm initial={{ name: '', memo: '', amount: '', everyMonths: '', nextOn: '', isReversing: false, lines: [blank, { ...blank, isDebit: false }] }}>
    <Inputs isNew />
  </CreateForm>
);
export const JournalTemplateEdit = () => (
  <EditForm>
    <Inputs />
  </EditForm>
);
