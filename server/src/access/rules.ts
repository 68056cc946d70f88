// Pure: when an account is shut for a while, and who may lose the owner's rights.
import type { ApiKeyRow, Role, UserRow } from '../generated/rows.ts';
import { ApiKeyRevoked, LastOwner } from './refusals.ts';

const FREE_ATTEMPTS = 5;
const ATTEMPTS_MAX = 10;
const LOCK_MS = 15 * 60_000;

/** Until when an account is shut after so many failures in a row: from the fifth on the wait doubles, at the tenth it is 15 minutes. */
export function lockedAfter(failures: number, now: Date): Date | null {
  if (failures < FREE_ATTEMPTS) return null;
  const wait = failures >= ATTEMPTS_MAX ? LOCK_MS : 1000 * 2 ** (failures - FREE_ATTEMPTS);
  return new Date(now.getTime() + wait);
}

type Person = Pick<UserRow, 'id' | 'name' | 'role' | 'isActive'>;

/** Refuses LAST_OWNER when a change would leave the firm without an active owner. `owners` are all active ones, locked. */
export function demandOwnerLeft(user: Person, after: { role: Role; isActive: boolean }, owners: Pick<UserRow, 'id'>[]): void {
  const remains = after.role === 'OWNER' && after.isActive;
  if (!remains && user.role === 'OWNER' && user.isActive && owners.every(({ id }) => id === user.id)) throw LastOwner({ name: user.name });
}

/** Refuses API_KEY_REVOKED for a key that is over already. */
export function demandKeyGood(key: Pick<ApiKeyRow, 'name' | 'revokedAt'>): void {
  if (key.revokedAt) throw ApiKeyRevoked({ name: key.name });
}
