// Reports in the compiled lane: their statement and the records that they name are SQL, their rule makes the answer of its rows.
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { GraphQLObjectType } from 'graphql';
import { declaredReports, reportTypes, travelling, type MoneyIn } from '../reports.ts';
import { entityOf, quote, col, visible } from '../shared/entity.ts';
import { readExact } from '../shared/facts.ts';
import type { InputKind, InputShape, Reading } from '../shared/input.ts';
import { printMoney, type Minor } from '../shared/money.ts';
import { Refusal } from '../shared/refusal.ts';
import { rowsText, type AnyReport, type ReportAsker } from '../shared/report.ts';
import type { RequestContext } from '../shared/request.ts';
import { resolved, Slot, type Run } from '../shared/slot.ts';
import { argumentsOf, collect, NotCompiled } from './collect.ts';
import { typeOf, type Compiling, type Nodes } from './compiling.ts';
import { BrokenPromise, filled, type Fill } from './fill.ts';
import { place, recordSql } from './record.ts';
import { resolvedPrinter } from './resolved.ts';
import { literal } from './text.ts';

type Given = Record<string, unknown>;
interface Filling { ctx: RequestContext; run: Run; fills: readonly Fill[]; records: Record<string, string>[] }
/** A value of a report as JSON. */
type Print = (value: unknown, filling: Filling) => string;
/** Records of a type that rows name: from where their ids come, and their JSON by id. */
interface Named { field: string; sql: (ids: Sql) => Sql }

const promised = (text: string | undefined, isNullable: boolean): string => {
  if (text !== undefined) return text;
  if (isNullable) return 'null';
  throw new BrokenPromise();
};

// Reports are amounts for the most part: theirs are printed without an object each. Digits, and codes of ISO 4217, need no escaping.
function printMoneyOf(asked: [key: string, field: string][], isNullable: boolean): Print {
  const parts = asked.map(([key, field], index) => [`${index === 0 ? '{' : '",'}"${key}":"`, field] as const);
  return (value, { ctx }) => {
    if (value === null || value === undefined) return promised(undefined, isNullable);
    if (parts.length === 0) return '{}'; // all of it is skipped
    const { minor, currencyCode } = typeof value === 'bigint' ? { minor: value as Minor, currencyCode: ctx.company.currencyCode } : value as MoneyIn;
    let text = '';
    for (const [part, field] of parts) text += part + (field === 'amount' ? printMoney(minor, currencyCode) : field === '__typename' ? 'Money' : currencyCode);
    return `${text}"}`;
  };
}

function printField(declared: string, type: GraphQLObjectType, name: string, nodes: Nodes, compiling: Compiling, named: Named[]): Print {
  const isNullable = declared.endsWith('?');
  const kind = isNullable ? declared.slice(0, -1) : declared;
  const [form, target = ''] = kind.split(':');
  if (form === 'record') {
    const index = named.push({ field: name, sql: recordsSql(target, typeOf(type, name), nodes, compiling) }) - 1;
    return (value, filling) => {
      const text = value ? filling.records[index]?.[String(value)] : undefined;
      return promised(text === undefined ? undefined : filled(text, filling.fills, filling.ctx, filling.run), isNullable);
    };
  }
  if (form === 'report' || form === 'reports') {
    const print = printObject(target, typeOf(type, name), nodes, compiling, named);
    if (form === 'report') return (value, filling) => promised(value ? print(value, filling) : undefined, isNullable);
    return (value, filling) => `[${(value as unknown[]).map((each) => print(each, filling)).join()}]`;
  }
  if (kind === 'money') return printMoneyOf([...collect(typeOf(type, name), nodes.map((node) => node.selectionSet), compiling)].map(([key, [node]]) => [key, node?.name.value ?? '']), isNullable);
  return (value, { ctx }) => {
    const told = travelling(kind, value, ctx);
    return told === null ? promised(undefined, isNullable) : JSON.stringify(told);
  };
}

function printObject(typeName: string, type: GraphQLObjectType, nodes: Nodes, compiling: Compiling, named: Named[]): Print {
  const declared = reportTypes.get(typeName);
  const fields = [...collect(type, nodes.map((node) => node.selectionSet), compiling)].map(([key, [first, ...more]]): [string, string, Print] => {
    const name = first?.name.value ?? '';
    if (name === '__typename') return [key, name, () => JSON.stringify(type.name)];
    const kind = declared?.[name];
    if (!first || !kind) throw new NotCompiled(`${type.name}.${name}`);
    return [key, name, printField(kind, type, name, [first, ...more], compiling, named)];
  });
  // Joined, so that a row is one text at once: thousands that hang together of their parts keep the collector busy for longer than their printing.
  return (value, filling) => `{${fields.map(([key, name, print]) => `"${key}":${print((value as Given)[name], filling)}`).join()}}`;
}

function printResolved(type: GraphQLObjectType, nodes: Nodes, compiling: Compiling): Print {
  const print = resolvedPrinter(type, nodes, compiling);
  return (value, { ctx }) => print(value, ctx);
}

const recordsSql = (target: string, type: GraphQLObjectType, nodes: Nodes, compiling: Compiling) => {
  const entity = entityOf(target);
  const alias = compiling.alias();
  const object = recordSql(entity, type, alias, nodes, compiling);
  return (ids: Sql): Sql => sql`coalesce((SELECT '{' || string_agg('"' || ${col(alias, 'id')} || '":' || to_json(${object})::text, ',') || '}'
    FROM ${quote(entity.table)} ${raw(alias)} WHERE ${col(alias, 'id')} IN (${ids}) AND ${visible(entity, alias, compiling.asker.viewer)}), '{}')`;
};

function readArgument(kind: InputKind<unknown>, name: string, given: unknown, currencyCode: string): unknown {
  const reading: Reading = { currencyCode, issues: [] };
  const value = kind.read(given, [name], reading);
  if (reading.issues.length > 0) throw new NotCompiled('arguments');
  return value;
}

/** Whether something in a value comes only with a run. */
export const hasSlot = (value: unknown): boolean => value instanceof Slot
  || (!!value && typeof value === 'object' && Object.values(value).some(hasSlot));

/** Arguments as a report wants them, with slots where they come with a run; for a run, as it gives them. */
export function argumentsFor(args: InputShape, given: Given, currencyCode: string, run?: Run): Given {
  const read = (kind: InputKind<unknown>, name: string, value: unknown) => (hasSlot(value) && !run
    ? new Slot((later) => readArgument(kind, name, resolved(value, later), currencyCode), value instanceof Slot ? value.known : {})
    : readArgument(kind, name, run ? resolved(value, run) : value, currencyCode));
  return Object.fromEntries(Object.entries(args).filter(([name, kind]) => !(kind.optional && given[name] === undefined))
    .map(([name, kind]) => [name, read(kind, name, given[name])]));
}

const isAsked = (type: GraphQLObjectType, nodes: Nodes, [name = '', ...inner]: string[], compiling: Compiling): boolean =>
  [...collect(type, nodes.map((node) => node.selectionSet), compiling).values()].some(([first, ...more]) => first?.name.value === name && (inner.length === 0 || isAsked(typeOf(type, name), [first, ...more], inner, compiling)));

/** A Query field that answers a report. */
export function reportSql(name: string, query: GraphQLObjectType, nodes: Nodes, compiling: Compiling): Sql | undefined {
  const declared = declaredReports.get(name);
  if (!declared) return undefined;
  const { report, type, list, nullable } = declared;
  const { asker } = compiling;
  const given = argumentsOf(query.getFields()[name]?.args ?? [], nodes[0], compiling);
  // What was known at a time is read after the horizon of running transactions: in two statements.
  if (given.knownAt) throw new NotCompiled('as known at a time');
  const { currencyCode } = asker.company;
  const symbolic = argumentsFor(report.args as InputShape, given, currencyCode);
  const today = new Slot((run) => run.today) as unknown as AnyDay; // stands where the day will stand
  const named: Named[] = [];
  const print = type === undefined ? printResolved(typeOf(query, name), nodes, compiling) : printObject(type, typeOf(query, name), nodes, compiling, named);
  const rows = compiling.alias();
  const statement = (report as AnyReport).statement?.(symbolic as never, { ...asker, today }, (path) => isAsked(typeOf(query, name), nodes, path.split('.'), compiling));
  const idsOf = ({ field }: Named): Sql => report.records?.[field]?.(symbolic) ?? sql`SELECT ${col(rows, field)}::uuid FROM ${raw(rows)}`;
  const records = named.length === 0 ? sql`''` : join(named.map((each) => each.sql(idsOf(each))), ` || ',' || `);
  const told = (from: Sql): Sql => sql`'{"rows":' || ${rowsText(from)} || ',"records":[' || ${records} || ']}'`;
  const facts = !statement ? literal('{"rows":[],"records":[]}')
    : named.length === 0 ? sql`(${told(sql`(${statement})`)})` : sql`(WITH ${raw(rows)} AS MATERIALIZED (${statement}) SELECT ${told(raw(rows))})`;
  const make = (text: string, ctx: RequestContext, run: Run) => {
    const { rows: found, records: byId } = readExact(text) as { rows: unknown[]; records: Record<string, string>[] };
    const args = argumentsFor(report.args as InputShape, given, currencyCode, run);
    if (report.further?.isNeeded(found, args as never)) throw new BrokenPromise('a further statement');
    return { made: report.make(found, args as never, ctx) as unknown, byId };
  };
  return place((text, ctx, run, fills) => {
    try {
      const { made, byId } = make(text, ctx, run);
      const filling = { ctx, run, fills, records: byId };
      if (made === null) return promised(undefined, nullable);
      return list ? `[${(made as unknown[]).map((each) => print(each, filling)).join()}]` : print(made, filling);
    } catch (error) {
      if (nullable && error instanceof Refusal && error.kind.code === 'NOT_FOUND') return 'null';
      throw error;
    }
  }, facts, compiling);
}
type AnyDay = ReportAsker['today'];
