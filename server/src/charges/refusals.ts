import { refusal } from '../shared/refusal.ts';

/** Nothing is claimable, or not more than the minimum. */
export const NothingToCharge = refusal('NOTHING_TO_CHARGE', { on: 'day' });
export const ChargeReversed = refusal('CHARGE_REVERSED', { number: 'text', reversedOn: 'day' });
/** Paid or credited in part: take that back first. */
export const ChargeTouched = refusal('CHARGE_TOUCHED', { number: 'text' });
export const ChargeCreditExceeds = refusal('CHARGE_CREDIT_EXCEEDS', { number: 'text', wanted: 'money', open: 'money' });
export const ChargeCreditReversed = refusal('CHARGE_CREDIT_REVERSED', { number: 'text' });
export const WaiverUndone = refusal('WAIVER_UNDONE', {});
export const RefundState = refusal('REFUND_STATE', { number: 'text', status: 'text' });
export const RefundExceedsCredit = refusal('REFUND_EXCEEDS_CREDIT', { number: 'text', wanted: 'money', open: 'money' });
/** Only money and credits of the customer's own are paid back. */
export const NotACredit = refusal('NOT_A_CREDIT', { number: 'text' });
export const RefundApprovalNeeded = refusal('REFUND_APPROVAL_NEEDED', { amount: 'money', limit: 'money' });
export const RefundApprovalSuffices = refusal('REFUND_APPROVAL_SUFFICES', {});
/** Money that customers gave bounces; what the firm paid is reversed. */
export const NotAReceipt = refusal('NOT_A_RECEIPT', { number: 'text' });
export const BounceWithdrawn = refusal('BOUNCE_WITHDRAWN', { number: 'text' });
export const ChargebackState = refusal('CHARGEBACK_STATE', { number: 'text', status: 'text' });
export const ChargebackExceeds = refusal('CHARGEBACK_EXCEEDS', { number: 'text', wanted: 'money', left: 'money' });
/** A part of it was written off: take that back first. */
export const DebtWrittenOff = refusal('DEBT_WRITTEN_OFF', { number: 'text' });
