import sql from 'sql-template-tag';
import type { Json } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { choice, id } from '../shared/input.ts';
import { lockRow } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { demandRights, waysFrom } from './configureImport.ts';
import { ImportBusy, ImportNotPermitted, ImportNotReady } from './refusals.ts';
import { countsOf } from './repeats.ts';
import { demandChecked, optionsOf } from './rules.ts';
import { importableOf } from './subjects.ts';

export const treatOddity = action({
  name: 'treatOddity', permission: 'imports.run',
  describe: 'Says what is done with rows that are odd in one way: taken in all the same, or set aside. Rows that had no effect yet wait to be checked or run anew.',
  input: { importId: id('Import'), oddity: choice('ImportOddity'), treatment: choice('OddityTreatment') },
  refusals: [ImportBusy, ImportNotReady, ImportNotPermitted], payload: { import: 'record:Import' },
  load: async (tx, { importId, oddity }, ctx) => {
    const row = await lockRow(tx, 'Import', importId);
    demandChecked(row);
    demandRights(importableOf(row.subject), ctx.viewer);
    await tx.rows(sql`UPDATE "ImportLine" SET status = 'WAITING', issues = NULL, changes = '{}', oddity = NULL, oddities = '{}', "subjectId" = NULL, "subjectType" = NULL
      WHERE "importId" = ${importId} AND NOT "isDone" AND status <> 'SKIPPED' AND ${oddity} = ANY(oddities)`);
    return { row, counts: await countsOf(tx, importId) };
  },
  decide: ({ row, counts }, { oddity, treatment }) => {
    const options = optionsOf(row);
    return {
      rows: [update('Import', row.id, {
        options: { ...options, oddities: { ...options.oddities, ...waysFrom([{ oddity, treatment }]) } } as unknown as Json, ...counts, version: row.version + 1,
      })],
      events: [{ kind: 'importOddityTreated', subjectType: 'Import', subjectId: row.id, data: { oddity, treatment } }],
      result: { import: row.id },
    };
  },
});
