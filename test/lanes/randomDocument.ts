// A random query over the whole schema, asking only what a viewer may ask: fields, aliases, fragments, directives, variables,
// pages, filters and orders, with values that are in the data.
import {
  GraphQLBoolean, GraphQLNonNull, getNamedType, getNullableType, isEnumType, isInputObjectType, isInterfaceType, isListType, isObjectType, isScalarType,
  type GraphQLArgument, type GraphQLField, type GraphQLInputType, type GraphQLObjectType, type GraphQLSchema,
} from 'graphql';
import { drawing, type Drawing } from './random.ts';
import { randomQuestion } from './randomQuestion.ts';

export interface RandomDocument { query: string; variables: Record<string, unknown> }

/** Values that stand in the data, by what they are: `id:Order`, `Order.number`, `Day`. */
export type Values = ReadonlyMap<string, readonly unknown[]>;

interface Making {
  schema: GraphQLSchema;
  may: (permission: string) => boolean;
  values: Values;
  draw: Drawing;
  variables: Record<string, unknown>;
  declared: string[];
  fragments: string[];
  /** Fields that may still be asked. */
  left: number;
  aliases: number;
}

const PAGE_MOST = 4;
const DEPTH_MOST = 5;
// They take the rules of actions, tell of the server, or are drawn on their own.
const isRule = (name: string) => /^(preview|ledgerEffect|explore|search|consumers|node|nodes|lanes)/.test(name);

const mayAsk = (field: GraphQLField<unknown, unknown>, { may }: Making): boolean => {
  const permission = field.extensions.permission as string | undefined;
  return !permission || ['inherit', 'public', 'known'].includes(permission) || may(permission);
};

const literal = (value: unknown, type: GraphQLInputType): string => {
  if (value === null) return 'null';
  const named = getNullableType(type);
  if (Array.isArray(value)) return `[${value.map((each) => literal(each, isListType(named) ? named.ofType : type)).join(', ')}]`;
  if (isInputObjectType(named)) {
    const fields = named.getFields();
    return `{ ${Object.entries(value as object).map(([key, each]) => `${key}: ${literal(each, fields[key]?.type ?? type)}`).join(', ')} }`;
  }
  return isEnumType(named) ? String(value) : JSON.stringify(value);
};

/** An argument as a literal or as a variable. */
function given(name: string, value: unknown, type: GraphQLInputType, making: Making): string {
  if (making.draw.chance(50)) return `${name}: ${literal(value, type)}`;
  const variable = `v${making.declared.length}`;
  making.declared.push(`$${variable}: ${String(type)}`);
  making.variables[variable] = value;
  return `${name}: $${variable}`;
}

function operand(entity: string, field: string, type: GraphQLInputType, making: Making): unknown {
  const { draw, values } = making;
  const named = getNullableType(type);
  if (isListType(named)) return draw.some([1, 2, 3], 3).map(() => operand(entity, field, named.ofType, making));
  if (isEnumType(named)) return draw.one(named.getValues()).name;
  if (!isScalarType(named)) return null;
  if (named.name === 'Boolean') return draw.chance(50);
  const known = values.get(`${entity}.${field}`) ?? [];
  if (known.length > 0 && draw.chance(80)) return draw.one(known);
  switch (named.name) {
    case 'Int': return draw.upTo(20);
    case 'Decimal': return String(draw.upTo(500));
    case 'Day': return draw.one(values.get('Day') ?? ['1997-01-31']);
    case 'DateTime': return `${String(draw.one(values.get('Day') ?? ['1997-01-31']))}T12:00:00.000Z`;
    case 'ID': return draw.one([...values.entries()].flatMap(([key, ids]) => (key.startsWith('id:') ? ids : [])));
    default: return draw.one(['a', 'Ch', 'no such', '%', "O'", '1']);
  }
}

function filterOf(entity: string, type: GraphQLInputType, making: Making, depth = 0): Record<string, unknown> {
  const named = getNullableType(type);
  if (!isInputObjectType(named)) return {};
  const fields = Object.values(named.getFields());
  return Object.fromEntries(making.draw.some(fields, 3).flatMap((field): [string, unknown][] => {
    if (field.name === 'and' || field.name === 'or') return depth > 1 ? [] : [[field.name, [filterOf(entity, type, making, depth + 1), filterOf(entity, type, making, depth + 1)]]];
    if (field.name === 'not') return depth > 1 ? [] : [['not', filterOf(entity, type, making, depth + 1)]];
    if (field.name === 'search') return [['search', making.draw.one(['ch', 'an el', 'Lönn', 'zz top', '10', ' '])]];
    const operators = getNullableType(field.type);
    if (!isInputObjectType(operators)) return [[field.name, making.draw.chance(50)]];
    return [[field.name, Object.fromEntries(making.draw.some(Object.values(operators.getFields()), 2)
      .map((each) => [each.name, operand(entity, field.name, each.type, making)]))]];
  }));
}

function argumentOf(entity: string, arg: GraphQLArgument, isBackwards: boolean, making: Making): string | undefined {
  const { draw } = making;
  if (arg.name === 'first') return isBackwards ? undefined : given('first', draw.upTo(PAGE_MOST) + (draw.chance(90) ? 1 : 0), arg.type, making);
  if (arg.name === 'last') return isBackwards ? given('last', 1 + draw.upTo(PAGE_MOST), arg.type, making) : undefined;
  if (arg.name === 'after' || arg.name === 'before') return undefined;
  const type = getNullableType(arg.type);
  if (arg.name === 'filter') return draw.chance(40) ? given('filter', filterOf(entity, arg.type, making), arg.type, making) : undefined;
  if (isEnumType(type) && arg.name === 'orderBy') return draw.chance(50) ? given('orderBy', draw.one(type.getValues()).name, arg.type, making) : undefined;
  const isNeeded = type !== arg.type;
  if (!isNeeded && draw.chance(60)) return undefined;
  if (isInputObjectType(getNamedType(arg.type))) return undefined;
  if (isScalarType(type) && type.name === 'ID') {
    const ids = making.values.get(`id:${arg.name.replace(/Id$/, '').replace(/^./, (letter) => letter.toUpperCase())}`);
    return ids?.length ? given(arg.name, draw.one(ids), arg.type, making) : undefined;
  }
  return arg.name === 'knownAt' ? undefined : given(arg.name, operand('', arg.name, arg.type, making), arg.type, making);
}

function fieldOf(field: GraphQLField<unknown, unknown>, depth: number, making: Making): string | undefined {
  const { draw } = making;
  const target = getNamedType(field.type);
  const isLeaf = !isObjectType(target) && !isInterfaceType(target);
  if (!isLeaf && (depth >= DEPTH_MOST || making.left <= 0)) return undefined;
  making.left -= 1;
  const entity = target.name.replace(/Connection$/, '');
  const isBackwards = field.args.some(({ name }) => name === 'last') && draw.chance(20);
  const args = field.args.map((arg) => argumentOf(entity, arg, isBackwards, making)).filter((arg) => arg !== undefined);
  if (field.args.some((arg) => String(arg.type).endsWith('!') && !args.some((text) => text.startsWith(`${arg.name}:`)))) return undefined;
  const inner = isLeaf ? '' : isInterfaceType(target) ? ' { __typename id }' : selectionOf(target, depth + 1, making);
  if (inner === undefined) return undefined;
  // One key, one set of arguments: fields with arguments always have an alias of their own.
  const alias = field.args.length > 0 || draw.chance(8) ? `${field.name}_${(making.aliases += 1)}: ` : '';
  return `${alias}${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${directive(making)}${inner}`;
}

function directive(making: Making): string {
  const { draw } = making;
  if (!draw.chance(6)) return '';
  const name = draw.one(['include', 'skip']);
  return ` @${name}(${given('if', draw.chance(50), new GraphQLNonNull(GraphQLBoolean), making)})`;
}

/** A selection set; undefined where nothing in it may be asked. */
function selectionOf(type: GraphQLObjectType, depth: number, making: Making): string | undefined {
  const { draw } = making;
  const fields = Object.values(type.getFields()).filter((field) => mayAsk(field, making));
  const asked = draw.some(fields, depth < 2 ? 9 : 6).map((field) => fieldOf(field, depth, making)).filter((field) => field !== undefined);
  if (draw.chance(15)) asked.push('__typename');
  if (asked.length === 0) return undefined;
  if (draw.chance(15)) return ` { ... on ${type.name} { ${asked.join(' ')} } __typename }`;
  if (draw.chance(15)) {
    const name = `F${making.fragments.length}`;
    making.fragments.push(`fragment ${name} on ${type.name} { ${asked.join(' ')} }`);
    return ` { ...${name}${draw.chance(30) ? ` ...${name} ${asked[0] ?? ''}` : ''} }`;
  }
  return ` { ${asked.join(' ')} }`;
}

/** A record by its id, with the fields of its type. */
function nodeOf(making: Making): string | undefined {
  const { draw, schema, values } = making;
  const [key, ids] = draw.one([...values.entries()].filter(([each, found]) => each.startsWith('id:') && found.length > 0));
  const type = schema.getType(key.slice(3));
  if (!isObjectType(type)) return undefined;
  const inner = selectionOf(type, 1, making);
  if (inner === undefined) return undefined;
  const idType = schema.getQueryType()?.getFields().node?.args[0]?.type as GraphQLInputType;
  if (draw.chance(70)) return `node_${(making.aliases += 1)}: node(${given('id', draw.one(ids), idType, making)}) { __typename ... on ${type.name}${inner} }`;
  const listType = schema.getQueryType()?.getFields().nodes?.args[0]?.type as GraphQLInputType;
  return `nodes_${(making.aliases += 1)}: nodes(${given('ids', draw.some(ids, 3), listType, making)}) { id ... on ${type.name}${inner} }`;
}

/** A question of `explore` alone: it is answered on connections of its own. */
function exploreDocument(making: Making): RandomDocument | undefined {
  const question = randomQuestion(making.draw, making.may);
  const field = making.schema.getQueryType()?.getFields().explore;
  if (!question || !field) return undefined;
  const args = field.args.flatMap(({ name, type }) => {
    const value: unknown = question[name as keyof typeof question];
    return value === undefined ? [] : [given(name, value, type, making)];
  });
  const declared = making.declared.length > 0 ? `(${making.declared.join(', ')})` : '';
  return {
    query: `query Drawn${declared} { explore(${args.join(', ')}) { columns { key label kind isMeasure bucket currencyCode enumName recordType } rows rowCount isTruncated elapsedMs } }`,
    variables: making.variables,
  };
}

/** The document of a seed. */
export function randomDocument(seed: number, schema: GraphQLSchema, may: (permission: string) => boolean, values: Values): RandomDocument {
  const making: Making = { schema, may, values, draw: drawing(seed), variables: {}, declared: [], fragments: [], left: 40, aliases: 0 };
  const explored = making.draw.chance(8) ? exploreDocument(making) : undefined;
  if (explored) return explored;
  const query = schema.getQueryType();
  if (!query) throw new Error('no queries');
  const roots = Object.values(query.getFields()).filter((field) => !isRule(field.name) && mayAsk(field, making));
  const asked: string[] = [];
  for (let attempt = 0; asked.length === 0 && attempt < 50; attempt += 1) {
    for (const field of making.draw.some(roots, 2)) {
      const text = making.draw.chance(30) ? nodeOf(making) : fieldOf(field, 0, making);
      if (text !== undefined) asked.push(text);
    }
  }
  // What was asked for within something that may not be asked is not used.
  const fragments = new Set<string>();
  const use = (text: string): void => {
    for (const [, name = ''] of text.matchAll(/\.\.\.(F\d+)/g)) {
      const fragment = making.fragments.find((each) => each.startsWith(`fragment ${name} `));
      if (fragment && !fragments.has(fragment)) {
        fragments.add(fragment);
        use(fragment);
      }
    }
  };
  use(asked.join(' '));
  const text = [...asked, '}', ...fragments].join(' ');
  const declared = making.declared.filter((each) => new RegExp(`\\${each.split(':', 1)[0] ?? ''}\\b`).test(text));
  const variables = Object.fromEntries(Object.entries(making.variables).filter(([name]) => declared.some((each) => each.startsWith(`$${name}:`))));
  return { query: `query Drawn${declared.length > 0 ? `(${declared.join(', ')})` : ''} { ${text}`, variables };
}
