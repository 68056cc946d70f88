import Alert from '@mui/material/Alert';
import { useLabels, useT } from '../i18n/useT.ts';
import { billFields } from '../bills/fields.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RelatedTab } from '../shared/record/types.ts';
import { purchaseOrderActions } from './actions.tsx';
import { receiptFields } from './fields.tsx';
import type { PurchaseOrder } from './queries.ts';

const facts: readonly Field<PurchaseOrder>[] = [
  { name: 'supplier', kind: 'reference' }, { name: 'total', kind: 'money' }, { name: 'received', kind: 'money' }, { name: 'expectedOn', kind: 'day' },
];
const details: readonly Field<PurchaseOrder>[] = [
  { name: 'warehouse', kind: 'reference' }, { name: 'orderedOn', kind: 'day' }, { name: 'cancelledOn', kind: 'day' }, { name: 'note', kind: 'text' },
];
const lineFields: readonly Field<PurchaseOrder['lines'][number]>[] = [
  { name: 'product', kind: 'reference' }, { name: 'quantity', kind: 'quantity' }, { name: 'received', kind: 'quantity' }, { name: 'open', kind: 'quantity' },
  { name: 'unitCost', kind: 'price' }, { name: 'net', kind: 'money' },
];
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
    { key: 'bills', label: t('purchasing.bills'), related: { resource: 'bills', filter: ({ id }) => ({ purchaseOrder: { is: id } }), fields: without(billFields), sort: 'billedOn DESC' } },
  ];
  return (
    <RecordPage<PurchaseOrder> status={{ field: 'status', enumName: 'PurchaseOrderStatus' }} pipeline={pipeline} facts={facts} actions={purchaseOrderActions} tabs={tabs}>
      {(order) => (
        <>
          {order.isLate && <Alert severity="warning">{t('purchasing.isLate')}</Alert>}
          <Section title={t('purchasing.lines')}>
            <LinesTable resource="purchaseOrderLines" label={t('chart.tableOf', { title: t('purchasing.lines') })} fields={lineFields} rows={order.lines} empty={t('purchasing.noLines')} />
          </Section>
          <Section title={t('purchasing.head')}>
            <FieldGrid fields={details} record={order} />
          </Section>
        </>
      )}
    </RecordPage>
  );
}
