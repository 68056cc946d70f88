import { useSearchParams } from 'react-router-dom';
import { request } from '../data/client.ts';
import { graphql } from '../data/graphql.ts';
import { may, today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { DayInput, Fields, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { LiveTotals, usePreview } from '../shared/form/LiveTotals.tsx';
import { CreateForm } from '../shared/form/RecordForm.tsx';
import { paperMoney, PaperMoney, PaperTax } from '../payables/PaperMoney.tsx';
import { decimalText } from '../shared/numbers.ts';
import { Section } from '../shared/record/Section.tsx';
import { ReceivedLines } from './ReceivedLines.tsx';

const preview = graphql(`
  query PreviewBill($input: PreviewBillInput!) {
    previewBill(input: $input) {
      net { amount currencyCode }
      tax { amount currencyCode }
      total { amount currencyCode }
      received { amount currencyCode }
      exchangeRate
      worth { amount currencyCode }
    }
  }
`);

const columns: readonly LineColumn[] = [
  { source: 'accountId', kind: 'reference', reference: 'accounts', filter: { type: ['EXPENSE', 'ASSET'], isOpenItem: false, isCash: false }, width: '35%' },
  { source: 'description', kind: 'text' },
  { source: 'net', kind: 'money', width: 150 },
];
const landedColumns: readonly LineColumn[] = [
  { source: 'landedCostId', kind: 'reference', reference: 'landedCosts', filter: { open: { min: '0.01' } }, width: '60%' }, { source: 'net', kind: 'money', width: 150 },
];
type LandedLine = { landedCostId: string; net: string };
type Expense = { accountId: string; description: string; net: string };
type Received = { receiptLineId: string; quantity: string; unitCost: string };
const isNumber = (text: unknown): text is string => typeof text === 'string' && /^\d+(\.\d+)?$/.test(text);

function Totals() {
  const t = useT();
  const { data, problem, isFetching } = usePreview(['supplierId', 'billedOn', 'currencyCode', 'exchangeRate', 'rateSource', 'receiptLines', 'expenseLines', 'landedCostLines', 'tax'], async (values, signal) => {
    const expenses = ((values['expenseLines'] ?? []) as Expense[]).filter(({ accountId, net }) => accountId && isNumber(net)); // what the grid edits
    const received = (values['receiptLines'] ?? []) as Received[];
    const landed = ((values['landedCostLines'] ?? []) as LandedLine[]).filter(({ landedCostId, net }) => landedCostId && isNumber(net));
    if (!values['supplierId'] || expenses.length + received.length + landed.length === 0) return null;
    const input = {
      supplierId: String(values['supplierId']), ...paperMoney(values), billedOn: values['billedOn'] ? String(values['billedOn']) : null,
      receiptLines: received.map(({ receiptLineId, quantity, unitCost }) => ({ receiptLineId, quantity: isNumber(quantity) ? quantity : null, unitCost: isNumber(unitCost) ? unitCost : null })),
      expenseLines: expenses.map((line) => ({ ...line, description: line.description || '–' })),
      landedCostLines: landed,
      tax: isNumber(values['tax']) ? values['tax'] : null,
    };
    return (await request(preview, { input }, { signal })).previewBill;
  });
  return (
    <LiveTotals
      rows={[
        { label: t('bills.received'), value: data?.received }, { label: t('bills.net'), value: data?.net }, { label: t('bills.tax'), value: data?.tax },
        { label: t('bills.total'), value: data?.total, strong: true },
        ...(data?.exchangeRate ? [{ label: t('currencies.worthAt', { rate: decimalText(data.exchangeRate, 10) }), value: data.worth }] : []),
      ]}
      problem={problem}
      busy={isFetching}
    />
  );
}

export function BillCreate() {
  const t = useT();
  const [search] = useSearchParams();
  return (
    <CreateForm initial={{ supplierId: search.get('supplier') ?? '', billedOn: today(), currencyCode: search.get('currency') ?? '', exchangeRate: '', rateSource: '', receiptLines: [], expenseLines: [], landedCostLines: [] }}>
      <Section title={t('bills.paper')}>
        <Fields>
          <ReferenceInput source="supplierId" reference="suppliers" required />
          <TextInput source="supplierReference" required />
          <DayInput source="billedOn" required />
          <DayInput source="dueOn" help={t('bills.dueHelp')} />
          <PaperMoney />
        </Fields>
      </Section>
      <Section title={t('bills.goods')}>
        <ReceivedLines preset={search.get('receipt')} />
      </Section>
      <Section title={t('bills.expenses')}>
        <LineGrid source="expenseLines" columns={columns} blank={{ accountId: '', description: '', net: '' }} />
      </Section>
      {may('landedCosts.read') && (
        <Section title={t('payables.landed')}>
          <LineGrid source="landedCostLines" columns={landedColumns} blank={{ landedCostId: '', net: '' }} />
        </Section>
      )}
      <Section title={t('bills.amounts')}>
        <PaperTax />
        <Totals />
      </Section>
    </CreateForm>
  );
}
