import { ApiError } from './apiError.ts';
import { lastKnownEnd, rememberEnd } from './cursors.ts';
import { toApiFilter } from './filter.ts';
import type { UrlFilter } from './filter.ts';
import { countOf, withTotals } from './merged.ts';
import { askBeside } from './questions.ts';
import type { Question } from './questions.ts';
import { queriesOf } from './resource.ts';
import { today } from './session.ts';

export type Row = { id: string } & Record<string, unknown>;
export type ListParams = {
  filter: UrlFilter;
  sort: { field: string; order: 'ASC' | 'DESC' };
  page: number;
  perPage: number;
};
type Connection = {
  nodes: Row[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount: number | null;
  totals?: Record<string, unknown>;
};
export type Page = { rows: Row[]; hasNextPage: boolean; totalCount: number | null; totals?: Record<string, unknown> | undefined };
/** What a screen asks together with its page: the sums of the whole filter, and other questions. */
export type Besides = { totals?: boolean; questions?: readonly Question[] };

const PER_PAGE_MAX = 100;
const WALK_MAX = 40;

const screaming = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();

/** The variables that the API gets for a list; also what "copy as cURL" prints. */
export function listVariables(params: ListParams, after?: string | undefined): Record<string, unknown> {
  return {
    first: Math.min(params.perPage, PER_PAGE_MAX),
    ...(after ? { after } : {}),
    filter: toApiFilter(params.filter, today()),
    ...(params.sort.field === 'id' ? {} : { orderBy: `${screaming(params.sort.field)}_${params.sort.order}` }),
  };
}

async function fetchAfter(resource: string, params: ListParams, after: string | undefined, signal?: AbortSignal, besides: Besides = {}) {
  const { list, totals } = await queriesOf(resource);
  const document = besides.totals && totals ? withTotals(list, totals) : list;
  const data = await askBeside({ document, variables: listVariables(params, after) }, besides.questions ?? [], signal);
  // Every list document has one root field, a connection (docs/api.md).
  return Object.values(data as Record<string, Connection>)[0] as Connection;
}

/** One page. Page n starts at the end of page n - 1; a page opened by link walks there from the nearest known end. */
export async function fetchPage(resource: string, params: ListParams, signal?: AbortSignal, besides?: Besides): Promise<Page> {
  const { page, ...rest } = params;
  const list = JSON.stringify([resource, rest]);
  const start = lastKnownEnd(list, page - 1);
  if (page - 1 - start.page > WALK_MAX) throw new ApiError('app.error.pageTooFar', 404, { code: 'NOT_FOUND' });
  let after = start.cursor;
  for (let current = start.page + 1; ; current += 1) {
    const last = current === page;
    const { nodes, pageInfo, totalCount, totals } = await fetchAfter(resource, params, after, signal, last ? besides : undefined);
    if (pageInfo.endCursor) rememberEnd(list, current, pageInfo.endCursor);
    if (last) return { rows: nodes, hasNextPage: pageInfo.hasNextPage, totalCount, totals };
    if (!pageInfo.hasNextPage || !pageInfo.endCursor) return { rows: [], hasNextPage: false, totalCount };
    after = pageInfo.endCursor;
  }
}

/** All rows that match, page by page: for exports and for "select all matching". */
export async function* fetchAll(resource: string, params: Omit<ListParams, 'page' | 'perPage'>, signal?: AbortSignal) {
  const paged = { ...params, page: 1, perPage: PER_PAGE_MAX };
  let after: string | undefined;
  do {
    const { nodes, pageInfo } = await fetchAfter(resource, paged, after, signal);
    yield nodes;
    after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
  } while (after !== undefined);
}

const COUNT_FRESH_MS = 30_000;

/** Where the number of records that match is kept. */
export const countKey = (resource: string, filter: UrlFilter) => [resource, 'count', filter] as const;

/** How many records match; null beyond what the API counts. */
export const countQuestion = (resource: string, filter: UrlFilter): Question => ({
  key: countKey(resource, filter),
  document: async () => countOf((await queriesOf(resource)).list),
  variables: { filter: toApiFilter(filter, today()) },
  read: (data) => Object.values(data as Record<string, Connection>)[0]?.totalCount,
  freshMs: COUNT_FRESH_MS,
});

/** The first page of a list. */
export const pageQuestion = (resource: string, params: Omit<ListParams, 'page'>): Question => ({
  key: [resource, 'first', params],
  document: async () => (await queriesOf(resource)).list,
  variables: listVariables({ ...params, page: 1 }),
  read: (data): Page => {
    const { nodes, pageInfo, totalCount } = Object.values(data as Record<string, Connection>)[0] as Connection;
    return { rows: nodes, hasNextPage: pageInfo.hasNextPage, totalCount };
  },
});

/** Where the sums of a whole filter are kept, by field; they come with the list. */
export const totalsKey = (resource: string, filter: UrlFilter) => [resource, 'totals', filter] as const;
