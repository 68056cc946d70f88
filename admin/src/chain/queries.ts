import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const stages = graphql(`
  query ChainStageList($first: Int, $after: String, $filter: ChainStageFilter, $orderBy: ChainStageOrderBy) {
    chainStages(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id step visit enteredAt leftAt ownedSince outcome hours handOffs ownerName ownerRole isUnowned isMine isStuck missing number customerName order { id number } owner { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const stage = graphql(`
  query ChainStage($id: ID!) {
    node(id: $id) { ... on ChainStage { id number step } }
  }
`);
const stagesById = graphql(`
  query ChainStagesById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on ChainStage { id number step } }
  }
`);
export const stageQueries: Queries = { list: stages, one: stage, many: stagesById };
export type StageRow = ResultOf<typeof stages>['chainStages']['nodes'][number];

const exceptions = graphql(`
  query ChainExceptionList($first: Int, $after: String, $filter: ChainExceptionFilter, $orderBy: ChainExceptionOrderBy) {
    chainExceptions(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id fact step since raisedAt closedAt hours detail age ownerName ownerRole isUnowned isMine number customerName order { id number chainStep } owner { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const exception = graphql(`
  query ChainException($id: ID!) {
    node(id: $id) { ... on ChainException { id number fact } }
  }
`);
const exceptionsById = graphql(`
  query ChainExceptionsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on ChainException { id number fact } }
  }
`);
export const exceptionQueries: Queries = { list: exceptions, one: exception, many: exceptionsById };
export type ExceptionRow = ResultOf<typeof exceptions>['chainExceptions']['nodes'][number];

export const orderChainQuery = graphql(`
  query OrderChain($id: ID!, $first: Int!) {
    orderChain(orderId: $id) {
      parts { step state enteredAt leftAt hours visits handOffs ownerName ownerRole isUnowned missing { fact label since detail isStuck } }
    }
    orderTimeline(orderId: $id, first: $first) {
      hasMore
      events { id kind kindLabel subjectType subject subjectLabel recordedAt actorName channel reason changes causeLabel causeBy }
    }
  }
`);
export type OrderChain = ResultOf<typeof orderChainQuery>;
export const EVENTS_FIRST = 50;

export const chainRulesQuery = graphql(`
  query ChainRules {
    chainRules {
      leadDays confirmsByDelivery silenceDays version
      owners { step isBuiltIn rules { kind userId userName isThere role warehouseId warehouseName } }
      limits { fact hours isActive raisesTask isBuiltIn }
    }
  }
`);
export type ChainRules = ResultOf<typeof chainRulesQuery>['chainRules'];
