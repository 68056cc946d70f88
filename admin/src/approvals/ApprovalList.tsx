import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { approvalFields } from './fields.tsx';

const views: readonly View[] = [
  { key: 'waiting', label: 'approvals.view.waiting', filter: { status: ['PENDING'] }, sort: { field: 'requestedAt', order: 'ASC' } },
  { key: 'given', label: 'approvals.view.given', filter: { status: ['APPROVED', 'USED'] } },
  { key: 'rejected', label: 'approvals.view.rejected', filter: { status: ['REJECTED'] } },
];

export const ApprovalList = () => <RecordList fields={approvalFields} views={views} sort={{ field: 'requestedAt', order: 'DESC' }} />;
