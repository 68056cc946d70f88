import { PrintSelected } from '../documents/PrintSelected.tsx';
import { RecordList } from '../shared/list/RecordList.tsx';
import type { View } from '../shared/list/context.ts';
import { PlanWave } from '../fulfilment/PlanDeliveries.tsx';
import { PickWave } from '../warehousing/MakePickList.tsx';
import { orderFields } from './fields.tsx';

const views: readonly View[] = [
  { key: 'drafts', label: 'orders.view.drafts', filter: { status: ['DRAFT'] }, sort: { field: 'createdAt', order: 'DESC' } },
  { key: 'toShip', label: 'orders.view.toShip', filter: { status: ['PLACED', 'PART_SHIPPED'] }, sort: { field: 'requiredOn', order: 'ASC' } },
  { key: 'waiting', label: 'orders.view.waiting', filter: { backordered: { min: '0.000001' } } },
  { key: 'late', label: 'orders.view.late', filter: { isOpen: true, isLate: true }, sort: { field: 'requiredOn', order: 'ASC' } },
  { key: 'shippedLate', label: 'orders.view.shippedLate', filter: { isShippedLate: true } },
  { key: 'stuck', label: 'orders.view.stuck', filter: { isStuck: true }, permission: 'chain.read' },
  { key: 'invoiced', label: 'orders.view.invoiced', filter: { status: ['INVOICED'] } },
  { key: 'closed', label: 'orders.view.closed', filter: { status: ['CLOSED'] } },
  { key: 'cancelled', label: 'orders.view.cancelled', filter: { status: ['CANCELLED'] } },
];

export const OrderList = () => <RecordList fields={orderFields} views={views} sort={{ field: 'placedOn', order: 'DESC' }} bulkActions={(chosen) => <><PlanWave {...chosen} /><PickWave {...chosen} /><PrintSelected kind="ORDER_CONFIRMATION" {...chosen} /></>} selectable />;
