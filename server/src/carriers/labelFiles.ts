// GET /labels/<id>: a label as its carrier made it, to whoever may see its parcel.
import sql from 'sql-template-tag';
import { demandRight, HttpRefused, routes, type RouteOptions } from '../fileRoutes.ts';
import { entityOf, visible } from '../shared/entity.ts';
import { uuidOf } from '../shared/input.ts';

const endings: Record<string, string> = { 'application/pdf': 'pdf', 'image/png': 'png' };
const policy = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";

export const labelRoutes = (options: RouteOptions) => routes(options, ['GET', 'HEAD'], async ({ request, response, path, ctx }) => {
  demandRight(ctx, 'shipments.read');
  const [, given = ''] = /^\/labels\/([\w%+=-]+)$/.exec(path) ?? [];
  const id = uuidOf(decodeURIComponent(given), 'ParcelLabel')?.uuid;
  const [file] = id ? await ctx.db.rows<{ mediaType: string; data: Buffer; hash: string; number: string }>(sql`SELECT f."mediaType", f.data, f.hash, t."trackingNumber" AS number
    FROM "ParcelLabel" t JOIN "LabelFile" f ON f."labelId" = t.id WHERE t.id = ${id} AND t.status NOT IN ('CANCELLED', 'CANCELLING') AND ${visible(entityOf('ParcelLabel'), 't', ctx.viewer)}`) : [];
  if (!file) throw new HttpRefused(404, 'NOT_FOUND', 'There is no such label.');
  const headers = {
    'content-type': file.mediaType, 'content-disposition': `inline; filename="label-${file.number.replaceAll(/[^\w.-]/g, '_')}.${endings[file.mediaType] ?? 'bin'}"`, 'content-security-policy': policy,
    'x-frame-options': 'SAMEORIGIN', 'cross-origin-resource-policy': 'same-origin', 'cache-control': 'private, no-cache', etag: `"${file.hash}"`,
  };
  if (request.headers['if-none-match'] === headers.etag) response.writeHead(304, headers).end();
  else response.writeHead(200, { ...headers, 'content-length': file.data.length }).end(request.method === 'HEAD' ? undefined : file.data);
  return undefined;
});
