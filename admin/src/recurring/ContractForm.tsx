import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { today } from '../data/session.ts';
import { CurrencyInput } from '../currencies/CurrencyInput.tsx';
import { useT } from '../i18n/useT.ts';
import { PercentInput } from '../pricing/PercentInput.tsx';
import { BooleanInput, DayInput, EnumInput, Fields, IntegerInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';

const columns: readonly LineColumn[] = [
  { source: 'productId', kind: 'reference', reference: 'products', width: '26%' },
  { source: 'description', kind: 'text', width: '26%' },
  { source: 'quantity', kind: 'quantity', width: 110, required: true },
  { source: 'unitPrice', kind: 'price', width: 130 },
  { source: 'accountId', kind: 'reference', reference: 'accounts', width: '18%' },
];
const blankLine = { productId: '', description: '', quantity: '1', unitPrice: '', accountId: '' };

function Common() {
  const t = useT();
  return (
    <>
      <Fields>
        <DayInput source="endsOn" help={t('contracts.endsHelp')} />
        <PercentInput source="raiseRate" help={t('contracts.raiseHelp')} />
        <IntegerInput source="noticeDays" />
        <IntegerInput source="reminderDays" />
        <TextInput source="customerReference" />
      </Fields>
      <Box sx={{ mt: 2 }}><BooleanInput source="defersRevenue" help={t('contracts.defersHelp')} /></Box>
    </>
  );
}

export function ContractEdit() {
  const t = useT();
  return <EditForm><Section title={t('contracts.terms')}><Fields><TextInput source="name" required /><CurrencyInput source="currencyCode" help={t('contracts.currencyHelp')} /></Fields><Common /></Section></EditForm>;
}

export function ContractCreate() {
  const t = useT();
  // Pages of customers, orders and quotations link here with what they are of.
  const [given] = useState(() => new URLSearchParams(location.search));
  const of = { customerId: given.get('customer') ?? '', orderId: given.get('order') ?? '', quotationId: given.get('quotation') ?? '' };
  const isOf = of.orderId !== '' || of.quotationId !== '';
  return (
    <CreateForm initial={{ ...of, name: '', every: 'MONTH', intervals: 1, startsOn: today(), anchorOn: '', timing: 'ADVANCE', proratesEnds: true, defersRevenue: false, noticeDays: 30, reminderDays: 30, ...(isOf ? {} : { lines: [blankLine] }) }}>
      <Section title={t('contracts.terms')}>
        <Fields>
          {!isOf && <ReferenceInput source="customerId" reference="customers" filter={{ isActive: true }} required />}
          {!isOf && <CurrencyInput source="currencyCode" help={t('contracts.currencyHelp')} />}
          <TextInput source="name" />
          <EnumInput source="every" enumName="ContractInterval" required />
          <IntegerInput source="intervals" help={t('contracts.intervalsHelp')} />
          <DayInput source="startsOn" required />
          <DayInput source="anchorOn" help={t('contracts.anchorHelp')} />
          <EnumInput source="timing" enumName="ContractTiming" required />
        </Fields>
        <Box sx={{ mt: 2 }}><BooleanInput source="proratesEnds" help={t('contracts.prorateHelp')} /></Box>
        <Common />
      </Section>
      {isOf ? <Typography>{t('contracts.takesLines')}</Typography> : (
        <Section title={t('contracts.lines')}>
          <Typography color="textSecondary" sx={{ mb: 1 }}>{t('contracts.linesHelp')}</Typography>
          <LineGrid source="lines" columns={columns} blank={blankLine} />
        </Section>
      )}
    </CreateForm>
  );
}
