// Makes the mutation of every declared action: input types, payload, refusals and the result union.
import { GraphQLError } from 'graphql';
import { builder } from './builder.ts';
import { entityRef } from './face.ts';
import { enumRef, moneyRef } from './faceTypes.ts';
import type { Json } from './generated/rows.ts';
import type { AnyAction } from './shared/action.ts';
import { globalId, type InputKind, type InputShape } from './shared/input.ts';
import { forgetLoaded, loadRecord } from './shared/loaders.ts';
import { message } from './shared/messages.ts';
import { printMoney, type Minor } from './shared/money.ts';
import { perform, readInput, type Outcome } from './shared/perform.ts';
import { printQuantity, type Quantity } from './shared/quantity.ts';
import { Refusal, type FactKind, type RefusalKind } from './shared/refusal.ts';
import { ChangedMeanwhile, everywhere, InputRefused, type FieldIssue } from './shared/sharedRefusals.ts';
import type { RequestContext } from './shared/request.ts';
import { parseDay } from './shared/time.ts';
import type { Context } from './shared/viewer.ts';

// As in face.ts: types made in a loop over declarations.
// oxlint-disable-next-line no-explicit-any
type Loose = any;
const loose = builder as Loose;
const inherit = { permission: 'inherit' };
const actions = new Map<string, AnyAction>();
const inputs = new Map<string, Loose>();
const refusalTypes = new Map<string, Loose>();

/** Types of payload fields that are neither record nor plain value: made from the request itself. */
const payloadValues = new Map<string, { type: Loose; resolve: (ctx: RequestContext) => unknown }>();
/** Declares what `value:name` is in payloads. */
export const payloadValue = (name: string, type: unknown, resolve: (ctx: RequestContext) => unknown): void => {
  payloadValues.set(name, { type, resolve });
};

/** Offers actions as mutations. */
export function mutations(...offered: AnyAction[]): void {
  for (const each of offered) {
    if (actions.has(each.name)) throw new Error(`two actions are named ${each.name}`);
    actions.set(each.name, each);
  }
}

/** An offered action by its mutation's name. */
export const offeredAction = (name: string): AnyAction | undefined => actions.get(name);

const RefusalInterface = builder.interfaceRef<{ code: string; message: string }>('Refusal').implement({
  description: 'Understood and declined: the caller can act on it. Match `... on Refusal` to survive new ones.',
  fields: (t) => ({
    code: t.exposeString('code', { extensions: inherit }),
    message: t.exposeString('message', { extensions: inherit, description: 'A sentence in the viewer\'s language.' }),
  }),
  resolveType: (value) => (value as unknown as { __typename: string }).__typename,
});

const base = (name: string, fields: (t: Loose) => object, description?: string) =>
  loose.objectRef(name).implement({ interfaces: [RefusalInterface], fields, description });

const FieldError = builder.objectRef<{ path: string[]; code: string; message: string }>('FieldError').implement({
  fields: (t) => ({
    path: t.exposeStringList('path', { extensions: inherit, description: 'As in the input, e.g. ["lines", "0", "quantity"].' }),
    code: t.exposeString('code', { extensions: inherit }),
    message: t.exposeString('message', { extensions: inherit }),
  }),
});
const FieldConflict = builder.objectRef<{ field: string; mine: string | null; theirs: string | null }>('FieldConflict').implement({
  fields: (t) => ({
    field: t.exposeString('field', { extensions: inherit }),
    mine: t.exposeString('mine', { nullable: true, extensions: inherit }),
    theirs: t.exposeString('theirs', { nullable: true, extensions: inherit }),
  }),
});
refusalTypes.set('InputInvalid', base('InputInvalid', (t) => ({
  fields: t.field({ type: [FieldError], extensions: inherit, resolve: (value: Loose) => value.fields }),
}), 'Some fields of the input are not acceptable: each is named with what is allowed.'));
refusalTypes.set('ChangedMeanwhile', base('ChangedMeanwhile', (t) => ({
  version: t.exposeInt('version', { extensions: inherit }),
  fields: t.field({ type: [FieldConflict], extensions: inherit, resolve: (value: Loose) => value.fields }),
}), 'Somebody else saved the record since it was read.'));

function factField(t: Loose, name: string, kind: FactKind): Loose {
  const resolve = (value: { facts: Record<string, unknown> }) => {
    const fact = value.facts[name] as never;
    if (kind === 'quantity') return printQuantity(fact);
    if (kind === 'money') {
      const { minor: amount, currencyCode } = fact as { minor: Minor; currencyCode: string };
      return { amount: printMoney(amount, currencyCode), currencyCode };
    }
    return kind.startsWith('id:') ? globalId(kind.slice(3), fact) : fact;
  };
  const types: Record<string, Loose> = { text: 'String', int: 'Int', quantity: 'Decimal', money: moneyRef, day: 'Day' };
  return t.field({ type: types[kind] ?? 'ID', extensions: inherit, resolve });
}

function refusalType(kind: RefusalKind): Loose {
  let type = refusalTypes.get(kind.typeName);
  if (!type) {
    type = base(kind.typeName, (t) => Object.fromEntries(Object.entries(kind.facts).map(([name, fact]) => [name, factField(t, name, fact)])));
    refusalTypes.set(kind.typeName, type);
  }
  return type;
}

function inputObject(name: string, shape: InputShape): Loose {
  let type = inputs.get(name);
  if (!type) {
    type = loose.inputRef(name);
    inputs.set(name, type);
    type.implement({ fields: (t: Loose) => Object.fromEntries(Object.entries(shape).map(([field, kind]) =>
      [field, t.field({ type: inputType(kind), required: !kind.optional, description: kind.describe })])) });
  }
  return type;
}

/** The GraphQL type of an input field. */
export function inputType({ shape }: InputKind<unknown>): Loose {
  if ('scalar' in shape) return shape.scalar;
  if ('enum' in shape) return enumRef(shape.enum);
  if ('list' in shape) return [inputType(shape.list)];
  return inputObject(shape.object, shape.fields);
}

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

function payloadType(declared: AnyAction): Loose {
  return loose.objectRef(`${capital(declared.name)}Payload`).implement({
    fields: (t: Loose) => Object.fromEntries(Object.entries(declared.payload).map(([name, kind]) => {
      const [form, target] = kind.split(':') as [string, string];
      if (form === 'record') {
        return [name, t.field({ type: entityRef(target), nullable: true, extensions: inherit,
          resolve: (value: Loose, _args: Loose, ctx: RequestContext) => (value.result[name] ? loadRecord(target, value.result[name], ctx) : null) })];
      }
      if (form === 'records') {
        return [name, t.field({ type: [entityRef(target)], extensions: inherit,
          resolve: async (value: Loose, _args: Loose, ctx: RequestContext) =>
            (await Promise.all((value.result[name] as string[]).map((id) => loadRecord(target, id, ctx)))).filter(Boolean) })];
      }
      if (form === 'value') {
        const made = payloadValues.get(target);
        return [name, t.field({ type: made?.type, nullable: true, extensions: inherit,
          resolve: (_value: Loose, _args: Loose, ctx: RequestContext) => made?.resolve(ctx) })];
      }
      return [name, t.field({ type: { text: 'String', int: 'Int', boolean: 'Boolean' }[form], nullable: true, extensions: inherit,
        resolve: (value: Loose) => value.result[name] ?? null })];
    })),
  });
}

/** A fact as it stands in a sentence. */
function spoken(kind: FactKind, fact: unknown, locale: string): string | number {
  if (kind === 'quantity') return printQuantity(fact as Quantity);
  if (kind === 'money') {
    const { minor: amount, currencyCode } = fact as { minor: Minor; currencyCode: string };
    return new Intl.NumberFormat(locale, { style: 'currency', currency: currencyCode, currencyDisplay: 'code' })
      .format(printMoney(amount, currencyCode) as `${number}`);
  }
  if (kind === 'day') {
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC', calendar: 'gregory' }).format(new Date(`${String(fact)}T00:00:00Z`));
  }
  return fact as string | number;
}

/** The sentence of a refusal in a language. */
export function refusalMessage(refused: Refusal, locale: string): string {
  const values = Object.entries(refused.kind.facts).map(([name, kind]) => [name, spoken(kind, refused.facts[name], locale)]);
  return message(locale, `refusal.${refused.kind.code}`, Object.fromEntries(values));
}

/** The sentence of a field's issue; days in it are told as people write them. */
export function issueMessage({ code, facts }: FieldIssue, locale: string): string {
  const said = Object.entries(facts ?? {}).map(([name, fact]) => [name, typeof fact === 'string' && parseDay(fact) ? spoken('day', fact, locale) : fact]);
  return message(locale, `input.${code}`, Object.fromEntries(said));
}

/** A refusal as a member of the result union. */
export function refusalValue(refused: Refusal, ctx: Context): Record<string, unknown> {
  const { locale } = ctx.viewer;
  const common = { __typename: refused.kind.typeName, code: refused.kind.code, message: refusalMessage(refused, locale) };
  if (refused instanceof InputRefused) {
    return { ...common, fields: refused.issues.map((issue) => ({ path: issue.path, code: issue.code, message: issueMessage(issue, locale) })) };
  }
  if (refused instanceof ChangedMeanwhile) return { ...common, version: refused.version, fields: refused.fields };
  return { ...common, facts: refused.facts };
}

/** Performs an action with the input of a request, under the key in its arguments or headers; refusals are thrown. */
export async function performAsked(declared: AnyAction, raw: unknown, ctx: RequestContext, key?: string | null): Promise<Outcome> {
  const given = key ?? ctx.idempotencyKey;
  if (given !== null && !/^[\x21-\x7e]{1,200}$/.test(given)) {
    throw new GraphQLError('An idempotency key is 1 to 200 visible ASCII characters.', { extensions: { code: 'BAD_REQUEST' } });
  }
  return perform(declared, readInput(declared, raw, ctx), ctx, { idempotencyKey: given });
}

/** Performs an action for a request, unless that has been done; a refusal becomes a value. */
export async function answer(declared: AnyAction, raw: unknown, ctx: RequestContext, key?: string | null): Promise<Record<string, unknown>> {
  try {
    const { result, replayed } = await (ctx.performed?.() ?? performAsked(declared, raw, ctx, key));
    ctx.answer.isReplayed ||= replayed;
    forgetLoaded(ctx);
    declared.after?.(result, ctx);
    return { __typename: `${capital(declared.name)}Payload`, result };
  } catch (error) {
    if (error instanceof Refusal) return refusalValue(error, ctx);
    throw error;
  }
}

/** Makes all mutations; called once, after all domains and entities. */
export function makeMutations(): void {
  for (const declared of actions.values()) {
    const name = capital(declared.name);
    const refusals = [...new Set([...declared.refusals, ...everywhere])].map(refusalType);
    const members = [...new Set([payloadType(declared), ...refusals, refusalTypes.get('InputInvalid'), refusalTypes.get('ChangedMeanwhile')])];
    const result = loose.unionType(`${name}Result`, { types: members, resolveType: (value: { __typename: string }) => value.__typename });
    const hasInput = Object.keys(declared.input).length > 0;
    loose.mutationField(declared.name, (t: Loose) => t.field({
      type: result, description: declared.describe, extensions: { permission: declared.permission },
      args: {
        ...(hasInput ? { input: t.arg({ type: inputObject(`${name}Input`, declared.input), required: true }) } : {}),
        ...(declared.isIdempotent === false ? {} : { idempotencyKey: t.arg.string() }),
      },
      resolve: (_root: unknown, args: { input?: unknown; idempotencyKey?: string | null }, ctx: RequestContext): Promise<Json | object> =>
        answer(declared, args.input ?? {}, ctx, args.idempotencyKey),
    }));
  }
}

