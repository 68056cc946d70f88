// Plans kept by what they depend on, and why an operation has none.
import { getVariableValues, Kind, parse, typeFromAST, validate, visit, isInputType,
  type DocumentNode, type GraphQLInputType, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { stillSo, type Remembered } from '../access/remembered.ts';
import { judge, LIMITS, measure } from '../guard.ts';
import { documentNesting, NESTING_MAX } from '../nesting.ts';
import { nameOf } from '../shared/prepared.ts';
import type { RequestContext } from '../shared/request.ts';
import { NotCompiled } from './collect.ts';
import { compileAnswer, mutationOf, type Mutation } from './mutation.ts';
import { compile, type Plan } from './plan.ts';
import { shapeOf, type Shape } from './shape.ts';

const DOCUMENTS_MAX = 500;
const PLANS_MAX = 500;

interface Known { id: number; document: DocumentNode; operation: OperationDefinitionNode; types: ReadonlyMap<string, GraphQLInputType>; costs: Map<string, number>; mutation: Mutation | undefined }
/** An operation that the limits let pass. */
export interface Prepared { known: Known; shape: Shape; given: Record<string, unknown>; variables: Record<string, unknown>; cost: number }
export interface Ready { plan: Plan; name: string }
/** Why an operation is left to the general lane. */
export interface Left { reason: string }

/** Keeps at most so many: the one unused for longest goes. */
class Kept<V> {
  readonly #most: number;
  readonly #values = new Map<string, V>();
  constructor(most: number) {
    this.#most = most;
  }
  get(key: string): V | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    this.#values.delete(key);
    this.#values.set(key, value);
    return value;
  }
  set(key: string, value: V): V {
    this.#values.set(key, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.#most && oldest !== undefined) this.#values.delete(oldest);
    return value;
  }
}

/** The variables that a selection names, in fragments too. */
function variablesOf(document: DocumentNode, selection: SelectionSetNode | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  const note = { Variable: ({ name }: { name: { value: string } }) => { names.add(name.value); } };
  if (selection) visit(selection, note);
  for (const each of document.definitions) if (each.kind === Kind.FRAGMENT_DEFINITION) visit(each, note);
  return names;
}

export class Plans {
  readonly #schema: GraphQLSchema;
  readonly #documents = new Kept<Known | Left>(DOCUMENTS_MAX);
  readonly #plans = new Kept<Ready | Left>(PLANS_MAX);
  #ids = 0;
  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  #read(query: string, operationName: string | undefined): Known | Left {
    const key = operationName === undefined ? query : `${operationName}\n${query}`;
    return this.#documents.get(key) ?? this.#documents.set(key, this.#know(query, operationName));
  }

  #know(query: string, operationName: string | undefined): Known | Left {
    if (documentNesting(query) > NESTING_MAX) return { reason: 'invalid' };
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens: LIMITS.tokens });
    } catch {
      return { reason: 'invalid' };
    }
    const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
    const named = operationName === undefined ? operations : operations.filter((each) => each.name?.value === operationName);
    const [operation] = named;
    if (!operation || named.length !== 1) return { reason: 'invalid' };
    const mutation = mutationOf(operation);
    if (operation.operation !== 'query' && !mutation) return { reason: operation.operation };
    const { fields, depth, aliases } = measure(document, operation, {});
    if (fields > LIMITS.fields || depth > LIMITS.depth || aliases > LIMITS.aliases) return { reason: 'limits' };
    if (validate(this.#schema, document).length > 0) return { reason: 'invalid' };
    // What goes into an action forms no statement here: only variables of the answer's selection do.
    const isOfAnswer = mutation && variablesOf(document, mutation.field.selectionSet);
    const types = new Map((operation.variableDefinitions ?? []).flatMap(({ variable, type }) => {
      const read = typeFromAST(this.#schema, type as Parameters<typeof typeFromAST>[1]);
      return read && isInputType(read) && isOfAnswer?.has(variable.name.value) !== false ? [[variable.name.value, read] as const] : [];
    }));
    return { id: (this.#ids += 1), document, operation, types, costs: new Map(), mutation };
  }

  /** Reads an operation and its variables, and judges them by the limits: before anything is asked of the database. */
  prepare(query: string, operationName: string | undefined, given: Record<string, unknown>): Prepared | Left {
    const known = this.#read(query, operationName);
    if ('reason' in known) return known;
    const { coerced, errors } = getVariableValues(this.#schema, known.operation.variableDefinitions ?? [], given);
    if (errors) return { reason: 'variables' };
    const shape = shapeOf(known.types, coerced);
    const cost = this.#cost(known, shape, given);
    return cost > LIMITS.cost ? { reason: 'limits' } : { known, shape, given, variables: coerced, cost };
  }

  /** The plan of an operation for who asks: made when it is asked for the first time. */
  find({ known, shape, given }: Prepared, { rights, kind }: Remembered, ctx: RequestContext): Ready | Left {
    const key = `${known.id} ${shape.key} ${rights}`;
    return this.#plans.get(key) ?? this.#plans.set(key, this.#plan(known, shape, given, kind, ctx));
  }

  #cost({ costs, document, operation }: Known, { key, sizes }: Shape, given: Record<string, unknown>): number {
    const at = `${key} ${sizes}`;
    const cost = costs.get(at) ?? measure(document, operation, given).cost;
    if (costs.size > PLANS_MAX) costs.clear();
    costs.set(at, cost);
    return cost;
  }

  #plan({ document, operation, mutation }: Known, { variables }: Shape, given: Record<string, unknown>, kind: Remembered['kind'], ctx: RequestContext): Ready | Left {
    // The length of a list is no part of a shape: what it costs is judged at each run.
    const shortest = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, Array.isArray(value) ? [] : value]));
    const { refusal } = judge(this.#schema, document, operation, shortest, ctx);
    if (refusal) return { reason: refusal.extensions.code === 'FORBIDDEN' ? 'rights' : 'limits' };
    try {
      const asked = { schema: this.#schema, document, operation, variables, ctx };
      const plan = mutation ? compileAnswer(asked, mutation) : compile(asked, stillSo(kind));
      return { plan, name: nameOf(plan.text) };
    } catch (error) {
      // What the general lane refuses with words of its own (a bad page, a bad filter), it shall refuse.
      return { reason: error instanceof NotCompiled ? error.reason : 'arguments' };
    }
  }
}
