// Files of mails are documents; a higher room makes them.
import type { MailAttachmentRow, MailRow } from '../generated/rows.ts';
import type { Db } from '../shared/db.ts';

type Maker = (attachment: MailAttachmentRow, mail: MailRow, db: Db, now: Date) => Promise<Buffer>;
let maker: Maker | undefined;

export const attachmentsAreMadeBy = (made: Maker): void => { maker = made; };

export function makeAttachment(...asked: Parameters<Maker>): Promise<Buffer> {
  if (!maker) throw new Error('Nobody makes attachments.');
  return maker(...asked);
}
