import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { choice, id, integer, optional, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';
import { lockCustomer } from './loadCustomer.ts';
import { CustomerGroupUsed } from './refusals.ts';

const about = (subjectId: string) => ({ subjectType: 'CustomerGroup', subjectId });

export const createCustomerGroup = action({
  name: 'createCustomerGroup', describe: 'Adds a group of customers, to be sold to on the same terms.', permission: 'customers.manage',
  input: { name: text({ max: 100 }), description: optional(text({ max: 1000, lines: true })) }, refusals: [], payload: { customerGroup: 'record:CustomerGroup' },
  load: (tx, { name }, ctx) => selectRows(tx, 'CustomerGroup', sql`t."companyId" = ${ctx.company.id} AND t.name = ${name}`),
  decide: (taken, { name, description = null }, ctx) => {
    if (taken.length > 0) throw fieldRefused(['name'], 'taken');
    const customerGroup = ctx.newId();
    return {
      rows: [insert('CustomerGroup', { id: customerGroup, companyId: ctx.company.id, name, description })],
      events: [{ kind: 'customerGroupCreated', ...about(customerGroup), data: { name } }], result: { customerGroup },
    };
  },
});

export const updateCustomerGroup = action({
  name: 'updateCustomerGroup', describe: 'Renames a group of customers.', permission: 'customers.manage',
  input: { customerGroupId: id('CustomerGroup'), version: integer(), name: optional(text({ max: 100 })), description: optional(text({ max: 1000, lines: true })) },
  refusals: [], payload: { customerGroup: 'record:CustomerGroup' },
  load: async (tx, { customerGroupId, name }, ctx) => {
    const group = await lockRow(tx, 'CustomerGroup', customerGroupId);
    const taken = name ? await selectRows(tx, 'CustomerGroup', sql`t."companyId" = ${ctx.company.id} AND t.name = ${name} AND t.id <> ${customerGroupId}`) : [];
    return { group, isTaken: taken.length > 0 };
  },
  decide: ({ group, isTaken }, input, ctx) => {
    const after = patchOf('CustomerGroup', input, ['name', 'description']);
    demandVersion('CustomerGroup', group, input.version, after, ctx.company.currencyCode);
    if (isTaken) throw fieldRefused(['name'], 'taken');
    return {
      rows: [update('CustomerGroup', group.id, { ...after, version: group.version + 1 })],
      events: [{ kind: 'customerGroupUpdated', ...about(group.id), changes: changesOf('CustomerGroup', group, after, ctx.company.currencyCode) }], result: { customerGroup: group.id },
    };
  },
});

export const deleteCustomerGroup = action({
  name: 'deleteCustomerGroup', describe: 'Drops a group that nobody is in and no price list is assigned to.', permission: 'customers.manage',
  input: { customerGroupId: id('CustomerGroup') }, refusals: [CustomerGroupUsed], payload: { removed: 'text' },
  load: async (tx, { customerGroupId }) => ({
    group: await lockRow(tx, 'CustomerGroup', customerGroupId),
    users: await tx.rows<{ name: string }>(sql`SELECT name FROM "Customer" WHERE "groupId" = ${customerGroupId} UNION ALL SELECT l.name FROM "PriceListAssignment" a JOIN "PriceList" l ON l.id = a."priceListId"
      WHERE a."groupId" = ${customerGroupId} LIMIT 1`),
  }),
  decide: ({ group, users: [first] }) => {
    if (first) throw CustomerGroupUsed({ groupName: group.name, name: first.name });
    return { rows: [remove('CustomerGroup', group.id)], events: [{ kind: 'customerGroupDeleted', ...about(group.id), data: { name: group.name } }], result: { removed: group.id } };
  },
});

export const setCustomerTax = action({
  name: 'setCustomerTax', permission: 'periods.manage',
  describe: 'Says that a customer pays no tax, or owes it himself, and why: orders that are drafted from now on have none, and documents print the reason.',
  input: {
    customerId: id('Customer'), taxTreatment: choice('TaxTreatment'),
    taxReason: { ...optional(text({ max: 300 })), describe: 'Needed unless the customer is taxed as usual: the certificate, the article of the law.' },
  },
  refusals: [], payload: { customer: 'record:Customer' },
  load: (tx, { customerId }, ctx) => lockCustomer(tx, customerId, ctx),
  decide: (customer, { taxTreatment, taxReason: said = null }, ctx) => {
    if (taxTreatment !== 'STANDARD' && !said) throw fieldRefused(['taxReason'], 'required');
    if (taxTreatment === 'REVERSE_CHARGE' && !customer.taxNumber) throw fieldRefused(['taxTreatment'], 'tax_number_needed');
    const after = { taxTreatment, taxReason: taxTreatment === 'STANDARD' ? null : said };
    return {
      rows: [update('Customer', customer.id, { ...after, version: customer.version + 1 })],
      events: [{ kind: 'customerTaxSet', subjectType: 'Customer', subjectId: customer.id, changes: changesOf('Customer', customer, after, ctx.company.currencyCode) }],
      result: { customer: customer.id },
    };
  },
});
