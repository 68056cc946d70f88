import { RecordList } from '../shared/list/RecordList.tsx';
import type { View } from '../shared/list/context.ts';
import { holdFields, lotFields, lotLevelFields } from './fields.ts';
import { HoldButton } from './HoldDialog.tsx';
import { WriteOffSelected } from './WriteOffSelected.tsx';

const some = { min: '0.000001' };
const lotViews: readonly View[] = [
  { key: 'inStock', label: 'lots.view.inStock', filter: { onHand: some } },
  { key: 'near', label: 'lots.view.near', filter: { onHand: some, daysLeft: { min: 0, max: 30 } }, sort: { field: 'daysLeft', order: 'ASC' } },
  { key: 'expired', label: 'lots.view.expired', filter: { onHand: some, isExpired: true }, sort: { field: 'daysLeft', order: 'ASC' } },
  { key: 'serials', label: 'lots.view.serials', filter: { tracking: ['SERIAL'] } },
];
export const LotList = () => <RecordList fields={lotFields} views={lotViews} sort={{ field: 'createdAt', order: 'DESC' }} />;

const levelViews: readonly View[] = [
  { key: 'week', label: 'lots.view.week', filter: { onHand: some, daysLeft: { min: 0, max: 7 } } },
  { key: 'month', label: 'lots.view.near', filter: { onHand: some, daysLeft: { min: 0, max: 30 } } },
  { key: 'quarter', label: 'lots.view.quarter', filter: { onHand: some, daysLeft: { min: 0, max: 90 } } },
  { key: 'expired', label: 'lots.view.expired', filter: { onHand: some, isExpired: true } },
  { key: 'held', label: 'lots.view.held', filter: { held: some } },
];
/** What expires soon, by place: written off from here. */
export const LotLevelList = () => (
  <RecordList fields={lotLevelFields} views={levelViews} sort={{ field: 'goodUntil', order: 'ASC' }} bulkActions={(context) => <WriteOffSelected {...context} />} />
);

const holdViews: readonly View[] = [
  { key: 'open', label: 'lots.view.open', filter: { isOpen: true } },
  { key: 'inspection', label: 'lots.view.inspection', filter: { isOpen: true, kind: ['INSPECTION'] } },
  { key: 'expired', label: 'lots.view.expired', filter: { isOpen: true, kind: ['EXPIRED'] } },
  { key: 'damaged', label: 'lots.view.damaged', filter: { isOpen: true, kind: ['DAMAGED'] } },
];
export const StockHoldList = () => <RecordList fields={holdFields} views={holdViews} sort={{ field: 'placedAt', order: 'DESC' }} actions={<HoldButton />} />;
