// Files at records, kept in pieces in the database, so that each server has them and a backup holds them.
import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import type { AttachmentRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Db } from '../shared/db.ts';
import { eventRows, newId } from '../shared/eventRows.ts';
import { id, optional, text } from '../shared/input.ts';
import { announce } from '../shared/news.ts';
import { piecesOfSize, plainName } from '../shared/pieces.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import type { Context, Viewer } from '../shared/viewer.ts';
import { insert, update, write } from '../shared/write.ts';
import { HEAD_BYTES, typeOf } from './fileType.ts';
import { FileNotYours, FileRemoved } from './refusals.ts';
import { demandSubject, type Subject } from './subject.ts';

/** As the database bounds them; each piece of a file but its last has this size. */
export const PIECE_BYTES = 256_000;

/** Too large, empty, or sent under a key that was used for something else: a code of `input.…` and its facts. */
export class UploadRefused extends Error {
  readonly status: number;
  readonly code: string;
  readonly facts: Record<string, string | number>;
  constructor(status: number, code: string, facts: Record<string, string | number> = {}) {
    super(code);
    this.status = status;
    this.code = code;
    this.facts = facts;
  }
}

interface GivenFile { subject: Subject; fileName: string; chunks: AsyncIterable<Buffer>; bytesMax: number; key: string | null }
interface Kept { id: string; isReplayed: boolean }
interface Taken { bytes: number; hash: string; mediaType: string }

const uploadKeyOf = ({ kind, id: who }: Viewer, key: string | null): string | null => (key === null ? null : `${kind}:${who ?? ''} ${key}`);

/** Takes the stream in, piece by piece: `keep` gets each before the next is read. */
async function taken(chunks: AsyncIterable<Buffer>, bytesMax: number, keep: (no: number, piece: Buffer) => Promise<unknown>): Promise<Taken> {
  const hash = createHash('sha256');
  let [bytes, no, mediaType] = [0, 0, ''];
  for await (const piece of piecesOfSize(chunks, PIECE_BYTES)) {
    bytes += piece.length;
    if (bytes > bytesMax) throw new UploadRefused(413, 'file_large', { max: bytesMax / 1_000_000 });
    if (no === 0) mediaType = typeOf(piece.subarray(0, HEAD_BYTES));
    hash.update(piece);
    await keep(no, piece);
    no += 1;
  }
  if (bytes === 0) throw new UploadRefused(422, 'file_empty');
  return { bytes, hash: hash.digest('hex'), mediaType };
}

/** What was sent before under the same key: the same file at the same record is not kept twice. */
async function again(known: AttachmentRow, { subject, chunks, bytesMax }: GivenFile): Promise<Kept> {
  if (known.status === 'ARRIVING') throw new UploadRefused(409, 'file_in_flight');
  const { hash } = await taken(chunks, bytesMax, async () => undefined);
  if (hash !== known.hash || known.subjectId !== subject.uuid) throw new UploadRefused(409, 'file_key_used');
  return { id: known.id, isReplayed: true };
}

/** Keeps a file at a record that the viewer may see. What is refused, or does not come to its end, leaves nothing. */
export async function keepAttachment(ctx: Context, given: GivenFile): Promise<Kept> {
  const { db, viewer } = ctx;
  await demandSubject(db, given.subject, viewer);
  const uploadKey = uploadKeyOf(viewer, given.key);
  const fileId = newId();
  const begun = {
    id: fileId, companyId: ctx.company.id, subjectType: given.subject.type, subjectId: given.subject.uuid, fileName: plainName(given.fileName), mediaType: '', bytes: 0, hash: '',
    uploadKey, uploadedById: viewer.id, uploadedByKind: viewer.kind, uploadedByName: viewer.name,
  };
  const known = uploadKey === null ? [] : await selectRows(db, 'Attachment', sql`t."uploadKey" = ${uploadKey} AND t."companyId" = ${ctx.company.id}::uuid`);
  if (known[0]) return again(known[0], given);
  try {
    await db.transaction((tx) => write(tx, [insert('Attachment', begun)]));
  } catch (error) {
    // Two at once under one key: one of them comes first.
    if ((error as { constraint?: string }).constraint === 'Attachment_companyId_uploadKey_key') throw new UploadRefused(409, 'file_in_flight');
    throw error;
  }
  try {
    const file = await taken(given.chunks, given.bytesMax, (no, piece) =>
      db.rows(sql`INSERT INTO "AttachmentChunk" ("attachmentId", no, data) VALUES (${fileId}, ${no}, ${piece})`));
    await db.transaction(async (tx) => {
      await demandSubject(tx, given.subject, viewer);
      await write(tx, [
        update('Attachment', fileId, { ...file, status: 'KEPT' }),
        ...eventRows([{ kind: 'fileAttached', subjectType: given.subject.type, subjectId: given.subject.uuid, reason: begun.fileName, data: { attachmentId: fileId, hash: file.hash } }], ctx),
      ]);
    });
  } catch (error) {
    await db.rows(sql`DELETE FROM "Attachment" WHERE id = ${fileId}`);
    throw error;
  }
  announce(db);
  return { id: fileId, isReplayed: false };
}

export function demandRemovable({ status, fileName, uploadedById, uploadedByName }: Pick<AttachmentRow, 'status' | 'fileName' | 'uploadedById' | 'uploadedByName'>, viewer: Viewer): void {
  if (status !== 'KEPT') throw FileRemoved({ name: fileName });
  if ((uploadedById === null || uploadedById !== viewer.id) && !viewer.permissions.has('files.manage')) throw FileNotYours({ name: uploadedByName });
}

export const removeAttachment = action({
  name: 'removeAttachment', permission: 'files.write',
  describe: 'Takes a file away: its content is gone; that it was here, its name, size and hash stay.',
  input: { attachmentId: id('Attachment'), reason: optional(text({ max: 1000, lines: true })) },
  refusals: [FileNotYours, FileRemoved], payload: { attachment: 'record:Attachment' },
  load: async (tx, { attachmentId }, ctx) => {
    const file = await lockRow(tx, 'Attachment', attachmentId);
    await demandSubject(tx, { type: file.subjectType, uuid: file.subjectId }, ctx.viewer);
    return file;
  },
  decide: (file, { reason }, ctx) => {
    demandRemovable(file, ctx.viewer);
    return {
      // Its pieces go with the status, in the database.
      rows: [update('Attachment', file.id, { status: 'REMOVED', removedAt: ctx.now, removedById: ctx.viewer.kind === 'SYSTEM' ? null : ctx.viewer.id, removedByName: ctx.viewer.name, removeReason: reason ?? null })],
      events: [{ kind: 'fileRemoved', subjectType: file.subjectType, subjectId: file.subjectId, reason: reason ?? file.fileName, data: { attachmentId: file.id, fileName: file.fileName, hash: file.hash } }],
      result: { attachment: file.id },
    };
  },
});

/** Drops what never came to its end (a server stopped meanwhile), and forgets keys under which files were sent. */
export async function sweepAttachments(db: Db, now: Date): Promise<string> {
  const before = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const left = await db.rows(sql`DELETE FROM "Attachment" WHERE status = 'ARRIVING' AND "createdAt" < ${before(1)} RETURNING id`);
  await db.rows(sql`UPDATE "Attachment" SET "uploadKey" = NULL WHERE "uploadKey" IS NOT NULL AND "createdAt" < ${before(30)}`);
  return left.length === 0 ? '' : `${left.length} unfinished files dropped.`;
}
