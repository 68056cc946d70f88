// Sends what is due. A mail is claimed by its row, handed over, then marked: so two servers never send it at the same time. A
// server that ends between handing over and marking sends it once more when its claim has passed; the Message-ID is the same
// then, by which mail servers and readers leave out the second.
import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import { systemContext } from '../context.ts';
import type { MailAttachmentRow, MailRow, MailSenderRow } from '../generated/rows.ts';
import type { Db } from '../shared/db.ts';
import { eventRows } from '../shared/eventRows.ts';
import { message } from '../shared/messages.ts';
import { announce } from '../shared/news.ts';
import { newId, performIn, retried } from '../shared/perform.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { decode } from '../shared/tables.ts';
import { insert, update, write } from '../shared/write.ts';
import { raiseTask, settleTask } from '../work/raiseTask.ts';
import { makeAttachment } from './attachments.ts';
import { withLink } from './links.ts';
import { mailHtml } from './templates.ts';
import type { Outcome, Transport } from './transport.ts';

/** Seconds until the next try, after each that failed; then it is given up. */
const waits = [10, 30, 120, 600, 1800, 7200, 21_600] as const;
const TOGETHER = 8;
const CLAIM_MS = 300_000;

export interface Sending { db: Db; now: () => Date; transport: Transport; /** Where no sender is set. */ from: string | undefined; /** Where customers reach the server: letters then tell where they are read. */ publicUrl?: string | undefined }

async function claim(db: Db, now: Date): Promise<MailRow[]> {
  const rows = await db.rows<Record<string, unknown>>(sql`UPDATE "Mail" m SET "claimedUntil" = ${new Date(now.getTime() + CLAIM_MS)} FROM (
      SELECT id FROM "Mail" WHERE "dueAt" <= ${now} AND coalesce("claimedUntil" <= ${now}, TRUE) ORDER BY "dueAt", id LIMIT ${TOGETHER} FOR UPDATE SKIP LOCKED) d
    WHERE m.id = d.id RETURNING m.*`);
  return rows.map((row) => decode('Mail', row));
}

/** A mail's file: made now and kept, or as it was kept at an earlier try. */
async function fileOf(db: Db, attachment: MailAttachmentRow, mail: MailRow, now: Date): Promise<Buffer> {
  const [kept] = await db.rows<{ data: Buffer }>(sql`SELECT data FROM "MailFile" WHERE "attachmentId" = ${attachment.id}`);
  if (kept) return kept.data;
  const data = await makeAttachment(attachment, mail, db, now);
  await db.transaction(async (tx) => {
    await tx.rows(sql`INSERT INTO "MailFile" ("attachmentId", data) VALUES (${attachment.id}, ${data}) ON CONFLICT DO NOTHING`);
    await write(tx, [update('MailAttachment', attachment.id, { bytes: data.length, hash: createHash('sha256').update(data).digest('hex') })]);
  });
  return data;
}

async function handOver(mail: MailRow, { db, now, transport, from, publicUrl }: Sending): Promise<Outcome> {
  try {
    const [sender] = await selectRows(db, 'MailSender', sql`t."companyId" = ${mail.companyId}`);
    const address = senderAddress(sender, transport, from);
    if (!address) return { outcome: 'FAILED', response: 'No sender is set.' };
    const { company } = await systemContext(db, now(), 'JOB');
    const attachments = await selectRows(db, 'MailAttachment', sql`t."mailId" = ${mail.id}`, { orderBy: sql`t.no` });
    const files: { filename: string; content: Buffer }[] = [];
    for (const each of attachments) files.push({ filename: each.fileName, content: await fileOf(db, each, mail, now()) });
    const body = await withLink(mail, db, now(), publicUrl);
    return await transport.send({
      messageId: mail.messageId, from: { name: sender?.name ?? company.name, address }, replyTo: sender?.replyTo ?? null, to: { name: mail.partyName, address: mail.toAddress },
      copyTo: mail.copyTo, subject: mail.subject, text: body, html: mailHtml(body, mail.language), attachments: files,
    });
  } catch (error) {
    return { outcome: 'FAILED', response: error instanceof Error ? error.message.slice(0, 1000) : String(error) };
  }
}

const senderAddress = (sender: MailSenderRow | undefined, transport: Transport, from: string | undefined): string | undefined =>
  sender?.address ?? from ?? (transport.kind === 'LOCAL' ? 'hesabu@localhost' : undefined);

/** Writes down what came of a try: with its event, and a task where it is given up. */
async function mark(mail: MailRow, { outcome, response }: Outcome, { db, now, transport }: Sending): Promise<void> {
  const ctx = await systemContext(db, now(), 'JOB');
  await retried(db, async (tx) => {
    const row = await lockRow(tx, 'Mail', mail.id);
    if (row.status !== 'QUEUED') return; // taken back meanwhile: what was sent is sent
    const attempts = row.attempts + 1;
    const wait = outcome === 'FAILED' ? waits[attempts - 1] : undefined;
    const status = outcome === 'FAILED' ? (wait === undefined ? 'FAILED' : 'QUEUED') : outcome;
    const about = { type: row.subjectType, uuid: row.subjectId };
    const told = { mailSent: outcome === 'SENT', mailBounced: status === 'BOUNCED', mailFailed: status === 'FAILED' };
    const [kind] = Object.entries(told).find(([, is]) => is) ?? [];
    await write(tx, [
      insert('MailAttempt', { id: newId(), mailId: row.id, no: attempts, outcome, transport: transport.kind, response }),
      update('Mail', row.id, {
        status, attempts, claimedUntil: null, dueAt: wait === undefined ? null : new Date(ctx.now.getTime() + wait * 1000), transport: transport.kind,
        problem: outcome === 'SENT' ? null : response, sentAt: outcome === 'SENT' ? ctx.now : null, version: row.version + 1,
      }),
      ...(kind ? eventRows([
        { kind, subjectType: row.subjectType, subjectId: row.subjectId, data: { mailId: row.id, mail: row.kind }, personal: { to: [null, row.toAddress] }, ...(outcome === 'SENT' ? {} : { reason: response }) },
        { kind, subjectType: 'Mail', subjectId: row.id, data: { mail: row.kind } },
      ], ctx) : []),
    ]);
    if (status === 'FAILED' || status === 'BOUNCED') {
      await performIn(tx, raiseTask, { kind: 'mailFailed', subjectId: about, title: message(ctx.company.locale, 'task.mailFailed', { to: row.toAddress }).slice(0, 200), text: response, ownerRole: 'CONTROLLER', priority: 'HIGH' }, ctx);
    } else if (status === 'SENT') await performIn(tx, settleTask, { kind: 'mailFailed', subjectId: about }, ctx);
  });
}

/** Sends what is due, until nothing is; gives how many tries were made. */
export async function sendMails(sending: Sending, isStopped: () => boolean = () => false): Promise<number> {
  const { db, now } = sending;
  let tries = 0;
  while (!isStopped()) {
    const mails = await claim(db, now());
    if (mails.length === 0) break;
    await Promise.all(mails.map(async (mail) => mark(mail, await handOver(mail, sending), sending)));
    tries += mails.length;
    announce(db);
  }
  return tries;
}
