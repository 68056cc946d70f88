import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query RecurringBillList($first: Int, $after: String, $filter: RecurringBillFilter, $orderBy: RecurringBillOrderBy) {
    recurringBills(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id name every startsOn endsOn nextOn turns isActive net { amount currencyCode } supplier { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const totals = graphql(`
  query RecurringBillTotals($filter: RecurringBillFilter) { recurringBills(first: 1, filter: $filter) { totals { net { amount currencyCode } } } }
`);
const one = graphql(`
  query RecurringBill($id: ID!) {
    node(id: $id) {
      ... on RecurringBill {
        id name every startsOn endsOn nextOn turns isActive version currencyCode
        net { amount currencyCode }
        tax { amount currencyCode }
        supplier { id name }
        lines { id no description net { amount currencyCode } account { id code name } }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query RecurringBillsById($ids: [ID!]!) { nodes(ids: $ids) { ... on RecurringBill { id name } } }
`);
const create = graphql(`
  mutation CreateRecurringBill($input: CreateRecurringBillInput!) {
    createRecurringBill(input: $input) {
      __typename
      ... on CreateRecurringBillPayload { recurringBill { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const update = graphql(`
  mutation UpdateRecurringBill($input: UpdateRecurringBillInput!) {
    updateRecurringBill(input: $input) {
      __typename
      ... on UpdateRecurringBillPayload { recurringBill { id } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export type RecurringBillRow = ResultOf<typeof list>['recurringBills']['nodes'][number];
export type RecurringBill = RecordOf<ResultOf<typeof one>>;
export const recurringBillQueries: Queries = {
  list, totals, one, many, create, update, inputId: 'recurringBillId', input: ['name', 'endsOn', 'currencyCode', 'tax', 'lines'], createInput: ['supplierId', 'every', 'startsOn'],
  toForm: (record: RecurringBill) => ({ ...record, supplierId: record.supplier.id, tax: record.tax.amount, lines: record.lines.map((line) => ({ accountId: line.account?.id ?? '', description: line.description, net: line.net.amount })) }),
};
