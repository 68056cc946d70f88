import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query BillList($first: Int, $after: String, $filter: BillFilter, $orderBy: BillOrderBy) {
    bills(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number supplierReference billedOn dueOn status isOverdue match block
        net { amount currencyCode }
        tax { amount currencyCode }
        total { amount currencyCode }
        open { amount currencyCode }
        currencyCode
        companyTotal { amount currencyCode }
        openWorth { amount currencyCode }
        supplier { id name }
        purchaseOrder { id number }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const totals = graphql(`
  query BillTotals($filter: BillFilter) {
    bills(first: 1, filter: $filter) {
      totals { net { amount currencyCode } tax { amount currencyCode } total { amount currencyCode } open { amount currencyCode } }
    }
  }
`);
const one = graphql(`
  query Bill($id: ID!) {
    node(id: $id) {
      ... on Bill {
        id number supplierReference billedOn dueOn status reversedOn isOverdue recordedAt match block recordedByName
        recurringBill { id name }
        exceptions { id rule status expected actual lineNo ownerName age difference { amount currencyCode } product { id name } }
        net { amount currencyCode }
        tax { amount currencyCode }
        total { amount currencyCode }
        open { amount currencyCode }
        currencyCode exchangeRate rateSource
        companyTotal { amount currencyCode }
        openWorth { amount currencyCode }
        supplier { id name }
        purchaseOrder { id number }
        openItem { id }
        lines {
          id no description quantity unitCost orderedCost
          net { amount currencyCode }
          product { id name }
          account { id code name }
          landedCost { id number }
          receiptLine { id receipt { id number } value { amount currencyCode } }
        }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query BillsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Bill { id number } }
  }
`);
const create = graphql(`
  mutation RecordBill($input: RecordBillInput!) {
    recordBill(input: $input) {
      __typename
      ... on RecordBillPayload { bill { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export type BillRow = ResultOf<typeof list>['bills']['nodes'][number];
export type Bill = RecordOf<ResultOf<typeof one>>;
export const billQueries: Queries = {
  list, totals, one, many, create, input: ['supplierId', 'supplierReference', 'billedOn', 'dueOn', 'currencyCode', 'exchangeRate', 'rateSource', 'receiptLines', 'expenseLines', 'landedCostLines', 'tax'],
};
