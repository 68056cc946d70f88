import sql from 'sql-template-tag';
import { followQueue, type Following } from '../events/followQueue.ts';
import { workOn } from './workOn.ts';

/** Works on imports until stopped, one after another. The batch under way is finished first. */
export const followImports = (following: Following): Promise<() => Promise<void>> => followQueue({
  name: 'imports', waiting: sql`SELECT id FROM "Import" WHERE status IN ('CHECKING', 'RUNNING') ORDER BY "createdAt", id`,
  work: (id, isStopped) => workOn(following.db, id, following.now, isStopped),
}, following);
