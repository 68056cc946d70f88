// What a judgement on a record needs to know, declared as SQL over the record's row: one statement for all facts.
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Rows } from '../generated/rows.ts';
import { quote } from './entity.ts';
import { decode, type Table } from './tables.ts';

/** A fact about a record: JSON in SQL, given the record's alias, and how that JSON is read. */
export interface Fact<V> { sql: (alias: string) => Sql; read: (json: unknown) => V }
export type Facts = Record<string, Fact<unknown>>;
/** The values of declared facts. */
export type FactsOf<F extends Facts> = { [K in keyof F]: F[K] extends Fact<infer V> ? V : never };

const reader = <T extends Table>(table: T) => (json: unknown): Rows[T] => decode(table, json as Record<string, unknown>);

/** The record itself. */
export const itself = <T extends Table>(table: T): Fact<Rows[T]> => ({ sql: (alias) => sql`row_to_json(${raw(alias)})`, read: reader(table) });

/** One row of a table (alias f), or none. */
export const rowFact = <T extends Table>(table: T, where: (alias: string) => Sql): Fact<Rows[T] | undefined> => ({
  sql: (alias) => sql`(SELECT row_to_json(f) FROM ${quote(table)} f WHERE ${where(alias)} LIMIT 1)`,
  read: (json) => (json === null ? undefined : reader(table)(json)),
});

/** Rows of a table (alias f), in the order of their ids. */
export const rowsFact = <T extends Table>(table: T, where: (alias: string) => Sql): Fact<Rows[T][]> => ({
  sql: (alias) => sql`(SELECT coalesce(json_agg(f ORDER BY f.id), '[]') FROM ${quote(table)} f WHERE ${where(alias)})`,
  read: (json) => (json as unknown[]).map(reader(table)),
});

/** Whether there is something. */
export const isFact = (condition: (alias: string) => Sql): Fact<boolean> => ({ sql: (alias) => sql`(${condition(alias)})`, read: (json) => json === true });

/** An amount in the smallest unit, or a count. */
export const bigintFact = (value: (alias: string) => Sql): Fact<bigint> => ({ sql: (alias) => sql`(${value(alias)})::text`, read: (json) => BigInt(String(json)) });

/** All facts of a record as one JSON text. */
export const factsSql = (facts: Facts, alias: string): Sql => (Object.keys(facts).length === 0 ? sql`'{}'`
  : sql`json_build_object(${join(Object.entries(facts).map(([name, fact]) => sql`${raw(`'${name}'`)}, ${fact.sql(alias)}`))})::text`);

// A number with a fraction or of sixteen digits and more, or what looks like one in a text. Asking each value takes many times as long as reading.
const MAYBE_ROUNDED = /(?:^|[[:,])\s*-?(?:\d+[.eE]|\d{16})/;

/** JSON with numbers that JavaScript would round left as text. */
export function readExact(text: string): unknown {
  if (!MAYBE_ROUNDED.test(text)) return JSON.parse(text);
  // The reviver's third argument is in ECMAScript and in Node 24, not yet in TypeScript's library.
  const exact = (_key: string, value: unknown, context?: { source: string }) => (typeof value === 'number' && !Number.isSafeInteger(value) ? context?.source : value);
  return JSON.parse(text, exact as (key: string, value: unknown) => unknown);
}

/** The values of declared facts from their JSON. */
export const readFacts = <F extends Facts>(facts: F, json: unknown): FactsOf<F> =>
  Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, fact.read((json as Record<string, unknown>)[name] ?? null)])) as FactsOf<F>;
