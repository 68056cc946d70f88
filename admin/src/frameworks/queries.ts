import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';
import { deleteFramework } from './mutations.ts';

const list = graphql(`
  query FrameworkList($first: Int, $after: String, $filter: FrameworkFilter, $orderBy: FrameworkOrderBy) {
    frameworks(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number name reference status currencyCode validFrom validTo share isBelowMinimum isEnding hasFailure nextCallOn isAutomatic createdAt
        customer { id name } salesPerson { id name }
        called { amount currencyCode } maximum { amount currencyCode } left { amount currencyCode } minimumLeft { amount currencyCode }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const totals = graphql(`
  query FrameworkTotals($filter: FrameworkFilter) {
    frameworks(first: 1, filter: $filter) { totals { called { amount currencyCode } minimumLeft { amount currencyCode } } }
  }
`);
const one = graphql(`
  query Framework($id: ID!, $mayInvoicesRead: Boolean!, $mayOrdersRead: Boolean!, $mayCreditRead: Boolean!) {
    node(id: $id) {
      ... on Framework {
        id version number name reference status validFrom validTo terms note currencyCode taxIncluded isAutomatic toleranceRate remindDays activatedOn endedOn endReason share isBelowMinimum isEnding hasFailure nextCallOn createdAt
        customer { id name } salesPerson { id name }
        minimum { amount currencyCode } maximum { amount currencyCode } called { amount currencyCode } left { amount currencyCode } minimumLeft { amount currencyCode }
        shippedValue { amount currencyCode } invoicedValue @include(if: $mayInvoicesRead) { amount currencyCode }
        lines {
          id no minimum maximum called shipped invoiced drafted planned left minimumLeft unitPrice
          product { id name sku available unit { code } }
          prices { id fromQuantity unitPrice }
        }
        calls { id callOn requiredOn quantity failure line { id product { id name } } order @include(if: $mayOrdersRead) { id number status } }
        waitingChanges @include(if: $mayCreditRead) { id field before after reason askedByName expiresOn }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query FrameworksById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Framework { id number name } }
  }
`);
const create = graphql(`
  mutation CreateFramework($input: CreateFrameworkInput!) {
    createFramework(input: $input) { __typename ... on CreateFrameworkPayload { framework { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
const update = graphql(`
  mutation UpdateFramework($input: UpdateFrameworkInput!) {
    updateFramework(input: $input) {
      __typename ... on UpdateFrameworkPayload { framework { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);

export const frameworkOrders = graphql(`
  query FrameworkOrders($frameworkId: ID!) {
    orderLines(first: 100, orderBy: PLACED_ON_DESC, filter: { framework: { is: $frameworkId } }) {
      nodes { id description quantity cancelled shipped invoiced unitPrice net { amount currencyCode } order { id number status placedOn } }
      totalCount
    }
  }
`);

export type FrameworkRow = ResultOf<typeof list>['frameworks']['nodes'][number];
export type Framework = RecordOf<ResultOf<typeof one>>;
export type FrameworkLine = Framework['lines'][number];

export const frameworkQueries: Queries = {
  list, totals, one, many, create, update, delete: deleteFramework, inputId: 'frameworkId',
  input: ['customerId', 'salesPersonId', 'name', 'reference', 'validFrom', 'validTo', 'terms', 'note', 'taxIncluded', 'isAutomatic', 'toleranceRate', 'remindDays', 'currencyCode', 'minimumAmount', 'maximumAmount', 'lines'],
  toForm: ({ customer, salesPerson, minimum, maximum, lines }: Framework) => ({
    customerId: customer.id, salesPersonId: salesPerson?.id ?? '', minimumAmount: minimum?.amount ?? '', maximumAmount: maximum?.amount ?? '',
    // A row a step; the limits stand on the first.
    lines: lines.flatMap((line) => line.prices.map(({ fromQuantity, unitPrice }, index) => ({
      productId: line.product.id, fromQuantity: Number(fromQuantity) > 0 ? fromQuantity : '', unitPrice, minimum: index === 0 ? line.minimum ?? '' : '', maximum: index === 0 ? line.maximum ?? '' : '',
    }))),
  }),
};
