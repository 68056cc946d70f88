import { graphql } from '../data/graphql.ts';

export const requestDeposit = graphql(`
  mutation RequestDeposit($input: RequestDepositInput!) {
    requestDeposit(input: $input) { __typename ... on RequestDepositPayload { deposit { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const receiveDeposit = graphql(`
  mutation ReceiveDeposit($input: ReceiveDepositInput!) {
    receiveDeposit(input: $input) { __typename ... on ReceiveDepositPayload { deposit { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const coverDeposit = graphql(`
  mutation CoverDeposit($input: CoverDepositInput!) {
    coverDeposit(input: $input) { __typename ... on CoverDepositPayload { deposit { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const applyDeposit = graphql(`
  mutation ApplyDeposit($input: ApplyDepositInput!) {
    applyDeposit(input: $input) { __typename ... on ApplyDepositPayload { deposit { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const moveDeposit = graphql(`
  mutation MoveDeposit($input: MoveDepositInput!) {
    moveDeposit(input: $input) { __typename ... on MoveDepositPayload { deposit { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const releaseDeposit = graphql(`
  mutation ReleaseDeposit($input: ReleaseDepositInput!) {
    releaseDeposit(input: $input) { __typename ... on ReleaseDepositPayload { deposit { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const withdrawDeposit = graphql(`
  mutation WithdrawDeposit($input: WithdrawDepositInput!) {
    withdrawDeposit(input: $input) { __typename ... on WithdrawDepositPayload { deposit { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const setDepositSettings = graphql(`
  mutation SetDepositSettings($input: SetDepositSettingsInput!) {
    setDepositSettings(input: $input) { __typename ... on SetDepositSettingsPayload { settings { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const setDepositTaxRules = graphql(`
  mutation SetDepositTaxRules($input: SetDepositTaxRulesInput!) {
    setDepositTaxRules(input: $input) { __typename ... on SetDepositTaxRulesPayload { count } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
