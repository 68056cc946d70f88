import type { Field } from '../shared/field.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import type { PastSale } from './queries.ts';

const fields: readonly Field<PastSale>[] = [
  { name: 'soldOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'kind', kind: 'enum', enumName: 'SalesHistoryKind', filter: true },
  { name: 'reference', kind: 'text', sort: true, filter: true },
  { name: 'product', kind: 'reference', reference: 'products', filter: true, card: 'title' },
  { name: 'customer', kind: 'reference', reference: 'customers', filter: true },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', filter: true, hidden: true },
  { name: 'code', kind: 'text', sort: true, filter: true, hidden: true },
  { name: 'description', kind: 'text', filter: true, hidden: true },
  { name: 'quantity', kind: 'quantity', sort: true, filter: true, total: true },
  { name: 'unitPrice', kind: 'price', filter: true },
  { name: 'net', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'cancels', kind: 'text', hidden: true },
];
const views: readonly View[] = [
  { key: 'sales', label: 'salesHistory.view.sales', filter: { kind: ['SALE'] } },
  { key: 'cancellations', label: 'salesHistory.view.cancellations', filter: { kind: ['CANCELLATION'] } },
  { key: 'charges', label: 'salesHistory.view.charges', filter: { kind: ['CHARGE'] } },
];

export const SalesHistoryList = () => <RecordList fields={fields} views={views} sort={{ field: 'soldOn', order: 'DESC' }} />;
