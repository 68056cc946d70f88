// What loaders share: one statement gives a document as JSON, with amounts as text.
import sql, { raw, type Sql } from 'sql-template-tag';
import type { CompanyRow, StatementForm } from '../generated/rows.ts';
import { quote } from '../shared/entity.ts';
import type { Queryable } from '../shared/db.ts';
import { moneyValue, trimmed } from '../shared/textForms.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import type { Cell, Sheet } from './sheet.ts';

/** Choices of who prints: the days of a statement. */
export interface Choices {
  from?: Day; to?: Day; supplierId?: string;
  /** Of a statement: activity when left out. */
  form?: StatementForm;
  /** What was learnt of at or after this instant is not on it. */
  knownAt?: string;
}
export type Loader = (db: Queryable, id: string, ctx: Context, choices: Choices) => Promise<Sheet>;

/** The one row that a statement gives as JSON; refuses NOT_FOUND. */
export async function loaded<T>(db: Queryable, type: string, id: string, statement: Sql): Promise<T> {
  const [row] = await db.rows<{ it: T }>(sql`SELECT to_jsonb(x) AS it FROM (${statement}) x`);
  if (!row) throw NotFound({ type, id });
  return row.it;
}

/** Rows of a part as a JSON array, in an order. */
export const many = (columns: Sql, from: Sql, order: Sql): Sql =>
  sql`(SELECT coalesce(jsonb_agg(to_jsonb(y)), '[]') FROM (SELECT ${columns} FROM ${from} ORDER BY ${order}) y)`;

/** A column that a release may not have yet, as text. */
export const maybe = (alias: string, column: string): Sql => sql`to_jsonb(${raw(alias)})->>${column}`;

/** The language in which a customer or supplier wants to be written to. */
export const languageOfParty = (partyId: Sql): Sql => sql`(SELECT c.language FROM "Correspondence" c WHERE c."partyId" = ${partyId})`;

export const companyOf = ({ name, taxNumber, address }: CompanyRow): Sheet['company'] => ({ name, taxNumber, address });

export const money = (minor: string | bigint, currencyCode: string, named = false): Cell => ({ form: 'money', amount: moneyValue(minor, currencyCode).amount, currencyCode, named });
export const price = (amount: string, currencyCode: string): Cell => ({ form: 'price', amount: trimmed(amount), currencyCode });
export const quantity = (amount: string | null, unit?: string | null): Cell => ({ form: 'quantity', amount: amount === null ? null : trimmed(amount), unit: unit ?? null });
export const percent = (rate: string): Cell => ({ form: 'percent', rate: trimmed(rate) });
export const hasSome = (amounts: readonly string[]): boolean => amounts.some((amount) => Number(amount) !== 0);
/** Days of payment as words. */
export const terms = (days: number): Cell => ({ form: 'words', key: 'terms', values: { days } });

export interface TaxPart { code: string | null; name: string | null; rate: string; net: string; tax: string }

/** Tax by code and rate, of lines with `netMinor` and `taxMinor`. */
export const taxParts = (table: string, column: string, id: string): Sql => many(
  sql`t.code, t.name, trim_scale(l."taxRate")::text AS rate, sum(l."netMinor")::text AS net, sum(l."taxMinor")::text AS tax`,
  sql`${quote(table)} l LEFT JOIN "TaxCode" t ON t.id = l."taxCodeId" WHERE l.${quote(column)} = ${id} GROUP BY t.code, t.name, l."taxRate"`,
  sql`l."taxRate" DESC, t.code`);

export const taxBreakdown = (parts: readonly TaxPart[], currencyCode: string): Sheet['breakdowns'] => (hasSome(parts.map(({ tax }) => tax)) ? [{
  label: 'tax',
  columns: [{ label: 'taxCode', align: 'start', width: 'fill' }, { label: 'rate', align: 'end', width: 'auto' }, { label: 'base', align: 'end', width: 'auto' }, { label: 'tax', align: 'end', width: 'auto' }],
  rows: parts.map(({ code, name, rate, net, tax }) => [{ form: 'text', text: name ?? code }, percent(rate), money(net, currencyCode), money(tax, currencyCode)]),
}] : []);
