import sql, { join, raw, type Sql } from 'sql-template-tag';
import { col, type Entity } from './entity.ts';
import { castOf, filterCondition, type FilterInput } from './filter.ts';
import { Scope } from './scope.ts';
import { parseDay } from './time.ts';
import type { Context } from './viewer.ts';

export interface PageArgs {
  first?: number | null; last?: number | null; after?: string | null; before?: string | null;
  filter?: FilterInput | null; orderBy?: string | null;
}
/** Rows that belong to given parents: one statement serves them all. */
export interface Parents { column: string; ids: string[]; where?: (alias: string) => Sql }
export interface PageRow { parent: string; id: string; key: string | null }
export interface Page { ids: string[]; cursors: string[]; hasNextPage: boolean; hasPreviousPage: boolean }

export class PageInvalid extends Error {}
export const PAGE_MAX = 100;
const PAGE_DEFAULT = 25;
/** Counting stops here: more is shown as "10,000+". */
export const COUNT_MAX = 10_000;

const toCursor = (row: PageRow) => Buffer.from(JSON.stringify([row.key, row.id])).toString('base64url');
function fromCursor(cursor: string): { key: string | null; id: string } {
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [unknown, unknown];
    if (typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) && (key === null || typeof key === 'string')) return { key, id };
  } catch { /* not ours: told below */ }
  throw new PageInvalid('The cursor is not one that this list gave.');
}

interface Order { value: Sql; cast: Sql; descending: boolean; isKey: (key: string) => boolean }

// Sort keys that may be null sort as the lowest value, so that a row value compares them.
const lowest: Record<string, string> = { day: "'-infinity'::date", instant: "'-infinity'::timestamptz", text: "''", uuid: "'00000000-0000-0000-0000-000000000000'::uuid" };

// What a list of this kind can have written into a cursor.
const keyPatterns: Record<string, RegExp> = {
  day: /^(-infinity|\d{4}-\d{2}-\d{2})$/, instant: /^(-infinity|\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2})?)$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, boolean: /^(true|false)$/,
};
const fitsKind = (kind: string, key: string): boolean =>
  (kind === 'text' || kind.startsWith('enum:') ? !key.includes('\u0000') : (keyPatterns[kind] ?? /^-?\d{1,40}(\.\d{1,40})?$/).test(key)
    && (!['day', 'instant'].includes(kind) || key === '-infinity' || parseDay(key.slice(0, 10)) !== undefined));

function orderOf(scope: Scope, entity: Entity, orderBy: string): Order {
  const descending = orderBy.endsWith('_DESC');
  const path = entity.listing?.orderBy[orderBy.replace(/_(ASC|DESC)$/, '')];
  if (!path) throw new PageInvalid(`There is no order ${orderBy}.`);
  const { field, value } = scope.resolve(path);
  const cast = field.kind === 'money' ? raw('bigint') : castOf(field.kind);
  const comparable = field.kind.startsWith('enum:') ? sql`${value}::text` : value;
  const isNullable = field.nullable || path.includes('.');
  return {
    value: isNullable ? sql`coalesce(${comparable}, ${raw(lowest[field.kind.startsWith('enum:') ? 'text' : field.kind] ?? '-1e30::numeric')})` : comparable,
    cast: isNullable && !(field.kind in lowest) && !field.kind.startsWith('enum:') ? raw('numeric') : cast,
    descending,
    isKey: (key) => fitsKind(field.kind, key),
  };
}

function sizeOf({ first, last }: PageArgs): { size: number; backwards: boolean } {
  if (first != null && last != null) throw new PageInvalid('Give first or last, not both.');
  const size = first ?? last ?? PAGE_DEFAULT;
  if (size < 0 || size > PAGE_MAX) throw new PageInvalid(`first and last take 0 to ${PAGE_MAX}.`);
  return { size, backwards: last != null };
}

function conditions(scope: Scope, args: PageArgs, ctx: Context, parents?: Parents): Sql[] {
  return [
    scope.visible(),
    filterCondition(scope, args.filter, ctx.company.currencyCode),
    ...(parents?.where ? [parents.where(scope.alias)] : []),
  ];
}

/** Ids and cursors of one page for each parent (or of the one page), in one statement: keyset pages by row value. */
export async function loadPages(entity: Entity, args: PageArgs, ctx: Context, parents?: Parents): Promise<Map<string, Page>> {
  const scope = new Scope(entity, ctx.viewer);
  const { size, backwards } = sizeOf(args);
  const order = orderOf(scope, entity, args.orderBy ?? entity.listing?.defaultOrder ?? 'ID_ASC');
  const where = conditions(scope, args, ctx, parents);
  const id = col(scope.alias, 'id');
  const bound = (cursor: string, isAfter: boolean) => {
    const { key, id: at } = fromCursor(cursor);
    if (key === null || !order.isKey(key)) throw new PageInvalid('The cursor is not one that this list gave.');
    return sql`(${order.value}, ${id}) ${raw(isAfter === order.descending ? '<' : '>')} (${key}::${order.cast}, ${at}::uuid)`;
  };
  if (args.after) where.push(bound(args.after, true));
  if (args.before) where.push(bound(args.before, false));
  const direction = raw(order.descending === backwards ? 'ASC' : 'DESC');
  const select = sql`SELECT ${id} AS id, (${order.value})::text AS key`;
  const tail = sql`ORDER BY ${order.value} ${direction}, ${id} ${direction} LIMIT ${size + 1}`;
  const statement = parents
    ? sql`SELECT p.id AS parent, r.id, r.key FROM unnest(${parents.ids}::uuid[]) p(id) CROSS JOIN LATERAL (${select} ${scope.from()} WHERE ${col(scope.alias, parents.column)} = p.id AND ${join(where, ' AND ')} ${tail}) r`
    : sql`SELECT '' AS parent, r.id, r.key FROM (${select} ${scope.from()} WHERE ${join(where, ' AND ')} ${tail}) r`;
  const rows = await ctx.db.rows<PageRow>(statement);
  const byParent = Map.groupBy(rows, (row) => row.parent);
  return new Map((parents?.ids ?? ['']).map((parent) => {
    const found = byParent.get(parent) ?? [];
    const more = found.length > size;
    const page = found.slice(0, size);
    if (backwards) page.reverse();
    return [parent, {
      ids: page.map((row) => row.id), cursors: page.map(toCursor),
      hasNextPage: backwards ? !!args.before : more, hasPreviousPage: backwards ? more : !!args.after,
    }];
  }));
}

/** How many rows the filter meets; null beyond 10,000. */
export async function loadCount(entity: Entity, args: PageArgs, ctx: Context, parents?: Parents): Promise<number | null> {
  const scope = new Scope(entity, ctx.viewer);
  const where = conditions(scope, args, ctx, parents);
  if (parents) where.push(sql`${col(scope.alias, parents.column)} = ANY(${parents.ids}::uuid[])`);
  const [row] = await ctx.db.rows<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM (SELECT 1 ${scope.from()} WHERE ${join(where, ' AND ')} LIMIT ${COUNT_MAX + 1}) c`);
  return row && row.n <= COUNT_MAX ? row.n : null;
}

/** Sums of the listing's totals over the whole filter, as text: minor units for money, decimals for quantities. */
export async function loadTotals(entity: Entity, names: string[], args: PageArgs, ctx: Context, parents?: Parents): Promise<Record<string, string>> {
  const scope = new Scope(entity, ctx.viewer);
  // A sum that the viewer may not see is not asked for either: the gate has refused its field.
  const allowed = names.filter((name) => !entity.fields[name]?.permission || ctx.viewer.permissions.has(entity.fields[name].permission));
  if (allowed.length === 0) return {};
  const sums = allowed.map((name) => sql`coalesce(sum(${scope.resolve(name).value}), 0)::text AS ${raw(`"${name}"`)}`);
  const where = conditions(scope, args, ctx, parents);
  if (parents) where.push(sql`${col(scope.alias, parents.column)} = ANY(${parents.ids}::uuid[])`);
  const [row] = await ctx.db.rows<Record<string, string>>(sql`SELECT ${join(sums)} ${scope.from()} WHERE ${join(where, ' AND ')}`);
  return row ?? {};
}
