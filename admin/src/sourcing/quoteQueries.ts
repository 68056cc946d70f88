import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query QuoteRequestList($first: Int, $after: String, $filter: QuoteRequestFilter, $orderBy: QuoteRequestOrderBy) {
    quoteRequests(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number status title answerBy sentOn createdAt asked answered isOverdue warehouse { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const one = graphql(`
  query QuoteRequest($id: ID!) {
    node(id: $id) {
      ... on QuoteRequest {
        id version number status title answerBy sentOn closedOn note createdAt asked answered isOverdue
        warehouse { id name }
        lines {
          id no quantity awarded neededOn product { id sku name unit { id code } } requisitionLine { id requisition { id number } }
          awards { id quantity unitCost leadTimeDays reason awardedOn awardedByName supplier { id name } purchaseOrder { id number status } }
        }
        invitations {
          id status answeredOn supplierReference currencyCode exchangeRate validTo isExpired note supplier { id name }
          prices { id minimumQuantity unitCost companyCost isCounted isBest leadTimeDays orderMultiple quoteRequestLine { id } }
        }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query QuoteRequestsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on QuoteRequest { id number } }
  }
`);
const create = graphql(`
  mutation CreateQuoteRequest($input: CreateQuoteRequestInput!) {
    createQuoteRequest(input: $input) {
      __typename
      ... on CreateQuoteRequestPayload { quoteRequest { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const update = graphql(`
  mutation UpdateQuoteRequest($input: UpdateQuoteRequestInput!) {
    updateQuoteRequest(input: $input) {
      __typename
      ... on UpdateQuoteRequestPayload { quoteRequest { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export type QuoteRequestRow = ResultOf<typeof list>['quoteRequests']['nodes'][number];
export type QuoteRequest = RecordOf<ResultOf<typeof one>>;
export const quoteRequestQueries: Queries = {
  list, one, many, create, update, inputId: 'quoteRequestId', input: ['warehouseId', 'title', 'answerBy', 'note', 'lines', 'supplierIds'],
  toForm: ({ warehouse, lines, invitations }: QuoteRequest) => ({
    warehouseId: warehouse.id,
    lines: lines.map(({ product, quantity, neededOn, requisitionLine }) => ({ productId: product.id, quantity, neededOn: neededOn ?? '', requisitionLineId: requisitionLine?.id ?? null })),
    supplierIds: invitations.map(({ supplier }) => supplier.id),
  }),
};
