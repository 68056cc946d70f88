// What the server does by itself: a table of jobs; beside them, consumers follow the event log.
import { PgBoss } from 'pg-boss';
import sql from 'sql-template-tag';
import { isSetUp } from './access/identify.ts';
import { applyAllHoldRules } from './customers/applyHoldRules.ts';
import { expireApplications } from './credit/applications.ts';
import { followDeviations, startYearlyDeviations } from './credit/deviationRuns.ts';
import { raiseCreditReviews } from './credit/reviews.ts';
import { expireChanges } from './customers/answeredChange.ts';
import { findAllPairs } from './customers/pairs.ts';
import { lookAfterChain } from './chain/consumeChain.ts';
import { sendDueStatements } from './confirmations/statementSchedules.ts';
import { systemContext } from './context.ts';
import { followInvoiceRuns, startNightlyRun } from './billing/workOnInvoiceRun.ts';
import { followCarriers } from './carriers/followCarriers.ts';
import { forgetWebhooks, watchAll } from './carriers/watchParcels.ts';
import { followEvents } from './events/followEvents.ts';
import { attributeCosts } from './inventory/attributeCosts.ts';
import { followStatements, lookAgain } from './banking/matchWaiting.ts';
import { watchAccounts } from './banking/watchAccounts.ts';
import { followRuns } from './documents/followRuns.ts';
import { forgetRunFiles } from './documents/workOnRun.ts';
import { followImports } from './imports/followImports.ts';
import { forgetFiles } from './imports/forgetFiles.ts';
import { expireAll } from './inventory/expireStock.ts';
import { raiseExpiryAlerts } from './inventory/expiryAlerts.ts';
import { followMails } from './messaging/followMails.ts';
import { forgetMailFiles } from './messaging/forgetMailFiles.ts';
import { localTransport, smtpTransport } from './messaging/transport.ts';
import { workOnFrameworks } from './frameworks/workOnFrameworks.ts';
import { expireQuotations } from './quotations/expireQuotations.ts';
import { lookAhead } from './replenishment/lookAhead.ts';
import { extendPeriods } from './setup/extendPeriods.ts';
import type { Db } from './shared/db.ts';
import { newId, perform } from './shared/perform.ts';
import { billDueContracts } from './recurring/billContract.ts';
import { correctLeft } from './recurring/correctContract.ts';
import { releaseDueDeferrals } from './recurring/deferrals.ts';
import { reverseDueJournals } from './books/postJournal.ts';
import { draftDueTemplates } from './books/templates.ts';
import { recordDueBills } from './payables/recordDueBills.ts';
import { message } from './shared/messages.ts';
import { insert, write } from './shared/write.ts';
import { verify } from './verify.ts';
import { sweepAttachments } from './work/attachments.ts';
import { raiseTask, settleTask } from './work/raiseTask.ts';

/** Something that the server does by itself, once a day or more often. Several servers share one schedule: each time, one of them does it. */
export interface Job {
  name: string;
  /** Cron, in UTC. */
  schedule: string;
  about: string;
  /** Does it and says what it did; nothing where there was nothing to do, which is then no event. Doing it twice does no harm. */
  run(db: Db, now: Date): Promise<string>;
}

const dayMs = 86_400_000;
const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * dayMs);

async function countDeleted(deleting: Promise<unknown[]>, what: string): Promise<string> {
  return `${(await deleting).length} ${what} deleted.`;
}

/** What does not hold is a task at the company, which closes itself when all holds again. */
async function verifyAll(db: Db, now: Date): Promise<string> {
  const results = await verify(db);
  const ctx = await systemContext(db, now, 'JOB');
  const broken = results.filter(({ rows }) => rows.length > 0).map(({ check }) => check);
  const cause = { kind: 'verifyFailed', subjectId: { type: 'Company', uuid: ctx.company.id } };
  if (broken.length === 0) await perform(settleTask, cause, ctx);
  else {
    const [title, text] = [message(ctx.company.locale, 'task.verifyFailed', { count: broken.length }), broken.join('\n').slice(0, 4000)];
    await perform(raiseTask, { ...cause, title, text, ownerRole: 'OWNER', priority: 'URGENT' }, ctx);
  }
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
  {
    name: 'expire-stock',
    // Midnight of the company is a quarter of an hour's multiple somewhere: right after it, whatever its time zone.
    schedule: '1,16,31,46 * * * *',
    about: 'Holds back lots that have expired, moves promises to lots that last, and tells of what is near its end.',
    run: async (db, now) => {
      const ctx = await systemContext(db, now, 'JOB');
      const pools = await expireAll(ctx);
      const { raised, closed } = (await perform(raiseExpiryAlerts, {}, ctx)).result;
      return pools === 0 && raised === 0 && closed === 0 ? '' : `${pools} products brought to their day, ${String(raised)} alerts raised, ${String(closed)} closed.`;
    },
  },
  {
    name: 'work-on-frameworks', schedule: '8,23,38,53 * * * *', run: workOnFrameworks,
    about: 'Places planned call-offs on their day, ends agreements whose last day has passed, and reminds of those that end soon.',
  },
  {
    name: 'expire-quotations', schedule: '3,18,33,48 * * * *', run: expireQuotations,
    about: 'Ends quotations whose last day has passed, and reminds of those that end within three days.',
  },
  { name: 'look-after-orders', schedule: '*/5 * * * *', about: 'Raises what orders lack for too long, and confirms those of which customers have said nothing for the days agreed.', run: lookAfterChain },
  { name: 'watch-parcels', schedule: '9,24,39,54 * * * *', about: 'Tells of parcels that are late, and asks carriers that have said nothing for hours.', run: watchAll },
  { name: 'forget-carrier-messages', schedule: '52 2 * * *', about: 'Forgets the messages of carriers after 90 days; what they told of parcels stays.', run: (db, now) => forgetWebhooks(db, daysBefore(now, 90)) },
  { name: 'apply-hold-rules', schedule: '4,9,14,19,24,29,34,39,44,49,54,59 * * * *', about: 'Stops customers by rule, and lets those go whose cause is gone.', run: applyAllHoldRules },
  { name: 'watch-accounts', schedule: '*/5 * * * *', about: 'Asks the owners of accounts that are outside their limits to look after them, and ends that once they are within.', run: watchAccounts },
  { name: 'expire-changes', schedule: '6 3 * * *', about: 'Ends changes of customers that no second person has answered in time.', run: expireChanges },
  { name: 'expire-applications', schedule: '7 3 * * *', about: 'Ends applications for credit that nobody has answered in time.', run: expireApplications },
  { name: 'raise-credit-reviews', schedule: '8 3 * * *', about: 'Asks for the reviews of credit that are due.', run: raiseCreditReviews },
  { name: 'compare-customers', schedule: '12 3 * * *', about: 'Begins the yearly look at customers\' terms.', run: startYearlyDeviations },
  { name: 'find-duplicates', schedule: '5 3 * * *', about: 'Looks for customers that are there twice.', run: findAllPairs },
  { name: 'plan-replenishment', schedule: '15 3 * * *', about: 'Looks ahead for shortages, and plans what is to be ordered.', run: lookAhead },
  {
    name: 'record-recurring-bills',
    schedule: '50 1 * * *',
    about: 'Records the recurring bills that are due.',
    run: async (db, now) => `${await recordDueBills(db, now)} bills recorded.`,
  },
  { name: 'run-contracts', schedule: '25 1 * * *', about: 'Invoices the periods of contracts that are due, and reminds of contracts that end soon.', run: async (db, now) => [await billDueContracts(db, now), await correctLeft(db, now)].filter(Boolean).join(' ') },
  {
    name: 'release-deferrals', schedule: '58 1 * * *', about: 'Posts the revenue that was deferred to months that are over.',
    run: async (db, now) => { const months = await releaseDueDeferrals(db, now); return months === 0 ? '' : `${months} months released.`; },
  },
  { name: 'run-invoices', schedule: '35 1 * * *', about: 'Begins the run of all invoices that are due.', run: startNightlyRun },
  {
    name: 'write-due-entries', schedule: '55 1 * * *', about: 'Reverses accruals whose day has come, and drafts the entries of templates that are due.',
    run: async (db, now) => {
      const [reversed, drafted] = [await reverseDueJournals(db, now), await draftDueTemplates(db, now)];
      return reversed + drafted === 0 ? '' : `${reversed} entries reversed, ${drafted} drafted.`;
    },
  },
  {
    name: 'forget-import-files', schedule: '50 2 * * *', about: 'Forgets files and rows of imports after 90 days; the report of each stays.',
    run: (db, now) => forgetFiles(db, daysBefore(now, 90)),
  },
  { name: 'forget-printed-files', schedule: '45 2 * * *', about: 'Forgets what was printed for many records at once after seven days.', run: (db, now) => forgetRunFiles(db, daysBefore(now, 7)) },
  { name: 'forget-mail-files', schedule: '47 2 * * *', about: 'Forgets the files of mails after 90 days; they can be made again.', run: (db, now) => forgetMailFiles(db, daysBefore(now, 90)) },
  {
    name: 'sweep-files', schedule: '55 2 * * *', about: 'Drops files at records that never came to their end, and forgets the keys under which files were sent.',
    run: sweepAttachments,
  },
  { name: 'send-statements', schedule: '25 4 * * *', about: 'Sends the statements of customers that are due; after a standstill each schedule once.', run: sendDueStatements },
  { name: 'match-statements', schedule: '5 4 * * *', about: 'Looks again at lines of statements that wait.', run: lookAgain },
  { name: 'verify', schedule: '40 2 * * *', about: 'Proves the whole database.', run: verifyAll },
];

/** Does a job now and says what it did; that it was done is an event of the company. */
export async function runJob(job: Job, db: Db, now: Date): Promise<string> {
  const { company, viewer, requestId } = await systemContext(db, now, 'JOB');
  if (!isSetUp(company)) return 'There is no company yet.';
  const did = await job.run(db, now);
  if (did === '') return 'There was nothing to do.';
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
  /** Without an SMTP address mails stay in the local mailbox. */
  mail: { smtpUrl: string | undefined; mailFrom: string | undefined; publicUrl?: string | undefined };
}

const CATCH_UP_SECONDS = 60;
/** So long may a job take before it is taken for lost and begun anew: `verify` of two million orders took more than a quarter of an hour beside other work. */
const WITHIN_SECONDS = 6 * 3600;

const ATTRIBUTE_MS = 1000;

/** Does something again and again, one after another, until stopped; what fails is tried again. */
function again(everyMs: number, work: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    running ??= work().catch(() => undefined).finally(() => { running = undefined; });
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** Works on the schedule, follows the event log, works on imports and papers, sends mails and moves late costs to their orders until stopped; what was begun is finished first, or begun again by another server. */
export async function startJobs({ db, url, now, say, mail }: Start): Promise<{ stop(): Promise<void> }> {
  const boss = new PgBoss({ connectionString: url, schema: 'pgboss', application_name: 'hesabu jobs', max: 2 });
  // A lost connection is found again by itself; the next round tells whether it was.
  boss.on('error', (error) => say(`Jobs: ${error.message}`));
  await boss.start();
  for (const job of jobs) {
    // `short`: one waits at most, so that two servers that catch up ask once.
    await boss.createQueue(job.name, { policy: 'short' });
    await boss.schedule(job.name, job.schedule, null, { tz: 'UTC', expireInSeconds: WITHIN_SECONDS });
    await boss.work(job.name, { pollingIntervalSeconds: 10 }, async () => runJob(job, db, now()));
  }
  for (const { name } of await missed(db, now())) await boss.send(name, null, { startAfter: CATCH_UP_SECONDS, expireInSeconds: WITHIN_SECONDS });
  const stopFollowing = await followEvents({ db, url, now });
  const stopImports = await followImports({ db, url, now, say });
  const stopStatements = await followStatements({ db, url, now, say });
  const stopRuns = await followRuns({ db, url, now, say });
  const stopMails = await followMails({ db, url, now, say, transport: mail.smtpUrl ? smtpTransport(mail.smtpUrl) : localTransport, from: mail.mailFrom, publicUrl: mail.publicUrl });
  const stopDeviations = await followDeviations({ db, url, now, say });
  const stopInvoices = await followInvoiceRuns({ db, url, now, say });
  const stopCarriers = await followCarriers({ db, url, now, say });
  const stopAttributing = again(ATTRIBUTE_MS, () => attributeCosts(db, () => systemContext(db, now(), 'JOB')));
  return {
    stop: async () => {
      await Promise.all([stopFollowing(), stopAttributing(), stopImports(), stopStatements(), stopRuns(), stopMails(), stopInvoices(), stopDeviations(), stopCarriers()]);
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}
