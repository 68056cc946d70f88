// Rates are entered and never changed: a correction is a further one, and the one entered last counts.
import sql from 'sql-template-tag';
import { DayInFuture } from '../accounting/refusals.ts';
import type { RateSource } from '../generated/rows.ts';
import { action, type DecideContext } from '../shared/action.ts';
import type { Queryable } from '../shared/db.ts';
import { currency, day, fxRate, optional, text } from '../shared/input.ts';
import { printFxRate, type FxRate } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { decodeValue } from '../shared/tables.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { insert } from '../shared/write.ts';
import { demandTraded, loadRates } from './rates.ts';
import { readRateFile, type FileRate, type RateFile } from './rateFiles.ts';

const permission = 'currencies.manage';
/** A file of the bank's whole history has some 250,000 rates; those of the firm's currencies alone are taken. */
const FILE_MOST = 8_000_000;

const rateRow = (tradingCurrencyId: string, { code, on, rate }: { code: string; on: Day; rate: FxRate }, source: RateSource, fileName: string | null, ctx: DecideContext) => insert('ExchangeRate', {
  id: ctx.newId(), companyId: ctx.company.id, tradingCurrencyId, currencyCode: code, ratedOn: on, rate, source, fileName, enteredById: ctx.viewer.kind === 'STAFF' ? ctx.viewer.id : null, enteredByName: ctx.viewer.name,
});

export const enterRate = action({
  name: 'enterRate', permission, describe: 'Enters what a unit of a currency was worth on a day in company money. Of a day that has one, it is a correction: the one before stays to be seen.',
  input: { currencyCode: currency(), ratedOn: day(), rate: fxRate() }, refusals: [DayInFuture], payload: { exchangeRate: 'record:ExchangeRate', tradingCurrency: 'record:TradingCurrency' },
  load: async (tx, { currencyCode }, ctx) => ({ rates: await loadRates(tx, ctx, [ctx.today]), known: (await tx.rows<{ id: string }>(sql`SELECT id FROM "TradingCurrency" WHERE "companyId" = ${ctx.company.id} AND code = ${currencyCode}`))[0] }),
  decide: ({ rates, known }, { currencyCode, ratedOn, rate }, ctx) => {
    if (currencyCode === ctx.company.currencyCode) throw fieldRefused(['currencyCode'], 'currency_own');
    demandTraded(currencyCode, rates, ctx, ['currencyCode']);
    if (ratedOn > ctx.today) throw DayInFuture({ day: ratedOn, today: ctx.today });
    const made = rateRow(known?.id ?? '', { code: currencyCode, on: ratedOn, rate }, 'MANUAL', null, ctx);
    const exchangeRate = String(made.row.id);
    return {
      rows: [made], events: [{ kind: 'rateEntered', subjectType: 'TradingCurrency', subjectId: known?.id ?? '', data: { currency: currencyCode, day: ratedOn, rate: printFxRate(rate) } }],
      result: { exchangeRate, tradingCurrency: known?.id ?? null },
    };
  },
});

type Standing = 'NEW' | 'SAME' | 'CORRECTION' | 'NOT_TRADED' | 'FUTURE' | 'BAD';
export interface SortedRate extends FileRate { standing: Standing; before: FxRate | null }

/** What of a file is new, known already, a correction, or not taken. */
function sorted(file: RateFile, traded: readonly string[], known: ReadonlyMap<string, FxRate>, today: Day): SortedRate[] {
  const seen = new Map(known);
  return file.rates.map((each): SortedRate => {
    const key = `${each.code} ${each.on}`;
    const before = seen.get(key) ?? null;
    const standing: Standing = each.problem !== null || each.on === null || each.rate === null ? 'BAD' : !traded.includes(each.code) ? 'NOT_TRADED' : each.on > today ? 'FUTURE'
      : before === null ? 'NEW' : before === each.rate ? 'SAME' : 'CORRECTION';
    if ((standing === 'NEW' || standing === 'CORRECTION') && each.rate !== null) seen.set(key, each.rate);
    return { ...each, standing, before };
  });
}

export async function loadRateFile(db: Queryable, content: string, ctx: Context): Promise<{ file: RateFile; rates: SortedRate[] }> {
  const file = readRateFile(content, ctx.company.currencyCode);
  if (!file) throw fieldRefused(['content'], 'rate_file');
  const { traded } = await loadRates(db, ctx, [ctx.today]);
  const rows = await db.rows<{ code: string; on: Day; rate: string }>(sql`SELECT DISTINCT ON (x."currencyCode", x."ratedOn") x."currencyCode" AS code, x."ratedOn"::text AS "on", x.rate::text AS rate FROM "ExchangeRate" x
    WHERE x."companyId" = ${ctx.company.id} ORDER BY x."currencyCode", x."ratedOn", x.sequence DESC`);
  const known = new Map(rows.map(({ code, on, rate }): [string, FxRate] => [`${code} ${on}`, decodeValue('fx', rate) as FxRate]));
  return { file, rates: sorted(file, traded, known, ctx.today) };
}

export const rateFileInput = { content: { ...text({ max: FILE_MOST, lines: true }), describe: 'CSV with currency, day and rate; or the European Central Bank\'s eurofxref as XML or CSV: rates by way of the euro.' } };

export const importRates = action({
  name: 'importRates', permission, describe: 'Takes the rates of a file: those of the firm\'s currencies that are new or other than known. The same file again takes nothing.',
  input: { ...rateFileInput, fileName: optional(text({ max: 255 })) }, refusals: [], payload: { taken: 'int', known: 'int', left: 'int' },
  load: async (tx, { content }, ctx) => {
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`rates ${ctx.company.id}`}, 0))`);
    const currencies = await tx.rows<{ id: string; code: string }>(sql`SELECT id, code FROM "TradingCurrency" WHERE "companyId" = ${ctx.company.id}`);
    return { ...await loadRateFile(tx, content, ctx), currencies };
  },
  decide: ({ file, rates, currencies }, { fileName }, ctx) => {
    const taken = rates.flatMap((each) => ((each.standing === 'NEW' || each.standing === 'CORRECTION') && each.on !== null && each.rate !== null ? [{ code: each.code, on: each.on, rate: each.rate }] : []));
    const of = Map.groupBy(taken, ({ code }) => code);
    return {
      rows: taken.map((each) => rateRow(currencies.find(({ code }) => code === each.code)?.id ?? '', each, file.source, fileName ?? null, ctx)),
      events: currencies.flatMap(({ id, code }) => (of.has(code) ? [{ kind: 'ratesImported', subjectType: 'TradingCurrency', subjectId: id, data: { currency: code, rates: of.get(code)?.length ?? 0, file: fileName ?? '' } }] : [])),
      result: { taken: taken.length, known: rates.filter(({ standing }) => standing === 'SAME').length, left: rates.filter(({ standing }) => ['NOT_TRADED', 'FUTURE', 'BAD'].includes(standing)).length },
    };
  },
});

