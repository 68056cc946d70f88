// Statements that are sent by themselves: when, to whom, and the register of what was sent.
import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import { systemContext } from '../context.ts';
import { composed, mailDraft, mailLanguage } from '../documents/compose.ts';
import { headOf } from '../documents/issue.ts';
import { mailFacts } from '../documents/mailFacts.ts';
import type { StatementScheduleRow } from '../generated/rows.ts';
import { mailRows } from '../messaging/mailRows.ts';
import { templatesOf } from '../messaging/templates.ts';
import { action } from '../shared/action.ts';
import type { Db, Tx } from '../shared/db.ts';
import { clipToHorizon } from '../shared/horizon.ts';
import { boolean, choice, day, id, integer, optional, text } from '../shared/input.ts';
import { minor } from '../shared/money.ts';
import { announce } from '../shared/news.ts';
import { perform } from '../shared/perform.ts';
import { changesOf, demandVersion, lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update } from '../shared/write.ts';
import { balancesOf } from '../receivables/openByCurrency.ts';
import { candidatesSql, outcomeOf, type Candidate } from './candidates.ts';
import { ScheduleOff, StatementsSent } from './refusals.ts';
import { firstOf, lastDue } from './statementDays.ts';

const permission = 'statements.manage';

export const saveStatementSchedule = action({
  name: 'saveStatementSchedule', permission, describe: 'Says which customers get a statement by themselves: one, those of a group, or all; who has a schedule of the own is left out of the wider ones.',
  input: {
    scheduleId: optional(id('StatementSchedule')), version: optional(integer()), name: text({ max: 100 }), customerId: optional(id('Customer')), groupId: optional(id('CustomerGroup')), rhythm: choice('StatementRhythm'),
    day: { ...integer({ min: 1, max: 31 }), describe: 'Of a week: 1 (Monday) to 7; of a month or a quarter\'s first month: 1 to 31.' }, condition: choice('StatementCondition'), form: choice('StatementForm'),
    language: { ...optional(choice('Language')), describe: 'The customer\'s when left out.' }, startsOn: { ...optional(day()), describe: 'Today when left out.' }, isActive: optional(boolean()),
  },
  refusals: [], payload: { statementSchedule: 'record:StatementSchedule' },
  load: async (tx, { scheduleId, customerId, groupId }) => {
    if (customerId) await readRow(tx, 'Customer', customerId);
    if (groupId) await readRow(tx, 'CustomerGroup', groupId);
    return scheduleId ? lockRow(tx, 'StatementSchedule', scheduleId) : null;
  },
  decide: (known, input, ctx) => {
    if (input.customerId && input.groupId) throw fieldRefused(['groupId'], 'one_of', { fields: 'customerId, groupId' });
    if (input.rhythm === 'WEEK' && input.day > 7) throw fieldRefused(['day'], 'number_range', { min: 1, max: 7 });
    const columns = {
      name: input.name, customerId: input.customerId ?? null, groupId: input.groupId ?? null, rhythm: input.rhythm, day: input.day, condition: input.condition, form: input.form, language: input.language ?? null,
      startsOn: input.startsOn ?? known?.startsOn ?? ctx.today, isActive: input.isActive ?? known?.isActive ?? true,
    };
    const statementSchedule = known?.id ?? ctx.newId();
    if (known) demandVersion('StatementSchedule', known, input.version, columns, ctx.company.currencyCode);
    const about = { subjectType: 'StatementSchedule', subjectId: statementSchedule };
    return {
      rows: [known ? update('StatementSchedule', known.id, { ...columns, version: known.version + 1 }) : insert('StatementSchedule', { id: statementSchedule, companyId: ctx.company.id, ...columns })],
      events: [known ? { kind: 'statementScheduleChanged', ...about, changes: changesOf('StatementSchedule', known, columns, ctx.company.currencyCode) } : { kind: 'statementScheduleCreated', ...about, data: { name: input.name } }],
      result: { statementSchedule },
    };
  },
});

export function demandActive({ name, isActive }: Pick<StatementScheduleRow, 'name' | 'isActive'>): void {
  if (!isActive) throw ScheduleOff({ name });
}

async function load(tx: Tx, { scheduleId, dueOn: asked }: { scheduleId: string; dueOn?: Day | null }, ctx: Context) {
  const schedule = await lockRow(tx, 'StatementSchedule', scheduleId);
  const dueOn = asked ?? lastDue(schedule, ctx.today);
  const [known] = await selectRows(tx, 'StatementRun', sql`t."scheduleId" = ${scheduleId} AND t."dueOn" = ${dueOn}::date`);
  demandActive(schedule);
  if (dueOn > ctx.today) throw fieldRefused(['dueOn'], 'day_after', { day: ctx.today });
  if (known) throw StatementsSent({ name: schedule.name, day: dueOn, run: known.number });
  const [before] = await selectRows(tx, 'StatementRun', sql`t."scheduleId" = ${scheduleId} AND t."dueOn" < ${dueOn}::date`, { orderBy: sql`t."dueOn" DESC LIMIT 1` });
  const knownAt = await clipToHorizon(tx, ctx.now) ?? ctx.now;
  const candidates = await tx.rows<Candidate>(candidatesSql(ctx.company.id, scheduleId, dueOn, knownAt));
  const sent = candidates.filter((each) => outcomeOf(each) === 'SENT').map(({ customer }) => customer);
  const [facts, balances] = [await mailFacts(tx, 'STATEMENT', sent), await balancesOf(tx, sent, { on: dueOn, knownAt })];
  const house = { head: await headOf(tx, ctx.company.id, null), templates: await templatesOf(tx, ctx.company.id, ['STATEMENT']) };
  return { schedule, dueOn, fromOn: before && before.dueOn < dueOn ? firstAfter(before.dueOn) : firstOf(schedule, dueOn), knownAt, candidates, facts, balances, house, number: await takeNumber(tx, ctx, 'STM', ctx.today) };
}
const firstAfter = (on: Day): Day => new Date(Date.parse(`${on}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10) as Day;

export const runStatementSchedule = action({
  name: 'runStatementSchedule', permission,
  describe: 'Sends the statements of a schedule that are due, once for each due day, as the books stand now: what is booked later is on none of them. Who gets none is registered with the reason.',
  input: { scheduleId: id('StatementSchedule'), dueOn: { ...optional(day()), describe: 'The day of the statements; the last due one when left out.' } },
  refusals: [ScheduleOff, StatementsSent], payload: { statementRun: 'record:StatementRun' },
  load: (tx, input, ctx) => load(tx, input, ctx),
  decide: ({ schedule, dueOn, fromOn, knownAt, candidates, facts, balances, house, number }, _input, ctx) => {
    const statementRun = ctx.newId();
    const { currencyCode } = ctx.company;
    const options = { to: dueOn, from: fromOn, form: schedule.form, knownAt: knownAt.toISOString() };
    const made = candidates.map((candidate) => {
      const outcome = outcomeOf(candidate);
      const fact = outcome === 'SENT' ? facts.get(candidate.customer) : undefined;
      if (!fact?.email) return { candidate, outcome: outcome === 'SENT' ? 'NO_ADDRESS' as const : outcome, mail: undefined };
      const language = schedule.language ?? mailLanguage(fact, house, ctx);
      const said = composed('STATEMENT', { ...fact, totalMinor: candidate.balance, balances: balances.get(candidate.customer) ?? [], date: dueOn }, language, house, ctx);
      const mail = mailRows(mailDraft({ kind: 'STATEMENT', id: candidate.customer, facts: fact, to: fact.email, copyTo: fact.copyTo, language, words: said, causeKey: `STATEMENT:${schedule.id}:${dueOn}:${candidate.customer}`, options }), ctx);
      return { candidate, outcome, mail };
    });
    const sent = made.filter(({ mail }) => mail);
    return {
      rows: [
        insert('StatementRun', {
          id: statementRun, companyId: ctx.company.id, number, scheduleId: schedule.id, dueOn, fromOn, form: schedule.form, knownAt, sentCount: sent.length, skippedCount: made.length - sent.length, byName: ctx.viewer.name,
        }),
        ...made.flatMap(({ candidate, outcome, mail }, index) => [
          ...(mail?.rows ?? []),
          insert('StatementRunLine', {
            id: ctx.newId(), runId: statementRun, no: index + 1, customerId: candidate.customer, outcome, mailId: mail?.id ?? null, currencyCode, balanceMinor: minor(BigInt(candidate.balance)), overdueMinor: minor(BigInt(candidate.overdue)),
          }),
        ]),
      ],
      events: [
        { kind: 'statementsSent', subjectType: 'StatementRun', subjectId: statementRun, data: { number, sent: sent.length, skipped: made.length - sent.length } },
        { kind: 'statementsSent', subjectType: 'StatementSchedule', subjectId: schedule.id, data: { number, sent: sent.length } }, ...made.flatMap(({ mail }) => mail?.events ?? []),
      ],
      result: { statementRun },
    };
  },
});

/** Sends what is due and was not sent: after a standstill each schedule once, for its last day. */
export async function sendDueStatements(db: Db, now: Date): Promise<string> {
  const ctx = await systemContext(db, now, 'JOB');
  const schedules = await selectRows(db, 'StatementSchedule', sql`t."companyId" = ${ctx.company.id} AND t."isActive"`, { orderBy: sql`t."createdAt", t.id` });
  let runs = 0;
  for (const schedule of schedules) {
    const dueOn = lastDue(schedule, ctx.today);
    const [later] = await db.rows(sql`SELECT FROM "StatementRun" WHERE "scheduleId" = ${schedule.id} AND "dueOn" >= ${dueOn}::date LIMIT 1`);
    if (later || dueOn < schedule.startsOn) continue;
    await perform(runStatementSchedule, { scheduleId: schedule.id, dueOn }, ctx);
    runs += 1;
  }
  if (runs > 0) announce(db);
  return runs === 0 ? '' : `Statements of ${runs} schedules sent.`;
}
