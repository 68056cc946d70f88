import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useEffect } from 'react';
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form';
import { useSearchParams } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import { may, today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { DayInput, Fields, MoneyInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { LiveEffect } from '../shared/form/LiveEffect.tsx';
import { CreateForm } from '../shared/form/RecordForm.tsx';
import { decimalText, moneyText } from '../shared/numbers.ts';
import { paperMoney, PaperMoney, PaperTax, usePaperCurrency } from './PaperMoney.tsx';
import { Section } from '../shared/record/Section.tsx';

const credited = graphql(`
  query CreditableLines($billId: ID!) {
    node(id: $billId) {
      ... on Bill { id currencyCode supplier { id } lines { id description quantity net { amount currencyCode } receiptLine { id unbilled } } }
    }
  }
`);
type Goods = { billLineId: string; quantity: string; net: string };
type Expense = { accountId: string; description: string; net: string; taxCodeId?: string };
const columns: readonly LineColumn[] = [
  { source: 'accountId', kind: 'reference', reference: 'accounts', filter: { type: ['EXPENSE', 'ASSET'], isOpenItem: false, isCash: false }, width: '35%' },
  { source: 'description', kind: 'text' }, { source: 'net', kind: 'money', width: 150 }, { source: 'taxCodeId', kind: 'reference', reference: 'taxCodes', filter: { isActive: true }, width: 140 },
];

const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value : null);

/** The lines that the server takes: goods and expenses that have an amount. */
const linesOf = (goods: readonly Goods[], expenses: readonly Expense[]) => [
  ...goods.filter(({ net }) => text(net)).map(({ billLineId, quantity, net }) => ({ billLineId, quantity: text(quantity), net })),
  ...expenses.filter(({ accountId, net }) => accountId && text(net)).map((line) => ({ accountId: line.accountId, description: text(line.description), net: line.net, taxCodeId: text(line.taxCodeId) })),
];

/** Keeps what is sent in step with what is typed. */
function Lines() {
  const { setValue } = useFormContext();
  const [goods, expenses] = useWatch({ name: ['goods', 'expenses'] }) as [Goods[], Expense[]]; // the form's own
  const lines = linesOf(goods, expenses);
  const written = JSON.stringify(lines);
  useEffect(() => {
    setValue('lines', lines);
    // What was written is what counts.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [written]);
  return null;
}

const inputOf = ({ supplierId, supplierReference, billId, creditedOn, lines, tax, reason, ...money }: Record<string, unknown>): Record<string, unknown> =>
  ({ ...paperMoney(money), supplierId, supplierReference, billId: billId || null, creditedOn, lines, tax: text(tax), reason });

/** The goods of the bill that the credit is about: an amount each, and units that never came. */
function CreditedGoods() {
  const t = useT();
  const billId: unknown = useWatch({ name: 'billId' });
  const currencyCode = usePaperCurrency();
  const { setValue } = useFormContext();
  const { fields, replace } = useFieldArray<{ goods: Goods[] }>({ name: 'goods' });
  const { data } = useAsk(credited, { billId: typeof billId === 'string' ? billId : '' });
  const bill = data?.node && 'lines' in data.node ? data.node : undefined;
  const lines = bill?.lines.filter((line) => line.receiptLine) ?? [];
  const offered = lines.map(({ id }) => id).join();
  useEffect(() => {
    if (!bill) return;
    setValue('supplierId', bill.supplier.id);
    setValue('currencyCode', bill.currencyCode);
    replace(lines.map(({ id }) => ({ billLineId: id, quantity: '', net: '' })));
    // The bill decides.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [offered, bill?.currencyCode]);
  if (fields.length === 0) return <Typography color="textSecondary">{t('payables.chooseBill')}</Typography>;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {fields.map((field, at) => {
        const line = lines.find(({ id }) => id === field.billLineId);
        if (!line) return null;
        return (
          <Box key={field.id} role="group" aria-label={line.description} sx={{ display: 'grid', gridTemplateColumns: { sm: '1fr 180px 180px' }, gap: 2, alignItems: 'start' }}>
            <Typography>{t('payables.billed', { quantity: decimalText(line.quantity), description: line.description, net: moneyText(line.net) })}</Typography>
            <QuantityInput source={`goods.${at}.quantity`} label={t('payables.neverCame')} />
            <MoneyInput source={`goods.${at}.net`} label={t('payables.creditNet')} {...(currencyCode ? { currencyCode } : {})} />
          </Box>
        );
      })}
    </Box>
  );
}

export function SupplierCreditCreate() {
  const t = useT();
  const [search] = useSearchParams();
  return (
    <CreateForm initial={{ supplierId: search.get('supplier') ?? '', billId: search.get('bill') ?? '', creditedOn: today(), currencyCode: '', exchangeRate: '', rateSource: '', goods: [], expenses: [], lines: [], reason: '' }}>
      <Lines />
      <Section title={t('bills.paper')}>
        <Fields>
          <ReferenceInput source="supplierId" reference="suppliers" required />
          <TextInput source="supplierReference" required />
          <DayInput source="creditedOn" required />
          <ReferenceInput source="billId" reference="bills" />
          <PaperMoney />
          <TextInput source="reason" required multiline />
        </Fields>
      </Section>
      <Section title={t('payables.goods')}>
        <CreditedGoods />
      </Section>
      <Section title={t('bills.expenses')}>
        <LineGrid source="expenses" columns={columns} blank={{ accountId: '', description: '', net: '' }} />
      </Section>
      <Section title={t('bills.amounts')}>
        <PaperTax />
        {may('journal.read') && <LiveEffect mutation="recordSupplierCredit" input={inputOf} />}
      </Section>
    </CreateForm>
  );
}
