import { RecordList } from '../shared/list/RecordList.tsx';
import type { View } from '../shared/list/context.ts';
import { orderFields } from './fields.tsx';

const views: readonly View[] = [
  { key: 'drafts', label: 'orders.view.drafts', filter: { status: ['DRAFT'] }, sort: { field: 'createdAt', order: 'DESC' } },
  { key: 'toShip', label: 'orders.view.toShip', filter: { status: ['PLACED', 'PART_SHIPPED'] }, sort: { field: 'requiredOn', order: 'ASC' } },
  { key: 'waiting', label: 'orders.view.waiting', filter: { backordered: { min: '0.000001' } } },
  { key: 'late', label: 'orders.view.late', filter: { isOpen: true, isLate: true }, sort: { field: 'requiredOn', order: 'ASC' } },
  { key: 'shippedLate', label: 'orders.view.shippedLate', filter: { isShippedLate: true } },
  { key: 'invoiced', label: 'orders.view.invoiced', filter: { status: ['INVOICED'] } },
  { key: 'closed', label: 'orders.view.closed', filter: { status: ['CLOSED'] } },
  { key: 'cancelled', label: 'orders.view.cancelled', filter: { status: ['CANCELLED'] } },
];

export const OrderList = () => <RecordList fields={orderFields} views={views} sort={{ field: 'placedOn', order: 'DESC' }} selectable />;
