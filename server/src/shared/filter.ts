import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Entity, Kind } from './entity.ts';
import { uuidOf } from './input.ts';
import { parseMoney } from './money.ts';
import { isDecimal } from './decimal.ts';
import { Forbidden } from './perform.ts';
import type { Resolved, Scope } from './scope.ts';
import { Slot, slotted } from './slot.ts';
import { parseDay } from './time.ts';

/** A filter that cannot be read: path and reason, answered as BAD_REQUEST. */
export class FilterInvalid extends Error {
  readonly path: string;
  constructor(path: string, reason: string) {
    super(`Filter ${path}: ${reason}`);
    this.path = path;
  }
}

type Operators = Record<string, unknown>;
export type FilterInput = Record<string, unknown>;

/** Text as it is searched: without regard to case or accents. */
export const folded = (value: Sql): Sql => sql`hesabu_fold(${value})`;
const escapeLike = (value: string) => value.replace(/[\\%_]/g, (sign) => `\\${sign}`);
/** What a text is compared with by LIKE. */
const pattern = (operand: unknown, around: (text: string) => string): Sql =>
  folded(sql`${slotted(operand, (text) => around(escapeLike(String(text).replaceAll('\u0000', ''))))}::text`);
const types: Record<string, string> = { quantity: 'numeric', price: 'numeric', rate: 'numeric', fx: 'numeric', int: 'bigint', bigint: 'bigint', day: 'date', instant: 'timestamptz', uuid: 'uuid', text: 'text', boolean: 'boolean' };
export const castOf = (kind: Kind): Sql => raw(kind.startsWith('enum:') ? 'text' : (types[kind] ?? 'text'));

const scalar = (kind: Kind, value: unknown, path: string, currencyCode: string): unknown =>
  slotted(value, (given) => readScalar(kind, given, path, currencyCode));

function readScalar(kind: Kind, value: unknown, path: string, currencyCode: string): unknown {
  const given = typeof value === 'string' ? value.replaceAll('\u0000', '') : value;
  if (kind === 'uuid') {
    const found = uuidOf(String(given));
    if (!found) throw new FilterInvalid(path, 'is not an id');
    return found.uuid;
  }
  if (kind === 'day' && !parseDay(String(given))) throw new FilterInvalid(path, 'is not a day (YYYY-MM-DD)');
  if (kind === 'instant' && Number.isNaN(Date.parse(String(given)))) throw new FilterInvalid(path, 'is not an instant');
  if (kind === 'money') {
    const amount = parseMoney(String(given), currencyCode);
    if (amount === undefined) throw new FilterInvalid(path, 'is not an amount');
    return amount.toString();
  }
  if (['quantity', 'price', 'rate', 'fx'].includes(kind) && !isDecimal(String(given))) throw new FilterInvalid(path, 'is not a decimal');
  return given;
}

/** Conditions of one field's operators. */
export function fieldCondition({ field, value, family, also }: Resolved, given: unknown, path: string, currencyCode: string): Sql {
  const { kind } = field;
  // A column of an enum is compared as such, so that its index serves; what SQL made of one is text.
  const isEnum = kind.startsWith('enum:');
  const comparable = isEnum && !field.column ? sql`${value}::text` : value;
  const type = kind === 'money' ? raw('bigint') : isEnum && field.column ? raw(`"${kind.slice(5)}"`) : castOf(kind);
  if (typeof given === 'boolean') return sql`${value} = ${given}`;
  const one = (operator: string, operand: unknown) =>
    sql`${comparable} ${raw(operator)} ${scalar(kind, operand, path, currencyCode)}::${type}`;
  const all = (operand: unknown) => slotted(operand, (list) => (list as unknown[]).map((each) => scalar(kind, each, path, currencyCode)));
  const withAlso = (condition: Sql, ids: () => Sql) => (also ? sql`(${condition} OR ${also(ids())})` : condition);
  const conditions = Object.entries((given ?? {}) as Operators)
    .filter(([, operand]) => operand !== null && operand !== undefined)
    .map(([operator, operand]): Sql => {
      switch (operator) {
        case 'is': return withAlso(family ? sql`${comparable} = ANY(${family(sql`ARRAY[${scalar(kind, operand, path, currencyCode)}::uuid]`)})` : one('=', operand), () => sql`ARRAY[${scalar(kind, operand, path, currencyCode)}::uuid]`);
        case 'min': case 'from': return one('>=', operand);
        case 'max': return one('<=', operand);
        case 'to': return one(kind === 'instant' ? '<' : '<=', operand);
        case 'in': return withAlso(family ? sql`${comparable} = ANY(${family(sql`${all(operand)}::uuid[]`)})` : sql`${comparable} = ANY(${all(operand)}::${type}[])`, () => sql`${all(operand)}::uuid[]`);
        case 'notIn': return sql`(${comparable} IS NULL OR ${comparable} <> ALL(${all(operand)}::${type}[]))`;
        case 'contains': return sql`${folded(value)} LIKE ${pattern(operand, (text) => `%${text}%`)}`;
        case 'startsWith': return sql`${folded(value)} LIKE ${pattern(operand, (text) => `${text}%`)}`;
        case 'empty': return operand ? sql`${value} IS NULL` : sql`${value} IS NOT NULL`;
        default: throw new FilterInvalid(path, `has no operator ${operator}`);
      }
    });
  return conditions.length > 0 ? sql`(${join(conditions, ' AND ')})` : sql`TRUE`;
}

/** The fields in which a viewer may search: those that he may not see say nothing by being found. */
function searchPlaces(scope: Scope, entity: Entity): Sql[] {
  return (entity.listing?.search ?? []).flatMap((path) => {
    try {
      return [folded(scope.resolve(path).value)];
    } catch (error) {
      if (error instanceof Forbidden) return [];
      throw error;
    }
  });
}

/** `search`: every word is in one of the entity's search fields. */
export function searchCondition(scope: Scope, entity: Entity, text: unknown): Sql {
  const places = searchPlaces(scope, entity);
  const count = text instanceof Slot ? text.known.words ?? 0 : wordsOf(String(text)).length;
  if (places.length === 0 || count === 0) return sql`TRUE`;
  return sql`(${join(Array.from({ length: count }, (_, index) => {
    const word = pattern(slotted(text, (given) => wordsOf(String(given))[index]?.slice(0, 100)), (each) => `%${each}%`);
    return sql`(${join(places.map((place) => sql`${place} LIKE ${word}`), ' OR ')})`;
  }), ' AND ')})`;
}

/** What is searched for, word by word: at most eight. */
export const wordsOf = (text: string): string[] => text.replaceAll('\u0000', '').split(/\s+/).filter(Boolean).slice(0, 8);

/** A whole filter as one condition; an unknown field or operator fails loudly. */
export function filterCondition(scope: Scope, filter: FilterInput | null | undefined, currencyCode: string, depth = 0): Sql {
  if (depth > 5) throw new FilterInvalid('and', 'is nested too deeply');
  const nested = (each: unknown) => filterCondition(scope, each as FilterInput, currencyCode, depth + 1);
  const conditions = Object.entries(filter ?? {})
    .filter(([, given]) => given !== null && given !== undefined)
    .map(([name, given]): Sql => {
      if (name === 'and' || name === 'or') {
        const parts = (given as unknown[]).map(nested);
        return parts.length > 0 ? sql`(${join(parts, name === 'and' ? ' AND ' : ' OR ')})` : sql`TRUE`;
      }
      if (name === 'not') return sql`NOT (${nested(given)})`;
      if (name === 'search') return searchCondition(scope, scope.entity, given);
      return fieldCondition(scope.resolve(name), given, name, currencyCode);
    });
  return conditions.length > 0 ? sql`(${join(conditions, ' AND ')})` : sql`TRUE`;
}
