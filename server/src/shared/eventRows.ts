import type { EventDraft } from './action.ts';
import { newId } from './newId.ts';
import type { Context } from './viewer.ts';
import { insert, type Change } from './write.ts';

export { newId };

/** The rows of what happened, by whom and through which request. All name the same columns, so that one statement numbers them in order. */
export const eventRows = (drafts: readonly EventDraft[], ctx: Context): Change[] => drafts.flatMap(({ personal, actor, companyId, ...draft }) => {
  const id = newId();
  const event = insert('Event', {
    ...draft, reason: draft.reason ?? null, changes: draft.changes ?? null, data: draft.data ?? null,
    id, companyId: companyId ?? ctx.company.id, actorKind: ctx.viewer.kind, actorId: actor?.id ?? ctx.viewer.id,
    actorName: actor?.name ?? ctx.viewer.name, channel: ctx.channel, requestId: ctx.requestId,
  });
  const kept = personal && Object.keys(personal).length > 0 ? [insert('EventPersonal', { eventId: id, changes: personal })] : [];
  return [event, ...kept];
});
