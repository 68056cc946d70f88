import sql, { raw } from 'sql-template-tag';
import { recordOpeningBalance } from '../accounting/recordOpeningBalance.ts';
import { subjectLabel } from '../events/subjectLabel.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { recordOpeningBill } from '../payables/recordOpeningBill.ts';
import { recordOpeningInvoice } from '../receivables/recordOpeningInvoice.ts';
import { recordsQuery } from '../reports.ts';
import { choice } from '../shared/input.ts';
import { col, column, entity, expression, extend, one, pages } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { configureImport, removeImportMapping } from './configureImport.ts';
import { fixImportLine, skipImportLines } from './fixImportLine.ts';
import './oddityReport.ts';
import './reports.ts';
import './waiting.ts';
import { demandChecked, demandDiscardable, demandHistory, demandIdle, demandStoppable } from './rules.ts';
import { checkImport, discardImport, runImport, stopImport } from './runImport.ts';
import { removeImportedHistory } from './removeImportedHistory.ts';
import { treatOddity } from './treatOddity.ts';

entity('Import', {
  permission: 'imports.read', describe: 'A file on its way into the firm, and the report of what became of it. Files come by POST /imports/files.',
  fields: {
    subject: column(), status: column(), fileName: column(), bytes: column(), hash: column(undefined, { describe: 'SHA-256 of the file: tells that it was here before.' }),
    encoding: column(undefined, { describe: 'Of text; null for a spreadsheet.' }),
    sheets: column(undefined, { askable: false, describe: '[{ name columns sample }]: headings and first rows of each sheet.' }), sheet: column(),
    mapping: column(undefined, { askable: false, describe: 'By column of the sheet, the field that it fills, or null.' }),
    options: column(undefined, { askable: false, describe: '{ decimal days blanks createMissing on merge oddities cancelled adjusted notGoods place fixed costShare }' }),
    rowsTotal: column(), roundDone: column(undefined, { describe: 'Rows tried by the check or run under way.' }), roundTotal: column(undefined, { describe: 'Rows that it has to try.' }),
    wouldCreate: column(), wouldChange: column(), unchanged: column(), failed: column(), created: column(), changed: column(), skipped: column(), setAside: column(),
    problem: column(undefined, { askable: false, describe: 'Why the file cannot be read: { code facts }.' }),
    askedByName: column(), createdAt: column(), finishedAt: column(), version: column(),
  },
  manies: { lines: pages('ImportLine', 'importId'), timeline: timelineOf() },
  listing: {
    field: 'imports', orderBy: { CREATED_AT: 'createdAt', FILE_NAME: 'fileName', SUBJECT: 'subject', STATUS: 'status', ROWS_TOTAL: 'rowsTotal' }, defaultOrder: 'CREATED_AT_DESC',
    search: ['fileName', 'askedByName'], describe: 'Files that were brought in, or are being so.',
  },
});
entity('ImportLine', {
  permission: 'imports.read', describe: 'A row of a file and what became of it.',
  fields: {
    line: column(undefined, { describe: 'Line of the file, or row of the sheet.' }), status: column(),
    cells: column(undefined, { askable: false, describe: 'A text each; an exact number or day of a spreadsheet in an array of its own.' }),
    issues: column(undefined, { askable: false, describe: 'Why it failed: [{ field code message }].' }),
    oddity: column(undefined, { describe: 'What decided what was done with it; null: nothing was odd.' }), oddities: column(undefined, { askable: false, describe: 'All that is odd about it.' }),
    changes: column(undefined, { askable: false, describe: 'Fields that it changes.' }), subjectType: column(),
    subject: column('subjectId', { typeColumn: 'subjectType', describe: 'The record that it made, changed or found.' }),
    subjectLabel: expression('text', subjectLabel, { nullable: true, askable: false, describe: 'What people call that record.' }),
    text: expression('text', (alias) => sql`(SELECT string_agg(CASE jsonb_typeof(c) WHEN 'array' THEN c->>0 ELSE c#>>'{}' END, ' ') FROM jsonb_array_elements(${col(alias, 'cells')}) c)`, { nullable: true, describe: 'All its cells.' }),
  },
  ones: { import: one('Import', 'importId') },
  listing: { field: 'importLines', orderBy: { LINE: 'line', STATUS: 'status' }, defaultOrder: 'LINE_ASC', search: ['text'], describe: 'Rows of files.' },
});
entity('ImportMapping', {
  permission: 'imports.read', describe: 'How the columns of a kind of file are told, kept under a name.',
  fields: { subject: column(), name: column(), fields: column(undefined, { askable: false, describe: '{ heading: field }' }), options: column(undefined, { askable: false }) },
});
recordsQuery('importMappings', {
  describe: 'Saved ways of telling the columns of such files.', entity: 'ImportMapping', args: { subject: choice('ImportSubject') }, most: 100,
  where: (alias, { subject }) => sql`${col(alias, 'subject')} = ${subject}::"ImportSubject"`, order: (alias) => raw(`${alias}.name`),
});
extend('Invoice', { fields: { isOpening: column(undefined, { describe: 'Of another book: open when the firm began here.' }) } });

recordActions('Import', { import: itself('Import') }, ({ import: row }) => [
  recordAction('configureImport', 'imports.run', () => demandIdle(row)),
  recordAction('checkImport', 'imports.run', () => demandIdle(row)),
  recordAction('treatOddity', 'imports.run', () => demandChecked(row)),
  recordAction('runImport', 'imports.run', () => demandChecked(row)),
  recordAction('removeImportedHistory', 'imports.run', () => demandHistory(row)),
  recordAction('stopImport', 'imports.run', () => demandStoppable(row)),
  recordAction('discardImport', 'imports.run', () => demandDiscardable(row)),
]);
mutations(configureImport, removeImportMapping, checkImport, runImport, stopImport, discardImport, fixImportLine, skipImportLines, treatOddity, removeImportedHistory,
  recordOpeningInvoice, recordOpeningBill, recordOpeningBalance);
