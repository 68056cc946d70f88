import { graphql } from '../data/graphql.ts';

export const reverseOrderCost = graphql(`
  mutation ReverseOrderCost($input: ReverseOrderCostInput!) {
    reverseOrderCost(input: $input) {
      __typename
      ... on ReverseOrderCostPayload { orderCost { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const reverseCostAllocation = graphql(`
  mutation ReverseCostAllocation($input: ReverseCostAllocationInput!) {
    reverseCostAllocation(input: $input) {
      __typename
      ... on ReverseCostAllocationPayload { costAllocation { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const allocateCosts = graphql(`
  mutation AllocateCosts($input: AllocateCostsInput!) {
    allocateCosts(input: $input) {
      __typename
      ... on AllocateCostsPayload { costAllocation { id number } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const recordOrderTime = graphql(`
  mutation RecordOrderTime($input: RecordOrderTimeInput!) {
    recordOrderTime(input: $input) {
      __typename
      ... on RecordOrderTimePayload { orderTime { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const withdrawOrderTime = graphql(`
  mutation WithdrawOrderTime($input: WithdrawOrderTimeInput!) {
    withdrawOrderTime(input: $input) {
      __typename
      ... on WithdrawOrderTimePayload { orderTime { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
