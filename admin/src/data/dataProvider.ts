import type { DataProvider } from 'ra-core';
import { ApiError } from './apiError.ts';
import { request } from './client.ts';
import { fetchPage, totalsKey } from './list.ts';
import type { ListParams, Row } from './list.ts';
import { askBeside } from './questions.ts';
import type { Beside } from './questions.ts';
import { queryClient } from './queryClient.ts';
import { loadedQueries, queriesOf } from './resource.ts';
import type { AnyDocument, Values } from './resource.ts';
import { recordIn, unwrap } from './unwrap.ts';

const NODES_MAX = 100;

type RaListParams = {
  pagination?: { page: number; perPage: number };
  sort?: { field: string; order: 'ASC' | 'DESC' };
  filter?: Values;
};

export const toListParams = ({ pagination, sort, filter }: RaListParams): ListParams => ({
  filter: filter ?? {},
  sort: sort ?? { field: 'id', order: 'ASC' },
  page: pagination?.page ?? 1,
  perPage: pagination?.perPage ?? 25,
});

/** What a screen asks for through react-admin's `meta`: other questions in the same request, and a list's sums. */
export type ScreenMeta = { beside?: Beside; totals?: boolean };
const screenMeta = (meta: unknown): ScreenMeta => (meta ?? {}) as ScreenMeta; // only our own screens pass one

async function getList(resource: string, params: RaListParams & { signal?: AbortSignal | undefined; meta?: unknown }) {
  const listParams = toListParams(params);
  const { beside, totals: wanted = false } = screenMeta(params.meta);
  const questions = beside?.questions ?? [];
  const { rows, hasNextPage, totalCount, totals } = await fetchPage(resource, listParams, params.signal, { totals: wanted, questions });
  if (totals) queryClient.setQueryData(totalsKey(resource, listParams.filter), totals);
  const pageInfo = { hasNextPage, hasPreviousPage: listParams.page > 1 };
  return { data: rows, pageInfo, meta: { totalCount }, ...(totalCount === null ? {} : { total: totalCount }) };
}

async function getMany(resource: string, ids: string[], signal?: AbortSignal): Promise<Row[]> {
  const found: Row[] = [];
  for (let start = 0; start < ids.length; start += NODES_MAX) {
    const slice = ids.slice(start, start + NODES_MAX);
    const data: unknown = await request((await queriesOf(resource)).many, { ids: slice }, { signal });
    // `nodes` answers null for a record that is gone or hidden; such a reference just shows nothing.
    const nodes = Object.values(data as Record<string, (Row | null)[]>)[0] ?? [];
    found.push(...nodes.filter((node) => node !== null && 'id' in node));
  }
  return found;
}

async function getOne(resource: string, id: string, meta: unknown, signal?: AbortSignal): Promise<Row> {
  const { beside } = screenMeta(meta);
  const data = await askBeside({ document: (await queriesOf(resource)).one, variables: { id } }, beside?.questions ?? [], signal);
  const node = Object.values(data as Record<string, Row | null>)[0];
  if (!node || !('id' in node)) throw new ApiError('app.error.notFound', 404, { code: 'NOT_FOUND' });
  return node;
}

async function documentFor(resource: string, verb: 'create' | 'update' | 'delete'): Promise<AnyDocument> {
  const document = (await queriesOf(resource))[verb];
  if (!document) throw new Error(`${resource} declares no ${verb} mutation`);
  return document;
}

const isLine = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);
const isBlank = (line: unknown): boolean => isLine(line) && Object.values(line).every((value) => value === '' || value === null || value === undefined);

/** Lines without the blank ones at their end. */
function filledLines(lines: readonly unknown[]): unknown[] {
  const filled = lines.slice(0, lines.findLastIndex((line) => !isBlank(line)) + 1);
  return filled.map((line) => (isLine(line) ? cleaned(line) : line));
}

/** An emptied input means "no value". */
export const cleaned = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value === '' ? null : Array.isArray(value) ? filledLines(value) : isLine(value) ? cleaned(value) : value]));

/** The part of a form that its mutation takes. */
export function toInput(resource: string, values: Values, creating = false): Values {
  const { input = [], createInput = [] } = loadedQueries(resource);
  const keys = creating ? [...input, ...createInput] : input;
  return cleaned(Object.fromEntries(keys.filter((key) => key in values).map((key) => [key, values[key]])));
}

/** A record as its form starts with it: money as its amount, and what `toForm` says. */
export function toForm(resource: string, record: Values): Values {
  const plain = Object.entries(record).map(([key, value]) => [key, isMoney(value) ? value.amount : value]);
  return { ...Object.fromEntries(plain), ...loadedQueries(resource).toForm?.(record) };
}

/** The input keys whose value differs between the record as loaded and the form's values. */
export function changedInput(resource: string, record: Values, values: Values): Values {
  const old = toInput(resource, toForm(resource, record));
  const changed = Object.entries(toInput(resource, values)).filter(
    ([key, value]) => JSON.stringify(value ?? null) !== JSON.stringify(old[key] ?? null),
  );
  return Object.fromEntries(changed);
}

const isMoney = (value: unknown): value is { amount: string } =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currencyCode' in value;

type Meta = { idempotencyKey?: string; version?: number } | undefined;

async function create(resource: string, data: Values, meta: Meta): Promise<Row> {
  const idempotencyKey = meta?.idempotencyKey ?? crypto.randomUUID();
  await queriesOf(resource);
  const input = toInput(resource, data, true);
  const record = recordIn(unwrap(await request(await documentFor(resource, 'create'), { input }, { idempotencyKey })));
  if (!record) throw new ApiError('app.error.notFound', 404, { code: 'NOT_FOUND' });
  return record;
}

async function update(resource: string, id: string, data: Values, previous: Values, meta: Meta): Promise<Row> {
  const idempotencyKey = meta?.idempotencyKey ?? crypto.randomUUID();
  await queriesOf(resource);
  const changed = changedInput(resource, previous, data);
  const version = meta?.version ?? previous['version'];
  const input = { [(await queriesOf(resource)).inputId ?? 'id']: id, version, ...changed };
  const payload = unwrap(await request(await documentFor(resource, 'update'), { input }, { idempotencyKey }));
  // After a change that takes the record out of the viewer's sight the payload is empty.
  return recordIn(payload) ?? { id };
}

async function remove(resource: string, id: string): Promise<Row> {
  const input = { [(await queriesOf(resource)).inputId ?? 'id']: id };
  unwrap(await request(await documentFor(resource, 'delete'), { input }, { idempotencyKey: crypto.randomUUID() }));
  return { id };
}

// react-admin leaves the record type to the caller; ours are typed by the documents that fetched them.
const as = <T>(data: unknown): T => data as T;

export const dataProvider: DataProvider = {
  supportAbortSignal: true,
  getList: async (resource, params) => as(await getList(resource, params)),
  getManyReference: async (resource, { target, id, filter, ...params }) =>
    as(await getList(resource, { ...params, filter: { ...filter, [target]: { is: id } } })),
  getMany: async (resource, { ids, signal }) => as({ data: await getMany(resource, ids.map(String), signal) }),
  getOne: async (resource, { id, meta, signal }) => as({ data: await getOne(resource, String(id), meta, signal) }),
  create: async (resource, { data, meta }) => as({ data: await create(resource, data as Values, meta) }),
  update: async (resource, { id, data, previousData, meta }) =>
    as({ data: await update(resource, String(id), data as Values, (previousData ?? {}) as Values, meta) }),
  delete: async (resource, { id }) => as({ data: await remove(resource, String(id)) }),
  // The API has one mutation per action and record; bulk work goes through runBulk, which reports row by row.
  updateMany: () => Promise.reject(new Error('Use a bulk action')),
  deleteMany: async (resource, { ids }) => {
    for (const id of ids) await remove(resource, String(id));
    return { data: ids };
  },
};
