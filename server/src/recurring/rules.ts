// Pure: the periods of a contract, what is charged for one, and what that is a month.
import type { ContractLineRow, ContractPauseRow, ContractRow } from '../generated/rows.ts';
import { addMonths } from '../payables/recurrence.ts';
import { lineAmounts } from '../pricing/lineAmounts.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import { minor, minus, type Minor } from '../shared/money.ts';
import type { Rate, UnitPrice } from '../shared/quantity.ts';
import { addDays, daysBetween, type Day } from '../shared/time.ts';

export type Terms = Pick<ContractRow, 'every' | 'intervals' | 'anchorOn' | 'startsOn' | 'endsOn' | 'timing' | 'proratesEnds' | 'raiseRate'>;
export type Line = Pick<ContractLineRow, 'id' | 'no' | 'validFrom' | 'validTo' | 'productId' | 'description' | 'accountId' | 'taxCodeId' | 'quantity' | 'unitPrice' | 'priceFrom' | 'discountRate'>;
export type Pause = Pick<ContractPauseRow, 'fromOn' | 'toOn'>;

/** A period: its first and last day as the anchor has them, and what of it lies within the contract. */
export interface Period { wholeFrom: Day; wholeTo: Day; from: Day; to: Day }

const monthsOf = { MONTH: 1, QUARTER: 3, YEAR: 12 };
/** The first day of the turn-th period: counted from the anchor, so that the end of a month does not wander. */
const turnDay = ({ every, intervals, anchorOn }: Terms, turn: number): Day =>
  (every === 'DAY' || every === 'WEEK' ? addDays(anchorOn, (every === 'DAY' ? 1 : 7) * intervals * turn) : addMonths(anchorOn, monthsOf[every] * intervals * turn));

const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
const later = (a: Day, b: Day): Day => (a > b ? a : b);
const lengths = { DAY: 1, WEEK: 7, MONTH: 30.4, QUARTER: 91.3, YEAR: 365.2 };

/** The period in which a day lies; undefined outside of the contract. */
export function periodOf(terms: Terms, day: Day): Period | undefined {
  if (day < terms.startsOn || (terms.endsOn !== null && day > terms.endsOn)) return undefined;
  let turn = Math.floor(daysBetween(terms.anchorOn, day) / (lengths[terms.every] * terms.intervals));
  while (turnDay(terms, turn) > day) turn -= 1;
  while (turnDay(terms, turn + 1) <= day) turn += 1;
  const [wholeFrom, wholeTo] = [turnDay(terms, turn), addDays(turnDay(terms, turn + 1), -1)];
  return { wholeFrom, wholeTo, from: later(wholeFrom, terms.startsOn), to: terms.endsOn === null ? wholeTo : earlier(wholeTo, terms.endsOn) };
}

/** The period after one; undefined where the contract ends with it. */
export const periodAfter = (terms: Terms, { to }: Period): Period | undefined => periodOf(terms, addDays(to, 1));

/** The day on which a period is invoiced. */
export const billedOn = ({ timing }: Pick<Terms, 'timing'>, { from, to }: Period): Day => (timing === 'ADVANCE' ? from : addDays(to, 1));

/** The next period that is to be invoiced, from a day on. */
export function nextBilling(terms: Terms, from: Day): { nextFrom: Day | null; nextOn: Day | null } {
  const period = periodOf(terms, later(from, terms.startsOn));
  return period ? { nextFrom: period.from, nextOn: billedOn(terms, period) } : { nextFrom: null, nextOn: null };
}

const WHOLE = 1_000_000n;
/** A fixed price on a day: raised once for each whole year since it holds. */
export function raisedPrice(price: UnitPrice, priceFrom: Day, raiseRate: Rate | null, on: Day): UnitPrice {
  let raised: bigint = price;
  if (raiseRate !== null) for (let year = 1; addMonths(priceFrom, 12 * year) <= on; year += 1) raised = roundedQuotient(raised * (WHOLE + raiseRate), WHOLE);
  return raised as UnitPrice;
}

interface Span { from: Day; to: Day }
/** Days of a span that are not paused, as spans. */
export function unpaused(span: Span, pauses: readonly Pause[]): Span[] {
  return pauses.reduce<Span[]>((left, pause) => left.flatMap((each) => {
    if (pause.fromOn > each.to || (pause.toOn !== null && pause.toOn < each.from)) return [each];
    return [
      ...(pause.fromOn > each.from ? [{ from: each.from, to: addDays(pause.fromOn, -1) }] : []),
      ...(pause.toOn !== null && pause.toOn < each.to ? [{ from: addDays(pause.toOn, 1), to: each.to }] : []),
    ];
  }), [span]);
}

/** What a line comes to for a period, or for some days of it. */
export interface Charge {
  line: Line; from: Day; to: Day;
  /** The days that are charged: from the first to the last without pauses. */
  spans: Span[]; days: number;
  wholeDays: number; unitPrice: UnitPrice; gross: Minor; net: Minor;
}

/** An amount for the first so many days of a period: parts of a period sum to it. */
const upTo = (whole: Minor, days: number, wholeDays: number): Minor => roundedQuotient(whole * BigInt(days), BigInt(wholeDays)) as Minor;

/**
 * What is charged for a period: each version of a line for the days that it holds, pauses left out; the price is that of the
 * period's first day. `priceOf` gives the price of a line that has none of its own; undefined: there is none.
 */
export function chargesOf(terms: Terms, lines: readonly Line[], pauses: readonly Pause[], period: Period, currencyCode: string, priceOf: (line: Line) => UnitPrice | undefined): { charges: Charge[]; priceless: Line[] } {
  const wholeDays = daysBetween(period.wholeFrom, period.wholeTo) + 1;
  // Without proration a first or last part counts as whole: its days stand for all of them.
  const shown = terms.proratesEnds ? { from: period.from, to: period.to } : { from: period.wholeFrom, to: period.wholeTo };
  const priceless: Line[] = [];
  const charges = lines.flatMap((line): Charge[] => {
    const first = line.validFrom <= period.from ? shown.from : line.validFrom;
    const last = line.validTo === null || line.validTo >= period.to ? shown.to : line.validTo;
    if (line.validFrom > period.to || (line.validTo !== null && line.validTo < period.from) || first > last) return [];
    const spans = unpaused({ from: first, to: last }, pauses);
    if (spans.length === 0) return [];
    const price = line.unitPrice === null ? priceOf(line) : raisedPrice(line.unitPrice, line.priceFrom, terms.raiseRate, period.from);
    if (price === undefined) {
      priceless.push(line);
      return [];
    }
    const whole = lineAmounts({ unitPrice: price, quantity: line.quantity, discountRate: line.discountRate, taxRate: 0n as Rate, currencyCode });
    const part = (amount: Minor): Minor => spans.reduce((sum, { from, to }) => {
      const before = daysBetween(period.wholeFrom, from);
      return (sum + minus(upTo(amount, before + daysBetween(from, to) + 1, wholeDays), upTo(amount, before, wholeDays))) as Minor;
    }, minor(0));
    return [{
      line, spans, from: spans[0]?.from ?? first, to: spans.at(-1)?.to ?? last, days: spans.reduce((sum, { from, to }) => sum + daysBetween(from, to) + 1, 0), wholeDays, unitPrice: price, gross: part(whole.gross), net: part(whole.net),
    }];
  });
  return { charges, priceless };
}

/** A price for some days of a period, as it is printed. */
export const partPrice = (price: UnitPrice, days: number, wholeDays: number): UnitPrice => (days === wholeDays ? price : roundedQuotient(price * BigInt(days), BigInt(wholeDays)) as UnitPrice);

/** Amounts of a period by month, by its days (the largest remainder first): what is earned when. */
export function monthsIn({ from, to }: Span): { month: Day; days: number }[] {
  const months: { month: Day; days: number }[] = [];
  for (let day = from; day <= to;) {
    const month = `${day.slice(0, 7)}-01` as Day;
    const end = earlier(addDays(addMonths(month, 1), -1), to);
    months.push({ month, days: daysBetween(day, end) + 1 });
    day = addDays(end, 1);
  }
  return months;
}

/** What a charge of a whole period is in a month on average: a day is 12/365 of one. */
export function monthly({ every, intervals }: Pick<Terms, 'every' | 'intervals'>, amount: Minor): Minor {
  const n = BigInt(intervals);
  const [of, by] = { DAY: [365n, 12n * n], WEEK: [365n, 84n * n], MONTH: [1n, n], QUARTER: [1n, 3n * n], YEAR: [1n, 12n * n] }[every] as [bigint, bigint];
  return roundedQuotient(amount * of, by) as Minor;
}

/** What a contract brings a month on a day: the charge of the period of that day as if it were whole; nothing outside of it and in pauses. */
export function monthlyOn(terms: Terms, lines: readonly Line[], pauses: readonly Pause[], on: Day, currencyCode: string, priceOf: (line: Line) => UnitPrice | undefined): Minor {
  if (!periodOf(terms, on) || unpaused({ from: on, to: on }, pauses).length === 0) return minor(0);
  const sum = lines.filter((line) => line.validFrom <= on && (line.validTo === null || line.validTo >= on)).reduce((all, line) => {
    const price = line.unitPrice === null ? priceOf(line) : raisedPrice(line.unitPrice, line.priceFrom, terms.raiseRate, on);
    return price === undefined ? all : all + lineAmounts({ unitPrice: price, quantity: line.quantity, discountRate: line.discountRate, taxRate: 0n as Rate, currencyCode }).net;
  }, 0n);
  return monthly(terms, minor(sum));
}

