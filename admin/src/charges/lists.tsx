import type { View } from '../shared/list/context.ts';
import type { Field } from '../shared/field.tsx';
import { RecordList } from '../shared/list/RecordList.tsx';
import type { BounceRow, ChargebackRow, ChargeRow, LateWaiverRow, RefundRow } from './queries.ts';

const charges: readonly Field<ChargeRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' }, { name: 'kind', kind: 'enum', enumName: 'ChargeKind', filter: true },
  { name: 'issuedOn', kind: 'day', sort: true, filter: true, card: 'detail' }, { name: 'dueOn', kind: 'day', sort: true, filter: true }, { name: 'status', kind: 'enum', enumName: 'PostingStatus', filter: true },
  { name: 'total', kind: 'money', sort: true, filter: true, total: true, card: 'figure' }, { name: 'open', kind: 'money', sort: true, filter: true, total: true }, { name: 'credited', kind: 'money', total: true, hidden: true },
];
const chargeViews: readonly View[] = [{ key: 'open', label: 'charges.view.open', filter: { open: { min: '0.01' } } }];
export const ChargeList = () => <RecordList fields={charges} views={chargeViews} sort={{ field: 'issuedOn', order: 'DESC' }} selectable />;

const waivers: readonly Field<LateWaiverRow>[] = [
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'title' }, { name: 'debt', kind: 'text', render: ({ debt }) => debt?.number ?? '' }, { name: 'kind', kind: 'enum', enumName: 'ChargeLineKind', filter: true }, { name: 'amount', kind: 'money', sort: true, total: true, card: 'figure' }, { name: 'from', kind: 'day' }, { name: 'to', kind: 'day' },
  { name: 'reason', kind: 'text', card: 'detail' }, { name: 'waivedByName', kind: 'text' }, { name: 'recordedAt', kind: 'instant', sort: true }, { name: 'undoneAt', kind: 'instant' },
];
export const LateWaiverList = () => <RecordList fields={waivers} sort={{ field: 'recordedAt', order: 'DESC' }} selectable />;

const refunds: readonly Field<RefundRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' }, { name: 'status', kind: 'enum', enumName: 'RefundStatus', filter: true, card: 'detail' },
  { name: 'amount', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'reason', kind: 'enum', enumName: 'RefundReason', filter: true }, { name: 'method', kind: 'enum', enumName: 'PaymentMethod', filter: true }, { name: 'paidOn', kind: 'day', sort: true, filter: true }, { name: 'createdByName', kind: 'text' }, { name: 'createdAt', kind: 'instant', sort: true },
];
const refundViews: readonly View[] = [{ key: 'draft', label: 'charges.view.draft', filter: { status: ['DRAFT'] } }, { key: 'paid', label: 'charges.view.paid', filter: { status: ['PAID'] } }];
export const RefundList = () => <RecordList fields={refunds} views={refundViews} sort={{ field: 'createdAt', order: 'DESC' }} selectable />;

const bounces: readonly Field<BounceRow>[] = [
  { name: 'bouncedOn', kind: 'day', sort: true, filter: true, card: 'detail' }, { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'title' }, { name: 'payment', kind: 'reference', card: 'detail' }, { name: 'amount', kind: 'money', sort: true, total: true, card: 'figure' }, { name: 'reason', kind: 'enum', enumName: 'BounceReason', filter: true },
  { name: 'note', kind: 'text' }, { name: 'charge', kind: 'reference', permission: 'charges.read' }, { name: 'withdrawnOn', kind: 'day', filter: true },
];
export const BounceList = () => <RecordList fields={bounces} sort={{ field: 'bouncedOn', order: 'DESC' }} selectable />;

const chargebacks: readonly Field<ChargebackRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' }, { name: 'payment', kind: 'reference' }, { name: 'status', kind: 'enum', enumName: 'ChargebackStatus', filter: true, card: 'detail' },
  { name: 'amount', kind: 'money', sort: true, total: true, card: 'figure' },
  { name: 'reason', kind: 'enum', enumName: 'ChargebackReason', filter: true }, { name: 'replyBy', kind: 'day', sort: true, filter: true }, { name: 'daysLeft', kind: 'integer' }, { name: 'ownerName', kind: 'text' },
];
const chargebackViews: readonly View[] = [{ key: 'waiting', label: 'charges.view.waiting', filter: { status: ['OPEN', 'REPRESENTED'] } }];
export const ChargebackList = () => <RecordList fields={chargebacks} views={chargebackViews} sort={{ field: 'replyBy', order: 'ASC' }} selectable />;
