import { refusal } from '../shared/refusal.ts';

export const PeriodLocked = refusal('PERIOD_LOCKED', { day: 'day', firstOpenDay: 'day' });
export const PeriodMissing = refusal('PERIOD_MISSING', { day: 'day' });
export const DayInFuture = refusal('DAY_IN_FUTURE', { day: 'day', today: 'day' });
export const PeriodOverlap = refusal('PERIOD_OVERLAP', { name: 'text' });
export const PeriodAlready = refusal('PERIOD_ALREADY', { name: 'text', state: 'text' });
export const EntryUnbalanced = refusal('ENTRY_UNBALANCED', { difference: 'money' });
export const EntryNotReversible = refusal('ENTRY_NOT_REVERSIBLE', { reason: 'text' });
export const ControlAccount = refusal('CONTROL_ACCOUNT', { account: 'text', name: 'text' });
/** The amount is beyond what the own role may post alone: it is drafted, and a second person asked. */
export const JournalApprovalNeeded = refusal('JOURNAL_APPROVAL_NEEDED', { amount: 'money', limit: 'money' });
/** What any posting may meet. */
export const postingRefusals = [PeriodLocked, PeriodMissing, DayInFuture];
