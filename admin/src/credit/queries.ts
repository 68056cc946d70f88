import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query CreditApplicationList($first: Int, $after: String, $filter: CreditApplicationFilter, $orderBy: CreditApplicationOrderBy, $mayCreditRead: Boolean!) {
    creditApplications(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number status requestedTermDays createdAt createdByName submittedOn expiresOn validUntil requestedLimit { amount currencyCode } customer { id name }
        score @include(if: $mayCreditRead) risk @include(if: $mayCreditRead) limit @include(if: $mayCreditRead) { amount currencyCode }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const totals = graphql(`
  query CreditApplicationTotals($filter: CreditApplicationFilter) { creditApplications(first: 1, filter: $filter) { totalCount totals { requestedLimit { amount currencyCode } } } }
`);
const one = graphql(`
  query CreditApplication($id: ID!, $mayCreditRead: Boolean!, $mayApprovalsRead: Boolean!) {
    node(id: $id) {
      ... on CreditApplication {
        id version number status requestedTermDays note createdAt createdByName submittedOn expiresOn validUntil outcome decidedAt requestedLimit { amount currencyCode } customer { id name }
        references { id no name contact answer @include(if: $mayCreditRead) }
        termDays @include(if: $mayCreditRead) nextReviewOn @include(if: $mayCreditRead) decidedByName @include(if: $mayCreditRead) score @include(if: $mayCreditRead) risk @include(if: $mayCreditRead)
        limit @include(if: $mayCreditRead) { amount currencyCode }
        assessment @include(if: $mayCreditRead) { id asOf knownAt termDays scorecardRevision limit { amount currencyCode } }
        approval @include(if: $mayApprovalsRead) { id status deciders }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query CreditApplicationsById($ids: [ID!]!) { nodes(ids: $ids) { ... on CreditApplication { id number } } }
`);
export type ApplicationRow = ResultOf<typeof list>['creditApplications']['nodes'][number];
export type Application = RecordOf<ResultOf<typeof one>>;
export const applicationQueries: Queries = { list, totals, one, many };

const assessments = graphql(`
  query CreditAssessmentList($first: Int, $after: String, $filter: CreditAssessmentFilter, $orderBy: CreditAssessmentOrderBy) {
    creditAssessments(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id asOf knownAt recordedAt score risk termDays scorecardRevision byName limit { amount currencyCode } customer { id name } application { id number } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const assessment = graphql(`
  query CreditAssessmentRecord($id: ID!) { node(id: $id) { ... on CreditAssessment { id asOf score risk } } }
`);
const assessmentsById = graphql(`
  query CreditAssessmentsById($ids: [ID!]!) { nodes(ids: $ids) { ... on CreditAssessment { id asOf score risk } } }
`);
export type AssessmentRow = ResultOf<typeof assessments>['creditAssessments']['nodes'][number];
export const assessmentQueries: Queries = { list: assessments, one: assessment, many: assessmentsById };
