// The file of an import, kept in pieces in the database, so that whichever server takes the work up has it.
import sql from 'sql-template-tag';
import type { Db, Queryable } from '../shared/db.ts';
import { csvRows, type Encoding } from './csvRows.ts';
import { bounded, FileRefused, type FileRow } from './fileRows.ts';
import type { Sheet } from './rules.ts';
import { textOf } from './cellText.ts';
import { openWorkbook } from './xlsxRows.ts';
import { openZip } from './zipEntries.ts';

export const PIECE_BYTES = 512_000;

export const keepPiece = (tx: Queryable, importId: string, no: number, data: Buffer): Promise<unknown> =>
  tx.rows(sql`INSERT INTO "ImportChunk" ("importId", no, data) VALUES (${importId}, ${no}, ${data})`);

/** The pieces of a file, one in memory at a time. */
export async function* piecesOf(db: Pick<Db, 'rows'>, importId: string): AsyncGenerator<Buffer> {
  for (let no = 0; ; no += 1) {
    const [piece] = await db.rows<{ data: Buffer }>(sql`SELECT data FROM "ImportChunk" WHERE "importId" = ${importId} AND no = ${no}`);
    if (!piece) return;
    yield piece.data;
  }
}

/** What a kept file is: CSV in an encoding, or a spreadsheet. */
export interface FileKind { encoding: string | null }
export interface OpenFile { sheets: string[]; rows(sheet: number): AsyncGenerator<FileRow>; close(): void }

/** Opens the file of an import. A spreadsheet is held packed in memory while it is open. */
export async function openFile(db: Pick<Db, 'rows'>, importId: string, { encoding }: FileKind): Promise<OpenFile> {
  if (encoding !== null) return { sheets: [''], rows: () => bounded(csvRows(piecesOf(db, importId), encoding as Encoding)), close: () => undefined };
  const pieces: Buffer[] = [];
  for await (const piece of piecesOf(db, importId)) pieces.push(piece);
  const zip = await openZip(Buffer.concat(pieces));
  try {
    const book = await openWorkbook(zip);
    if (book.sheets.length === 0) throw new FileRefused('import_empty');
    return { sheets: book.sheets, rows: (sheet) => bounded(book.rows(sheet)), close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

const SAMPLE_ROWS = 5;
const SHEETS_MAX = 30;

/** Heading and first rows of each sheet. Refuses a file that holds nothing. */
export async function peek(file: OpenFile): Promise<Sheet[]> {
  const sheets: Sheet[] = [];
  for (const [at, name] of file.sheets.slice(0, SHEETS_MAX).entries()) {
    const rows: string[][] = [];
    for await (const { cells } of file.rows(at)) {
      rows.push(cells.map((cell) => textOf(cell).slice(0, 200)));
      if (rows.length > SAMPLE_ROWS) break;
    }
    const [columns = [], ...sample] = rows;
    sheets.push({ name, columns, sample });
  }
  if (sheets.every(({ columns }) => columns.length === 0)) throw new FileRefused('import_empty');
  return sheets;
}
