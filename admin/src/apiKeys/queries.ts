import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query ApiKeyList($first: Int, $after: String, $filter: ApiKeyFilter, $orderBy: ApiKeyOrderBy) {
    apiKeys(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id name prefix role scopes isGood createdAt expiresAt revokedAt lastUsedAt createdBy { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const one = graphql(`
  query ApiKey($id: ID!) {
    node(id: $id) {
      ... on ApiKey {
        id name prefix role scopes isGood createdAt expiresAt revokedAt lastUsedAt
        createdBy { id name }
        actions { name allowed reason }
      }
    }
  }
`);

const many = graphql(`
  query ApiKeysById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on ApiKey { id name } }
  }
`);

export const createApiKeyMutation = graphql(`
  mutation CreateApiKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) {
      __typename
      ... on CreateApiKeyPayload { key apiKey { id name } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const revokeApiKeyMutation = graphql(`
  mutation RevokeApiKey($input: RevokeApiKeyInput!) {
    revokeApiKey(input: $input) {
      __typename
      ... on RevokeApiKeyPayload { apiKey { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const rolesQuery = graphql(`
  query Roles {
    roles { role label permissions { name label } }
  }
`);

export type ApiKeyRow = ResultOf<typeof list>['apiKeys']['nodes'][number];
export type ApiKey = RecordOf<ResultOf<typeof one>>;

export const apiKeyQueries: Queries = { list, one, many };
