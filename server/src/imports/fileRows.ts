import type { Cell } from './cellText.ts';

/** A row of a file: where it stands, counted from 1, and its cells. */
export interface FileRow { line: number; cells: Cell[] }

/** The file cannot be read; a code of `input.…` in the catalogue, and its facts. */
export class FileRefused extends Error {
  readonly code: string;
  readonly facts: Record<string, string | number>;
  constructor(code: string, facts: Record<string, string | number> = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

export const FILE_BYTES_MAX = 50_000_000;
export const ROWS_MAX = 500_000;
export const COLUMNS_MAX = 200;
export const CELL_MAX = 20_000;

const isBlank = (cell: Cell): boolean => (Array.isArray(cell) ? cell[0] : cell).trim() === '';

/** Rows that hold something, within bounds; cells after the last that does are left out. */
export async function* bounded(rows: AsyncIterable<FileRow>): AsyncGenerator<FileRow> {
  let count = 0;
  for await (const { line, cells } of rows) {
    const last = cells.findLastIndex((cell) => !isBlank(cell));
    if (last < 0) continue;
    count += 1;
    if (count > ROWS_MAX + 1) throw new FileRefused('import_rows', { max: ROWS_MAX });
    if (last >= COLUMNS_MAX) throw new FileRefused('import_columns', { max: COLUMNS_MAX, line });
    const kept = cells.slice(0, last + 1);
    if (kept.some((cell) => (Array.isArray(cell) ? cell[0] : cell).length > CELL_MAX)) throw new FileRefused('import_cell', { max: CELL_MAX, line });
    // A text of the database holds no zero byte.
    yield { line, cells: kept.map((cell) => (Array.isArray(cell) ? cell : cell.replaceAll('\u0000', '\uFFFD').replaceAll(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD'))) };
  }
}
