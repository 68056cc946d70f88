import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { supplierFields } from './fields.ts';

const views: readonly View[] = [
  { key: 'expecting', label: 'suppliers.view.expecting', filter: { openOrders: { min: 1 } }, sort: { field: 'openOrders', order: 'DESC' } },
  { key: 'owed', label: 'suppliers.view.owed', filter: { owed: { min: '0.01' } }, sort: { field: 'owed', order: 'DESC' }, permission: 'payables.read' },
  { key: 'overdue', label: 'suppliers.view.overdue', filter: { overdue: { min: '0.01' } }, permission: 'payables.read' },
];

export const SupplierList = () => (
  <RecordList
    fields={supplierFields}
    views={views}
    sort={{ field: 'name', order: 'ASC' }}
    selectable
  />
);
