import { action } from '../shared/action.ts';
import { boolean, id, integer, optional, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, lockRow } from '../shared/rows.ts';
import { insert, update } from '../shared/write.ts';

export const createSalesPerson = action({
  name: 'createSalesPerson', describe: 'Adds somebody who sells: owner of customers and orders.', permission: 'customers.manage',
  input: { name: text({ max: 200 }), title: optional(text({ max: 100 })) },
  refusals: [], payload: { salesPerson: 'record:SalesPerson' },
  load: async () => undefined,
  decide: (_facts, { name, title }, ctx) => {
    const salesPerson = ctx.newId();
    return {
      rows: [insert('SalesPerson', { id: salesPerson, companyId: ctx.company.id, name, title: title ?? null })],
      events: [{ kind: 'salesPersonCreated', subjectType: 'SalesPerson', subjectId: salesPerson, personal: { name: [null, name] } }],
      result: { salesPerson },
    };
  },
});

export const updateSalesPerson = action({
  name: 'updateSalesPerson', describe: 'Changes what is known of a sales person.', permission: 'customers.manage',
  input: { salesPersonId: id('SalesPerson'), version: integer(), name: optional(text({ max: 200 })), title: optional(text({ max: 100 })), isActive: optional(boolean()) },
  refusals: [], payload: { salesPerson: 'record:SalesPerson' },
  load: (tx, input) => lockRow(tx, 'SalesPerson', input.salesPersonId),
  decide: (person, input, ctx) => {
    const after = patchOf('SalesPerson', input, ['name', 'title', 'isActive']);
    demandVersion('SalesPerson', person, input.version, after, ctx.company.currencyCode);
    return {
      rows: [update('SalesPerson', person.id, { ...after, version: person.version + 1 })],
      events: [{ kind: 'salesPersonUpdated', subjectType: 'SalesPerson', subjectId: person.id,
        personal: changesOf('SalesPerson', person, after, ctx.company.currencyCode) }],
      result: { salesPerson: person.id },
    };
  },
});
