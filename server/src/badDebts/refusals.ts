import { refusal } from '../shared/refusal.ts';

/** Only what a customer owes is written off or provided for. */
export const NotADebt = refusal('NOT_A_DEBT', { number: 'text' });
export const WriteOffExceeds = refusal('WRITE_OFF_EXCEEDS', { number: 'text', wanted: 'money', open: 'money' });
export const WriteOffState = refusal('WRITE_OFF_STATE', { number: 'text', status: 'text' });
export const WriteOffWaits = refusal('WRITE_OFF_WAITS', { number: 'text' });
/** Many at once are beyond what one may write off alone. */
export const WriteOffLimitPassed = refusal('WRITE_OFF_LIMIT_PASSED', { amount: 'money', limit: 'money' });
export const NothingSmall = refusal('NOTHING_SMALL', { limit: 'money' });
/** Something of it came back: take that back first. */
export const WriteOffRecovered = refusal('WRITE_OFF_RECOVERED', { number: 'text', recovered: 'money' });
export const RecoveryExceeds = refusal('RECOVERY_EXCEEDS', { wanted: 'money', left: 'money' });
export const RecoveryReversed = refusal('RECOVERY_REVERSED', { number: 'text', reversedOn: 'day' });
export const NoMatrix = refusal('NO_MATRIX', { on: 'day' });
export const ProvisionOutOfOrder = refusal('PROVISION_OUT_OF_ORDER', { number: 'text', on: 'day' });
export const ProvisionState = refusal('PROVISION_STATE', { number: 'text', status: 'text' });
export const ProvisionExceeds = refusal('PROVISION_EXCEEDS', { number: 'text', wanted: 'money', open: 'money' });
