// Labels as their carriers made them, to whoever may see their parcels: GET /labels/<id> one, GET /labels/of?deliveries=<id>,… or ?pickList=<id> all of those as one PDF.
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import sql from 'sql-template-tag';
import { demandRight, HttpRefused, routes, type RouteOptions } from '../fileRoutes.ts';
import { entityOf, visible } from '../shared/entity.ts';
import { uuidOf } from '../shared/input.ts';
import type { RequestContext } from '../shared/request.ts';
import { LabelUnreadable, mergeLabels } from './mergeLabels.ts';

const endings: Record<string, string> = { 'application/pdf': 'pdf', 'image/png': 'png' };
const policy = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";
const DELIVERIES_MAX = 100;
const LABELS_MAX = 500;

interface LabelRow { mediaType: string; data: Buffer; hash: string; number: string }
/** Labels that are bought and neither cancelled nor about to be. */
const standing = sql`t.status NOT IN ('CANCELLED', 'CANCELLING')`;

async function oneOf(path: string, ctx: RequestContext): Promise<LabelRow> {
  const [, given = ''] = /^\/labels\/([\w%+=-]+)$/.exec(path) ?? [];
  const id = uuidOf(decodeURIComponent(given), 'ParcelLabel')?.uuid;
  const [file] = id ? await ctx.db.rows<LabelRow>(sql`SELECT f."mediaType", f.data, f.hash, t."trackingNumber" AS number
    FROM "ParcelLabel" t JOIN "LabelFile" f ON f."labelId" = t.id WHERE t.id = ${id} AND ${standing} AND ${visible(entityOf('ParcelLabel'), 't', ctx.viewer)}`) : [];
  if (!file) throw new HttpRefused(404, 'NOT_FOUND', 'There is no such label.');
  return file;
}

interface Chosen { id: string; number: string }

/** The deliveries that are named, or that a pick list is for: in the order in which they are named, or of their numbers. */
async function chosenOf(query: URLSearchParams, ctx: RequestContext): Promise<Chosen[]> {
  const named = (query.get('deliveries') ?? '').split(',').filter((each) => each !== '');
  const ids = named.map((each) => uuidOf(each, 'Delivery')?.uuid);
  const pickList = uuidOf(query.get('pickList') ?? '', 'PickList')?.uuid;
  if (ids.includes(undefined) || (query.has('pickList') ? !pickList || ids.length > 0 : ids.length === 0)) throw new HttpRefused(400, 'BAD_REQUEST', 'Name deliveries or a pick list by their ids.');
  if (ids.length > DELIVERIES_MAX) throw new HttpRefused(400, 'BAD_REQUEST', `Name at most ${String(DELIVERIES_MAX)} deliveries.`);
  const rows = await ctx.db.rows<Chosen>(sql`SELECT d.id, d.number FROM "Delivery" d WHERE ${pickList ? sql`d."pickListId" = ${pickList}` : sql`d.id = ANY(${ids as string[]}::uuid[])`} AND ${visible(entityOf('Delivery'), 'd', ctx.viewer)} ORDER BY d.number`);
  const wanted = pickList ? rows : ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
  if (wanted.length < new Set(ids).size || wanted.length === 0) throw new HttpRefused(404, 'NOT_FOUND', 'There is no such delivery.');
  return [...new Set(wanted)];
}

/** All labels of deliveries as one PDF, and the numbers of those deliveries that have none. */
async function allOf(query: URLSearchParams, ctx: RequestContext): Promise<LabelRow & { without: string[] }> {
  const chosen = await chosenOf(query, ctx);
  const found = await ctx.db.rows<LabelRow & { deliveryId: string }>(sql`SELECT f."mediaType", f.data, f.hash, t."trackingNumber" AS number, t."deliveryId"
    FROM "ParcelLabel" t JOIN "LabelFile" f ON f."labelId" = t.id WHERE t."deliveryId" = ANY(${chosen.map(({ id }) => id)}::uuid[]) AND ${standing} AND ${visible(entityOf('ParcelLabel'), 't', ctx.viewer)}
    ORDER BY t."parcelNo", t.id LIMIT ${LABELS_MAX + 1}`);
  if (found.length === 0) throw new HttpRefused(404, 'NO_LABELS', 'None of them has a label.');
  if (found.length > LABELS_MAX) throw new HttpRefused(400, 'BAD_REQUEST', `These are more than ${String(LABELS_MAX)} labels: choose fewer deliveries.`);
  const labels = chosen.flatMap(({ id }) => found.filter(({ deliveryId }) => deliveryId === id));
  const data = Buffer.from(await mergeLabels(labels));
  return {
    mediaType: 'application/pdf', data, hash: createHash('sha256').update(data).digest('hex'), number: `${String(labels.length)}-labels`,
    without: chosen.filter(({ id }) => !found.some(({ deliveryId }) => deliveryId === id)).map(({ number }) => number),
  };
}

function send(response: ServerResponse, { method, headers: asked }: { method?: string | undefined; headers: { 'if-none-match'?: string | undefined } }, file: LabelRow, more: Record<string, string> = {}): void {
  const headers = {
    'content-type': file.mediaType, 'content-disposition': `inline; filename="label-${file.number.replaceAll(/[^\w.-]/g, '_')}.${endings[file.mediaType] ?? 'bin'}"`, 'content-security-policy': policy,
    'x-frame-options': 'SAMEORIGIN', 'cross-origin-resource-policy': 'same-origin', 'cache-control': 'private, no-cache', etag: `"${file.hash}"`, ...more,
  };
  if (asked['if-none-match'] === headers.etag) response.writeHead(304, headers).end();
  else response.writeHead(200, { ...headers, 'content-length': file.data.length }).end(method === 'HEAD' ? undefined : file.data);
}

export const labelRoutes = (options: RouteOptions) => routes(options, ['GET', 'HEAD'], async ({ request, response, path, query, ctx }) => {
  demandRight(ctx, 'shipments.read');
  if (path === '/labels/of') {
    const file = await allOf(query, ctx);
    send(response, request, file, { 'x-deliveries-without-label': file.without.join(', ') });
  } else send(response, request, await oneOf(path, ctx));
  return undefined;
}, (error) => (error instanceof LabelUnreadable ? new HttpRefused(422, 'LABEL_UNREADABLE', error.message) : undefined));
