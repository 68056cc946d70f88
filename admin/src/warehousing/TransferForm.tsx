import { graphql } from '../data/graphql.ts';
import { request } from '../data/client.ts';
import { useT } from '../i18n/useT.ts';
import { DayInput, Fields, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { usePreview } from '../shared/form/LiveTotals.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { decimalText } from '../shared/numbers.ts';
import { Section } from '../shared/record/Section.tsx';
import { sites } from './sites.ts';

const availableQuery = graphql(`
  query AvailableAt($filter: StockLevelFilter) {
    stockLevels(first: 100, filter: $filter) { nodes { id available product { id } } }
  }
`);

const columns: readonly LineColumn[] = [
  { source: 'productId', kind: 'reference', reference: 'products', filter: { isStocked: true }, width: '60%' },
  { source: 'quantity', kind: 'quantity', width: 150 },
];
type Line = { productId: string; quantity: string };

/** The lines, each with what is free where it comes from. */
function Lines() {
  const t = useT();
  const { data } = usePreview(['fromWarehouseId', 'lines'], async ({ fromWarehouseId, lines }, signal) => {
    const products = ((lines ?? []) as Line[]).map(({ productId }) => productId); // what the grid edits
    const asked = [...new Set(products.filter(Boolean))];
    if (!fromWarehouseId || asked.length === 0) return null;
    const filter = { warehouse: { is: String(fromWarehouseId) }, product: { in: asked } };
    const levels = (await request(availableQuery, { filter }, { signal })).stockLevels.nodes;
    return products.map((productId) => (productId ? (levels.find(({ product }) => product.id === productId)?.available ?? '0') : undefined));
  });
  const available = (index: number) => {
    const value = data?.[index];
    return value === undefined ? '–' : decimalText(value);
  };
  return (
    <Section title={t('warehousing.lines')}>
      <LineGrid source="lines" columns={columns} blank={{ productId: '', quantity: '1' }} computed={{ label: t('warehousing.available'), cell: available }} />
    </Section>
  );
}

function Inputs() {
  const t = useT();
  return (
    <>
      <Section title={t('warehousing.transfer')}>
        <Fields>
          <ReferenceInput source="fromWarehouseId" reference="warehouses" filter={sites} required />
          <ReferenceInput source="toWarehouseId" reference="warehouses" filter={sites} required />
          <DayInput source="expectedOn" />
          <TextInput source="note" multiline />
        </Fields>
      </Section>
      <Lines />
    </>
  );
}

export const TransferEdit = () => (
  <EditForm>
    <Inputs />
  </EditForm>
);
export const TransferCreate = () => (
  <CreateForm initial={{ lines: [{ productId: '', quantity: '1' }] }}>
    <Inputs />
  </CreateForm>
);
