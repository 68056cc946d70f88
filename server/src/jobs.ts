// What the server does by itself: a table of jobs; beside them, consumers follow the event log.
import { PgBoss } from 'pg-boss';
import sql from 'sql-template-tag';
import { isSetUp } from './access/identify.ts';
import { systemContext } from './context.ts';
import { followEvents } from './events/followEvents.ts';
import { extendPeriods } from './setup/extendPeriods.ts';
import type { Db } from './shared/db.ts';
import { newId, perform } from './shared/perform.ts';
import { insert, write } from './shared/write.ts';
import { verify } from './verify.ts';

/** Something that the server does by itself, once a day. Several servers share one schedule: each time, one of them does it. */
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

async function verifyAll(db: Db): Promise<string> {
  const results = await verify(db);
  const wrong = results.filter(({ rows }) => rows.length > 0);
  return [`${results.length - wrong.length} checks hold, ${wrong.length} do not.`, ...wrong.map(({ check }) => check)].join(' ');
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
  {
    name: 'extend-periods',
    schedule: '30 2 * * *',
    about: 'Opens the months up to the end of next year.',
    run: async (db, now) => `${String((await perform(extendPeriods, {}, await systemContext(db, now, 'JOB'))).result.added)} periods added.`,
  },
  { name: 'verify', schedule: '40 2 * * *', about: 'Proves the whole database.', run: verifyAll },
];

/** Does a job now and says what it did; that it was done is an event of the company. */
export async function runJob(job: Job, db: Db, now: Date): Promise<string> {
  const { company, viewer, requestId } = await systemContext(db, now, 'JOB');
  if (!isSetUp(company)) return 'There is no company yet.';
  const did = await job.run(db, now);
  await db.transaction((tx) => write(tx, [insert('Event', {
    id: newId(), companyId: company.id, kind: 'jobRan', subjectType: 'Company', subjectId: company.id, actorKind: 'SYSTEM', actorId: null,
    actorName: viewer.name, channel: 'JOB', requestId, reason: `${job.name}: ${did}`.slice(0, 1000), data: { job: job.name },
  })]));
  return did;
}

/** Jobs that did not run for more than a day, as no server was up at their time. */
async function missed(db: Db, now: Date): Promise<readonly Job[]> {
  const rows = await db.rows<{ job: string }>(sql`SELECT DISTINCT data->>'job' AS job FROM "Event"
    WHERE kind = 'jobRan' AND "recordedAt" > ${daysBefore(now, 1)}`);
  return jobs.filter(({ name }) => !rows.some(({ job }) => job === name));
}

interface Start {
  db: Db;
  /** As the owner of the database, and not through a pooler: the queue has a schema of its own. */
  url: string;
  now: () => Date;
  say: (line: string) => void;
}

const CATCH_UP_SECONDS = 60;

/** Works on the schedule and follows the event log until stopped; what was begun is finished first, or begun again by another server. */
export async function startJobs({ db, url, now, say }: Start): Promise<{ stop(): Promise<void> }> {
  const boss = new PgBoss({ connectionString: url, schema: 'pgboss', application_name: 'hesabu jobs', max: 2 });
  // A lost connection is found again by itself; the next round tells whether it was.
  boss.on('error', (error) => say(`Jobs: ${error.message}`));
  await boss.start();
  for (const job of jobs) {
    // `short`: one waits at most, so that two servers that catch up ask once.
    await boss.createQueue(job.name, { policy: 'short' });
    await boss.schedule(job.name, job.schedule, null, { tz: 'UTC' });
    await boss.work(job.name, { pollingIntervalSeconds: 10 }, async () => runJob(job, db, now()));
  }
  for (const { name } of await missed(db, now())) await boss.send(name, null, { startAfter: CATCH_UP_SECONDS });
  const stopFollowing = await followEvents({ db, url, now });
  return {
    stop: async () => {
      await stopFollowing();
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}
