import { may } from '../data/session.ts';
import type { TadaDocumentNode } from '../data/graphql.ts';
import { useT } from '../i18n/useT.ts';
import { LedgerTab } from '../invoices/LedgerTab.tsx';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import { shareFields } from './fields.ts';
import { reverseCostAllocation, reverseOrderCost, withdrawOrderTime } from './mutations.ts';
import type { CostAllocation, CostCategory, OrderCost, OrderTime } from './queries.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- each mutation has its own variables
type Reversal = { title: string; document: TadaDocumentNode<any, any>; subject: Record<string, string>; onClose: () => void };

/** Why something is taken back. */
function ReasonDialog({ title, document, subject, onClose }: Reversal) {
  const t = useT();
  return (
    <ActionDialog title={title} document={document} input={({ reason }) => ({ ...subject, reason })} initial={{ reason: '' }} danger onClose={onClose}>
      <TextInput source="reason" label={t('stock.why')} required multiline />
    </ActionDialog>
  );
}

function ReverseCost({ cost, onClose }: { cost: OrderCost; onClose: () => void }) {
  return <ReasonDialog title={useT()('action.reverseOrderCost')} document={reverseOrderCost} subject={{ orderCostId: cost.id }} onClose={onClose} />;
}
function ReverseAllocation({ allocation, onClose }: { allocation: CostAllocation; onClose: () => void }) {
  return <ReasonDialog title={useT()('action.reverseCostAllocation')} document={reverseCostAllocation} subject={{ costAllocationId: allocation.id }} onClose={onClose} />;
}
function WithdrawTime({ time, onClose }: { time: OrderTime; onClose: () => void }) {
  return <ReasonDialog title={useT()('action.withdrawOrderTime')} document={withdrawOrderTime} subject={{ orderTimeId: time.id }} onClose={onClose} />;
}

const costActions: readonly RecordAction<OrderCost>[] = [{
  name: 'reverseOrderCost', document: reverseOrderCost, input: () => ({}), permission: 'profit.post', danger: true, dialog: (cost, close) => <ReverseCost cost={cost} onClose={close} />,
}];
const costFacts: readonly Field<OrderCost>[] = [
  { name: 'kind', kind: 'enum', enumName: 'OrderCostKind' }, { name: 'total', kind: 'money' }, { name: 'incurredOn', kind: 'day' }, { name: 'costCategory', kind: 'reference' }, { name: 'supplier', kind: 'reference' },
  { name: 'basis', kind: 'enum', enumName: 'OrderCostBasis' }, { name: 'memo', kind: 'text' }, { name: 'reversedOn', kind: 'day' },
];
const costLines: readonly Field<OrderCost['lines'][number]>[] = [{ name: 'order', kind: 'reference' }, { name: 'measure', kind: 'quantity' }, { name: 'share', kind: 'money' }];

export function OrderCostShow() {
  const t = useT();
  return (
    <RecordPage<OrderCost>
      status={{ field: 'status', enumName: 'PostingStatus' }} facts={costFacts} actions={costActions}
      tabs={may('journal.read') ? [{ key: 'ledger', label: t('accounting.ledger'), content: ({ id }) => <LedgerTab documentId={id} /> }] : []}
    >
      {(cost) => (
        <Section title={t('costing.orders')}>
          <LinesTable resource="orderCostLines" label={t('chart.tableOf', { title: t('costing.orders') })} fields={costLines} rows={cost.lines} />
        </Section>
      )}
    </RecordPage>
  );
}

const categoryFacts: readonly Field<CostCategory>[] = [{ name: 'code', kind: 'text' }, { name: 'group', kind: 'enum', enumName: 'CostGroup' }, { name: 'driver', kind: 'enum', enumName: 'CostDriver' }, { name: 'isActive', kind: 'boolean' }];
const accountLines: readonly Field<CostCategory['accounts'][number]>[] = [{ name: 'code', kind: 'text', render: ({ account }) => account.code }, { name: 'name', kind: 'text', render: ({ account }) => account.name }];

export function CostCategoryShow() {
  const t = useT();
  return (
    <RecordPage<CostCategory> facts={categoryFacts} smart={[{ resource: 'orderCosts', filter: ({ id }) => ({ costCategory: { is: id } }) }]}>
      {(category) => (
        <Section title={t('resources.costCategories.fields.accountIds')}>
          <LinesTable resource="accounts" label={t('chart.tableOf', { title: t('resources.costCategories.fields.accountIds') })} fields={accountLines} rows={category.accounts} />
        </Section>
      )}
    </RecordPage>
  );
}

const allocationActions: readonly RecordAction<CostAllocation>[] = [{
  name: 'reverseCostAllocation', document: reverseCostAllocation, input: () => ({}), permission: 'profit.post', danger: true, dialog: (allocation, close) => <ReverseAllocation allocation={allocation} onClose={close} />,
}];
const allocationFacts: readonly Field<CostAllocation>[] = [{ name: 'startsOn', kind: 'day' }, { name: 'endsOn', kind: 'day' }, { name: 'total', kind: 'money' }, { name: 'reversedOn', kind: 'day' }];
const partFields: readonly Field<CostAllocation['parts'][number]>[] = [
  { name: 'costCategory', kind: 'reference' }, { name: 'driver', kind: 'enum', enumName: 'CostDriver' }, { name: 'cost', kind: 'money' }, { name: 'earlier', kind: 'money' }, { name: 'amount', kind: 'money' }, { name: 'orders', kind: 'integer' },
];

export function CostAllocationShow() {
  const t = useT();
  return (
    <RecordPage<CostAllocation>
      status={{ field: 'status', enumName: 'PostingStatus' }} facts={allocationFacts} actions={allocationActions}
      tabs={[{ key: 'shares', label: t('costing.shares'), related: { resource: 'costAllocationShares', filter: ({ id }) => ({ costAllocation: { is: id } }), fields: shareFields.filter(({ name }) => name !== 'costAllocation'), sort: 'amount DESC' } }]}
    >
      {(allocation) => (
        <Section title={t('costing.parts')}>
          <LinesTable resource="costAllocationParts" label={t('chart.tableOf', { title: t('costing.parts') })} fields={partFields} rows={allocation.parts} />
        </Section>
      )}
    </RecordPage>
  );
}

const timeActions: readonly RecordAction<OrderTime>[] = [{
  name: 'withdrawOrderTime', document: withdrawOrderTime, input: () => ({}), permission: 'orders.time', danger: true, dialog: (time, close) => <WithdrawTime time={time} onClose={close} />,
}];
const timeFacts: readonly Field<OrderTime>[] = [{ name: 'order', kind: 'reference' }, { name: 'workedOn', kind: 'day' }, { name: 'minutes', kind: 'integer' }];
const timeDetails: readonly Field<OrderTime>[] = [{ name: 'workerName', kind: 'text' }, { name: 'note', kind: 'text' }, { name: 'recordedAt', kind: 'instant' }, { name: 'withdrawnAt', kind: 'instant' }];

export function OrderTimeShow() {
  const t = useT();
  return (
    <RecordPage<OrderTime> facts={timeFacts} actions={timeActions} history={false}>
      {(time) => <Section title={t('costing.time')}><FieldGrid fields={timeDetails} record={time} /></Section>}
    </RecordPage>
  );
}
