import DataLoader from 'dataloader';
import sql, { join, raw } from 'sql-template-tag';
import { col, entityOf, quote, visible, type Entity, type Many } from './entity.ts';
import { loadPages, type Page, type PageArgs } from './connection.ts';
import type { Context } from './viewer.ts';

/** A record as Prisma gives it. */
export type PrismaRecord = Record<string, unknown> & { id: string };
interface Delegate { findMany(args: { where: object; orderBy?: object }): Promise<PrismaRecord[]> }

const delegateOf = (declared: Entity, ctx: Context) =>
  ctx.db.prisma[(declared.table.charAt(0).toLowerCase() + declared.table.slice(1)) as 'order'] as unknown as Delegate;

async function fetchRecords(declared: Entity, ids: readonly string[], ctx: Context): Promise<(PrismaRecord | undefined)[]> {
  if (ids.length === 0) return [];
  const found = await delegateOf(declared, ctx).findMany({ where: { id: { in: [...new Set(ids)] } } });
  const byId = new Map(found.map((record) => [record.id, record]));
  return ids.map((id) => byId.get(id));
}

async function visibleIds(declared: Entity, ids: string[], ctx: Context): Promise<Set<string>> {
  if (!declared.rows?.('t', ctx.viewer)) return new Set(ids);
  const rows = await ctx.db.rows<{ id: string }>(
    sql`SELECT t.id FROM ${quote(declared.table)} t WHERE t.id = ANY(${ids}::uuid[]) AND ${visible(declared, 't', ctx.viewer)}`);
  return new Set(rows.map(({ id }) => id));
}

type Loaders = Map<string, DataLoader<string, unknown, string>>;
const kept = new WeakMap<object, Loaders>();

/** A loader of the request: what is asked in one tick is loaded at once, and forgotten after a mutation. */
export function batched<V>(ctx: Context, key: string, batch: (keys: readonly string[]) => Promise<V[]>): DataLoader<string, V, string> {
  const loaders = kept.get(ctx) ?? new Map() as Loaders;
  kept.set(ctx, loaders);
  let found = loaders.get(key);
  if (!found) {
    found = new DataLoader<string, unknown, string>(batch, { maxBatchSize: 1000 });
    loaders.set(key, found);
  }
  return found as DataLoader<string, V, string>;
}

/** Forgets what was loaded: after a mutation everything is read afresh. */
export const forgetLoaded = (ctx: Context): void => { kept.delete(ctx); };

/** Records of a page, without asking for rights: their ids come from a statement that asked. One statement for all pages of a tick. */
export async function loadListed(declared: Entity, ids: readonly string[], ctx: Context): Promise<PrismaRecord[]> {
  const records = batched<PrismaRecord | undefined>(ctx, `listed ${declared.name}`, (keys) => fetchRecords(declared, keys, ctx));
  return (await Promise.all(ids.map((id) => records.load(id)))).filter((record) => record !== undefined);
}

/** One record by id, null where there is none or the viewer may not see it. One statement for all of a tick. */
export const loadRecord = (name: string, id: string, ctx: Context): Promise<PrismaRecord | null> =>
  batched<PrismaRecord | null>(ctx, `record ${name}`, async (ids) => {
    const declared = entityOf(name);
    const allowed = await visibleIds(declared, [...ids], ctx);
    return (await fetchRecords(declared, [...ids], ctx)).map((record) => (record && allowed.has(record.id) ? record : null));
  }).load(id);

/** The rows of a document (its lines), for all documents of a tick in one statement. */
export const loadLines = (parent: string, field: string, many: Many, id: string, ctx: Context): Promise<PrismaRecord[]> =>
  batched<PrismaRecord[]>(ctx, `lines ${parent}.${field}`, async (ids) => {
    const declared = entityOf(many.target);
    const order = many.orderBy ? [{ [many.orderBy]: 'asc' }, { id: 'asc' }] : [{ id: 'asc' }];
    let found = await delegateOf(declared, ctx).findMany({ where: { [many.foreign]: { in: [...ids] } }, orderBy: order });
    if (many.where || declared.rows?.('t', ctx.viewer)) {
      const rows = await ctx.db.rows<{ id: string }>(sql`SELECT t.id FROM ${quote(declared.table)} t WHERE ${col('t', many.foreign)} = ANY(${[...ids]}::uuid[]) AND ${visible(declared, 't', ctx.viewer)} AND ${many.where?.('t') ?? sql`TRUE`}`);
      const allowed = new Set(rows.map((row) => row.id));
      found = found.filter((record) => allowed.has(record.id));
    }
    const byParent = Map.groupBy(found, (record) => String(record[many.foreign]));
    return ids.map((each) => byParent.get(each) ?? []);
  }).load(id);

/** A page of related records, for all parents of a tick in one statement. */
export const loadRelatedPage = (parent: string, field: string, many: Many, id: string, args: PageArgs, ctx: Context): Promise<Page> =>
  batched<Page>(ctx, `page ${parent}.${field} ${JSON.stringify(args)}`, async (ids) => {
    const pages = await loadPages(entityOf(many.target), args, ctx, { ...many, ids: [...ids] });
    return ids.map((each) => pages.get(each) ?? { ids: [], cursors: [], hasNextPage: false, hasPreviousPage: false });
  }).load(id);

/** Values of SQL expressions of a record: one statement for all fields and records of a tick. */
export const loadExpression = (name: string, field: string, id: string, ctx: Context): Promise<{ value: string | null; currency: string | null }> =>
  batched<{ value: string | null; currency: string | null }>(ctx, `expression ${name}`, async (keys) => {
    const declared = entityOf(name);
    const wanted = keys.map((key) => key.split(' ') as [string, string]);
    const fields = [...new Set(wanted.map(([each]) => each))];
    const columns = fields.flatMap((each, index) => {
      const made = declared.fields[each];
      if (!made) throw new Error(`no field ${name}.${each}`);
      return [
        made.kind === 'texts' ? sql`array_to_json(${made.value('t', ctx.viewer)})::text AS ${raw(`v${index}`)}` : sql`(${made.value('t', ctx.viewer)})::text AS ${raw(`v${index}`)}`,
        sql`${made.currency ? sql`(${made.currency('t')})::text` : sql`NULL`} AS ${raw(`c${index}`)}`,
      ];
    });
    const ids = [...new Set(wanted.map(([, each]) => each))];
    const rows = await ctx.db.rows<Record<string, string | null>>(
      sql`SELECT t.id, ${join(columns)} FROM ${quote(declared.table)} t WHERE t.id = ANY(${ids}::uuid[])`);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return wanted.map(([each, at]) => {
      const index = fields.indexOf(each);
      return { value: byId.get(at)?.[`v${index}`] ?? null, currency: byId.get(at)?.[`c${index}`] ?? null };
    });
  }).load(`${field} ${id}`);
