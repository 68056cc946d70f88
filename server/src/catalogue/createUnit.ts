import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { integer, text } from '../shared/input.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert } from '../shared/write.ts';

export const createUnit = action({
  name: 'createUnit', describe: 'Adds a unit in which quantities are counted, with the decimal places that they may have.', permission: 'catalogue.manage',
  input: { code: text({ max: 20 }), name: text({ max: 100 }), decimals: integer({ max: 6 }) },
  refusals: [], payload: { unit: 'record:Unit' },
  load: (tx, { code }) => tx.rows<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = ${code}`),
  decide: (taken, input, ctx) => {
    if (taken.length > 0) throw fieldRefused(['code'], 'taken');
    const id = ctx.newId();
    return {
      rows: [insert('Unit', { id, ...input })],
      events: [{ kind: 'unitCreated', subjectType: 'Unit', subjectId: id, data: { code: input.code } }],
      result: { unit: id },
    };
  },
});
