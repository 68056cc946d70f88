import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query BillExceptionList($first: Int, $after: String, $filter: BillExceptionFilter, $orderBy: BillExceptionOrderBy) {
    billExceptions(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id rule status raisedOn age expected actual ownerName lineNo
        difference { amount currencyCode }
        bill { id number supplier { id name } }
        product { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const totals = graphql(`
  query BillExceptionTotals($filter: BillExceptionFilter) {
    billExceptions(first: 1, filter: $filter) { totals { difference { amount currencyCode } } }
  }
`);
const one = graphql(`
  query BillException($id: ID!) {
    node(id: $id) {
      ... on BillException {
        id rule status raisedOn age expected actual ownerName lineNo decidedByName decidedAt reason version
        difference { amount currencyCode }
        tolerated { amount currencyCode }
        bill { id number supplier { id name } actions { name allowed reason } }
        product { id name }
      }
    }
  }
`);
const many = graphql(`
  query BillExceptionsById($ids: [ID!]!) { nodes(ids: $ids) { ... on BillException { id rule bill { id number } } } }
`);

export type BillExceptionRow = ResultOf<typeof list>['billExceptions']['nodes'][number];
export type BillException = RecordOf<ResultOf<typeof one>>;
export const billExceptionQueries: Queries = { list, totals, one, many };
