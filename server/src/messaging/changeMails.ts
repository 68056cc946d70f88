// What people do with mails: take back, send again, tell that one came back.
import sql from 'sql-template-tag';
import { action, type EventDraft } from '../shared/action.ts';
import type { MailRow } from '../generated/rows.ts';
import { email, id, optional, text } from '../shared/input.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { mailRows } from './mailRows.ts';
import { MailState } from './refusals.ts';

export const demandQueued = (mail: MailRow): void => { if (mail.status !== 'QUEUED') throw MailState({ to: mail.toAddress, status: mail.status }); };
export const demandOver = (mail: MailRow): void => { if (mail.status === 'QUEUED') throw MailState({ to: mail.toAddress, status: mail.status }); };
export const demandSent = (mail: MailRow): void => { if (mail.status !== 'SENT') throw MailState({ to: mail.toAddress, status: mail.status }); };

const refusals = [MailState];
const toldOf = (mail: MailRow, kind: string, reason: string | null): EventDraft[] => [
  { kind, subjectType: 'Mail', subjectId: mail.id, reason, data: { mail: mail.kind } },
  { kind, subjectType: mail.subjectType, subjectId: mail.subjectId, reason, data: { mailId: mail.id, mail: mail.kind }, personal: { to: [null, mail.toAddress] } },
];

export const cancelMail = action({
  name: 'cancelMail', permission: 'mail.send', describe: 'Takes back a mail that was not sent yet.',
  input: { mailId: id('Mail') }, refusals, payload: { mail: 'record:Mail' },
  load: (tx, { mailId }) => lockRow(tx, 'Mail', mailId),
  decide: (mail) => {
    demandQueued(mail);
    return { rows: [update('Mail', mail.id, { status: 'CANCELLED', dueAt: null, claimedUntil: null, version: mail.version + 1 })], events: toldOf(mail, 'mailCancelled', null), result: { mail: mail.id } };
  },
});

export const resendMail = action({
  name: 'resendMail', permission: 'mail.send', describe: 'Sends a mail once more, with its words, to the same or another address. Its documents are made anew.',
  input: { mailId: id('Mail'), toAddress: optional(email()) }, refusals, payload: { mail: 'record:Mail' },
  load: async (tx, { mailId }) => ({ mail: await lockRow(tx, 'Mail', mailId), attachments: await selectRows(tx, 'MailAttachment', sql`t."mailId" = ${mailId}`, { orderBy: sql`t.no` }) }),
  decide: ({ mail, attachments }, { toAddress }, ctx) => {
    demandOver(mail);
    const made = mailRows({
      kind: mail.kind, causeKey: null, subject: { type: mail.subjectType, id: mail.subjectId }, party: { type: mail.partyType, id: mail.partyId, name: mail.partyName },
      to: toAddress ?? mail.toAddress, copyTo: mail.copyTo, language: mail.language, title: mail.subject, body: mail.body, resends: mail.id, attachments,
    }, ctx);
    return { rows: made.rows, events: made.events, result: { mail: made.id } };
  },
});

export const reportBounce = action({
  name: 'reportBounce', permission: 'mail.send', describe: 'Tells that a mail that was sent came back.',
  input: { mailId: id('Mail'), reason: text({ max: 1000 }) }, refusals, payload: { mail: 'record:Mail' },
  load: (tx, { mailId }) => lockRow(tx, 'Mail', mailId),
  decide: (mail, { reason }) => {
    demandSent(mail);
    return { rows: [update('Mail', mail.id, { status: 'BOUNCED', problem: reason, version: mail.version + 1 })], events: toldOf(mail, 'mailBounced', reason), result: { mail: mail.id } };
  },
});
