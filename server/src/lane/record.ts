// A record, its relations and its pages as one SQL expression that gives their JSON: made from the declarations of shared/entity.ts.
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { GraphQLObjectType } from 'graphql';
import { actionsSeen } from '../actionFields.ts';
import { uniquePairs } from '../generated/rows.ts';
import { countSql, COUNT_MAX, cursorSql, pageSql, totalsSql, type PageArgs } from '../shared/connection.ts';
import { col, isOf, entityOf, quote, visible, type Entity, type Field, type Many, type One } from '../shared/entity.ts';
import { actionFactsSql, declaredActions, judgeActions } from '../shared/recordActions.ts';
import { isNullable } from '../shared/tables.ts';
import { argumentsOf, collect, NotCompiled } from './collect.ts';
import { objectSql, typeOf, type Compiling, type Nodes } from './compiling.ts';
import type { Fill } from './fill.ts';
import { amountText, globalIdText, literal, orNull, text, typedIdText, valueText } from './text.ts';

/** A place in the answer that is filled after SQL has given the facts for it. */
export function place(fill: Fill, facts: Sql, compiling: Compiling): Sql {
  const index = compiling.fills.push(fill) - 1;
  return text(`\u0001${index}:`, facts, '\u0002');
}

/** An amount with the fields asked of it; NULL where there is none, also when only its currency is asked for. */
export function moneySql(minor: Sql, currency: Sql | undefined, type: GraphQLObjectType, nodes: Nodes, compiling: Compiling): Sql {
  const { currencyCode } = compiling.asker.company;
  let isTold = false;
  const json = objectSql(type, nodes, compiling, (name) => {
    if (name !== 'amount') return currency ? text('"', currency, '"') : literal(`"${currencyCode}"`);
    isTold = true;
    return text('"', amountText(minor, currency, currencyCode), '"');
  });
  return isTold ? json : sql`CASE WHEN ${minor} IS NOT NULL THEN ${json} END`;
}

function fieldSql(entity: Entity, type: GraphQLObjectType, name: string, field: Field, alias: string, nodes: Nodes, compiling: Compiling): Sql {
  if (field.words) {
    const { columns, made } = field.words;
    const facts = sql`json_build_object(${join(columns.flatMap((column) => [literal(column), col(alias, column)]))})::text`;
    return place((known, { viewer }) => JSON.stringify(made(JSON.parse(known) as Record<string, unknown>, viewer)), facts, compiling);
  }
  const plain = field.value(alias, compiling.asker.viewer);
  const value = field.column === undefined ? sql`(${plain})` : plain;
  const isKept = field.column !== undefined && !isNullable(entity.table, field.column) && !field.nullable;
  const told = (json: Sql) => (isKept ? json : orNull(json, field.nullable));
  if (field.kind === 'money') return told(moneySql(value, field.currency?.(alias), typeOf(type, name), nodes, compiling));
  if (field.kind === 'json') return place((json) => JSON.stringify(JSON.parse(json)), told(sql`${value}::text`), compiling);
  if (field.typeColumn) return told(text('"', typedIdText(sql`${col(alias, field.typeColumn)}::text`, value), '"'));
  return told(valueText(field.kind, value));
}

function oneSql(one: One, type: GraphQLObjectType, name: string, alias: string, nodes: Nodes, compiling: Compiling): Sql {
  const target = entityOf(one.target);
  const inner = compiling.alias();
  const object = recordSql(target, typeOf(type, name), inner, nodes, compiling);
  return orNull(sql`(SELECT ${object} FROM ${quote(target.table)} ${raw(inner)}
    WHERE ${col(inner, 'id')} = ${col(alias, one.column)} AND ${visible(target, inner, compiling.asker.viewer)})`, one.nullable);
}

function linesSql(many: Many, type: GraphQLObjectType, name: string, alias: string, nodes: Nodes, compiling: Compiling): Sql {
  const target = entityOf(many.target);
  const inner = compiling.alias();
  const object = recordSql(target, typeOf(type, name), inner, nodes, compiling);
  // Where the order alone is unique among a record's rows, the index gives it; the id after it would be sorted by.
  const { orderBy } = many;
  const isUnique = orderBy !== undefined && !isNullable(target.table, orderBy) && uniquePairs[target.table]?.includes(`${many.foreign} ${orderBy}`);
  const order = join([...(orderBy ? [col(inner, orderBy)] : []), ...(isUnique ? [] : [col(inner, 'id')])]);
  return text('[', sql`coalesce((SELECT string_agg(${object}, ',' ORDER BY ${order}) FROM ${quote(target.table)} ${raw(inner)}
    WHERE ${col(inner, many.foreign)} = ${col(alias, 'id')} AND ${visible(target, inner, compiling.asker.viewer)}
      ${many.where ? sql`AND ${many.where(inner)}` : sql``}), '')`, ']');
}

/** A record's JSON, given the alias of its row. Never null. */
export const recordSql = (entity: Entity, type: GraphQLObjectType, alias: string, nodes: Nodes, compiling: Compiling): Sql =>
  objectSql(type, nodes, compiling, (name, asked) => {
    if (name === 'id') return text('"', globalIdText(entity.name, col(alias, 'id')), '"');
    const field = entity.fields[name];
    if (field) return fieldSql(entity, type, name, field, alias, asked, compiling);
    const one = entity.ones[name];
    if (one) return oneSql(one, type, name, alias, asked, compiling);
    const many = entity.manies[name];
    if (many?.form === 'list') return linesSql(many, type, name, alias, asked, compiling);
    if (many) {
      return connectionSql(entityOf(many.target), type, asked, compiling, {
        where: many.where, of: (inner) => isOf(many, inner, col(alias, 'id')),
      });
    }
    if (name === 'actions' && declaredActions.has(entity.name)) return actionsSql(entity.name, typeOf(type, name), alias, asked, compiling);
    throw new NotCompiled(`${type.name}.${name}`);
  });

function actionsSql(entity: string, type: GraphQLObjectType, alias: string, nodes: Nodes, compiling: Compiling): Sql {
  const asked = [...collect(type, nodes.map((node) => node.selectionSet), compiling)].map(([key, [node]]): [string, string] => [key, node?.name.value ?? '']);
  return place((facts, ctx) => JSON.stringify(actionsSeen(judgeActions(entity, facts, ctx), ctx).map((action) =>
    Object.fromEntries(asked.map(([key, name]) => [key, name === '__typename' ? type.name : action[name as keyof typeof action]])))),
  actionFactsSql(entity, alias), compiling);
}

interface Belonging { where?: ((alias: string) => Sql) | undefined; of: (alias: string) => Sql }

/** A connection's JSON: its rows from one keyset page, its count and sums from statements of their own within. */
export function connectionSql(entity: Entity, parent: GraphQLObjectType, nodes: Nodes, compiling: Compiling, belonging?: Belonging): Sql {
  const [first] = nodes;
  const name = first.name.value;
  const type = typeOf(parent, name);
  const args = argumentsOf(parent.getFields()[name]?.args ?? [], first, compiling) as PageArgs;
  const more = (alias: string) => (belonging ? [belonging.of(alias)] : []);
  let page: { made: ReturnType<typeof pageSql>; inner: string; ranked: string; outer: string } | undefined;
  const rows = () => {
    if (!page) {
      const inner = compiling.alias();
      page = { made: pageSql(entity, args, compiling.asker, inner, belonging), inner, ranked: compiling.alias(), outer: compiling.alias() };
    }
    return page;
  };
  const listOf = (object: Sql) => {
    const { made: { size, backwards }, outer } = rows();
    return text('[', sql`coalesce(string_agg(${object}, ',' ORDER BY ${col(outer, 'n_')} ${raw(backwards ? 'DESC' : 'ASC')})
      FILTER (WHERE ${col(outer, 'n_')} <= ${raw(String(size))}), '')`, ']');
  };
  const cursor = () => {
    const { outer } = rows();
    return text('"', cursorSql(sql`${col(outer, 'k_')}::text`, col(outer, 'id')), '"');
  };
  const edge = (isStart: boolean) => {
    const { made: { size, backwards }, outer } = rows();
    const at = isStart === backwards ? sql`least(${col(outer, 'm_')}, ${raw(String(size))})` : sql`1`;
    return orNull(sql`max(${cursor()}) FILTER (WHERE ${col(outer, 'n_')} = ${at} AND ${raw(String(size))} > 0)`, true);
  };
  const info = (field: string): Sql => {
    const { made: { size, backwards } } = rows();
    if (field === 'startCursor') return edge(true);
    if (field === 'endCursor') return edge(false);
    const hasMore = sql`(count(*) > ${raw(String(size))})::text`;
    const isNext = field === 'hasNextPage';
    return isNext === backwards ? literal(String(isNext ? !!args.before : !!args.after)) : hasMore;
  };
  const object = objectSql(type, nodes, compiling, (field, asked) => {
    if (field === 'nodes') return listOf(recordSql(entity, typeOf(type, field), rows().outer, asked, compiling));
    if (field === 'edges') {
      const edgeType = typeOf(type, field);
      return listOf(objectSql(edgeType, asked, compiling, (part, inside) => (part === 'cursor' ? cursor()
        : recordSql(entity, typeOf(edgeType, 'node'), rows().outer, inside, compiling))));
    }
    if (field === 'pageInfo') return objectSql(typeOf(type, field), asked, compiling, info);
    if (field === 'totalCount') {
      const counted = compiling.alias();
      return orNull(sql`(SELECT CASE WHEN c.n <= ${raw(String(COUNT_MAX))} THEN c.n::text END FROM (${
        countSql(entity, args, compiling.asker, counted, belonging, more(counted))}) c)`, true);
    }
    if (field === 'totals') return sumsSql(entity, typeOf(type, field), args, asked, compiling, belonging);
    throw new NotCompiled(`${type.name}.${field}`);
  });
  if (!page) return object;
  const { made, inner, ranked, outer } = page;
  const k = col(ranked, 'k_');
  const conditions = join([...made.where, ...more(inner)], ' AND ');
  return sql`(SELECT ${object} FROM (SELECT ${raw(ranked)}.*, row_number() OVER (ORDER BY ${k} ${made.direction}, ${col(ranked, 'id')} ${made.direction}) AS n_,
    count(*) OVER () AS m_ FROM (SELECT ${raw(inner)}.*, ${made.order} AS k_ ${made.from} WHERE ${conditions} ${made.tail}) ${raw(ranked)}) ${raw(outer)} HAVING TRUE)`; // one row, also where nothing is summed up
}

function sumsSql(entity: Entity, type: GraphQLObjectType, args: PageArgs, nodes: Nodes, compiling: Compiling, belonging?: Belonging): Sql {
  const alias = compiling.alias();
  const sums = compiling.alias();
  const names = new Set<string>();
  const object = objectSql(type, nodes, compiling, (name, asked) => {
    names.add(name);
    const kind = entity.fields[name]?.kind ?? 'money';
    const sum = raw(`${sums}."${name}"`);
    return kind === 'money' ? moneySql(sum, undefined, typeOf(type, name), asked, compiling) : valueText(kind === 'int' || kind === 'bigint' ? kind : 'quantity', sum);
  });
  if (names.size === 0) return object;
  const summed = totalsSql(entity, [...names], args, compiling.asker, alias, belonging, belonging ? [belonging.of(alias)] : []);
  return sql`(SELECT ${object} FROM (${summed}) ${raw(sums)})`;
}
