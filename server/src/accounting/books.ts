// Loading side of the journal: accounts, the period's lock, the next number of a series. In the order of locks:
// period first, number series last.
import sql from 'sql-template-tag';
import type { AccountCode } from './chart.ts';
import type { Tx } from '../shared/db.ts';
import type { Refusal } from '../shared/refusal.ts';
import { yearOf, type Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { DayInFuture, PeriodLocked, PeriodMissing } from './refusals.ts';

/** The accounts that postings name, by code. */
export type Accounts = Readonly<Record<AccountCode, string>>;
const known = new WeakMap<object, Map<string, Accounts>>();

/** Account ids by code, if this process has asked for the company's before: they never change. */
export const cachedAccounts = (ctx: Context): Accounts | undefined => known.get(ctx.db.pool)?.get(ctx.company.id);

export function keepAccounts(ctx: Context, rows: { code: string; id: string }[]): Accounts {
  const byCompany = known.get(ctx.db.pool) ?? new Map<string, Accounts>();
  known.set(ctx.db.pool, byCompany);
  const accounts = Object.fromEntries(rows.map(({ code, id }) => [code, id])) as Accounts;
  byCompany.set(ctx.company.id, accounts);
  return accounts;
}

/** Account ids by code; a process asks once a company. */
export const loadAccounts = async (tx: Tx, ctx: Context): Promise<Accounts> => cachedAccounts(ctx)
  ?? keepAccounts(ctx, await tx.rows(sql`SELECT code, id FROM "Account" WHERE "companyId" = ${ctx.company.id}`));

/** Whether somebody may not post into a period: nobody into a locked one, the books alone into one that is being closed. */
export const isShut = (period: { lockedAt: unknown; closingAt: unknown }, { viewer }: Pick<Context, 'viewer'>): boolean =>
  period.lockedAt !== null || (period.closingAt !== null && !viewer.permissions.has('periods.manage'));

/** Holds the period of a day open until commit; refuses a day to come, a day of no period and a locked one. */
export async function holdPeriod(tx: Tx, ctx: Context, day: Day): Promise<void> {
  if (day > ctx.today) throw DayInFuture({ day, today: ctx.today });
  const [period] = await tx.rows<{ lockedAt: Date | null; closingAt: Date | null }>(sql`SELECT "lockedAt", "closingAt" FROM "Period"
    WHERE "companyId" = ${ctx.company.id} AND "startsOn" <= ${day} AND "endsOn" >= ${day} FOR SHARE`);
  if (!period) throw PeriodMissing({ day });
  if (!isShut(period, ctx)) return;
  const [open] = await tx.rows<{ day: Day }>(sql`SELECT min("startsOn")::text AS day FROM "Period"
    WHERE "companyId" = ${ctx.company.id} AND "lockedAt" IS NULL AND "closingAt" IS NULL AND "endsOn" > ${day}`);
  throw PeriodLocked({ day, firstOpenDay: open?.day ?? ctx.today });
}

/** Holds the periods of many days open until commit; what refuses each day that cannot be posted on. */
export async function holdPeriods(tx: Tx, ctx: Context, days: readonly Day[]): Promise<ReadonlyMap<Day, Refusal>> {
  const periods = await tx.rows<{ from: Day; to: Day; lockedAt: Date | null; closingAt: Date | null }>(sql`SELECT "startsOn"::text AS "from", "endsOn"::text AS "to", "lockedAt", "closingAt" FROM "Period"
    WHERE "companyId" = ${ctx.company.id} AND "endsOn" >= (SELECT min(d) FROM unnest(${[...days]}::date[]) d) ORDER BY "startsOn" FOR SHARE`);
  return new Map([...new Set(days)].flatMap((day): [Day, Refusal][] => {
    if (day > ctx.today) return [[day, DayInFuture({ day, today: ctx.today })]];
    const period = periods.find(({ from, to }) => from <= day && day <= to);
    if (!period) return [[day, PeriodMissing({ day })]];
    return isShut(period, ctx) ? [[day, PeriodLocked({ day, firstOpenDay: periods.find((each) => !isShut(each, ctx) && each.to > day)?.from ?? ctx.today })]] : [];
  }));
}

/** Series of document numbers. */
export type Series = 'ORD' | 'SHP' | 'INV' | 'CRN' | 'PAY' | 'PUR' | 'RCT' | 'BIL' | 'REQ' | 'RFQ' | 'INS' | 'RTS'
  | 'USE' | 'LDC' | 'PRP' | 'TRF' | 'PCK' | 'CNT' | 'RUN' | 'SCR' | 'DLV' | 'RMA' | 'RGR' | 'OCO' | 'CAL' | 'QUO' | 'AGR' | 'JRN' | 'TAX' | 'EXP' | 'IVR' | 'REV' | 'CNV' | 'COM' | 'CPO'
  | 'CHG' | 'CHR' | 'RFD' | 'CBK' | 'WOF' | 'REC' | 'PRV' | 'SPV' | 'DEP' | 'DPI' | 'CTR' | 'DFR' | 'CRA' | 'CDR' | 'RCP' | 'DSP' | 'STM';

/** The next number of a series, e.g. INV-2026-00042: without gaps, as its row stays locked until commit. Ask for it last. */
export async function takeNumber(tx: Tx, ctx: Context, series: Series, day: Day): Promise<string> {
  const year = yearOf(day);
  const [row] = await tx.rows<{ n: number }>(sql`INSERT INTO "NumberSeries" (id, "companyId", series, year, next)
    VALUES (gen_random_uuid(), ${ctx.company.id}, ${series}, ${year}, 2)
    ON CONFLICT ("companyId", series, year) DO UPDATE SET next = "NumberSeries".next + 1 RETURNING next - 1 AS n`);
  return `${series}-${year}-${String(row?.n ?? 0).padStart(5, '0')}`;
}
