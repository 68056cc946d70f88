// A look at the terms of all customers, group by group: begun by hand or once a year, gone on with after a restart.
import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import { systemContext } from '../context.ts';
import { followQueue, type Following } from '../events/followQueue.ts';
import type { DeviationRunRow } from '../generated/rows.ts';
import { identified } from '../access/askedBy.ts';
import { action } from '../shared/action.ts';
import type { Db, Tx } from '../shared/db.ts';
import { id } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { announce } from '../shared/news.ts';
import { minor } from '../shared/money.ts';
import { perform } from '../shared/perform.ts';
import type { Rate } from '../shared/quantity.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { insert, update } from '../shared/write.ts';
import { changesFrom, deviationsOf, usualTolerances, type Member } from './deviations.ts';
import { DeviationRunOver } from './refusals.ts';

export const startDeviationRun = action({
  name: 'startDeviationRun', permission: 'customers.compare', describe: 'Begins to look for customers whose terms, limit, discount or price lists are not those of their group. Goes on by itself.',
  input: {}, refusals: [], payload: { run: 'record:DeviationRun' },
  load: async (tx, _input, ctx) => ({
    groups: await tx.rows<{ id: string | null; name: string | null; customers: number }>(sql`SELECT g.id, g.name, count(*)::int AS customers FROM "Customer" c LEFT JOIN "CustomerGroup" g ON g.id = c."groupId"
      WHERE c."isActive" AND c."mergedIntoId" IS NULL AND c."companyId" = ${ctx.company.id} GROUP BY g.id, g.name ORDER BY g.name NULLS LAST`),
    policy: (await selectRows(tx, 'CustomerPolicy', sql`t."companyId" = ${ctx.company.id}`))[0],
    number: await takeNumber(tx, ctx, 'CDR', ctx.today),
  }),
  decide: ({ groups, policy, number }, _input, ctx) => {
    const { toleranceDays, toleranceTimes, tolerancePoints } = policy ?? usualTolerances;
    const run = ctx.newId();
    return {
      rows: [
        insert('DeviationRun', { id: run, companyId: ctx.company.id, number, isYearly: ctx.viewer.kind === 'SYSTEM', asOf: ctx.today, askedById: ctx.viewer.id, askedByKind: ctx.viewer.kind, askedByName: ctx.viewer.name, toleranceDays, toleranceTimes, tolerancePoints, finishedAt: null }),
        ...groups.map(({ id: groupId, name, customers }, at) => insert('DeviationRunGroup', { id: ctx.newId(), runId: run, no: at + 1, groupId, groupName: name ?? message(ctx.company.locale, 'deviation.noGroup'), customers })),
      ],
      events: [{ kind: 'deviationRunStarted', subjectType: 'DeviationRun', subjectId: run, data: { number, groups: groups.length } }], result: { run },
    };
  },
});

export function demandRunning({ number, status }: Pick<DeviationRunRow, 'number' | 'status'>): void {
  if (status !== 'RUNNING') throw DeviationRunOver({ number, status });
}

export const cancelDeviationRun = action({
  name: 'cancelDeviationRun', permission: 'customers.compare', describe: 'Stops a run: what it has found stays.', input: { runId: id('DeviationRun') }, refusals: [DeviationRunOver], payload: { run: 'record:DeviationRun' },
  load: (tx, { runId }) => lockRow(tx, 'DeviationRun', runId),
  decide: (run, _input, ctx) => {
    demandRunning(run);
    return {
      rows: [update('DeviationRun', run.id, { status: 'CANCELLED', finishedAt: ctx.now, version: run.version + 1 })],
      events: [{ kind: 'deviationRunCancelled', subjectType: 'DeviationRun', subjectId: run.id, data: { number: run.number } }], result: { run: run.id },
    };
  },
});

type Raw = Omit<Member, 'limit' | 'discount'> & { limit: string | null; discount: string | null };
async function loadMembers(tx: Tx, groupId: string | null, on: string): Promise<Member[]> {
  const rows = await tx.rows<Raw & Record<string, unknown>>(sql`SELECT c.id AS "customerId", c.name, coalesce((SELECT max(p.days) FROM "PaymentTermPart" p WHERE p."termId" = c."paymentTermId"), c."paymentTermDays")::int AS "termDays",
      (SELECT a."limitMinor"::text FROM "CreditAccount" a WHERE a."customerId" = c.id) AS "limit",
      (SELECT round(1000000 * sum(l."grossMinor" * l."discountRate") / nullif(sum(l."grossMinor"), 0))::bigint::text FROM "Order" o JOIN "OrderLine" l ON l."orderId" = o.id WHERE o."customerId" = c.id AND o."placedOn" BETWEEN ${on}::date - 364 AND ${on}::date) AS discount,
      concat_ws(', ', (SELECT string_agg(DISTINCT p.name, ', ' ORDER BY p.name) FROM "PriceListAssignment" s JOIN "PriceList" p ON p.id = s."priceListId" WHERE s."customerId" = c.id),
        (SELECT nullif(count(*), 0) || ' ×' FROM "CustomerPrice" p WHERE p."customerId" = c.id AND (p."validTo" IS NULL OR p."validTo" >= ${on}::date))) AS lists
    FROM "Customer" c WHERE c."isActive" AND c."mergedIntoId" IS NULL AND c."groupId" IS NOT DISTINCT FROM ${groupId}::uuid ORDER BY c.name, c.id LIMIT 20000`);
  return rows.map(({ limit, discount, ...row }) => ({ ...row, lists: row.lists.slice(0, 300), limit: limit === null ? null : minor(BigInt(limit)), discount: discount === null ? null : (BigInt(discount) as Rate) }));
}

/** Not offered: looks at one group of a run. */
export const compareGroup = action({
  name: 'compareGroup', permission: 'customers.compare', describe: 'Compares the customers of one group.', input: { groupRowId: id('DeviationRunGroup') }, refusals: [], payload: { found: 'int' },
  load: async (tx, { groupRowId }) => {
    const row = await readRow(tx, 'DeviationRunGroup', groupRowId);
    // The run's row is the lock: two who go on with it do not find the same twice.
    const run = await lockRow(tx, 'DeviationRun', row.runId);
    const group = await lockRow(tx, 'DeviationRunGroup', groupRowId);
    const members = await loadMembers(tx, group.groupId, run.asOf);
    return {
      run, group, members, norms: await selectRows(tx, 'CustomerNorm', sql`t."groupId" IS NOT DISTINCT FROM ${group.groupId}::uuid`),
      known: await selectRows(tx, 'Deviation', sql`t.status IN ('OPEN', 'KEPT') AND t."customerId" IN (SELECT c.id FROM "Customer" c WHERE c."groupId" IS NOT DISTINCT FROM ${group.groupId}::uuid)`, { lock: true }),
    };
  },
  decide: ({ run, group, members, norms, known }, _input, ctx) => {
    if (run.status !== 'RUNNING' || group.isDone) return { rows: [], events: [], result: { found: 0 } };
    const { locale, currencyCode } = ctx.company;
    const found = deviationsOf(members, norms, run, {
      currencyCode, days: (days) => message(locale, 'terms.days', { days }), within: (days) => message(locale, 'deviation.days', { days }), times: (times) => message(locale, 'deviation.times', { times }), points: (points) => message(locale, 'deviation.points', { points }), noLimit: message(locale, 'deviation.noLimit'), none: message(locale, 'deviation.none'),
    });
    const { added, moved, gone } = changesFrom(found, known, ctx.today);
    return {
      rows: [
        ...added.map((each) => insert('Deviation', { id: ctx.newId(), companyId: ctx.company.id, runId: run.id, groupId: group.groupId, groupName: group.groupName, ...each, decidedAt: null, decidedByName: null, reason: null, nextOn: null })),
        ...moved.map(([row, { actual, norm, tolerance, actualValue, normValue, basis, members: count }]) => update('Deviation', row.id, { actual, norm, tolerance, actualValue, normValue, basis, members: count, groupName: group.groupName, version: row.version + 1 })),
        ...gone.map((row) => update('Deviation', row.id, { status: 'GONE', decidedAt: ctx.now, decidedByName: ctx.viewer.name, version: row.version + 1 })),
        update('DeviationRunGroup', group.id, { isDone: true, found: added.length }),
      ],
      events: [], result: { found: added.length },
    };
  },
});

/** Not offered: ends a run of which every group was looked at. */
export const finishDeviationRun = action({
  name: 'finishDeviationRun', permission: 'customers.compare', describe: 'Ends a run.', input: { runId: id('DeviationRun') }, refusals: [], payload: { found: 'int' },
  load: async (tx, { runId }) => ({ run: await lockRow(tx, 'DeviationRun', runId), groups: await selectRows(tx, 'DeviationRunGroup', sql`t."runId" = ${runId}`) }),
  decide: ({ run, groups }, _input, ctx) => {
    if (run.status !== 'RUNNING' || groups.some(({ isDone }) => !isDone)) return { rows: [], events: [], result: { found: 0 } };
    const found = groups.reduce((sum, group) => sum + group.found, 0);
    return {
      rows: [update('DeviationRun', run.id, { status: 'DONE', finishedAt: ctx.now, version: run.version + 1 })],
      events: [{ kind: 'deviationRunFinished', subjectType: 'DeviationRun', subjectId: run.id, data: { number: run.number, found } }], result: { found },
    };
  },
});

/** Goes on with a run until nothing of it is left, somebody cancels it, or this server stops. */
export async function workOnDeviations(db: Db, runId: string, now: () => Date, isStopped: () => boolean = () => false): Promise<void> {
  const run = await readRow(db, 'DeviationRun', runId);
  for (const { id: groupRowId } of await db.rows<{ id: string }>(sql`SELECT id FROM "DeviationRunGroup" WHERE "runId" = ${runId} AND NOT "isDone" ORDER BY no`)) {
    if (isStopped()) return;
    await perform(compareGroup, { groupRowId }, await identified(db, run, now()));
    announce(db);
  }
  await perform(finishDeviationRun, { runId }, await identified(db, run, now()));
  announce(db);
}

/** Looks at groups of runs until stopped. */
export const followDeviations = (following: Following): Promise<() => Promise<void>> => followQueue({
  name: 'deviations', waiting: sql`SELECT id FROM "DeviationRun" WHERE status = 'RUNNING' ORDER BY "createdAt", id`,
  work: (id, isStopped) => workOnDeviations(following.db, id, following.now, isStopped),
}, following);

/** By itself: where nobody has looked for a year. */
export async function startYearlyDeviations(db: Db, now: Date): Promise<string> {
  const ctx = await systemContext(db, now, 'JOB');
  const [last] = await db.rows<{ at: string }>(sql`SELECT 1 FROM "Company" o WHERE o.id = ${ctx.company.id} AND coalesce((SELECT max(r."createdAt") FROM "DeviationRun" r WHERE r.status <> 'CANCELLED'), o."createdAt") > ${now}::timestamptz - interval '1 year'`);
  if (last) return '';
  await perform(startDeviationRun, {}, ctx);
  return 'The yearly look at customers\' terms begun.';
}
