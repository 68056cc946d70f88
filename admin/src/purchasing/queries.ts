import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query PurchaseOrderList($first: Int, $after: String, $filter: PurchaseOrderFilter, $orderBy: PurchaseOrderOrderBy) {
    purchaseOrders(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number status orderedOn expectedOn confirmedOn isLate isUnconfirmed createdAt note
        total { amount currencyCode }
        received { amount currencyCode }
        supplier { id name }
        warehouse { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const totals = graphql(`
  query PurchaseOrderTotals($filter: PurchaseOrderFilter) {
    purchaseOrders(first: 1, filter: $filter) { totals { total { amount currencyCode } received { amount currencyCode } } }
  }
`);
const one = graphql(`
  query PurchaseOrder($id: ID!) {
    node(id: $id) {
      ... on PurchaseOrder {
        id version number status orderedOn expectedOn confirmedOn supplierReference currencyCode exchangeRate rateSource cancelledOn isLate isUnconfirmed approval note createdAt
        total { amount currencyCode }
        companyTotal { amount currencyCode }
        received { amount currencyCode }
        supplier { id name }
        warehouse { id name }
        isDropShipped customerOrder { id number } shipToName shipToStreet shipToCity shipToRegion shipToPostalCode shipToCountry
        lines {
          id no quantity entered enteredCost unit { id code } received open requested unitCost priceSource priceFrom quotedCost quotedCurrencyCode overrideReason choiceReason expectedOn promisedOn isLate
          net { amount currencyCode } product { id sku name unit { id code } } 
        }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query PurchaseOrdersById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on PurchaseOrder { id number supplier { id name } } }
  }
`);
const create = graphql(`
  mutation CreatePurchaseOrder($input: CreatePurchaseOrderInput!) {
    createPurchaseOrder(input: $input) {
      __typename
      ... on CreatePurchaseOrderPayload { purchaseOrder { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const update = graphql(`
  mutation UpdatePurchaseOrder($input: UpdatePurchaseOrderInput!) {
    updatePurchaseOrder(input: $input) {
      __typename
      ... on UpdatePurchaseOrderPayload { purchaseOrder { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);

export type PurchaseOrderRow = ResultOf<typeof list>['purchaseOrders']['nodes'][number];
export type PurchaseOrder = RecordOf<ResultOf<typeof one>>;
export const purchaseOrderQueries: Queries = {
  list, totals, one, many, create, update, inputId: 'purchaseOrderId', input: ['supplierId', 'warehouseId', 'expectedOn', 'currencyCode', 'exchangeRate', 'rateSource', 'note', 'lines'],
  toForm: ({ supplier, warehouse, lines, exchangeRate, rateSource }: PurchaseOrder) => ({
    // The day's rate is taken anew; one that was typed stays.
    supplierId: supplier.id, warehouseId: warehouse.id, exchangeRate: rateSource ? exchangeRate : '', rateSource: rateSource ?? '',
    // What the supplier asks follows the quantity; only what was typed or quoted stays as it is.
    lines: lines.map(({ product, quantity, entered, unit, unitCost, enteredCost, priceSource, expectedOn }) => ({
      productId: product.id, quantity: entered ?? quantity, unitId: unit?.id ?? '', unitCost: priceSource === 'MANUAL' || priceSource === 'QUOTE' ? enteredCost ?? unitCost : '', expectedOn: expectedOn ?? '',
    })),
  }),
};

const receipts = graphql(`
  query ReceiptList($first: Int, $after: String, $filter: ReceiptFilter, $orderBy: ReceiptOrderBy) {
    receipts(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number receivedOn status isBilled
        value { amount currencyCode }
        supplier { id name }
        purchaseOrder { id number }
        warehouse { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const receiptTotals = graphql(`
  query ReceiptTotals($filter: ReceiptFilter) {
    receipts(first: 1, filter: $filter) { totals { value { amount currencyCode } } }
  }
`);
const receipt = graphql(`
  query Receipt($id: ID!) {
    node(id: $id) {
      ... on Receipt {
        id number receivedOn status reversedOn isBilled recordedAt
        value { amount currencyCode }
        supplier { id name }
        purchaseOrder { id number }
        warehouse { id name }
        lines { id no quantity lots returned isBilled value { amount currencyCode } product { id sku name } }
        actions { name allowed reason }
      }
    }
  }
`);
const receiptsById = graphql(`
  query ReceiptsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Receipt { id number } }
  }
`);
export type ReceiptRow = ResultOf<typeof receipts>['receipts']['nodes'][number];
export type Receipt = RecordOf<ResultOf<typeof receipt>>;
export const receiptQueries: Queries = { list: receipts, totals: receiptTotals, one: receipt, many: receiptsById };
