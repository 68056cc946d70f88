import { graphql } from '../data/graphql.ts';

export const planReplenishment = graphql(`
  mutation PlanReplenishment($input: PlanReplenishmentInput!) {
    planReplenishment(input: $input) {
      __typename
      ... on PlanReplenishmentPayload { open opened changed closed }
      ... on Refusal { code message }
    }
  }
`);
export const orderProposals = graphql(`
  mutation OrderProposals($input: OrderProposalsInput!) {
    orderProposals(input: $input) {
      __typename
      ... on OrderProposalsPayload { purchaseOrders { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const requestProposals = graphql(`
  mutation RequestProposals($input: RequestProposalsInput!) {
    requestProposals(input: $input) {
      __typename
      ... on RequestProposalsPayload { requisitions { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const dismissProposal = graphql(`
  mutation DismissProposal($input: DismissProposalInput!) {
    dismissProposal(input: $input) {
      __typename
      ... on DismissProposalPayload { proposal { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const reopenProposal = graphql(`
  mutation ReopenProposal($input: ReopenProposalInput!) {
    reopenProposal(input: $input) {
      __typename
      ... on ReopenProposalPayload { proposal { id } }
      ... on Refusal { code message }
    }
  }
`);
export const watchStock = graphql(`
  mutation WatchStock($input: WatchStockInput!) {
    watchStock(input: $input) {
      __typename
      ... on WatchStockPayload { open }
      ... on Refusal { code message }
    }
  }
`);
export const assignWarning = graphql(`
  mutation AssignWarning($input: AssignWarningInput!) {
    assignWarning(input: $input) {
      __typename
      ... on AssignWarningPayload { warning { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const orderJitDemands = graphql(`
  mutation OrderJitDemands($input: OrderJitDemandsInput!) {
    orderJitDemands(input: $input) {
      __typename
      ... on OrderJitDemandsPayload { purchaseOrders { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const updateSettings = graphql(`
  mutation UpdateReplenishmentSettings($input: UpdateReplenishmentSettingsInput!) {
    updateReplenishmentSettings(input: $input) {
      __typename
      ... on UpdateReplenishmentSettingsPayload { company { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
