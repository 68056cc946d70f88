// The text forms in which values travel, as SQL that gives JSON. They are the forms of shared/textForms.ts.
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Kind } from '../shared/entity.ts';
import { currencyExponent } from '../shared/money.ts';

/** A constant as an SQL literal. */
export const literal = (text: string): Sql => raw(`'${text.replaceAll("'", "''")}'`);

/** Stands where null came although none was promised: whoever finds it in an answer leaves the operation to the general lane. */
export const BROKEN = '\u0003';
const broken = sql`E'\\003'`;

/** A JSON text that may be null in SQL: null in the answer, or a broken promise. */
export const orNull = (text: Sql, isNullable: boolean): Sql => sql`coalesce(${text}, ${isNullable ? sql`'null'` : broken})`;

/** A JSON object from keys and JSON texts, in their order. */
export function objectText(parts: [string, Sql][]): Sql {
  if (parts.length === 0) return sql`'{}'`;
  const pieces = parts.flatMap(([key, value], index) => [literal(`${index === 0 ? '{' : ','}"${key}":`), value]);
  return sql`${join(pieces, ' || ')} || '}'`;
}

/** A global id: base64 without line breaks. */
export const globalIdText = (type: Sql, id: Sql): Sql =>
  sql`translate(encode(convert_to(${type} || ':' || ${id}::text, 'UTF8'), 'base64'), E'\\n', '')`;

const exponents = new Map<number, string[]>();
for (const code of Intl.supportedValuesOf('currency')) {
  const exponent = currencyExponent(code) ?? 2;
  exponents.set(exponent, [...(exponents.get(exponent) ?? []), code]);
}
const printed = (minor: Sql, exponent: number): Sql =>
  (exponent === 0 ? sql`${minor}::numeric::text` : sql`(${minor} * ${raw(`0.${'0'.repeat(exponent - 1)}1`)})::text`);

/** An amount of the smallest unit with all places of its currency, as text: the company's currency is tried first. */
export function amountText(minor: Sql, currency: Sql | undefined, companyCurrency: string): Sql {
  const usual = currencyExponent(companyCurrency) ?? 2;
  if (!currency) return printed(minor, usual);
  const others = [...exponents].filter(([exponent]) => exponent !== usual).map(([exponent, codes]) =>
    sql`WHEN ${currency} IN (${raw(codes.map((code) => `'${code}'`).join())}) THEN ${printed(minor, exponent)}`);
  return sql`CASE WHEN ${currency} = ${literal(companyCurrency)} THEN ${printed(minor, usual)} ${join(others, ' ')} ELSE ${printed(minor, usual)} END`;
}

const quoted = (text: Sql): Sql => sql`'"' || ${text} || '"'`;

/** A value of a kind as JSON; null where it is null. Money and JSON have forms of their own. */
export function valueText(kind: Kind, value: Sql): Sql {
  if (kind.startsWith('enum:')) return quoted(sql`${value}::text`);
  switch (kind) {
    case 'int': return sql`${value}::bigint::text`;
    case 'boolean': return sql`${value}::boolean::text`;
    case 'quantity': case 'price': case 'rate': return quoted(sql`trim_scale(${value}::numeric)::text`);
    case 'bigint': case 'day': case 'uuid': return quoted(sql`${value}::text`);
    case 'instant': return quoted(sql`to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
    case 'texts': return sql`array_to_json(${value})::text`;
    default: return sql`to_json(${value}::text)::text`;
  }
}
