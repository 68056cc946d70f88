// The one gate in front of every operation: rights, size and cost, judged before anything runs.
import {
  GraphQLError, Kind, TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type GraphQLSchema,
  type OperationDefinitionNode, type SelectionSetNode,
} from 'graphql';
import type { RequestContext } from './shared/request.ts';

export const LIMITS = { tokens: 10_000, depth: 14, introspectionDepth: 20, aliases: 60, fields: 1500, cost: 20_000, rootMutations: 20 };

const refused = (message: string, code: string, extensions: Record<string, unknown> = {}) =>
  new GraphQLError(message, { extensions: { code, ...extensions } });
const unauthenticated = () => refused('Sign in or send an API key.', 'UNAUTHENTICATED', { http: { status: 401 } });

/** What a viewer misses to ask this; undefined when nothing. */
function missingRight(schema: GraphQLSchema, document: DocumentNode, ctx: RequestContext): GraphQLError | undefined {
  let missing: GraphQLError | undefined;
  const types = new TypeInfo(schema);
  visit(document, visitWithTypeInfo(types, {
    Field: (node) => {
      if (missing) return;
      if ((node.name.value === '__schema' || node.name.value === '__type') && !ctx.isKnown) missing = unauthenticated();
      const permission = types.getFieldDef()?.extensions?.permission as string | undefined;
      if (missing || !permission || permission === 'inherit' || permission === 'public') return;
      if (permission === 'known' ? ctx.isKnown : ctx.viewer.permissions.has(permission)) return;
      const field = `${types.getParentType()?.name}.${node.name.value}`;
      missing = ctx.isKnown ? refused(`${field} may not be seen with these rights.`, 'FORBIDDEN', { permission, field }) : unauthenticated();
    },
  }));
  return missing;
}

interface Measure { cost: number; depth: number; introspectionDepth: number; fields: number; aliases: number }
const nothing: Measure = { cost: 0, depth: 0, introspectionDepth: 0, fields: 0, aliases: 0 };
const and = (a: Measure, b: Measure): Measure => ({
  cost: a.cost + b.cost, depth: Math.max(a.depth, b.depth), introspectionDepth: Math.max(a.introspectionDepth, b.introspectionDepth),
  fields: a.fields + b.fields, aliases: a.aliases + b.aliases,
});

const pageNames = ['first', 'last', 'ids'];
const listNames = [...pageNames, 'filter', 'orderBy', 'after', 'before'];
const PAGE_DEFAULT = 25;
const PAGE_MOST = 500;

/** How many rows a field may give: its page size, wherever that is written. */
function sizeOf({ arguments: args = [] }: FieldNode, variables: Record<string, unknown>): number {
  if (!args.some((each) => listNames.includes(each.name.value))) return 1;
  const sizes = args.filter((each) => pageNames.includes(each.name.value)).map(({ value }) => {
    if (value.kind === Kind.NULL) return PAGE_DEFAULT;
    const given = value.kind === Kind.VARIABLE ? variables[value.name.value]
      : value.kind === Kind.LIST ? value.values : 'value' in value ? value.value : undefined;
    const size = Array.isArray(given) ? given.length : Number(given ?? PAGE_DEFAULT);
    return Number.isFinite(size) ? Math.min(Math.max(size, 1), PAGE_MOST) : PAGE_DEFAULT;
  });
  return sizes.length > 0 ? Math.max(...sizes) : PAGE_DEFAULT;
}

// A type's fields lead to types, whose fields lead to types: what a client needs names them once.
const introspectionLists = ['fields', 'inputFields', 'interfaces', 'possibleTypes', 'types'];

/** What an operation costs: a field one point, a page its size times what is asked of each row. */
export function measure(document: DocumentNode, operation: OperationDefinitionNode, given: Record<string, unknown>): Measure {
  const fragments = new Map(document.definitions.filter((each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION)
    .map((each) => [each.name.value, each]));
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    (defaultValue && 'value' in defaultValue ? [[variable.name.value, defaultValue.value]] : []));
  const variables: Record<string, unknown> = { ...Object.fromEntries(defaults) as Record<string, unknown>, ...given };
  const measured = new Map<string, Measure>();
  const field = (node: FieldNode): Measure => {
    const name = node.name.value;
    const inner = walk(node.selectionSet);
    const isIntrospection = name === '__schema' || name === '__type';
    const listsPassed = inner.introspectionDepth + (introspectionLists.includes(name) ? 1 : 0);
    return {
      cost: isIntrospection ? 1 : 1 + sizeOf(node, variables) * inner.cost,
      depth: isIntrospection && inner.depth < LIMITS.introspectionDepth ? 1 : inner.depth + 1,
      introspectionDepth: listsPassed, fields: inner.fields + 1, aliases: inner.aliases + (node.alias ? 1 : 0),
    };
  };
  const walk = (set: SelectionSetNode | undefined): Measure => (set?.selections ?? []).reduce((sum, each) => {
    if (sum.fields > LIMITS.fields) return sum;
    if (each.kind === Kind.FIELD) return and(sum, field(each));
    if (each.kind === Kind.INLINE_FRAGMENT) return and(sum, walk(each.selectionSet));
    const name = each.name.value;
    let known = measured.get(name);
    if (!known) {
      measured.set(name, nothing); // a cycle is refused by validation; here it only must end
      known = walk(fragments.get(name)?.selectionSet);
      measured.set(name, known);
    }
    return and(sum, known);
  }, nothing);
  return walk(operation.selectionSet);
}

const asksSchema = (operation: OperationDefinitionNode, document: DocumentNode): boolean => {
  let found = false;
  visit(document, { Field: ({ name }) => { found ||= name.value === '__schema' || name.value === '__type'; } });
  return found && operation.operation === 'query';
};

/** Judges an operation: a refusal, or its cost. */
export function judge(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode,
  variables: Record<string, unknown>, ctx: RequestContext): { refusal?: GraphQLError; cost: number } {
  const { cost, depth, introspectionDepth, fields, aliases } = measure(document, operation, variables);
  const over = depth > LIMITS.depth ? (['depth', depth] as const) : aliases > LIMITS.aliases ? (['aliases', aliases] as const)
    : fields > LIMITS.fields ? (['fields', fields] as const) : cost > LIMITS.cost ? (['cost', cost] as const) : undefined;
  if (over) {
    const [name, actual] = over;
    return { cost, refusal: refused(`The operation's ${name} is ${actual}, the limit is ${LIMITS[name]}.`, 'COST_LIMIT', { limit: LIMITS[name], actual, measure: name }) };
  }
  // types → fields → args, and no further round: the second `fields` below a `fields` is the attack.
  if (introspectionDepth > 2 && asksSchema(operation, document)) {
    return { cost, refusal: refused('The schema is asked round and round; /schema.graphql has it whole.', 'COST_LIMIT', { limit: 2, actual: introspectionDepth, measure: 'introspection' }) };
  }
  if (operation.operation === 'mutation' && operation.selectionSet.selections.length > LIMITS.rootMutations) {
    return { cost, refusal: refused(`At most ${LIMITS.rootMutations} mutations a request.`, 'COST_LIMIT', { limit: LIMITS.rootMutations, actual: operation.selectionSet.selections.length, measure: 'rootMutations' }) };
  }
  return { cost, refusal: missingRight(schema, document, ctx) };
}
