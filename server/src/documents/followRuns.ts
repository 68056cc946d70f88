import sql from 'sql-template-tag';
import { followQueue, type Following } from '../events/followQueue.ts';
import { workOnRun } from './workOnRun.ts';

/** Prints runs until stopped. What is being printed is finished first. */
export const followRuns = (following: Following): Promise<() => Promise<void>> => followQueue({
  name: 'documents', waiting: sql`SELECT id FROM "DocumentRun" WHERE status = 'RUNNING' ORDER BY "createdAt", id`,
  work: (id, isStopped) => workOnRun(following.db, id, following.now, isStopped),
}, following);
