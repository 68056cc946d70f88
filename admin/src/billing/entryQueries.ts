import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query InvoiceRunEntryList($first: Int, $after: String, $filter: InvoiceRunEntryFilter, $orderBy: InvoiceRunEntryOrderBy) {
    invoiceRunEntries(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id no cycle status reason shipments total { amount currencyCode } run { id number } customer { id name } invoice { id number } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const totals = graphql(`
  query InvoiceRunEntryTotals($filter: InvoiceRunEntryFilter) { invoiceRunEntries(first: 1, filter: $filter) { totals { total { amount currencyCode } } } }
`);
const one = graphql(`
  query InvoiceRunEntry($id: ID!) { node(id: $id) { ... on InvoiceRunEntry { id no } } }
`);
const many = graphql(`
  query InvoiceRunEntriesById($ids: [ID!]!) { nodes(ids: $ids) { ... on InvoiceRunEntry { id no } } }
`);
export type InvoiceRunEntryRow = ResultOf<typeof list>['invoiceRunEntries']['nodes'][number];
export const invoiceRunEntryQueries: Queries = { list, totals, one, many };
