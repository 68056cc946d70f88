import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const plans = graphql(`
  query CommissionPlanList($first: Int, $after: String, $filter: CommissionPlanFilter, $orderBy: CommissionPlanOrderBy) {
    commissionPlans(first: $first, after: $after, filter: $filter, orderBy: $orderBy) { nodes { id code name note isActive } pageInfo { hasNextPage endCursor } totalCount }
  }
`);
const plan = graphql(`
  query CommissionPlan($id: ID!) { node(id: $id) { ... on CommissionPlan { id version code name note isActive actions { name allowed reason } } } }
`);
const plansById = graphql(`
  query CommissionPlansById($ids: [ID!]!) { nodes(ids: $ids) { ... on CommissionPlan { id code name } } }
`);
const createPlan = graphql(`
  mutation CreateCommissionPlan($input: CreateCommissionPlanInput!) {
    createCommissionPlan(input: $input) { __typename ... on CreateCommissionPlanPayload { commissionPlan { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
const updatePlan = graphql(`
  mutation UpdateCommissionPlan($input: UpdateCommissionPlanInput!) {
    updateCommissionPlan(input: $input) {
      __typename
      ... on UpdateCommissionPlanPayload { commissionPlan { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
const termsInput = ['startsOn', 'endsOn', 'salesPersonIds', 'base', 'rate', 'rates', 'span', 'tiers'] as const;
export type PlanRow = ResultOf<typeof plans>['commissionPlans']['nodes'][number];
export type Plan = RecordOf<ResultOf<typeof plan>>;
export const planQueries: Queries = { list: plans, one: plan, many: plansById, create: createPlan, update: updatePlan, inputId: 'commissionPlanId', input: ['name', 'note', 'isActive'], createInput: ['code', ...termsInput] };

const terms = graphql(`
  query CommissionTermsList($first: Int, $after: String, $filter: CommissionTermsFilter, $orderBy: CommissionTermsOrderBy) {
    commissionTerms(first: $first, after: $after, filter: $filter, orderBy: $orderBy) { nodes { id no startsOn endsOn base rate span orders createdByName plan { id code name } } pageInfo { hasNextPage endCursor } totalCount }
  }
`);
const oneTerms = graphql(`
  query CommissionTerms($id: ID!) {
    node(id: $id) {
      ... on CommissionTerms {
        id version no startsOn endsOn base rate span orders createdByName recordedAt plan { id code name } actions { name allowed reason }
        people { id salesPerson { id name } } tiers { id no rate from { amount currencyCode } }
        rates { id no rate channel salesPerson { id name } product { id sku name } category { id name } customer { id name } customerGroup { id name } }
      }
    }
  }
`);
const termsById = graphql(`
  query CommissionTermsById($ids: [ID!]!) { nodes(ids: $ids) { ... on CommissionTerms { id startsOn plan { id name } } } }
`);
const setTerms = graphql(`
  mutation SetCommissionTerms($input: SetCommissionTermsInput!) {
    setCommissionTerms(input: $input) { __typename ... on SetCommissionTermsPayload { commissionTerms { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export type TermsRow = ResultOf<typeof terms>['commissionTerms']['nodes'][number];
export type Terms = RecordOf<ResultOf<typeof oneTerms>>;
export const termsQueries: Queries = { list: terms, one: oneTerms, many: termsById, create: setTerms, input: [], createInput: ['commissionPlanId', ...termsInput] };
export const withdrawTerms = graphql(`
  mutation WithdrawCommissionTerms($input: WithdrawCommissionTermsInput!) {
    withdrawCommissionTerms(input: $input) { __typename ... on WithdrawCommissionTermsPayload { commissionPlan { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
