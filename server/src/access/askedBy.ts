// Who lets an import or a run of documents go on: it is carried out with the rights that this person or key has now.
import sql from 'sql-template-tag';
import { keyPermissions, nobody, staffViewer, system } from './identify.ts';
import { systemContext } from '../context.ts';
import type { ImportRow } from '../generated/rows.ts';
import type { Db, Queryable } from '../shared/db.ts';
import { selectRows } from '../shared/rows.ts';
import type { Context, Viewer } from '../shared/viewer.ts';

type Asked = Pick<ImportRow, 'askedById' | 'askedByKind' | 'askedByName'>;

async function viewerOf(db: Queryable, { askedById, askedByKind, askedByName }: Asked, now: Date): Promise<Viewer> {
  const gone: Viewer = { ...nobody, kind: askedByKind, id: askedById, name: askedByName };
  if (askedByKind === 'SYSTEM') return system;
  if (askedByKind === 'STAFF') {
    const [user] = await selectRows(db, 'User', sql`t.id = ${askedById} AND t."isActive"`);
    return user ? staffViewer(user) : gone;
  }
  const [key] = await selectRows(db, 'ApiKey', sql`t.id = ${askedById} AND t."revokedAt" IS NULL`);
  return key && !(key.expiresAt && key.expiresAt <= now) ? { ...gone, role: key.role, permissions: keyPermissions(key) } : gone;
}

/** The context of what somebody lets go on, read `by` a transaction that is open. Who is gone may nothing: the rows tell it. */
export async function identified(db: Db, row: Asked, now: Date, by: Queryable = db): Promise<Context> {
  const viewer = await viewerOf(by, row, now);
  return systemContext(db, now, viewer.kind === 'STAFF' ? 'CONSOLE' : viewer.kind === 'PARTNER' ? 'API' : 'CLI', viewer, by);
}
