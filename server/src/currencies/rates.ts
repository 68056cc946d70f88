// What a currency was worth on a day: the last rate on or before it, not older than the firm lets count.
import sql, { type Sql } from 'sql-template-tag';
import type { CurrencyRuleRow } from '../generated/rows.ts';
import type { Queryable } from '../shared/db.ts';
import type { Known } from '../shared/known.ts';
import { joined, type Part } from '../shared/parts.ts';
import type { FxRate } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { decodeValue } from '../shared/tables.ts';
import { daysBetween, type Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { RateMissing, RateOld } from './refusals.ts';

export interface Rate { code: string; /** The day asked for. */ on: Day; rate: FxRate; ratedOn: Day }
/** What is known of rates: those of the currencies that the firm trades in, on the days asked for. */
export interface Rates { found: Rate[]; traded: string[]; rule: Pick<CurrencyRuleRow, 'maxAgeDays' | 'convertsPrices'> }
export const usualRule: Rates['rule'] = { maxAgeDays: 7, convertsPrices: true };

/** The last rate of a currency (SQL) on or before a day (SQL); of one day the one entered last. */
export const rateOn = (code: Sql, day: Sql): Sql => sql`(SELECT x.rate, x."ratedOn" FROM "ExchangeRate" x WHERE x."currencyCode" = ${code} AND x."ratedOn" <= ${day} ORDER BY x."ratedOn" DESC, x.sequence DESC LIMIT 1)`;

/** The rate of a currency (SQL) that may be used on a day (SQL); null: none is known, or the last is too old. */
export const usableRateSql = (code: Sql, day: Sql): Sql => sql`(SELECT u.rate FROM ${rateOn(code, day)} u WHERE u."ratedOn" >= ${day} - coalesce((SELECT m."maxAgeDays" FROM "CurrencyRule" m LIMIT 1), ${usualRule.maxAgeDays}::int))`;

/** What is known of all traded currencies on days: `days` (SQL) gives them as d. */
export const ratesSql = ({ company }: Pick<Context, 'company'>, days: Sql): Sql => sql`SELECT t.code, t."isActive", d::text AS "on", x.rate::text AS rate, x."ratedOn"::text AS "ratedOn", r."maxAgeDays", r."convertsPrices"
  FROM "TradingCurrency" t CROSS JOIN ${days} d LEFT JOIN LATERAL ${rateOn(sql`t.code`, sql`d`)} x ON TRUE LEFT JOIN "CurrencyRule" r ON r."companyId" = t."companyId"
  WHERE t."companyId" = ${company.id}`;
const statement = (ctx: Pick<Context, 'company'>, days: readonly Day[]): Sql => ratesSql(ctx, sql`unnest(${[...new Set(days)].sort()}::date[])`);

export const readRates = (rows: readonly Record<string, unknown>[]): Rates => ({
  traded: [...new Set(rows.filter((row) => row.isActive === true).map((row) => String(row.code)))],
  rule: rows[0] && rows[0].maxAgeDays !== null ? { maxAgeDays: Number(rows[0].maxAgeDays), convertsPrices: rows[0].convertsPrices === true } : usualRule,
  found: rows.flatMap((row) => (row.rate === null ? [] : [{ code: String(row.code), on: String(row.on) as Day, rate: decodeValue('fx', row.rate) as FxRate, ratedOn: String(row.ratedOn) as Day }])),
});

/** The rates of days, by a statement of their own. */
export const loadRates = async (tx: Queryable, ctx: Pick<Context, 'company'>, days: readonly Day[]): Promise<Rates> => readRates(await tx.rows(statement(ctx, days)));

/** The rates of days, for several requests at once. */
export const ratePart = (ctx: Pick<Context, 'company'>, days: readonly Day[]): Part => joined('rates', statement(ctx, days));
export const ratesOf = (known: Known): Rates => readRates(known.joined('rates'));

/** The rate of another currency on a day; undefined: there is none that may be used. */
export function usableRate({ found, rule }: Rates, code: string, on: Day): FxRate | undefined {
  const known = found.find((each) => each.code === code && each.on === on);
  return known && daysBetween(known.ratedOn, on) <= rule.maxAgeDays ? known.rate : undefined;
}

/** The rate of a currency on a day; null: it is the company's. Refuses RATE_MISSING and RATE_OLD. */
export function rateFor(rates: Rates, code: string, on: Day, { company }: Pick<Context, 'company'>): FxRate | null {
  if (code === company.currencyCode) return null;
  const found = rates.found.find((each) => each.code === code && each.on === on);
  if (!found) throw RateMissing({ currency: code, day: on });
  if (daysBetween(found.ratedOn, on) > rates.rule.maxAgeDays) throw RateOld({ currency: code, day: on, ratedOn: found.ratedOn, maxAgeDays: rates.rule.maxAgeDays });
  return found.rate;
}

/** Whether a rate of a currency may be used on a day. */
export const hasRate = ({ found, rule }: Rates, code: string, on: Day): boolean => found.some((each) => each.code === code && each.on === on && daysBetween(each.ratedOn, on) <= rule.maxAgeDays);

/** Refuses a currency that the firm does not trade in. */
export function demandTraded(code: string, rates: Pick<Rates, 'traded'>, { company }: Pick<Context, 'company'>, path: string[]): void {
  if (code !== company.currencyCode && !rates.traded.includes(code)) throw fieldRefused(path, 'currency_not_traded', { currency: code });
}
