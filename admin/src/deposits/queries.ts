import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query DepositList($first: Int, $after: String, $filter: DepositRequestFilter, $orderBy: DepositRequestOrderBy, $mayOrdersRead: Boolean!) {
    deposits(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number state requestedOn dueOn isOverdue isIdle isTaxed holdsShipping customer { id name } order @include(if: $mayOrdersRead) { id number }
        amount { amount currencyCode } received { amount currencyCode } toCome { amount currencyCode } held { amount currencyCode } used { amount currencyCode }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const totals = graphql(`
  query DepositTotals($filter: DepositRequestFilter) {
    deposits(first: 1, filter: $filter) { totals { amount { amount currencyCode } toCome { amount currencyCode } held { amount currencyCode } used { amount currencyCode } } }
  }
`);
const one = graphql(`
  query Deposit($id: ID!, $mayOrdersRead: Boolean!, $mayOpenItemsRead: Boolean!) {
    node(id: $id) {
      ... on DepositRequest {
        id number state currencyCode share requestedOn dueOn isOverdue isIdle isTaxed holdsShipping note withdrawnOn withdrawReason version customer { id name } order @include(if: $mayOrdersRead) { id number }
        amount { amount currencyCode } received { amount currencyCode } toCome { amount currencyCode } held { amount currencyCode } used { amount currencyCode }
        invoices { id number issuedOn cancelledOn net { amount currencyCode } tax { amount currencyCode } total { amount currencyCode } }
        openItem @include(if: $mayOpenItemsRead) {
          id
          allocationsTo { id allocatedOn isReversed reason amount { amount currencyCode } creditItem { id number } }
          allocationsFrom { id allocatedOn isReversed reason amount { amount currencyCode } debitItem { id number kind } }
        }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query DepositsById($ids: [ID!]!) { nodes(ids: $ids) { ... on DepositRequest { id number } } }
`);
const invoiceList = graphql(`
  query DepositInvoiceList($first: Int, $after: String, $filter: DepositInvoiceFilter, $orderBy: DepositInvoiceOrderBy) {
    depositInvoices(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number issuedOn cancelledOn net { amount currencyCode } tax { amount currencyCode } total { amount currencyCode } customer { id name } deposit { id number } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const invoiceTotals = graphql(`
  query DepositInvoiceTotals($filter: DepositInvoiceFilter) { depositInvoices(first: 1, filter: $filter) { totals { net { amount currencyCode } tax { amount currencyCode } total { amount currencyCode } } } }
`);
const invoiceOne = graphql(`
  query DepositInvoice($id: ID!) { node(id: $id) { ... on DepositInvoice { id number } } }
`);
const invoiceMany = graphql(`
  query DepositInvoicesById($ids: [ID!]!) { nodes(ids: $ids) { ... on DepositInvoice { id number } } }
`);
export const depositControl = graphql(`
  query DepositControl {
    depositControl {
      held { amount currencyCode } account { amount currencyCode } difference { amount currencyCode } tax { amount currencyCode } taxAccount { amount currencyCode } taxDifference { amount currencyCode } toCome { amount currencyCode }
      settings { holdsShipping appliesItself dueDays version }
    }
    depositTaxRules(first: 100) { nodes { id country isDue taxCode { id code name } } }
  }
`);
export const openCredits = graphql(`
  query DepositCredits($customerId: ID!) {
    openItems(first: 100, filter: { customer: { is: $customerId }, kind: { in: [PAYMENT, CREDIT_NOTE] }, open: { max: "-0.01" } }) { nodes { id number open { amount currencyCode } } }
  }
`);

export type DepositRow = ResultOf<typeof list>['deposits']['nodes'][number];
export type DepositInvoiceRow = ResultOf<typeof invoiceList>['depositInvoices']['nodes'][number];
export type Deposit = RecordOf<ResultOf<typeof one>>;
export const depositQueries: Queries = { list, totals, one, many };
export const depositInvoiceQueries: Queries = { list: invoiceList, totals: invoiceTotals, one: invoiceOne, many: invoiceMany };

export const orderCurrency = graphql(`
  query OrderCurrency($id: ID!) { node(id: $id) { __typename ... on Order { currencyCode } } }
`);

export const depositUseQuery = graphql(`
  query DepositUse($depositId: ID!) {
    depositUse(depositId: $depositId) {
      receipts { number on amount { amount currencyCode } used { amount currencyCode } left { amount currencyCode } moved { amount currencyCode } }
      uses { receipt number on invoice { id number } amount { amount currencyCode } net { amount currencyCode } tax { amount currencyCode } }
    }
  }
`);
