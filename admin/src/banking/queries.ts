import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const accounts = graphql(`
  query CollectionAccountList($first: Int, $after: String, $filter: CollectionAccountFilter, $orderBy: CollectionAccountOrderBy, $mayJournalRead: Boolean!) {
    collectionAccounts(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id name kind currencyCode bankAccountNo isActive statedOn reconciledOn openLines isOutside
        ledgerBalance @include(if: $mayJournalRead) { amount currencyCode }
        statementBalance { amount currencyCode }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const account = graphql(`
  query CollectionAccount($id: ID!, $mayJournalRead: Boolean!, $mayAccountsRead: Boolean!, $mayAccessRead: Boolean!) {
    node(id: $id) {
      ... on CollectionAccount {
        id version name kind currencyCode bankAccountNo bankName isActive statedOn reconciledOn openLines isOutside csvMapping autoThreshold changeTolerance returnFee { amount currencyCode }
        low { amount currencyCode } high { amount currencyCode } tolerance { amount currencyCode }
        ledgerBalance @include(if: $mayJournalRead) { amount currencyCode } ledgerWorth @include(if: $mayJournalRead) { amount currencyCode }
        statementBalance { amount currencyCode }
        account @include(if: $mayAccountsRead) { id code name }
        owner @include(if: $mayAccessRead) { id name }
        actions { name allowed reason }
      }
    }
  }
`);
const accountsById = graphql(`
  query CollectionAccountsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on CollectionAccount { id name } }
  }
`);
export const saveAccount = graphql(`
  mutation SaveCollectionAccount($input: SaveCollectionAccountInput!) {
    saveCollectionAccount(input: $input) {
      __typename
      ... on SaveCollectionAccountPayload { collectionAccount { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
const createAccount = graphql(`
  mutation CreateCollectionAccount($input: SaveCollectionAccountInput!) {
    saveCollectionAccount(input: $input) {
      __typename
      ... on SaveCollectionAccountPayload { collectionAccount { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export type AccountRow = ResultOf<typeof accounts>['collectionAccounts']['nodes'][number];
export type Account = RecordOf<ResultOf<typeof account>>;
export const idOf = (value: unknown): unknown => (value && typeof value === 'object' && 'id' in value ? value.id : value);
const amountOf = (value: unknown): unknown => (value && typeof value === 'object' && 'amount' in value ? value.amount : value);
export const accountQueries: Queries = {
  list: accounts, one: account, many: accountsById, create: createAccount, update: saveAccount, inputId: 'collectionAccountId',
  input: ['name', 'kind', 'accountId', 'currencyCode', 'bankAccountNo', 'bankName', 'ownerId', 'low', 'high', 'tolerance', 'autoThreshold', 'returnFee', 'changeTolerance', 'isActive'],
  toForm: (record) => ({ ...record, accountId: idOf(record['account']), ownerId: idOf(record['owner']), low: amountOf(record['low']), high: amountOf(record['high']), tolerance: amountOf(record['tolerance']), returnFee: amountOf(record['returnFee']) }),
};

const statements = graphql(`
  query BankStatementList($first: Int, $after: String, $filter: BankStatementFilter, $orderBy: BankStatementOrderBy) {
    bankStatements(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id reference format fromOn toOn lineCount knownCount openLines missingCount isInterim importedAt
        collectionAccount { id name }
        opening { amount currencyCode } closing { amount currencyCode } linesTotal { amount currencyCode } gap { amount currencyCode }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const statementTotals = graphql(`
  query BankStatementTotals($filter: BankStatementFilter) {
    bankStatements(first: 1, filter: $filter) { totals { linesTotal { amount currencyCode } } }
  }
`);
const statement = graphql(`
  query BankStatement($id: ID!) {
    node(id: $id) {
      ... on BankStatement {
        id reference format sequence fromOn toOn lineCount knownCount pendingCount openLines missingCount isInterim fileName importedAt importedByName
        collectionAccount { id name }
        opening { amount currencyCode } closing { amount currencyCode } linesTotal { amount currencyCode } known { amount currencyCode } gap { amount currencyCode }
        actions { name allowed reason }
      }
    }
  }
`);
const statementsById = graphql(`
  query BankStatementsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on BankStatement { id reference } }
  }
`);
export type StatementRow = ResultOf<typeof statements>['bankStatements']['nodes'][number];
export type Statement = RecordOf<ResultOf<typeof statement>>;
export const statementQueries: Queries = { list: statements, totals: statementTotals, one: statement, many: statementsById };

const lines = graphql(`
  query BankLineList($first: Int, $after: String, $filter: BankLineFilter, $orderBy: BankLineOrderBy) {
    bankLines(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id bookedOn payerName text bankReference status confidence
        collectionAccount { id name }
        amount { amount currencyCode } left { amount currencyCode }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const lineTotals = graphql(`
  query BankLineTotals($filter: BankLineFilter) {
    bankLines(first: 1, filter: $filter) { totals { amount { amount currencyCode } left { amount currencyCode } } }
  }
`);
const line = graphql(`
  query BankLine($id: ID!, $mayPayablesRead: Boolean!, $mayAccountsRead: Boolean!, $mayJournalRead: Boolean!) {
    node(id: $id) {
      ... on BankLine {
        id bookedOn valueOn payerName payerAccount text bankReference endToEndId code isReversal isIn status
        collectionAccount { id name } statement { id name: reference }
        amount { amount currencyCode } left { amount currencyCode } booked { amount currencyCode }
        proposals {
          id rank kind confidence reasons rest { amount currencyCode } fee { amount currencyCode } worth { amount currencyCode } realised { amount currencyCode } customer { id name } supplier @include(if: $mayPayablesRead) { id name } account @include(if: $mayAccountsRead) { id code name }
          parts { id amount { amount currencyCode } short { amount currencyCode } openItem { id number open { amount currencyCode } } }
        }
        bookings {
          id kind isAutomatic confidence reasons bookedByName bookedAt undoneAt undoneByName undoReason amount { amount currencyCode } payment { id number } entry @include(if: $mayJournalRead) { id number: sequence }
          actions { name allowed reason }
        }
        actions { name allowed reason }
      }
    }
  }
`);
const linesById = graphql(`
  query BankLinesById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on BankLine { id text payerName } }
  }
`);
export type LineRow = ResultOf<typeof lines>['bankLines']['nodes'][number];
export type Line = RecordOf<ResultOf<typeof line>>;
export type Booking = Line['bookings'][number];
export const lineQueries: Queries = { list: lines, totals: lineTotals, one: line, many: linesById };

export const queueQuery = graphql(`
  query MatchQueue($filter: BankLineFilter, $mayPayablesRead: Boolean!, $mayAccountsRead: Boolean!) {
    bankLines(first: 20, filter: $filter, orderBy: BOOKED_ON_ASC) {
      nodes {
        id bookedOn payerName payerAccount text isIn
        collectionAccount { id name }
        left { amount currencyCode }
        proposals {
          id rank kind confidence reasons rest { amount currencyCode } fee { amount currencyCode } worth { amount currencyCode } realised { amount currencyCode } customer { id name } supplier @include(if: $mayPayablesRead) { id name } account @include(if: $mayAccountsRead) { id code name }
          parts { id amount { amount currencyCode } short { amount currencyCode } openItem { id number open { amount currencyCode } } }
        }
      }
      totalCount
    }
  }
`);
export type QueueLine = ResultOf<typeof queueQuery>['bankLines']['nodes'][number];
export type Proposal = QueueLine['proposals'][number];

const unapplied = graphql(`
  query UnappliedItemList($first: Int, $after: String, $filter: UnappliedItemFilter, $orderBy: UnappliedItemOrderBy) {
    unappliedItems(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number kind source effectiveOn days reason note ownerName targetOn isLate
        customer { id name }
        unapplied { amount currencyCode }
        openItem { id }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const unappliedTotals = graphql(`
  query UnappliedItemTotals($filter: UnappliedItemFilter) {
    unappliedItems(first: 1, filter: $filter) { totals { unapplied { amount currencyCode } } }
  }
`);
const unappliedOne = graphql(`
  query UnappliedItem($id: ID!) { node(id: $id) { ... on UnappliedItem { id number } } }
`);
const unappliedById = graphql(`
  query UnappliedItemsById($ids: [ID!]!) { nodes(ids: $ids) { ... on UnappliedItem { id number source openItem { id } customer { id } } } }
`);
export type UnappliedRow = ResultOf<typeof unapplied>['unappliedItems']['nodes'][number];
export const unappliedQueries: Queries = { list: unapplied, totals: unappliedTotals, one: unappliedOne, many: unappliedById };
export const unappliedChosen = unappliedById;

export const returnedPaymentQuery = graphql(`
  query ReturnedPayment($id: ID!) {
    node(id: $id) { ... on Payment { id amount { amount currencyCode } } }
  }
`);
