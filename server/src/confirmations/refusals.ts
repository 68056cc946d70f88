import { refusal } from '../shared/refusal.ts';

export const ReceiptIssued = refusal('RECEIPT_ISSUED', { number: 'text', receipt: 'text' });
export const NotReceived = refusal('NOT_RECEIVED', { number: 'text' });
export const DisputeClosed = refusal('DISPUTE_CLOSED', { number: 'text' });
export const DisputeTooMuch = refusal('DISPUTE_TOO_MUCH', { number: 'text', wanted: 'money', left: 'money' });
export const ConfirmedAlready = refusal('CONFIRMED_ALREADY', { number: 'text', name: 'text' });
export const LinkOver = refusal('LINK_OVER', {});
export const ScheduleOff = refusal('SCHEDULE_OFF', { name: 'text' });
export const StatementsSent = refusal('STATEMENTS_SENT', { name: 'text', day: 'day', run: 'text' });
