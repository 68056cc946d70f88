// Values as a language writes them: its digits, its calendar, its marks. Decimals stay text, so that nothing is rounded.
import type { Language } from '../generated/rows.ts';
import { currencyExponent } from '../shared/money.ts';
import { message } from '../shared/messages.ts';
import { trimmed } from '../shared/textForms.ts';
import { writings } from './languages.ts';
import type { Cell } from './sheet.ts';

const FSI = '\u2068';
const LRI = '\u2066';
const PDI = '\u2069';

/** Text that keeps its own direction, whatever stands around it. */
export const isolated = (text: string): string => `${FSI}${text}${PDI}`;
/** Codes and numbers read from left to right everywhere. */
const leftToRight = (text: string): string => `${LRI}${text}${PDI}`;

const numberFormats = new Map<string, Intl.NumberFormat>();
function numbers(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  const made = numberFormats.get(key) ?? new Intl.NumberFormat(locale, options);
  numberFormats.set(key, made);
  return made;
}
const dayFormats = new Map<string, Intl.DateTimeFormat>();

export const writtenDay = (day: string, language: Language): string => {
  const { locale } = writings[language];
  const format = dayFormats.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  dayFormats.set(locale, format);
  return format.format(new Date(`${day}T00:00:00Z`));
};

// `format` takes a decimal as text exactly; its type says so for literals only.
const exact = (text: string) => text as `${number}`;
const placesOf = (text: string): number => trimmed(text).split('.')[1]?.length ?? 0;

/** An amount with all places of its currency by ISO 4217, whatever is usual to print. */
export function writtenMoney(amount: string, currencyCode: string, language: Language, isNamed: boolean): string {
  const places = currencyExponent(currencyCode) ?? 2;
  const number = numbers(writings[language].locale, { minimumFractionDigits: places, maximumFractionDigits: places }).format(exact(amount));
  return isNamed ? `${leftToRight(number)} ${leftToRight(currencyCode)}` : leftToRight(number);
}

const writtenPrice = (amount: string, currencyCode: string, language: Language): string => {
  const places = Math.max(currencyExponent(currencyCode) ?? 2, placesOf(amount));
  return leftToRight(numbers(writings[language].locale, { minimumFractionDigits: currencyExponent(currencyCode) ?? 2, maximumFractionDigits: places }).format(exact(amount)));
};

const writtenQuantity = (amount: string, language: Language): string =>
  leftToRight(numbers(writings[language].locale, { maximumFractionDigits: 6 }).format(exact(amount)));

const writtenPercent = (rate: string, language: Language): string =>
  leftToRight(numbers(writings[language].locale, { style: 'percent', maximumFractionDigits: 4 }).format(exact(rate)));

/** Words of the catalogue for documents. */
export const words = (key: string, language: Language, values: Record<string, string | number> = {}): string =>
  message(writings[language].catalogue, `documents.${key}`, values);

/** A cell's lines: the first is the main one. An empty cell has none. */
export function written(cell: Cell, language: Language): string[] {
  switch (cell.form) {
    case 'text': return [...[cell.text ?? '', ...(cell.more ?? [])].filter((line) => line !== '').map(isolated), ...(cell.tag ? [words(cell.tag, language)] : [])];
    case 'code': return cell.text ? [leftToRight(cell.text)] : [];
    case 'day': return cell.day ? [isolated(writtenDay(cell.day, language))] : [];
    case 'quantity': return cell.amount === null ? [] : [`${writtenQuantity(cell.amount, language)}${cell.unit ? ` ${isolated(cell.unit)}` : ''}`];
    case 'money': return [writtenMoney(cell.amount, cell.currencyCode, language, cell.named ?? false)];
    case 'price': return [writtenPrice(cell.amount, cell.currencyCode, language)];
    case 'percent': return [writtenPercent(cell.rate, language)];
    case 'count': return [writtenQuantity(String(cell.count), language)];
    case 'words': return [words(cell.key, language, cell.values)];
    case 'reckoning': return [leftToRight(cell.text), ...cell.spans.map(({ principal, rate, days, ofYear }) =>
      leftToRight(`${writtenMoney(principal, cell.currencyCode, language, false)} × ${writtenPercent(rate, language)} × ${writtenQuantity(String(days), language)}/${writtenQuantity(String(ofYear), language)}`))];
    case 'box': return ['________'];
  }
}
