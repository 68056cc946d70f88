// The one gate in front of every operation: rights, size and cost, judged before anything runs.
import { GraphQLError, Kind, TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type FragmentDefinitionNode, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { RequestContext } from './shared/request.ts';

export const LIMITS = { depth: 14, aliases: 60, fields: 1500, cost: 20_000, rootMutations: 20 };

const refused = (message: string, code: string, extensions: Record<string, unknown> = {}) =>
  new GraphQLError(message, { extensions: { code, ...extensions } });

/** What a viewer misses to ask this; undefined when nothing. */
function missingRight(schema: GraphQLSchema, document: DocumentNode, ctx: RequestContext): GraphQLError | undefined {
  let missing: GraphQLError | undefined;
  const types = new TypeInfo(schema);
  visit(document, visitWithTypeInfo(types, {
    Field: (node) => {
      const field = types.getFieldDef();
      const permission = field?.extensions?.permission as string | undefined;
      if (missing || !permission || permission === 'inherit' || permission === 'public') return;
      if (permission === 'known' ? ctx.isKnown : ctx.viewer.permissions.has(permission)) return;
      missing = ctx.isKnown
        ? refused(`${types.getParentType()?.name}.${node.name.value} may not be seen with these rights.`, 'FORBIDDEN',
          { permission, field: `${types.getParentType()?.name}.${node.name.value}` })
        : refused('Sign in or send an API key.', 'UNAUTHENTICATED', { http: { status: 401 } });
    },
  }));
  return missing;
}

interface Measure { cost: number; depth: number; fields: number; aliases: number }
const nothing: Measure = { cost: 0, depth: 0, fields: 0, aliases: 0 };
const and = (a: Measure, b: Measure): Measure =>
  ({ cost: a.cost + b.cost, depth: Math.max(a.depth, b.depth), fields: a.fields + b.fields, aliases: a.aliases + b.aliases });

/** What an operation costs: a field one point, a page its size times what is asked of each row. */
export function measure(document: DocumentNode, operation: OperationDefinitionNode, variables: Record<string, unknown>): Measure {
  const fragments = new Map(document.definitions.filter((each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION)
    .map((each) => [each.name.value, each]));
  const measured = new Map<string, Measure>();
  const sizeOf = (args: readonly { name: { value: string }; value: { kind: string } }[]): number => {
    const page = args.find((each) => ['first', 'last', 'ids'].includes(each.name.value));
    if (!page) return 25;
    const value = page.value as { kind: string; value?: string; values?: unknown[]; name?: { value: string } };
    const given = value.kind === Kind.VARIABLE ? variables[value.name?.value ?? ''] : value.kind === Kind.LIST ? value.values : value.value;
    const size = Array.isArray(given) ? given.length : Number(given ?? 25);
    return Math.min(Math.max(Number.isFinite(size) ? size : 25, 1), 500);
  };
  const walk = (set: SelectionSetNode | undefined): Measure => (set?.selections ?? []).reduce((sum, each) => {
    if (sum.fields > LIMITS.fields) return sum;
    if (each.kind === Kind.FIELD) {
      const inner = walk(each.selectionSet);
      const takesPage = each.arguments?.some((arg) => ['filter', 'orderBy', 'after', 'before'].includes(arg.name.value));
      const size = each.arguments?.some((arg) => ['first', 'last', 'ids'].includes(arg.name.value))
        ? sizeOf(each.arguments) : takesPage ? 25 : 1;
      return and(sum, { cost: 1 + size * inner.cost, depth: inner.depth + 1, fields: inner.fields + 1, aliases: inner.aliases + (each.alias ? 1 : 0) });
    }
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

/** Judges an operation: a refusal, or its cost. */
export function judge(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode,
  variables: Record<string, unknown>, ctx: RequestContext): { refusal?: GraphQLError; cost: number } {
  const { cost, depth, fields, aliases } = measure(document, operation, variables);
  const over = depth > LIMITS.depth ? ['depth', depth] : aliases > LIMITS.aliases ? ['aliases', aliases]
    : fields > LIMITS.fields ? ['fields', fields] : cost > LIMITS.cost ? ['cost', cost] : undefined;
  if (over) {
    const [name, actual] = over as [keyof typeof LIMITS, number];
    return { cost, refusal: refused(`The operation's ${name} is ${actual}, the limit is ${LIMITS[name]}.`, 'COST_LIMIT',
      { limit: LIMITS[name], actual, measure: name }) };
  }
  if (operation.operation === 'mutation' && operation.selectionSet.selections.length > LIMITS.rootMutations) {
    return { cost, refusal: refused(`At most ${LIMITS.rootMutations} mutations a request.`, 'COST_LIMIT', { limit: LIMITS.rootMutations }) };
  }
  return { cost, refusal: missingRight(schema, document, ctx) };
}
