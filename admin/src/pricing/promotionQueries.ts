import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query PromotionList($first: Int, $after: String, $filter: PromotionFilter, $orderBy: PromotionOrderBy) {
    promotions(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id name kind rate amount { amount currencyCode } isCurrent isActive validFrom validTo position needsCoupon isExclusive redeemed redemptionsMax given { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const one = graphql(`
  query Promotion($id: ID!, $mayPromotionsManage: Boolean!, $mayCreditRead: Boolean!) {
    node(id: $id) {
      ... on Promotion {
        id version name description kind rate buyQuantity getQuantity validFrom validTo minQuantity channels firstOrderOnly needsCoupon position isExclusive isMarginExempt redemptionsMax perCustomerMax
        isActive isCurrent redeemed couponCount
        amount { amount currencyCode } minAmount { amount currencyCode } given { amount currencyCode }
        productIds productNames categoryIds categoryNames getProductIds getProductNames groupIds groupNames
        customerIds @include(if: $mayPromotionsManage) customerNames @include(if: $mayPromotionsManage)
        waitingChanges @include(if: $mayCreditRead) { id field before after reason askedByName expiresOn }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query PromotionsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Promotion { id name isActive } }
  }
`);
const create = graphql(`
  mutation CreatePromotion($input: CreatePromotionInput!) {
    createPromotion(input: $input) {
      __typename
      ... on CreatePromotionPayload { promotion { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const update = graphql(`
  mutation UpdatePromotion($input: UpdatePromotionInput!) {
    updatePromotion(input: $input) {
      __typename
      ... on UpdatePromotionPayload { promotion { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export const createCoupon = graphql(`
  mutation CreateCoupon($input: CreateCouponInput!) {
    createCoupon(input: $input) {
      __typename
      ... on CreateCouponPayload { coupon { id code } change { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const generateCoupons = graphql(`
  mutation GenerateCoupons($input: GenerateCouponsInput!) {
    generateCoupons(input: $input) {
      __typename
      ... on GenerateCouponsPayload { count change { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export type PromotionRow = ResultOf<typeof list>['promotions']['nodes'][number];
export type Promotion = RecordOf<ResultOf<typeof one>>;
export const promotionQueries: Queries = {
  list, one, many, create, update, inputId: 'promotionId', createInput: ['kind'],
  input: [
    'name', 'description', 'rate', 'amount', 'buyQuantity', 'getQuantity', 'getProductIds', 'validFrom', 'validTo', 'minQuantity', 'minAmount', 'productIds', 'categoryIds', 'customerIds', 'groupIds',
    'channels', 'firstOrderOnly', 'needsCoupon', 'position', 'isExclusive', 'isMarginExempt', 'redemptionsMax', 'perCustomerMax', 'isActive', 'reason',
  ],
};
