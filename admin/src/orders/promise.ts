import { graphql } from '../data/graphql.ts';

export const reallocateOrder = graphql(`
  mutation ReallocateOrder($input: ReallocateOrderInput!) {
    reallocateOrder(input: $input) {
      __typename
      ... on ReallocateOrderPayload { order { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const moveReservation = graphql(`
  mutation MoveReservation($input: MoveReservationInput!) {
    moveReservation(input: $input) {
      __typename
      ... on MoveReservationPayload { fromOrder { id } toOrder { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

/** Order lines that wait for the same product: who may be given what is promised to another. */
export const waitingLines = graphql(`
  query WaitingLines($filter: ReservationFilter) {
    reservations(first: 100, filter: $filter, orderBy: PLACED_AT_ASC) {
      nodes { id backordered warehouse { id name } orderLine { id description } order { id number customer { name } } }
    }
  }
`);

export const dropShipOrder = graphql(`
  mutation DropShipOrder($input: DropShipOrderInput!) {
    dropShipOrder(input: $input) {
      __typename
      ... on DropShipOrderPayload { order { id } purchaseOrders { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const stockOrderLines = graphql(`
  mutation StockOrderLines($input: StockOrderLinesInput!) {
    stockOrderLines(input: $input) {
      __typename
      ... on StockOrderLinesPayload { order { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const confirmDispatch = graphql(`
  mutation ConfirmDispatch($input: ConfirmDispatchInput!) {
    confirmDispatch(input: $input) {
      __typename
      ... on ConfirmDispatchPayload { shipment { id } purchaseOrder { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const rulesQuery = graphql(`
  query AllocationRules {
    allocationRules(first: 50) { nodes { id version channel strategy splitsLines keepsTogether isActive } }
    warehouses(first: 100, filter: { isActive: true, kind: { is: SITE } }, orderBy: PRIORITY_ASC) { nodes { id code name priority city country } }
    allocationWarehouses { rule { id } warehouse { id name } }
  }
`);

export const setAllocationRule = graphql(`
  mutation SetAllocationRule($input: SetAllocationRuleInput!) {
    setAllocationRule(input: $input) {
      __typename
      ... on SetAllocationRulePayload { rule { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const removeAllocationRule = graphql(`
  mutation RemoveAllocationRule($input: RemoveAllocationRuleInput!) {
    removeAllocationRule(input: $input) {
      __typename
      ... on RemoveAllocationRulePayload { company { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
