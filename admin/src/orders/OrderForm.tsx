import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { request } from '../data/client.ts';
import { cleaned } from '../data/dataProvider.ts';
import type { Row } from '../data/list.ts';
import type { Values } from '../data/resource.ts';
import { useT } from '../i18n/useT.ts';
import { Value } from '../shared/field.tsx';
import { DayInput, Fields, MoneyInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LiveTotals, usePreview } from '../shared/form/LiveTotals.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';
import { previewOrder } from './queries.ts';
import { ShipToInputs } from './ShipToInputs.tsx';

const columns: readonly LineColumn[] = [
  { source: 'productId', kind: 'reference', reference: 'products', width: '40%', required: true, onPick: ({ currentPrice }: Row) => ({ unitPrice: currentPrice ?? '' }) },
  { source: 'quantity', kind: 'quantity', width: 110, required: true },
  { source: 'unitPrice', kind: 'price', width: 130 },
  { source: 'discountRate', kind: 'percent', width: 110 },
];
const sources = ['customerId', 'warehouseId', 'freight', 'lines'];
const isDecimal = (value: unknown) => typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);

/** What can be previewed of half-typed lines: figures that are figures. */
function typedSoFar({ customerId, warehouseId, freight, lines = [] }: Values): Values {
  const figures = (line: Values) => Object.fromEntries(Object.entries(line).filter(([key, value]) => (key === 'productId' ? value !== '' : isDecimal(value))));
  return cleaned({ customerId, warehouseId, freight: isDecimal(freight) ? freight : '', lines: (lines as Values[]).map(figures) }); // the grid's own field array
}

const load = async (values: Values, signal: AbortSignal) =>
  // Rights are filled in by the client, which cuts out what may not be seen.
  (await request(previewOrder, { input: typedSoFar(values) as { lines: [] }, mayCreditRead: true }, { signal })).previewOrder;

function Lines() {
  const t = useT();
  const { data, problem, isFetching } = usePreview(sources, load);
  const cell = (index: number) => {
    const line = data?.lines[index];
    if (!line) return null;
    return (
      <Box sx={{ whiteSpace: 'nowrap' }}>
        <Value field={{ kind: 'money' }} value={line.net} />
        {line.available !== null && (
          <Typography variant="caption" component="p" color={Number(line.short) > 0 ? 'error' : 'textSecondary'}>
            {t('orders.available', { quantity: line.available })}
          </Typography>
        )}
      </Box>
    );
  };
  return (
    <Section title={t('orders.lines')}>
      <LineGrid source="lines" columns={columns} blank={{ productId: '', quantity: '', unitPrice: '', discountRate: '' }} computed={{ label: t('orders.net'), cell }} />
      <LiveTotals
        busy={isFetching}
        problem={problem}
        rows={[
          { label: t('orders.discount'), value: data?.discount },
          { label: t('orders.net'), value: data?.net },
          { label: t('orders.freight'), value: data?.freight },
          { label: t('orders.tax'), value: data?.tax },
          { label: t('orders.total'), value: data?.total, strong: true },
          ...(data?.creditLeft ? [{ label: t('orders.creditLeft'), value: data.creditLeft }] : []),
        ]}
      />
      <Box sx={{ display: 'grid', gap: 1, mt: 1 }}>
        {data?.warnings.map(({ code, message }) => (
          <Alert key={code + message} severity="warning">
            {message}
          </Alert>
        ))}
      </Box>
    </Section>
  );
}

function Inputs() {
  const t = useT();
  return (
    <>
      <Section title={t('orders.head')}>
        <Fields>
          <ReferenceInput source="customerId" reference="customers" filter={{ isActive: true }} required />
          <DayInput source="requiredOn" />
          <TextInput source="customerReference" />
          <TextInput source="carrier" />
          <MoneyInput source="freight" />
          <ReferenceInput source="salesPersonId" reference="salesPeople" filter={{ isActive: true }} help={t('orders.salesPersonHelp')} />
        </Fields>
        <Box sx={{ mt: 2 }}>
          <TextInput source="note" multiline />
        </Box>
      </Section>
      <Section title={t('orders.shipTo')}>
        <ShipToInputs />
      </Section>
      <Lines />
    </>
  );
}

export const OrderEdit = () => (
  <EditForm>
    <Inputs />
  </EditForm>
);

export function OrderCreate() {
  // A customer's page links here with the customer chosen.
  const [customerId] = useState(() => new URLSearchParams(location.search).get('customer') ?? '');
  return (
    <CreateForm initial={{ customerId, lines: [{ productId: '', quantity: '', unitPrice: '', discountRate: '' }] }}>
      <Inputs />
    </CreateForm>
  );
}
