import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';
import { idOf } from './queries.ts';

const rules = graphql(`
  query StatementRuleList($first: Int, $after: String, $filter: StatementRuleFilter, $orderBy: StatementRuleOrderBy, $mayAccountsRead: Boolean!) {
    statementRules(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id name contains isIn isAutomatic isActive account @include(if: $mayAccountsRead) { id code name } collectionAccount { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const rule = graphql(`
  query StatementRule($id: ID!, $mayAccountsRead: Boolean!) {
    node(id: $id) { ... on StatementRule { id version name contains isIn isAutomatic isActive account @include(if: $mayAccountsRead) { id code name } collectionAccount { id name } } }
  }
`);
const rulesById = graphql(`
  query StatementRulesById($ids: [ID!]!) { nodes(ids: $ids) { ... on StatementRule { id name } } }
`);
const saveRule = graphql(`
  mutation SaveStatementRule($input: SaveStatementRuleInput!) {
    saveStatementRule(input: $input) {
      __typename
      ... on SaveStatementRulePayload { statementRule { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
const createRule = graphql(`
  mutation CreateStatementRule($input: SaveStatementRuleInput!) {
    saveStatementRule(input: $input) {
      __typename
      ... on SaveStatementRulePayload { statementRule { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export type RuleRow = ResultOf<typeof rules>['statementRules']['nodes'][number];
export const ruleQueries: Queries = {
  list: rules, one: rule, many: rulesById, create: createRule, update: saveRule, inputId: 'statementRuleId', input: ['name', 'contains', 'isIn', 'accountId', 'collectionAccountId', 'isAutomatic', 'isActive'],
  toForm: (record) => ({ ...record, accountId: idOf(record['account']), collectionAccountId: idOf(record['collectionAccount']) }),
};

const aliases = graphql(`
  query PayerAliasList($first: Int, $after: String, $filter: PayerAliasFilter, $orderBy: PayerAliasOrderBy, $mayPayablesRead: Boolean!) {
    payerAliases(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id kind value times lastOn customer { id name } supplier @include(if: $mayPayablesRead) { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const alias = graphql(`
  query PayerAlias($id: ID!) { node(id: $id) { ... on PayerAlias { id value } } }
`);
const aliasesById = graphql(`
  query PayerAliasesById($ids: [ID!]!) { nodes(ids: $ids) { ... on PayerAlias { id value } } }
`);
export type AliasRow = ResultOf<typeof aliases>['payerAliases']['nodes'][number];
export const aliasQueries: Queries = { list: aliases, one: alias, many: aliasesById };
