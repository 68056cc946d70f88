import { may } from '../data/session.ts';
import { PrintSelected } from '../documents/PrintSelected.tsx';
import { RecordList } from '../shared/list/RecordList.tsx';
import type { BulkContext, View } from '../shared/list/context.ts';
import { customerFields } from './fields.ts';

const views: readonly View[] = [
  { key: 'owing', label: 'customers.view.owing', filter: { receivable: { min: '0.01' } }, sort: { field: 'receivable', order: 'DESC' }, permission: 'credit.read' },
  { key: 'onHold', label: 'customers.view.onHold', filter: { isOnHold: true } },
  { key: 'shipHeld', label: 'customers.view.shipHeld', filter: { isShipHeld: true } },
  { key: 'incomplete', label: 'customers.view.incomplete', filter: { isIncomplete: true, isActive: true } },
  { key: 'overLimit', label: 'customers.view.overLimit', filter: { isOverLimit: true }, permission: 'credit.read' },
  { key: 'overdue', label: 'customers.view.overdue', filter: { overdue: { min: '0.01' } }, sort: { field: 'overdue', order: 'DESC' }, permission: 'openItems.read' },
];

export const CustomerList = () => (
  <RecordList fields={customerFields} views={views} sort={{ field: 'name', order: 'ASC' }} selectable {...(may('openItems.read') ? { bulkActions: (chosen: BulkContext) => <PrintSelected kind="STATEMENT" {...chosen} /> } : {})} />
);
