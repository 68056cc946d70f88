// Lays the rows of a file out as rows of the database: a thousand at a time, so that a file of any size takes little memory.
import sql from 'sql-template-tag';
import type { ImportRow } from '../generated/rows.ts';
import type { Db } from '../shared/db.ts';
import { newId } from '../shared/eventRows.ts';
import { update, write } from '../shared/write.ts';
import { FileRefused, type FileRow } from './fileRows.ts';
import { openFile } from './fileStore.ts';

const TOGETHER = 1000;

const keep = (db: Db, importId: string, rows: readonly FileRow[]): Promise<unknown> => db.rows(sql`INSERT INTO "ImportLine" (id, "importId", line, cells, changes)
  SELECT r.id, ${importId}, r.line, r.cells, '{}' FROM jsonb_to_recordset(${JSON.stringify(rows.map(({ line, cells }) => ({ id: newId(), line, cells })))}::jsonb) AS r(id uuid, line int, cells jsonb)`);

/** Stages an import's sheet. Begun again after a crash, it begins from the first row. A file that breaks off is unreadable from there. */
export async function stageLines(db: Db, { id, sheet, encoding }: ImportRow, isStopped: () => boolean): Promise<void> {
  await db.rows(sql`DELETE FROM "ImportLine" WHERE "importId" = ${id}`);
  let count = 0;
  try {
    const file = await openFile(db, id, { encoding });
    try {
      let waiting: FileRow[] = [];
      let isHeading = true;
      for await (const row of file.rows(sheet)) {
        if (isHeading) { isHeading = false; continue; }
        waiting.push(row);
        if (waiting.length < TOGETHER) continue;
        await keep(db, id, waiting);
        count += waiting.length;
        waiting = [];
        await db.rows(sql`UPDATE "Import" SET "rowsTotal" = ${count} WHERE id = ${id}`);
        if (isStopped()) return;
      }
      if (waiting.length > 0) await keep(db, id, waiting);
      count += waiting.length;
    } finally {
      file.close();
    }
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    await db.transaction((tx) => write(tx, [update('Import', id, { status: 'UNREADABLE', problem: { code: error.code, facts: error.facts } })]));
    return;
  }
  await db.transaction((tx) => write(tx, [update('Import', id, { isStaged: true, rowsTotal: count })]));
}
