// Pure: who of a group deviates from its norm, set by hand or what the others have.
import type { CustomerNormRow, DeviationField, DeviationRow, DeviationRunRow, NormBasis } from '../generated/rows.ts';
import { printMoney, type Minor } from '../shared/money.ts';
import { printRate, type Rate } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';

/** A customer as compared with the others of the group. */
export interface Member {
  customerId: string; name: string;
  /** Of a way to pay with parts: those of its last. */
  termDays: number;
  /** Null: no limit. */
  limit: Minor | null;
  /** Typed off lines in the last year, on average of their gross; null: nothing was sold. */
  discount: Rate | null;
  /** Own price lists and prices, as people read them; empty: none. */
  lists: string;
}
export interface Found { customerId: string; field: DeviationField; actual: string; norm: string; tolerance: string | null; actualValue: string; normValue: string; basis: NormBasis; members: number }

/** What of them becomes another, before and after. */
export function changedTolerances(before: Tolerances, after: Tolerances): Record<string, [string, string]> {
  const shown = ({ toleranceDays, toleranceTimes, tolerancePoints }: Tolerances) => ({ toleranceDays: String(toleranceDays), toleranceTimes: printRate(toleranceTimes), tolerancePoints: printRate(tolerancePoints) });
  const [old, own] = [Object.entries(shown(before)), Object.values(shown(after))];
  return Object.fromEntries(old.map(([name, was], index): [string, [string, string]] => [name, [was, own[index] ?? '']]).filter(([, [was, is]]) => was !== is));
}

/** Fewer say nothing of what is usual. */
const MEMBERS_LEAST = 3;
const WHOLE = 1_000_000n;

/** How far from the norm customers may be. */
export type Tolerances = Pick<DeviationRunRow, 'toleranceDays' | 'toleranceTimes' | 'tolerancePoints'>;
/** Where the firm has said nothing: no day, twice and half the limit, five points of discount. */
export const usualTolerances: Tolerances = { toleranceDays: 0, toleranceTimes: 2_000_000n as Rate, tolerancePoints: 50_000n as Rate };

/** The middle value, of an even count the lower of the two; undefined of too few. */
export function medianOf(values: readonly bigint[]): bigint | undefined {
  if (values.length < MEMBERS_LEAST) return undefined;
  return [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))[Math.floor((values.length - 1) / 2)];
}

/** What more than half have; undefined where nothing is. */
export function mostOf(values: readonly string[]): string | undefined {
  if (values.length < MEMBERS_LEAST) return undefined;
  const counts = Map.groupBy(values, (value) => value);
  return [...counts].find(([, same]) => same.length * 2 > values.length)?.[0];
}

interface Words { currencyCode: string; days(days: number): string; within(days: number): string; times(times: string): string; points(points: string): string; noLimit: string; none: string }
interface Compared { field: DeviationField; tolerance: string; of: (member: Member) => bigint | null; said: bigint | null; text: (value: bigint | null) => string; isOff: (value: bigint | null, norm: bigint) => boolean }

/** All of a group that deviate, in the order of members and fields. */
export function deviationsOf(members: readonly Member[], norms: readonly CustomerNormRow[], { toleranceDays, toleranceTimes, tolerancePoints }: Tolerances, words: Words): Found[] {
  const said = (field: DeviationField) => norms.find((each) => each.field === field);
  const days = said('PAYMENT_TERMS')?.days;
  const compared: Compared[] = [
    {
      field: 'PAYMENT_TERMS', tolerance: words.within(toleranceDays), of: ({ termDays }) => BigInt(termDays), said: days == null ? null : BigInt(days), text: (value) => words.days(Number(value)),
      isOff: (value, norm) => value !== null && (value > norm + BigInt(toleranceDays) || value < norm - BigInt(toleranceDays)),
    },
    {
      field: 'CREDIT_LIMIT', tolerance: words.times(printRate(toleranceTimes)), of: ({ limit }) => limit, said: said('CREDIT_LIMIT')?.limitMinor ?? null, text: (value) => (value === null ? words.noLimit : `${words.currencyCode} ${printMoney(value as Minor, words.currencyCode)}`),
      isOff: (value, norm) => value === null || value * WHOLE > norm * toleranceTimes || value * toleranceTimes < norm * WHOLE,
    },
    {
      field: 'DISCOUNT', tolerance: words.points(printRate((tolerancePoints * 100n) as Rate)), of: ({ discount }) => discount, said: said('DISCOUNT')?.rate ?? null, text: (value) => `${printRate(((value ?? 0n) * 100n) as Rate)} %`,
      isOff: (value, norm) => value !== null && (value > norm + tolerancePoints || value < norm - tolerancePoints),
    },
  ];
  const numbers = compared.flatMap(({ field, tolerance, of, said: set, text, isOff }) => {
    const known = members.flatMap((member) => of(member) ?? []);
    const norm = set ?? medianOf(known);
    if (norm === undefined) return [];
    return members.filter((member) => isOff(of(member), norm)).map((member): Found => ({
      customerId: member.customerId, field, actual: text(of(member)), norm: text(norm), tolerance, actualValue: String(of(member) ?? ''), normValue: String(norm), basis: set === null ? 'MEDIAN' : 'SET', members: known.length,
    }));
  });
  const usual = mostOf(members.map(({ lists }) => lists));
  const lists = usual === undefined ? [] : members.filter(({ lists: own }) => own !== usual).map((member): Found => ({
    customerId: member.customerId, field: 'PRICE_LIST', actual: member.lists || words.none, norm: usual || words.none, tolerance: null, actualValue: member.lists, normValue: usual, basis: 'MOST', members: members.length,
  }));
  const place = new Map(members.map(({ customerId }, at) => [customerId, at]));
  return [...numbers, ...lists].sort((a, b) => Number(place.get(a.customerId)) - Number(place.get(b.customerId)));
}

type Known = Pick<DeviationRow, 'id' | 'customerId' | 'field' | 'status' | 'actualValue' | 'normValue' | 'tolerance' | 'nextOn'>;

/** What a run adds, brings up to date and ends. What somebody keeps is not asked again before its day, unless it has become something else. */
export function changesFrom<K extends Known>(found: readonly Found[], known: readonly K[], on: Day): { added: Found[]; moved: [K, Found][]; gone: K[] } {
  const same = (a: Pick<Known, 'customerId' | 'field'>, b: Pick<Known, 'customerId' | 'field'>) => a.customerId === b.customerId && a.field === b.field;
  const open = known.filter(({ status }) => status === 'OPEN');
  const isSettled = (each: Found) => known.some((row) => row.status === 'KEPT' && same(row, each) && row.actualValue === each.actualValue && row.nextOn !== null && row.nextOn > on);
  return {
    added: found.filter((each) => !open.some((row) => same(row, each)) && !isSettled(each)),
    moved: open.flatMap((row) => found.filter((each) => same(row, each) && (each.actualValue !== row.actualValue || each.normValue !== row.normValue || each.tolerance !== row.tolerance)).map((each): [K, Found] => [row, each])),
    gone: open.filter((row) => !found.some((each) => same(row, each))),
  };
}
