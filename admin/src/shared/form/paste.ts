import { fetchPage } from '../../data/list.ts';
import { today } from '../../data/session.ts';
import type { Values } from '../../data/resource.ts';
import { parseDay } from '../days.ts';
import { parseDecimal, shiftPoint } from '../numbers.ts';
import type { LineColumn } from './LineCell.tsx';

/** The record whose code, number or name is exactly what was pasted; nothing is guessed. */
async function find(resource: string, text: string): Promise<string | undefined> {
  const params = { filter: { search: text }, sort: { field: 'id', order: 'ASC' } as const, page: 1, perPage: 20 };
  const { rows } = await fetchPage(resource, params);
  const wanted = text.toLowerCase();
  const exact = rows.filter((row) =>
    [row['code'], row['sku'], row['number'], row['name']].some((value) => typeof value === 'string' && value.toLowerCase() === wanted),
  );
  return exact.length === 1 ? exact[0]?.id : undefined;
}

async function readCell(text: string, column: LineColumn): Promise<unknown> {
  switch (column.kind) {
    case 'reference':
      return text ? find(column.reference ?? '', text) : '';
    case 'text':
      return text;
    case 'day':
      return parseDay(text, today());
    case 'percent': {
      const number = parseDecimal(text.replace('%', ''));
      return number === undefined ? undefined : shiftPoint(number, -2);
    }
    default:
      return text ? parseDecimal(text) : '';
  }
}

/** Tab-separated rows as line values; what could not be read is listed, not dropped in silence. */
export async function readPasted(text: string, columns: readonly LineColumn[]): Promise<{ rows: Values[]; unknown: string[] }> {
  const unknown: string[] = [];
  const rows: Values[] = [];
  for (const row of text.replace(/\r?\n$/, '').split(/\r?\n/)) {
    const values: Values = {};
    for (const [index, cell] of row.split('\t').entries()) {
      const column = columns[index];
      if (!column) continue;
      const value = await readCell(cell.trim(), column);
      if (value === undefined) unknown.push(cell.trim());
      values[column.source] = value ?? '';
    }
    rows.push(values);
  }
  return { rows, unknown };
}
