import sql from 'sql-template-tag';
import type { Db } from '../shared/db.ts';

/** Forgets the files of mails that were made before an instant. What was in them is told by their hash. */
export async function forgetMailFiles(db: Db, before: Date): Promise<string> {
  const gone = await db.rows(sql`DELETE FROM "MailFile" f USING "MailAttachment" a JOIN "Mail" m ON m.id = a."mailId"
    WHERE a.id = f."attachmentId" AND f."keptAt" < ${before} AND m.status <> 'QUEUED' RETURNING f."attachmentId"`);
  return gone.length === 0 ? '' : `${gone.length} files of mails forgotten.`;
}
