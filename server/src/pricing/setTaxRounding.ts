import { action } from '../shared/action.ts';
import { choice } from '../shared/input.ts';
import { lockRow } from '../shared/rows.ts';
import { update } from '../shared/write.ts';

export const setTaxRounding = action({
  name: 'setTaxRounding', permission: 'company.manage',
  describe: 'Says how tax is rounded: on each line, or once on the total of each tax code. Orders that are drafted from now on follow it; documents name it.',
  input: { taxRounding: choice('TaxRounding') }, refusals: [], payload: { company: 'record:Company' },
  load: (tx, _input, ctx) => lockRow(tx, 'Company', ctx.company.id),
  decide: (company, { taxRounding }) => ({
    rows: company.taxRounding === taxRounding ? [] : [update('Company', company.id, { taxRounding, version: company.version + 1 })],
    events: company.taxRounding === taxRounding ? [] : [{ kind: 'taxRoundingSet', subjectType: 'Company', subjectId: company.id, changes: { taxRounding: [company.taxRounding, taxRounding] } }],
    result: { company: company.id },
  }),
});
