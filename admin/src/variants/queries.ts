import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query ProductTemplateList($first: Int, $after: String, $filter: ProductTemplateFilter, $orderBy: ProductTemplateOrderBy, $mayCostsRead: Boolean!, $mayInvoicesRead: Boolean!) {
    productTemplates(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id code name variantCount hasVariants unitPrice onHand available backordered createdAt
        stockValue @include(if: $mayCostsRead) { amount currencyCode }
        revenue @include(if: $mayInvoicesRead) { amount currencyCode }
        category { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const totals = graphql(`
  query ProductTemplateTotals($filter: ProductTemplateFilter, $mayCostsRead: Boolean!, $mayInvoicesRead: Boolean!) {
    productTemplates(first: 1, filter: $filter) {
      totals { onHand available backordered stockValue @include(if: $mayCostsRead) { amount currencyCode } revenue @include(if: $mayInvoicesRead) { amount currencyCode } }
    }
  }
`);

const one = graphql(`
  query ProductTemplate($id: ID!, $mayCostsRead: Boolean!, $mayInvoicesRead: Boolean!) {
    node(id: $id) {
      ... on ProductTemplate {
        id version code name description isStocked isJit costingMethod tracking shelfLifeDays weight skuPattern unitPrice unitPriceFrom variantCount onHand available backordered createdAt
        stockValue @include(if: $mayCostsRead) { amount currencyCode }
        revenue @include(if: $mayInvoicesRead) { amount currencyCode }
        category { id name }
        unit { id code name }
        taxCode { id name }
        options { id no name values { id name code } }
        actions { name allowed reason }
      }
    }
  }
`);

const many = graphql(`
  query ProductTemplatesById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on ProductTemplate { id code name } }
  }
`);

const create = graphql(`
  mutation CreateProductTemplate($input: CreateProductTemplateInput!) {
    createProductTemplate(input: $input) {
      __typename
      ... on CreateProductTemplatePayload { productTemplate { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

const update = graphql(`
  mutation UpdateProductTemplate($input: UpdateProductTemplateInput!) {
    updateProductTemplate(input: $input) {
      __typename
      ... on UpdateProductTemplatePayload { productTemplate { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);

export type TemplateRow = ResultOf<typeof list>['productTemplates']['nodes'][number];
export type Template = RecordOf<ResultOf<typeof one>>;

export const templateQueries: Queries = {
  list, totals, one, many, create, update, inputId: 'productTemplateId',
  input: ['code', 'name', 'description', 'categoryId', 'unitId', 'taxCodeId', 'isStocked', 'isJit', 'tracking', 'shelfLifeDays', 'costingMethod', 'weight', 'skuPattern'],
  createInput: ['options'],
  toForm: ({ category, unit, taxCode }: Template) => ({ categoryId: category?.id, unitId: unit.id, taxCodeId: taxCode?.id }),
};

export const variantsQuery = graphql(`
  query TemplateVariants($id: ID!) {
    templateVariants(productTemplateId: $id) {
      id sku name isDiscontinued onHand available currentPrice isPriceInherited option1 { id } option2 { id } option3 { id }
    }
  }
`);
export type Variant = ResultOf<typeof variantsQuery>['templateVariants'][number];
