import { PgBoss } from 'pg-boss';
import sql from 'sql-template-tag';
import type { Db } from './shared/db.ts';

/** Something that the server does by itself. Several servers share one schedule: each time, one of them does it. */
export interface Job {
  name: string;
  /** Cron, in UTC. */
  schedule: string;
  about: string;
  /** Does it and says what it did. Doing it twice does no harm. */
  run(db: Db, now: Date): Promise<string>;
}

const dayMs = 86_400_000;
const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * dayMs);

async function countDeleted(deleting: Promise<unknown[]>, what: string): Promise<string> {
  return `${(await deleting).length} ${what} deleted.`;
}

export const jobs: readonly Job[] = [
  {
    name: 'forget-idempotency-keys',
    schedule: '10 2 * * *',
    about: 'Forgets idempotency keys after 30 days.',
    run: (db, now) =>
      countDeleted(db.rows(sql`DELETE FROM "IdempotencyKey" WHERE "createdAt" < ${daysBefore(now, 30)} RETURNING id`), 'keys'),
  },
  {
    name: 'forget-sessions',
    schedule: '20 2 * * *',
    about: 'Forgets sessions 30 days after they expired or were revoked.',
    run: (db, now) =>
      countDeleted(
        db.rows(sql`DELETE FROM "Session" WHERE least("expiresAt", "revokedAt") < ${daysBefore(now, 30)} RETURNING id`),
        'sessions',
      ),
  },
];

export const runJob = (job: Job, db: Db, now: Date): Promise<string> => job.run(db, now);

interface Start {
  db: Db;
  /** As the owner of the database, and not through a pooler: the queue has a schema of its own. */
  url: string;
  now: () => Date;
  say: (line: string) => void;
}

/** Works on the schedule until stopped; what was begun is finished first, or begun again by another server. */
export async function startJobs({ db, url, now, say }: Start): Promise<{ stop(): Promise<void> }> {
  const boss = new PgBoss({ connectionString: url, schema: 'pgboss', application_name: 'hesabu jobs', max: 2 });
  // A lost connection is found again by itself; the next round tells whether it was.
  boss.on('error', (error) => say(`Jobs: ${error.message}`));
  await boss.start();
  for (const job of jobs) {
    await boss.createQueue(job.name);
    await boss.schedule(job.name, job.schedule, null, { tz: 'UTC' });
    await boss.work(job.name, async () => runJob(job, db, now()));
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 10_000 }) };
}
