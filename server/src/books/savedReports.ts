// Reports saved as they were for a day, with what was known then, and asked for again.
import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import { balanceSheet } from '../accounting/balanceSheet.ts';
import { profitAndLoss } from '../accounting/profitAndLoss.ts';
import { trialBalance } from '../accounting/trialBalance.ts';
import type { SavedReportKind, SavedReportRow } from '../generated/rows.ts';
import { receivablesByAge } from '../receivables/receivablesByAge.ts';
import { statement } from '../receivables/statement.ts';
import { action } from '../shared/action.ts';
import type { Queryable } from '../shared/db.ts';
import { choice, day, id, instant, optional, text } from '../shared/input.ts';
import { answerOn } from '../shared/report.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { insert } from '../shared/write.ts';
import { exposureAsOf } from './exposureAsOf.ts';
import { knownNow } from './known.ts';
import { contentOf } from './savedContent.ts';

export interface SavedArgs { startsOn: Day | null; endsOn: Day; knownAt: Date | null; customerId: string | null }

/** The content of a report of a kind, as known at a time (null: now, as far as it is committed). */
export async function drawReport(db: Queryable, kind: SavedReportKind, { startsOn, endsOn, knownAt, customerId }: SavedArgs, ctx: Context): Promise<string> {
  const [from, currencyCode] = [startsOn ?? endsOn, ctx.company.currencyCode];
  const on = { on: endsOn, knownAt };
  switch (kind) {
    case 'TRIAL_BALANCE': return contentOf(kind, await answerOn(db, trialBalance, on, ctx), currencyCode);
    case 'BALANCE_SHEET': return contentOf(kind, await answerOn(db, balanceSheet, on, ctx), currencyCode);
    case 'PROFIT_AND_LOSS': return contentOf(kind, await answerOn(db, profitAndLoss, { from, to: endsOn, knownAt }, ctx), currencyCode);
    case 'RECEIVABLES_BY_AGE': return contentOf(kind, await answerOn(db, receivablesByAge, on, ctx), currencyCode);
    case 'EXPOSURE': return contentOf(kind, await answerOn(db, exposureAsOf, on, ctx), currencyCode);
    case 'STATEMENT': return contentOf(kind, await answerOn(db, statement, { customerId: customerId ?? '', from, to: endsOn, knownAt }, ctx), currencyCode);
  }
}

export const hashOf = (content: string): string => createHash('sha256').update(content).digest('hex');

const PERIODIC: readonly SavedReportKind[] = ['PROFIT_AND_LOSS', 'STATEMENT'];

export const saveReport = action({
  name: 'saveReport', permission: 'reports.save',
  describe: 'Saves a report as it is for a day, with what is known now or was at a time. Asked for again with that day and time, it is the same to the byte.',
  input: {
    kind: choice('SavedReportKind'), name: optional(text({ max: 200 })), startsOn: { ...optional(day()), describe: 'Of a profit and loss or a statement: its first day.' }, endsOn: day(),
    knownAt: { ...optional(instant()), describe: 'What was recorded before. Default: all there is.' }, customerId: { ...optional(id('Customer')), describe: 'Whose statement.' },
  },
  refusals: [], payload: { savedReport: 'record:SavedReport' },
  load: async (tx, { kind, startsOn = null, endsOn, knownAt: asked, customerId = null }, ctx) => {
    if (PERIODIC.includes(kind) && !startsOn) throw fieldRefused(['startsOn'], 'required');
    if (startsOn && startsOn > endsOn) throw fieldRefused(['endsOn'], 'day_before', { day: startsOn });
    if (kind === 'STATEMENT' && !customerId) throw fieldRefused(['customerId'], 'required');
    const knownAt = await knownNow(tx, ctx, asked);
    return { knownAt, content: await drawReport(tx, kind, { startsOn, endsOn, knownAt, customerId }, ctx) };
  },
  decide: ({ knownAt, content }, { kind, name, startsOn, endsOn, customerId }, ctx) => {
    const savedReport = ctx.newId();
    const isOfDays = PERIODIC.includes(kind);
    const row: Omit<SavedReportRow, 'recordedAt'> = {
      id: savedReport, companyId: ctx.company.id, kind, name: name ?? (isOfDays ? `${startsOn} – ${endsOn}` : endsOn), startsOn: isOfDays ? startsOn ?? null : null, endsOn, knownAt,
      customerId: kind === 'STATEMENT' ? customerId ?? null : null, periodId: null, content, hash: hashOf(content), savedById: ctx.viewer.id, savedByName: ctx.viewer.name,
    };
    return {
      rows: [insert('SavedReport', row)],
      events: [{ kind: 'reportSaved', subjectType: 'SavedReport', subjectId: savedReport, data: { report: kind, endsOn } }],
      result: { savedReport },
    };
  },
});

/** A saved report's row. */
export const loadSaved = async (db: Queryable, savedReportId: string): Promise<SavedReportRow | undefined> => {
  const [row] = await selectRows(db, 'SavedReport', sql`t.id = ${savedReportId}`);
  return row;
};
