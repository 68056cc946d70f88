// Credit is looked at again by class of risk: what is due, what came of it, and the day of the next.
import sql, { type Sql } from 'sql-template-tag';
import { systemContext } from '../context.ts';
import { controlled, loadControls } from '../customers/control.ts';
import { touchCredit } from '../customers/credit.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { loadHolds, lockCustomer } from '../customers/loadCustomer.ts';
import { ChangeWaits, HoldAlready } from '../customers/refusals.ts';
import { demandHoldFree } from '../customers/rules.ts';
import { stakeOfLimit } from '../customers/setCreditLimit.ts';
import { action, type Decision } from '../shared/action.ts';
import type { Db } from '../shared/db.ts';
import { choice, day, id, moneyOrZero, optional, text } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { printMoney, type Minor } from '../shared/money.ts';
import { perform } from '../shared/perform.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { todaySql } from '../shared/today.ts';
import { insert } from '../shared/write.ts';
import { raiseTask } from '../work/raiseTask.ts';
import { settledRows } from '../work/taskRules.ts';
import { LimitNotMoved } from './refusals.ts';
import { nextReview } from './reviewDays.ts';

/** The class of risk of a customer by the last assessment, in SQL; null where there is none. */
export const riskSql = (customerId: Sql): Sql => sql`(SELECT s.risk FROM "CreditAssessment" s WHERE s."customerId" = ${customerId} ORDER BY s."recordedAt" DESC, s.id DESC LIMIT 1)`;

/** When a customer's credit is to be looked at next: as the last review says; before the first, by the class from the day on which the limit was set. Null without a limit. */
export const reviewDueSql = (customerId: Sql): Sql => sql`(SELECT coalesce((SELECT v."nextReviewOn" FROM "CreditReview" v WHERE v."customerId" = a."customerId" ORDER BY v."recordedAt" DESC, v.id DESC LIMIT 1),
    ((SELECT (m."recordedAt" AT TIME ZONE o."timeZone")::date FROM "CreditLimitMove" m WHERE m."customerId" = a."customerId" ORDER BY m."recordedAt" DESC, m.id DESC LIMIT 1)
      + make_interval(months => CASE coalesce(${riskSql(sql`a."customerId"`)}::text, 'C') WHEN 'A' THEN coalesce(p."reviewMonthsA", 24) WHEN 'B' THEN coalesce(p."reviewMonthsB", 12) WHEN 'C' THEN coalesce(p."reviewMonthsC", 6)
        WHEN 'D' THEN coalesce(p."reviewMonthsD", 3) ELSE coalesce(p."reviewMonthsE", 1) END))::date)
  FROM "CreditAccount" a JOIN "Company" o ON o.id = a."companyId" LEFT JOIN "CustomerPolicy" p ON p."companyId" = a."companyId" WHERE a."customerId" = ${customerId} AND a."limitMinor" IS NOT NULL)`;

export const recordCreditReview = action({
  name: 'recordCreditReview', permission: 'credit.manage',
  describe: 'Notes what came of looking at a customer\'s credit: it stays, is raised or cut (beyond the own limit a second person answers), or only what is paid for is sold from now on. The next review follows the class of risk.',
  input: {
    customerId: id('Customer'), outcome: choice('CreditReviewOutcome'), limit: { ...optional(moneyOrZero()), describe: 'Of RAISE and CUT.' },
    nextReviewOn: { ...optional(day()), describe: 'By the class of risk when left out.' }, reason: text({ max: 1000, lines: true }),
  },
  refusals: [ChangeWaits, HoldAlready, LimitNotMoved], payload: { customer: 'record:Customer', review: 'record:CreditReview', change: 'record:CustomerChange' },
  load: async (tx, { customerId }, ctx) => {
    const customer = await lockCustomer(tx, customerId, ctx);
    const controls = await loadControls(tx, customer.id, 'CREDIT_LIMIT');
    const account = await loadCredit(tx, customer.id);
    const [due] = await tx.rows<{ on: Day | null }>(sql`SELECT ${reviewDueSql(sql`${customer.id}::uuid`)}::text AS "on"`);
    const [assessment] = await selectRows(tx, 'CreditAssessment', sql`t."customerId" = ${customer.id}`, { orderBy: sql`t."recordedAt" DESC, t.id DESC LIMIT 1` });
    const [policy] = await selectRows(tx, 'CustomerPolicy', sql`TRUE`);
    const tasks = await selectRows(tx, 'Task', sql`t.kind = 'creditReview' AND t.status = 'OPEN' AND t."subjectType" = 'Customer' AND t."subjectId" = ${customer.id}::uuid`, { lock: true });
    return { customer, controls, account, dueOn: due?.on ?? null, assessment, policy, tasks, holds: await loadHolds(tx, customer.id) };
  },
  decide: ({ customer, controls, account, dueOn, assessment, policy, tasks, holds }, { outcome, limit = null, nextReviewOn = null, reason }, ctx) => {
    if (outcome === 'GRANTED') throw fieldRefused(['outcome'], 'choice_unknown');
    if (nextReviewOn && nextReviewOn <= ctx.today) throw fieldRefused(['nextReviewOn'], 'day_before', { day: ctx.today });
    const { currencyCode } = ctx.company;
    const printed = (amount: Minor | null) => (amount === null ? '' : printMoney(amount, currencyCode));
    const before = account.limitMinor;
    let moved: Decision = { rows: [], events: [], result: { change: null } };
    if (outcome === 'RAISE' || outcome === 'CUT') {
      if (limit === null) throw fieldRefused(['limit'], 'required');
      const isMoved = outcome === 'RAISE' ? before !== null && limit > before : before === null || limit < before;
      if (!isMoved) throw LimitNotMoved({ customerName: customer.name, limit: printed(before) });
      moved = controlled({ field: 'CREDIT_LIMIT', customer, account, wanted: { limitMinor: String(limit) }, before: printed(before), after: printed(limit), reason, stake: stakeOfLimit(before, limit) }, controls, ctx);
    }
    if (outcome === 'HOLD') {
      demandHoldFree(customer, holds, 'CREDIT');
      moved = {
        rows: [insert('CustomerHold', { id: ctx.newId(), customerId: customer.id, scope: 'CREDIT', reason, placedById: ctx.viewer.id, releasedAt: null, releasedById: null, releaseReason: null, ruleId: null, isWaived: false }), touchCredit(account)],
        events: [{ kind: 'holdPlaced', subjectType: 'Customer', subjectId: customer.id, reason, data: { scope: 'CREDIT' } }], result: { change: null },
      };
    }
    const review = ctx.newId();
    const closed = settledRows(tasks, reason, ctx);
    const change = moved.result['change'] === null ? null : String(moved.result['change']);
    const next = nextReviewOn ?? nextReview(ctx.today, assessment?.risk ?? null, policy);
    return {
      rows: [...moved.rows, ...closed.rows, insert('CreditReview', {
        id: review, companyId: ctx.company.id, customerId: customer.id, dueOn, reviewedOn: ctx.today, outcome, risk: assessment?.risk ?? null, assessmentId: assessment?.id ?? null, currencyCode, limitBefore: before,
        limitAfter: outcome === 'RAISE' || outcome === 'CUT' ? limit : before, changeId: change, reason, nextReviewOn: next, byName: ctx.viewer.name,
      })],
      events: [...moved.events, ...closed.events, { kind: 'creditReviewed', subjectType: 'Customer', subjectId: customer.id, reason, data: { outcome, next } }],
      result: { customer: customer.id, review, change },
    };
  },
});

/** By itself, each day: what is due is a task, once. */
export async function raiseCreditReviews(db: Db, now: Date): Promise<string> {
  const ctx = await systemContext(db, now, 'JOB');
  const due = await db.rows<{ id: string; name: string; on: Day }>(sql`SELECT c.id, c.name, d."on"::text AS "on" FROM "Customer" c CROSS JOIN LATERAL (SELECT ${reviewDueSql(sql`c.id`)} AS "on") d
    WHERE c."isActive" AND c."mergedIntoId" IS NULL AND d."on" <= ${todaySql} AND NOT EXISTS (SELECT FROM "Task" k WHERE k.kind = 'creditReview' AND k.status = 'OPEN' AND k."subjectType" = 'Customer' AND k."subjectId" = c.id) ORDER BY d."on", c.id LIMIT 1000`);
  for (const { id: uuid, name, on } of due) {
    await perform(raiseTask, { kind: 'creditReview', subjectId: { type: 'Customer', uuid }, title: message(ctx.company.locale, 'task.creditReview', { name, day: on }).slice(0, 200), ownerRole: 'COLLECTOR', priority: 'NORMAL' }, ctx);
  }
  return due.length === 0 ? '' : `${due.length} reviews of credit are due.`;
}
