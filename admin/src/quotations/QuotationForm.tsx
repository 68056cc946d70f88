import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { request } from '../data/client.ts';
import { cleaned } from '../data/dataProvider.ts';
import type { Values } from '../data/resource.ts';
import { CurrencyInput } from '../currencies/CurrencyInput.tsx';
import { useT } from '../i18n/useT.ts';
import { Value } from '../shared/field.tsx';
import { DayInput, Fields, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { LiveTotals, usePreview } from '../shared/form/LiveTotals.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { decimalText } from '../shared/numbers.ts';
import { Section } from '../shared/record/Section.tsx';
import { previewQuotation } from './queries.ts';

const columns: readonly LineColumn[] = [
  { source: 'productId', kind: 'reference', reference: 'products', width: '26%', onPick: () => ({ unitPrice: '' }) },
  { source: 'kind', kind: 'enum', enumName: 'QuotationLineKind', values: ['ITEM', 'OPTIONAL', 'ALTERNATIVE', 'TEXT'], width: 130 },
  { source: 'quantity', kind: 'quantity', width: 100 },
  { source: 'unitPrice', kind: 'price', width: 120 },
  { source: 'discountRate', kind: 'percent', width: 100 },
  { source: 'discountAmount', kind: 'money', width: 100 },
  { source: 'unitId', kind: 'reference', reference: 'units', width: 110, onPick: () => ({ unitPrice: '' }) },
  { source: 'description', kind: 'text', width: 150 },
];
const blankLine = { kind: '', productId: '', description: '', quantity: '', unitId: '', unitPrice: '', discountRate: '', discountAmount: '' };
const isDecimal = (value: unknown) => typeof value === 'string' && /^\d+(\.\d+)?$/.test(value);
const figures = ['quantity', 'unitPrice', 'discountRate', 'discountAmount'];

/** What can be priced of half-typed lines: figures that are figures. */
const typedSoFar = ({ customerId, currencyCode, lines = [] }: Values): Values => cleaned({
  customerId, currencyCode,
  lines: (lines as Values[]).map((line) => Object.fromEntries(Object.entries(line).filter(([key, value]) => (figures.includes(key) ? isDecimal(value) && !(key === 'quantity' && Number(value) === 0) : value !== '' && key !== 'taxIncluded' && key !== 'description')))),
});
const load = async (values: Values, signal: AbortSignal) => (await request(previewQuotation, { input: typedSoFar(values) as { lines: [] } }, { signal })).previewQuotation;

function Lines() {
  const t = useT();
  const { data, problem, isFetching } = usePreview(['customerId', 'currencyCode', 'lines'], load);
  const cell = (index: number) => {
    const line = data?.lines[index];
    if (!line?.net) return null;
    return (
      <Box sx={{ whiteSpace: 'nowrap' }}>
        <Value field={{ kind: 'money' }} value={line.net} />
        {!line.counts && <Typography variant="caption" component="p" color="textSecondary">{t('quotations.countsNot')}</Typography>}
        {line.unitPrice !== null && line.why && (
          <Typography variant="caption" component="p" color="textSecondary" sx={{ whiteSpace: 'normal', maxWidth: 220, marginInlineStart: 'auto' }}>
            {t(line.taxIncluded ? 'pricing.perUnitIncluded' : 'pricing.perUnit', { price: decimalText(line.unitPrice, 8, 2) })} – {line.why}
          </Typography>
        )}
        {line.product && <Typography variant="caption" component="p" color="textSecondary">{t('orders.available', { quantity: decimalText(line.product.available) })}</Typography>}
      </Box>
    );
  };
  return (
    <Section title={t('orders.lines')}>
      <Typography color="textSecondary" sx={{ mb: 1 }}>{t('quotations.linesHelp')}</Typography>
      <LineGrid source="lines" columns={columns} blank={blankLine} computed={{ label: t('orders.net'), cell }} />
      <LiveTotals
        busy={isFetching} problem={problem}
        rows={[{ label: t('orders.discount'), value: data?.discount }, { label: t('orders.net'), value: data?.net }, { label: t('orders.tax'), value: data?.tax }, { label: t('orders.total'), value: data?.total, strong: true }]}
      />
    </Section>
  );
}

/** A customer, or who may become one. */
function Whom() {
  const t = useT();
  const customerId: unknown = useWatch({ name: 'customerId' });
  return (
    <>
      <ReferenceInput source="customerId" reference="customers" filter={{ isActive: true }} help={t('quotations.customerHelp')} />
      <CurrencyInput source="currencyCode" label={t('currencies.currency')} help={t('currencies.currencyHelp')} />
      {!customerId && <TextInput source="prospectName" />}
      {!customerId && <TextInput source="prospectEmail" type="email" />}
      {!customerId && <TextInput source="prospectPhone" type="tel" />}
    </>
  );
}

function Inputs() {
  const t = useT();
  return (
    <>
      <Section title={t('quotations.head')}>
        <Fields>
          <Whom />
          <DayInput source="validTo" help={t('quotations.validToHelp')} />
          <DayInput source="expectedOn" />
          <TextInput source="customerReference" />
          <ReferenceInput source="salesPersonId" reference="salesPeople" filter={{ isActive: true }} help={t('orders.salesPersonHelp')} />
        </Fields>
        <Box sx={{ mt: 2, display: 'grid', gap: 2 }}>
          <TextInput source="terms" multiline />
          <TextInput source="note" multiline />
        </Box>
      </Section>
      <Lines />
    </>
  );
}

export const QuotationEdit = () => <EditForm><Inputs /></EditForm>;

export function QuotationCreate() {
  // A customer's page links here with the customer chosen.
  const [customerId] = useState(() => new URLSearchParams(location.search).get('customer') ?? '');
  return <CreateForm initial={{ customerId, lines: [blankLine] }}><Inputs /></CreateForm>;
}
