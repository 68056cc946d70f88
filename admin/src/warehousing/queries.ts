import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const transfers = graphql(`
  query TransferList($first: Int, $after: String, $filter: TransferFilter, $orderBy: TransferOrderBy) {
    transfers(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number status expectedOn dispatchedOn receivedOn quantity onItsWay lost isLate createdAt fromWarehouse { id name } toWarehouse { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const transferTotals = graphql(`
  query TransferTotals($filter: TransferFilter) {
    transfers(first: 1, filter: $filter) { totals { quantity onItsWay lost } }
  }
`);
const transfer = graphql(`
  query Transfer($id: ID!, $mayCostsRead: Boolean!) {
    node(id: $id) {
      ... on Transfer {
        id version number status expectedOn dispatchedOn receivedOn note createdAt quantity onItsWay lost isLate
        fromWarehouse { id name }
        toWarehouse { id name binCount }
        lines { id no quantity dispatched received lost onItsWay available product { id sku name unit { id code } } }
        steps {
          id no kind happenedOn status reversedOn reason note quantity
          value @include(if: $mayCostsRead) { amount currencyCode }
          actions { name allowed reason }
        }
        actions { name allowed reason }
      }
    }
  }
`);
const transfersById = graphql(`
  query TransfersById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Transfer { id number fromWarehouse { id name } toWarehouse { id name } } }
  }
`);
const createTransfer = graphql(`
  mutation CreateTransfer($input: CreateTransferInput!) {
    createTransfer(input: $input) {
      __typename
      ... on CreateTransferPayload { transfer { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const updateTransfer = graphql(`
  mutation UpdateTransfer($input: UpdateTransferInput!) {
    updateTransfer(input: $input) {
      __typename
      ... on UpdateTransferPayload { transfer { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export type TransferRow = ResultOf<typeof transfers>['transfers']['nodes'][number];
export type Transfer = RecordOf<ResultOf<typeof transfer>>;
export const transferQueries: Queries = {
  list: transfers, totals: transferTotals, one: transfer, many: transfersById, create: createTransfer, update: updateTransfer, inputId: 'transferId',
  input: ['fromWarehouseId', 'toWarehouseId', 'expectedOn', 'note', 'lines'],
  toForm: ({ fromWarehouse, toWarehouse, lines }: Transfer) => ({
    fromWarehouseId: fromWarehouse.id, toWarehouseId: toWarehouse.id, lines: lines.map(({ product, quantity }) => ({ productId: product.id, quantity })),
  }),
};

const bins = graphql(`
  query BinList($first: Int, $after: String, $filter: BinFilter, $orderBy: BinOrderBy) {
    bins(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id code zone sequence distance capacity quantity products isActive warehouse { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const binTotals = graphql(`
  query BinTotals($filter: BinFilter) { bins(first: 1, filter: $filter) { totals { quantity } } }
`);
const bin = graphql(`
  query Bin($id: ID!) {
    node(id: $id) {
      ... on Bin {
        id version code zone sequence distance capacity quantity products isActive
        warehouse { id name }
        contents(first: 100) { nodes { id quantity product { id sku name unit { id code } } lot { id code } } }
        actions { name allowed reason }
      }
    }
  }
`);
const binsById = graphql(`
  query BinsById($ids: [ID!]!) { nodes(ids: $ids) { ... on Bin { id code warehouse { id name } } } }
`);
const updateBin = graphql(`
  mutation UpdateBin($input: UpdateBinInput!) {
    updateBin(input: $input) {
      __typename
      ... on UpdateBinPayload { bin { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export type BinRow = ResultOf<typeof bins>['bins']['nodes'][number];
export type Bin = RecordOf<ResultOf<typeof bin>>;
export const binQueries: Queries = {
  list: bins, totals: binTotals, one: bin, many: binsById, update: updateBin, inputId: 'binId', input: ['code', 'zone', 'sequence', 'distance', 'capacity', 'isActive'],
};

const pickLists = graphql(`
  query PickListList($first: Int, $after: String, $filter: PickListFilter, $orderBy: PickListOrderBy) {
    pickLists(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number status createdAt pickedAt lineCount orderCount shortCount isShipped warehouse { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const pickList = graphql(`
  query PickList($id: ID!) {
    node(id: $id) {
      ... on PickList {
        id version number status createdAt pickedAt note lineCount orderCount shortCount isShipped
        warehouse { id name }
        lines {
          id no quantity picked shortReason
          product { id sku name unit { id code } }
          bin { id code zone }
          lot { id code }
          order { id number }
          shipment { id number }
        }
        actions { name allowed reason }
      }
    }
  }
`);
const pickListsById = graphql(`
  query PickListsById($ids: [ID!]!) { nodes(ids: $ids) { ... on PickList { id number } } }
`);
export type PickListRow = ResultOf<typeof pickLists>['pickLists']['nodes'][number];
export type PickList = RecordOf<ResultOf<typeof pickList>>;
export const pickListQueries: Queries = { list: pickLists, one: pickList, many: pickListsById };
