import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useController } from 'react-hook-form';
import { useSearchParams } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { DayInput, Fields, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { PageSkeleton } from '../shared/layout/PageSkeleton.tsx';
import { Section } from '../shared/record/Section.tsx';

const suppliersQuery = graphql(`
  query SuppliersAsked($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Supplier { id name } }
  }
`);
const linesQuery = graphql(`
  query LinesToQuote($ids: [ID!]!) {
    nodes(ids: $ids) { ... on RequisitionLine { id toOrder neededOn product { id suppliers(first: 20) { nodes { id supplier { id } } } } requisition { id number warehouse { id } } } }
  }
`);
const blank = { productId: '', quantity: '1', neededOn: '', requisitionLineId: null };
const columns: readonly LineColumn[] = [
  { source: 'productId', kind: 'reference', reference: 'products', filter: { isStocked: true }, width: '50%', required: true }, { source: 'quantity', kind: 'quantity', width: 130 },
  { source: 'neededOn', kind: 'day', width: 160 },
];

/** Who is asked: one after another, each a chip that can be taken away. */
function Suppliers() {
  const t = useT();
  const { field, fieldState } = useController({ name: 'supplierIds' });
  const ids = (field.value ?? []) as string[];
  const [picked, setPicked] = useState('');
  const { data } = useAsk(suppliersQuery, { ids });
  const names = new Map((data?.nodes ?? []).flatMap((node) => (node && 'name' in node ? [[node.id, node.name] as const] : [])));
  const add = () => {
    if (picked && !ids.includes(picked)) field.onChange([...ids, picked]);
    setPicked('');
  };
  return (
    <>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Box sx={{ flex: '1 1 260px' }}>
          <ReferencePicker resource="suppliers" filter={{ isActive: true }} label={t('sourcing.addSupplier')} value={picked} onChange={setPicked} />
        </Box>
        <Button onClick={add} disabled={!picked} variant="outlined">{t('sourcing.add')}</Button>
      </Box>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mt: 2 }} role="group" aria-label={t('sourcing.suppliers')}>
        {ids.length === 0 && <Typography color="textSecondary">{t('sourcing.nobodyAsked')}</Typography>}
        {ids.map((id) => <Chip key={id} label={names.get(id) ?? '…'} onDelete={() => field.onChange(ids.filter((each) => each !== id))} />)}
      </Box>
      {fieldState.error?.message && <Typography color="error" variant="caption">{fieldState.error.message}</Typography>}
    </>
  );
}

function Inputs() {
  const t = useT();
  return (
    <>
      <Section title={t('sourcing.question')}>
        <Fields>
          <TextInput source="title" />
          <DayInput source="answerBy" />
          <ReferenceInput source="warehouseId" reference="warehouses" filter={{ isActive: true }} help={t('purchasing.warehouseHelp')} />
          <TextInput source="note" multiline />
        </Fields>
      </Section>
      <Section title={t('sourcing.suppliers')}><Suppliers /></Section>
      <Section title={t('sourcing.what')}><LineGrid source="lines" columns={columns} blank={blank} /></Section>
    </>
  );
}

export const QuoteRequestEdit = () => (
  <EditForm>
    <Inputs />
  </EditForm>
);

/** Begins with the lines of requisitions that the address names, and with those who sell their products. */
export function QuoteRequestCreate() {
  const [search] = useSearchParams();
  const ids = (search.get('lines') ?? '').split(',').filter(Boolean);
  const { data } = useAsk(linesQuery, { ids });
  if (ids.length > 0 && !data) return <PageSkeleton />;
  const lines = (data?.nodes ?? []).flatMap((node) => (node && 'toOrder' in node ? [node] : []));
  const initial = lines.length === 0 ? { lines: [blank], supplierIds: [] } : {
    warehouseId: lines[0]?.requisition.warehouse.id ?? '',
    lines: lines.map(({ id, toOrder, neededOn, product }) => ({ productId: product.id, quantity: toOrder, neededOn: neededOn ?? '', requisitionLineId: id })),
    supplierIds: [...new Set(lines.flatMap(({ product }) => product.suppliers.nodes.map(({ supplier }) => supplier.id)))],
  };
  return (
    <CreateForm initial={initial}>
      <Inputs />
    </CreateForm>
  );
}
