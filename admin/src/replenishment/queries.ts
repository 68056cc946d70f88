import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const proposals = graphql(`
  query ReorderProposalList($first: Int, $after: String, $filter: ReorderProposalFilter, $orderBy: ReorderProposalOrderBy, $mayPurchasingRead: Boolean!) {
    reorderProposals(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id kind status quantity projected reorderPoint shortOn expectedOn isLate leadTimeDays dismissedUntil age createdAt closedAt
        product { id sku name }
        warehouse { id name }
        supplier @include(if: $mayPurchasingRead) { id name }
        purchaseOrder @include(if: $mayPurchasingRead) { id number }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const proposalTotals = graphql(`
  query ReorderProposalTotals($filter: ReorderProposalFilter) { reorderProposals(first: 1, filter: $filter) { totals { quantity } } }
`);
const proposal = graphql(`
  query ReorderProposal($id: ID!, $mayPurchasingRead: Boolean!, $mayRequisitionsRead: Boolean!) {
    node(id: $id) {
      ... on ReorderProposal {
        id version kind status quantity projected reorderPoint shortOn expectedOn isLate leadTimeDays dismissedUntil dismissReason orderedQuantity createdAt computedAt closedAt
        product { id sku name unit { id code } }
        warehouse { id name }
        supplier @include(if: $mayPurchasingRead) { id name }
        purchaseOrder @include(if: $mayPurchasingRead) { id number supplier { id name } }
        requisition @include(if: $mayRequisitionsRead) { id number }
        rule { id }
        steps { id no kind quantity day isLate purchaseOrder @include(if: $mayPurchasingRead) { id number supplier { id name } } }
        actions { name allowed reason }
      }
    }
  }
`);
const proposalsById = graphql(`
  query ReorderProposalsById($ids: [ID!]!) { nodes(ids: $ids) { ... on ReorderProposal { id product { id name } warehouse { id name } } } }
`);
export type ProposalRow = ResultOf<typeof proposals>['reorderProposals']['nodes'][number];
export type Proposal = RecordOf<ResultOf<typeof proposal>>;
export const proposalQueries: Queries = { list: proposals, totals: proposalTotals, one: proposal, many: proposalsById };

const rules = graphql(`
  query ReorderRuleList($first: Int, $after: String, $filter: ReorderRuleFilter, $orderBy: ReorderRuleOrderBy, $mayPurchasingRead: Boolean!) {
    reorderRules(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id reorderPoint maximum orderQuantity multiple minimum safetyStock leadTimeDays isActive isLow onHand available incoming projectedNow
        product { id sku name }
        warehouse { id name }
        supplier @include(if: $mayPurchasingRead) { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const rule = graphql(`
  query ReorderRule($id: ID!, $mayPurchasingRead: Boolean!) {
    node(id: $id) {
      ... on ReorderRule {
        id version reorderPoint maximum orderQuantity multiple minimum safetyStock leadTimeDays isActive isLow onHand available incoming projectedNow
        product { id sku name unit { id code } }
        warehouse { id name }
        supplier @include(if: $mayPurchasingRead) { id name }
      }
    }
  }
`);
const rulesById = graphql(`
  query ReorderRulesById($ids: [ID!]!) { nodes(ids: $ids) { ... on ReorderRule { id product { id name } warehouse { id name } } } }
`);
const createRule = graphql(`
  mutation CreateReorderRule($input: CreateReorderRuleInput!) {
    createReorderRule(input: $input) {
      __typename
      ... on CreateReorderRulePayload { rule { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const updateRule = graphql(`
  mutation UpdateReorderRule($input: UpdateReorderRuleInput!) {
    updateReorderRule(input: $input) {
      __typename
      ... on UpdateReorderRulePayload { rule { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export const setRules = graphql(`
  mutation SetReorderRules($input: SetReorderRulesInput!) {
    setReorderRules(input: $input) {
      __typename
      ... on SetReorderRulesPayload { rules { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const removeRules = graphql(`
  mutation RemoveReorderRules($input: RemoveReorderRulesInput!) {
    removeReorderRules(input: $input) {
      __typename
      ... on RemoveReorderRulesPayload { removed }
      ... on Refusal { code message }
    }
  }
`);
export const rulesOf = graphql(`
  query RulesToChange($ids: [ID!]!) { nodes(ids: $ids) { ... on ReorderRule { id product { id } warehouse { id } } } }
`);
export type RuleRow = ResultOf<typeof rules>['reorderRules']['nodes'][number];
export type Rule = RecordOf<ResultOf<typeof rule>>;
export const ruleQueries: Queries = {
  list: rules, one: rule, many: rulesById, create: createRule, update: updateRule, inputId: 'reorderRuleId',
  input: ['reorderPoint', 'maximum', 'orderQuantity', 'multiple', 'minimum', 'safetyStock', 'leadTimeDays', 'supplierId', 'isActive'],
  createInput: ['productId', 'warehouseId'],
  toForm: ({ supplier }: Rule) => ({ supplierId: supplier?.id ?? null }),
};

const warnings = graphql(`
  query StockWarningList($first: Int, $after: String, $filter: StockWarningFilter, $orderBy: StockWarningOrderBy) {
    stockWarnings(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id kind status shortOn shortQuantity worstOn worstQuantity ordersHit age openedOn closedOn episode
        ownerName
        product { id sku name }
        warehouse { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const warning = graphql(`
  query StockWarning($id: ID!, $mayOrdersRead: Boolean!) {
    node(id: $id) {
      ... on StockWarning {
        id version kind status shortOn shortQuantity worstOn worstQuantity floor ordersHit age openedOn closedOn episode daysLeft
        product { id sku name unit { id code } }
        warehouse { id name }
        ownerName
        demand { id status purchaseOrder { id number supplier { id name } } order { id number } }
        orders @include(if: $mayOrdersRead) { id neededOn missing order { id number customer { id name } } }
        actions { name allowed reason }
      }
    }
  }
`);
const warningsById = graphql(`
  query StockWarningsById($ids: [ID!]!) { nodes(ids: $ids) { ... on StockWarning { id product { id name } warehouse { id name } } } }
`);
export type WarningRow = ResultOf<typeof warnings>['stockWarnings']['nodes'][number];
export type StockWarning = RecordOf<ResultOf<typeof warning>>;
export const warningQueries: Queries = { list: warnings, one: warning, many: warningsById };

const demands = graphql(`
  query JitDemandList($first: Int, $after: String, $filter: JitDemandFilter, $orderBy: JitDemandOrderBy, $mayPurchasingRead: Boolean!) {
    jitDemands(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id status quantity promisedOn neededOn orderBy expectedOn isLate leadTimeDays
        product { id sku name }
        order { id number }
        warehouse { id name }
        supplier @include(if: $mayPurchasingRead) { id name }
        purchaseOrder @include(if: $mayPurchasingRead) { id number }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const demandTotals = graphql(`
  query JitDemandTotals($filter: JitDemandFilter) { jitDemands(first: 1, filter: $filter) { totals { quantity } } }
`);
const demand = graphql(`
  query JitDemand($id: ID!) { node(id: $id) { ... on JitDemand { id version status product { id name } order { id number } } } }
`);
const demandsById = graphql(`
  query JitDemandsById($ids: [ID!]!) { nodes(ids: $ids) { ... on JitDemand { id product { id name } order { id number } } } }
`);
export type DemandRow = ResultOf<typeof demands>['jitDemands']['nodes'][number];
export const demandQueries: Queries = { list: demands, totals: demandTotals, one: demand, many: demandsById };
