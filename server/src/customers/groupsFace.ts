import sql from 'sql-template-tag';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, extend, one, pages } from '../shared/entity.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { createCustomerGroup, deleteCustomerGroup, setCustomerTax, updateCustomerGroup } from './customerGroups.ts';

entity('CustomerGroup', {
  permission: 'customers.read', describe: 'Customers that are sold to on the same terms.',
  fields: {
    name: column(), description: column(), version: column(),
    customerCount: expression('int', (alias) => sql`(SELECT count(*)::int FROM "Customer" c WHERE c."groupId" = ${col(alias, 'id')})`),
  },
  manies: { customers: pages('Customer', 'groupId'), timeline: timelineOf() },
  listing: { field: 'customerGroups', orderBy: { NAME: 'name', CUSTOMER_COUNT: 'customerCount' }, defaultOrder: 'NAME_ASC', search: ['name', 'description'] },
});

extend('Customer', {
  fields: {
    taxTreatment: column(undefined, { describe: 'How sales to them are taxed.' }),
    taxReason: column(undefined, { describe: 'Why they pay no tax, as documents print it.' }),
  },
  ones: { group: one('CustomerGroup', 'groupId', { describe: 'Whose price lists and promotions are theirs.' }) },
});

recordActions('CustomerGroup', {}, () => [
  recordAction('updateCustomerGroup', 'customers.manage', () => undefined),
  recordAction('deleteCustomerGroup', 'customers.manage', () => undefined),
]);
recordActions('Customer', {}, () => [
  recordAction('setCustomerGroup', 'prices.manage', () => undefined),
  recordAction('setCustomerTax', 'periods.manage', () => undefined),
  recordAction('setCustomerPrice', 'prices.manage', () => undefined),
]);

mutations(createCustomerGroup, updateCustomerGroup, deleteCustomerGroup, setCustomerTax);
