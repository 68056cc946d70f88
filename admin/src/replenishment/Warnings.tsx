import Button from '@mui/material/Button';
import { useNotify } from 'ra-core';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useT } from '../i18n/useT.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { ReferenceInput } from '../shared/form/inputs.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { purchaseOrderLink, warningFields } from './fields.tsx';
import { assignWarning, watchStock } from './mutations.ts';
import { ProjectedChart, projectionOf } from './ProjectedChart.tsx';
import type { StockWarning } from './queries.ts';

const views: readonly View[] = [
  { key: 'open', label: 'replenishment.view.open', filter: { status: ['OPEN'] } },
  { key: 'hitting', label: 'replenishment.view.hitting', filter: { status: ['OPEN'], ordersHit: { min: 1 } } },
  { key: 'unowned', label: 'replenishment.view.unowned', filter: { status: ['OPEN'], ownerName: { empty: true } } },
  { key: 'over', label: 'replenishment.view.over', filter: { status: ['CLOSED'] }, sort: { field: 'closedAt', order: 'DESC' } },
];

function WatchButton() {
  const t = useT();
  const notify = useNotify();
  const [watch, { pending }] = useAction(watchStock);
  if (!may('replenishment.manage')) return null;
  const run = async () => {
    const done = await watch({ input: {} });
    if (done) notify('replenishment.watched', { type: 'success', messageArgs: { count: done.open } });
  };
  return <Button variant="outlined" loading={pending} onClick={() => void run()}>{t('action.watchStock')}</Button>;
}

export const WarningList = () => <RecordList fields={warningFields} views={views} sort={{ field: 'shortOn', order: 'ASC' }} actions={<WatchButton />} />;

function GiveDialog({ warning, onClose }: { warning: StockWarning; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.assignWarning')} document={assignWarning} input={({ ownerId }) => ({ warningId: warning.id, ownerId: ownerId || null })} initial={{ ownerId: '' }} onClose={onClose}>
      <ReferenceInput source="ownerId" reference="users" label={t('replenishment.owner')} help={t('replenishment.ownerHelp')} />
    </ActionDialog>
  );
}

const actions: readonly RecordAction<StockWarning>[] = [
  { name: 'takeWarning', document: assignWarning, input: ({ id }) => ({ warningId: id, toMe: true }), permission: 'replenishment.manage', always: true, when: ({ status }) => status === 'OPEN', primary: true },
  { name: 'assignWarning', document: assignWarning, input: () => ({}), permission: 'access.read', when: ({ status }) => status === 'OPEN', dialog: (warning, close) => <GiveDialog warning={warning} onClose={close} /> },
];
const facts: readonly Field<StockWarning>[] = [
  { name: 'shortOn', kind: 'day' }, { name: 'shortQuantity', kind: 'quantity' }, { name: 'worstOn', kind: 'day' }, { name: 'worstQuantity', kind: 'quantity' },
  { name: 'ownerName', kind: 'text' }, { name: 'age', kind: 'integer' },
];
const details = (draft: string): readonly Field<StockWarning>[] => [
  { name: 'kind', kind: 'enum', enumName: 'StockWarningKind' }, { name: 'product', kind: 'reference' }, { name: 'warehouse', kind: 'reference' }, { name: 'floor', kind: 'quantity' },
  { name: 'episode', kind: 'integer' }, { name: 'openedOn', kind: 'day' }, { name: 'closedOn', kind: 'day' },
  { name: 'purchaseOrder', kind: 'reference', permission: 'purchasing.read', render: ({ demand }) => purchaseOrderLink(demand?.purchaseOrder, draft) },
];
const orderFields: readonly Field<NonNullable<StockWarning['orders']>[number]>[] = [
  { name: 'order', kind: 'reference' }, { name: 'customer', kind: 'reference', render: ({ order }) => order.customer.name }, { name: 'neededOn', kind: 'day' }, { name: 'missing', kind: 'quantity' },
];

export function WarningShow() {
  const t = useT();
  return (
    <RecordPage<StockWarning>
      status={{ field: 'status', enumName: 'StockWarningStatus' }} facts={facts} actions={actions}
      tabs={[{ key: 'ahead', label: t('replenishment.projected'), asks: (id) => [projectionOf({ warningId: id })], content: ({ id }) => <ProjectedChart of={{ warningId: id }} /> }]}
    >
      {(warning) => (
        <>
          {warning.orders && (
            <Section title={t('replenishment.ordersHit')}>
              <LinesTable resource="stockWarnings" label={t('replenishment.ordersHit')} fields={orderFields} rows={warning.orders} empty={t('replenishment.noOrdersHit')} />
            </Section>
          )}
          <Section title={t('replenishment.details')}>
            <FieldGrid fields={details(t('replenishment.draft'))} record={warning} />
          </Section>
        </>
      )}
    </RecordPage>
  );
}
