import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query MailList($first: Int, $after: String, $filter: MailFilter, $orderBy: MailOrderBy) {
    mails(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id kind status about aboutLabel partyName toAddress language subject isAutomatic attempts problem createdAt sentAt dueAt requestedByName transport }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const one = graphql(`
  query Mail($id: ID!) {
    node(id: $id) {
      ... on Mail {
        id kind status about aboutLabel party partyName toAddress copyTo language subject body html messageId attempts dueAt sentAt transport problem requestedByName createdAt isAutomatic
        resends { id subject }
        attachments { id no fileName bytes hash path }
        log { id no outcome transport response recordedAt }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query MailsById($ids: [ID!]!) { nodes(ids: $ids) { ... on Mail { id subject } } }
`);
export const mailboxQuery = graphql(`
  query Mailbox($after: String) {
    mails(first: 25, after: $after, filter: { transport: { is: LOCAL }, status: { is: SENT } }, orderBy: SENT_AT_DESC) {
      nodes { id subject partyName toAddress copyTo sentAt language html attachments { id fileName path } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
export const cancelMailMutation = graphql(`
  mutation CancelMail($input: CancelMailInput!) {
    cancelMail(input: $input) { __typename ... on CancelMailPayload { mail { id status } } ... on Refusal { code message } }
  }
`);
export const resendMailMutation = graphql(`
  mutation ResendMail($input: ResendMailInput!) {
    resendMail(input: $input) {
      __typename
      ... on ResendMailPayload { mail { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const reportBounceMutation = graphql(`
  mutation ReportBounce($input: ReportBounceInput!) {
    reportBounce(input: $input) {
      __typename
      ... on ReportBouncePayload { mail { id status } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export type MailRow = ResultOf<typeof list>['mails']['nodes'][number];
export type Mail = RecordOf<ResultOf<typeof one>>;
export type Letter = ResultOf<typeof mailboxQuery>['mails']['nodes'][number];
export const mailQueries: Queries = { list, one, many };
