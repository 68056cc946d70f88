// Makes the field `actions` of every record type whose next actions are declared.
import { builder } from './builder.ts';
import { entityRef } from './face.ts';
import { refusalMessage } from './mutations.ts';
import sql from 'sql-template-tag';
import { entityOf, quote } from './shared/entity.ts';
import { batched } from './shared/loaders.ts';
import { actionFactsSql, ActionNotPermitted, declaredActions, judgeActions, type RecordAction } from './shared/recordActions.ts';
import type { RequestContext } from './shared/request.ts';

const inherit = { permission: 'inherit' };

const refusedTo = (action: RecordAction, ctx: RequestContext) =>
  (ctx.viewer.permissions.has(action.permission) ? action.refused : ActionNotPermitted({}));

export type RecordActionSeen = ReturnType<typeof actionsSeen>[number];
const RecordActionRef = builder.objectRef<RecordActionSeen>('RecordAction').implement({
  description: 'A next action on a record: its mutation, and whether it is legal now.',
  fields: (t) => ({
    name: t.exposeString('name', { extensions: inherit, description: 'The mutation\'s name.' }),
    allowed: t.exposeBoolean('allowed', { extensions: inherit }),
    reason: t.exposeString('reason', { nullable: true, extensions: inherit, description: 'Why it is not legal now; null when it is.' }),
  }),
});

/** The next actions of a record as a client sees them. */
export const actionsSeen = (actions: RecordAction[], ctx: RequestContext) => actions.map((action) => {
  const refused = refusedTo(action, ctx);
  return { name: action.name, allowed: !refused, reason: refused ? refusalMessage(refused, ctx.viewer.locale) : null };
});

/** Called once, after the types of all entities are made. */
export function makeActionFields(): void {
  for (const name of declaredActions.keys()) {
    builder.objectField(entityRef(name), 'actions', (t) => t.field({
      type: [RecordActionRef], extensions: { permission: entityOf(name).permission },
      resolve: (record, _args, ctx) => batched<RecordActionSeen[]>(ctx, `actions ${name}`, async (ids) => {
        const rows = await ctx.db.rows<{ id: string; facts: string }>(
          sql`SELECT t.id, ${actionFactsSql(name, 't')} AS facts FROM ${quote(entityOf(name).table)} t WHERE t.id = ANY(${[...ids]}::uuid[])`);
        const byId = new Map(rows.map(({ id, facts }) => [id, actionsSeen(judgeActions(name, facts, ctx), ctx)]));
        return ids.map((id) => byId.get(id) ?? []);
      }).load((record as { id: string }).id),
    }));
  }
}
