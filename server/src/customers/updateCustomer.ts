import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { id, integer, optional, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, parted } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { customerInput, knownSalesPerson } from './customerInput.ts';
import { lockCustomer } from './loadCustomer.ts';
import { personalColumns } from './rules.ts';

export const updateCustomer = action({
  name: 'updateCustomer', describe: 'Changes what is known of a customer.', permission: 'customers.manage',
  input: { customerId: id('Customer'), version: integer(), code: optional(text({ max: 40 })), name: optional(text({ max: 200 })), ...customerInput },
  refusals: [], payload: { customer: 'record:Customer' },
  load: async (tx, input, ctx) => {
    const customer = await lockCustomer(tx, input.customerId, ctx);
    const others = input.code ? await tx.rows(sql`SELECT 1 FROM "Customer" WHERE code = ${input.code} AND id <> ${customer.id}`) : [];
    return { customer, isTaken: others.length > 0, isKnown: await knownSalesPerson(tx, input.salesPersonId) };
  },
  decide: ({ customer, isTaken, isKnown }, input, ctx) => {
    const after = patchOf('Customer', input, ['code', 'name', 'contactName', 'contactTitle', 'taxNumber', 'email', 'phone',
      'paymentTermDays', 'salesPersonId', 'isActive']);
    demandVersion('Customer', customer, input.version, after, ctx.company.currencyCode);
    if (isTaken) throw fieldRefused(['code'], 'taken');
    if (!isKnown) throw fieldRefused(['salesPersonId'], 'id_unknown', { type: 'SalesPerson' });
    const { changes, personal } = parted(changesOf('Customer', customer, after, ctx.company.currencyCode), personalColumns);
    return {
      rows: [update('Customer', customer.id, { ...after, version: customer.version + 1 })],
      events: [{ kind: 'customerUpdated', subjectType: 'Customer', subjectId: customer.id, changes, personal }],
      result: { customer: customer.id },
    };
  },
});
