import { refusal } from '../shared/refusal.ts';

export const CommissionPlanTaken = refusal('COMMISSION_PLAN_TAKEN', { plan: 'text' });
/** Terms are added after those that stand; where orders are paid by them already, they are not taken back. */
export const CommissionTermsUsed = refusal('COMMISSION_TERMS_USED', { name: 'text', orders: 'int' });
/** Something was earned on the order: who is paid for it does not change any more. */
export const CommissionAccrued = refusal('COMMISSION_ACCRUED', { number: 'text' });
/** No plan was in force for the person on the day of the order. */
export const CommissionTermsMissing = refusal('COMMISSION_TERMS_MISSING', { name: 'text', day: 'day' });
export const CommissionStatementKept = refusal('COMMISSION_STATEMENT_KEPT', { number: 'text', endsOn: 'day' });
/** Only the last statement that stands is taken back. */
export const CommissionStatementNotLast = refusal('COMMISSION_STATEMENT_NOT_LAST', { number: 'text' });
/** What was paid out, or is asked for, leans on it. */
export const CommissionStatementPaid = refusal('COMMISSION_STATEMENT_PAID', { number: 'text', paid: 'money' });
export const CommissionStatementWithdrawn = refusal('COMMISSION_STATEMENT_WITHDRAWN', { number: 'text' });
export const CommissionStatementEmpty = refusal('COMMISSION_STATEMENT_EMPTY', { name: 'text' });
/** More than what is approved and still earned. */
export const CommissionExceeded = refusal('COMMISSION_EXCEEDED', { wanted: 'money', available: 'money' });
export const CommissionPayoutState = refusal('COMMISSION_PAYOUT_STATE', { number: 'text', status: 'text' });
export const CommissionPayoutOwn = refusal('COMMISSION_PAYOUT_OWN', { number: 'text' });
