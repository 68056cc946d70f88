import type { DecideContext } from '../shared/action.ts';
import { insert, type Change } from '../shared/write.ts';

interface Notice {
  userId: string;
  /** mention, approvalGiven, approvalRefused: label `waiting.<kind>` in the catalogue. */
  kind: string;
  /** The record it leads to. */
  subject: { type: string; id: string };
  /** The comment or question that it comes from. */
  sourceId: string;
}

/** Tells somebody something, once. */
export const notificationRow = ({ userId, kind, subject, sourceId }: Notice, ctx: DecideContext): Change => insert('Notification', {
  id: ctx.newId(), companyId: ctx.company.id, userId, kind, subjectType: subject.type, subjectId: subject.id, sourceId, actorName: ctx.viewer.name, createdAt: ctx.now,
});
