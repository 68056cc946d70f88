import sql, { join, raw, type Sql } from 'sql-template-tag';
import { col, isOf, type Entity, type Many } from './entity.ts';
import { castOf, filterCondition, type FilterInput } from './filter.ts';
import { Scope } from './scope.ts';
import { slotted } from './slot.ts';
import { parseDay } from './time.ts';
import type { Context } from './viewer.ts';

export interface PageArgs {
  first?: number | null; last?: number | null; after?: string | null; before?: string | null;
  filter?: FilterInput | null; orderBy?: string | null;
}
/** Rows that belong to given parents: one statement serves them all. */
export interface Parents extends Pick<Many, 'foreign' | 'where' | 'of'> { ids: string[] }
export interface PageRow { parent: string; id: string; cursor: string }
export interface Page { ids: string[]; cursors: string[]; hasNextPage: boolean; hasPreviousPage: boolean }

export class PageInvalid extends Error {}
export const PAGE_MAX = 100;
const PAGE_DEFAULT = 25;
/** Counting stops here: more is shown as "10,000+". */
export const COUNT_MAX = 10_000;

/** A row's place in its list: its sort key and id as JSON, in base64url. One expression for both lanes. */
export const cursorSql = (key: Sql, id: Sql): Sql => sql`translate(encode(convert_to('[' || to_json(${key})::text || ',"' || ${id}::text || '"]', 'UTF8'), 'base64'), E'+/=\\n', '-_')`;
function fromCursor(cursor: string): { key: string; id: string } {
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [unknown, unknown];
    if (typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) && typeof key === 'string') return { key, id };
  } catch { /* not ours: told below */ }
  throw new PageInvalid('The cursor is not one that this list gave.');
}

interface Order { value: Sql; cast: Sql; descending: boolean; isKey: (key: string) => boolean }

// Sort keys that may be null sort as the lowest value (days that a listing names so: as the latest), so that a row value compares them.
const lowest: Record<string, string> = { day: "'-infinity'::date", instant: "'-infinity'::timestamptz", text: "''", uuid: "'00000000-0000-0000-0000-000000000000'::uuid" };

// What a list of this kind can have written into a cursor.
const keyPatterns: Record<string, RegExp> = {
  day: /^(-?infinity|\d{4}-\d{2}-\d{2})$/, instant: /^(-infinity|\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2})?)$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, boolean: /^(true|false)$/,
};
const fitsKind = (kind: string, key: string): boolean =>
  (kind === 'text' || kind.startsWith('enum:') ? !key.includes('\u0000') : (keyPatterns[kind] ?? /^-?\d{1,40}(\.\d{1,40})?$/).test(key)
    && (!['day', 'instant'].includes(kind) || /^-?infinity$/.test(key) || parseDay(key.slice(0, 10)) !== undefined));

function orderOf(scope: Scope, entity: Entity, orderBy: string): Order {
  const descending = orderBy.endsWith('_DESC');
  const path = entity.listing?.orderBy[orderBy.replace(/_(ASC|DESC)$/, '')];
  if (!path) throw new PageInvalid(`There is no order ${orderBy}.`);
  const { field, value } = scope.resolve(path);
  const cast = field.kind === 'money' ? raw('bigint') : castOf(field.kind);
  const comparable = field.kind.startsWith('enum:') ? sql`${value}::text` : value;
  const isNullable = field.nullable || path.includes('.');
  const isLast = field.kind === 'day' && entity.listing?.emptyLast?.includes(path);
  const empty = isLast ? "'infinity'::date" : lowest[field.kind.startsWith('enum:') ? 'text' : field.kind] ?? '-1e30::numeric';
  return {
    value: isNullable ? sql`coalesce(${comparable}, ${raw(empty)})` : comparable,
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

/** Who asks for a page: what its SQL depends on. */
export type Asker = Pick<Context, 'viewer' | 'company'>;

/** FROM and conditions of a list's rows; `from` is read after everything has been resolved. */
function rowsOf(entity: Entity, args: PageArgs, { viewer, company }: Asker, alias: string, parents?: Pick<Parents, 'where'>) {
  const scope = new Scope(entity, viewer, alias);
  const where = [scope.visible(), filterCondition(scope, args.filter, company.currencyCode), ...(parents?.where ? [parents.where(alias)] : [])];
  return { scope, where };
}

export interface PageSql {
  alias: string; size: number; backwards: boolean; id: Sql;
  /** The sort key of a row as its cursor holds it. */
  key: Sql;
  /** The sort key, and which way it goes: also for rows of a page that were taken already. */
  order: Sql; direction: Sql;
  from: Sql; where: Sql[];
  /** ORDER BY … LIMIT: one row more than the page, to know whether there are more. */
  tail: Sql;
}

/** The parts of a page's statement: keyset pages by row value. */
export function pageSql(entity: Entity, args: PageArgs, asker: Asker, alias = 't', parents?: Pick<Parents, 'where'>): PageSql {
  const { scope, where } = rowsOf(entity, args, asker, alias, parents);
  const { size, backwards } = sizeOf(args);
  const order = orderOf(scope, entity, args.orderBy ?? entity.listing?.defaultOrder ?? 'ID_ASC');
  const id = col(alias, 'id');
  const bound = (cursor: string, isAfter: boolean) => {
    const key = slotted(cursor, (given) => {
      const read = fromCursor(String(given)).key;
      if (!order.isKey(read)) throw new PageInvalid('The cursor is not one that this list gave.');
      return read;
    });
    const at = slotted(cursor, (given) => fromCursor(String(given)).id);
    return sql`(${order.value}, ${id}) ${raw(isAfter === order.descending ? '<' : '>')} (${key}::${order.cast}, ${at}::uuid)`;
  };
  if (args.after) where.push(bound(args.after, true));
  if (args.before) where.push(bound(args.before, false));
  const direction = raw(order.descending === backwards ? 'ASC' : 'DESC');
  return {
    alias, size, backwards, id, key: sql`(${order.value})::text`, order: order.value, direction, from: scope.from(), where,
    tail: sql`ORDER BY ${order.value} ${direction}, ${id} ${direction} LIMIT ${raw(String(size + 1))}`,
  };
}

/** Ids and cursors of one page for each parent (or of the one page), in one statement. */
export async function loadPages(entity: Entity, args: PageArgs, ctx: Context, parents?: Parents): Promise<Map<string, Page>> {
  const { alias, size, backwards, id, key, from, where, tail } = pageSql(entity, args, ctx, 't', parents);
  const select = sql`SELECT ${id} AS id, ${cursorSql(key, id)} AS cursor`;
  const statement = parents
    ? sql`SELECT p.id AS parent, r.id, r.cursor FROM unnest(${parents.ids}::uuid[]) p(id) CROSS JOIN LATERAL (${select} ${from} WHERE ${isOf(parents, alias, sql`p.id`)} AND ${join(where, ' AND ')} ${tail}) r`
    : sql`SELECT '' AS parent, r.id, r.cursor FROM (${select} ${from} WHERE ${join(where, ' AND ')} ${tail}) r`;
  const rows = await ctx.db.rows<PageRow>(statement);
  const byParent = Map.groupBy(rows, (row) => row.parent);
  return new Map((parents?.ids ?? ['']).map((parent) => {
    const found = byParent.get(parent) ?? [];
    const more = found.length > size;
    const page = found.slice(0, size);
    if (backwards) page.reverse();
    return [parent, {
      ids: page.map((row) => row.id), cursors: page.map((row) => row.cursor),
      hasNextPage: backwards ? !!args.before : more, hasPreviousPage: backwards ? more : !!args.after,
    }];
  }));
}

const ofParents = (parents: Parents | undefined): Sql[] => (parents ? [sql`(${join(parents.ids.map((id) => isOf(parents, 't', sql`${id}::uuid`)), ' OR ')})`] : []);

/** How many rows the filter meets, counted to one beyond what is told. */
export function countSql(entity: Entity, args: PageArgs, asker: Asker, alias = 't', parents?: Pick<Parents, 'where'>, more: Sql[] = []): Sql {
  const { scope, where } = rowsOf(entity, args, asker, alias, parents);
  return sql`SELECT count(*)::int AS n FROM (SELECT 1 ${scope.from()} WHERE ${join([...where, ...more], ' AND ')} LIMIT ${raw(String(COUNT_MAX + 1))}) c`;
}

/** How many rows the filter meets; null beyond 10,000. */
export async function loadCount(entity: Entity, args: PageArgs, ctx: Context, parents?: Parents): Promise<number | null> {
  const [row] = await ctx.db.rows<{ n: number }>(countSql(entity, args, ctx, 't', parents, ofParents(parents)));
  return row && row.n <= COUNT_MAX ? row.n : null;
}

/** Sums over the whole filter, as columns of these names: minor units for money, decimals for quantities. */
export function totalsSql(entity: Entity, names: string[], args: PageArgs, asker: Asker, alias = 't', parents?: Pick<Parents, 'where'>, more: Sql[] = []): Sql {
  const { scope, where } = rowsOf(entity, args, asker, alias, parents);
  const sums = names.map((name) => {
    const { inCompany, value } = scope.resolve(name);
    return sql`coalesce(sum(${inCompany ?? value}), 0) AS ${raw(`"${name}"`)}`;
  });
  return sql`SELECT ${join(sums)} ${scope.from()} WHERE ${join([...where, ...more], ' AND ')}`;
}

/** Sums of the listing's totals over the whole filter, as text. A sum that the viewer may not see is not asked for: the gate has refused its field. */
export async function loadTotals(entity: Entity, names: string[], args: PageArgs, ctx: Context, parents?: Parents): Promise<Record<string, string>> {
  const allowed = names.filter((name) => !entity.fields[name]?.permission || ctx.viewer.permissions.has(entity.fields[name].permission));
  if (allowed.length === 0) return {};
  const sums = allowed.map((name) => sql`s.${raw(`"${name}"`)}::text AS ${raw(`"${name}"`)}`);
  const [row] = await ctx.db.rows<Record<string, string>>(
    sql`SELECT ${join(sums)} FROM (${totalsSql(entity, allowed, args, ctx, 't', parents, ofParents(parents))}) s`);
  return row ?? {};
}
