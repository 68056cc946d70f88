import sql from 'sql-template-tag';
import { col, column, entity, lines, money, one } from '../shared/entity.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { createPeriod } from './createPeriod.ts';
import { createTaxCode } from './createTaxCode.ts';
import { postEntry } from './postEntry.ts';
import './reports.ts';
import { reverseEntry } from './reverseEntry.ts';

entity('Company', { permission: 'company.read', fields: {
  name: column(), currencyCode: column(), timeZone: column(), locale: column(), taxNumber: column(), address: column(),
  expiryNoticeDays: column(), expiryUrgentDays: column(),
  isDemo: column(), taxRounding: column(undefined, { describe: 'How the tax of documents is rounded.' }), version: column(),
} });
entity('Account', {
  permission: 'accounts.read',
  fields: { code: column(), name: column(), type: column(), isOpenItem: column(), isCash: column(), isActive: column() },
  listing: { field: 'accounts', orderBy: { CODE: 'code', NAME: 'name' }, defaultOrder: 'CODE_ASC', search: ['code', 'name'] },
});
entity('JournalEntry', {
  permission: 'journal.read',
  fields: { sequence: column(), kind: column(), effectiveOn: column(), recordedAt: column(), sourceType: column(), source: column('sourceId', { typeColumn: 'sourceType', describe: 'The document that posted it.' }), memo: column() },
  ones: { reversesEntry: one('JournalEntry', 'reversesEntryId') },
  manies: { lines: lines('JournalLine', 'entryId'), reversedBy: lines('JournalEntry', 'reversesEntryId', 'sequence'), timeline: timelineOf() },
  listing: { field: 'journalEntries', orderBy: { EFFECTIVE_ON: 'effectiveOn', SEQUENCE: 'sequence' }, defaultOrder: 'SEQUENCE_DESC', search: ['memo'] },
});
entity('JournalLine', {
  permission: 'journal.read',
  fields: {
    no: column(), effectiveOn: column(), recordedAt: column(), currencyCode: column(),
    amount: money(undefined, { inCompany: (t) => col(t, 'companyMinor'), describe: 'Debit positive, credit negative, in the currency of the transaction.' }),
    company: money('companyMinor', { currency: 'company', describe: 'The same in the company\'s currency.' }),
  },
  ones: { entry: one('JournalEntry', 'entryId'), account: one('Account', 'accountId'), openItem: one('OpenItem', 'openItemId'), taxCode: one('TaxCode', 'taxCodeId') },
  listing: {
    field: 'journalLines', orderBy: { EFFECTIVE_ON: 'effectiveOn', AMOUNT: 'amount' }, defaultOrder: 'EFFECTIVE_ON_DESC', totals: ['company'],
    search: ['entry.memo', 'account.name', 'account.code'],
  },
});
entity('OpenItem', {
  permission: 'openItems.read',
  fields: {
    kind: column(), number: column(), sourceType: column(), source: column('sourceId', { typeColumn: 'sourceType', describe: 'The document that made it.' }), instalmentNo: column(), currencyCode: column(),
    // What was asked for and has not come has no line yet, or a first one of a part.
    amount: money(undefined, { inCompany: (t) => sql`CASE WHEN ${col(t, 'currencyCode')} = (SELECT o."currencyCode" FROM "Company" o WHERE o.id = ${col(t, 'companyId')}) THEN ${col(t, 'amountMinor')}
      ELSE (SELECT l."companyMinor" FROM "JournalLine" l JOIN "JournalEntry" e ON e.id = l."entryId" WHERE l."openItemId" = ${col(t, 'id')} ORDER BY e.sequence LIMIT 1) END` }),
    open: money(undefined, { inCompany: (t) => col(t, 'companyOpenMinor') }),
    companyOpen: money('companyOpenMinor', { currency: 'company' }), effectiveOn: column(), dueOn: column(), recordedAt: column(),
  },
  ones: { account: one('Account', 'accountId') },
  listing: {
    field: 'openItems', orderBy: { DUE_ON: 'dueOn', EFFECTIVE_ON: 'effectiveOn', OPEN: 'open', NUMBER: 'number' }, defaultOrder: 'DUE_ON_ASC',
    totals: ['amount', 'open'], search: ['number'],
  },
});
entity('Period', {
  permission: 'accounts.read',
  fields: { name: column(), startsOn: column(), endsOn: column(), lockedAt: column(), version: column() },
  listing: { field: 'periods', orderBy: { STARTS_ON: 'startsOn' }, defaultOrder: 'STARTS_ON_DESC', search: ['name'] },
});
entity('TaxCode', {
  permission: 'catalogue.read',
  fields: { code: column(), name: column(), rate: column(), isActive: column(), version: column() },
  listing: { field: 'taxCodes', orderBy: { CODE: 'code' }, defaultOrder: 'CODE_ASC', search: ['code', 'name'] },
});

mutations(createPeriod, createTaxCode, postEntry, reverseEntry);
