import { graphql } from '../data/graphql.ts';

export const placeOrder = graphql(`
  mutation PlaceOrder($input: PlaceOrderInput!) {
    placeOrder(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const takeUpOrder = graphql(`
  mutation TakeUpOrder($input: TakeUpOrderInput!) {
    takeUpOrder(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const cancelOrder = graphql(`
  mutation CancelOrder($input: CancelOrderInput!) {
    cancelOrder(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const deleteOrder = graphql(`
  mutation DeleteOrder($input: DeleteOrderInput!) {
    deleteOrder(input: $input) {
      __typename
      ... on Refusal { code message }
    }
  }
`);

export const copyOrder = graphql(`
  mutation CopyOrder($input: CopyOrderInput!) {
    copyOrder(input: $input) {
      __typename
      ... on CopyOrderPayload { order { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const requestCreditOverride = graphql(`
  mutation RequestCreditOverride($input: RequestCreditOverrideInput!) {
    requestCreditOverride(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const allowShortDated = graphql(`
  mutation AllowShortDated($input: AllowShortDatedInput!) {
    allowShortDated(input: $input) {
      __typename
      ... on AllowShortDatedPayload { order { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const reserveStock = graphql(`
  mutation ReserveStock($input: ReserveStockInput!) {
    reserveStock(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const shipOrder = graphql(`
  mutation ShipOrder($input: ShipOrderInput!) {
    shipOrder(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const repriceOrder = graphql(`
  mutation RepriceOrder($input: RepriceOrderInput!) {
    repriceOrder(input: $input) {
      __typename
      ... on RepriceOrderPayload { order { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const requestMarginOverride = graphql(`
  mutation RequestMarginOverride($input: RequestMarginOverrideInput!) {
    requestMarginOverride(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const rescheduleOrder = graphql(`
  mutation RescheduleOrder($input: RescheduleOrderInput!) {
    rescheduleOrder(input: $input) {
      __typename
      ... on RescheduleOrderPayload { order { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
