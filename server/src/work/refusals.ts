import { refusal } from '../shared/refusal.ts';

export const ApprovalOwn = refusal('APPROVAL_OWN', {});
export const ApprovalAlready = refusal('APPROVAL_ALREADY', { status: 'text' });
export const ApprovalPending = refusal('APPROVAL_PENDING', { approval: 'id:Approval' });
