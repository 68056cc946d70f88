import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query InvoiceList($first: Int, $after: String, $filter: InvoiceFilter, $orderBy: InvoiceOrderBy) {
    invoices(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number kind issuedOn dueOn paymentState overdueDays isOverdue customerReference proofState unconfirmedDays sentAt confirmationOwner
        disputed { amount currencyCode }
        net { amount currencyCode }
        total { amount currencyCode }
        open { amount currencyCode }
        balance { amount currencyCode }
        signedNet { amount currencyCode }
        customer { id name }
        order { id number }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const totals = graphql(`
  query InvoiceTotals($filter: InvoiceFilter) {
    invoices(first: 1, filter: $filter) {
      totals {
        net { amount currencyCode }
        total { amount currencyCode }
        open { amount currencyCode }
        balance { amount currencyCode }
        signedNet { amount currencyCode }
      }
    }
  }
`);

const one = graphql(`
  query Invoice($id: ID!, $mayPaymentsRead: Boolean!, $mayDisputesRead: Boolean!) {
    node(id: $id) {
      ... on Invoice {
        id number kind issuedOn dueOn paymentTermDays paymentState overdueDays recordedAt reason
        currencyCode exchangeRate companyTotal { amount currencyCode } companyTax { amount currencyCode }
        customerName customerTaxNumber billTo companyName companyTaxNumber customerReference proofState openedAt confirmedAt confirmedByName
        disputed { amount currencyCode }
        earlyDiscounts @include(if: $mayPaymentsRead) { id kind amount { amount currencyCode } }
        disputes @include(if: $mayDisputesRead) { id number status }
        earlyOffers { id no discountRate lastOn discount { amount currencyCode } tax { amount currencyCode } payable { amount currencyCode } }
        gross { amount currencyCode }
        discount { amount currencyCode }
        net { amount currencyCode }
        freight { amount currencyCode }
        tax { amount currencyCode }
        total { amount currencyCode }
        open { amount currencyCode }
        customer { id name }
        order { id number }
        creditsInvoice { id number } reversesNumber reversedByNumber
        openItem { id }
        instalments { id no dueOn amount { amount currencyCode } open { amount currencyCode } }
        lines {
          id no description unitCode quantity unitPrice discountRate taxRate
          gross { amount currencyCode }
          net { amount currencyCode }
          tax { amount currencyCode }
          product { id name }
        }
        actions { name allowed reason }
      }
    }
  }
`);

const many = graphql(`
  query InvoicesById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Invoice { id number } }
  }
`);

export type InvoiceRow = ResultOf<typeof list>['invoices']['nodes'][number];
export type Invoice = RecordOf<ResultOf<typeof one>>;

export const invoiceQueries: Queries = { list, totals, one, many };
