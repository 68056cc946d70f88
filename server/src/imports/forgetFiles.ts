import sql from 'sql-template-tag';
import { groupsSql } from './oddityReport.ts';
import type { Db } from '../shared/db.ts';

/** Forgets files and rows of imports that ended, or that nobody went on with, before an instant. Their counts stay. */
export async function forgetFiles(db: Db, before: Date): Promise<string> {
  const old = await db.rows<{ id: string }>(sql`SELECT id FROM "Import" i WHERE coalesce("finishedAt", "createdAt") < ${before} AND status NOT IN ('CHECKING', 'RUNNING')
    AND EXISTS (SELECT FROM "ImportChunk" c WHERE c."importId" = i.id)`);
  for (const { id } of old) {
    await db.transaction(async (tx) => {
      await tx.rows(sql`UPDATE "Import" SET oddities = (SELECT jsonb_agg(g) FROM (${groupsSql(id)}) g) WHERE id = ${id}`);
      await tx.rows(sql`DELETE FROM "ImportLine" WHERE "importId" = ${id}`);
      await tx.rows(sql`DELETE FROM "ImportChunk" WHERE "importId" = ${id}`);
      await tx.rows(sql`UPDATE "Import" SET "isStaged" = true, "rowsTotal" = 0 WHERE id = ${id}`);
    });
  }
  return old.length === 0 ? '' : `${old.length} files forgotten.`;
}
