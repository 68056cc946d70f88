import { graphql } from '../data/graphql.ts';
import { request } from '../data/client.ts';
import { useT } from '../i18n/useT.ts';
import { DayInput, Fields, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { LiveTotals, usePreview } from '../shared/form/LiveTotals.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { moneyText } from '../shared/numbers.ts';
import { Section } from '../shared/record/Section.tsx';

const preview = graphql(`
  query PreviewPurchaseOrder($input: PreviewPurchaseOrderInput!) {
    previewPurchaseOrder(input: $input) {
      lines { quantity unitCost isDiscontinued net { amount currencyCode } }
      total { amount currencyCode }
    }
  }
`);

const columns: readonly LineColumn[] = [
  { source: 'productId', kind: 'reference', reference: 'products', filter: { isStocked: true }, width: '45%' },
  { source: 'quantity', kind: 'quantity', width: 130 },
  { source: 'unitCost', kind: 'price', width: 150 },
];
type Line = { productId: string; quantity: string; unitCost: string };

const ready = ({ productId, quantity }: Line) => Boolean(productId) && /^\d+(\.\d+)?$/.test(quantity);

function Lines() {
  const t = useT();
  const { data, problem, isFetching } = usePreview(['supplierId', 'lines'], async ({ supplierId, lines }, signal) => {
    const all = (lines ?? []) as Line[]; // what the grid edits
    const asked = all.map((line, index) => ({ line, index })).filter(({ line }) => ready(line));
    if (!supplierId || asked.length === 0) return null;
    const input = { supplierId: String(supplierId), lines: asked.map(({ line: { productId, quantity, unitCost } }) => ({ productId, quantity, unitCost: unitCost || null })) };
    const answer = (await request(preview, { input }, { signal })).previewPurchaseOrder;
    return { total: answer.total, nets: new Map(asked.map(({ index }, at) => [index, answer.lines[at]?.net])) };
  });
  const net = (index: number) => {
    const value = data?.nets.get(index);
    return value ? moneyText(value) : '–';
  };
  return (
    <Section title={t('purchasing.lines')}>
      <LineGrid source="lines" columns={columns} blank={{ productId: '', quantity: '1', unitCost: '' }} computed={{ label: t('purchasing.net'), cell: net }} />
      <LiveTotals rows={[{ label: t('purchasing.total'), value: data?.total, strong: true }]} problem={problem} busy={isFetching} />
    </Section>
  );
}

function Inputs() {
  const t = useT();
  return (
    <>
      <Section title={t('purchasing.head')}>
        <Fields>
          <ReferenceInput source="supplierId" reference="suppliers" filter={{ isActive: true }} required />
          <ReferenceInput source="warehouseId" reference="warehouses" filter={{ isActive: true }} help={t('purchasing.warehouseHelp')} />
          <DayInput source="expectedOn" help={t('purchasing.expectedHelp')} />
          <TextInput source="note" multiline />
        </Fields>
      </Section>
      <Lines />
    </>
  );
}

export const PurchaseOrderEdit = () => (
  <EditForm>
    <Inputs />
  </EditForm>
);
export const PurchaseOrderCreate = () => (
  <CreateForm initial={{ lines: [{ productId: '', quantity: '1', unitCost: '' }] }}>
    <Inputs />
  </CreateForm>
);
