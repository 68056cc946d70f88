import { fetchLedgerEffect } from '../data/ledgerEffect.ts';
import { may, today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { DayInput, Fields, TextInput } from '../shared/form/inputs.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { LiveTotals, usePreview } from '../shared/form/LiveTotals.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';

const blank = { accountId: '', debit: '', credit: '', description: '', customerId: '', supplierId: '', costCategoryId: '', taxCodeId: '', orderId: '', productId: '' };
const columns: readonly LineColumn[] = [
  { source: 'accountId', kind: 'reference', reference: 'accounts', filter: { isActive: true, isOpenItem: false }, width: 220 },
  { source: 'debit', kind: 'money', width: 130 }, { source: 'credit', kind: 'money', width: 130 }, { source: 'description', kind: 'text', width: 180, required: false },
  { source: 'customerId', kind: 'reference', reference: 'customers', width: 160, required: false }, { source: 'supplierId', kind: 'reference', reference: 'suppliers', width: 160, required: false },
  { source: 'costCategoryId', kind: 'reference', reference: 'costCategories', width: 150, required: false }, { source: 'taxCodeId', kind: 'reference', reference: 'taxCodes', width: 110, required: false },
  { source: 'orderId', kind: 'reference', reference: 'orders', width: 150, required: false }, { source: 'productId', kind: 'reference', reference: 'products', width: 160, required: false },
];

type Line = Record<string, string | undefined>;
const isReady = ({ accountId, debit, credit }: Line) => Boolean(accountId) && Boolean(debit || credit);

/** What would stand in the way of posting it as it is typed; what it would write, where nothing does. */
function Effect() {
  const t = useT();
  const { data, problem, isFetching } = usePreview(['effectiveOn', 'memo', 'lines'], async ({ effectiveOn, memo, lines }, signal) => {
    const all = ((lines ?? []) as Line[]).filter(isReady); // what the grid edits
    if (all.length < 2 || !effectiveOn) return [];
    const given = all.map((line) => Object.fromEntries(Object.entries(line).filter(([name]) => name !== 'description').map(([name, value]) => [name, value || null])));
    return fetchLedgerEffect('postEntry', { effectiveOn, memo: memo || '–', lines: given }, signal);
  });
  if (!may('journal.read')) return null;
  return <LiveTotals rows={(data ?? []).map(({ code, name, debit, credit }) => ({ label: `${code} ${name} · ${t(debit ? 'ledger.debit' : 'ledger.credit')}`, value: debit ?? credit }))} problem={problem} busy={isFetching} />;
}

function Inputs() {
  const t = useT();
  return (
    <>
      <Section title={t('accounting.entry')}>
        <Fields>
          <DayInput source="effectiveOn" label={t('accounting.effectiveOn')} required />
          <TextInput source="memo" required />
          <DayInput source="reverseOn" help={t('books.reverseHelp')} />
        </Fields>
      </Section>
      <Section title={t('accounting.lines')}>
        <LineGrid source="lines" columns={columns} blank={blank} />
        <Effect />
      </Section>
    </>
  );
}

export const ManualJournalCreate = () => (
  <CreateForm initial={{ effectiveOn: today(), memo: '', reverseOn: '', lines: [blank, blank] }}>
    <Inputs />
  </CreateForm>
);
export const ManualJournalEdit = () => (
  <EditForm>
    <Inputs />
  </EditForm>
);
