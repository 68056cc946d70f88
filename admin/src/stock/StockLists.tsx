import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { AdjustButton } from './AdjustDialog.tsx';
import { levelFields, moveFields, warehouseFields } from './fields.ts';

const levelViews: readonly View[] = [
  { key: 'inStock', label: 'stock.view.inStock', filter: { onHand: { min: '0.000001' } } },
  { key: 'waiting', label: 'stock.view.waiting', filter: { backordered: { min: '0.000001' } }, sort: { field: 'backordered', order: 'DESC' } },
  { key: 'incoming', label: 'stock.view.incoming', filter: { incoming: { min: '0.000001' } }, sort: { field: 'incoming', order: 'DESC' } },
  { key: 'below', label: 'stock.view.below', filter: { projected: { max: '-0.000001' } }, sort: { field: 'projected', order: 'ASC' } },
];
export const StockLevelList = () => (
  <RecordList fields={levelFields} views={levelViews} sort={{ field: 'product', order: 'ASC' }} actions={<AdjustButton />} />
);

const moveViews: readonly View[] = [
  { key: 'receipts', label: 'stock.view.receipts', filter: { kind: ['RECEIPT'] } },
  { key: 'shipments', label: 'stock.view.shipments', filter: { kind: ['SHIPMENT'] } },
  { key: 'adjustments', label: 'stock.view.adjustments', filter: { kind: ['ADJUSTMENT'] } },
];
export const StockMoveList = () => (
  <RecordList fields={moveFields} views={moveViews} sort={{ field: 'effectiveOn', order: 'DESC' }} actions={<AdjustButton />} />
);

export const WarehouseList = () => <RecordList fields={warehouseFields} sort={{ field: 'code', order: 'ASC' }} />;
