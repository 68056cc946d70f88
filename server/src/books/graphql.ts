import sql, { raw } from 'sql-template-tag';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { recordsQuery } from '../reports.ts';
import { col, column, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { todaySql } from '../shared/today.ts';
import './actions.ts';
import { beginPeriodClose, endPeriodClose, lockPeriod, markPeriodCheck, requestPeriodReopening, unlockPeriod } from './closePeriod.ts';
import { copyManualJournal, createManualJournal, deleteManualJournal, submitManualJournal, updateManualJournal, withdrawManualJournal } from './draftJournal.ts';
import { postManualJournal } from './postJournal.ts';
import { setDatevSettings } from './datevSettings.ts';
import { exportJournal } from './exportJournal.ts';
import './reports.ts';
import { saveReport } from './savedReports.ts';
import { fileTaxReturn, withdrawTaxReturn } from './taxReturns.ts';
import { createJournalTemplate, draftFromTemplate, updateJournalTemplate } from './templates.ts';
import { closeYear, reopenYear, setFiscalYear } from './yearEnd.ts';

const permission = 'journal.read';

entity('ManualJournal', {
  permission, describe: 'An entry that somebody writes by hand: drafted, where its amount asks for it approved, then posted.',
  fields: {
    number: column(), status: column(), effectiveOn: column(), memo: column(), reverseOn: column('reverseOn', { describe: 'The day on which its mirror is posted by itself.' }), currencyCode: column(),
    total: money(undefined, { describe: 'Sum of its debits.' }), createdByName: column(), createdAt: column(), version: column(),
    isReversed: expression('boolean', (t) => sql`EXISTS (SELECT FROM "JournalEntry" r WHERE r."reversesEntryId" = ${col(t, 'entryId')})`, { describe: 'It was taken back, by hand or on its day.' }),
    approval: expression('enum:ApprovalStatus', (t) => sql`(SELECT a.status FROM "Approval" a WHERE a."subjectId" = ${col(t, 'id')} AND a.kind = 'JOURNAL' ORDER BY a."requestedAt" DESC, a.id DESC LIMIT 1)`,
      { nullable: true, describe: 'What became of the last request to approve it.' }),
  },
  ones: { template: one('JournalTemplate', 'templateId'), entry: one('JournalEntry', 'entryId'), reversalEntry: one('JournalEntry', 'reversalEntryId') },
  manies: { lines: lines('ManualJournalLine', 'journalId'), timeline: timelineOf() },
  listing: {
    field: 'manualJournals', defaultOrder: 'CREATED_AT_DESC', search: ['number', 'memo', 'createdByName'], totals: ['total'],
    orderBy: { NUMBER: 'number', EFFECTIVE_ON: 'effectiveOn', TOTAL: 'total', CREATED_AT: 'createdAt', STATUS: 'status' },
  },
});
entity('ManualJournalLine', {
  permission,
  fields: {
    no: column(), description: column(), currencyCode: column(), amount: money(undefined, { describe: 'Debit positive, credit negative.' }),
    debit: expression('money', (t) => sql`greatest(${col(t, 'amountMinor')}, 0)`, { currency: (t) => col(t, 'currencyCode') }),
    credit: expression('money', (t) => sql`greatest(-${col(t, 'amountMinor')}, 0)`, { currency: (t) => col(t, 'currencyCode') }),
  },
  ones: {
    journal: one('ManualJournal', 'journalId'), account: one('Account', 'accountId'), customer: one('Customer', 'customerId'), supplier: one('Supplier', 'supplierId'), order: one('Order', 'orderId'),
    product: one('Product', 'productId'), taxCode: one('TaxCode', 'taxCodeId'), costCategory: one('CostCategory', 'costCategoryId'),
  },
});
entity('JournalTemplate', {
  permission, describe: 'How entries of a kind are written: each line a fixed amount, or its part of what is asked for.',
  fields: {
    name: column(), memo: column(), currencyCode: column(), amount: money(undefined, { describe: 'What its parts are taken of, where nobody says.' }), isReversing: column(), everyMonths: column(), nextOn: column(), isActive: column(), version: column(),
  },
  manies: { lines: lines('JournalTemplateLine', 'templateId'), journals: pages('ManualJournal', 'templateId'), timeline: timelineOf() },
  listing: { field: 'journalTemplates', defaultOrder: 'NAME_ASC', search: ['name', 'memo'], orderBy: { NAME: 'name', NEXT_ON: 'nextOn' } },
});
entity('JournalTemplateLine', {
  permission, fields: { no: column(), description: column(), isDebit: column(), currencyCode: column(), fixed: money(), part: column() },
  ones: { template: one('JournalTemplate', 'templateId'), account: one('Account', 'accountId'), customer: one('Customer', 'customerId'), supplier: one('Supplier', 'supplierId'), costCategory: one('CostCategory', 'costCategoryId') },
});
entity('YearClose', {
  permission: 'accounts.read', describe: 'A fiscal year\'s result carried to retained earnings, or that taken back.',
  fields: {
    year: column('year', { describe: 'The calendar year in which it ends.' }), startsOn: column(), endsOn: column(), isReopening: column(), currencyCode: column(), result: money(), reason: column(), byName: column(), recordedAt: column(),
    isStanding: expression('boolean', (t) => sql`(NOT ${col(t, 'isReopening')} AND NOT EXISTS (SELECT FROM "YearClose" n WHERE n."companyId" = ${col(t, 'companyId')} AND n.year = ${col(t, 'year')}
      AND (n."recordedAt", n.id) > (${col(t, 'recordedAt')}, ${col(t, 'id')})))`, { describe: 'The year is closed by it.' }),
  },
  ones: { entry: one('JournalEntry', 'entryId', { permission: 'journal.read' }) }, manies: { timeline: timelineOf() },
  listing: { field: 'yearCloses', defaultOrder: 'RECORDED_AT_DESC', orderBy: { YEAR: 'year', RECORDED_AT: 'recordedAt' } },
});
entity('TaxReturn', {
  permission: 'tax.read', describe: 'What was told the tax office of a stretch of days, as it was known when it was filed.',
  fields: {
    number: column(), status: column(), startsOn: column(), endsOn: column(), currencyCode: column(), payable: money(undefined, { describe: 'Tax on sales less tax on purchases, corrections of earlier days among them.' }),
    knownAt: column('knownAt', { describe: 'What was recorded before is in it, or in an earlier one.' }), filedByName: column(), filedAt: column(), withdrawnReason: column(), withdrawnAt: column(), version: column(),
  },
  manies: { lines: lines('TaxReturnLine', 'taxReturnId'), timeline: timelineOf() },
  listing: { field: 'taxReturns', defaultOrder: 'STARTS_ON_DESC', search: ['number'], orderBy: { STARTS_ON: 'startsOn', NUMBER: 'number', PAYABLE: 'payable' } },
});
entity('TaxReturnLine', {
  permission: 'tax.read',
  fields: {
    no: column(), side: column(), code: column(), name: column(), rate: column(), currencyCode: column(), base: money(), tax: money(),
    correctionBase: money(undefined, { describe: 'Of days before, learnt since the return before.' }), correctionTax: money(),
  },
  ones: { taxReturn: one('TaxReturn', 'taxReturnId'), taxCode: one('TaxCode', 'taxCodeId') },
});
entity('SavedReport', {
  permission: 'reports.read', describe: 'A report as it was for a day, with what was known then.',
  fields: {
    kind: column(), name: column(), startsOn: column(), endsOn: column(), knownAt: column('knownAt', { describe: 'What was recorded before is in it.' }),
    content: column('content', { askable: false, describe: 'The report as JSON.' }), hash: column('hash', { describe: 'SHA-256 of the content.' }), savedByName: column(), recordedAt: column(),
  },
  ones: { customer: one('Customer', 'customerId'), period: one('Period', 'periodId') }, manies: { timeline: timelineOf() },
  listing: { field: 'savedReports', defaultOrder: 'RECORDED_AT_DESC', search: ['name', 'savedByName'], orderBy: { RECORDED_AT: 'recordedAt', ENDS_ON: 'endsOn', NAME: 'name' } },
});
entity('JournalExport', {
  permission: 'journal.export', describe: 'A stretch of the journal as it was handed out.',
  fields: {
    number: column(), form: column(), startsOn: column(), endsOn: column(), knownAt: column(), currencyCode: column(), entries: column(), lines: column(), total: money(undefined, { describe: 'Debits, which are the credits.' }),
    bytes: column(), hash: column('hash', { describe: 'SHA-256 of the file.' }), exportedByName: column(), recordedAt: column(),
  },
  manies: { timeline: timelineOf() },
  listing: { field: 'journalExports', defaultOrder: 'RECORDED_AT_DESC', search: ['number', 'exportedByName'], orderBy: { RECORDED_AT: 'recordedAt', NUMBER: 'number', STARTS_ON: 'startsOn' } },
});
entity('DatevSettings', {
  permission: 'journal.export', describe: 'How the firm is known to DATEV.', fields: { consultantNo: column(), clientNo: column(), accountLength: column(), chart: column(), isFixed: column('isFixed', { describe: 'Batches may not be changed there.' }), version: column() },
  manies: { accounts: lines('DatevAccount', 'settingsId', 'number') },
});
entity('DatevAccount', { permission: 'journal.export', fields: { number: column() }, ones: { settings: one('DatevSettings', 'settingsId'), account: one('Account', 'accountId') } });
recordsQuery('datevSettings', { describe: 'How the firm is known to DATEV; none before it was said.', entity: 'DatevSettings', args: {}, where: () => sql`TRUE`, order: (t) => col(t, 'id'), most: 1 });
extend('Company', { fields: { fiscalMonth: column('fiscalMonth', { describe: 'The month with which a fiscal year begins.' }) } });
extend('Period', {
  fields: {
    closingAt: column('closingAt', { describe: 'Since when only the books post into it.' }),
    isCurrent: expression('boolean', (t) => sql`(${todaySql} BETWEEN ${col(t, 'startsOn')} AND ${col(t, 'endsOn')})`),
    isOver: expression('boolean', (t) => sql`(${col(t, 'endsOn')} < ${todaySql})`, { describe: 'Its last day is past.' }),
    entries: expression('int', (t) => sql`(SELECT count(*)::int FROM "JournalEntry" e WHERE e."companyId" = ${col(t, 'companyId')} AND e."effectiveOn" BETWEEN ${col(t, 'startsOn')} AND ${col(t, 'endsOn')})`,
      { permission, describe: 'Entries of its days.' }),
  },
  manies: { savedReports: pages('SavedReport', 'periodId', { permission: 'reports.read' }), timeline: timelineOf() },
});
recordsQuery('standingYearCloses', {
  describe: 'The closed fiscal years, the latest first.', entity: 'YearClose', args: {}, most: 100,
  where: (t) => sql`NOT ${col(t, 'isReopening')} AND NOT EXISTS (SELECT FROM "YearClose" n WHERE n."companyId" = ${col(t, 'companyId')} AND n.year = ${col(t, 'year')} AND (n."recordedAt", n.id) > (${col(t, 'recordedAt')}, ${col(t, 'id')}))`,
  order: (t) => sql`${raw(`${t}.year`)} DESC`,
});

mutations(setDatevSettings, createManualJournal, updateManualJournal, copyManualJournal, deleteManualJournal, submitManualJournal, withdrawManualJournal, postManualJournal,
  createJournalTemplate, updateJournalTemplate, draftFromTemplate, beginPeriodClose, endPeriodClose, markPeriodCheck, lockPeriod, requestPeriodReopening, unlockPeriod,
  setFiscalYear, closeYear, reopenYear, fileTaxReturn, withdrawTaxReturn, saveReport, exportJournal);
