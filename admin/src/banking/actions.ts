import { graphql } from '../data/graphql.ts';

export const importStatement = graphql(`
  mutation ImportStatement($input: ImportStatementInput!) {
    importStatement(input: $input) {
      __typename
      ... on ImportStatementPayload { statements { id } lines known }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const removeStatement = graphql(`
  mutation RemoveStatement($input: RemoveStatementInput!) {
    removeStatement(input: $input) {
      __typename
      ... on RemoveStatementPayload { reference }
      ... on Refusal { code message }
    }
  }
`);
export const acceptProposals = graphql(`
  mutation AcceptProposals($input: AcceptProposalsInput!) {
    acceptProposals(input: $input) {
      __typename
      ... on AcceptProposalsPayload { booked left }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const bookLine = graphql(`
  mutation BookLine($input: BookLineInput!) {
    bookLine(input: $input) {
      __typename
      ... on BookLinePayload { line { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const undoBooking = graphql(`
  mutation UndoBooking($input: UndoBookingInput!) {
    undoBooking(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const signReconciliation = graphql(`
  mutation SignReconciliation($input: SignReconciliationInput!) {
    signReconciliation(input: $input) {
      __typename
      ... on SignReconciliationPayload { reconciliation { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const undoReconciliation = graphql(`
  mutation UndoReconciliation($input: UndoReconciliationInput!) {
    undoReconciliation(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const explainUnapplied = graphql(`
  mutation ExplainUnapplied($input: ExplainUnappliedInput!) {
    explainUnapplied(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const identifyReceipt = graphql(`
  mutation IdentifyReceipt($input: IdentifyReceiptInput!) {
    identifyReceipt(input: $input) {
      __typename
      ... on IdentifyReceiptPayload { payment { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
