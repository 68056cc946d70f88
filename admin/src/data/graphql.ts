import { initGraphQLTada, type TadaDocumentNode } from 'gql.tada';
import type { Operations } from '../generated/operations.d.ts';

/**
 * A document with its types, which `pnpm generate` reads from schema.graphql. A text that is no known operation means that they
 * are to be generated anew, or that the schema does not know it: that command says which.
 */
// The types are those of the documents; at run time this parses.
export const graphql = initGraphQLTada() as unknown as <const Text extends keyof Operations>(text: Text) => Operations[Text];

/** The record that a `one` document reads: `RecordOf<ResultOf<typeof one>>`. */
export type RecordOf<Result> = Result extends { node: infer Node } ? Extract<Node, { id: string }> : never;

export type { ResultOf, VariablesOf } from 'gql.tada';
export type { TadaDocumentNode };
