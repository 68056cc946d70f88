import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query EarlyPaymentOfferList($first: Int, $after: String, $filter: EarlyPaymentOfferFilter, $orderBy: EarlyPaymentOfferOrderBy) {
    earlyPaymentOffers(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id name discountRate days includesFreight reducesTax startsOn endsOn isInForce group { id name } paymentTerm { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const one = graphql(`
  query EarlyPaymentOffer($id: ID!) {
    node(id: $id) {
      ... on EarlyPaymentOffer {
        id name discountRate days includesFreight reducesTax startsOn endsOn isInForce publishedByName endedByName createdAt version
        tolerance { amount currencyCode }
        group { id name }
        paymentTerm { id name }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query EarlyPaymentOffersById($ids: [ID!]!) { nodes(ids: $ids) { ... on EarlyPaymentOffer { id name } } }
`);
export const publishEarlyPaymentOffer = graphql(`
  mutation PublishEarlyPaymentOffer($input: PublishEarlyPaymentOfferInput!) {
    publishEarlyPaymentOffer(input: $input) {
      __typename
      ... on PublishEarlyPaymentOfferPayload { earlyPaymentOffer { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const endEarlyPaymentOffer = graphql(`
  mutation EndEarlyPaymentOffer($input: EndEarlyPaymentOfferInput!) {
    endEarlyPaymentOffer(input: $input) {
      __typename
      ... on EndEarlyPaymentOfferPayload { earlyPaymentOffer { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export type OfferRow = ResultOf<typeof list>['earlyPaymentOffers']['nodes'][number];
export type Offer = RecordOf<ResultOf<typeof one>>;
export const offerQueries: Queries = { list, one, many };

const discounts = graphql(`
  query EarlyDiscountList($first: Int, $after: String, $filter: EarlyDiscountFilter, $orderBy: EarlyDiscountOrderBy) {
    earlyDiscounts(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id kind paidOn effectiveOn refusal reason byName
        amount { amount currencyCode }
        net { amount currencyCode }
        tax { amount currencyCode }
        missing { amount currencyCode }
        invoice { id number }
        customer { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const discountTotals = graphql(`
  query EarlyDiscountTotals($filter: EarlyDiscountFilter) {
    earlyDiscounts(first: 1, filter: $filter) { totals { amount { amount currencyCode } net { amount currencyCode } tax { amount currencyCode } } }
  }
`);
const discount = graphql(`
  query EarlyDiscount($id: ID!) { node(id: $id) { ... on EarlyDiscount { id kind effectiveOn } } }
`);
const discountsById = graphql(`
  query EarlyDiscountsById($ids: [ID!]!) { nodes(ids: $ids) { ... on EarlyDiscount { id kind } } }
`);
export type DiscountRow = ResultOf<typeof discounts>['earlyDiscounts']['nodes'][number];
export const discountQueries: Queries = { list: discounts, totals: discountTotals, one: discount, many: discountsById };

export const earlyPaymentsQuery = graphql(`
  query EarlyPayments($from: Day!, $to: Day!) {
    earlyPayments(from: $from, to: $to) {
      rows {
        offer { id name }
        offered taken granted refused daysPulled annualCost
        offeredAmount { amount currencyCode }
        missing { amount currencyCode }
        revenue { amount currencyCode }
        tax { amount currencyCode }
        loss { amount currencyCode }
      }
      totals {
        offered taken granted refused daysPulled annualCost
        offeredAmount { amount currencyCode }
        missing { amount currencyCode }
        revenue { amount currencyCode }
        tax { amount currencyCode }
        loss { amount currencyCode }
      }
    }
  }
`);
export const grantEarlyDiscount = graphql(`
  mutation GrantEarlyDiscount($input: GrantEarlyDiscountInput!) {
    grantEarlyDiscount(input: $input) {
      __typename
      ... on GrantEarlyDiscountPayload { invoice { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const reverseEarlyDiscount = graphql(`
  mutation ReverseEarlyDiscount($input: ReverseEarlyDiscountInput!) {
    reverseEarlyDiscount(input: $input) {
      __typename
      ... on ReverseEarlyDiscountPayload { invoice { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
