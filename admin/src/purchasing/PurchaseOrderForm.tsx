import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useParams } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { request } from '../data/client.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { DayInput, Fields, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { LiveTotals, usePreview } from '../shared/form/LiveTotals.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { decimalText, moneyText } from '../shared/numbers.ts';
import { paperMoney } from '../payables/PaperMoney.tsx';
import { Section } from '../shared/record/Section.tsx';
import { OrderMoney } from './OrderMoney.tsx';

const preview = graphql(`
  query PreviewPurchaseOrder($input: PreviewPurchaseOrderInput!) {
    previewPurchaseOrder(input: $input) {
      lines { quantity unitCost isDiscontinued priceSource priceFrom quotedCost quotedCurrencyCode nextFrom nextCost deviations net { amount currencyCode } }
      total { amount currencyCode }
      exchangeRate
      worth { amount currencyCode }
    }
  }
`);
type PreviewLine = ResultOf<typeof preview>['previewPurchaseOrder']['lines'][number];

const columns: readonly LineColumn[] = [
  { source: 'productId', kind: 'reference', reference: 'products', filter: { isStocked: true }, width: '38%' },
  { source: 'quantity', kind: 'quantity', width: 110 },
  { source: 'unitCost', kind: 'price', width: 130 },
  { source: 'expectedOn', kind: 'day', width: 150 },
  // The price that stands there is of another unit.
  { source: 'unitId', kind: 'reference', reference: 'units', width: 140, onPick: () => ({ unitCost: '' }) },
];
type Line = { productId: string; quantity: string; unitId?: string; unitCost: string; expectedOn?: string };
const blank = { productId: '', quantity: '1', unitId: '', unitCost: '', expectedOn: '' };

const ready = ({ productId, quantity }: Line) => Boolean(productId) && /^\d+(\.\d+)?$/.test(quantity);

/** Why a line costs what it costs, and where more would cost less. */
function Why({ line }: { line: PreviewLine }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const cost = decimalText(line.unitCost, 8, 2);
  const from = line.priceFrom && line.priceFrom !== '0' ? t('purchasing.whyFrom', { source: enumLabel('PriceSource', line.priceSource), quantity: decimalText(line.priceFrom), cost }) : t('purchasing.why', { source: enumLabel('PriceSource', line.priceSource), cost });
  return (
    <Typography variant="caption" color="textSecondary" component="p">
      {from}
      {line.quotedCost && ` · ${t('purchasing.whyQuoted', { cost: decimalText(line.quotedCost, 8, 2), currency: line.quotedCurrencyCode ?? '' })}`}
      {line.nextFrom && line.nextCost && ` · ${t('purchasing.whyNext', { quantity: decimalText(line.nextFrom), cost: decimalText(line.nextCost, 8, 2) })}`}
    </Typography>
  );
}

function Lines() {
  const t = useT();
  const { id } = useParams();
  const { data, problem, isFetching } = usePreview(['supplierId', 'currencyCode', 'exchangeRate', 'rateSource', 'lines'], async ({ supplierId, lines, ...money }, signal) => {
    const all = (lines ?? []) as Line[]; // what the grid edits
    const asked = all.map((line, index) => ({ line, index })).filter(({ line }) => ready(line));
    if (!supplierId || asked.length === 0) return null;
    const input = {
      supplierId: String(supplierId), currencyCode: money['currencyCode'] ? String(money['currencyCode']) : null, ...paperMoney(money), purchaseOrderId: id ?? null,
      lines: asked.map(({ line: { productId, quantity, unitId, unitCost } }) => ({ productId, quantity, unitId: unitId || null, unitCost: unitCost || null })),
    };
    const answer = (await request(preview, { input }, { signal })).previewPurchaseOrder;
    return { total: answer.total, rate: answer.exchangeRate, worth: answer.worth, lines: new Map(asked.map(({ index }, at) => [index, answer.lines[at]])) };
  });
  const net = (index: number) => {
    const line = data?.lines.get(index);
    return line ? <><bdi className="figure">{moneyText(line.net)}</bdi><Why line={line} /></> : '–';
  };
  const deviations = [...data?.lines.values() ?? []].flatMap((line) => line?.deviations ?? []);
  return (
    <Section title={t('purchasing.lines')}>
      <LineGrid source="lines" columns={columns} blank={blank} computed={{ label: t('purchasing.net'), cell: net }} />
      {deviations.length > 0 && (
        <Alert severity="warning" sx={{ my: 1 }}>
          {t('purchasing.deviates')}
          <Box component="ul" sx={{ m: 0, paddingInlineStart: '20px' }}>{deviations.map((each) => <li key={each}>{each}</li>)}</Box>
        </Alert>
      )}
      <LiveTotals rows={[
          { label: t('purchasing.total'), value: data?.total, strong: true },
          ...(data?.rate ? [{ label: t('currencies.worthAt', { rate: decimalText(data.rate, 10) }), value: data.worth }] : []),
        ]}
        problem={problem} busy={isFetching} />
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
          <OrderMoney />
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
  <CreateForm initial={{ currencyCode: '', exchangeRate: '', rateSource: '', lines: [blank] }}>
    <Inputs />
  </CreateForm>
);
