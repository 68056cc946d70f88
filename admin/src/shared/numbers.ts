import { currentLocale } from '../i18n/locale.ts';

export type Money = { amount: string; currencyCode: string };
/** Intl takes decimal text exactly, without a detour through floats; TypeScript's lib knows only template types. */
const exact = (text: string): `${number}` => text as `${number}`;

const formats = new Map<string, Intl.NumberFormat>();
function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = currentLocale() + JSON.stringify(options);
  const found = formats.get(key) ?? new Intl.NumberFormat(currentLocale(), options);
  formats.set(key, found);
  return found;
}

let ownCurrency: string | undefined;
/** Says in which currency the books are: it has the shortest sign, and no other is told by the same. */
export const tellOwnCurrency = (code: string | undefined): void => { ownCurrency = code; };

type Display = 'narrowSymbol' | 'symbol' | 'code';
const signOf = (currency: string, currencyDisplay: Display) =>
  numberFormat({ style: 'currency', currency, currencyDisplay }).formatToParts(0).find(({ type }) => type === 'currency')?.value;

/** Dollars of several countries are told apart. */
function displayOf(currency: string): Display {
  if (ownCurrency === undefined || currency === ownCurrency) return 'narrowSymbol';
  return signOf(currency, 'symbol') === signOf(ownCurrency, 'narrowSymbol') ? 'code' : 'symbol';
}

/** An amount with all places of its currency. */
export function moneyText({ amount, currencyCode }: Money): string {
  const digits = currencyDigits(currencyCode);
  return numberFormat({
    style: 'currency', currency: currencyCode, currencyDisplay: displayOf(currencyCode), minimumFractionDigits: digits, maximumFractionDigits: digits,
  }).format(exact(amount));
}

export const compactMoney = ({ amount, currencyCode }: Money): string =>
  numberFormat({
    style: 'currency',
    currency: currencyCode,
    currencyDisplay: displayOf(currencyCode),
    notation: 'compact',
    maximumFractionDigits: 1,
  }).format(exact(amount));

export const decimalText = (value: string, digitsMax = 8, digitsMin = 0): string =>
  numberFormat({ maximumFractionDigits: Math.max(digitsMax, digitsMin), minimumFractionDigits: digitsMin }).format(exact(value));

export const integerText = (value: number): string => numberFormat({ maximumFractionDigits: 0 }).format(value);

/** A ratio such as "0.0825" as "8.25%". */
export const percentText = (ratio: string): string =>
  numberFormat({ style: 'percent', maximumFractionDigits: 4 }).format(exact(ratio));

/** A share that was computed, to the tenth of a per cent: nobody set its other digits. */
export const shareText = (ratio: string): string =>
  numberFormat({ style: 'percent', maximumFractionDigits: 1 }).format(exact(ratio));

const ZEROS = [0x0660, 0x06f0];
function latinDigit(char: string): string {
  const code = char.charCodeAt(0);
  const zero = ZEROS.find((first) => code >= first && code <= first + 9);
  return zero === undefined ? char : String(code - zero);
}

/**
 * Decimal text as the API takes it, from what a person typed: "1,234.5", "۱۲۳٫۴۵", "(12.50)", "12 345".
 * Undefined when it is no number; never passes through a float.
 */
export function parseDecimal(typed: string, locale: string = currentLocale()): string | undefined {
  const decimal = new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  const latin = [...typed.trim()].map(latinDigit).join('');
  const negative = /^\(.*\)$|^[-−‎]|[-−]$/u.test(latin);
  const bare = latin.replace(/[\s  '’_()٬‎‏؜−-]/gu, '').replace(/٫/gu, decimal === ',' ? ',' : '.');
  const grouping = decimal === ',' ? '.' : ',';
  const plain = bare.split(grouping).join('').replace(decimal, '.');
  if (!/^\d*\.?\d*$/.test(plain) || !/\d/.test(plain)) return undefined;
  const [whole = '', fraction = ''] = plain.split('.');
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const text = fraction ? `${digits}.${fraction}` : digits;
  return negative && /[1-9]/.test(text) ? `-${text}` : text;
}

// ISO 4217, as the server has it: Intl would tell what people print, which is less for some (HUF, IDR).
const places: Record<string, number> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3, CLF: 4, UYW: 4,
};

/** The places after the point that a currency has: 2 for USD, 0 for JPY, 3 for KWD. */
export const currencyDigits = (currencyCode: string): number => places[currencyCode] ?? 2;

/** Moves a decimal text's point: `shiftPoint('8.25', -2)` is "0.0825". */
export function shiftPoint(value: string, places: number): string {
  const negative = value.startsWith('-');
  const [whole = '', fraction = ''] = value.replace('-', '').split('.');
  const digits = whole + fraction;
  const point = whole.length + places;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = Math.max(point, 1);
  const result = `${padded.slice(0, at)}.${padded.slice(at)}`.replace(/\.?0*$/, '').replace(/^0+(?=\d)/, '');
  return negative && /[1-9]/.test(result) ? `-${result}` : result || '0';
}
