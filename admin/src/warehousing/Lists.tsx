import type { View } from '../shared/list/context.ts';
import { PrintSelected } from '../documents/PrintSelected.tsx';
import { RecordList } from '../shared/list/RecordList.tsx';
import { AddBins } from './AddBins.tsx';
import { binFields, pickListFields, stockCountFields, transferFields } from './fields.ts';
import { StartCountButton } from './StartCount.tsx';

const transferViews: readonly View[] = [
  { key: 'onItsWay', label: 'warehousing.view.onItsWay', filter: { status: ['DISPATCHED', 'PART_RECEIVED'] }, sort: { field: 'expectedOn', order: 'ASC' } },
  { key: 'late', label: 'warehousing.view.late', filter: { isLate: true }, sort: { field: 'expectedOn', order: 'ASC' } },
  { key: 'drafts', label: 'warehousing.view.drafts', filter: { status: ['DRAFT'] } },
];
export const TransferList = () => <RecordList fields={transferFields} views={transferViews} sort={{ field: 'createdAt', order: 'DESC' }} selectable />;

const binViews: readonly View[] = [
  { key: 'used', label: 'warehousing.view.used', filter: { quantity: { min: '0.000001' } } },
  { key: 'empty', label: 'warehousing.view.empty', filter: { quantity: { is: '0' }, isActive: true } },
];
export const BinList = () => <RecordList fields={binFields} views={binViews} sort={{ field: 'sequence', order: 'ASC' }} actions={<AddBins />} />;

const pickViews: readonly View[] = [
  { key: 'toPick', label: 'warehousing.view.toPick', filter: { status: ['OPEN'] }, sort: { field: 'createdAt', order: 'ASC' } },
  { key: 'toShip', label: 'warehousing.view.toShip', filter: { status: ['PICKED'], isShipped: false }, sort: { field: 'createdAt', order: 'ASC' } },
  { key: 'short', label: 'warehousing.view.short', filter: { shortCount: { min: 1 } } },
];
export const PickListList = () => <RecordList fields={pickListFields} views={pickViews} sort={{ field: 'createdAt', order: 'DESC' }} bulkActions={(chosen) => <PrintSelected kind="PICK_LIST" sends={false} {...chosen} />} />;

const countViews: readonly View[] = [
  { key: 'counting', label: 'warehousing.view.counting', filter: { status: ['COUNTING'] } },
  { key: 'review', label: 'warehousing.view.review', filter: { status: ['REVIEW'] } },
  { key: 'posted', label: 'warehousing.view.posted', filter: { status: ['POSTED'] } },
];
export const StockCountList = () => <RecordList fields={stockCountFields} views={countViews} sort={{ field: 'startedOn', order: 'DESC' }} actions={<StartCountButton />} />;
