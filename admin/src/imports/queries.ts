import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query ImportList($first: Int, $after: String, $filter: ImportFilter, $orderBy: ImportOrderBy) {
    imports(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id fileName subject status rowsTotal created changed unchanged failed setAside askedByName createdAt finishedAt }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const one = graphql(`
  query Import($id: ID!) {
    node(id: $id) {
      ... on Import {
        id fileName subject status bytes hash encoding sheets sheet mapping options problem rowsTotal roundDone roundTotal
        wouldCreate wouldChange unchanged failed created changed skipped setAside askedByName createdAt finishedAt version
        actions { name allowed reason }
      }
    }
  }
`);

const many = graphql(`
  query ImportsById($ids: [ID!]!) { nodes(ids: $ids) { ... on Import { id fileName } } }
`);

const lines = graphql(`
  query ImportLineList($first: Int, $after: String, $filter: ImportLineFilter, $orderBy: ImportLineOrderBy) {
    importLines(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id line status oddity cells issues changes subject subjectLabel text }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const line = graphql(`
  query ImportLine($id: ID!) {
    node(id: $id) { ... on ImportLine { id line status oddity cells issues changes subject subjectLabel text } }
  }
`);

const linesById = graphql(`
  query ImportLinesById($ids: [ID!]!) { nodes(ids: $ids) { ... on ImportLine { id line } } }
`);

export const subjectsQuery = graphql(`
  query ImportSubjects {
    importSubjects { subject posts makesMissing isPermitted options fields { name label kind needed isKey about reference example headings } }
  }
`);

export const mappingsQuery = graphql(`
  query ImportMappings($subject: ImportSubject!) { importMappings(subject: $subject) { id name fields options } }
`);

export const sameFileQuery = graphql(`
  query SameFile($hash: String!) {
    imports(first: 5, filter: { hash: { is: $hash } }) { nodes { id fileName status createdAt created changed } }
  }
`);

export const failedLinesQuery = graphql(`
  query FailedLines($importId: ID!, $after: String) {
    importLines(first: 25, after: $after, filter: { import: { is: $importId }, status: { is: FAILED } }, orderBy: LINE_ASC) {
      nodes { id line cells issues }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

export const odditiesQuery = graphql(`
  query ImportOddities($importId: ID!) {
    importOddities(importId: $importId) { oddity outcome label code field rows allRows treatment choices examples { line text reason } }
  }
`);

export const tiesQuery = graphql(`
  query OpeningTies($on: Day) {
    openingTies(on: $on) {
      account name ledger { amount currencyCode } documents { amount currencyCode } difference { amount currencyCode }
    }
  }
`);

export const configureMutation = graphql(`
  mutation ConfigureImport($input: ConfigureImportInput!) {
    configureImport(input: $input) {
      __typename
      ... on ConfigureImportPayload { import { id status } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const checkMutation = graphql(`
  mutation CheckImport($input: CheckImportInput!) {
    checkImport(input: $input) { __typename ... on CheckImportPayload { import { id status } } ... on Refusal { code message } }
  }
`);
export const runMutation = graphql(`
  mutation RunImport($input: RunImportInput!) {
    runImport(input: $input) { __typename ... on RunImportPayload { import { id status } } ... on Refusal { code message } }
  }
`);
export const stopMutation = graphql(`
  mutation StopImport($input: StopImportInput!) {
    stopImport(input: $input) { __typename ... on StopImportPayload { import { id status } } ... on Refusal { code message } }
  }
`);
export const discardMutation = graphql(`
  mutation DiscardImport($input: DiscardImportInput!) {
    discardImport(input: $input) { __typename ... on DiscardImportPayload { fileName } ... on Refusal { code message } }
  }
`);
export const fixMutation = graphql(`
  mutation FixImportLine($input: FixImportLineInput!) {
    fixImportLine(input: $input) {
      __typename
      ... on FixImportLinePayload { line { id status cells issues } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const skipMutation = graphql(`
  mutation SkipImportLines($input: SkipImportLinesInput!) {
    skipImportLines(input: $input) { __typename ... on SkipImportLinesPayload { import { id failed skipped } } ... on Refusal { code message } }
  }
`);

export const treatMutation = graphql(`
  mutation TreatOddity($input: TreatOddityInput!) {
    treatOddity(input: $input) { __typename ... on TreatOddityPayload { import { id setAside } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const removeHistoryMutation = graphql(`
  mutation RemoveImportedHistory($input: RemoveImportedHistoryInput!) {
    removeImportedHistory(input: $input) { __typename ... on RemoveImportedHistoryPayload { import { id status } removed } ... on Refusal { code message } }
  }
`);

export type ImportItem = ResultOf<typeof list>['imports']['nodes'][number];
export type Import = RecordOf<ResultOf<typeof one>>;
export type ImportLine = ResultOf<typeof lines>['importLines']['nodes'][number];
export type Oddity = ResultOf<typeof odditiesQuery>['importOddities'][number];
export type FailedLine = ResultOf<typeof failedLinesQuery>['importLines']['nodes'][number];
export type Subject = ResultOf<typeof subjectsQuery>['importSubjects'][number];
export type SavedMapping = ResultOf<typeof mappingsQuery>['importMappings'][number];

export const importQueries: Queries = { list, one, many };
export const importLineQueries: Queries = { list: lines, one: line, many: linesById };
