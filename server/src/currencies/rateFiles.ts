// Pure: rates from files. CSV of the firm's own (currency, day, rate), and the European Central Bank's, which tells what a euro
// is worth: eurofxref.xml, eurofxref-hist.xml, and its CSV with a column a currency.
import { parseDay, type Day } from '../shared/time.ts';
import { isDecimal, parseDecimal, roundedQuotient } from '../shared/decimal.ts';
import { currencyExponent } from '../shared/money.ts';
import type { FxRate } from '../shared/quantity.ts';
import type { RateSource } from '../generated/rows.ts';

/** A rate as a file tells it; `problem`: why it is not taken. */
export interface FileRate { line: number; code: string; on: Day | null; text: string; rate: FxRate | null; problem: 'CURRENCY' | 'DAY' | 'RATE' | 'OWN' | null }
export interface RateFile { source: RateSource; rates: FileRate[] }

const ONE = 10n ** 10n;
const PLACES = 10;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** 2026-03-31, 31.03.2026, 31/03/2026 or "31 March 2026", as the bank's CSV writes it. */
function dayOf(text: string): Day | null {
  const given = text.trim();
  const [, d, m, y] = /^(\d{1,2})[./ -]([A-Za-z]{3,9}|\d{1,2})[./ -](\d{4})$/.exec(given) ?? [];
  if (!d || !m || !y) return parseDay(given) ?? null;
  const month = /\d/.test(m) ? Number(m) : months.indexOf(m.slice(0, 3).toLowerCase()) + 1;
  return parseDay(`${y}-${String(month).padStart(2, '0')}-${d.padStart(2, '0')}`) ?? null;
}

function rateOf(text: string): bigint | null {
  const plain = text.trim();
  const rate = isDecimal(plain) ? parseDecimal(plain, PLACES) : undefined;
  return rate === undefined || rate <= 0n ? null : rate;
}

interface PerEuro { line: number; on: string; code: string; text: string }

/** What a unit of each currency is worth in company money, by way of the euro: of each day that tells the company's own. */
function crossed(told: readonly PerEuro[], companyCode: string): FileRate[] {
  return [...Map.groupBy(told, ({ on }) => on)].flatMap(([day, of]) => {
    const on = dayOf(day);
    const own = companyCode === 'EUR' ? ONE : rateOf(of.find(({ code }) => code === companyCode)?.text ?? '');
    const all = [...of.filter(({ code }) => code !== 'EUR'), ...(companyCode === 'EUR' ? [] : [{ line: of[0]?.line ?? 0, on: day, code: 'EUR', text: '1' }])];
    return all.filter(({ code, text }) => code !== companyCode && text.trim() !== '' && text.trim() !== 'N/A').map(({ line, code, text }): FileRate => {
      const per = rateOf(text);
      const rate = own === null || per === null ? null : roundedQuotient(own * ONE, per) as FxRate;
      return { line, code, on, text, rate, problem: currencyExponent(code) === undefined ? 'CURRENCY' : on === null ? 'DAY' : rate === null || rate === 0n ? 'RATE' : null };
    });
  });
}

function readXml(content: string): PerEuro[] {
  const found: PerEuro[] = [];
  let on = '';
  content.split('\n').join('\n').replace(/<(?:\w+:)?Cube\b([^>]*)>/g, (_all, attributes: string, at: number) => {
    const value = (name: string) => new RegExp(`${name}=["']([^"']*)["']`).exec(attributes)?.[1];
    on = value('time') ?? on;
    const [code, text] = [value('currency'), value('rate')];
    if (code && text) found.push({ line: content.slice(0, at).split('\n').length, on, code: code.toUpperCase(), text });
    return '';
  });
  return found;
}

const cells = (line: string, separator: string): string[] => line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));

/** The firm's own file: a head with currency, day and rate (company money per unit), or `perUnit` the other way round. */
function readOwn(lines: readonly string[], separator: string, companyCode: string): FileRate[] {
  const head = cells(lines[0] ?? '', separator).map((cell) => cell.toLowerCase());
  const at = (...names: string[]) => head.findIndex((cell) => names.includes(cell));
  const [code, day, rate, inverse] = [at('currency', 'code', 'currencycode'), at('day', 'date', 'on'), at('rate'), at('inverse', 'perunit')];
  if (code < 0 || day < 0 || (rate < 0 && inverse < 0)) return [];
  return lines.slice(1).flatMap((line, index): FileRate[] => {
    if (line.trim() === '') return [];
    const row = cells(line, separator);
    const name = (row[code] ?? '').toUpperCase();
    const text = (rate >= 0 ? row[rate] : row[inverse]) ?? '';
    const told = rateOf(separator === ';' ? text.replace(',', '.') : text);
    const made = told === null ? null : (rate >= 0 ? told : roundedQuotient(ONE * ONE, told)) as FxRate;
    const on = dayOf(row[day] ?? '');
    return [{ line: index + 2, code: name, on, text, rate: made, problem: currencyExponent(name) === undefined ? 'CURRENCY' : name === companyCode ? 'OWN' : on === null ? 'DAY' : made === null || made === 0n ? 'RATE' : null }];
  });
}

/** Rates of a file, whatever form it has; undefined where it has none. */
export function readRateFile(content: string, companyCode: string): RateFile | undefined {
  const text = content.replace(/^\uFEFF/, '');
  if (/<(?:\w+:)?Cube\b/.test(text)) return { source: 'ECB', rates: crossed(readXml(text), companyCode) };
  const lines = text.split(/\r?\n/);
  const separator = [';', '\t', ','].find((each) => (lines[0] ?? '').includes(each)) ?? ',';
  const head = cells(lines[0] ?? '', separator);
  if (head[0] === 'Date' && head.slice(1).some((cell) => /^[A-Z]{3}$/.test(cell))) {
    const told = lines.slice(1).flatMap((line, index) => cells(line, separator).flatMap((text2, place): PerEuro[] =>
      (place > 0 && /^[A-Z]{3}$/.test(head[place] ?? '') ? [{ line: index + 2, on: cells(line, separator)[0] ?? '', code: head[place] ?? '', text: text2 }] : [])));
    return { source: 'ECB', rates: crossed(told.filter(({ on }) => on !== ''), companyCode) };
  }
  const rates = readOwn(lines, separator, companyCode);
  return rates.length > 0 ? { source: 'CSV', rates } : undefined;
}
