import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { itself, rowFact } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { convertCredit, demandUnused, reverseConversion } from './convertCredit.ts';

entity('CreditConversion', {
  permission: 'payments.read', rows: ownCustomers('customerId'), describe: 'Money on account in one currency made into money in another, at what the bank gave.',
  fields: {
    number: column(), convertedOn: column(), fromCurrencyCode: column(), from: expression('money', (t) => sql`${col(t, 'fromMinor')}`, { currency: (t) => col(t, 'fromCurrencyCode') }),
    currencyCode: column(), amount: money(), worth: money('companyMinor', { currency: 'company', describe: 'What it was in the books.' }), status: column(), reversedOn: column(), reason: column(), recordedAt: column(),
  },
  ones: { customer: one('Customer', 'customerId'), fromItem: one('OpenItem', 'fromItemId'), toItem: one('OpenItem', 'toItemId'), entry: one('JournalEntry', 'entryId', { permission: 'journal.read' }) },
  manies: { entries: lines('JournalEntry', 'sourceId', 'sequence'), timeline: timelineOf() },
  listing: { field: 'creditConversions', defaultOrder: 'CONVERTED_ON_DESC', orderBy: { CONVERTED_ON: 'convertedOn', NUMBER: 'number' }, search: ['number', 'customer.name'], describe: 'Money made into money of another currency.' },
});
extend('Customer', { manies: { creditConversions: pages('CreditConversion', 'customerId') } });
recordActions('CreditConversion', { conversion: itself('CreditConversion'), made: rowFact('OpenItem', (t) => sql`f.id = ${col(t, 'toItemId')}`) },
  ({ conversion, made }) => [recordAction('reverseConversion', 'payments.post', () => demandUnused(conversion, made))]);

mutations(convertCredit, reverseConversion);
