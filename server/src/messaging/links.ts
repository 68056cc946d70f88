// What a letter says below its words: where it is read on a page. A higher room makes it.
import type { MailRow } from '../generated/rows.ts';
import type { Db } from '../shared/db.ts';

type Maker = (mail: MailRow, db: Db, now: Date, publicUrl: string) => Promise<string | undefined>;
let maker: Maker | undefined;

export const linksAreMadeBy = (made: Maker): void => { maker = made; };

/** A mail's text as it leaves: with its link, where the address of the server's public pages is known. */
export async function withLink(mail: MailRow, db: Db, now: Date, publicUrl: string | undefined): Promise<string> {
  const link = publicUrl && maker ? await maker(mail, db, now, publicUrl) : undefined;
  return link ? `${mail.body}\n\n${link}` : mail.body;
}
