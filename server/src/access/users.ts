// What the actions on people share: how they are loaded and which of their values are personal.
import sql from 'sql-template-tag';
import type { Role, UserRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';

export const personalColumns = ['email', 'name'] as const;

/** All active owners, locked: whoever changes a person holds them, so that two cannot both be the last but one. */
export const lockOwners = (tx: Tx): Promise<UserRow[]> =>
  selectRows(tx, 'User', sql`t.role = 'OWNER' AND t."isActive"`, { lock: true });

/** Refuses a role that is none for people, and a sales person who is not there. */
export async function demandRole(tx: Tx, role: Role | undefined, salesPersonId: string | null | undefined): Promise<void> {
  if (role === 'PARTNER') throw fieldRefused(['role'], 'role_staff');
  if (!salesPersonId) return;
  const [found] = await tx.rows(sql`SELECT FROM "SalesPerson" WHERE id = ${salesPersonId}`);
  if (!found) throw fieldRefused(['salesPersonId'], 'id_unknown', { type: 'SalesPerson' });
}
