import { PrintSelected } from '../documents/PrintSelected.tsx';
import { RecordList } from '../shared/list/RecordList.tsx';
import type { View } from '../shared/list/context.ts';
import { shipmentFields } from './fields.ts';

const views: readonly View[] = [
  { key: 'uninvoiced', label: 'shipments.view.uninvoiced', filter: { status: ['POSTED'], isInvoiced: false } },
  { key: 'reversed', label: 'shipments.view.reversed', filter: { status: ['REVERSED'] } },
];

export const ShipmentList = () => <RecordList fields={shipmentFields} views={views} sort={{ field: 'shippedOn', order: 'DESC' }} bulkActions={(chosen) => <PrintSelected kind="DELIVERY_NOTE" {...chosen} />} selectable />;
