// What people say about records: said, worded anew, retracted. No wording is lost.
import sql from 'sql-template-tag';
import { staffViewer } from '../access/identify.ts';
import type { CommentMentionRow, CommentRow, UserRow } from '../generated/rows.ts';
import { action, type DecideContext, type EventDraft } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id, integer, optional, text } from '../shared/input.ts';
import { demandVersion, lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context, Viewer } from '../shared/viewer.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { mentionsIn, withNames } from './commentText.ts';
import { notificationRow } from './notifications.ts';
import { CommentNotYours, CommentRetracted } from './refusals.ts';
import { anyRecord, demandSubject, maySee, type Subject } from './subject.ts';

const permission = 'comments.write';
const words = () => text({ max: 4000, lines: true });

interface Named { user: UserRow; maySee: boolean }

/** The people that a text names, and whether they may see the record. Refuses a name that is nobody's. */
async function loadNamed(tx: Tx, said: string, subject: Subject, ctx: Context): Promise<Named[]> {
  const { userIds, unknown, tooMany } = mentionsIn(said);
  if (unknown) throw fieldRefused(['text'], 'id_unknown', { type: 'Colleague' });
  if (tooMany) throw fieldRefused(['text'], 'list_long', { max: 30 });
  const users = userIds.length === 0 ? [] : await selectRows(tx, 'User', sql`t.id = ANY(${userIds}::uuid[]) AND t."companyId" = ${ctx.company.id}::uuid AND t."isActive"`);
  if (users.length < userIds.length) throw fieldRefused(['text'], 'id_unknown', { type: 'Colleague' });
  const named: Named[] = [];
  for (const userId of userIds) {
    const user = users.find((each) => each.id === userId);
    if (user) named.push({ user, maySee: staffViewer(user).permissions.has('comments.read') && await maySee(tx, subject, staffViewer(user)) });
  }
  return named;
}

const namesOf = (named: readonly Named[]) => new Map(named.map(({ user }) => [user.id, user.name]));
const writer = ({ viewer }: Pick<Context, 'viewer'>) => (viewer.kind === 'SYSTEM' ? null : viewer.id);

/** Those whom a text names anew: kept with the comment, and told if they may see the record. */
function mentionRows(comment: Pick<CommentRow, 'id' | 'subjectType' | 'subjectId'>, named: readonly Named[], known: readonly CommentMentionRow[], ctx: DecideContext): Change[] {
  const fresh = named.filter(({ user }) => !known.some(({ userId }) => userId === user.id));
  return fresh.flatMap(({ user, maySee: seesIt }, index) => [
    insert('CommentMention', { id: ctx.newId(), commentId: comment.id, no: known.length + index + 1, userId: user.id, name: user.name, isTold: seesIt }),
    ...(seesIt && user.id !== ctx.viewer.id ? [notificationRow({ userId: user.id, kind: 'mention', subject: { type: comment.subjectType, id: comment.subjectId }, sourceId: comment.id }, ctx)] : []),
  ]);
}

const revision = (comment: { id: string; no: number; text: string | null }, ctx: DecideContext): Change => insert('CommentRevision', {
  id: ctx.newId(), commentId: comment.id, no: comment.no, text: comment.text, byId: writer(ctx), byName: ctx.viewer.name, at: ctx.now,
});

const told = (kind: string, { id: commentId, subjectType, subjectId }: Pick<CommentRow, 'id' | 'subjectType' | 'subjectId'>, reason: string | null = null): EventDraft =>
  ({ kind, subjectType, subjectId, reason, data: { commentId } });

export const addComment = action({
  name: 'addComment', permission, describe: 'Says something about a record. Markdown without HTML; a colleague is named as @[Name](id), and is told if the record may be seen.',
  input: { subjectId: anyRecord(), text: words() }, refusals: [], payload: { comment: 'record:Comment' },
  load: async (tx, { subjectId, text: said }, ctx) => {
    await demandSubject(tx, subjectId, ctx.viewer);
    return loadNamed(tx, said, subjectId, ctx);
  },
  decide: (named, { subjectId, text: said }, ctx) => {
    const about = { subjectType: subjectId.type, subjectId: subjectId.uuid };
    const comment = { id: ctx.newId(), ...about };
    const kept = withNames(said, namesOf(named));
    return {
      rows: [
        insert('Comment', { ...comment, companyId: ctx.company.id, authorKind: ctx.viewer.kind, authorId: writer(ctx), authorName: ctx.viewer.name, text: kept, createdAt: ctx.now }),
        revision({ id: comment.id, no: 1, text: kept }, ctx), ...mentionRows(comment, named, [], ctx),
      ],
      events: [told('commentAdded', comment)], result: { comment: comment.id },
    };
  },
});

async function lockComment(tx: Tx, commentId: string, ctx: Context): Promise<CommentRow> {
  const comment = await lockRow(tx, 'Comment', commentId);
  await demandSubject(tx, { type: comment.subjectType, uuid: comment.subjectId }, ctx.viewer);
  return comment;
}

/** Who may change a comment: its writer; who manages the firm may retract it. */
export function demandYours({ authorId, authorName, text: said }: Pick<CommentRow, 'authorId' | 'authorName' | 'text'>, viewer: Viewer, toRetract = false): void {
  if (said === null) throw CommentRetracted({});
  if (authorId !== null && authorId === viewer.id) return;
  if (!toRetract || !viewer.permissions.has('company.manage')) throw CommentNotYours({ name: authorName });
}

export const editComment = action({
  name: 'editComment', permission, describe: 'Words a comment of one\'s own anew; the former wording stays in its history.',
  input: { commentId: id('Comment'), text: words(), version: optional(integer()) }, refusals: [CommentNotYours, CommentRetracted], payload: { comment: 'record:Comment' },
  load: async (tx, { commentId, text: said }, ctx) => {
    const comment = await lockComment(tx, commentId, ctx);
    const known = await selectRows(tx, 'CommentMention', sql`t."commentId" = ${commentId}`);
    return { comment, known, named: await loadNamed(tx, said, { type: comment.subjectType, uuid: comment.subjectId }, ctx) };
  },
  decide: ({ comment, known, named }, { text: said, version }, ctx) => {
    demandYours(comment, ctx.viewer);
    const kept = withNames(said, namesOf(named));
    demandVersion('Comment', comment, version, { text: kept }, ctx.company.currencyCode);
    if (kept === comment.text) return { rows: [], events: [], result: { comment: comment.id } };
    return {
      rows: [
        update('Comment', comment.id, { text: kept, editedAt: ctx.now, version: comment.version + 1 }),
        revision({ id: comment.id, no: comment.version + 1, text: kept }, ctx), ...mentionRows(comment, named, known, ctx),
      ],
      events: [told('commentEdited', comment)], result: { comment: comment.id },
    };
  },
});

export const retractComment = action({
  name: 'retractComment', permission, describe: 'Takes a comment back: that something was said stays, what was said only the auditor sees.',
  input: { commentId: id('Comment'), reason: optional(text({ max: 1000, lines: true })) }, refusals: [CommentNotYours, CommentRetracted], payload: { comment: 'record:Comment' },
  load: (tx, { commentId }, ctx) => lockComment(tx, commentId, ctx),
  decide: (comment, { reason }, ctx) => {
    demandYours(comment, ctx.viewer, true);
    return {
      rows: [update('Comment', comment.id, { text: null, editedAt: ctx.now, version: comment.version + 1 }), revision({ id: comment.id, no: comment.version + 1, text: null }, ctx)],
      events: [told('commentRetracted', comment, reason ?? null)], result: { comment: comment.id },
    };
  },
});
