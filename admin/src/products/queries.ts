import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query ProductList($first: Int, $after: String, $filter: ProductFilter, $orderBy: ProductOrderBy, $mayCostsRead: Boolean!) {
    products(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id sku name tracking costingMethod weight isStocked isKit kitAvailable isDiscontinued isLow isShort reorderPoint onHand reserved available incoming backordered projected createdAt
        stockValue @include(if: $mayCostsRead) { amount currencyCode }
        category { id name }
        unit { id code }
        currentPrice isVariant template { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const totals = graphql(`
  query ProductTotals($filter: ProductFilter, $mayCostsRead: Boolean!) {
    products(first: 1, filter: $filter) {
      totals { onHand reserved available incoming backordered projected stockValue @include(if: $mayCostsRead) { amount currencyCode } }
    }
  }
`);

const one = graphql(`
  query Product($id: ID!, $mayCostsRead: Boolean!, $mayPurchasingRead: Boolean!) {
    node(id: $id) {
      ... on Product {
        id version sku name description isKit kitAvailable dropSupplier @include(if: $mayPurchasingRead) { id name } isStocked isJit isDiscontinued isLow isShort reorderPoint tracking shelfLifeDays costingMethod weight
        onHand reserved available incoming backordered projected createdAt
        stockValue @include(if: $mayCostsRead) { amount currencyCode }
        category { id name }
        unit { id code name decimals }
        taxCode { id name }
        barcodes { id code unit { id code } }
        currentPrice ownFields
        template { id name } option1 { id name option { id name } } option2 { id name option { id name } } option3 { id name option { id name } }
        actions { name allowed reason }
      }
    }
  }
`);

const many = graphql(`
  query ProductsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Product { id sku name } }
  }
`);

const create = graphql(`
  mutation CreateProduct($input: CreateProductInput!) {
    createProduct(input: $input) {
      __typename
      ... on CreateProductPayload { product { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

const update = graphql(`
  mutation UpdateProduct($input: UpdateProductInput!) {
    updateProduct(input: $input) {
      __typename
      ... on UpdateProductPayload { product { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);

export type ProductRow = ResultOf<typeof list>['products']['nodes'][number];
export type Product = RecordOf<ResultOf<typeof one>>;

export const productQueries: Queries = {
  list,
  totals,
  one,
  many,
  create,
  update,
  inputId: 'productId',
  input: ['sku', 'name', 'description', 'categoryId', 'unitId', 'taxCodeId', 'isStocked', 'isJit', 'reorderPoint', 'tracking', 'shelfLifeDays', 'costingMethod', 'weight'],
  toForm: ({ category, unit, taxCode }: Product) => ({ categoryId: category?.id, unitId: unit.id, taxCodeId: taxCode?.id }),
};
