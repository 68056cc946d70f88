import sql from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { column, entity, expression, extend } from '../shared/entity.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { lacking, removeAddressRule, saveAddressRule, setCustomerPolicy } from './completeness.ts';

entity('AddressRule', {
  permission: 'customers.read', describe: 'What a billing address in a country needs beside street, city and country.',
  fields: { country: column(undefined, { describe: 'Null: all countries without a rule.' }), needsPostalCode: column(), needsRegion: column(), needsTaxNumber: column(), version: column() },
  listing: { field: 'addressRules', orderBy: { COUNTRY: 'country' }, defaultOrder: 'COUNTRY_ASC', search: ['country'] },
});
entity('CustomerPolicy', {
  permission: 'customers.read', describe: 'What the firm asks of its customers\' records; without one, nothing.',
  fields: { demandsAddress: column(undefined, { describe: 'No invoice for a customer whose billing address lacks what its country needs.' }), version: column() },
  listing: { field: 'customerPolicies', orderBy: { VERSION: 'version' }, defaultOrder: 'VERSION_ASC' },
});
extend('Customer', {
  fields: {
    lacks: expression('texts', lacking, { askable: false, describe: 'What it lacks for an invoice: address, street, city, country, postalCode, region, taxNumber.' }),
    isIncomplete: expression('boolean', (alias) => sql`(cardinality(${lacking(alias)}) > 0)`, { describe: 'Its billing address or tax number lacks what an invoice needs.' }),
  },
});
recordActions('AddressRule', {}, () => [recordAction('saveAddressRule', 'invoices.post', () => undefined), recordAction('removeAddressRule', 'invoices.post', () => undefined)]);
mutations(saveAddressRule, removeAddressRule, setCustomerPolicy);
