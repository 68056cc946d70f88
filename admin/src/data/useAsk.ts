import { useQuery } from '@tanstack/react-query';
import { operationName, request } from './client.ts';
import type { TadaDocumentNode } from './graphql.ts';

/** A typed query for reports and tiles: `const { data, error, refetch } = useAsk(ageingQuery, { asOf })`. */
export function useAsk<Result, Variables>(document: TadaDocumentNode<Result, Variables>, variables: Variables) {
  return useQuery({
    queryKey: ['ask', operationName(document), variables],
    queryFn: ({ signal }) => request(document, variables, { signal }),
    placeholderData: (previous) => previous,
  });
}
