import { RecordList } from '../shared/list/RecordList.tsx';
import type { View } from '../shared/list/context.ts';
import { accountFields, entryFields, lineFields, periodFields } from './fields.ts';

const entryViews: readonly View[] = [
  { key: 'manual', label: 'accounting.view.manual', filter: { kind: ['MANUAL'] } },
  { key: 'reversals', label: 'accounting.view.reversals', filter: { kind: ['REVERSAL'] } },
];

const periodViews: readonly View[] = [
  { key: 'open', label: 'accounting.view.openPeriods', filter: { lockedAt: { empty: true } } },
  { key: 'closing', label: 'books.view.closing', filter: { closingAt: { empty: false } } },
  { key: 'locked', label: 'accounting.view.lockedPeriods', filter: { lockedAt: { empty: false } } },
];

export const EntryList = () => <RecordList fields={entryFields} views={entryViews} sort={{ field: 'sequence', order: 'DESC' }} />;
export const LineList = () => <RecordList fields={lineFields} sort={{ field: 'effectiveOn', order: 'DESC' }} />;
export const AccountList = () => <RecordList fields={accountFields} sort={{ field: 'code', order: 'ASC' }} />;
export const PeriodList = () => <RecordList fields={periodFields} views={periodViews} sort={{ field: 'startsOn', order: 'DESC' }} />;
