import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const accruals = graphql(`
  query CommissionAccrualList($first: Int, $after: String, $filter: CommissionAccrualFilter, $orderBy: CommissionAccrualOrderBy) {
    commissionAccruals(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id cause causeNumber effectiveOn causeOn isStated salesPerson { id name } order { id number } invoice { id number } base { amount currencyCode } amount { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const accrualTotals = graphql(`
  query CommissionAccrualTotals($filter: CommissionAccrualFilter) { commissionAccruals(first: 1, filter: $filter) { totals { base { amount currencyCode } amount { amount currencyCode } } } }
`);
const accrual = graphql(`
  query CommissionAccrual($id: ID!) { node(id: $id) { ... on CommissionAccrual { id causeNumber } } }
`);
const accrualsById = graphql(`
  query CommissionAccrualsById($ids: [ID!]!) { nodes(ids: $ids) { ... on CommissionAccrual { id causeNumber } } }
`);
export type AccrualRow = ResultOf<typeof accruals>['commissionAccruals']['nodes'][number];
export const accrualQueries: Queries = { list: accruals, totals: accrualTotals, one: accrual, many: accrualsById };

const statements = graphql(`
  query CommissionStatementList($first: Int, $after: String, $filter: CommissionStatementFilter, $orderBy: CommissionStatementOrderBy) {
    commissionStatements(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number status startsOn endsOn approvedByName salesPerson { id name }
        opening { amount currencyCode } accrued { amount currencyCode } clawedBack { amount currencyCode } paid { amount currencyCode } closing { amount currencyCode }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const statementTotals = graphql(`
  query CommissionStatementTotals($filter: CommissionStatementFilter) {
    commissionStatements(first: 1, filter: $filter) { totals { accrued { amount currencyCode } clawedBack { amount currencyCode } paid { amount currencyCode } } }
  }
`);
const statement = graphql(`
  query CommissionStatement($id: ID!) {
    node(id: $id) {
      ... on CommissionStatement {
        id version number status startsOn endsOn approvedByName approvedAt withdrawnAt withdrawnReason salesPerson { id name }
        opening { amount currencyCode } accrued { amount currencyCode } clawedBack { amount currencyCode } paid { amount currencyCode } closing { amount currencyCode } actions { name allowed reason }
      }
    }
  }
`);
const statementsById = graphql(`
  query CommissionStatementsById($ids: [ID!]!) { nodes(ids: $ids) { ... on CommissionStatement { id number } } }
`);
export type StatementRow = ResultOf<typeof statements>['commissionStatements']['nodes'][number];
export type Statement = RecordOf<ResultOf<typeof statement>>;
export const statementQueries: Queries = { list: statements, totals: statementTotals, one: statement, many: statementsById };

const lines = graphql(`
  query CommissionStatementLineList($first: Int, $after: String, $filter: CommissionStatementLineFilter, $orderBy: CommissionStatementLineOrderBy) {
    commissionStatementLines(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id no effectiveOn isReverse amount { amount currencyCode } accrual { id causeNumber cause order { id number } invoice { id number } base { amount currencyCode } } payout { id number } statement { id number } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const lineTotals = graphql(`
  query CommissionStatementLineTotals($filter: CommissionStatementLineFilter) { commissionStatementLines(first: 1, filter: $filter) { totals { amount { amount currencyCode } } } }
`);
const line = graphql(`
  query CommissionStatementLine($id: ID!) { node(id: $id) { ... on CommissionStatementLine { id no } } }
`);
const linesById = graphql(`
  query CommissionStatementLinesById($ids: [ID!]!) { nodes(ids: $ids) { ... on CommissionStatementLine { id no } } }
`);
export type LineRow = ResultOf<typeof lines>['commissionStatementLines']['nodes'][number];
export const lineQueries: Queries = { list: lines, totals: lineTotals, one: line, many: linesById };

const payouts = graphql(`
  query CommissionPayoutList($first: Int, $after: String, $filter: CommissionPayoutFilter, $orderBy: CommissionPayoutOrderBy) {
    commissionPayouts(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number status paidOn memo requestedByName decidedByName salesPerson { id name } amount { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const payoutTotals = graphql(`
  query CommissionPayoutTotals($filter: CommissionPayoutFilter) { commissionPayouts(first: 1, filter: $filter) { totals { amount { amount currencyCode } } } }
`);
const payout = graphql(`
  query CommissionPayout($id: ID!, $mayAccountsRead: Boolean!) {
    node(id: $id) {
      ... on CommissionPayout {
        id version number status paidOn memo requestedByName requestedAt decidedByName decidedAt reason reversedOn salesPerson { id name } account @include(if: $mayAccountsRead) { id code name } amount { amount currencyCode } actions { name allowed reason }
      }
    }
  }
`);
const payoutsById = graphql(`
  query CommissionPayoutsById($ids: [ID!]!) { nodes(ids: $ids) { ... on CommissionPayout { id number } } }
`);
export type PayoutRow = ResultOf<typeof payouts>['commissionPayouts']['nodes'][number];
export type Payout = RecordOf<ResultOf<typeof payout>>;
export const payoutQueries: Queries = { list: payouts, totals: payoutTotals, one: payout, many: payoutsById };

export const withdrawStatement = graphql(`
  mutation WithdrawCommissionStatement($input: WithdrawCommissionStatementInput!) {
    withdrawCommissionStatement(input: $input) { __typename ... on WithdrawCommissionStatementPayload { commissionStatement { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const postPayout = graphql(`
  mutation PostCommissionPayout($input: PostCommissionPayoutInput!) {
    postCommissionPayout(input: $input) { __typename ... on PostCommissionPayoutPayload { commissionPayout { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const declinePayout = graphql(`
  mutation DeclineCommissionPayout($input: DeclineCommissionPayoutInput!) {
    declineCommissionPayout(input: $input) { __typename ... on DeclineCommissionPayoutPayload { commissionPayout { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const reversePayout = graphql(`
  mutation ReverseCommissionPayout($input: ReverseCommissionPayoutInput!) {
    reverseCommissionPayout(input: $input) { __typename ... on ReverseCommissionPayoutPayload { commissionPayout { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
