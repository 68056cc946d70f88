import { action } from '../shared/action.ts';
import { id } from '../shared/input.ts';
import { lockRow } from '../shared/rows.ts';
import { remove, update } from '../shared/write.ts';
import { demandRights } from './configureImport.ts';
import { ImportBusy, ImportNotPermitted, ImportNotReady, ImportUnfinished } from './refusals.ts';
import { demandDiscardable, demandIdle, demandStoppable, mappingOf } from './rules.ts';
import { importableOf } from './subjects.ts';
import type { ImportRow } from '../generated/rows.ts';
import type { Decision, DecideContext } from '../shared/action.ts';

const input = { importId: id('Import') };
const refusals = [ImportBusy, ImportNotReady, ImportNotPermitted];

function begun(row: ImportRow, status: 'CHECKING' | 'RUNNING', kind: string, ctx: DecideContext): Decision {
  demandIdle(row);
  demandRights(importableOf(row.subject), ctx.viewer);
  if (!mappingOf(row).some(Boolean)) throw ImportNotReady({ fileName: row.fileName });
  return {
    rows: [update('Import', row.id, {
      status, round: row.round + 1, roundDone: 0, roundTotal: 0, finishedAt: null, version: row.version + 1,
      askedById: ctx.viewer.id, askedByKind: ctx.viewer.kind, askedByName: ctx.viewer.name,
    })],
    events: [{ kind, subjectType: 'Import', subjectId: row.id, data: { fileName: row.fileName } }],
    result: { import: row.id },
  };
}

export const checkImport = action({
  name: 'checkImport', permission: 'imports.run',
  describe: 'Begins to check every row of a file: what would be made, changed or refused. Nothing but the import itself is written. Goes on by itself.',
  input, refusals, payload: { import: 'record:Import' },
  load: (tx, { importId }) => lockRow(tx, 'Import', importId),
  decide: (row, _input, ctx) => begun(row, 'CHECKING', 'importCheckBegun', ctx),
});

export const runImport = action({
  name: 'runImport', permission: 'imports.run',
  describe: 'Begins to carry out the rows of a file that had no effect yet, with the rights of who asks. Rows that are refused stay, with the reason; each row happens once. Goes on by itself.',
  input, refusals, payload: { import: 'record:Import' },
  load: (tx, { importId }) => lockRow(tx, 'Import', importId),
  decide: (row, _input, ctx) => begun(row, 'RUNNING', 'importBegun', ctx),
});

export const stopImport = action({
  name: 'stopImport', permission: 'imports.run', describe: 'Stops a check or run before its next batch. What was done stays; the rest may go on later.',
  input, refusals: [ImportNotReady], payload: { import: 'record:Import' },
  load: (tx, { importId }) => lockRow(tx, 'Import', importId),
  decide: (row) => {
    demandStoppable(row);
    return {
      rows: [update('Import', row.id, { status: row.status === 'CHECKING' ? 'MAPPING' : 'STOPPED', version: row.version + 1 })],
      events: [{ kind: 'importStopped', subjectType: 'Import', subjectId: row.id, data: { fileName: row.fileName } }],
      result: { import: row.id },
    };
  },
});

export const discardImport = action({
  name: 'discardImport', permission: 'imports.run', describe: 'Throws an import away that has made and changed nothing, with its file.',
  input, refusals: [ImportBusy, ImportNotReady, ImportUnfinished], payload: { fileName: 'text' },
  load: (tx, { importId }) => lockRow(tx, 'Import', importId),
  decide: (row, _input, ctx) => {
    demandDiscardable(row);
    return {
      rows: [remove('Import', row.id)],
      events: [{ kind: 'importDiscarded', subjectType: 'Company', subjectId: ctx.company.id, data: { fileName: row.fileName, subject: row.subject } }],
      result: { fileName: row.fileName },
    };
  },
});
