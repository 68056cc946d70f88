import { refusal } from '../shared/refusal.ts';

export const ApprovalOwn = refusal('APPROVAL_OWN', {});
export const ApprovalAlready = refusal('APPROVAL_ALREADY', { status: 'text' });
export const ApprovalPending = refusal('APPROVAL_PENDING', { approval: 'id:Approval' });
/** The person or role may not approve as much; `able`: who could, by name. */
export const ApprovalBeyondLimit = refusal('APPROVAL_BEYOND_LIMIT', { amount: 'money', limit: 'money', able: 'text' });

/** Somebody has done it, or taken it back. */
export const TaskNotOpen = refusal('TASK_NOT_OPEN', { title: 'text', name: 'text', status: 'text' });
export const TaskNotClosed = refusal('TASK_NOT_CLOSED', { title: 'text' });
/** Whoever is to do it may not see what it is about. */
export const TaskOwnerBlind = refusal('TASK_OWNER_BLIND', { name: 'text' });

/** Only who wrote a comment changes it. */
export const CommentNotYours = refusal('COMMENT_NOT_YOURS', { name: 'text' });
export const CommentRetracted = refusal('COMMENT_RETRACTED', {});

/** Only who sent a file, or who manages files, takes it away. */
export const FileNotYours = refusal('FILE_NOT_YOURS', { name: 'text' });
export const FileRemoved = refusal('FILE_REMOVED', { name: 'text' });
