// Types whose fields have resolvers of their own, in the compiled lane: their values are made and printed without an executor.
import { isLeafType, isListType, isNonNullType, isObjectType, type GraphQLObjectType, type GraphQLOutputType } from 'graphql';
import type { RequestContext } from '../shared/request.ts';
import { collect, NotCompiled } from './collect.ts';
import type { Compiling, Selecting } from './compiling.ts';
import { BrokenPromise } from './fill.ts';

type Printer = (value: unknown, ctx: RequestContext) => string;

function printer(type: GraphQLOutputType, nodes: readonly Selecting[], compiling: Compiling): Printer {
  if (isNonNullType(type)) {
    const print = printer(type.ofType, nodes, compiling);
    return (value, ctx) => {
      if (value === null || value === undefined) throw new BrokenPromise();
      return print(value, ctx);
    };
  }
  const print = presentPrinter(type, nodes, compiling);
  return (value, ctx) => (value === null || value === undefined ? 'null' : print(value, ctx));
}

function presentPrinter(type: GraphQLOutputType, nodes: readonly Selecting[], compiling: Compiling): Printer {
  if (isLeafType(type)) return (value) => JSON.stringify(type.serialize(value));
  if (isListType(type)) {
    const print = printer(type.ofType, nodes, compiling);
    return (value, ctx) => `[${(value as unknown[]).map((each) => print(each, ctx)).join()}]`;
  }
  if (isObjectType(type)) return resolvedPrinter(type, nodes, compiling);
  throw new NotCompiled(String(type));
}

/** Prints values of an object type with the fields asked of it, by its resolvers: they answer at once, from the value and the context. */
export function resolvedPrinter(type: GraphQLObjectType, nodes: readonly Selecting[], compiling: Compiling): Printer {
  const fields = [...collect(type, nodes.map((node) => node.selectionSet), compiling)].map(([key, asked]): [string, Printer] => {
    const name = asked[0]?.name.value ?? '';
    if (name === '__typename') return [key, () => JSON.stringify(type.name)];
    const field = type.getFields()[name];
    if (!field || field.args.length > 0) throw new NotCompiled(`${type.name}.${name}`);
    const print = printer(field.type, asked, compiling);
    const read = (value: unknown, ctx: RequestContext): unknown => (field.resolve
      // What is resolved so looks at the value and the context alone.
      ? field.resolve(value, {}, ctx, undefined as never)
      : (value as Record<string, unknown>)[name]);
    return [key, (value, ctx) => {
      const found = read(value, ctx);
      if (found instanceof Promise) throw new Error(`${type.name}.${name} is not resolved at once`);
      return print(found, ctx);
    }];
  });
  return (value, ctx) => `{${fields.map(([key, print]) => `"${key}":${print(value, ctx)}`).join()}}`;
}
