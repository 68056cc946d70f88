// Makes the GraphQL types of reports: typed rows and the Query fields that answer them, from one declaration each.
import { GraphQLError } from 'graphql';
import sql, { raw, type Sql } from 'sql-template-tag';
import { builder } from './builder.ts';
import { entityRef } from './face.ts';
import { scalarOf } from './faceTypes.ts';
import { inputType, issueMessage, refusalMessage } from './mutations.ts';
import { entityOf, quote, visible, type Kind } from './shared/entity.ts';
import { readFields, type InputOf, type InputShape, type Reading } from './shared/input.ts';
import { loadListed, loadRecord } from './shared/loaders.ts';
import type { Minor } from './shared/money.ts';
import { printFxRate, printQuantity, printRate, printUnitPrice, type FxRate, type Quantity, type Rate, type UnitPrice } from './shared/quantity.ts';
import { Refusal } from './shared/refusal.ts';
import { answerReport, type AnyReport, type Report } from './shared/report.ts';
import type { RequestContext } from './shared/request.ts';
import { moneyValue } from './shared/textForms.ts';

// As in face.ts: types made in a loop over declarations.
// oxlint-disable-next-line no-explicit-any
type Loose = any;
const loose = builder as Loose;
const inherit = { permission: 'inherit' };
const types = new Map<string, Loose>();
/** The fields of report types, and the reports of Query fields: both lanes read them. */
export const reportTypes = new Map<string, Record<string, ReportKind>>();
export const declaredReports = new Map<string, { report: AnyReport; type: string | undefined; list: boolean; nullable: boolean }>();

/** What a field of a report is: a value, a record by its id, another report type or a list of it. '?' at its end: may be null. */
export type ReportKind = Kind | `record:${string}` | `report:${string}` | `reports:${string}` | `${Kind}?` | `record:${string}?` | `report:${string}?`;

/** Money of a report in another currency than the company's. */
export interface MoneyIn { minor: Minor; currencyCode: string }

/** A value of a rule in the form in which it travels. */
export function travelling(kind: string, value: unknown, ctx: RequestContext): unknown {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case 'money': return typeof value === 'object' ? moneyValue((value as MoneyIn).minor, (value as MoneyIn).currencyCode) : moneyValue(value as Minor, ctx.company.currencyCode);
    case 'quantity': return printQuantity(value as Quantity);
    case 'price': return printUnitPrice(value as UnitPrice);
    case 'rate': return printRate(value as Rate);
    case 'fx': return printFxRate(value as FxRate);
    case 'instant': return (value as Date).toISOString();
    default: return value;
  }
}

function reportField(t: Loose, name: string, declared: ReportKind): Loose {
  const nullable = declared.endsWith('?');
  const kind = nullable ? declared.slice(0, -1) : declared;
  const [form, target] = kind.split(':') as [string, string];
  if (form === 'record') {
    return t.field({ type: entityRef(target), nullable, extensions: inherit,
      resolve: (row: Loose, _args: Loose, ctx: RequestContext) => (row[name] ? loadRecord(target, row[name], ctx) : null) });
  }
  if (form === 'report' || form === 'reports') {
    const type = types.get(target);
    return t.field({ type: form === 'report' ? type : [type], nullable, extensions: inherit, resolve: (row: Loose) => row[name] });
  }
  return t.field({ type: scalarOf(kind as Kind), nullable, extensions: inherit,
    resolve: (row: Loose, _args: Loose, ctx: RequestContext) => travelling(kind, row[name], ctx) });
}

/** Declares a type of report rows; its values are as rules see them (money in minor units of the company's currency). */
export function reportType(name: string, description: string, fields: Record<string, ReportKind>): void {
  reportTypes.set(name, fields);
  types.set(name, loose.objectRef(name).implement({
    description,
    fields: (t: Loose) => Object.fromEntries(Object.entries(fields).map(([field, kind]) => [field, reportField(t, field, kind)])),
  }));
}

/** `type`: of `reportType`, or an object type whose fields have resolvers of their own: pure, at once, without arguments. */
interface Face { describe?: string; permission: string; type: string | object; list?: boolean; nullable?: boolean }
/** A report of one statement, or one that takes the rules of actions. */
type Answered<S extends InputShape> = { args: S; resolve(args: InputOf<S>, ctx: RequestContext): Promise<unknown> } | { report: Report<S, never, unknown> };

/** A Query field that gives records without pages: few by nature. */
interface RecordsQuery<S extends InputShape> {
  describe: string; entity: string; args: S;
  /** Which rows, given the alias; arguments may be slots. */
  where: (alias: string, args: InputOf<S>) => Sql;
  order: (alias: string) => Sql;
  most: number;
}
// Of any arguments: where they are listed.
// oxlint-disable-next-line no-explicit-any -- only itself knows its arguments
export const recordsQueries = new Map<string, RecordsQuery<any>>();

/** Declares a Query field that answers with the records of an entity that meet a condition, as far as the viewer may see them. */
export function recordsQuery<const S extends InputShape>(name: string, declared: RecordsQuery<S>): void {
  recordsQueries.set(name, declared);
  const entity = entityOf(declared.entity);
  loose.queryField(name, (t: Loose) => t.field({
    type: [entityRef(declared.entity)], description: declared.describe, extensions: { permission: entity.permission }, args: argsOf(t, declared.args),
    resolve: async (_root: unknown, given: Record<string, unknown>, ctx: RequestContext) => {
      const where = declared.where('t', readArgs(declared.args, given, ctx));
      const rows = await ctx.db.rows<{ id: string }>(sql`SELECT t.id FROM ${quote(entity.table)} t WHERE ${where}
        AND ${visible(entity, 't', ctx.viewer)} ORDER BY ${declared.order('t')}, t.id LIMIT ${raw(String(declared.most))}`);
      return loadListed(entity, rows.map((row) => row.id), ctx);
    },
  }));
}

const argsOf = (t: Loose, args: InputShape) => Object.fromEntries(Object.entries(args).map(([arg, kind]) =>
  [arg, t.arg({ type: inputType(kind), required: !kind.optional, description: kind.describe })]));

function readArgs<S extends InputShape>(args: S, given: Record<string, unknown>, ctx: RequestContext): InputOf<S> {
  const reading: Reading = { currencyCode: ctx.company.currencyCode, issues: [] };
  const read = readFields(args, given, [], reading);
  const [issue] = reading.issues;
  if (!issue) return read;
  const [path, sentence] = [issue.path.join('.'), issueMessage(issue, ctx.viewer.locale)];
  throw new GraphQLError(`${path}: ${sentence}`, { extensions: { code: 'BAD_REQUEST', fields: [{ path: issue.path, code: issue.code, message: sentence }] } });
}

/** Declares a Query field that answers a report; arguments that cannot be read are BAD_REQUEST. */
export function reportQuery<const S extends InputShape>(name: string, { describe, permission, type, list = false, nullable = false, ...answered }: Face & Answered<S>): void {
  const isReport = 'report' in answered;
  const args = isReport ? answered.report.args : answered.args;
  if (isReport) declaredReports.set(name, { report: answered.report, type: typeof type === 'string' ? type : undefined, list, nullable });
  const typeRef = typeof type === 'string' ? types.get(type) : type;
  const resolve = isReport ? (read: InputOf<S>, ctx: RequestContext) => answerReport(answered.report, read, ctx) : answered.resolve;
  loose.queryField(name, (t: Loose) => t.field({
    type: list ? [typeRef] : typeRef, nullable, description: describe, extensions: { permission },
    args: argsOf(t, args),
    resolve: async (_root: unknown, given: Record<string, unknown>, ctx: RequestContext) => {
      const read = readArgs(args, given, ctx);
      try {
        return await resolve(read, ctx);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (nullable && error.kind.code === 'NOT_FOUND') return null;
        throw new GraphQLError(refusalMessage(error, ctx.viewer.locale), { extensions: { code: 'BAD_REQUEST', refusal: error.kind.code } });
      }
    },
  }));
}
