import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const writeOffList = graphql(`
  query WriteOffList($first: Int, $after: String, $filter: WriteOffFilter, $orderBy: WriteOffOrderBy) {
    writeOffs(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number status reason document writtenOffOn askedByName isSmall customer { id name } amount { amount currencyCode } recovered { amount currencyCode } lost { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const writeOffTotals = graphql(`
  query WriteOffTotals($filter: WriteOffFilter) {
    writeOffs(first: 1, filter: $filter) { totals { amount { amount currencyCode } recovered { amount currencyCode } lost { amount currencyCode } } }
  }
`);
const writeOffOne = graphql(`
  query WriteOffRecord($id: ID!) {
    node(id: $id) {
      ... on WriteOff {
        id number status reason note document isSmall writtenOffOn askedByName approvedByName createdAt reversedOn reversalReason customer { id name } amount { amount currencyCode } tax { amount currencyCode } recovered { amount currencyCode } lost { amount currencyCode }
        recoveryParts { id amount { amount currencyCode } recovery { number recoveredOn status } }
        actions { name allowed reason }
      }
    }
  }
`);
export type WriteOff = RecordOf<ResultOf<typeof writeOffOne>>;
const writeOffById = graphql(`
  query WriteOffsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on WriteOff { id number } }
  }
`);
export type WriteOffRow = ResultOf<typeof writeOffList>['writeOffs']['nodes'][number];
export const writeOffQueries: Queries = { list: writeOffList, totals: writeOffTotals, one: writeOffOne, many: writeOffById };

const recoveryList = graphql(`
  query RecoveryList($first: Int, $after: String, $filter: RecoveryFilter, $orderBy: RecoveryOrderBy) {
    recoveries(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number status recoveredOn createdByName customer { id name } amount { amount currencyCode } tax { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const recoveryTotals = graphql(`
  query RecoveryTotals($filter: RecoveryFilter) {
    recoveries(first: 1, filter: $filter) { totals { amount { amount currencyCode } tax { amount currencyCode } } }
  }
`);
const recoveryOne = graphql(`
  query Recovery($id: ID!) {
    node(id: $id) {
      ... on Recovery {
        id number status recoveredOn note createdByName createdAt reversedOn reversalReason customer { id name } payment { id number } amount { amount currencyCode } tax { amount currencyCode }
        parts { id no amount { amount currencyCode } tax { amount currencyCode } writeOff { id number } }
        actions { name allowed reason }
      }
    }
  }
`);
export type Recovery = RecordOf<ResultOf<typeof recoveryOne>>;
const recoveryById = graphql(`
  query RecoverysById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Recovery { id number } }
  }
`);
export type RecoveryRow = ResultOf<typeof recoveryList>['recoveries']['nodes'][number];
export const recoveryQueries: Queries = { list: recoveryList, totals: recoveryTotals, one: recoveryOne, many: recoveryById };

const provisionRunList = graphql(`
  query ProvisionRunList($first: Int, $after: String, $filter: ProvisionRunFilter, $orderBy: ProvisionRunOrderBy) {
    provisionRuns(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number asOf status createdByName createdAt base { amount currencyCode } total { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const provisionRunOne = graphql(`
  query ProvisionRun($id: ID!) {
    node(id: $id) {
      ... on ProvisionRun {
        id number asOf status createdByName createdAt reversedOn reversalReason base { amount currencyCode } total { amount currencyCode } previous { id number } matrix { startsOn }
        lines(first: 100) { nodes { id bucket riskClass rate customer { id name } base { amount currencyCode } amount { amount currencyCode } } }
        actions { name allowed reason }
      }
    }
  }
`);
export type ProvisionRun = RecordOf<ResultOf<typeof provisionRunOne>>;
const provisionRunById = graphql(`
  query ProvisionRunsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on ProvisionRun { id number } }
  }
`);
export type ProvisionRunRow = ResultOf<typeof provisionRunList>['provisionRuns']['nodes'][number];
export const provisionRunQueries: Queries = { list: provisionRunList, one: provisionRunOne, many: provisionRunById };

const specificProvisionList = graphql(`
  query SpecificProvisionList($first: Int, $after: String, $filter: SpecificProvisionFilter, $orderBy: SpecificProvisionOrderBy) {
    specificProvisions(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number status document postedOn endedOn customer { id name } amount { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const specificProvisionTotals = graphql(`
  query SpecificProvisionTotals($filter: SpecificProvisionFilter) {
    specificProvisions(first: 1, filter: $filter) { totals { amount { amount currencyCode } } }
  }
`);
const specificProvisionOne = graphql(`
  query SpecificProvision($id: ID!) {
    node(id: $id) {
      ... on SpecificProvision {
        id number status document reason postedOn endedOn endReason createdByName createdAt customer { id name } amount { amount currencyCode }
        actions { name allowed reason }
      }
    }
  }
`);
export type SpecificProvision = RecordOf<ResultOf<typeof specificProvisionOne>>;
const specificProvisionById = graphql(`
  query SpecificProvisionsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on SpecificProvision { id number } }
  }
`);
export type SpecificProvisionRow = ResultOf<typeof specificProvisionList>['specificProvisions']['nodes'][number];
export const specificProvisionQueries: Queries = { list: specificProvisionList, totals: specificProvisionTotals, one: specificProvisionOne, many: specificProvisionById };

