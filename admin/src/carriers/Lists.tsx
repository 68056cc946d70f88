import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { billFields, carrierFields, parcelFields, requestFields, scanFields, webhookFields } from './fields.tsx';

const parcelViews: readonly View[] = [
  { key: 'underway', label: 'carriers.view.underway', filter: { isUnderway: true } }, { key: 'late', label: 'carriers.view.late', filter: { isLate: true }, sort: { field: 'daysLate', order: 'DESC' } },
  { key: 'trouble', label: 'carriers.view.trouble', filter: { state: ['EXCEPTION', 'LOST', 'RETURNED'] } }, { key: 'failed', label: 'carriers.view.failed', filter: { status: ['FAILED'] } }, { key: 'delivered', label: 'carriers.view.delivered', filter: { state: ['DELIVERED'] } },
];
export const ParcelList = () => <RecordList fields={parcelFields} views={parcelViews} sort={{ field: 'createdAt', order: 'DESC' }} selectable />;
export const CarrierList = () => <RecordList fields={carrierFields} views={[{ key: 'active', label: 'carriers.view.active', filter: { isActive: true } }]} sort={{ field: 'name', order: 'ASC' }} />;
export const RequestList = () => <RecordList fields={requestFields} views={[{ key: 'waiting', label: 'carriers.view.waiting', filter: { status: ['WAITING'] } }, { key: 'failed', label: 'carriers.view.givenUp', filter: { status: ['FAILED'] } }]} sort={{ field: 'createdAt', order: 'DESC' }} />;
export const WebhookList = () => <RecordList fields={webhookFields} sort={{ field: 'recordedAt', order: 'DESC' }} />;
export const ScanList = () => <RecordList fields={scanFields} views={[{ key: 'unassigned', label: 'carriers.view.unassigned', filter: { isAssigned: false } }]} sort={{ field: 'recordedAt', order: 'DESC' }} />;
export const BillList = () => <RecordList fields={billFields} sort={{ field: 'billedOn', order: 'DESC' }} />;
