import sql from 'sql-template-tag';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, lines, one } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { mergeCustomers } from './mergeCustomers.ts';
import { mergePreview } from './mergePreview.ts';
import { demandKeptApart, demandSuspected, keepApart, suspectAgain } from './pairs.ts';
import { CustomerMerged } from './refusals.ts';
import { ownCustomers } from './rowRights.ts';

extend('Customer', {
  fields: {
    mergedAt: column(undefined, { describe: 'When it was found to be another customer.' }),
    isMerged: expression('boolean', (alias) => sql`(${col(alias, 'mergedIntoId')} IS NOT NULL)`),
    suspectedCount: expression('int', (alias) => sql`(SELECT count(*)::int FROM "CustomerPair" p WHERE p.status = 'SUSPECTED' AND ${col(alias, 'id')} IN (p."firstId", p."secondId"))`,
      { describe: 'How many other customers may be the same firm.' }),
  },
  ones: { mergedInto: one('Customer', 'mergedIntoId', { describe: 'The customer that this one was found to be: use that one.' }) },
  manies: { merged: lines('Customer', 'mergedIntoId', 'code', { describe: 'Former records of it.' }) },
});

entity('CustomerPair', {
  permission: 'customers.read', describe: 'Two customers that may be one firm.',
  rows: (alias, viewer) => {
    const [first, second] = [ownCustomers('firstId')(alias, viewer), ownCustomers('secondId')(alias, viewer)];
    return first && second && sql`${first} AND ${second}`;
  },
  fields: {
    matches: column(undefined, { describe: 'By what they are alike: NAME, NAME_LIKE, TAX_NUMBER, EMAIL, PHONE.' }), status: column(), foundAt: column(), decidedAt: column(), decidedByName: column(), reason: column(), version: column(),
  },
  ones: { first: one('Customer', 'firstId'), second: one('Customer', 'secondId') },
  listing: { field: 'customerPairs', orderBy: { FOUND_AT: 'foundAt', FIRST: 'first.name', SECOND: 'second.name' }, defaultOrder: 'FOUND_AT_DESC', search: ['first.name', 'first.code', 'second.name', 'second.code'] },
});

entity('CustomerMerge', {
  permission: 'customers.read', rows: ownCustomers('intoId'), describe: 'That one customer was found to be another. It is not undone.',
  fields: { mergedAt: column(), mergedByName: column(), reason: column() },
  ones: { from: one('Customer', 'fromId'), into: one('Customer', 'intoId') }, manies: { timeline: timelineOf() },
  listing: { field: 'customerMerges', orderBy: { MERGED_AT: 'mergedAt' }, defaultOrder: 'MERGED_AT_DESC', search: ['from.name', 'from.code', 'into.name', 'into.code', 'reason'] },
});

recordActions('Customer', { customer: itself('Customer') }, ({ customer }) => [
  recordAction('mergeCustomers', 'customers.merge', () => {
    if (customer.mergedIntoId) throw CustomerMerged({ customer: customer.id, customerName: customer.name, into: customer.mergedIntoId, intoName: customer.name });
  }),
]);
recordActions('CustomerPair', { pair: itself('CustomerPair') }, ({ pair }) => [
  recordAction('keepApart', 'customers.manage', () => demandSuspected(pair)),
  recordAction('suspectAgain', 'customers.manage', () => demandKeptApart(pair)),
  recordAction('mergeCustomers', 'customers.merge', () => demandSuspected(pair)),
]);

reportType('MergeTable', 'What a merge moves of a kind.', { kind: 'text', label: 'text', moved: 'int', stays: 'int' });
reportType('MergePreview', 'What a merge would do.', {
  contradiction: 'text?', tables: 'reports:MergeTable', fromExposure: 'money', intoExposure: 'money', exposure: 'money', limit: 'money?',
});
reportQuery('mergePreview', {
  describe: 'What merging one customer into another would move, what stays behind as the other has its own, and what of them contradicts.',
  permission: 'customers.merge', type: 'MergePreview', ...mergePreview,
});

mutations(mergeCustomers, keepApart, suspectAgain);
