// What can be read, declared once: a field is a column, a relation or an SQL expression, with its permission.
// GraphQL types, lists, filters, totals, explore, export and rights are all made from these declarations.
import sql, { raw, type Sql } from 'sql-template-tag';
import { columnKind, isNullable, type Table } from './tables.ts';
import type { Viewer } from './viewer.ts';

export type Kind = 'text' | 'int' | 'boolean' | 'quantity' | 'price' | 'rate' | 'fx' | 'money' | 'day' | 'instant' | 'json' | 'uuid'
  | 'bigint' | 'texts' | `enum:${string}`;

export interface Field {
  kind: Kind;
  /** The value in SQL, given the alias of its row. Money is in minor units. */
  value: (alias: string, viewer: Viewer) => Sql;
  /** For money: its currency in SQL; the company's where there is none. */
  currency?: (alias: string) => Sql;
  /** For money that is a column: the column with its currency. */
  currencyColumn?: string;
  /** Of an amount that may be in several currencies: the same in company money, as lists sum it. */
  inCompany?: (alias: string) => Sql;
  /** The column it is, where it is one. */
  column?: string;
  nullable: boolean;
  permission?: string;
  describe?: string;
  /** False keeps it out of filters and explore. */
  askable: boolean;
  /** For an id of some type: the column that names the type; the field is then a global id. */
  typeColumn?: string;
  /** Words made for the viewer from the record; such a field is no SQL and never askable. */
  words?: { columns: readonly string[]; made: (record: Record<string, unknown>, viewer: Viewer) => string };
}

export interface One {
  target: string;
  /** Our column that holds the target's id. */
  column: string;
  /** As the column is, but for targets that some who see the record may not see. */
  nullable: boolean;
  permission?: string;
  describe?: string;
  /** The target's column that names what it has become: our rows are written once, and a filter by the target finds those of what has become it. */
  formerly?: string;
  /** Under what a row is found by a filter by the target although its column names none: an invoice of several orders is each one's. */
  also?: (alias: string, ids: Sql) => Sql;
}

export interface Many {
  target: string;
  /** The target's column that holds our id. */
  foreign: string;
  /** `list` gives all rows in an order (lines of a document); `connection` gives pages. */
  form: 'list' | 'connection';
  orderBy?: string;
  /** A further condition on the target's rows. */
  where?: (alias: string) => Sql;
  /** Of pages: which rows are a record's where a column of theirs does not tell all, given the record's id. */
  of?: (alias: string, id: Sql) => Sql;
  permission?: string;
  describe?: string;
}

export interface Listing {
  /** The Query field: orders. */
  field: string;
  /** Sort keys by enum name; a value is a field name or a path over to-one relations (customer.name). */
  orderBy: Record<string, string>;
  /** Default, e.g. PLACED_ON_DESC. */
  defaultOrder: string;
  /** Fields with a day that sort as the latest where there is none: what has no end, ends last. */
  emptyLast?: readonly string[];
  /** Money and quantity fields that are summed over the whole filter. */
  totals?: string[];
  /** Fields or paths in which `search` looks. */
  search?: string[];
  describe?: string;
}

export interface Entity {
  name: string;
  table: Table;
  permission: string;
  describe?: string;
  /** Rows that a viewer may see, as an SQL condition; undefined: all. */
  rows?: (alias: string, viewer: Viewer) => Sql | undefined;
  fields: Record<string, Field>;
  ones: Record<string, One>;
  manies: Record<string, Many>;
  listing?: Listing;
}

export const entities = new Map<string, Entity>();
export function entityOf(name: string): Entity {
  const found = entities.get(name);
  if (!found) throw new Error(`no entity ${name}`);
  return found;
}

export const quote = (name: string) => raw(`"${name}"`);
export const col = (alias: string, column: string) => raw(`${alias}."${column}"`);

/** An amount of a row without a rate of its own in company money, by the rate of the document that it belongs to. */
export const companyBy = (document: string, foreign: string, value: (alias: string) => Sql) => (alias: string): Sql =>
  sql`CASE WHEN ${col(alias, 'currencyCode')} = (SELECT c."currencyCode" FROM "Company" c LIMIT 1) THEN ${value(alias)} ELSE hesabu_in_company(${value(alias)}, (SELECT d."exchangeRate" FROM ${quote(document)} d WHERE d.id = ${col(alias, foreign)}), ${col(alias, 'currencyCode')}) END`;

type FieldOptions = Partial<Pick<Field, 'inCompany' | 'permission' | 'describe' | 'askable' | 'nullable' | 'typeColumn'>>;
type Declared =
  | { column: string | undefined; options: FieldOptions & { currency?: string } }
  | { expression: Omit<Field, 'askable'> & { askable?: boolean } };

/** A column, by its own name or another; its kind and nullability come from the Prisma schema. Money: `money()`. */
export const column = (name?: string, options: FieldOptions = {}): Declared => ({ column: name, options });
/** A `…Minor` column with the currency of its row, or the company's. The field's name is the column's without Minor unless named. */
export const money = (name?: string, options: FieldOptions & { currency?: 'currencyCode' | 'company' } = {}): Declared =>
  ({ column: name, options: { currency: 'currencyCode', ...options } });
/** A declared SQL expression. */
export const expression = (kind: Kind, value: Field['value'], options: FieldOptions & { currency?: Field['currency'] } = {}): Declared =>
  ({ expression: { kind, value, nullable: false, ...options } });
/** Words made for the viewer from some of the record's columns, e.g. the label of a kind. */
export const words = (columns: readonly string[], made: NonNullable<Field['words']>['made'], options: Pick<FieldOptions, 'permission' | 'describe'> = {}): Declared =>
  ({ expression: { kind: 'text', value: () => sql`NULL::text`, nullable: false, askable: false, words: { columns, made }, ...options } });
export const one = (target: string, columnName: string, options: Partial<Pick<One, 'nullable' | 'permission' | 'describe' | 'formerly' | 'also'>> = {}) =>
  ({ target, column: columnName, ...options });
export const lines = (target: string, foreign: string, orderBy = 'no', options: Partial<Many> = {}): Many =>
  ({ target, foreign, form: 'list', orderBy, ...options });
export const pages = (target: string, foreign: string, options: Partial<Many> = {}): Many =>
  ({ target, foreign, form: 'connection', ...options });

/** Whether a row of pages is a record's. */
export const isOf = ({ foreign, of }: Pick<Many, 'foreign' | 'of'>, alias: string, id: Sql): Sql => (of ? of(alias, id) : sql`${col(alias, foreign)} = ${id}`);

function fieldOf(table: Table, name: string, declared: Declared): Field {
  if ('expression' in declared) return { askable: true, ...declared.expression };
  const isMoney = declared.options.currency !== undefined;
  const columnName = declared.column ?? (isMoney ? `${name}Minor` : name);
  const { currency, ...options } = declared.options;
  return {
    kind: isMoney ? 'money' : (columnKind(table, columnName) as Kind),
    value: (alias) => col(alias, columnName),
    ...(isMoney && currency !== 'company' ? { currencyColumn: currency, currency: (alias: string) => col(alias, String(currency)) } : {}),
    column: columnName,
    nullable: isNullable(table, columnName),
    askable: true,
    ...options,
  };
}

export interface EntityOptions extends Omit<Entity, 'name' | 'table' | 'fields' | 'ones' | 'manies'> {
  table?: Table;
  fields: Record<string, Declared>;
  ones?: Record<string, Omit<One, 'nullable'> & Partial<Pick<One, 'nullable'>>>;
  manies?: Record<string, Many>;
}

/** Declares a record type over the table of its name. */
export function entity(name: string, options: EntityOptions): Entity {
  const table = options.table ?? (name as Table);
  const made: Entity = {
    ...options, name, table,
    fields: Object.fromEntries(Object.entries(options.fields).map(([field, declared]) => [field, fieldOf(table, field, declared)])),
    ones: Object.fromEntries(Object.entries(options.ones ?? {}).map(([field, declared]) =>
      [field, { ...declared, nullable: declared.nullable ?? isNullable(table, declared.column) }])),
    manies: { ...options.manies },
  };
  entities.set(name, made);
  return made;
}

/** Adds fields to a type of a lower domain: a relation upwards is declared by the higher one. */
export function extend(name: string, added: {
  fields?: Record<string, Declared>; ones?: EntityOptions['ones']; manies?: Record<string, Many>;
  /** Further sort keys and totals of its list. */
  listing?: Pick<Listing, 'totals'> & Partial<Pick<Listing, 'orderBy'>>;
}): void {
  const target = entityOf(name);
  if (target.listing) {
    Object.assign(target.listing.orderBy, added.listing?.orderBy);
    target.listing.totals = [...(target.listing.totals ?? []), ...(added.listing?.totals ?? [])];
  }
  for (const [field, declared] of Object.entries(added.fields ?? {})) target.fields[field] = fieldOf(target.table, field, declared);
  for (const [field, declared] of Object.entries(added.ones ?? {})) {
    target.ones[field] = { ...declared, nullable: declared.nullable ?? isNullable(target.table, declared.column) };
  }
  Object.assign(target.manies, added.manies);
}

/** The rows of an entity that a viewer may see. */
export const visible = (declared: Entity, alias: string, viewer: Viewer): Sql => {
  const condition = declared.rows?.(alias, viewer);
  return condition ? sql`(${condition})` : sql`TRUE`;
};

