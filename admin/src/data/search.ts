import { request } from './client.ts';
import { graphql } from './graphql.ts';
import type { ResultOf } from './graphql.ts';

const searchQuery = graphql(`
  query Search($text: String!) {
    search(text: $text, first: 12) { kind id label detail }
  }
`);

export type Hit = ResultOf<typeof searchQuery>['search'][number];

export const searchAll = async (text: string, signal: AbortSignal): Promise<Hit[]> =>
  (await request(searchQuery, { text }, { signal })).search;
