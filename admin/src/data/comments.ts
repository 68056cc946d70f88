import { request } from './client.ts';
import { graphql } from './graphql.ts';
import type { ResultOf } from './graphql.ts';
import type { Question } from './questions.ts';

const commentsQuery = graphql(`
  query Comments($first: Int, $after: String, $subject: ID!) {
    comments(first: $first, after: $after, filter: { subject: { is: $subject } }) {
      nodes {
        id text authorName authorKind createdAt editedAt version isMine
        revisions { no text byName at }
        actions { name allowed reason }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export type Comment = ResultOf<typeof commentsQuery>['comments']['nodes'][number];
type Page = ResultOf<typeof commentsQuery>['comments'];
const FIRST = 25;

export const fetchComments = async (subject: string, after: string | undefined, signal: AbortSignal): Promise<Page> =>
  (await request(commentsQuery, { subject, first: FIRST, after: after ?? null }, { signal })).comments;

/** The newest of what was said of a record, as the list that grows page by page keeps it. */
export const commentsQuestion = (subject: string): Question => ({
  key: ['comments', subject],
  document: commentsQuery,
  variables: { subject, first: FIRST, after: null },
  read: (data) => ({ pages: [(data as { comments: Page }).comments], pageParams: [undefined] }),
});

export const addCommentMutation = graphql(`
  mutation AddComment($input: AddCommentInput!) {
    addComment(input: $input) {
      __typename
      ... on AddCommentPayload { comment { id mentions { name isTold } } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const editCommentMutation = graphql(`
  mutation EditComment($input: EditCommentInput!) {
    editComment(input: $input) {
      __typename
      ... on EditCommentPayload { comment { id mentions { name isTold } } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);

export const retractCommentMutation = graphql(`
  mutation RetractComment($input: RetractCommentInput!) {
    retractComment(input: $input) {
      __typename
      ... on RetractCommentPayload { comment { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const colleaguesQuery = graphql(`
  query Colleagues($filter: ColleagueFilter) {
    colleagues(first: 8, filter: $filter) { nodes { id name } }
  }
`);
