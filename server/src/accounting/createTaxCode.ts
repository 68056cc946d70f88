import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { fraction, text } from '../shared/input.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert } from '../shared/write.ts';

export const createTaxCode = action({
  name: 'createTaxCode', describe: 'Adds a tax code. The rate is a fraction: 0.16 is sixteen per cent.', permission: 'periods.manage',
  input: { code: text({ max: 20 }), name: text({ max: 200 }), rate: fraction() },
  refusals: [], payload: { taxCode: 'record:TaxCode' },
  load: (tx, input, ctx) => tx.rows<{ id: string }>(sql`SELECT id FROM "TaxCode" WHERE "companyId" = ${ctx.company.id} AND code = ${input.code}`),
  decide: (taken, input, ctx) => {
    if (taken.length > 0) throw fieldRefused(['code'], 'taken');
    const id = ctx.newId();
    return {
      rows: [insert('TaxCode', { id, companyId: ctx.company.id, ...input })],
      events: [{ kind: 'taxCodeCreated', subjectType: 'TaxCode', subjectId: id, data: { code: input.code } }],
      result: { taxCode: id },
    };
  },
});
