import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { categoryFields, productFields } from './fields.ts';

const views: readonly View[] = [
  { key: 'low', label: 'products.view.low', filter: { isLow: true } },
  { key: 'short', label: 'products.view.short', filter: { isShort: true }, sort: { field: 'projected', order: 'ASC' } },
  { key: 'waiting', label: 'products.view.waiting', filter: { backordered: { min: '0.000001' } }, sort: { field: 'backordered', order: 'DESC' } },
  { key: 'inRange', label: 'products.view.inRange', filter: { isDiscontinued: false } },
  { key: 'discontinued', label: 'products.view.discontinued', filter: { isDiscontinued: true } },
];

export const ProductList = () => (
  <RecordList fields={productFields} views={views} sort={{ field: 'name', order: 'ASC' }} selectable />
);
export const CategoryList = () => <RecordList fields={categoryFields} sort={{ field: 'name', order: 'ASC' }} />;
