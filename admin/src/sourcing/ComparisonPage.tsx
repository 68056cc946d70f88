import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { DefinitionButton } from '../shared/chart/DefinitionButton.tsx';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { QuantityInput, TextInput } from '../shared/form/inputs.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { decimalText, integerText, shareText } from '../shared/numbers.ts';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';

const comparisonQuery = graphql(`
  query SupplierComparison($productId: ID!, $quantity: Decimal) {
    supplierComparison(productId: $productId, quantity: $quantity) {
      rows {
        rank isPreferred isActive unitCost quotedCost quotedCurrencyCode quantity nextFrom nextCost leadTimeDays extraCost landedCost expectedCost received receipts lastReceivedOn
        onTimeShare rejectShare leadTimeMean leadTimeVariance leadTimeDeviation supplier { id name }
      }
    }
  }
`);
const draftOrder = graphql(`
  mutation OrderFromComparison($input: CreatePurchaseOrderInput!) {
    createPurchaseOrder(input: $input) {
      __typename
      ... on CreatePurchaseOrderPayload { purchaseOrder { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
type Row = ResultOf<typeof comparisonQuery>['supplierComparison']['rows'][number];
const cost = (value: string | null) => (value === null ? '–' : decimalText(value, 4, 2));
const share = (value: string | null) => (value === null ? '–' : shareText(value));

/** Drafts an order to the supplier that was chosen, with the reason on its line. */
function ChooseDialog({ productId, row, onClose }: { productId: string; row: Row; onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <ActionDialog
      title={t('sourcing.orderFrom', { supplier: row.supplier.name })} document={draftOrder} onClose={onClose}
      input={({ quantity, choiceReason }) => ({ supplierId: row.supplier.id, lines: [{ productId, quantity, choiceReason }] })}
      initial={{ quantity: row.quantity, choiceReason: '' }}
      onDone={({ purchaseOrder }) => void navigate(`/purchaseOrders/${encodeURIComponent((purchaseOrder as { id: string }).id)}/show`)}
    >
      <QuantityInput source="quantity" label={t('sourcing.quantity')} required />
      <TextInput source="choiceReason" label={t('sourcing.choiceReason')} required multiline />
    </ActionDialog>
  );
}

/** All who sell a product or have delivered it: what a unit will cost, how punctual and steady they are, how much was rejected. */
export function ComparisonPage() {
  const t = useT();
  const { text, set } = useReportParams();
  const [productId, quantity] = [text('product'), text('quantity')];
  const [chosen, setChosen] = useState<Row>();
  return (
    <ReportPage
      title={t('sourcing.compare')} about={t('sourcing.compareAbout')}
      controls={
        <>
          <ReferencePicker resource="products" filter={{ isStocked: true }} label={t('stock.product')} value={productId} onChange={(product) => set({ product })} />
          <TextField label={t('sourcing.quantity')} value={quantity} onChange={(event) => set({ quantity: event.target.value })} slotProps={{ htmlInput: { inputMode: 'decimal' } }} helperText={t('sourcing.quantityHelp')} />
        </>
      }
    >
      {productId ? <Rows productId={productId} quantity={/^\d+(\.\d{1,6})?$/.test(quantity) ? quantity : null} onChoose={setChosen} /> : <Typography>{t('sourcing.chooseProduct')}</Typography>}
      {chosen && <ChooseDialog productId={productId} row={chosen} onClose={() => setChosen(undefined)} />}
    </ReportPage>
  );
}

export function Rows({ productId, quantity, onChoose }: { productId: string; quantity: string | null; onChoose?: (row: Row) => void }) {
  const t = useT();
  const { data } = useAsk(comparisonQuery, { productId, quantity });
  if (!data) return null;
  const { rows } = data.supplierComparison;
  const mayOrder = onChoose !== undefined && may('purchasing.manage');
  return (
    <>
      <Typography variant="body2" color="textSecondary" component="div" sx={{ display: 'flex', alignItems: 'center' }}>
        {t('sourcing.howRanked')} <DefinitionButton name={t('sourcing.compare')} text={t('sourcing.formulas')} />
      </Typography>
      <ReportTable
        name={t('sourcing.compare')} empty={t('products.noSuppliers')}
        columns={[
          { label: t('sourcing.supplier') }, { label: t('sourcing.rank'), numeric: true }, { label: t('sourcing.priceNow'), numeric: true }, { label: t('sourcing.extraUnit'), numeric: true },
          { label: t('sourcing.expectedCost'), numeric: true }, { label: t('sourcing.onTime'), numeric: true }, { label: t('sourcing.rejectedShare'), numeric: true }, { label: t('sourcing.leadTime'), numeric: true },
          { label: t('sourcing.receipts'), numeric: true }, { label: t('sourcing.lastReceived') }, ...(mayOrder ? [{ label: t('sourcing.choose') }] : []),
        ]}
        rows={rows.map((row) => ({
          key: row.supplier.id,
          cells: [
            <span key="supplier"><ReferenceLink value={row.supplier} /> {row.isPreferred && <Chip size="small" variant="outlined" label={t('sourcing.preferred')} />}</span>,
            integerText(row.rank),
            <span key="price">
              {row.unitCost !== null ? cost(row.unitCost) : row.quotedCost !== null ? `${cost(row.quotedCost)} ${row.quotedCurrencyCode ?? ''}` : '–'}
              {row.unitCost !== null && row.quotedCost !== null && <Typography variant="caption" color="textSecondary" component="p">{t('purchasing.whyQuoted', { cost: cost(row.quotedCost), currency: row.quotedCurrencyCode ?? '' })}</Typography>}
              {row.nextFrom && row.nextCost && <Typography variant="caption" color="textSecondary" component="p">{t('suppliers.priceFrom', { quantity: decimalText(row.nextFrom), cost: cost(row.nextCost) })}</Typography>}
            </span>,
            cost(row.extraCost), <strong key="cost">{cost(row.expectedCost)}</strong>, share(row.onTimeShare), share(row.rejectShare),
            <span key="days">
              {row.leadTimeMean === null ? '–' : t('sourcing.meanDeviation', { mean: decimalText(row.leadTimeMean, 1, 1), deviation: decimalText(row.leadTimeDeviation ?? '0', 1, 1) })}
              {row.leadTimeDays !== null && <Typography variant="caption" color="textSecondary" component="p">{t('sourcing.says', { count: row.leadTimeDays })}</Typography>}
            </span>,
            integerText(row.receipts), row.lastReceivedOn ? dayText(row.lastReceivedOn) : '–',
            ...(mayOrder ? [<Button key="choose" size="small" onClick={() => onChoose(row)} aria-label={t('sourcing.orderFrom', { supplier: row.supplier.name })}>{t('sourcing.order')}</Button>] : []),
          ],
        }))}
      />
    </>
  );
}
