import { graphql } from '../data/graphql.ts';

export const sendQuotation = graphql(`
  mutation SendQuotation($input: SendQuotationInput!) {
    sendQuotation(input: $input) { __typename ... on SendQuotationPayload { quotation { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);

export const acceptQuotation = graphql(`
  mutation AcceptQuotation($input: AcceptQuotationInput!) {
    acceptQuotation(input: $input) { __typename ... on AcceptQuotationPayload { quotation { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);

export const declineQuotation = graphql(`
  mutation DeclineQuotation($input: DeclineQuotationInput!) {
    declineQuotation(input: $input) { __typename ... on DeclineQuotationPayload { quotation { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);

export const reopenQuotation = graphql(`
  mutation ReopenQuotation($input: ReopenQuotationInput!) {
    reopenQuotation(input: $input) { __typename ... on ReopenQuotationPayload { quotation { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);

export const reviseQuotation = graphql(`
  mutation ReviseQuotation($input: ReviseQuotationInput!) {
    reviseQuotation(input: $input) { __typename ... on ReviseQuotationPayload { quotation { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);

export const convertQuotation = graphql(`
  mutation ConvertQuotation($input: ConvertQuotationInput!) {
    convertQuotation(input: $input) { __typename ... on ConvertQuotationPayload { order { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);

export const nameQuotationCustomer = graphql(`
  mutation NameQuotationCustomer($input: NameQuotationCustomerInput!) {
    nameQuotationCustomer(input: $input) { __typename ... on NameQuotationCustomerPayload { customer { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);

export const deleteQuotation = graphql(`
  mutation DeleteQuotation($input: DeleteQuotationInput!) {
    deleteQuotation(input: $input) { __typename ... on Refusal { code message } }
  }
`);
