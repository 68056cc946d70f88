import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';
import { createContract } from './createMutation.ts';

const list = graphql(`
  query ContractList($first: Int, $after: String, $filter: ContractFilter, $orderBy: ContractOrderBy) {
    contracts(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number name state currencyCode every intervals timing startsOn endsOn nextOn isHeld endsSoon problem createdAt customer { id name } billed { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const totals = graphql(`
  query ContractTotals($filter: ContractFilter) { contracts(first: 1, filter: $filter) { totals { billed { amount currencyCode } } } }
`);
const one = graphql(`
  query Contract($id: ID!, $mayOrdersRead: Boolean!, $mayQuotationsRead: Boolean!, $mayInvoicesRead: Boolean!) {
    node(id: $id) {
      ... on Contract {
        id number name state currencyCode every intervals anchorOn startsOn endsOn endReason timing proratesEnds raiseRate noticeDays reminderDays defersRevenue customerReference nextFrom nextOn isHeld endsSoon problem problemSince createdAt version
        customer { id name } order @include(if: $mayOrdersRead) { id number } quotation @include(if: $mayQuotationsRead) { id number }
        billed { amount currencyCode }
        lines { id no validFrom validTo description quantity unitPrice discountRate product { id name } }
        pauses { id fromOn toOn reason }
        billings(first: 50, orderBy: BILLED_ON_DESC) { nodes { id kind periodFrom periodTo billedOn net { amount currencyCode } invoice @include(if: $mayInvoicesRead) { id number } } totalCount }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query ContractsById($ids: [ID!]!) { nodes(ids: $ids) { ... on Contract { id number name } } }
`);
const update = graphql(`
  mutation UpdateContract($input: UpdateContractInput!) {
    updateContract(input: $input) {
      __typename ... on UpdateContractPayload { contract { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export const contractPreview = graphql(`
  query ContractPreview($contractId: ID!) {
    contractPreview(contractId: $contractId) { rate ratedOn net { amount currencyCode } worth { amount currencyCode } periods { from to billedOn priceless net { amount currencyCode } worth { amount currencyCode } lines { description from to days unitPrice why net { amount currencyCode } } } }
  }
`);
export type ContractRow = ResultOf<typeof list>['contracts']['nodes'][number];
export type Contract = RecordOf<ResultOf<typeof one>>;
export const contractQueries: Queries = {
  list, totals, one, many, create: createContract, update, inputId: 'contractId',
  input: ['customerId', 'currencyCode', 'name', 'every', 'intervals', 'startsOn', 'anchorOn', 'endsOn', 'timing', 'proratesEnds', 'raiseRate', 'noticeDays', 'reminderDays', 'defersRevenue', 'customerReference', 'lines', 'orderId', 'quotationId'],
};
