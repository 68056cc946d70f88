import { initGraphQLTada } from 'gql.tada';
import type { introspection } from '../graphql-env.d.ts';

/** Typed documents: results and variables are read from schema.graphql at compile time. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: { ID: string; Decimal: string; Day: string; DateTime: string; CurrencyCode: string; JSON: unknown };
}>();

/** The record that a `one` document reads: `RecordOf<ResultOf<typeof one>>`. */
export type RecordOf<Result> = Result extends { node: infer Node } ? Extract<Node, { id: string }> : never;

export type { ResultOf, VariablesOf, TadaDocumentNode } from 'gql.tada';
