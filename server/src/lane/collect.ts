// Which fields an object has in an answer, and in which order: as GraphQL's CollectFields does it.
import { isAbstractType, isListType, isNonNullType, isInputObjectType, Kind, typeFromAST, valueFromAST,
  type DirectiveNode, type FieldNode, type FragmentDefinitionNode, type GraphQLArgument, type GraphQLInputType, type GraphQLObjectType,
  type GraphQLSchema, type SelectionSetNode, type ValueNode } from 'graphql';

/** Why an operation is left to the general lane. */
export class NotCompiled extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

export interface Documented {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Variables as far as they are known when compiling; the others are slots. Absent ones are not in it. */
  variables: Record<string, unknown>;
}

/** A literal or variable as a value; undefined where a variable is absent. */
function given(node: ValueNode, type: GraphQLInputType, documented: Documented): unknown {
  if (node.kind === Kind.VARIABLE) return documented.variables[node.name.value];
  if (isNonNullType(type)) return given(node, type.ofType, documented);
  if (node.kind === Kind.NULL) return null;
  if (isListType(type)) {
    const items = node.kind === Kind.LIST ? node.values : [node];
    return items.map((item) => given(item, type.ofType, documented) ?? null);
  }
  if (isInputObjectType(type)) {
    if (node.kind !== Kind.OBJECT) throw new NotCompiled('literal');
    const entries = Object.values(type.getFields()).map((field): [string, unknown] => {
      const found = node.fields.find((each) => each.name.value === field.name);
      const value = found && given(found.value, field.type, documented);
      return [field.name, value === undefined ? field.defaultValue : value];
    });
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
  const value: unknown = valueFromAST(node, type);
  if (value === undefined) throw new NotCompiled('literal');
  return value;
}

/** The arguments of a field. */
export function argumentsOf(args: readonly GraphQLArgument[], node: FieldNode, documented: Documented): Record<string, unknown> {
  const entries = args.map((arg): [string, unknown] => {
    const found = node.arguments?.find((each) => each.name.value === arg.name);
    const value = found && given(found.value, arg.type, documented);
    return [arg.name, value === undefined ? arg.defaultValue : value];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function isIncluded(directives: readonly DirectiveNode[] | undefined, { variables }: Documented): boolean {
  return (directives ?? []).every(({ name, arguments: args }) => {
    const value = args?.find((each) => each.name.value === 'if')?.value;
    const holds = value?.kind === Kind.VARIABLE ? variables[value.name.value] : value?.kind === Kind.BOOLEAN ? value.value : undefined;
    if (typeof holds !== 'boolean' || !['skip', 'include'].includes(name.value)) throw new NotCompiled(`directive @${name.value}`);
    return name.value === 'include' ? holds : !holds;
  });
}

/** The fields asked of a type, by response key, in the order of their first appearance. */
export function collect(type: GraphQLObjectType, sets: readonly (SelectionSetNode | undefined)[], documented: Documented): Map<string, FieldNode[]> {
  const found = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  const applies = (condition: FragmentDefinitionNode['typeCondition'] | undefined): boolean => {
    const wanted = condition && typeFromAST(documented.schema, condition);
    return !wanted || wanted === type || (isAbstractType(wanted) && documented.schema.isSubType(wanted, type));
  };
  const walk = (set: SelectionSetNode | undefined): void => {
    for (const selection of set?.selections ?? []) {
      if (!isIncluded(selection.directives, documented)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        found.set(key, [...(found.get(key) ?? []), selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(selection.typeCondition)) walk(selection.selectionSet);
      } else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = documented.fragments.get(selection.name.value);
        if (fragment && applies(fragment.typeCondition)) walk(fragment.selectionSet);
      }
    }
  };
  for (const set of sets) walk(set);
  return found;
}
