import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const billingList = graphql(`
  query ContractBillingList($first: Int, $after: String, $filter: ContractBillingFilter, $orderBy: ContractBillingOrderBy, $mayInvoicesRead: Boolean!) {
    contractBillings(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id kind periodFrom periodTo billedOn net { amount currencyCode } contract { id number name } customer { id name } invoice @include(if: $mayInvoicesRead) { id number } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const billingTotals = graphql(`
  query ContractBillingTotals($filter: ContractBillingFilter) { contractBillings(first: 1, filter: $filter) { totals { net { amount currencyCode } } } }
`);
const billingOne = graphql(`
  query ContractBilling($id: ID!) { node(id: $id) { ... on ContractBilling { id periodFrom } } }
`);
const billingMany = graphql(`
  query ContractBillingsById($ids: [ID!]!) { nodes(ids: $ids) { ... on ContractBilling { id periodFrom } } }
`);
const deferralList = graphql(`
  query DeferralList($first: Int, $after: String, $filter: DeferralFilter, $orderBy: DeferralOrderBy) {
    deferrals(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id month isReleased amount { amount currencyCode } companyAmount { amount currencyCode } customer { id name } invoice { id number } account { id code name } release { id number } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const deferralTotals = graphql(`
  query DeferralTotals($filter: DeferralFilter) { deferrals(first: 1, filter: $filter) { totals { amount { amount currencyCode } } } }
`);
const deferralOne = graphql(`
  query Deferral($id: ID!) { node(id: $id) { ... on Deferral { id month } } }
`);
const deferralMany = graphql(`
  query DeferralsById($ids: [ID!]!) { nodes(ids: $ids) { ... on Deferral { id month } } }
`);
const releaseList = graphql(`
  query DeferralReleaseList($first: Int, $after: String, $filter: DeferralReleaseFilter, $orderBy: DeferralReleaseOrderBy) {
    deferralReleases(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number month effectiveOn reversedOn amount { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const releaseTotals = graphql(`
  query DeferralReleaseTotals($filter: DeferralReleaseFilter) { deferralReleases(first: 1, filter: $filter) { totals { amount { amount currencyCode } } } }
`);
const releaseOne = graphql(`
  query DeferralRelease($id: ID!) {
    node(id: $id) {
      ... on DeferralRelease {
        id number month effectiveOn reversedOn reversalReason amount { amount currencyCode } entry { id }
        deferrals { id amount { amount currencyCode } companyAmount { amount currencyCode } customer { id name } invoice { id number } account { id code name } }
        actions { name allowed reason }
      }
    }
  }
`);
const releaseMany = graphql(`
  query DeferralReleasesById($ids: [ID!]!) { nodes(ids: $ids) { ... on DeferralRelease { id number } } }
`);
export const releaseDeferrals = graphql(`
  mutation ReleaseDeferrals($input: ReleaseDeferralsInput!) {
    releaseDeferrals(input: $input) { __typename ... on ReleaseDeferralsPayload { release { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const reverseDeferralRelease = graphql(`
  mutation ReverseDeferralRelease($input: ReverseDeferralReleaseInput!) {
    reverseDeferralRelease(input: $input) { __typename ... on ReverseDeferralReleasePayload { release { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export type ContractBillingRow = ResultOf<typeof billingList>['contractBillings']['nodes'][number];
export type DeferralRow = ResultOf<typeof deferralList>['deferrals']['nodes'][number];
export type ReleaseRow = ResultOf<typeof releaseList>['deferralReleases']['nodes'][number];
export type Release = RecordOf<ResultOf<typeof releaseOne>>;
export const contractBillingQueries: Queries = { list: billingList, totals: billingTotals, one: billingOne, many: billingMany };
export const deferralQueries: Queries = { list: deferralList, totals: deferralTotals, one: deferralOne, many: deferralMany };
export const deferralReleaseQueries: Queries = { list: releaseList, totals: releaseTotals, one: releaseOne, many: releaseMany };
