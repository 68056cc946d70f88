// What counters and reviewers do, as typed documents.
import { graphql } from '../data/graphql.ts';

export const startCount = graphql(`
  mutation StartCount($input: StartCountInput!) {
    startCount(input: $input) {
      __typename
      ... on StartCountPayload { stockCount { id } lineCount }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const openCountSheet = graphql(`
  mutation OpenCountSheet($input: OpenCountSheetInput!) {
    openCountSheet(input: $input) {
      __typename
      ... on OpenCountSheetPayload { sheet { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const enterCounts = graphql(`
  mutation EnterCounts($input: EnterCountsInput!) {
    enterCounts(input: $input) {
      __typename
      ... on EnterCountsPayload { lines { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const finishCounting = graphql(`
  mutation FinishCounting($input: FinishCountingInput!) {
    finishCounting(input: $input) {
      __typename
      ... on FinishCountingPayload { stockCount { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const resumeCounting = graphql(`
  mutation ResumeCounting($input: ResumeCountingInput!) {
    resumeCounting(input: $input) {
      __typename
      ... on ResumeCountingPayload { stockCount { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const recountLines = graphql(`
  mutation RecountLines($input: RecountLinesInput!) {
    recountLines(input: $input) {
      __typename
      ... on RecountLinesPayload { stockCount { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const acceptCount = graphql(`
  mutation AcceptCount($input: AcceptCountInput!) {
    acceptCount(input: $input) {
      __typename
      ... on AcceptCountPayload { line { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const postCount = graphql(`
  mutation PostCount($input: PostCountInput!) {
    postCount(input: $input) {
      __typename
      ... on PostCountPayload { stockCount { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const closeCount = graphql(`
  mutation CloseCount($input: CloseCountInput!) {
    closeCount(input: $input) {
      __typename
      ... on CloseCountPayload { stockCount { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const cancelCount = graphql(`
  mutation CancelCount($input: CancelCountInput!) {
    cancelCount(input: $input) {
      __typename
      ... on CancelCountPayload { stockCount { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const reverseCount = graphql(`
  mutation ReverseCount($input: ReverseCountInput!) {
    reverseCount(input: $input) {
      __typename
      ... on ReverseCountPayload { stockCount { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
