// Takes a file in, piece by piece, and looks what it holds.
import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import type { ImportSubject, Json } from '../generated/rows.ts';
import type { Db } from '../shared/db.ts';
import { eventRows, newId } from '../shared/eventRows.ts';
import { announce } from '../shared/news.ts';
import { piecesOfSize, plainName } from '../shared/pieces.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update, write } from '../shared/write.ts';
import { encodingFinder } from './csvRows.ts';
import { FILE_BYTES_MAX, FileRefused } from './fileRows.ts';
import { keepPiece, openFile, peek, PIECE_BYTES } from './fileStore.ts';
import { guessed, usualOptions } from './rules.ts';
import { importableOf } from './subjects.ts';

export interface GivenFile { subject: ImportSubject; fileName: string; chunks: AsyncIterable<Buffer> }

/** Keeps a file and makes its import; FileRefused where it cannot be read, and nothing is kept then. */
export async function keepFile(ctx: Context, { subject, fileName, chunks }: GivenFile): Promise<string> {
  const { db } = ctx;
  const id = newId();
  const name = plainName(fileName);
  // Until it is whole it is no import that anybody could go on with.
  await db.transaction((tx) => write(tx, [insert('Import', {
    id, companyId: ctx.company.id, subject, fileName: name, status: 'UNREADABLE', problem: { code: 'import_cut' }, bytes: 0, hash: '', sheets: [], mapping: [], options: { ...usualOptions } as unknown as Json,
    askedById: ctx.viewer.id, askedByKind: ctx.viewer.kind, askedByName: ctx.viewer.name, createdAt: ctx.now,
  })]));
  try {
    const hash = createHash('sha256');
    const finder = encodingFinder();
    let bytes = 0;
    let no = 0;
    for await (const piece of piecesOfSize(chunks, PIECE_BYTES)) {
      bytes += piece.length;
      if (bytes > FILE_BYTES_MAX) throw new FileRefused('import_large', { max: FILE_BYTES_MAX / 1_000_000 });
      hash.update(piece);
      finder.take(piece);
      await keepPiece(db, id, no, piece);
      no += 1;
    }
    if (bytes === 0) throw new FileRefused('import_empty');
    const encoding = finder.isZip() ? null : finder.found();
    if (encoding === undefined) throw new FileRefused(finder.isOldSpreadsheet() ? 'import_old_spreadsheet' : 'import_binary');
    const sheets = await looked(db, id, encoding);
    const sheet = Math.max(0, sheets.findIndex(({ columns }) => columns.length > 0));
    const mapping = guessed(sheets[sheet]?.columns ?? [], importableOf(subject), ctx.viewer.locale);
    await db.transaction((tx) => write(tx, [
      update('Import', id, { status: 'MAPPING', problem: null, bytes, hash: hash.digest('hex'), encoding, sheets: sheets as never, sheet, mapping }),
      ...eventRows([{ kind: 'importUploaded', subjectType: 'Import', subjectId: id, data: { fileName: name, subject } }], ctx),
    ]));
  } catch (error) {
    await db.rows(sql`DELETE FROM "Import" WHERE id = ${id}`);
    throw error;
  }
  announce(db);
  return id;
}

async function looked(db: Db, id: string, encoding: string | null) {
  const file = await openFile(db, id, { encoding });
  try {
    return await peek(file);
  } finally {
    file.close();
  }
}
