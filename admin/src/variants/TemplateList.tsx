import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { templateFields } from './fields.ts';

const views: readonly View[] = [
  { key: 'bare', label: 'variants.view.bare', filter: { hasVariants: false } },
];

export const TemplateList = () => <RecordList fields={templateFields} views={views} sort={{ field: 'name', order: 'ASC' }} />;
