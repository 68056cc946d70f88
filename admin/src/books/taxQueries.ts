import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query TaxReturnList($first: Int, $after: String, $filter: TaxReturnFilter, $orderBy: TaxReturnOrderBy) {
    taxReturns(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number status startsOn endsOn filedByName filedAt payable { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const one = graphql(`
  query TaxReturn($id: ID!) {
    node(id: $id) {
      ... on TaxReturn {
        id version number status startsOn endsOn knownAt filedByName filedAt withdrawnReason withdrawnAt payable { amount currencyCode }
        lines { id no side code name rate taxCode { id code } base { amount currencyCode } tax { amount currencyCode } correctionBase { amount currencyCode } correctionTax { amount currencyCode } }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query TaxReturnsById($ids: [ID!]!) { nodes(ids: $ids) { ... on TaxReturn { id number } } }
`);

export type TaxReturnRow = ResultOf<typeof list>['taxReturns']['nodes'][number];
export type TaxReturn = RecordOf<ResultOf<typeof one>>;
export const taxReturnQueries: Queries = { list, one, many };
export const fileTaxReturn = graphql(`
  mutation FileTaxReturn($input: FileTaxReturnInput!) {
    fileTaxReturn(input: $input) { __typename ... on FileTaxReturnPayload { taxReturn { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const withdrawTaxReturn = graphql(`
  mutation WithdrawTaxReturn($input: WithdrawTaxReturnInput!) {
    withdrawTaxReturn(input: $input) { __typename ... on WithdrawTaxReturnPayload { taxReturn { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const taxReportQuery = graphql(`
  query TaxReport($from: Day!, $to: Day!) {
    taxReport(from: $from, to: $to) {
      rows { side code name rate taxCode { id } base { amount currencyCode } tax { amount currencyCode } correctionBase { amount currencyCode } correctionTax { amount currencyCode } }
      payable { amount currencyCode }
      accounts { code name account { id } movement { amount currencyCode } told { amount currencyCode } other { amount currencyCode } }
    }
    taxReturns(first: 1, filter: { status: { is: FILED } }, orderBy: STARTS_ON_DESC) { nodes { id number endsOn } }
  }
`);
