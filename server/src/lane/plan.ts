// From a document to a plan: one statement, and how its answer is completed.
import sql, { raw, type Sql } from 'sql-template-tag';
import { Kind, type DocumentNode, type FragmentDefinitionNode, type GraphQLObjectType, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { entities, entityOf, quote, visible, col } from '../shared/entity.ts';
import { uuidOf } from '../shared/input.ts';
import { Slot, slotted, slotValues, type Run } from '../shared/slot.ts';
import type { Asker } from '../shared/connection.ts';
import type { RequestContext } from '../shared/request.ts';
import { argumentsOf, NotCompiled } from './collect.ts';
import { objectSql, type Compiling, type Nodes } from './compiling.ts';
import { exploreSql } from './explore.ts';
import type { Fill } from './fill.ts';
import { connectionSql, recordSql } from './record.ts';
import { recordsQueries } from '../reports.ts';
import { argumentsFor, reportSql } from './report.ts';
import { literal, orNull, text } from './text.ts';

/** A statement whose one text column is the answer's data, as JSON with places to be filled. */
export interface Plan {
  text: string;
  /** The text between its placeholders. */
  strings: readonly string[];
  /** It asks for records by their ids alone. */
  isOfKeys: boolean;
  values: (run: Run) => unknown[];
  fills: readonly Fill[];
  /** For the analysts' connections, whose role sees no sessions: what must hold is asked before; null when it does not. */
  before?: { text: string; values: (run: Run) => unknown[] };
}

const lists = new Map<string, string>();
const listOf = (field: string): string | undefined => {
  if (lists.size === 0) for (const { listing, name } of entities.values()) if (listing) lists.set(listing.field, name);
  return lists.get(field);
};

/** What of an id is known when compiling: its type, which chooses the record's plan. */
const typeOfId = (given: unknown): string | undefined => (given instanceof Slot ? given.known.idType : uuidOf(String(given))?.type);

function idOf(given: unknown): { type: string; uuid: unknown } {
  const type = typeOfId(given);
  if (!type || !entities.has(type)) throw new NotCompiled('id of no record');
  return { type, uuid: slotted(given, (id) => uuidOf(String(id))?.uuid) };
}

function nodeSql(query: GraphQLObjectType, nodes: Nodes, compiling: Compiling): Sql {
  const { type, uuid } = idOf(argumentsOf(query.getFields().node?.args ?? [], nodes[0], compiling).id);
  if (!maySee(type, compiling)) return literal('null');
  const { table, declared, object, alias } = ofType(type, nodes, compiling);
  return orNull(sql`(SELECT ${object} FROM ${table} WHERE ${col(alias, 'id')} = ${uuid}::uuid AND ${visible(declared, alias, compiling.asker.viewer)})`, true);
}

/** Records by their ids: all of one type. */
function nodesSql(query: GraphQLObjectType, nodes: Nodes, compiling: Compiling): Sql {
  const { ids } = argumentsOf(query.getFields().nodes?.args ?? [], nodes[0], compiling);
  const types = new Set(Array.isArray(ids) ? ids.map(typeOfId) : [typeOfId(ids)]);
  const [type] = types;
  if (types.size !== 1 || !type || !entities.has(type)) throw new NotCompiled('nodes of several types');
  const uuids = slotted(ids, (list) => {
    if ((list as unknown[]).length > 500) throw new NotCompiled('too many ids');
    return (list as unknown[]).map((each) => slotted(each, (id) => uuidOf(String(id))?.uuid));
  });
  if (!maySee(type, compiling)) return text('[', sql`array_to_string(array_fill('null'::text, ARRAY[cardinality(${uuids}::uuid[])]), ',')`, ']');
  const { table, declared, object, alias } = ofType(type, nodes, compiling);
  const record = sql`(SELECT ${object} FROM ${table} WHERE ${col(alias, 'id')} = given.id AND ${visible(declared, alias, compiling.asker.viewer)})`;
  return text('[', sql`coalesce((SELECT string_agg(coalesce(${record}, 'null'), ',' ORDER BY given.no) FROM unnest(${uuids}::uuid[]) WITH ORDINALITY given(id, no)), '')`, ']');
}

/** Records of a type that the viewer may not see are as if they were not there. */
const maySee = (name: string, { asker }: Compiling): boolean => asker.viewer.permissions.has(entityOf(name).permission);

function ofType(name: string, nodes: Nodes, compiling: Compiling) {
  const declared = entityOf(name);
  const alias = compiling.alias();
  // An entity's type has its name.
  const object = recordSql(declared, compiling.schema.getType(name) as GraphQLObjectType, alias, nodes, compiling);
  return { declared, alias, object, table: sql`${quote(declared.table)} ${raw(alias)}` };
}

/** A Query field that answers by SQL of its own, such as a report. */
export type RootSql = (query: GraphQLObjectType, nodes: Nodes, compiling: Compiling) => Sql;
export const roots = new Map<string, RootSql>([['node', nodeSql], ['nodes', nodesSql], ['explore', exploreSql]]);

/** Records without pages. */
function listedSql({ entity, args, where, order, most }: RecordsQueryOf, name: string, query: GraphQLObjectType, nodes: Nodes, compiling: Compiling): Sql {
  const { table, declared, object, alias } = ofType(entity, nodes, compiling);
  const given = argumentsFor(args, argumentsOf(query.getFields()[name]?.args ?? [], nodes[0], compiling), compiling.asker.company.currencyCode);
  return text('[', sql`coalesce((SELECT string_agg(${object}, ',' ORDER BY ${order(alias)}, ${col(alias, 'id')}) FROM (SELECT * FROM ${table}
    WHERE ${where(alias, given as never)} AND ${visible(declared, alias, compiling.asker.viewer)} ORDER BY ${order(alias)}, ${col(alias, 'id')} LIMIT ${raw(String(most))}) ${raw(alias)}), '')`, ']');
}
type RecordsQueryOf = typeof recordsQueries extends Map<string, infer Q> ? Q : never;

const refuse = (name: string): never => { throw new NotCompiled(`Query.${name}`); };

function rootSql(query: GraphQLObjectType, name: string, nodes: Nodes, compiling: Compiling): Sql {
  const own = roots.get(name);
  if (own) return own(query, nodes, compiling);
  const listed = listOf(name);
  const records = recordsQueries.get(name);
  if (records) return listedSql(records, name, query, nodes, compiling);
  if (listed === undefined) return reportSql(name, query, nodes, compiling) ?? refuse(name);
  return connectionSql(entityOf(listed), query, nodes, compiling);
}

export const fragmentsOf = (document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> => new Map(document.definitions
  .filter((each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION).map((each) => [each.name.value, each]));

export interface Asked { schema: GraphQLSchema; document: DocumentNode; operation: OperationDefinitionNode; variables: Record<string, unknown>; ctx: RequestContext }

/** A viewer of whom only the rights are known; who it is comes with each run. */
function anybodyLike({ viewer, company }: RequestContext): Asker {
  const slot = (read: (run: Run) => unknown) => new Slot(read) as unknown as string; // stands where the text will stand
  return { company, viewer: {
    ...viewer, name: '', id: viewer.id === null ? null : slot((run) => run.viewer.id),
    salesPersonId: viewer.salesPersonId === null ? null : slot((run) => run.viewer.salesPersonId),
  } };
}

/** The beginning of a compilation. */
export function compilingOf({ schema, document, variables, ctx }: Asked): Compiling {
  let aliases = 0;
  return { schema, fragments: fragmentsOf(document), variables, asker: anybodyLike(ctx), fills: [], alias: () => `q${(aliases += 1)}_` };
}

/** Compiles an operation that the gate has let pass; throws NotCompiled. `guard` must hold when it runs, else the answer is null. */
export function compile({ schema, document, operation, variables, ctx }: Asked, guard: Sql): Plan {
  const query = schema.getQueryType();
  if (operation.operation !== 'query' || !query) throw new NotCompiled(operation.operation);
  const compiling = compilingOf({ schema, document, operation, variables, ctx });
  const asked: string[] = [];
  const data = objectSql(query, [operation], compiling, (name, nodes) => {
    asked.push(name);
    return rootSql(query, name, nodes, compiling);
  });
  if (compiling.isAnalysts && asked.length > 1) throw new NotCompiled('explore with others');
  const isOfKeys = asked.length > 0 && asked.every((name) => name === 'node');
  const made = (statement: Sql) => ({ text: statement.text, strings: statement.strings, isOfKeys, values: (run: Run) => slotValues(statement.values, run) });
  if (compiling.isAnalysts) return { ...made(sql`SELECT ${data} AS data`), fills: compiling.fills, before: made(sql`SELECT CASE WHEN ${guard} THEN 'yes' END AS data`) };
  return { ...made(sql`SELECT CASE WHEN ${guard} THEN ${data} END AS data`), fills: compiling.fills };
}
