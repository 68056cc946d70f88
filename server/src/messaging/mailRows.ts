// Pure: a mail that waits to be sent.
import type { Json, Language, MailKind } from '../generated/rows.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import { insert, type Change } from '../shared/write.ts';

export interface MailDraft {
  kind: MailKind; causeKey: string | null; subject: { type: string; id: string }; party: { type: string; id: string; name: string };
  to: string; copyTo: string | null; language: Language; title: string; body: string; resends?: string | null;
  attachments: readonly { fileName: string; documentKind: string; documentId: string; options: Json }[];
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 300);

/** The rows of a mail, due at once. */
export function mailRows(draft: MailDraft, ctx: DecideContext): { id: string; rows: Change[]; events: EventDraft[] } {
  const id = ctx.newId();
  return {
    id,
    rows: [
      insert('Mail', {
        id, companyId: ctx.company.id, kind: draft.kind, causeKey: draft.causeKey, subjectType: draft.subject.type, subjectId: draft.subject.id,
        partyType: draft.party.type, partyId: draft.party.id, partyName: draft.party.name, toAddress: draft.to, copyTo: draft.copyTo, language: draft.language,
        subject: oneLine(draft.title), body: draft.body.slice(0, 10_000), messageId: `<${id}@hesabu.mail>`, dueAt: ctx.now, claimedUntil: null, sentAt: null, transport: null, problem: null,
        requestedByName: ctx.viewer.name, resendsMailId: draft.resends ?? null,
      }),
      ...draft.attachments.map(({ fileName, documentKind, documentId, options }, index) =>
        insert('MailAttachment', { id: ctx.newId(), mailId: id, no: index + 1, fileName, documentKind, documentId, options, bytes: null, hash: null })),
    ],
    events: [{ kind: 'mailQueued', subjectType: 'Mail', subjectId: id, data: { mail: draft.kind, about: draft.subject.type } }],
  };
}
