// A period is looked through, closed for all but the books, locked, and in need opened again by two people.
import sql from 'sql-template-tag';
import { PeriodAlready } from '../accounting/refusals.ts';
import type { ApprovalRow, PeriodCheckRow, PeriodRow } from '../generated/rows.ts';
import { action, type Action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { choice, id, optional, text } from '../shared/input.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';
import { ApprovalPending } from '../work/refusals.ts';
import { requestApprovalRows, useApprovalRows } from '../work/rules.ts';
import { knownNow } from './known.ts';
import { countChecks } from './periodChecks.ts';
import { PeriodChecksOpen, PeriodReopeningNeeded, PeriodReopeningSuffices, YearClosed } from './refusals.ts';
import { drawReport, hashOf } from './savedReports.ts';

const permission = 'periods.manage';
interface Counted { kind: PeriodCheckRow['kind']; count: number }

const loadCounts = (tx: Tx, period: PeriodRow) => tx.rows<Counted>(sql`SELECT kind, count FROM (${countChecks(period)}) c ORDER BY no`);

/** The last word on each check. */
const loadWords = (tx: Tx, periodId: string): Promise<PeriodCheckRow[]> => selectRows(tx, 'PeriodCheck',
  sql`t."periodId" = ${periodId} AND NOT EXISTS (SELECT FROM "PeriodCheck" n WHERE n."periodId" = t."periodId" AND n.kind = t.kind AND (n."recordedAt", n.id) > (t."recordedAt", t.id))`);

/** What still is to be looked at: there is something, and nobody has said a word on as much. */
export const openChecks = (counts: readonly Counted[], words: readonly Pick<PeriodCheckRow, 'kind' | 'status' | 'count'>[]): Counted[] =>
  counts.filter(({ kind, count }) => count > 0 && !words.some((word) => word.kind === kind && word.status !== 'OPEN' && word.count >= count));

export const markPeriodCheck = action({
  name: 'markPeriodCheck', permission,
  describe: 'Says a word on a check of a period: looked at and in order (DONE), or not in order and closed nevertheless, for a reason (WAIVED); OPEN takes it back. It holds until there is more to look at.',
  input: { periodId: id('Period'), kind: choice('PeriodCheckKind'), status: choice('PeriodCheckStatus'), reason: optional(text({ max: 1000, lines: true })) },
  refusals: [PeriodAlready], payload: { period: 'record:Period' },
  load: async (tx, { periodId }) => {
    const period = await lockRow(tx, 'Period', periodId);
    return { period, counts: await loadCounts(tx, period) };
  },
  decide: ({ period, counts }, { kind, status, reason }, ctx) => {
    if (period.lockedAt) throw PeriodAlready({ name: period.name, state: 'locked' });
    if (status === 'WAIVED' && !reason) throw fieldRefused(['reason'], 'required');
    const count = counts.find((each) => each.kind === kind)?.count ?? 0;
    return {
      rows: [insert('PeriodCheck', { id: ctx.newId(), periodId: period.id, kind, status, count, reason: reason ?? null, byId: ctx.viewer.id, byName: ctx.viewer.name, recordedAt: ctx.now })],
      events: [{ kind: 'periodCheckMarked', subjectType: 'Period', subjectId: period.id, reason, data: { check: kind, status, count } }],
      result: { period: period.id },
    };
  },
});

const turns: Record<'beginPeriodClose' | 'endPeriodClose', { describe: string; event: string; begins: boolean }> = {
  beginPeriodClose: { describe: 'Closes a period for all but the books, who still post what belongs into it.', event: 'periodCloseBegun', begins: true },
  endPeriodClose: { describe: 'Lets everybody post into a period again that was being closed.', event: 'periodCloseEnded', begins: false },
};
const onPeriod = { periodId: id('Period'), reason: optional(text({ max: 1000, lines: true })) };
const turn = (name: keyof typeof turns): Action<typeof onPeriod, PeriodRow> => action({
  name, describe: turns[name].describe, permission, input: onPeriod, refusals: [PeriodAlready], payload: { period: 'record:Period' },
  load: (tx, { periodId }) => lockRow(tx, 'Period', periodId),
  decide: (period, { reason }, ctx) => {
    const { begins, event } = turns[name];
    if (period.lockedAt) throw PeriodAlready({ name: period.name, state: 'locked' });
    if ((period.closingAt !== null) === begins) throw PeriodAlready({ name: period.name, state: begins ? 'closing' : 'open' });
    return {
      rows: [update('Period', period.id, { closingAt: begins ? ctx.now : null, closingById: begins ? ctx.viewer.id : null, version: period.version + 1 })],
      events: [{ kind: event, subjectType: 'Period', subjectId: period.id, reason }],
      result: { period: period.id },
    };
  },
});
export const beginPeriodClose = turn('beginPeriodClose');
export const endPeriodClose = turn('endPeriodClose');

export const lockPeriod = action({
  name: 'lockPeriod', permission,
  describe: 'Closes a period for everybody: nothing more is posted into it. While something of it is still to be looked at, it takes a reason. Its trial balance is saved as it is.',
  input: onPeriod, refusals: [PeriodAlready, PeriodChecksOpen], payload: { period: 'record:Period', savedReport: 'record:SavedReport' },
  load: async (tx, { periodId }, ctx) => {
    const period = await lockRow(tx, 'Period', periodId);
    const [counts, words] = [await loadCounts(tx, period), await loadWords(tx, period.id)];
    const knownAt = await knownNow(tx, ctx);
    const content = await drawReport(tx, 'TRIAL_BALANCE', { startsOn: null, endsOn: period.endsOn, knownAt, customerId: null }, ctx);
    return { period, open: openChecks(counts, words), knownAt, content };
  },
  decide: ({ period, open, knownAt, content }, { reason }, ctx) => {
    if (period.lockedAt) throw PeriodAlready({ name: period.name, state: 'locked' });
    if (open.length > 0 && !reason) throw PeriodChecksOpen({ name: period.name, count: open.length });
    const savedReport = ctx.newId();
    return {
      rows: [
        update('Period', period.id, { lockedAt: ctx.now, lockedById: ctx.viewer.id, closingAt: null, closingById: null, version: period.version + 1 }),
        insert('SavedReport', {
          id: savedReport, companyId: ctx.company.id, kind: 'TRIAL_BALANCE', name: period.name, startsOn: null, endsOn: period.endsOn, knownAt, customerId: null, periodId: period.id,
          content, hash: hashOf(content), savedById: ctx.viewer.id, savedByName: ctx.viewer.name,
        }),
      ],
      events: [{ kind: 'periodLocked', subjectType: 'Period', subjectId: period.id, reason, data: { open: open.map(({ kind }) => kind) } }],
      result: { period: period.id, savedReport },
    };
  },
});

/** Whether somebody else could answer for the books: then one does not open a period alone. */
export const someoneElse = (viewerId: string | null) => sql`SELECT count(*)::int AS count FROM "User" u WHERE u."isActive" AND u.role IN ('OWNER', 'CONTROLLER') AND u.id IS DISTINCT FROM ${viewerId}::uuid`;

/** The approval that opens a locked period; undefined where there is nobody to ask. Refuses PERIOD_REOPENING_NEEDED. */
export function demandReopening(period: Pick<PeriodRow, 'name'>, approvals: readonly ApprovalRow[], others: number): ApprovalRow | undefined {
  const approval = approvals.find(({ status }) => status === 'APPROVED');
  if (!approval && others > 0) throw PeriodReopeningNeeded({ name: period.name });
  return approval;
}

/** Refuses where nothing need be asked. */
export function demandReopeningOpen(period: Pick<PeriodRow, 'name' | 'lockedAt'>, approvals: readonly ApprovalRow[], others: number): void {
  if (!period.lockedAt) throw PeriodAlready({ name: period.name, state: 'open' });
  const waiting = approvals.find(({ status }) => status === 'PENDING');
  if (waiting) throw ApprovalPending({ approval: waiting.id });
  if (others === 0 || approvals.some(({ status }) => status === 'APPROVED')) throw PeriodReopeningSuffices({ name: period.name });
}

const loadReopening = async (tx: Tx, periodId: string, viewerId: string | null) => {
  const period = await lockRow(tx, 'Period', periodId);
  const [counted] = await tx.rows<{ count: number }>(someoneElse(viewerId));
  return { period, approvals: await selectRows(tx, 'Approval', sql`t."subjectId" = ${periodId} AND t.kind = 'PERIOD_REOPENING'`, { lock: true }), others: counted?.count ?? 0 };
};

export const requestPeriodReopening = action({
  name: 'requestPeriodReopening', describe: 'Asks a second person of the books to let a locked period be opened again.', permission,
  input: { periodId: id('Period'), reason: text({ max: 1000, lines: true }) },
  refusals: [PeriodAlready, ApprovalPending, PeriodReopeningSuffices], payload: { period: 'record:Period', approval: 'record:Approval' },
  load: (tx, { periodId }, ctx) => loadReopening(tx, periodId, ctx.viewer.id),
  decide: ({ period, approvals, others }, { reason }, ctx) => {
    demandReopeningOpen(period, approvals, others);
    const asked = requestApprovalRows({ kind: 'PERIOD_REOPENING', subject: { type: 'Period', id: period.id }, amount: null, reason, facts: { period: period.name } }, approvals as ApprovalRow[], ctx);
    return {
      rows: asked.rows, events: [...asked.events, { kind: 'periodReopeningRequested', subjectType: 'Period', subjectId: period.id, reason }],
      result: { period: period.id, approval: asked.id },
    };
  },
});

export const unlockPeriod = action({
  name: 'unlockPeriod', permission,
  describe: 'Opens a locked period again, for a reason. Where the books are kept by several, one of the others agrees first. Not while its year is closed.',
  input: { periodId: id('Period'), reason: text({ max: 1000, lines: true }) },
  refusals: [PeriodAlready, PeriodReopeningNeeded, YearClosed], payload: { period: 'record:Period' },
  load: async (tx, { periodId }, ctx) => {
    // A year is closed and a period of it opened one after the other.
    const { companyId } = await readRow(tx, 'Period', periodId);
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`years ${companyId}`}, 0))`);
    const found = await loadReopening(tx, periodId, ctx.viewer.id);
    const [year] = await tx.rows<{ year: number; isReopening: boolean }>(sql`SELECT year, "isReopening" FROM "YearClose" WHERE "companyId" = ${companyId}
      AND ${found.period.startsOn} <= "endsOn" AND ${found.period.endsOn} >= "startsOn" ORDER BY "recordedAt" DESC, id DESC LIMIT 1`);
    return { ...found, closed: year && !year.isReopening ? year.year : undefined };
  },
  decide: ({ period, approvals, others, closed }, { reason }, ctx) => {
    if (!period.lockedAt) throw PeriodAlready({ name: period.name, state: 'open' });
    if (closed !== undefined) throw YearClosed({ year: closed });
    // What the server does by itself, and the test of it, has nobody beside it.
    const approval = demandReopening(period, approvals, ctx.viewer.kind === 'SYSTEM' ? 0 : others);
    return {
      rows: [update('Period', period.id, { lockedAt: null, lockedById: null, version: period.version + 1 }), ...(approval ? useApprovalRows(approval) : [])],
      events: [{ kind: 'periodUnlocked', subjectType: 'Period', subjectId: period.id, reason }],
      result: { period: period.id },
    };
  },
});
