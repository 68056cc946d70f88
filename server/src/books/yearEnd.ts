// The end of a fiscal year: its result is carried to retained earnings, and back again where the year is opened.
import sql from 'sql-template-tag';
import { loadAccounts } from '../accounting/books.ts';
import { entryRows, mirrored, type LineDraft } from '../accounting/post.ts';
import type { YearCloseRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id, integer, text } from '../shared/input.ts';
import { minor, negate, plus, printMoney, zero } from '../shared/money.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { addDays, parseDay, type Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update } from '../shared/write.ts';
import { YearClosed, YearOpen, YearOrder, YearPeriodsOpen } from './refusals.ts';
import { fiscalYearOf } from './rules.ts';

const permission = 'periods.manage';

export const setFiscalYear = action({
  name: 'setFiscalYear', describe: 'Says with which month a fiscal year begins; while a year is closed it stays.', permission,
  input: { month: integer({ min: 1, max: 12 }) }, refusals: [YearClosed], payload: { company: 'record:Company' },
  load: async (tx, _input, ctx) => {
    await oneYearAtATime(tx, ctx);
    return { company: await readRow(tx, 'Company', ctx.company.id), closed: lastOf(await loadCloses(tx, ctx)).find(({ isReopening }) => !isReopening) };
  },
  decide: ({ company, closed }, { month }) => {
    if (closed) throw YearClosed({ year: closed.year });
    return {
      rows: [update('Company', company.id, { fiscalMonth: month, version: company.version + 1 })],
      events: [{ kind: 'fiscalYearSet', subjectType: 'Company', subjectId: company.id, changes: { fiscalMonth: [company.fiscalMonth, month] } }],
      result: { company: company.id },
    };
  },
});

const oneYearAtATime = (tx: Tx, ctx: Context) => tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`years ${ctx.company.id}`}, 0))`);
const loadCloses = (tx: Tx, ctx: Context): Promise<YearCloseRow[]> => selectRows(tx, 'YearClose', sql`t."companyId" = ${ctx.company.id}`, { orderBy: sql`t."recordedAt", t.id` });

/** What last became of each year. */
const lastOf = (closes: readonly YearCloseRow[]): YearCloseRow[] => [...Map.groupBy(closes, ({ year }) => year).values()].flatMap((own) => own.slice(-1));

export const closeYear = action({
  name: 'closeYear', permission,
  describe: 'Carries revenue and expense of a fiscal year to retained earnings, on its last day. All its periods are locked before, and the years are closed one after the other.',
  input: { year: { ...integer({ min: 1900, max: 9999 }), describe: 'The calendar year in which it ends.' } },
  refusals: [YearClosed, YearPeriodsOpen, YearOrder], payload: { yearClose: 'record:YearClose' },
  load: async (tx, { year }, ctx) => {
    await oneYearAtATime(tx, ctx);
    const { fiscalMonth } = await readRow(tx, 'Company', ctx.company.id);
    const { endsOn: last } = fiscalYearOf(parseDay(`${year}-01-01`) as Day, fiscalMonth);
    // The year that ends in the calendar year asked for.
    const fiscal = fiscalYearOf(Number(last.slice(0, 4)) === year ? last : addDays(last, -1), fiscalMonth);
    if (fiscal.endsOn >= ctx.today) throw fieldRefused(['year'], 'day_before', { day: fiscal.endsOn });
    // Held, so that none is opened before this is written.
    const periods = await selectRows(tx, 'Period', sql`t."companyId" = ${ctx.company.id} AND t."endsOn" >= ${fiscal.startsOn} AND t."startsOn" <= ${fiscal.endsOn}`, { lock: true });
    const [earlier] = await tx.rows<{ day: Day | null }>(sql`SELECT min("effectiveOn")::text AS day FROM "JournalEntry" WHERE "companyId" = ${ctx.company.id}`);
    const balances = await tx.rows<{ accountId: string; amount: string }>(sql`SELECT l."accountId", sum(l."companyMinor")::text AS amount FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
      WHERE l."companyId" = ${ctx.company.id} AND a.type IN ('REVENUE', 'EXPENSE') AND l."effectiveOn" <= ${fiscal.endsOn} GROUP BY a.id, l."accountId" HAVING sum(l."companyMinor") <> 0 ORDER BY a.code`);
    return { fiscal, fiscalMonth, periods, closes: lastOf(await loadCloses(tx, ctx)), first: earlier?.day ?? null, balances, accounts: await loadAccounts(tx, ctx) };
  },
  decide: ({ fiscal, fiscalMonth, periods, closes, first, balances, accounts }, { year }, ctx) => {
    const stands = (of: number) => closes.some((each) => each.year === of && !each.isReopening);
    if (stands(year)) throw YearClosed({ year });
    const open = periods.find(({ lockedAt }) => lockedAt === null);
    if (open) throw YearPeriodsOpen({ year, name: open.name });
    if (first && fiscalYearOf(first, fiscalMonth).year < year && !stands(year - 1)) throw YearOrder({ year, other: year - 1 });
    const [yearClose, entryId] = [ctx.newId(), ctx.newId()];
    const lines = balances.map(({ accountId, amount }): LineDraft => ({ accountId, amount: negate(minor(BigInt(amount))) }));
    const result = plus(zero, ...lines.map(({ amount }) => amount));
    const rows = entryRows(accounts, {
      kind: 'YEAR_END', effectiveOn: fiscal.endsOn, memo: String(year), source: { type: 'YearClose', id: yearClose }, lines: [...lines, { account: '3100', amount: negate(result) }],
    }, ctx, entryId);
    return {
      rows: [...rows, insert('YearClose', {
        id: yearClose, companyId: ctx.company.id, year, startsOn: fiscal.startsOn, endsOn: fiscal.endsOn, isReopening: false, currencyCode: ctx.company.currencyCode, resultMinor: result,
        entryId: rows.length > 0 ? entryId : null, reason: null, byId: ctx.viewer.id, byName: ctx.viewer.name,
      })],
      events: [{ kind: 'yearClosed', subjectType: 'YearClose', subjectId: yearClose, data: { year, result: printMoney(result, ctx.company.currencyCode) } }],
      result: { yearClose },
    };
  },
});

export const reopenYear = action({
  name: 'reopenYear', describe: 'Takes back the close of the last year that is closed, exactly: its result lies on its accounts again. Its periods stay locked until they are opened.', permission,
  input: { yearCloseId: id('YearClose'), reason: text({ max: 1000, lines: true }) },
  refusals: [YearOpen, YearOrder], payload: { yearClose: 'record:YearClose' },
  load: async (tx, { yearCloseId }, ctx) => {
    await oneYearAtATime(tx, ctx);
    const close = await readRow(tx, 'YearClose', yearCloseId);
    return {
      close, closes: lastOf(await loadCloses(tx, ctx)), accounts: await loadAccounts(tx, ctx),
      lines: close.entryId ? await selectRows(tx, 'JournalLine', sql`t."entryId" = ${close.entryId}`, { orderBy: sql`t.no` }) : [],
    };
  },
  decide: ({ close, closes, accounts, lines }, { reason }, ctx) => {
    const { year } = close;
    if (close.isReopening || !closes.some(({ id: last }) => last === close.id)) throw YearOpen({ year });
    const after = closes.find((each) => each.year > year && !each.isReopening);
    if (after) throw YearOrder({ year, other: after.year });
    const [yearClose, entryId] = [ctx.newId(), ctx.newId()];
    const rows = entryRows(accounts, {
      kind: 'YEAR_END', effectiveOn: close.endsOn, memo: reason.slice(0, 500), source: { type: 'YearClose', id: yearClose }, lines: mirrored(lines), ...(close.entryId ? { reversesEntryId: close.entryId } : {}),
    }, ctx, entryId);
    return {
      rows: [...rows, insert('YearClose', {
        id: yearClose, companyId: ctx.company.id, year, startsOn: close.startsOn, endsOn: close.endsOn, isReopening: true, currencyCode: close.currencyCode, resultMinor: negate(close.resultMinor),
        entryId: rows.length > 0 ? entryId : null, reason, byId: ctx.viewer.id, byName: ctx.viewer.name,
      })],
      events: [{ kind: 'yearReopened', subjectType: 'YearClose', subjectId: yearClose, reason, data: { year } }],
      result: { yearClose },
    };
  },
});
