import type { IncomingMessage, ServerResponse } from 'node:http';
import sql from 'sql-template-tag';
import { demandRight } from '../fileRoutes.ts';
import { entityOf, visible } from '../shared/entity.ts';
import type { RequestContext } from '../shared/request.ts';
import { selectRows } from '../shared/rows.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import { makeAttachment } from '../messaging/attachments.ts';

/** Sends a file of a mail as it was sent; made anew where it was not sent yet, or is forgotten. */
export async function sendMailFile(request: IncomingMessage, response: ServerResponse, id: string, ctx: RequestContext): Promise<void> {
  const { db, viewer, now } = ctx;
  demandRight(ctx, 'mail.read');
  const [attachment] = id === '' ? [] : await selectRows(db, 'MailAttachment', sql`t.id = ${id}`);
  const [mail] = attachment ? await selectRows(db, 'Mail', sql`t.id = ${attachment.mailId} AND ${visible(entityOf('Mail'), 't', viewer)}`) : [];
  if (!attachment || !mail) throw NotFound({ type: 'MailAttachment', id });
  const [kept] = await db.rows<{ data: Buffer }>(sql`SELECT data FROM "MailFile" WHERE "attachmentId" = ${id}`);
  const file = kept?.data ?? await makeAttachment(attachment, mail, db, now);
  response.writeHead(200, {
    'content-type': 'application/pdf', 'content-length': file.length, 'cache-control': 'private, no-store', 'cross-origin-resource-policy': 'same-origin', 'x-frame-options': 'SAMEORIGIN',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'", 'content-disposition': `inline; filename="${attachment.fileName}"`,
  });
  response.end(request.method === 'HEAD' ? undefined : file);
}
