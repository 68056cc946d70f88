import type { Field } from '../shared/field.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import type { DiscountRow } from './queries.ts';

const fields: readonly Field<DiscountRow>[] = [
  { name: 'invoice', kind: 'reference', reference: 'invoices', filter: true, card: 'title' },
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' },
  { name: 'kind', kind: 'enum', enumName: 'EarlyDiscountKind', sort: true, filter: true, card: 'detail' },
  { name: 'refusal', kind: 'enum', enumName: 'EarlyDiscountRefusal', filter: true },
  { name: 'paidOn', kind: 'day', filter: true }, { name: 'effectiveOn', kind: 'day', sort: true, filter: true },
  { name: 'missing', kind: 'money', filter: true },
  { name: 'net', kind: 'money', filter: true, total: true }, { name: 'tax', kind: 'money', filter: true, total: true },
  { name: 'amount', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'reason', kind: 'text', filter: true }, { name: 'byName', kind: 'text', filter: true, hidden: true },
];
const views: readonly View[] = [
  { key: 'refused', label: 'earlyPayment.view.refused', filter: { kind: ['REFUSED'] } },
  { key: 'taken', label: 'earlyPayment.view.taken', filter: { kind: ['TAKEN', 'GRANTED'] } },
];

/** Discounts taken, granted, refused and taken back; each leads to its invoice. */
export const DiscountList = () => <RecordList fields={fields} views={views} sort={{ field: 'effectiveOn', order: 'DESC' }} />;
