import type { Sql } from 'sql-template-tag';
import { isObjectType, getNamedType, type FieldNode, type GraphQLObjectType, type SelectionSetNode } from 'graphql';
import type { Asker } from '../shared/connection.ts';
import { collect, NotCompiled, type Documented } from './collect.ts';
import type { Fill } from './fill.ts';
import { literal, objectText } from './text.ts';

/** What a compilation keeps: the document, who asks, and the places to be filled. */
export interface Compiling extends Documented {
  /** With slots for what differs between persons of the same rights. */
  asker: Asker;
  fills: Fill[];
  /** Runs on the analysts' connections. */
  isAnalysts?: boolean;
  /** A fresh alias; names no other SQL has. */
  alias(): string;
}

/** Fields with the same response key: one field of the answer. */
export type Nodes = [FieldNode, ...FieldNode[]];
/** Whatever asks for fields: a field, or the operation. */
export type Selecting = { selectionSet?: SelectionSetNode | undefined };

/** An object as JSON, of whose fields `each` gives one. Never null. */
export function objectSql(type: GraphQLObjectType, nodes: readonly Selecting[], compiling: Compiling, each: (name: string, nodes: Nodes) => Sql): Sql {
  const fields = collect(type, nodes.map((node) => node.selectionSet), compiling);
  return objectText([...fields].map(([key, asked]) => {
    const [first, ...more] = asked;
    if (!first) throw new NotCompiled('nothing');
    const name = first.name.value;
    return [key, name === '__typename' ? literal(`"${type.name}"`) : each(name, [first, ...more])];
  }));
}

/** The object type that a field of a type gives. */
export function typeOf(parent: GraphQLObjectType, name: string): GraphQLObjectType {
  const type = getNamedType(parent.getFields()[name]?.type);
  if (!type || !isObjectType(type)) throw new NotCompiled(`${parent.name}.${name}`);
  return type;
}
