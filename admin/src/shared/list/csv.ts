import { plainText } from '../field.tsx';
import type { AnyField } from './context.ts';
import type { Row } from '../../data/list.ts';
import { csvLine } from './csvCell.ts';

type EnumLabel = (enumName: string, value: string) => string;

/** A record as a line: enum values in words, everything else as the API gives it. */
export const csvRow = (fields: readonly AnyField[], row: Row, enumLabel: EnumLabel): string =>
  csvLine(
    fields.map((field) => {
      if (field.csv) return field.csv(row);
      const text = plainText(row[field.name]);
      return field.kind === 'enum' && text ? enumLabel(field.enumName ?? '', text) : text;
    }),
  );

/** Excel reads a file as UTF-8 only when it starts with the byte order mark. */
export function saveCsv(name: string, lines: readonly string[]): void {
  const url = URL.createObjectURL(new Blob(['\uFEFF', ...lines], { type: 'text/csv;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: `${name}.csv` });
  link.click();
  URL.revokeObjectURL(url);
}
