import { ApiError } from './apiError.ts';
import { request } from './client.ts';
import { lastKnownEnd, rememberEnd } from './cursors.ts';
import { toApiFilter } from './filter.ts';
import type { UrlFilter } from './filter.ts';
import { resourceSpec } from './resource.ts';
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
};
export type Page = { rows: Row[]; hasNextPage: boolean; totalCount: number | null };

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

async function fetchAfter(resource: string, params: ListParams, after: string | undefined, signal?: AbortSignal) {
  const data: unknown = await request(resourceSpec(resource).queries.list, listVariables(params, after), { signal });
  // Every list document has one root field, a connection (docs/api.md).
  return Object.values(data as Record<string, Connection>)[0] as Connection;
}

/** One page. Page n starts at the end of page n - 1; a page opened by link walks there from the nearest known end. */
export async function fetchPage(resource: string, params: ListParams, signal?: AbortSignal): Promise<Page> {
  const { page, ...rest } = params;
  const list = JSON.stringify([resource, rest]);
  const start = lastKnownEnd(list, page - 1);
  if (page - 1 - start.page > WALK_MAX) throw new ApiError('app.error.pageTooFar', 404, { code: 'NOT_FOUND' });
  let after = start.cursor;
  for (let current = start.page + 1; ; current += 1) {
    const { nodes, pageInfo, totalCount } = await fetchAfter(resource, params, after, signal);
    if (pageInfo.endCursor) rememberEnd(list, current, pageInfo.endCursor);
    if (current === page) return { rows: nodes, hasNextPage: pageInfo.hasNextPage, totalCount };
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

/** The sums of a whole filter, by field; null where the resource declares none. */
export async function fetchTotals(resource: string, filter: UrlFilter, signal?: AbortSignal) {
  const document = resourceSpec(resource).queries.totals;
  if (!document) return null;
  const data: unknown = await request(document, { filter: toApiFilter(filter, today()) }, { signal });
  return (Object.values(data as Record<string, { totals: Record<string, unknown> }>)[0]?.totals) ?? null;
}

/** How many records match; null beyond what the API counts. */
export async function fetchCount(resource: string, filter: UrlFilter, signal?: AbortSignal): Promise<number | null> {
  const params = { filter, sort: { field: 'id', order: 'ASC' } as const, page: 1, perPage: 1 };
  return (await fetchAfter(resource, params, undefined, signal)).totalCount;
}
