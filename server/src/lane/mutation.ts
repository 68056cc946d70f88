// One hot mutation: carried out by its action, as the general lane does it; its answer is read by a compiled statement,
// which serves all of a group that ask for the same.
import { getArgumentValues, Kind, type FieldNode, type GraphQLObjectType, type OperationDefinitionNode } from 'graphql';
import sql, { join, raw } from 'sql-template-tag';
import { offeredAction, performAsked } from '../mutations.ts';
import type { AnyAction } from '../shared/action.ts';
import type { Db } from '../shared/db.ts';
import { col, entityOf, quote, visible } from '../shared/entity.ts';
import type { Outcome } from '../shared/perform.ts';
import type { RequestContext } from '../shared/request.ts';
import { Slot, slotValues, type Run } from '../shared/slot.ts';
import { NotCompiled } from './collect.ts';
import { objectSql, typeOf } from './compiling.ts';
import { compilingOf, type Asked, type Plan } from './plan.ts';
import { place, recordSql } from './record.ts';
import { orNull } from './text.ts';

export interface Mutation { action: AnyAction; field: FieldNode }

/** The mutation of an operation that asks for one alone, whose action loads together with others; undefined for all else. */
export function mutationOf({ operation, directives, selectionSet: { selections } }: OperationDefinitionNode): Mutation | undefined {
  const [field] = selections;
  if (operation !== 'mutation' || directives?.length || selections.length !== 1 || field?.kind !== Kind.FIELD || field.directives?.length) return undefined;
  const action = offeredAction(field.name.value);
  return action?.together && !action.after ? { action, field } : undefined;
}

/** Carries it out for who is remembered. Throws AskerChanged, refusals and faults. */
export const carryOut = ({ action, field }: Mutation, { schema }: Pick<Asked, 'schema'>, variables: Record<string, unknown>, ctx: RequestContext): Promise<Outcome> => {
  const declared = schema.getMutationType()?.getFields()[action.name];
  if (!declared) throw new Error(`no mutation ${action.name}`);
  const { input, idempotencyKey } = getArgumentValues(declared, field, variables);
  return performAsked(action, input ?? {}, ctx, idempotencyKey as string | null | undefined); // as the schema declares it
};

const given = raw('given');

/** What the payload of an action that was done gives: a row for each of `results`, in their order. */
export function compileAnswer(asked: Asked, { action, field }: Mutation): Plan {
  const compiling = compilingOf(asked);
  const { schema, operation } = asked;
  const mutations = schema.getMutationType();
  const records = Object.entries(action.payload).filter(([, kind]) => kind.startsWith('record:'));
  if (!mutations || records.length === 0) throw new NotCompiled('mutation');
  // Types are made by these names (mutations.ts).
  const payload = schema.getType(`${field.name.value.charAt(0).toUpperCase()}${field.name.value.slice(1)}Payload`) as GraphQLObjectType;
  const data = objectSql(mutations, [operation], compiling, (_name, nodes) => objectSql(payload, nodes, compiling, (name, inside) => {
    const [form, target] = action.payload[name]?.split(':') ?? [];
    if (form === 'text' || form === 'int' || form === 'boolean') {
      return place((_facts, _ctx, { results }) => JSON.stringify(results?.[0]?.[name] ?? null), sql`''::text`, compiling);
    }
    if (form !== 'record' || !target) throw new NotCompiled(`${payload.name}.${name}`);
    const declared = entityOf(target);
    const alias = compiling.alias();
    const object = recordSql(declared, typeOf(payload, name), alias, inside, compiling);
    return orNull(sql`(SELECT ${object} FROM ${quote(declared.table)} ${raw(alias)}
      WHERE ${col(alias, 'id')} = ${given}.${quote(name)} AND ${visible(declared, alias, compiling.asker.viewer)})`, true);
  }));
  // Arrays that the planner cannot see into: one plan serves one and many.
  const ids = records.map(([name]) => sql`ARRAY(SELECT unnest(${new Slot((run) => run.results?.map((result) => result[name] ?? null))}::uuid[]))`);
  const statement = sql`SELECT ${data} AS data FROM unnest(${join(ids)}) WITH ORDINALITY ${given}(${join(records.map(([name]) => quote(name)))}, no) ORDER BY no`;
  return { text: statement.text, strings: statement.strings, isOfKeys: false, values: (run) => slotValues(statement.values, run), fills: compiling.fills };
}

interface Waiting { result: Record<string, unknown>; resolve(text: string | null): void; reject(error: unknown): void }

/** Reads the answers of those that were carried out together by one statement. */
export class Answers {
  readonly #db: Db;
  readonly #waiting = new Map<string, Waiting[]>();
  constructor(db: Db) {
    this.#db = db;
  }

  /** The payload's JSON of one result, with places; shared with whoever asks the same in this tick. */
  read({ plan, name }: { plan: Plan; name: string }, run: Run, result: Record<string, unknown>): Promise<string | null> {
    const key = `${name} ${JSON.stringify(plan.values({ ...run, results: [] }))}`;
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(key);
      if (waiting) {
        waiting.push({ result, resolve, reject });
        return;
      }
      const first: Waiting[] = [{ result, resolve, reject }];
      this.#waiting.set(key, first);
      process.nextTick(() => {
        this.#waiting.delete(key);
        this.#db.readTexts({ name, text: plan.text, values: plan.values({ ...run, results: first.map((each) => each.result) }) }).then(
          (texts) => first.forEach((each, index) => each.resolve(texts[index] ?? null)),
          (error: unknown) => first.forEach((each) => each.reject(error)),
        );
      });
    });
  }
}
