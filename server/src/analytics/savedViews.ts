// A list's filter, order and columns under a name: one's own, or shared with everybody to read.
import sql from 'sql-template-tag';
import type { SavedViewRow } from '../generated/rows.ts';
import { mutations } from '../mutations.ts';
import { recordsQuery } from '../reports.ts';
import { action } from '../shared/action.ts';
import { col, column, entity, expression } from '../shared/entity.ts';
import { boolean, id, json, list, optional, text } from '../shared/input.ts';
import { refusal } from '../shared/refusal.ts';
import { lockRow } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import type { Viewer } from '../shared/viewer.ts';
import { insert, remove, update } from '../shared/write.ts';

export const ViewNotYours = refusal('VIEW_NOT_YOURS', { name: 'text', owner: 'text' });

entity('SavedView', {
  permission: 'views.manage', describe: 'A list\'s filter, order and columns under a name.',
  rows: (alias, viewer) => sql`(${col(alias, 'userId')} = ${viewer.id}::uuid OR ${col(alias, 'isShared')})`,
  fields: {
    resource: column(), name: column(), filter: column(undefined, { askable: false }), orderBy: column(),
    columns: column(undefined, { describe: 'Names of the columns shown, in their order.' }),
    shared: column('isShared', { describe: 'Everybody sees it, its owner alone changes it.' }), version: column(),
    mine: expression('boolean', (alias, viewer) => sql`(${col(alias, 'userId')} IS NOT DISTINCT FROM ${viewer.id}::uuid)`, { askable: false }),
    ownerName: expression('text', (alias) => sql`(SELECT u.name FROM "User" u WHERE u.id = ${col(alias, 'userId')})`, { askable: false }),
  },
});

recordsQuery('savedViews', {
  entity: 'SavedView', describe: 'Views of a list: one\'s own and shared ones, by name.', args: { resource: text({ max: 60 }) },
  where: (alias, { resource }) => sql`${col(alias, 'resource')} = ${resource}`, order: (alias) => col(alias, 'name'), most: 200,
});

interface Facts { view: SavedViewRow | null; owner: string; isTaken: boolean }

function demandMine({ view, owner }: Facts, viewer: Viewer): void {
  if (!view || view.userId === viewer.id) return;
  if (!view.isShared) throw NotFound({ type: 'SavedView', id: view.id });
  throw ViewNotYours({ name: view.name, owner });
}

export const saveView = action({
  name: 'saveView', describe: 'Keeps a list\'s filter, order and columns under a name; with `id`, changes a view of one\'s own.', permission: 'views.manage',
  input: {
    id: optional(id('SavedView')), resource: text({ max: 60 }), name: text({ max: 100 }), filter: json(), orderBy: optional(text({ max: 60 })),
    columns: optional(list(text({ max: 60 }), { max: 100 })), shared: optional(boolean()),
  },
  refusals: [ViewNotYours], payload: { savedView: 'record:SavedView' },
  load: async (tx, input, ctx): Promise<Facts> => {
    if (ctx.viewer.kind !== 'STAFF') throw NotFound({ type: 'User', id: ctx.viewer.id ?? '' });
    const view = input.id ? await lockRow(tx, 'SavedView', input.id) : null;
    const [owner] = await tx.rows<{ name: string }>(sql`SELECT name FROM "User" WHERE id = ${view?.userId ?? ctx.viewer.id}::uuid FOR UPDATE`);
    const taken = await tx.rows(sql`SELECT FROM "SavedView" WHERE "userId" = ${ctx.viewer.id}::uuid AND resource = ${input.resource}
      AND name = ${input.name} AND id IS DISTINCT FROM ${input.id ?? null}::uuid`);
    return { view, owner: owner?.name ?? '', isTaken: taken.length > 0 };
  },
  decide: (facts, { id: known, shared, columns, ...input }, ctx) => {
    demandMine(facts, ctx.viewer);
    if (facts.isTaken) throw fieldRefused(['name'], 'taken');
    if (JSON.stringify(input.filter ?? null).length > 20_000) throw fieldRefused(['filter'], 'text_long', { max: 20_000 });
    const viewId = known ?? ctx.newId();
    const kept = { ...input, orderBy: input.orderBy ?? null, columns: columns ?? [], isShared: shared ?? false };
    return {
      rows: [facts.view ? update('SavedView', viewId, { ...kept, version: facts.view.version + 1 })
        : insert('SavedView', { id: viewId, companyId: ctx.company.id, userId: String(ctx.viewer.id), ...kept })],
      events: [{ kind: 'viewSaved', subjectType: 'SavedView', subjectId: viewId, data: { resource: input.resource, name: input.name } }],
      result: { savedView: viewId },
    };
  },
});

export const deleteView = action({
  name: 'deleteView', describe: 'Drops a view of one\'s own.', permission: 'views.manage',
  input: { id: id('SavedView') }, refusals: [ViewNotYours], payload: { deleted: 'boolean' },
  load: async (tx, input): Promise<Facts> => {
    const view = await lockRow(tx, 'SavedView', input.id);
    const [owner] = await tx.rows<{ name: string }>(sql`SELECT name FROM "User" WHERE id = ${view.userId}`);
    return { view, owner: owner?.name ?? '', isTaken: false };
  },
  decide: (facts, input, ctx) => {
    demandMine(facts, ctx.viewer);
    return {
      rows: [remove('SavedView', input.id)],
      events: [{ kind: 'viewDeleted', subjectType: 'SavedView', subjectId: input.id, data: { name: facts.view?.name ?? '' } }],
      result: { deleted: true },
    };
  },
});

mutations(saveView, deleteView);
