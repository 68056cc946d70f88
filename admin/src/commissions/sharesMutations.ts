import { graphql } from '../data/graphql.ts';

export const setOrderCommission = graphql(`
  mutation SetOrderCommission($input: SetOrderCommissionInput!) {
    setOrderCommission(input: $input) { __typename ... on SetOrderCommissionPayload { order { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const setCustomerCommission = graphql(`
  mutation SetCustomerCommission($input: SetCustomerCommissionInput!) {
    setCustomerCommission(input: $input) { __typename ... on SetCustomerCommissionPayload { customer { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
