import { graphql } from '../data/graphql.ts';

export const confirmationSharesQuery = graphql(`
  query ConfirmationShares($from: Day!, $to: Day!, $withinDays: Int) {
    confirmationShares(from: $from, to: $to, withinDays: $withinDays) {
      withinDays
      rows { month invoices sent opened confirmed disputed sentShare openedShare confirmedShare disputedShare }
      totals { invoices sent opened confirmed disputed sentShare openedShare confirmedShare disputedShare }
    }
  }
`);
export const recordedSameDayQuery = graphql(`
  query RecordedSameDay($from: Day!, $to: Day!) {
    recordedSameDay(from: $from, to: $to) {
      rows { month payments sameDay share averageDays amount { amount currencyCode } late { amount currencyCode } }
      totals { payments sameDay share averageDays amount { amount currencyCode } late { amount currencyCode } }
    }
  }
`);
export const invoiceProofQuery = graphql(`
  query InvoiceProof($invoiceId: ID!) { invoiceProof(invoiceId: $invoiceId) { steps { at what channel personName note detail } } }
`);
export const confirmInvoice = graphql(`
  mutation ConfirmInvoice($input: ConfirmInvoiceInput!) {
    confirmInvoice(input: $input) {
      __typename
      ... on ConfirmInvoicePayload { invoice { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const createInvoiceLink = graphql(`
  mutation CreateInvoiceLink($input: CreateInvoiceLinkInput!) {
    createInvoiceLink(input: $input) {
      __typename
      ... on CreateInvoiceLinkPayload { path }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const revokeInvoiceLinks = graphql(`
  mutation RevokeInvoiceLinks($input: RevokeInvoiceLinksInput!) {
    revokeInvoiceLinks(input: $input) { __typename ... on RevokeInvoiceLinksPayload { revoked } ... on Refusal { code message } }
  }
`);
export const assignConfirmations = graphql(`
  mutation AssignConfirmations($input: AssignConfirmationsInput!) {
    assignConfirmations(input: $input) {
      __typename
      ... on AssignConfirmationsPayload { invoices { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const answerBalance = graphql(`
  mutation AnswerBalance($input: AnswerBalanceInput!) {
    answerBalance(input: $input) {
      __typename
      ... on AnswerBalancePayload { customer { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
