import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query CustomerList(
    $first: Int, $after: String, $filter: CustomerFilter, $orderBy: CustomerOrderBy, $mayCreditRead: Boolean!, $mayOpenItemsRead: Boolean!
  ) {
    customers(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id code name contactName city country isActive isOnHold isShipHeld paymentTermDays createdAt lastOrderOn openOrderCount
        isOverLimit @include(if: $mayCreditRead)
        creditLimit @include(if: $mayCreditRead) { amount currencyCode }
        exposure @include(if: $mayCreditRead) { amount currencyCode }
        receivable @include(if: $mayCreditRead) { amount currencyCode }
        overdue @include(if: $mayOpenItemsRead) { amount currencyCode }
        salesPerson { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const totals = graphql(`
  query CustomerTotals($filter: CustomerFilter, $mayCreditRead: Boolean!, $mayOpenItemsRead: Boolean!) {
    customers(first: 1, filter: $filter) {
      totalCount
      totals @include(if: $mayCreditRead) {
        exposure @include(if: $mayCreditRead) { amount currencyCode }
        receivable @include(if: $mayCreditRead) { amount currencyCode }
        overdue @include(if: $mayOpenItemsRead) { amount currencyCode }
      }
    }
  }
`);

const one = graphql(`
  query Customer($id: ID!, $mayCreditRead: Boolean!, $mayOpenItemsRead: Boolean!, $mayCustomersBank: Boolean!) {
    node(id: $id) {
      ... on Customer {
        currencyCode id version code name
        creditVersion @include(if: $mayCreditRead)
        contactName contactTitle taxNumber email phone
        isActive isOnHold isShipHeld paymentTermDays minimumShelfLifeDays shipPolicy priority createdAt lastOrderOn openOrderCount
        invoiceCycle invoiceDay isInvoicedTogether
        isOverLimit @include(if: $mayCreditRead)
        creditLimit @include(if: $mayCreditRead) { amount currencyCode }
        creditLeft @include(if: $mayCreditRead) { amount currencyCode }
        exposure @include(if: $mayCreditRead) { amount currencyCode }
        receivable @include(if: $mayCreditRead) { amount currencyCode }
        overdue @include(if: $mayOpenItemsRead) { amount currencyCode }
        openOrders @include(if: $mayCreditRead) { amount currencyCode }
        shippedNotInvoiced @include(if: $mayCreditRead) { amount currencyCode }
        unapplied @include(if: $mayCreditRead) { amount currencyCode }
        salesPerson { id name }
        group { id name } taxTreatment taxReason
        paymentTerm { id name } isCreditHeld lacks
        creditRisk @include(if: $mayCreditRead) creditReviewOn @include(if: $mayCreditRead) creditGrantedOn @include(if: $mayCreditRead) creditGrantedUntil @include(if: $mayCreditRead)
        bankHolder @include(if: $mayCustomersBank) bankAccount @include(if: $mayCustomersBank) bankCode @include(if: $mayCustomersBank)
        waitingChanges @include(if: $mayCreditRead) { id field before after reason askedByName expiresOn }
        isMerged mergedAt suspectedCount mergedInto { id name code } merged { id name code }
        addresses { id version kind isDefault name street postalCode city region country latitude longitude }
        holds { id scope reason placedAt placedByName releasedAt }
        actions { name allowed reason }
      }
    }
  }
`);

const many = graphql(`
  query CustomersById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Customer { id code name isActive } }
  }
`);

const create = graphql(`
  mutation CreateCustomer($input: CreateCustomerInput!) {
    createCustomer(input: $input) {
      __typename
      ... on CreateCustomerPayload { customer { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

const update = graphql(`
  mutation UpdateCustomer($input: UpdateCustomerInput!) {
    updateCustomer(input: $input) {
      __typename
      ... on UpdateCustomerPayload { customer { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);

export type CustomerRow = ResultOf<typeof list>['customers']['nodes'][number];
export type Customer = RecordOf<ResultOf<typeof one>>;

export const customerQueries: Queries = {
  list,
  totals,
  one,
  many,
  create,
  update,
  inputId: 'customerId',
  input: [
    'code', 'name', 'currencyCode', 'contactName', 'contactTitle', 'taxNumber', 'email', 'phone', 'isActive',
    'paymentTermDays', 'minimumShelfLifeDays', 'shipPolicy', 'priority', 'salesPersonId', 'reason',
  ],
  createInput: ['creditLimit'],
  toForm: ({ salesPerson }: Customer) => ({ salesPersonId: salesPerson?.id }),
};

const paymentTerms = graphql(`
  query PaymentTermList($first: Int, $after: String, $filter: PaymentTermFilter, $orderBy: PaymentTermOrderBy) {
    paymentTerms(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id code name isActive }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const paymentTerm = graphql(`
  query PaymentTerm($id: ID!) {
    node(id: $id) { ... on PaymentTerm { id version code name isActive } }
  }
`);

const paymentTermsById = graphql(`
  query PaymentTermsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on PaymentTerm { id code name } }
  }
`);

export const paymentTermQueries: Queries = { list: paymentTerms, one: paymentTerm, many: paymentTermsById };

const salesPeople = graphql(`
  query SalesPersonList($first: Int, $after: String, $filter: SalesPersonFilter, $orderBy: SalesPersonOrderBy) {
    salesPeople(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id name title isActive }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const salesPerson = graphql(`
  query SalesPerson($id: ID!) {
    node(id: $id) { ... on SalesPerson { id version name title isActive } }
  }
`);

const salesPeopleById = graphql(`
  query SalesPeopleById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on SalesPerson { id name } }
  }
`);

export const salesPersonQueries: Queries = { list: salesPeople, one: salesPerson, many: salesPeopleById };
