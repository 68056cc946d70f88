// Makes the GraphQL types of reports: typed rows and the Query fields that answer them, from one declaration each.
import { GraphQLError } from 'graphql';
import { builder } from './builder.ts';
import { entityRef, scalarOf } from './face.ts';
import { inputType, issueMessage, refusalMessage } from './mutations.ts';
import type { Kind } from './shared/entity.ts';
import { readFields, type InputKind, type InputOf, type InputShape, type Reading } from './shared/input.ts';
import { loadRecord } from './shared/loaders.ts';
import type { Minor } from './shared/money.ts';
import { printQuantity, printRate, printUnitPrice, type Quantity, type Rate, type UnitPrice } from './shared/quantity.ts';
import { Refusal } from './shared/refusal.ts';
import type { RequestContext } from './shared/request.ts';
import { moneyValue } from './shared/textForms.ts';

// As in face.ts: types made in a loop over declarations.
// oxlint-disable-next-line no-explicit-any
type Loose = any;
const loose = builder as Loose;
const inherit = { permission: 'inherit' };
const types = new Map<string, Loose>();

/** What a field of a report is: a value, a record by its id, another report type or a list of it. '?' at its end: may be null. */
export type ReportKind = Kind | `record:${string}` | `report:${string}` | `reports:${string}` | `${Kind}?` | `record:${string}?` | `report:${string}?`;

/** A value of a rule in the form in which it travels. */
function travelling(kind: string, value: unknown, ctx: RequestContext): unknown {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case 'money': return moneyValue(value as Minor, ctx.company.currencyCode);
    case 'quantity': return printQuantity(value as Quantity);
    case 'price': return printUnitPrice(value as UnitPrice);
    case 'rate': return printRate(value as Rate);
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
  types.set(name, loose.objectRef(name).implement({
    description,
    fields: (t: Loose) => Object.fromEntries(Object.entries(fields).map(([field, kind]) => [field, reportField(t, field, kind)])),
  }));
}

interface ReportQuery<S extends InputShape> {
  describe: string; permission: string; args: S; type: string; list?: boolean; nullable?: boolean;
  resolve(args: InputOf<S>, ctx: RequestContext): Promise<unknown>;
}

/** Declares a Query field that answers a report; arguments that cannot be read are BAD_REQUEST. */
export function reportQuery<const S extends InputShape>(name: string, { describe, permission, args, type, list, nullable = false, resolve }: ReportQuery<S>): void {
  loose.queryField(name, (t: Loose) => t.field({
    type: list ? [types.get(type)] : types.get(type), nullable, description: describe, extensions: { permission },
    args: Object.fromEntries(Object.entries(args as Record<string, InputKind<unknown>>).map(([arg, kind]) =>
      [arg, t.arg({ type: inputType(kind), required: !kind.optional, description: kind.describe })])),
    resolve: (_root: unknown, given: Record<string, unknown>, ctx: RequestContext) => {
      const reading: Reading = { currencyCode: ctx.company.currencyCode, issues: [] };
      const read = readFields(args, given, [], reading);
      const [issue] = reading.issues;
      if (issue) {
        const [path, sentence] = [issue.path.join('.'), issueMessage(issue, ctx.viewer.locale)];
        throw new GraphQLError(`${path}: ${sentence}`, { extensions: { code: 'BAD_REQUEST', fields: [{ path: issue.path, code: issue.code, message: sentence }] } });
      }
      return resolve(read, ctx).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
        if (nullable && error.kind.code === 'NOT_FOUND') return null;
        throw new GraphQLError(refusalMessage(error, ctx.viewer.locale), { extensions: { code: 'BAD_REQUEST', refusal: error.kind.code } });
      });
    },
  }));
}
