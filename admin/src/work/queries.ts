import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query TaskList($first: Int, $after: String, $filter: TaskFilter, $orderBy: TaskOrderBy) {
    tasks(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id title status priority dueOn ownerName ownerRole age isOverdue subject subjectLabel kindLabel createdByName createdAt closedByName closedAt }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const one = graphql(`
  query Task($id: ID!) {
    node(id: $id) {
      ... on Task {
        id version title text status priority dueOn ownerName ownerRole age isOverdue isMine subject subjectLabel kindLabel createdByName createdAt
        closedByName closedAt outcome reopened owner { id name }
        actions { name allowed reason }
      }
    }
  }
`);

const many = graphql(`
  query TasksById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Task { id title } }
  }
`);

export const createTaskMutation = graphql(`
  mutation CreateTask($input: CreateTaskInput!) {
    createTask(input: $input) {
      __typename
      ... on CreateTaskPayload { task { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

const update = graphql(`
  mutation UpdateTask($input: UpdateTaskInput!) {
    updateTask(input: $input) {
      __typename
      ... on UpdateTaskPayload { task { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);

export const finishTaskMutation = graphql(`
  mutation FinishTask($input: FinishTaskInput!) {
    finishTask(input: $input) {
      __typename
      ... on FinishTaskPayload { task { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const assignTaskMutation = graphql(`
  mutation AssignTask($input: AssignTaskInput!) {
    assignTask(input: $input) {
      __typename
      ... on AssignTaskPayload { task { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const postponeTaskMutation = graphql(`
  mutation PostponeTask($input: PostponeTaskInput!) {
    postponeTask(input: $input) {
      __typename
      ... on PostponeTaskPayload { task { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const cancelTaskMutation = graphql(`
  mutation CancelTask($input: CancelTaskInput!) {
    cancelTask(input: $input) {
      __typename
      ... on CancelTaskPayload { task { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const reopenTaskMutation = graphql(`
  mutation ReopenTask($input: ReopenTaskInput!) {
    reopenTask(input: $input) {
      __typename
      ... on ReopenTaskPayload { task { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export type TaskRow = ResultOf<typeof list>['tasks']['nodes'][number];
export type Task = RecordOf<ResultOf<typeof one>>;

export const taskQueries: Queries = {
  list, one, many, create: createTaskMutation, update, inputId: 'taskId',
  input: ['title', 'text', 'priority'], createInput: ['subjectId', 'ownerId', 'ownerRole', 'dueOn'],
};

const colleagues = graphql(`
  query ColleagueList($first: Int, $after: String, $filter: ColleagueFilter, $orderBy: ColleagueOrderBy) {
    colleagues(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id name role }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const colleague = graphql(`
  query Colleague($id: ID!) {
    node(id: $id) { ... on Colleague { id name role } }
  }
`);
const colleaguesById = graphql(`
  query ColleaguesById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Colleague { id name role } }
  }
`);
export const colleagueQueries: Queries = { list: colleagues, one: colleague, many: colleaguesById };

const files = graphql(`
  query AttachmentList($first: Int, $after: String, $filter: AttachmentFilter, $orderBy: AttachmentOrderBy) {
    attachments(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id fileName mediaType bytes status createdAt uploadedByName subject subjectLabel }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const file = graphql(`
  query Attachment($id: ID!) {
    node(id: $id) { ... on Attachment { id fileName } }
  }
`);
const filesById = graphql(`
  query AttachmentsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Attachment { id fileName } }
  }
`);
export const fileQueries: Queries = { list: files, one: file, many: filesById };
