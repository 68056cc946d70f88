// How a document would look under a head and words that are not set yet.
import type { IncomingMessage } from 'node:http';
import sql from 'sql-template-tag';
import { HttpRefused } from '../fileRoutes.ts';
import { col, entityOf, quote, visible } from '../shared/entity.ts';
import { choice, optional, readFields, type InputKind, type Reading } from '../shared/input.ts';
import { Refusal } from '../shared/refusal.ts';
import type { Context } from '../shared/viewer.ts';
import type { DocumentKind, Language } from '../generated/rows.ts';
import { layWith } from './issue.ts';
import { documentKinds } from './kinds.ts';
import type { Head, Laid, Texts } from './layOut.ts';
import { specimen } from './specimen.ts';
import { letterheadInput, logoType, textInput } from './settings.ts';
import type { Sheet } from './sheet.ts';

const BYTES_MAX = 1_000_000;

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > BYTES_MAX) throw new HttpRefused(413, 'BAD_REQUEST', `A preview is asked for in at most ${BYTES_MAX} bytes.`);
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    throw new HttpRefused(400, 'BAD_REQUEST', 'Send JSON.');
  }
}

const input = { kind: choice('DocumentKind'), language: choice('Language'), ...Object.fromEntries(Object.entries({ ...letterheadInput, ...textInput }).map(([name, field]) => [name, optional(field as InputKind<unknown>)])) };

/** The last record of a kind that the viewer may see; a specimen where there is none. */
async function someSheet(kind: DocumentKind, ctx: Context): Promise<Sheet> {
  const { entity: name, is, load } = documentKinds[kind];
  const entity = entityOf(name);
  const condition = is ? sql`${col('t', is.column)}::text = ANY(${[...is.values]}::text[])` : sql`TRUE`;
  const [row] = ctx.viewer.permissions.has(entity.permission)
    ? await ctx.db.rows<{ id: string }>(sql`SELECT t.id FROM ${quote(entity.table)} t WHERE ${condition} AND ${visible(entity, 't', ctx.viewer)} ORDER BY t.id DESC LIMIT 1`) : [];
  if (!row) return specimen(kind, ctx);
  try {
    return await load(ctx.db, row.id, ctx, {});
  } catch (error) {
    if (error instanceof Refusal) return specimen(kind, ctx);
    throw error;
  }
}

/** The pages of some document of a kind with the settings of the request's body. */
export async function previewSettings(request: IncomingMessage, ctx: Context): Promise<Laid> {
  const reading: Reading = { currencyCode: ctx.company.currencyCode, issues: [] };
  // The shape is made of those of the two actions, all optional.
  const given = readFields(input, await bodyOf(request) as Record<string, unknown>, [], reading) as Partial<Head> & Partial<Texts> & { kind: DocumentKind; language: Language };
  const [issue] = reading.issues;
  if (issue) throw new HttpRefused(400, 'BAD_REQUEST', `${issue.path.join('.')}: ${issue.code}`);
  const { kind, language, intro, closing, payment, footer, logo, ...head } = given;
  const sheet = { ...await someSheet(kind, ctx), fixedAt: null };
  const picture = logo === undefined ? {} : { logo, logoType: typeof logo === 'string' ? logoType(logo) : null };
  return layWith(sheet, language, ctx, { head: { ...head, ...picture }, texts: { intro, closing, payment, footer } });
}
