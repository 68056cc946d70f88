import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query ApprovalList($first: Int, $after: String, $filter: ApprovalFilter, $orderBy: ApprovalOrderBy) {
    approvals(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id kind status subject subjectLabel facts reason requestedAt age deciders requestedByName decidedAt decidedByName
        amount { amount currencyCode }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const totals = graphql(`
  query ApprovalTotals($filter: ApprovalFilter) {
    approvals(first: 1, filter: $filter) { totals { amount { amount currencyCode } } }
  }
`);

const one = graphql(`
  query Approval($id: ID!) {
    node(id: $id) {
      ... on Approval {
        id kind status subject subjectLabel facts reason requestedAt age deciders requestedByName decidedAt decidedByName decisionReason
        amount { amount currencyCode }
        actions { name allowed reason }
      }
    }
  }
`);

const many = graphql(`
  query ApprovalsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Approval { id kind subjectLabel facts } }
  }
`);

export const decideApprovalMutation = graphql(`
  mutation DecideApproval($input: DecideApprovalInput!) {
    decideApproval(input: $input) {
      __typename
      ... on DecideApprovalPayload { approval { id status } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export type ApprovalRow = ResultOf<typeof list>['approvals']['nodes'][number];
export type Approval = RecordOf<ResultOf<typeof one>>;

export const approvalQueries: Queries = { list, totals, one, many };
