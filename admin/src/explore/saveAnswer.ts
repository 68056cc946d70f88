import { saveCsv } from '../shared/list/csv.ts';
import { csvLine } from '../shared/list/csvCell.ts';
import type { Answer } from './queries.ts';

/** Saves the rows as the API gave them, under the names of their columns; money says its currency there. */
export function saveAnswer(name: string, { columns, rows }: Answer): void {
  const heading = columns.map(({ label, currencyCode }) => (currencyCode ? `${label} (${currencyCode})` : label));
  saveCsv(name, [csvLine(heading), ...rows.map((row) => csvLine(row.map((value) => value ?? '')))]);
}
