import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query JournalTemplateList($first: Int, $after: String, $filter: JournalTemplateFilter, $orderBy: JournalTemplateOrderBy) {
    journalTemplates(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id name memo isReversing everyMonths nextOn isActive amount { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const one = graphql(`
  query JournalTemplate($id: ID!) {
    node(id: $id) {
      ... on JournalTemplate {
        id version name memo isReversing everyMonths nextOn isActive amount { amount currencyCode }
        lines { id no description isDebit part fixed { amount currencyCode } account { id code name } customer { id name } supplier { id name } costCategory { id name } }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query JournalTemplatesById($ids: [ID!]!) { nodes(ids: $ids) { ... on JournalTemplate { id name } } }
`);
const create = graphql(`
  mutation CreateJournalTemplate($input: CreateJournalTemplateInput!) {
    createJournalTemplate(input: $input) { __typename ... on CreateJournalTemplatePayload { journalTemplate { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
const update = graphql(`
  mutation UpdateJournalTemplate($input: UpdateJournalTemplateInput!) {
    updateJournalTemplate(input: $input) { __typename ... on UpdateJournalTemplatePayload { journalTemplate { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } ... on ChangedMeanwhile { version fields { field mine theirs } } }
  }
`);

export type JournalTemplateRow = ResultOf<typeof list>['journalTemplates']['nodes'][number];
export type JournalTemplate = RecordOf<ResultOf<typeof one>>;
export const journalTemplateQueries: Queries = {
  list, one, many, create, update, inputId: 'journalTemplateId', input: ['name', 'memo', 'amount', 'isReversing', 'everyMonths', 'nextOn', 'isActive', 'lines'],
  toForm: ({ lines }: JournalTemplate) => ({
    lines: lines.map(({ account, description, isDebit, part, fixed, customer, supplier, costCategory }) => ({
      accountId: account.id, description: description ?? '', isDebit, part: part ?? '', fixed: fixed?.amount ?? '', customerId: customer?.id ?? '', supplierId: supplier?.id ?? '', costCategoryId: costCategory?.id ?? '',
    })),
  }),
};
export const draftFromTemplate = graphql(`
  mutation DraftFromTemplate($input: DraftFromTemplateInput!) {
    draftFromTemplate(input: $input) { __typename ... on DraftFromTemplatePayload { manualJournal { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
