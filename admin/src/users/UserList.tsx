import { RecordList } from '../shared/list/RecordList.tsx';
import type { View } from '../shared/list/context.ts';
import { userFields } from './fields.ts';

const views: readonly View[] = [
  { key: 'active', label: 'users.view.active', filter: { isActive: true } },
  { key: 'out', label: 'users.view.out', filter: { isActive: false } },
];

export const UserList = () => <RecordList fields={userFields} views={views} sort={{ field: 'name', order: 'ASC' }} />;
