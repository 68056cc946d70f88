import sql from 'sql-template-tag';
import { reportQuery, reportType } from '../reports.ts';
import type { PeriodCheckKind, PeriodCheckStatus } from '../generated/rows.ts';
import { id } from '../shared/input.ts';
import { report } from '../shared/report.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import { compareStatements } from './compareStatements.ts';
import { exposureAsOf } from './exposureAsOf.ts';
import { fiscalYears } from './fiscalYears.ts';
import { openingReport } from './openingReport.ts';
import { countChecks } from './periodChecks.ts';
import { differences, type SavedContent } from './savedContent.ts';
import { drawReport, hashOf, loadSaved } from './savedReports.ts';
import { taxReport } from './taxReport.ts';
import type { Context } from '../shared/viewer.ts';

reportType('PeriodCheckItem', 'A check of a period: how much there is to look at, and what was said on it.', {
  kind: 'enum:PeriodCheckKind', count: 'int', isOpen: 'boolean', status: 'enum:PeriodCheckStatus?', counted: 'int?', reason: 'text?', byName: 'text?', at: 'instant?',
});
interface Item { kind: PeriodCheckKind; count: number; status: PeriodCheckStatus | null; counted: number | null; reason: string | null; byName: string | null; at: string | null }

/** What is to be looked at before a period is locked, with the last word on each. */
reportQuery('periodChecklist', {
  describe: 'What is to be looked at before a period is locked: counted now, with the last word on each.', permission: 'periods.manage', type: 'PeriodCheckItem', list: true,
  report: report({
    args: { periodId: id('Period') },
    statement: ({ periodId }, { company }) => sql`SELECT c.kind, c.count, w.status::text AS status, w.count AS counted, w.reason, w."byName", w."recordedAt" AS at
      FROM "Period" this CROSS JOIN LATERAL (${countChecks({ companyId: sql`this."companyId"`, startsOn: sql`this."startsOn"`, endsOn: sql`this."endsOn"` })}) c
      LEFT JOIN LATERAL (SELECT * FROM "PeriodCheck" w WHERE w."periodId" = this.id AND w.kind::text = c.kind ORDER BY w."recordedAt" DESC, w.id DESC LIMIT 1) w ON TRUE
      WHERE this.id = ${periodId} AND this."companyId" = ${company.id} ORDER BY c.no`,
    make: (rows: Item[]) => rows.map((row) => ({
      ...row, at: row.at === null ? null : new Date(row.at),
      isOpen: row.count > 0 && !(row.status !== null && row.status !== 'OPEN' && (row.counted ?? 0) >= row.count),
    })),
  }),
});

reportType('FiscalYear', 'A fiscal year, named by the calendar year in which it ends: its result, what of it is open, and its close.', {
  year: 'int', startsOn: 'day', endsOn: 'day', isOver: 'boolean', openPeriods: 'int', entries: 'int', result: 'money', close: 'record:YearClose?',
});
reportType('FiscalYears', 'The fiscal years since the first entry, the latest first.', { month: 'int', years: 'reports:FiscalYear' });
reportQuery('fiscalYears', { describe: 'The fiscal years since the first entry, with what each earned and whether it is closed.', permission: 'reports.read', type: 'FiscalYears', report: fiscalYears });

reportType('StatementColumn', 'The days of a column; a balance stands as of the last.', { from: 'day', to: 'day' });
reportType('AmountOfColumn', 'The amount of a column.', { amount: 'money' });
reportType('ComparedRow', 'An account with an amount for each column, and what the first differs from the second by.', {
  account: 'record:Account', code: 'text', name: 'text', type: 'enum:AccountType', amounts: 'reports:AmountOfColumn', change: 'money',
});
reportType('ComparedTotal', 'A sum, by its name: revenue, expense, profit, assets, liabilities, equity, result or difference.', { name: 'text', amounts: 'reports:AmountOfColumn', change: 'money' });
reportType('ComparedStatements', 'A statement beside the same of earlier years or periods.', { kind: 'enum:StatementKind', columns: 'reports:StatementColumn', rows: 'reports:ComparedRow', totals: 'reports:ComparedTotal' });
const told = <T extends { amounts: readonly bigint[] }>(rows: T[]) => rows.map((row) => ({ ...row, amounts: row.amounts.map((amount) => ({ amount })) }));
reportQuery('compareStatements', {
  describe: 'Trial balance, profit and loss or balance sheet beside the same of earlier years or periods.', permission: 'reports.read', type: 'ComparedStatements',
  report: report({
    args: compareStatements.args, statement: compareStatements.statement,
    make: (found: Parameters<typeof compareStatements.make>[0], args, ctx) => {
      const made = compareStatements.make(found, args, ctx);
      return { ...made, rows: told(made.rows), totals: told(made.totals) };
    },
  }),
});

const parts = { receivable: 'money', unapplied: 'money', shippedNotInvoiced: 'money', openOrders: 'money', exposure: 'money' } as const;
reportType('ExposureSums', 'Parts of exposure: receivables, goods shipped and not invoiced, open orders, less unapplied money.', parts);
reportType('CustomerExposure', 'A customer\'s exposure.', { customer: 'record:Customer', name: 'text', ...parts });
reportType('ExposureAsOf', 'Exposure as of a day.', { on: 'day', knownAt: 'instant?', rows: 'reports:CustomerExposure', totals: 'report:ExposureSums' });
reportQuery('exposureAsOf', {
  describe: 'What customers owed or would owe as of a day (default today), as known at a time (default now). Open orders and goods shipped stand by the day on which they were recorded.',
  permission: 'credit.read', type: 'ExposureAsOf', report: exposureAsOf,
});

reportType('TaxRow', 'Base and tax of a code; sales and purchases both positive.', {
  side: 'enum:TaxSide', taxCode: 'record:TaxCode?', code: 'text', name: 'text', rate: 'rate', base: 'money', tax: 'money', correctionBase: 'money', correctionTax: 'money',
});
reportType('TaxAccount', 'A tax account of the days: its movement, what of it the return tells, and the rest.', { account: 'record:Account', code: 'text', name: 'text', movement: 'money', told: 'money', other: 'money' });
reportType('TaxReport', 'What a tax return of the days would say.', { from: 'day', to: 'day', knownAt: 'instant?', rows: 'reports:TaxRow', payable: 'money', accounts: 'reports:TaxAccount' });
reportQuery('taxReport', { describe: 'What a tax return of the days would say now, and what ties it to the tax accounts.', permission: 'tax.read', type: 'TaxReport', report: taxReport });

reportType('OpeningPartSum', 'What documents took over, and what the ledger has of it.', { part: 'enum:OpeningPart', records: 'int', told: 'money', ledger: 'money', difference: 'money' });
reportType('OpeningAccount', 'What openings wrote to an account.', { account: 'record:Account', code: 'text', name: 'text', balance: 'money' });
reportType('OpeningReport', 'The move of a firm into these books. Opening is what is left on the opening balances: assets less liabilities and equity taken over.', {
  upTo: 'day', parts: 'reports:OpeningPartSum', accounts: 'reports:OpeningAccount', assets: 'money', liabilities: 'money', equity: 'money', opening: 'money', firstOn: 'day?', lastOn: 'day?',
});
reportQuery('openingReport', { describe: 'What was taken over into these books up to a day (default today), against the ledger.', permission: 'reports.read', type: 'OpeningReport', report: openingReport });

reportType('SavedReportDifference', 'What a report says otherwise now. Without a key: a total.', {
  key: 'text', group: 'text', label: 'text', name: 'text?', column: 'text', before: 'text?', after: 'text?',
});
reportType('SavedReportCheck', 'A saved report asked for again: with what was known then, and with what is known now.', {
  isSame: 'boolean', hash: 'text', currentHash: 'text', changes: 'reports:SavedReportDifference',
});

async function names(keys: readonly string[], ctx: Context): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(keys)].filter((key) => /^[0-9a-f-]{36}$/.test(key));
  const rows = await ctx.db.rows<{ id: string; name: string }>(sql`SELECT id, name FROM "Account" WHERE id = ANY(${ids}::uuid[]) UNION ALL SELECT id, name FROM "Customer" WHERE id = ANY(${ids}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row.name]));
}

reportQuery('checkSavedReport', {
  describe: 'Asks for a saved report again: whether it is the same with what was known then, and what has changed since, line by line.', permission: 'reports.read', type: 'SavedReportCheck', nullable: true,
  args: { savedReportId: id('SavedReport') },
  resolve: async ({ savedReportId }, ctx) => {
    const saved = await loadSaved(ctx.db, savedReportId);
    if (!saved) throw NotFound({ type: 'SavedReport', id: savedReportId });
    const [again, now] = [await drawReport(ctx.db, saved.kind, saved, ctx), await drawReport(ctx.db, saved.kind, { ...saved, knownAt: null }, ctx)];
    // What this server wrote itself.
    const found = differences(JSON.parse(saved.content) as SavedContent, JSON.parse(now) as SavedContent);
    const named = await names(found.map(({ key }) => key), ctx);
    return { isSame: again === saved.content, hash: hashOf(again), currentHash: hashOf(now), changes: found.map((each) => ({ ...each, name: named.get(each.key) ?? null })) };
  },
});
