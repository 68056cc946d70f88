import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query ManualJournalList($first: Int, $after: String, $filter: ManualJournalFilter, $orderBy: ManualJournalOrderBy) {
    manualJournals(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number status effectiveOn memo reverseOn isReversed approval createdAt createdByName total { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const totals = graphql(`
  query ManualJournalTotals($filter: ManualJournalFilter) { manualJournals(first: 1, filter: $filter) { totals { total { amount currencyCode } } } }
`);
const one = graphql(`
  query ManualJournal($id: ID!) {
    node(id: $id) {
      ... on ManualJournal {
        id version number status effectiveOn memo reverseOn isReversed approval createdAt createdByName total { amount currencyCode }
        template { id name } entry { id sequence } reversalEntry { id sequence }
        lines {
          id no description amount { amount currencyCode } debit { amount currencyCode } credit { amount currencyCode } account { id code name } customer { id name } supplier { id name } order { id number } product { id name } taxCode { id code } costCategory { id name }
        }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query ManualJournalsById($ids: [ID!]!) { nodes(ids: $ids) { ... on ManualJournal { id number memo } } }
`);
const create = graphql(`
  mutation CreateManualJournal($input: CreateManualJournalInput!) {
    createManualJournal(input: $input) { __typename ... on CreateManualJournalPayload { manualJournal { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
const update = graphql(`
  mutation UpdateManualJournal($input: UpdateManualJournalInput!) {
    updateManualJournal(input: $input) { __typename ... on UpdateManualJournalPayload { manualJournal { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } ... on ChangedMeanwhile { version fields { field mine theirs } } }
  }
`);
const remove = graphql(`
  mutation DeleteManualJournal($input: DeleteManualJournalInput!) {
    deleteManualJournal(input: $input) { __typename ... on DeleteManualJournalPayload { deleted } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);

export type ManualJournalRow = ResultOf<typeof list>['manualJournals']['nodes'][number];
export type ManualJournal = RecordOf<ResultOf<typeof one>>;
const some = (amount: string): string => (/^0*\.?0*$/.test(amount) ? '' : amount);
export const manualJournalQueries: Queries = {
  list, totals, one, many, create, update, delete: remove, inputId: 'manualJournalId', input: ['effectiveOn', 'memo', 'reverseOn', 'lines'],
  toForm: ({ lines }: ManualJournal) => ({
    lines: lines.map(({ account, description, debit, credit, customer, supplier, order, product, taxCode, costCategory }) => ({
      accountId: account.id, description: description ?? '', debit: some(debit.amount), credit: some(credit.amount), customerId: customer?.id ?? '', supplierId: supplier?.id ?? '',
      orderId: order?.id ?? '', productId: product?.id ?? '', taxCodeId: taxCode?.id ?? '', costCategoryId: costCategory?.id ?? '',
    })),
  }),
};
export const postManualJournal = graphql(`
  mutation PostManualJournal($input: PostManualJournalInput!) {
    postManualJournal(input: $input) { __typename ... on PostManualJournalPayload { manualJournal { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const submitManualJournal = graphql(`
  mutation SubmitManualJournal($input: SubmitManualJournalInput!) {
    submitManualJournal(input: $input) { __typename ... on SubmitManualJournalPayload { manualJournal { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const withdrawManualJournal = graphql(`
  mutation WithdrawManualJournal($input: WithdrawManualJournalInput!) {
    withdrawManualJournal(input: $input) { __typename ... on WithdrawManualJournalPayload { manualJournal { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const copyManualJournal = graphql(`
  mutation CopyManualJournal($input: CopyManualJournalInput!) {
    copyManualJournal(input: $input) { __typename ... on CopyManualJournalPayload { manualJournal { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const deleteManualJournal = remove;
