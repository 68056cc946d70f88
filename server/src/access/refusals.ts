import { refusal } from '../shared/refusal.ts';

/** Said of an unknown person and of a wrong password alike. */
export const SignInFailed = refusal('SIGN_IN_FAILED', {});
export const SignInLocked = refusal('SIGN_IN_LOCKED', { until: 'text', seconds: 'int' });
export const SignInRepeated = refusal('SIGN_IN_REPEATED', {});
export const LastOwner = refusal('LAST_OWNER', { name: 'text' });
export const ApiKeyRevoked = refusal('API_KEY_REVOKED', { name: 'text' });
export const SessionEnded = refusal('SESSION_ENDED', {});
