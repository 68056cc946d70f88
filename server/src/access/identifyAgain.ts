import sql from 'sql-template-tag';
import type { Db } from '../shared/db.ts';
import { decode } from '../shared/tables.ts';
import type { Viewer } from '../shared/viewer.ts';
import { keyPermissions, SESSION_IDLE_MS, staffViewer } from './identify.ts';

export type Rights = Pick<Viewer, 'permissions' | 'salesPersonId'>;

/**
 * The rights that a session or key has now; undefined when it has ended. Other than a request, this look does not
 * keep a session alive: who only listens is idle.
 */
export async function rightsNow(db: Db, asker: { sessionId: string | null; keyId: string | null }, now: Date): Promise<Rights | undefined> {
  if (asker.sessionId) {
    const [row] = await db.rows<Record<string, unknown>>(sql`SELECT u.* FROM "Session" s JOIN "User" u ON u.id = s."userId"
      WHERE s.id = ${asker.sessionId} AND s."revokedAt" IS NULL AND s."expiresAt" > ${now}
        AND s."lastSeenAt" > ${new Date(now.getTime() - SESSION_IDLE_MS)} AND u."isActive"`);
    return row && staffViewer(decode('User', row));
  }
  const [row] = await db.rows<Record<string, unknown>>(sql`SELECT * FROM "ApiKey"
    WHERE id = ${asker.keyId} AND "revokedAt" IS NULL AND ("expiresAt" IS NULL OR "expiresAt" > ${now})`);
  return row && { permissions: keyPermissions(decode('ApiKey', row)), salesPersonId: null };
}
