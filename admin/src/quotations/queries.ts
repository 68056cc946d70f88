import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';
import { deleteQuotation } from './mutations.ts';

const list = graphql(`
  query QuotationList($first: Int, $after: String, $filter: QuotationFilter, $orderBy: QuotationOrderBy) {
    quotations(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number revision isNewest status whom sentOn validTo expectedOn decidedOn lossReason customerReference isOverdue isOrdered createdAt
        customer { id name } salesPerson { id name }
        net { amount currencyCode } total { amount currencyCode } open { amount currencyCode } won { amount currencyCode } lost { amount currencyCode }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const totals = graphql(`
  query QuotationTotals($filter: QuotationFilter) {
    quotations(first: 1, filter: $filter) {
      totals { net { amount currencyCode } total { amount currencyCode } open { amount currencyCode } won { amount currencyCode } lost { amount currencyCode } }
    }
  }
`);
const one = graphql(`
  query Quotation($id: ID!) {
    node(id: $id) {
      ... on Quotation {
        id version number revision isNewest status whom prospectName prospectEmail prospectPhone sentOn validTo expectedOn decidedOn lossReason lossNote customerReference terms note isOverdue isOrdered createdAt
        customer { id name } salesPerson { id name }
        currencyCode exchangeRate companyTotal { amount currencyCode } gross { amount currencyCode } discount { amount currencyCode } net { amount currencyCode } tax { amount currencyCode } total { amount currencyCode }
        lines {
          id no kind isChosen description quantity entered unit { id code } unitPrice enteredPrice discountRate less { amount currencyCode } taxIncluded priceOrigin whyPrice ordered left
          product { id name available unit { code } }
          net { amount currencyCode }
        }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query QuotationsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Quotation { id number revision whom } }
  }
`);
const create = graphql(`
  mutation CreateQuotation($input: CreateQuotationInput!) {
    createQuotation(input: $input) { __typename ... on CreateQuotationPayload { quotation { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
const update = graphql(`
  mutation UpdateQuotation($input: UpdateQuotationInput!) {
    updateQuotation(input: $input) {
      __typename ... on UpdateQuotationPayload { quotation { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export const previewQuotation = graphql(`
  query PreviewQuotation($input: PreviewQuotationInput!) {
    previewQuotation(input: $input) {
      lines { unitPrice why taxIncluded counts net { amount currencyCode } product { id available } }
      discount { amount currencyCode } net { amount currencyCode } tax { amount currencyCode } total { amount currencyCode }
    }
  }
`);
export const quotationVersions = graphql(`
  query QuotationVersions($quotationId: ID!) {
    quotationVersions(quotationId: $quotationId) {
      quotation { id } revision status sentOn total { amount currencyCode }
      changes { description what quantityBefore quantityAfter priceBefore priceAfter discountBefore discountAfter netBefore { amount currencyCode } netAfter { amount currencyCode } }
    }
  }
`);

export type QuotationRow = ResultOf<typeof list>['quotations']['nodes'][number];
export type Quotation = RecordOf<ResultOf<typeof one>>;
export type QuotationLine = Quotation['lines'][number];

export const quotationQueries: Queries = {
  list, totals, one, many, create, update, delete: deleteQuotation, inputId: 'quotationId',
  input: ['customerId', 'currencyCode', 'prospectName', 'prospectEmail', 'prospectPhone', 'salesPersonId', 'validTo', 'expectedOn', 'customerReference', 'terms', 'note', 'lines'],
  toForm: ({ customer, salesPerson, lines }: Quotation) => ({
    customerId: customer?.id ?? '', salesPersonId: salesPerson?.id ?? '',
    lines: lines.map(({ kind, product, description, quantity, entered, unit, unitPrice, enteredPrice, discountRate, less, priceOrigin, taxIncluded }) => (kind === 'TEXT' ? { kind, productId: '', description } : {
      kind: kind === 'ITEM' ? '' : kind, productId: product?.id ?? '', description: description === product?.name ? '' : description, quantity: entered ?? quantity, unitId: unit?.id ?? '', discountRate, discountAmount: Number(less.amount) > 0 ? less.amount : '',
      // A price that was not typed is looked up again.
      ...(priceOrigin === 'TYPED' ? { unitPrice: enteredPrice ?? unitPrice, taxIncluded } : { unitPrice: '' }),
    })),
  }),
};
