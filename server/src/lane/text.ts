// The text forms in which values travel, as SQL that gives JSON. They are the forms of shared/textForms.ts.
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Kind } from '../shared/entity.ts';
import { currencyExponent } from '../shared/money.ts';

// Texts made here, by the pieces that they are put together of: what stands side by side as constants becomes one.
const piecesOf = new WeakMap<Sql, (string | Sql)[]>();
const constant = (text: string): Sql => raw(`'${text.replaceAll("'", "''")}'`);

/** A text from constants and SQL, in this order. */
export function text(...given: (string | Sql)[]): Sql {
  const pieces: (string | Sql)[] = [];
  for (const piece of given.flatMap((each) => (typeof each === 'string' ? [each] : piecesOf.get(each) ?? [each]))) {
    const last = pieces.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') pieces[pieces.length - 1] = last + piece;
    else pieces.push(piece);
  }
  const made = join(pieces.length === 0 ? [constant('')] : pieces.map((piece) => (typeof piece === 'string' ? constant(piece) : piece)), ' || ');
  piecesOf.set(made, pieces);
  return made;
}

/** A constant text. */
export const literal = (constantText: string): Sql => text(constantText);

/** Stands where null came although none was promised: whoever finds it in an answer leaves the operation to the general lane. */
export const BROKEN = '\u0003';
const broken = sql`E'\\003'`;

/** A JSON text that may be null in SQL: null in the answer, or a broken promise. */
export const orNull = (json: Sql, isNullable: boolean): Sql => sql`coalesce(${json}, ${isNullable ? sql`'null'` : broken})`;

/** A JSON object from keys and JSON texts, in their order. */
export function objectText(parts: [string, Sql][]): Sql {
  return text('{', ...parts.flatMap(([key, value], index) => [`${index === 0 ? '' : ','}"${key}":`, value]), '}');
}

// Base64 makes four signs of three bytes, and breaks lines after 57 bytes: an id and the rest of a type's name are fewer.
const GROUP = 3;

/** A global id of a type that is known: the type's own part of it is made once. */
export function globalIdText(type: string, id: Sql): Sql {
  const name = `${type}:`;
  const whole = name.length - (name.length % GROUP);
  const rest = name.slice(whole);
  return text(Buffer.from(name.slice(0, whole)).toString('base64'), sql`encode((${rest === '' ? sql`` : sql`${constant(rest)} || `}${id}::text)::bytea, 'base64')`);
}

/** A global id of a type that stands in a column. */
export const typedIdText = (type: Sql, id: Sql): Sql => sql`translate(encode((${type} || ':' || ${id}::text)::bytea, 'base64'), E'\\n', '')`;

/** An amount of the smallest unit with all places of its currency, as text: the company's currency is tried first. */
export function amountText(minor: Sql, currency: Sql | undefined, companyCurrency: string): Sql {
  const usual = raw(scaleOf(companyCurrency));
  return currency ? sql`(${minor} * CASE WHEN ${currency} = ${constant(companyCurrency)} THEN ${usual} ELSE hesabu_currency_unit(${currency}) END)::text` : sql`(${minor} * ${usual})::text`;
}

/** What the smallest unit of a currency is worth, with as many places as the currency has: 0.01, 1. */
export function scaleOf(currencyCode: string): string {
  const exponent = currencyExponent(currencyCode) ?? 2;
  return exponent === 0 ? '1::numeric' : `0.${'0'.repeat(exponent - 1)}1`;
}

const quoted = (value: Sql): Sql => text('"', value, '"');

/** A value of a kind as JSON; null where it is null. Money and JSON have forms of their own. */
export function valueText(kind: Kind, value: Sql): Sql {
  if (kind.startsWith('enum:')) return quoted(sql`${value}::text`);
  switch (kind) {
    case 'int': return sql`${value}::bigint::text`;
    case 'boolean': return sql`${value}::boolean::text`;
    case 'quantity': case 'price': case 'rate': case 'fx': return quoted(sql`trim_scale(${value}::numeric)::text`);
    case 'bigint': case 'day': case 'uuid': return quoted(sql`${value}::text`);
    case 'instant': return quoted(sql`to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
    case 'texts': return sql`array_to_json(${value})::text`;
    default: return sql`to_json(${value}::text)::text`;
  }
}
