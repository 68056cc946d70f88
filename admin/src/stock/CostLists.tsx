import type { Field } from '../shared/field.tsx';
import { RecordList } from '../shared/list/RecordList.tsx';
import { adjustmentFields, layerFields, type StockLayerRow } from './costQueries.tsx';

export const CostAdjustmentList = () => <RecordList fields={adjustmentFields} sort={{ field: 'recordedAt', order: 'DESC' }} />;

const allLayers: readonly Field<StockLayerRow>[] = [
  { name: 'product', kind: 'reference', reference: 'products', sort: true, filter: true, card: 'title' }, { name: 'warehouse', kind: 'reference', reference: 'warehouses', filter: true }, ...layerFields,
];
export const StockLayerList = () => <RecordList fields={allLayers} sort={{ field: 'effectiveOn', order: 'ASC' }} />;
