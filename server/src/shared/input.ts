import { enumValues } from './tables.ts';
import { currencyExponent, minor, parseMoney, type Minor } from './money.ts';
import { parseFxRate, parseQuantity, parseRate, parseUnitPrice, type FxRate, type Quantity, type Rate, type UnitPrice } from './quantity.ts';
import type { FieldIssue } from './sharedRefusals.ts';
import { parseDay, type Day } from './time.ts';
import type { enums, Json } from '../generated/rows.ts';

/** What reading an input needs to know. */
export interface Reading { currencyCode: string; issues: FieldIssue[]; /** The company's, where an input names another. */ companyCode?: string }
export type GraphqlShape =
  | { scalar: 'ID' | 'String' | 'Int' | 'Boolean' | 'Decimal' | 'Day' | 'DateTime' | 'JSON' }
  | { enum: string }
  | { list: InputKind<unknown> }
  | { object: string; fields: InputShape };

/** One declared input field: its GraphQL type, and how its value is read. */
export interface InputKind<T> {
  shape: GraphqlShape;
  optional: boolean;
  describe?: string;
  read(value: unknown, path: string[], reading: Reading): T;
}
export type InputShape = Record<string, InputKind<unknown>>;
type Value<K> = K extends InputKind<infer T> ? T : never;
type OptionalKeys<S> = { [K in keyof S]: undefined extends Value<S[K]> ? K : never }[keyof S];
export type InputOf<S extends InputShape> =
  { [K in Exclude<keyof S, OptionalKeys<S>>]: Value<S[K]> } & { [K in OptionalKeys<S>]?: Value<S[K]> };

const kind = <T>(shape: GraphqlShape, read: (value: unknown, fail: (code: string, facts?: FieldIssue['facts']) => T,
  reading: Reading, path: string[]) => T): InputKind<T> => ({
  shape, optional: false,
  read: (value, path, reading) => read(value, (code, facts) => {
    reading.issues.push({ path, code, facts });
    return undefined as T; // never seen: a reading with issues is refused before it is used
  }, reading, path),
});

// C0 controls but tab and line ends, C1, bidi overrides, lone surrogates: none belongs in a name or a note.
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/u;
const loneSurrogate = (text: string) => !(text as unknown as { isWellFormed(): boolean }).isWellFormed();

/** Text without control characters, trimmed; at least `min` (1) and at most `max` characters. */
export const text = ({ max, min = 1, lines = false, pattern }: { max: number; min?: number; lines?: boolean; pattern?: RegExp }) =>
  kind<string>({ scalar: 'String' }, (value, fail) => {
    const given = String(value).trim();
    if (forbidden.test(given) || loneSurrogate(given) || (!lines && /[\r\n\t]/.test(given))) return fail('text_characters');
    if ([...given].length < min) return fail(min === 1 ? 'required' : 'text_short', { min });
    if ([...given].length > max) return fail('text_long', { max });
    if (pattern && !pattern.test(given)) return fail('text_pattern');
    return given;
  });

export const email = () => text({ max: 254, pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/ });

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** The uuid behind a global id of a type; undefined when it is none. */
export function uuidOf(globalId: string, type?: string): { type: string; uuid: string } | undefined {
  const [name = '', uuid = ''] = Buffer.from(globalId, 'base64').toString('utf8').split(':');
  return uuidPattern.test(uuid) && /^\w+$/.test(name) && (!type || type === name) ? { type: name, uuid } : undefined;
}
export const globalId = (type: string, uuid: string) => Buffer.from(`${type}:${uuid}`).toString('base64');

/** The global id of a record of a type, read as its uuid. */
export const id = (type: string) => kind<string>({ scalar: 'ID' }, (value, fail) =>
  uuidOf(String(value), type)?.uuid ?? fail('id_unknown', { type }));

export const boolean = () => kind<boolean>({ scalar: 'Boolean' }, (value) => Boolean(value));
export const integer = ({ min = 0, max = 1_000_000 }: { min?: number; max?: number } = {}) =>
  kind<number>({ scalar: 'Int' }, (value, fail) => {
    const number = Number(value);
    return number >= min && number <= max ? number : fail('number_range', { min, max });
  });
export const day = () => kind<Day>({ scalar: 'Day' }, (value, fail) => parseDay(String(value)) ?? fail(value === '' ? 'required' : 'day_unknown'));
export const instant = () => kind<Date>({ scalar: 'DateTime' }, (value) => new Date(String(value)));
export const json = () => kind<Json>({ scalar: 'JSON' }, (value) => value as Json);
export const choice = <E extends keyof typeof enums>(name: E) =>
  kind<(typeof enums)[E][number]>({ enum: name }, (value, fail) =>
    enumValues(name).includes(String(value)) ? (value as (typeof enums)[E][number]) : fail('choice_unknown'));

interface Range { above?: bigint; least?: bigint; most: bigint; places: number }
function ranged<T extends bigint>(read: (text: string, reading: Reading) => T | undefined, range: Range) {
  return kind<T>({ scalar: 'Decimal' }, (value, fail, reading) => {
    if (value === '') return fail('required');
    const given = read(String(value), reading);
    if (given === undefined) return fail('decimal_places', { places: range.places });
    if (range.above !== undefined && given <= range.above) return fail('number_above', { above: String(range.above) });
    if (range.least !== undefined && given < range.least) return fail('number_least', { least: String(range.least) });
    return given > range.most || given < -range.most ? fail('number_large') : given;
  });
}

/** A quantity above zero, at most six places. */
export const quantity = () => ranged<Quantity>((value) => parseQuantity(value), { above: 0n, most: 10n ** 15n, places: 6 });
export const quantityOrZero = () => ranged<Quantity>((value) => parseQuantity(value), { least: 0n, most: 10n ** 15n, places: 6 });
/** A quantity of either sign, as an adjustment has it. */
export const signedQuantity = () => ranged<Quantity>((value) => parseQuantity(value), { most: 10n ** 15n, places: 6 });
export const unitPrice = () => ranged<UnitPrice>((value) => parseUnitPrice(value), { least: 0n, most: 10n ** 18n, places: 8 });
/** A rate of exchange above zero, at most ten places. */
export const fxRate = () => ranged<FxRate>((value) => parseFxRate(value), { above: 0n, most: 10n ** 19n, places: 10 });
/** An ISO 4217 code. */
export const currency = () => kind<string>({ scalar: 'String' }, (value, fail) => {
  const code = String(value).trim().toUpperCase();
  return currencyExponent(code) === undefined ? fail('currency_unknown') : code;
});
/** A fraction from 0 to 1, at most six places. */
export const fraction = () => ranged<Rate>((value) => parseRate(value), { least: 0n, most: 1_000_000n, places: 6 });
/** A fraction of either sign, from -10 to 1: what is taken off, or, below zero, put on. */
export const signedFraction = () => ranged<Rate>((value) => parseRate(value), { least: -10_000_000n, most: 1_000_000n, places: 6 });
/** A number between two, at most six places. */
export const rateFrom = (least: number, most: number) => ranged<Rate>((value) => parseRate(value), { least: BigInt(least) * 1_000_000n, most: BigInt(most) * 1_000_000n, places: 6 });
/** Degrees of latitude (90) or longitude (180), at most six places. */
export const degrees = (most: 90 | 180) => ranged<Rate>((value) => parseRate(value), { least: BigInt(-most) * 1_000_000n, most: BigInt(most) * 1_000_000n, places: 6 });
/** An amount above zero in the company's currency. */
export const money = () => ranged<Minor>((value, { currencyCode }) => parseMoney(value, currencyCode),
  { above: 0n, most: 10n ** 15n, places: 2 });
export const moneyOrZero = () => ranged<Minor>((value, { currencyCode }) => parseMoney(value, currencyCode),
  { least: 0n, most: minor(10n ** 15n), places: 2 });

/** An amount above zero in the company's currency, whatever currency its input names. */
export const companyMoney = () => ranged<Minor>((value, { currencyCode, companyCode }) => parseMoney(value, companyCode ?? currencyCode),
  { above: 0n, most: 10n ** 15n, places: 2 });

export const companyMoneyOrZero = () => ranged<Minor>((value, { currencyCode, companyCode }) => parseMoney(value, companyCode ?? currencyCode),
  { least: 0n, most: minor(10n ** 15n), places: 2 });

/** An amount of either sign. */
export const signedMoney = () => ranged<Minor>((value, { currencyCode }) => parseMoney(value, currencyCode), { most: 10n ** 15n, places: 2 });

export const list = <T>(item: InputKind<T>, { min = 0, max = 500 }: { min?: number; max?: number } = {}): InputKind<T[]> =>
  kind<T[]>({ list: item as InputKind<unknown> }, (value, fail, reading, path) => {
    const items = value as unknown[];
    if (items.length < min) return fail('list_short', { min });
    if (items.length > max) return fail('list_long', { max });
    return items.map((each, index) => item.read(each, [...path, String(index)], reading));
  });

export const object = <S extends InputShape>(name: string, fields: S): InputKind<InputOf<S>> =>
  kind<InputOf<S>>({ object: name, fields }, (value, _fail, reading, path) =>
    readFields(fields, value as Record<string, unknown>, path, reading));

/** May be left out or null. Left out means unchanged, null means emptied. */
export const optional = <T>(inner: InputKind<T>): InputKind<T | null | undefined> => ({
  ...inner, optional: true,
  read: (value, path, reading) => {
    if (value === undefined || value === null) return value;
    if (typeof value === 'string' && value.trim() === '' && 'scalar' in inner.shape) return null;
    return inner.read(value, path, reading);
  },
});

/** Reads all fields; issues are collected, so that a form hears of all of them at once. */
export function readFields<S extends InputShape>(fields: S, value: Record<string, unknown>, path: string[],
  given: Reading): InputOf<S> {
  // Amounts of an input that names its currency are in it.
  const code = 'currencyCode' in fields && typeof value.currencyCode === 'string' ? value.currencyCode.trim().toUpperCase() : undefined;
  const reading = code && currencyExponent(code) !== undefined ? { ...given, currencyCode: code, companyCode: given.companyCode ?? given.currencyCode } : given;
  return Object.fromEntries(Object.entries(fields)
    .filter(([name, field]) => !(field.optional && value[name] === undefined))
    .map(([name, field]) => [name, field.read(value[name], [...path, name], reading)])) as InputOf<S>;
}
