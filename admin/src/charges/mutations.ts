import { graphql } from '../data/graphql.ts';

export const chargeLate = graphql(`
  mutation ChargeLate($input: ChargeLateInput!) {
    chargeLate(input: $input) {
      __typename
      ... on ChargeLatePayload { chargeRun { id } charges }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const waiveLate = graphql(`
  mutation WaiveLate($input: WaiveLateInput!) {
    waiveLate(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const undoWaiver = graphql(`
  mutation UndoWaiver($input: UndoWaiverInput!) {
    undoWaiver(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const createCharge = graphql(`
  mutation CreateCharge($input: CreateChargeInput!) {
    createCharge(input: $input) {
      __typename
      ... on CreateChargePayload { charge { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const creditCharge = graphql(`
  mutation CreditCharge($input: CreditChargeInput!) {
    creditCharge(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const undoChargeCredit = graphql(`
  mutation UndoChargeCredit($input: UndoChargeCreditInput!) {
    undoChargeCredit(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const reverseCharge = graphql(`
  mutation ReverseCharge($input: ReverseChargeInput!) {
    reverseCharge(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const saveLatePolicy = graphql(`
  mutation SaveLatePolicy($input: SaveLatePolicyInput!) {
    saveLatePolicy(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const recordBaseRate = graphql(`
  mutation RecordBaseRate($input: RecordBaseRateInput!) {
    recordBaseRate(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const saveChargeSettings = graphql(`
  mutation SaveChargeSettings($input: SaveChargeSettingsInput!) {
    saveChargeSettings(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const createRefund = graphql(`
  mutation CreateRefund($input: CreateRefundInput!) {
    createRefund(input: $input) {
      __typename
      ... on CreateRefundPayload { refund { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const requestRefundApproval = graphql(`
  mutation RequestRefundApproval($input: RequestRefundApprovalInput!) {
    requestRefundApproval(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const payRefund = graphql(`
  mutation PayRefund($input: PayRefundInput!) {
    payRefund(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const cancelRefund = graphql(`
  mutation CancelRefund($input: CancelRefundInput!) {
    cancelRefund(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const reverseRefund = graphql(`
  mutation ReverseRefund($input: ReverseRefundInput!) {
    reverseRefund(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const bouncePayment = graphql(`
  mutation BouncePayment($input: BouncePaymentInput!) {
    bouncePayment(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const withdrawBounce = graphql(`
  mutation WithdrawBounce($input: WithdrawBounceInput!) {
    withdrawBounce(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const openChargeback = graphql(`
  mutation OpenChargeback($input: OpenChargebackInput!) {
    openChargeback(input: $input) {
      __typename
      ... on OpenChargebackPayload { chargeback { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const representChargeback = graphql(`
  mutation RepresentChargeback($input: RepresentChargebackInput!) {
    representChargeback(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const winChargeback = graphql(`
  mutation WinChargeback($input: WinChargebackInput!) {
    winChargeback(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const loseChargeback = graphql(`
  mutation LoseChargeback($input: LoseChargebackInput!) {
    loseChargeback(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const withdrawChargeback = graphql(`
  mutation WithdrawChargeback($input: WithdrawChargebackInput!) {
    withdrawChargeback(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const reopenChargeback = graphql(`
  mutation ReopenChargeback($input: ReopenChargebackInput!) {
    reopenChargeback(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
