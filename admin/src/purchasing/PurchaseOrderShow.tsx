import Alert from '@mui/material/Alert';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useLabels, useT } from '../i18n/useT.ts';
import { billFields } from '../bills/fields.ts';
import { rateText } from '../currencies/fields.tsx';
import { demandFields } from '../replenishment/fields.tsx';
import { LinesTable } from '../stock/LinesTable.tsx';
import { dayText } from '../shared/days.ts';
import { Value } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { decimalText } from '../shared/numbers.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RelatedTab } from '../shared/record/types.ts';
import { DropShipTo } from '../orders/DropShipTo.tsx';
import { purchaseOrderActions } from './actions.tsx';
import { inspectionFields, receiptFields, supplierReturnFields } from './fields.tsx';
import type { PurchaseOrder } from './queries.ts';

const facts: readonly Field<PurchaseOrder>[] = [
  { name: 'supplier', kind: 'reference' }, { name: 'total', kind: 'money' }, { name: 'received', kind: 'money' }, { name: 'expectedOn', kind: 'day' },
];
const details: readonly Field<PurchaseOrder>[] = [
  { name: 'warehouse', kind: 'reference' }, { name: 'orderedOn', kind: 'day' }, { name: 'confirmedOn', kind: 'day' }, { name: 'supplierReference', kind: 'text' }, { name: 'cancelledOn', kind: 'day' }, { name: 'note', kind: 'text' },
];
const foreign: readonly Field<PurchaseOrder>[] = [{ name: 'exchangeRate', kind: 'quantity', render: ({ exchangeRate }) => rateText(exchangeRate) }, { name: 'rateSource', kind: 'text' }, { name: 'companyTotal', kind: 'money' }];
const lineFields: readonly Field<PurchaseOrder['lines'][number]>[] = [
  { name: 'product', kind: 'reference' },
  { name: 'quantity', kind: 'quantity', render: ({ quantity, entered, unit }) => <bdi className="figure">{entered && unit ? `${decimalText(quantity)} (${decimalText(entered)} ${unit.code})` : decimalText(quantity)}</bdi> }, { name: 'received', kind: 'quantity' }, { name: 'open', kind: 'quantity' },
  { name: 'expectedOn', kind: 'day', render: (line) => <Expected line={line} /> },
  { name: 'unitCost', kind: 'price', render: (line) => <Cost line={line} /> }, { name: 'net', kind: 'money' }, { name: 'choiceReason', kind: 'text', render: (line) => <Reasons line={line} /> },
];
type Line = PurchaseOrder['lines'][number];

function Expected({ line: { expectedOn, promisedOn, isLate } }: { line: Line }) {
  const t = useT();
  return (
    <>
      <Value field={{ kind: 'day' }} value={expectedOn} /> {isLate && <Chip size="small" variant="outlined" color="warning" label={t('purchasing.lateShort')} />}
      {promisedOn && promisedOn !== expectedOn && <Typography variant="caption" color="textSecondary" component="p">{t('purchasing.promised', { day: dayText(promisedOn) })}</Typography>}
    </>
  );
}

/** The cost, and where it is from. */
function Cost({ line: { unitCost, priceSource, priceFrom, quotedCost, quotedCurrencyCode } }: { line: Line }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const source = enumLabel('PriceSource', priceSource);
  return (
    <>
      <Value field={{ kind: 'price' }} value={unitCost} />
      <Typography variant="caption" color="textSecondary" component="p">
        {priceFrom && priceFrom !== '0' ? t('purchasing.sourceFrom', { source, quantity: decimalText(priceFrom) }) : source}
        {quotedCost && ` · ${t('purchasing.whyQuoted', { cost: decimalText(quotedCost, 8, 2), currency: quotedCurrencyCode ?? '' })}`}
      </Typography>
    </>
  );
}

/** Why this supplier, why not as they sell, and how much of it was asked for. */
function Reasons({ line: { choiceReason, overrideReason, requested } }: { line: Line }) {
  const t = useT();
  const all = [choiceReason, overrideReason && t('purchasing.overridden', { reason: overrideReason }), requested !== '0' && t('purchasing.askedFor', { quantity: decimalText(requested) })].filter(Boolean);
  return all.length === 0 ? <Value field={{ kind: 'text' }} value="" /> : all.map((each) => <Typography key={String(each)} variant="body2">{each}</Typography>);
}

const usual = ['DRAFT', 'ORDERED', 'PART_RECEIVED', 'RECEIVED'];
const without = <F extends { name: string }>(fields: readonly F[]) => fields.filter(({ name }) => name !== 'supplier' && name !== 'purchaseOrder');

export function PurchaseOrderShow() {
  const t = useT();
  const { enumLabel } = useLabels();
  const pipeline = ({ status, orderedOn, cancelledOn }: PurchaseOrder) => {
    const names = status === 'CANCELLED' ? ['DRAFT', 'ORDERED', 'CANCELLED'] : usual.filter((name) => name !== 'PART_RECEIVED' || name === status);
    const days: Record<string, string | null> = { ORDERED: orderedOn, CANCELLED: cancelledOn };
    return { current: status, steps: names.map((name) => ({ name, label: enumLabel('PurchaseOrderStatus', name), on: days[name] ?? null })) };
  };
  const tabs: RelatedTab<PurchaseOrder>[] = [
    { key: 'receipts', label: t('purchasing.receipts'), related: { resource: 'receipts', filter: ({ id }) => ({ purchaseOrder: { is: id } }), fields: without(receiptFields), sort: 'receivedOn DESC' } },
    { key: 'inspections', label: t('purchasing.inspections'), related: { resource: 'inspections', filter: ({ id }) => ({ purchaseOrder: { is: id } }), fields: without(inspectionFields), sort: 'openedOn DESC' } },
    { key: 'returns', label: t('purchasing.returns'), related: { resource: 'supplierReturns', filter: ({ id }) => ({ purchaseOrder: { is: id } }), fields: without(supplierReturnFields), sort: 'returnedOn DESC' } },
    { key: 'bills', label: t('purchasing.bills'), related: { resource: 'bills', filter: ({ id }) => ({ purchaseOrder: { is: id } }), fields: without(billFields), sort: 'billedOn DESC' } },
    { key: 'bought', label: t('replenishment.forOrders'), related: { resource: 'jitDemands', filter: ({ id }) => ({ purchaseOrder: { is: id } }), fields: demandFields.filter(({ name }) => name !== 'purchaseOrder' && name !== 'supplier'), sort: 'neededOn ASC' } },
  ];
  return (
    <RecordPage<PurchaseOrder> status={{ field: 'status', enumName: 'PurchaseOrderStatus' }} pipeline={pipeline} facts={facts} actions={purchaseOrderActions} tabs={tabs}>
      {(order) => (
        <>
          {order.isLate && <Alert severity="warning">{t('purchasing.isLate')}</Alert>}
          {order.status === 'DRAFT' && order.approval && order.approval !== 'USED' && order.approval !== 'WITHDRAWN' && (
            <Alert severity={order.approval === 'REJECTED' ? 'error' : order.approval === 'APPROVED' ? 'success' : 'info'}>{t(`purchasing.approval.${order.approval}`)}</Alert>
          )}
          <DropShipTo order={order} />
          <Section title={t('purchasing.lines')}>
            <LinesTable resource="purchaseOrderLines" label={t('chart.tableOf', { title: t('purchasing.lines') })} fields={lineFields} rows={order.lines} empty={t('purchasing.noLines')} />
          </Section>
          {order.exchangeRate && <Section title={t('currencies.worth')}><FieldGrid fields={foreign} record={order} /></Section>}
          <Section title={t('purchasing.head')}>
            <FieldGrid fields={details} record={order} />
          </Section>
        </>
      )}
    </RecordPage>
  );
}
