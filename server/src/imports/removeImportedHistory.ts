import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { id } from '../shared/input.ts';
import { lockRow } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { demandRights } from './configureImport.ts';
import { ImportBusy, ImportNotPermitted, ImportNotReady, ImportWithoutHistory } from './refusals.ts';
import { countsOf } from './repeats.ts';
import { demandHistory } from './rules.ts';
import { importableOf } from './subjects.ts';

export const removeImportedHistory = action({
  name: 'removeImportedHistory', permission: 'imports.run',
  describe: 'Takes past sales back that a file has brought: the lines are gone, and the file waits to be told anew.',
  input: { importId: id('Import') }, refusals: [ImportBusy, ImportNotReady, ImportNotPermitted, ImportWithoutHistory], payload: { import: 'record:Import', removed: 'int' },
  load: async (tx, { importId }, ctx) => {
    const row = await lockRow(tx, 'Import', importId);
    demandHistory(row);
    demandRights(importableOf(row.subject), ctx.viewer);
    const removed = await tx.rows(sql`DELETE FROM "SalesHistory" WHERE "importId" = ${importId} RETURNING 1`);
    await tx.rows(sql`UPDATE "ImportLine" SET status = 'WAITING', "isDone" = FALSE, issues = NULL, changes = '{}', oddity = NULL, oddities = '{}', "subjectId" = NULL, "subjectType" = NULL
      WHERE "importId" = ${importId} AND status <> 'SKIPPED'`);
    return { row, removed: removed.length, counts: await countsOf(tx, importId) };
  },
  decide: ({ row, removed, counts }) => ({
    rows: [update('Import', row.id, { status: 'MAPPING', ...counts, version: row.version + 1 })],
    events: [{ kind: 'salesHistoryRemoved', subjectType: 'Import', subjectId: row.id, data: { fileName: row.fileName, lines: removed } }],
    result: { import: row.id, removed },
  }),
});
