import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { CurrencyInput } from '../currencies/CurrencyInput.tsx';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { BooleanInput, DayInput, Fields, IntegerInput, MoneyInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { PercentInput } from '../pricing/PercentInput.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';

const columns: readonly LineColumn[] = [
  { source: 'productId', kind: 'reference', reference: 'products', width: '36%', required: true },
  { source: 'fromQuantity', kind: 'quantity', width: 130 },
  { source: 'unitPrice', kind: 'price', width: 130, required: true },
  { source: 'minimum', kind: 'quantity', width: 130 },
  { source: 'maximum', kind: 'quantity', width: 130 },
];
const blankLine = { productId: '', fromQuantity: '', unitPrice: '', minimum: '', maximum: '' };

/** Net values, in the currency that is chosen. */
function Values() {
  const t = useT();
  const chosen: unknown = useWatch({ name: 'currencyCode' });
  const currency = typeof chosen === 'string' && chosen ? { currencyCode: chosen } : {};
  return (
    <>
      <CurrencyInput source="currencyCode" label={t('currencies.currency')} help={t('frameworks.currencyHelp')} />
      <MoneyInput source="minimumAmount" help={t('frameworks.minimumHelp')} {...currency} />
      <MoneyInput source="maximumAmount" help={t('frameworks.maximumHelp')} {...currency} />
    </>
  );
}

function Inputs() {
  const t = useT();
  return (
    <>
      <Section title={t('frameworks.head')}>
        <Fields>
          <ReferenceInput source="customerId" reference="customers" filter={{ isActive: true }} required />
          <TextInput source="name" />
          <TextInput source="reference" />
          <DayInput source="validFrom" required />
          <DayInput source="validTo" required />
          <ReferenceInput source="salesPersonId" reference="salesPeople" filter={{ isActive: true }} help={t('orders.salesPersonHelp')} />
          <Values />
          <PercentInput source="toleranceRate" help={t('frameworks.toleranceHelp')} />
          <IntegerInput source="remindDays" />
        </Fields>
        <Box sx={{ mt: 2, display: 'grid', gap: 1 }}>
          <BooleanInput source="isAutomatic" help={t('frameworks.automaticHelp')} />
          <BooleanInput source="taxIncluded" />
          <TextInput source="terms" multiline />
          <TextInput source="note" multiline />
        </Box>
      </Section>
      <Section title={t('frameworks.lines')}>
        <Typography color="textSecondary" sx={{ mb: 1 }}>{t('frameworks.linesHelp')}</Typography>
        <LineGrid source="lines" columns={columns} blank={blankLine} />
      </Section>
    </>
  );
}

export const FrameworkEdit = () => <EditForm><Inputs /></EditForm>;

export function FrameworkCreate() {
  // A customer's page links here with the customer chosen.
  const [customerId] = useState(() => new URLSearchParams(location.search).get('customer') ?? '');
  return <CreateForm initial={{ customerId, validFrom: today(), validTo: '', isAutomatic: true, remindDays: 14, lines: [blankLine] }}><Inputs /></CreateForm>;
}
