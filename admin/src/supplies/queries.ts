import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const costObjects = graphql(`
  query CostObjectList($first: Int, $after: String, $filter: CostObjectFilter, $orderBy: CostObjectOrderBy, $mayCostsRead: Boolean!) {
    costObjects(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id kind code name isActive lastIssuedOn createdAt
        cost @include(if: $mayCostsRead) { amount currencyCode }
        customer { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const costObjectTotals = graphql(`
  query CostObjectTotals($filter: CostObjectFilter, $mayCostsRead: Boolean!) {
    costObjects(first: 1, filter: $filter) { totals { cost @include(if: $mayCostsRead) { amount currencyCode } } }
  }
`);
const costObject = graphql(`
  query CostObject($id: ID!, $mayCostsRead: Boolean!) {
    node(id: $id) {
      ... on CostObject {
        id version kind code name note isActive lastIssuedOn createdAt
        cost @include(if: $mayCostsRead) { amount currencyCode }
        customer { id name }
        actions { name allowed reason }
      }
    }
  }
`);
const costObjectsById = graphql(`
  query CostObjectsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on CostObject { id code name } }
  }
`);
const createCostObject = graphql(`
  mutation CreateCostObject($input: CreateCostObjectInput!) {
    createCostObject(input: $input) {
      __typename
      ... on CreateCostObjectPayload { costObject { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const updateCostObject = graphql(`
  mutation UpdateCostObject($input: UpdateCostObjectInput!) {
    updateCostObject(input: $input) {
      __typename
      ... on UpdateCostObjectPayload { costObject { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export type CostObjectRow = ResultOf<typeof costObjects>['costObjects']['nodes'][number];
export type CostObject = RecordOf<ResultOf<typeof costObject>>;
export const costObjectQueries: Queries = {
  list: costObjects, totals: costObjectTotals, one: costObject, many: costObjectsById, create: createCostObject, update: updateCostObject, inputId: 'costObjectId',
  input: ['kind', 'code', 'name', 'customerId', 'note', 'isActive'],
  toForm: ({ customer }: CostObject) => ({ customerId: customer?.id ?? '' }),
};

const issues = graphql(`
  query SupplyIssueList($first: Int, $after: String, $filter: SupplyIssueFilter, $orderBy: SupplyIssueOrderBy, $mayCostsRead: Boolean!) {
    supplyIssues(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number kind issuedOn person note isReturned recordedAt
        value @include(if: $mayCostsRead) { amount currencyCode }
        returned @include(if: $mayCostsRead) { amount currencyCode }
        costObject { id name }
        warehouse { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const issueTotals = graphql(`
  query SupplyIssueTotals($filter: SupplyIssueFilter, $mayCostsRead: Boolean!) {
    supplyIssues(first: 1, filter: $filter) {
      totals { value @include(if: $mayCostsRead) { amount currencyCode } returned @include(if: $mayCostsRead) { amount currencyCode } }
    }
  }
`);
const issue = graphql(`
  query SupplyIssue($id: ID!, $mayCostsRead: Boolean!) {
    node(id: $id) {
      ... on SupplyIssue {
        id number kind issuedOn person note isReturned recordedAt
        value @include(if: $mayCostsRead) { amount currencyCode }
        returned @include(if: $mayCostsRead) { amount currencyCode }
        costObject { id name }
        warehouse { id name }
        returnsIssue { id number }
        lines {
          id no quantity entered note returned returnable
          value @include(if: $mayCostsRead) { amount currencyCode }
          product { id sku name unit { id code } }
          unit { id code }
        }
        actions { name allowed reason }
      }
    }
  }
`);
const issuesById = graphql(`
  query SupplyIssuesById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on SupplyIssue { id number } }
  }
`);
export const issueSupplies = graphql(`
  mutation IssueSupplies($input: IssueSuppliesInput!) {
    issueSupplies(input: $input) {
      __typename
      ... on IssueSuppliesPayload { issue { id number } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export type IssueRow = ResultOf<typeof issues>['supplyIssues']['nodes'][number];
export type Issue = RecordOf<ResultOf<typeof issue>>;
export const issueQueries: Queries = {
  list: issues, totals: issueTotals, one: issue, many: issuesById, create: issueSupplies,
  createInput: ['costObjectId', 'warehouseId', 'issuedOn', 'person', 'note', 'lines'], input: [],
};
