import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query UserList($first: Int, $after: String, $filter: UserFilter, $orderBy: UserOrderBy) {
    users(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id name email role isActive isDemo lastSeenAt lockedUntil createdAt salesPerson { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const one = graphql(`
  query User($id: ID!) {
    node(id: $id) {
      ... on User {
        id version name email role isActive isDemo lastSeenAt lockedUntil createdAt
        salesPerson { id name }
        actions { name allowed reason }
      }
    }
  }
`);

const many = graphql(`
  query UsersById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on User { id name } }
  }
`);

const create = graphql(`
  mutation CreateUser($input: CreateUserInput!) {
    createUser(input: $input) {
      __typename
      ... on CreateUserPayload { user { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

const update = graphql(`
  mutation UpdateUser($input: UpdateUserInput!) {
    updateUser(input: $input) {
      __typename
      ... on UpdateUserPayload { user { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);

export const setPasswordMutation = graphql(`
  mutation SetPassword($input: SetPasswordInput!) {
    setPassword(input: $input) {
      __typename
      ... on SetPasswordPayload { user { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const sessionsQuery = graphql(`
  query SessionsOfUser($user: ID!) {
    sessions(first: 50, filter: { user: { is: $user } }, orderBy: LAST_SEEN_AT_DESC) {
      nodes { id isOpen createdAt lastSeenAt userAgent ipAddress revokedAt }
    }
  }
`);

export const revokeSessionMutation = graphql(`
  mutation RevokeSession($input: RevokeSessionInput!) {
    revokeSession(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const changePasswordMutation = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export type UserRow = ResultOf<typeof list>['users']['nodes'][number];
export type User = RecordOf<ResultOf<typeof one>>;
export type SessionRow = ResultOf<typeof sessionsQuery>['sessions']['nodes'][number];

export const userQueries: Queries = {
  list,
  one,
  many,
  create,
  update,
  inputId: 'userId',
  input: ['name', 'email', 'role', 'salesPersonId', 'isActive'],
  createInput: ['password'],
  toForm: ({ salesPerson }: User) => ({ salesPersonId: salesPerson?.id }),
};
