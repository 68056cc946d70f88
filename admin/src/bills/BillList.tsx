import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { billFields } from './fields.ts';

const views: readonly View[] = [
  { key: 'open', label: 'bills.view.open', filter: { open: { min: '0.01' } }, sort: { field: 'dueOn', order: 'ASC' } },
  { key: 'overdue', label: 'bills.view.overdue', filter: { isOverdue: true }, sort: { field: 'dueOn', order: 'ASC' } },
  { key: 'exceptions', label: 'payables.view.exceptions', filter: { match: ['EXCEPTION'], status: ['POSTED'] }, sort: { field: 'dueOn', order: 'ASC' } },
  { key: 'reversed', label: 'bills.view.reversed', filter: { status: ['REVERSED'] } },
];

export const BillList = () => <RecordList fields={billFields} views={views} sort={{ field: 'billedOn', order: 'DESC' }} selectable />;
