// Makes the field `actions` of every record type whose next actions are declared.
import { builder } from './builder.ts';
import { entityRef } from './face.ts';
import { refusalMessage } from './mutations.ts';
import { entityOf } from './shared/entity.ts';
import { batched } from './shared/loaders.ts';
import { ActionNotPermitted, declaredActions, type RecordAction } from './shared/recordActions.ts';
import type { RequestContext } from './shared/request.ts';

const inherit = { permission: 'inherit' };

const refusedTo = (action: RecordAction, ctx: RequestContext) =>
  (ctx.viewer.permissions.has(action.permission) ? action.refused : ActionNotPermitted({}));

const RecordActionRef = builder.objectRef<RecordAction>('RecordAction').implement({
  description: 'A next action on a record: its mutation, and whether it is legal now.',
  fields: (t) => ({
    name: t.exposeString('name', { extensions: inherit, description: 'The mutation\'s name.' }),
    allowed: t.boolean({ extensions: inherit, resolve: (action, _args, ctx) => !refusedTo(action, ctx) }),
    reason: t.string({
      nullable: true, extensions: inherit, description: 'Why it is not legal now; null when it is.',
      resolve: (action, _args, ctx) => {
        const refused = refusedTo(action, ctx);
        return refused ? refusalMessage(refused, ctx.viewer.locale) : null;
      },
    }),
  }),
});

/** Called once, after the types of all entities are made. */
export function makeActionFields(): void {
  for (const [name, judges] of declaredActions) {
    builder.objectField(entityRef(name), 'actions', (t) => t.field({
      type: [RecordActionRef], extensions: { permission: entityOf(name).permission },
      resolve: (record, _args, ctx) => batched<RecordAction[]>(ctx, `actions ${name}`, async (ids) => {
        const judged = await Promise.all(judges.map((judge) => judge([...ids], ctx)));
        return ids.map((id) => judged.flatMap((byId) => byId.get(id) ?? []));
      }).load((record as { id: string }).id),
    }));
  }
}
