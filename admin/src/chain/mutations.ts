import { graphql } from '../data/graphql.ts';

export const assignStages = graphql(`
  mutation AssignStages($input: AssignStagesInput!) {
    assignStages(input: $input) {
      __typename
      ... on AssignStagesPayload { changed }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const confirmOrder = graphql(`
  mutation ConfirmOrder($input: ConfirmOrderInput!) {
    confirmOrder(input: $input) {
      __typename
      ... on ConfirmOrderPayload { order { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const withdrawConfirmation = graphql(`
  mutation WithdrawConfirmation($input: WithdrawConfirmationInput!) {
    withdrawConfirmation(input: $input) {
      __typename
      ... on WithdrawConfirmationPayload { order { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const setStageOwners = graphql(`
  mutation SetStageOwners($input: SetStageOwnersInput!) {
    setStageOwners(input: $input) {
      __typename
      ... on SetStageOwnersPayload { company { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const setChainLimit = graphql(`
  mutation SetChainLimit($input: SetChainLimitInput!) {
    setChainLimit(input: $input) {
      __typename
      ... on SetChainLimitPayload { company { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const setConfirmationRule = graphql(`
  mutation SetConfirmationRule($input: SetConfirmationRuleInput!) {
    setConfirmationRule(input: $input) {
      __typename
      ... on SetConfirmationRulePayload { company { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
