import { isDecimal, parseDecimal, roundedQuotient } from './decimal.ts';
import type { FxRate, Quantity, Rate, UnitPrice } from './quantity.ts';

declare const minorBrand: unique symbol;
/** Money in the smallest unit of its currency (cents). Debit positive, credit negative where it is a journal amount. */
export type Minor = bigint & { readonly [minorBrand]: true };

export const minor = (value: bigint | number): Minor => BigInt(value) as Minor;
export const zero = minor(0);
export const plus = (...amounts: Minor[]): Minor => amounts.reduce((sum, amount) => sum + amount, 0n) as Minor;
export const minus = (a: Minor, b: Minor): Minor => (a - b) as Minor;
export const negate = (amount: Minor): Minor => -amount as Minor;
export const least = (a: Minor, b: Minor): Minor => (a < b ? a : b);

// ISO 4217: the minor units of currencies that have not two. Intl would tell what people print, which differs (HUF, IDR),
// and changes with its version; what is kept in the database must not.
const places: Record<string, number> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3, CLF: 4, UYW: 4,
};
const exponents = new Map(Intl.supportedValuesOf('currency').map((code) => [code, places[code] ?? 2]));

/** Decimal places of an ISO 4217 currency; undefined for an unknown code. */
export const currencyExponent = (code: string): number | undefined => exponents.get(code);

const exponentOf = (code: string): number => {
  const exponent = currencyExponent(code);
  if (exponent === undefined) throw new Error(`unknown currency ${code}`);
  return exponent;
};

/** "12.50" in USD → 1250n; undefined when it is no decimal or has more places than the currency. */
export function parseMoney(text: string, currencyCode: string): Minor | undefined {
  return isDecimal(text) ? (parseDecimal(text, exponentOf(currencyCode)) as Minor | undefined) : undefined;
}

/** 1250n in USD → "12.50": always all places of the currency. */
export const printMoney = (amount: Minor, currencyCode: string): string => {
  const exponent = exponentOf(currencyCode);
  const text = amount.toString();
  if (exponent === 0) return text;
  const sign = amount < 0n ? '-' : '';
  const digits = text.length - sign.length > exponent ? text : sign + text.slice(sign.length).padStart(exponent + 1, '0');
  return `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
};

const MICRO = 6;
const PRICE = 8;

/** Price × quantity as money, rounded half away from zero: the one place where a price becomes money. */
export function extend(unitPrice: UnitPrice, quantity: Quantity, currencyCode: string, keep?: Rate): Minor {
  const scale = MICRO + PRICE + (keep === undefined ? 0 : MICRO) - exponentOf(currencyCode);
  return roundedQuotient(unitPrice * quantity * (keep ?? 1n), 10n ** BigInt(scale)) as Minor;
}

/** A fraction (tax rate) of an amount, rounded half away from zero. */
export const share = (amount: Minor, rate: Rate): Minor => roundedQuotient(amount * rate, 1_000_000n) as Minor;

/**
 * Splits an amount by weights so that the parts sum to the whole: largest remainder, the earlier part first on a tie.
 * All weights zero: everything goes to the first part.
 */
export function split(amount: Minor, weights: readonly bigint[]): Minor[] {
  if (weights.length === 0) return [];
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total === 0n) return weights.map((_, index) => (index === 0 ? amount : zero));
  const sign = amount < 0n ? -1n : 1n;
  const whole = amount * sign;
  const parts = weights.map((weight, index) => ({ index, part: (whole * weight) / total, rest: (whole * weight) % total }));
  let left = whole - parts.reduce((sum, { part }) => sum + part, 0n);
  for (const entry of [...parts].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))) {
    if (left === 0n) break;
    entry.part += 1n;
    left -= 1n;
  }
  return parts.map(({ part }) => (part * sign) as Minor);
}

const FX = 10;
const ratio = (rate: FxRate, code: string, companyCode: string): Ratio => {
  const scale = FX + exponentOf(code) - exponentOf(companyCode);
  return scale < 0 ? { of: rate * 10n ** BigInt(-scale), by: 1n } : { of: rate, by: 10n ** BigInt(scale) };
};
/** A fraction by which minor units of one currency become those of another. */
export interface Ratio { of: bigint; by: bigint }

/** What an amount is worth in company money at a rate, rounded half away from zero; no rate: it is company money. */
export function inCompany(amount: Minor, rate: FxRate | null, code: string, companyCode: string): Minor {
  if (rate === null) return amount;
  const { of, by } = ratio(rate, code, companyCode);
  return roundedQuotient(amount * of, by) as Minor;
}

/** Company money in another currency at a rate, rounded half away from zero. */
export function worthIn(worth: Minor, rate: FxRate, code: string, companyCode: string): Minor {
  const { of, by } = ratio(rate, code, companyCode);
  return roundedQuotient(worth * by, of) as Minor;
}

/** A price in company money as one in another currency, by what a unit of that is worth. */
export const priceIn = (price: UnitPrice, rate: FxRate): UnitPrice => roundedQuotient(price * 10n ** BigInt(FX), rate) as UnitPrice;

/** A price in another currency as one in company money. */
export const priceInCompany = (price: UnitPrice, rate: FxRate): UnitPrice => roundedQuotient(price * rate, 10n ** BigInt(FX)) as UnitPrice;

/** The rate between an amount and what it was worth. */
export const rateOf = (amount: Minor, code: string, worth: Minor, companyCode: string): FxRate => {
  const scale = FX + exponentOf(code) - exponentOf(companyCode);
  return (scale < 0 ? roundedQuotient(worth, amount * 10n ** BigInt(-scale)) : roundedQuotient(worth * 10n ** BigInt(scale), amount)) as FxRate;
};

/** Amounts of either sign times a ratio, so that they sum to what is wanted: largest remainder, the earlier first on a tie. */
export function apportion(amounts: readonly Minor[], { of, by }: Ratio, sum: Minor): Minor[] {
  const floor = (value: bigint) => (value >= 0n ? value / by : -((-value + by - 1n) / by));
  const parts = amounts.map((amount, index) => ({ index, part: floor(amount * of), rest: amount * of - floor(amount * of) * by }));
  let left = sum - parts.reduce((all, { part }) => all + part, 0n);
  const order = [...parts].filter(({ index }) => amounts[index] !== 0n).sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  if (order.length === 0) return parts.map(({ part }) => part as Minor);
  if (left < 0n) order.reverse();
  for (let at = 0; left !== 0n; at += 1) {
    const step = left > 0n ? 1n : -1n;
    (order[at % order.length] as (typeof order)[number]).part += step;
    left -= step;
  }
  return parts.map(({ part }) => part as Minor);
}
/** Amounts of a document at a rate, so that they sum to what is wanted. */
export const apportionAt = (amounts: readonly Minor[], rate: FxRate, code: string, companyCode: string, sum: Minor): Minor[] => apportion(amounts, ratio(rate, code, companyCode), sum);

/**
 * Takes part of a pool of units and value: everything if part = units, else value × part / units rounded half away
 * from zero. Zero units left means zero value left.
 */
export function take(pool: { units: bigint; value: Minor }, part: bigint): Minor {
  if (part === pool.units) return pool.value;
  return roundedQuotient(pool.value * part, pool.units) as Minor;
}
