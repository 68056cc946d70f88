import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query PriceListList($first: Int, $after: String, $filter: PriceListFilter, $orderBy: PriceListOrderBy) {
    priceLists(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id name isCurrent isActive validFrom validTo taxIncluded adjustRate priceCount assignmentCount baseList { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const one = graphql(`
  query PriceList($id: ID!, $mayCreditRead: Boolean!) {
    node(id: $id) {
      ... on PriceList {
        id version name description currencyCode isCurrent isActive validFrom validTo taxIncluded adjustRate roundStep roundEnding priceCount assignmentCount baseList { id name }
        waitingChanges @include(if: $mayCreditRead) { id field before after reason askedByName expiresOn }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query PriceListsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on PriceList { id name isActive } }
  }
`);
const create = graphql(`
  mutation CreatePriceList($input: CreatePriceListInput!) {
    createPriceList(input: $input) {
      __typename
      ... on CreatePriceListPayload { priceList { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const update = graphql(`
  mutation UpdatePriceList($input: UpdatePriceListInput!) {
    updatePriceList(input: $input) {
      __typename
      ... on UpdatePriceListPayload { priceList { id } change { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export type PriceListRow = ResultOf<typeof list>['priceLists']['nodes'][number];
export type PriceList = RecordOf<ResultOf<typeof one>>;
export const priceListQueries: Queries = {
  list, one, many, create, update, inputId: 'priceListId',
  input: ['name', 'description', 'validFrom', 'validTo', 'taxIncluded', 'adjustRate', 'baseListId', 'roundStep', 'roundEnding', 'isActive', 'reason'], createInput: ['currencyCode'],
  toForm: ({ baseList }: PriceList) => ({ baseListId: baseList?.id ?? '' }),
};

const customerPrices = graphql(`
  query CustomerPriceList($first: Int, $after: String, $filter: CustomerPriceFilter, $orderBy: CustomerPriceOrderBy) {
    customerPrices(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id unitPrice currencyCode fromQuantity taxIncluded validFrom validTo note isCurrent product { id name } customer { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const customerPrice = graphql(`
  query CustomerPrice($id: ID!) {
    node(id: $id) { ... on CustomerPrice { id version unitPrice product { id name } customer { id name } } }
  }
`);
const customerPricesById = graphql(`
  query CustomerPricesById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on CustomerPrice { id unitPrice product { id name } customer { id name } } }
  }
`);
export type CustomerPriceRow = ResultOf<typeof customerPrices>['customerPrices']['nodes'][number];
export const customerPriceQueries: Queries = { list: customerPrices, one: customerPrice, many: customerPricesById };

const coupons = graphql(`
  query CouponList($first: Int, $after: String, $filter: CouponFilter, $orderBy: CouponOrderBy) {
    coupons(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id code redeemed redemptionsMax isActive isUsedUp createdAt promotion { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const coupon = graphql(`
  query Coupon($id: ID!) {
    node(id: $id) { ... on Coupon { id version code } }
  }
`);
const couponsById = graphql(`
  query CouponsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Coupon { id code } }
  }
`);
export const setCouponActive = graphql(`
  mutation SetCouponActive($input: SetCouponActiveInput!) {
    setCouponActive(input: $input) {
      __typename
      ... on SetCouponActivePayload { coupon { id isActive } change { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export type CouponRow = ResultOf<typeof coupons>['coupons']['nodes'][number];
export const couponQueries: Queries = { list: coupons, one: coupon, many: couponsById };

const redemptions = graphql(`
  query RedemptionList($first: Int, $after: String, $filter: PromotionRedemptionFilter, $orderBy: PromotionRedemptionOrderBy) {
    promotionRedemptions(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id redeemedOn givenBackAt amount { amount currencyCode } promotion { id name } coupon { id code } customer { id name } order { id number } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const redemptionTotals = graphql(`
  query RedemptionTotals($filter: PromotionRedemptionFilter) {
    promotionRedemptions(first: 1, filter: $filter) { totals { amount { amount currencyCode } } }
  }
`);
const redemption = graphql(`
  query Redemption($id: ID!) {
    node(id: $id) { ... on PromotionRedemption { id redeemedOn } }
  }
`);
const redemptionsById = graphql(`
  query RedemptionsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on PromotionRedemption { id redeemedOn } }
  }
`);
export type RedemptionRow = ResultOf<typeof redemptions>['promotionRedemptions']['nodes'][number];
export const redemptionQueries: Queries = { list: redemptions, totals: redemptionTotals, one: redemption, many: redemptionsById };

const groups = graphql(`
  query CustomerGroupList($first: Int, $after: String, $filter: CustomerGroupFilter, $orderBy: CustomerGroupOrderBy) {
    customerGroups(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id name description customerCount }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const group = graphql(`
  query CustomerGroup($id: ID!) {
    node(id: $id) {
      ... on CustomerGroup { id version name description customerCount priceLists(first: 50) { nodes { id priority priceList { id name } } } actions { name allowed reason } }
    }
  }
`);
const groupsById = graphql(`
  query CustomerGroupsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on CustomerGroup { id name } }
  }
`);
const createGroup = graphql(`
  mutation CreateCustomerGroup($input: CreateCustomerGroupInput!) {
    createCustomerGroup(input: $input) {
      __typename
      ... on CreateCustomerGroupPayload { customerGroup { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const updateGroup = graphql(`
  mutation UpdateCustomerGroup($input: UpdateCustomerGroupInput!) {
    updateCustomerGroup(input: $input) {
      __typename
      ... on UpdateCustomerGroupPayload { customerGroup { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export const deleteCustomerGroup = graphql(`
  mutation DeleteCustomerGroup($input: DeleteCustomerGroupInput!) {
    deleteCustomerGroup(input: $input) {
      __typename
      ... on DeleteCustomerGroupPayload { removed }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export type CustomerGroupRow = ResultOf<typeof groups>['customerGroups']['nodes'][number];
export type CustomerGroup = RecordOf<ResultOf<typeof group>>;
export const customerGroupQueries: Queries = { list: groups, one: group, many: groupsById, create: createGroup, update: updateGroup, inputId: 'customerGroupId', input: ['name', 'description'] };
