import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { id, integer, optional, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, lockRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';
import type { Tx } from '../shared/db.ts';

const fields = { name: text({ max: 100 }), description: optional(text({ max: 1000, lines: true })) };
const namesake = (tx: Tx, name: string) => tx.rows<{ id: string }>(sql`SELECT id FROM "Category" WHERE name = ${name}`);

export const createCategory = action({
  name: 'createCategory', describe: 'Adds a category of products.', permission: 'catalogue.manage',
  input: fields, refusals: [], payload: { category: 'record:Category' },
  load: (tx, { name }) => namesake(tx, name),
  decide: (taken, input, ctx) => {
    if (taken.length > 0) throw fieldRefused(['name'], 'taken');
    const category = ctx.newId();
    return {
      rows: [insert('Category', { id: category, name: input.name, description: input.description ?? null })],
      events: [{ kind: 'categoryCreated', subjectType: 'Category', subjectId: category, data: { name: input.name } }],
      result: { category },
    };
  },
});

export const updateCategory = action({
  name: 'updateCategory', describe: 'Changes a category.', permission: 'catalogue.manage',
  input: { categoryId: id('Category'), version: integer(), name: optional(fields.name), description: fields.description },
  refusals: [], payload: { category: 'record:Category' },
  load: async (tx, { categoryId, name }) => {
    const category = await lockRow(tx, 'Category', categoryId);
    return { category, taken: name ? await namesake(tx, name) : [] };
  },
  decide: ({ category, taken }, { version, ...sent }, ctx) => {
    const after = patchOf('Category', sent, ['name', 'description']);
    demandVersion('Category', category, version, after, ctx.company.currencyCode);
    if (taken.some((other) => other.id !== category.id)) throw fieldRefused(['name'], 'taken');
    return {
      rows: [update('Category', category.id, { ...after, version: category.version + 1 })],
      events: [{
        kind: 'categoryUpdated', subjectType: 'Category', subjectId: category.id,
        changes: changesOf('Category', category, after, ctx.company.currencyCode),
      }],
      result: { category: category.id },
    };
  },
});
