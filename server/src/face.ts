// Makes the GraphQL types of every declared entity: object, connection, edge, totals, filter and order, and the lists.
import { GraphQLError } from 'graphql';
import { builder } from './builder.ts';
import { loose, made, once, scalarOf, type Loose } from './faceTypes.ts';
import { entityFilterRef } from './filterInputs.ts';
import { loadCount, loadPages, loadTotals, type Page, type PageArgs, type Parents } from './shared/connection.ts';
import { entities, entityOf, type Entity, type Field, type Many } from './shared/entity.ts';
import { loadExpression, loadListed, loadLines, loadRecord, loadRelatedPage, type PrismaRecord } from './shared/loaders.ts';
import { globalId, uuidOf } from './shared/input.ts';
import type { RequestContext } from './shared/request.ts';
import { fromPrisma, fromText, moneyValue, trimmed } from './shared/textForms.ts';

const orderRef = (declared: Entity): Loose => once(`order ${declared.name}`, () => builder.enumType(`${declared.name}OrderBy`, {
  values: Object.keys(declared.listing?.orderBy ?? {}).flatMap((name) => [`${name}_ASC`, `${name}_DESC`]),
}));

/** A connection that loads what is asked of it, when it is asked. */
interface Listed { entity: Entity; args: PageArgs; parents?: Parents; page: () => Promise<Page>; records: () => Promise<PrismaRecord[]> }

function listed(entity: Entity, args: PageArgs, ctx: RequestContext, page: () => Promise<Page>, parents?: Parents): Listed {
  let pageKept: Promise<Page> | undefined;
  let recordsKept: Promise<PrismaRecord[]> | undefined;
  const loadPage = () => (pageKept ??= page());
  return {
    entity, args, parents, page: loadPage,
    records: () => (recordsKept ??= loadPage().then(({ ids }) => loadListed(entity, ids, ctx))),
  };
}

const inherit = { permission: 'inherit' };

/** Sums that the viewer may see: the gate has refused to name the others. */
const totalsSeen = (declared: Entity, ctx: RequestContext): string[] => (declared.listing?.totals ?? []).filter((name) => {
  const permission = declared.fields[name]?.permission;
  return permission === undefined || ctx.viewer.permissions.has(permission);
});

function totalsRef(declared: Entity): Loose | undefined {
  const names = declared.listing?.totals;
  if (!names?.length) return undefined;
  return once(`totals ${declared.name}`, () => loose.objectRef(`${declared.name}Totals`).implement({
    description: 'Sums over the whole filter.',
    fields: (t: Loose) => Object.fromEntries(names.map((name) => {
      const kind = declared.fields[name]?.kind ?? 'money';
      return [name, t.field({
        type: scalarOf(kind), extensions: { permission: declared.fields[name]?.permission ?? 'inherit' },
        resolve: (sums: Record<string, string>, _args: Loose, ctx: RequestContext) => {
          const sum = sums[name] ?? '0';
          return kind === 'money' ? moneyValue(sum, ctx.company.currencyCode) : trimmed(sum);
        },
      })];
    })),
  }));
}

function connectionRef(declared: Entity): Loose {
  return once(`connection ${declared.name}`, () => {
    const node = made.get(`entity ${declared.name}`);
    const edge = loose.objectRef(`${declared.name}Edge`).implement({
      fields: (t: Loose) => ({
        cursor: t.exposeString('cursor', { extensions: inherit }),
        node: t.field({ type: node, extensions: inherit, resolve: (each: { node: PrismaRecord }) => each.node }),
      }),
    });
    const totals = totalsRef(declared);
    return loose.objectRef(`${declared.name}Connection`).implement({
      fields: (t: Loose) => ({
        edges: t.field({ type: [edge], extensions: inherit, resolve: async (list: Listed) => {
          const [{ cursors }, records] = await Promise.all([list.page(), list.records()]);
          return records.map((record, index) => ({ cursor: cursors[index], node: record }));
        } }),
        nodes: t.field({ type: [node], extensions: inherit, resolve: (list: Listed) => list.records() }),
        pageInfo: t.field({ type: builder.pageInfoRef(), extensions: inherit, resolve: async (list: Listed) => {
          const { cursors, hasNextPage, hasPreviousPage } = await list.page();
          return { hasNextPage, hasPreviousPage, startCursor: cursors[0] ?? null, endCursor: cursors.at(-1) ?? null };
        } }),
        totalCount: t.int({ nullable: true, extensions: inherit, description: 'Null beyond 10,000.',
          resolve: (list: Listed, _args: Loose, ctx: RequestContext) => loadCount(list.entity, list.args, ctx, list.parents) }),
        ...(totals ? { totals: t.field({ type: totals, extensions: inherit, description: 'Sums over the whole filter.',
          resolve: (list: Listed, _args: Loose, ctx: RequestContext) =>
            loadTotals(list.entity, totalsSeen(list.entity, ctx), list.args, ctx, list.parents) }) } : {}),
      }),
    });
  });
}

const pageArgs = (declared: Entity) => (t: Loose) => ({
  first: t.arg.int(), last: t.arg.int(), after: t.arg.string(), before: t.arg.string(),
  filter: t.arg({ type: entityFilterRef(declared) }),
  ...(declared.listing && Object.keys(declared.listing.orderBy).length > 0 ? { orderBy: t.arg({ type: orderRef(declared) }) } : {}),
});

function valueField(t: Loose, entity: Entity, name: string, field: Field): Loose {
  return t.field({
    type: scalarOf(field.kind), nullable: field.nullable, description: field.describe,
    extensions: { permission: field.permission ?? entity.permission },
    resolve: async (record: PrismaRecord, _args: Loose, ctx: RequestContext) => {
      if (field.words) return field.words.made(record, ctx.viewer);
      if (field.column === undefined) {
        const { value, currency } = await loadExpression(entity.name, name, record.id, ctx);
        if (field.kind === 'money') return value === null ? null : moneyValue(value, currency ?? ctx.company.currencyCode);
        return fromText(field.kind, value);
      }
      const value = record[field.column];
      if (field.kind === 'money') {
        const currencyCode = field.currencyColumn ? String(record[field.currencyColumn]) : ctx.company.currencyCode;
        return value === null ? null : moneyValue(value as bigint, currencyCode);
      }
      if (field.kind === 'uuid') return value && field.typeColumn ? globalId(String(record[field.typeColumn]), String(value)) : value;
      return fromPrisma(field.kind, value);
    },
  });
}

function manyField(t: Loose, entity: Entity, name: string, many: Many): Loose {
  const target = entityOf(many.target);
  const extensions = { permission: many.permission ?? target.permission };
  if (many.form === 'list') {
    return t.field({ type: [made.get(`entity ${many.target}`)], extensions, description: many.describe,
      resolve: (record: PrismaRecord, _args: Loose, ctx: RequestContext) => loadLines(entity.name, name, many, record.id, ctx) });
  }
  return t.field({ type: connectionRef(target), args: pageArgs(target)(t), extensions, description: many.describe,
    resolve: (record: PrismaRecord, args: PageArgs, ctx: RequestContext) =>
      listed(target, args, ctx, () => loadRelatedPage(entity.name, name, many, record.id, args, ctx),
        { ...many, ids: [record.id] }) });
}

/** The GraphQL object of an entity. */
export const entityRef = (name: string): Loose => made.get(`entity ${name}`);

function makeEntity(declared: Entity): void {
  const name = declared.name;
  made.set(`entity ${name}`, loose.prismaNode(declared.table, {
    ...(declared.table === name ? {} : { variant: name }),
    id: { field: 'id', extensions: { permission: declared.permission } },
    ...(declared.describe ? { description: declared.describe } : {}),
    fields: (t: Loose) => ({
      ...Object.fromEntries(Object.entries(declared.fields).map(([field, each]) => [field, valueField(t, declared, field, each)])),
      ...Object.fromEntries(Object.entries(declared.ones).map(([field, each]) => [field, t.field({
        type: made.get(`entity ${each.target}`), nullable: each.nullable, description: each.describe,
        extensions: { permission: each.permission ?? entityOf(each.target).permission },
        resolve: (record: PrismaRecord, _args: Loose, ctx: RequestContext) => {
          const id = record[each.column] as string | null;
          return id ? loadRecord(each.target, id, ctx) : null;
        },
      })])),
      ...Object.fromEntries(Object.entries(declared.manies).map(([field, each]) => [field, manyField(t, declared, field, each)])),
    }),
  }));
}

/** Makes the types of all declared entities and the Query fields of their lists; called once, after all domains. */
export function makeFaces(): void {
  for (const declared of entities.values()) makeEntity(declared);
  for (const declared of entities.values()) {
    const { listing } = declared;
    if (!listing) continue;
    loose.queryField(listing.field, (t: Loose) => t.field({
      type: connectionRef(declared), args: pageArgs(declared)(t), description: listing.describe,
      extensions: { permission: declared.permission },
      resolve: (_root: unknown, args: PageArgs, ctx: RequestContext) =>
        listed(declared, args, ctx, async () => {
          const pages = await loadPages(declared, args, ctx);
          return pages.get('') as Page;
        }),
    }));
  }
  const load = async (id: string, ctx: RequestContext) => {
    const found = uuidOf(id);
    const declared = found && entities.get(found.type);
    if (!declared || !ctx.viewer.permissions.has(declared.permission)) return null;
    const record = await loadRecord(declared.name, found.uuid, ctx);
    return record && { ...record, __typename: declared.name };
  };
  builder.queryField('node', (t) => t.field({
    type: builder.nodeInterfaceRef(), nullable: true, args: { id: t.arg.id({ required: true }) }, extensions: { permission: 'known' },
    description: 'Any record by its id; null where there is none or it may not be seen.',
    resolve: (_root, { id }, ctx) => load(String(id), ctx),
  }));
  builder.queryField('nodes', (t) => t.field({
    type: [builder.nodeInterfaceRef()], nullable: { list: false, items: true }, args: { ids: t.arg.idList({ required: true }) },
    extensions: { permission: 'known' }, description: 'Records by their ids, at most 500, in the order asked for.',
    resolve: (_root, { ids }, ctx) => {
      if (ids.length > 500) throw new GraphQLError('At most 500 ids.', { extensions: { code: 'BAD_REQUEST' } });
      return Promise.all(ids.map((id) => load(String(id), ctx)));
    },
  }));
}

/** The id of a record as clients see it. */
export const idOf = (type: string, uuid: string): string => globalId(type, uuid);
