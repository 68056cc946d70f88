// The shape of an operation's variables: what the form of its SQL depends on. All else becomes a slot.
import { isEnumType, isInputObjectType, isListType, isNonNullType, isScalarType, type GraphQLInputType } from 'graphql';
import { wordsOf } from '../shared/filter.ts';
import { uuidOf } from '../shared/input.ts';
import { Slot, type Run } from '../shared/slot.ts';

export interface Shape {
  /** Equal for variables that one statement serves. */
  key: string;
  /** How long top-level lists are: the cost of an operation depends on it, its SQL does not. */
  sizes: string;
  /** Variables, with slots in the place of values. Absent ones are not in it. */
  variables: Record<string, unknown>;
}

// What is asked of `explore`: the whole of it makes the statement.
// And which stock value: it is summed from other rows.
const concrete = new Set(['StockBasis', 'Dataset', 'DimensionInput', 'MeasureInput', 'ExploreFilterInput', 'HavingInput', 'ExploreOrderInput']);

type Read = (run: Run) => unknown;
interface Noted { key: string; value: unknown }
const at = (read: Read, step: string | number): Read => (run) => (read(run) as Record<string | number, unknown>)[step];

const typeOfId = (value: unknown): string => uuidOf(String(value))?.type ?? '?';
const typeOfIds = (values: unknown[]): string => {
  const types = new Set(values.map(typeOfId));
  return types.size > 1 ? 'mixed' : [...types][0] ?? '';
};

function note(value: unknown, type: GraphQLInputType, read: Read, name: string, isTop: boolean): Noted {
  if (isNonNullType(type)) return note(value, type.ofType, read, name, isTop);
  if (value === null) return { key: 'n', value: null };
  if ('name' in type && concrete.has(type.name)) return { key: `=${JSON.stringify(value)}`, value };
  if (isListType(type)) {
    const item = isNonNullType(type.ofType) ? type.ofType.ofType : type.ofType;
    const values = value as unknown[];
    if (isInputObjectType(item) || isListType(item)) {
      const noted = values.map((each, index) => note(each, item, at(read, index), name, false));
      return { key: `[${noted.map(({ key }) => key).join()}]`, value: noted.map((each) => each.value) };
    }
    if (values.includes(null)) return { key: '[n]', value: new Slot(() => { throw new Error('a null in a list'); }) };
    const idType = isScalarType(item) && item.name === 'ID' ? typeOfIds(values) : undefined;
    return { key: `l${idType ?? ''}`, value: new Slot(read, idType === undefined ? {} : { idType }) };
  }
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    const noted = Object.entries(value as Record<string, unknown>).filter(([, each]) => each !== undefined).flatMap(([field, each]) => {
      const fieldType = fields[field]?.type;
      return fieldType ? [[field, note(each, fieldType, at(read, field), field, false)] as const] : [];
    });
    return {
      key: `{${noted.map(([field, { key }]) => `${field}:${key}`).join()}}`,
      value: Object.fromEntries(noted.map(([field, each]) => [field, each.value])),
    };
  }
  if (typeof value === 'boolean') return { key: value ? 't' : 'f', value };
  if (value === '') return { key: 'e', value };
  // A page's size stands in the statement, as the planner must know it.
  if (isEnumType(type) ? type.name.endsWith('OrderBy') : isTop && typeof value === 'number') return { key: `=${String(value)}`, value };
  if (isTop ? name === 'text' : name === 'search') {
    const words = wordsOf(String(value)).length;
    return { key: `s${words}`, value: new Slot(read, { words }) };
  }
  if (isScalarType(type) && type.name === 'ID') {
    const idType = typeOfId(value);
    return { key: `i${idType}`, value: new Slot(read, { idType }) };
  }
  return { key: 'v', value: new Slot(read) };
}

/** The shape of coerced variables, given the types with which the operation declares them. */
export function shapeOf(types: ReadonlyMap<string, GraphQLInputType>, given: Record<string, unknown>): Shape {
  let key = '';
  let sizes = '';
  const variables: Record<string, unknown> = {};
  for (const [name, type] of types) {
    const value = given[name];
    if (value === undefined) {
      key += '-;';
      continue;
    }
    const noted = note(value, type, (run) => run.variables[name], name, true);
    key += `${noted.key};`;
    variables[name] = noted.value;
    if (Array.isArray(value)) sizes += `${value.length};`;
  }
  return { key, sizes, variables };
}
