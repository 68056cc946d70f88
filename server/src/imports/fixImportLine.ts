import sql, { join, raw } from 'sql-template-tag';
import type { ImportLineRow, ImportRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id, integer, list, object, text } from '../shared/input.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { textOf, type Cell } from './cellText.ts';
import { demandRights } from './configureImport.ts';
import { ImportBusy, ImportNotPermitted, ImportNotReady } from './refusals.ts';
import { demandChecked, mappingOf, tallied } from './rules.ts';
import { importableOf } from './subjects.ts';
import { lineChange, rehearseLines } from './workOn.ts';

const cell = object('ImportCellInput', { column: integer({ max: 199 }), text: text({ max: 20_000, min: 0, lines: true }) });

/** Another line above or below that has the same key; null where there is none. */
async function twinOf(tx: Tx, row: ImportRow, line: ImportLineRow, cells: readonly Cell[]): Promise<number | null> {
  const mapping = mappingOf(row);
  const columns = importableOf(row.subject).key.map((field) => mapping.indexOf(field)).filter((at) => at >= 0);
  if (columns.length === 0) return null;
  const same = join(columns.map((at) => {
    const place = raw(String(at));
    return sql`btrim(coalesce(CASE jsonb_typeof(t.cells->${place}) WHEN 'array' THEN t.cells->${place}->>0 ELSE t.cells->>${place} END, '')) = ${textOf(cells[at])}`;
  }), ' AND ');
  const [twin] = await selectRows(tx, 'ImportLine', sql`t."importId" = ${row.id} AND t.id <> ${line.id} AND t.status <> 'SKIPPED' AND ${same}`, { orderBy: sql`t.line LIMIT 1` });
  return twin?.line ?? null;
}

async function loadLine(tx: Tx, lineId: string) {
  const { importId } = await readRow(tx, 'ImportLine', lineId);
  const row = await lockRow(tx, 'Import', importId);
  return { row, line: await lockRow(tx, 'ImportLine', lineId) };
}

export const fixImportLine = action({
  name: 'fixImportLine', permission: 'imports.run',
  describe: 'Corrects cells of a row that had no effect yet, and says at once what would come of it. The file itself stays as it is.',
  input: { lineId: id('ImportLine'), cells: list(cell, { min: 1, max: 200 }) },
  refusals: [ImportBusy, ImportNotReady, ImportNotPermitted], payload: { line: 'record:ImportLine', import: 'record:Import' },
  load: async (tx, input, ctx) => {
    const { row, line } = await loadLine(tx, input.lineId);
    demandChecked(row);
    demandRights(importableOf(row.subject), ctx.viewer);
    if (line.isDone) throw fieldRefused(['lineId'], 'import_done', { line: line.line });
    // The cells are JSON of our own making.
    const cells = [...line.cells as unknown as Cell[]];
    for (const each of input.cells) {
      while (cells.length <= each.column) cells.push('');
      // A number or day of a spreadsheet that nobody touched stays exact.
      if (textOf(cells[each.column]) !== each.text) cells[each.column] = each.text;
    }
    const fixed = { ...line, cells: cells as never, twiceOf: await twinOf(tx, row, line, cells) };
    const [outcome] = await rehearseLines(tx, row, [fixed], ctx);
    if (!outcome) throw new Error('a line came to nothing');
    return { row, line, fixed, outcome };
  },
  decide: ({ row, line, fixed, outcome }, _input, ctx) => {
    const change = lineChange(line, outcome, row, true, ctx.viewer.locale);
    const status = change.row.status as ImportLineRow['status'];
    return {
      rows: [
        update('ImportLine', line.id, { ...change.row, cells: fixed.cells, twiceOf: fixed.twiceOf }),
        update('Import', row.id, tallied(row, [[line.status, status]])),
      ],
      events: [{ kind: 'importLineFixed', subjectType: 'Import', subjectId: row.id, data: { line: line.line } }],
      result: { line: line.id, import: row.id },
    };
  },
});

export const skipImportLines = action({
  name: 'skipImportLines', permission: 'imports.run', describe: 'Leaves rows out that had no effect yet.',
  input: { importId: id('Import'), lineIds: list(id('ImportLine'), { min: 1, max: 500 }) },
  refusals: [ImportBusy, ImportNotReady], payload: { import: 'record:Import' },
  load: async (tx, { importId, lineIds }) => {
    const row = await lockRow(tx, 'Import', importId);
    return { row, lines: await selectRows(tx, 'ImportLine', sql`t."importId" = ${importId} AND t.id = ANY(${lineIds}::uuid[]) AND NOT t."isDone"`, { lock: true }) };
  },
  decide: ({ row, lines }) => {
    demandChecked(row);
    return {
      rows: [
        ...lines.map((line) => update('ImportLine', line.id, { status: 'SKIPPED' })),
        update('Import', row.id, tallied(row, lines.map((line) => [line.status, 'SKIPPED'] as const))),
      ],
      events: [{ kind: 'importLinesSkipped', subjectType: 'Import', subjectId: row.id, data: { lines: lines.map(({ line }) => line) } }],
      result: { import: row.id },
    };
  },
});
