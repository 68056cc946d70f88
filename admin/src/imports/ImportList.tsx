import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { importFields, lineFields } from './fields.tsx';

const views: readonly View[] = [
  { key: 'open', label: 'imports.view.open', filter: { status: ['MAPPING', 'CHECKING', 'CHECKED', 'RUNNING', 'STOPPED'] } },
  { key: 'failed', label: 'imports.view.failed', filter: { failed: { min: 1 } } },
];

export const ImportList = () => <RecordList fields={importFields} views={views} sort={{ field: 'createdAt', order: 'DESC' }} />;

/** Rows of files, mostly of one: reached from its import. */
export const ImportLineList = () => <RecordList fields={lineFields} sort={{ field: 'line', order: 'ASC' }} />;
