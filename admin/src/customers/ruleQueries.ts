import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';

export const customerRulesQuery = graphql(`
  query CustomerRules($mayCreditRead: Boolean!) {
    holdRules(first: 100) @include(if: $mayCreditRead) { nodes { id version name cause days scope releasesItself isActive heldCount amount { amount currencyCode } group { id name } } }
    addressRules(first: 100) { nodes { id version country needsPostalCode needsRegion needsTaxNumber } }
    customerPolicies(first: 1) { nodes { id version demandsAddress } }
    paymentTerms(first: 100) { nodes { id version code name isActive customerCount parts { id no share basis days monthDay } } }
    incomplete: customers(first: 1, filter: { isIncomplete: true, isActive: true }) { totalCount }
  }
`);
export type Rules = ResultOf<typeof customerRulesQuery>;

export const holdRulePreview = graphql(`
  query HoldRulePreview($cause: HoldCause!, $days: Int, $amount: Decimal, $groupId: ID) {
    holdRulePreview(cause: $cause, days: $days, amount: $amount, groupId: $groupId) {
      name days overdue { amount currencyCode } over { amount currencyCode } customer { id name }
    }
  }
`);

export const saveHoldRule = graphql(`
  mutation SaveHoldRule($input: SaveHoldRuleInput!) {
    saveHoldRule(input: $input) {
      __typename
      ... on SaveHoldRulePayload { holdRule { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);

export const saveAddressRule = graphql(`
  mutation SaveAddressRule($input: SaveAddressRuleInput!) {
    saveAddressRule(input: $input) {
      __typename
      ... on SaveAddressRulePayload { addressRule { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);

export const removeAddressRule = graphql(`
  mutation RemoveAddressRule($input: RemoveAddressRuleInput!) {
    removeAddressRule(input: $input) {
      __typename
      ... on RemoveAddressRulePayload { removed }
      ... on Refusal { code message }
    }
  }
`);

export const setCustomerPolicy = graphql(`
  mutation SetCustomerPolicy($input: SetCustomerPolicyInput!) {
    setCustomerPolicy(input: $input) {
      __typename
      ... on SetCustomerPolicyPayload { customerPolicy { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);

export const savePaymentTerm = graphql(`
  mutation SavePaymentTerm($input: SavePaymentTermInput!) {
    savePaymentTerm(input: $input) {
      __typename
      ... on SavePaymentTermPayload { paymentTerm { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
