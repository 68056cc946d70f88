import { graphql } from './graphql.ts';
import type { ResultOf } from './graphql.ts';
import type { Question } from './questions.ts';

const savedViewsQuery = graphql(`
  query SavedViews($resource: String!) {
    savedViews(resource: $resource) { id name filter orderBy columns shared mine }
  }
`);

export const saveViewMutation = graphql(`
  mutation SaveView($input: SaveViewInput!) {
    saveView(input: $input) {
      __typename
      ... on SaveViewPayload { savedView { id name } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const deleteViewMutation = graphql(`
  mutation DeleteView($input: DeleteViewInput!) {
    deleteView(input: $input) {
      __typename
      ... on Refusal { code message }
    }
  }
`);

export type SavedView = ResultOf<typeof savedViewsQuery>['savedViews'][number];

export const savedViewsQuestion = (resource: string): Question => ({
  key: ['savedViews', resource],
  document: savedViewsQuery,
  variables: { resource },
  read: (data) => (data as { savedViews: SavedView[] }).savedViews,
  freshMs: 60_000,
});
