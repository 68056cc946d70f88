import { useQuery } from '@tanstack/react-query';
import type { DocumentNode } from 'graphql';
import { operationName, request } from './client.ts';
import type { TadaDocumentNode } from './graphql.ts';
import type { Question } from './questions.ts';
import type { Values } from './resource.ts';

const keyOf = (document: DocumentNode, variables: unknown) => ['ask', operationName(document), variables] as const;

/** The same query asked beside another one: `useAsk` then finds its answer. */
export const asking = <Result, Variables extends Values>(document: TadaDocumentNode<Result, Variables>, variables: Variables): Question => ({
  key: keyOf(document, variables),
  document,
  variables,
  read: (data) => data,
});

/** A typed query for reports and tiles: `const { data, error, refetch } = useAsk(ageingQuery, { asOf })`; asked while `enabled`. */
export function useAsk<Result, Variables>(document: TadaDocumentNode<Result, Variables>, variables: Variables, enabled = true) {
  return useQuery({
    queryKey: keyOf(document, variables),
    queryFn: ({ signal }) => request(document, variables, { signal }),
    placeholderData: (previous) => previous,
    enabled,
  });
}
