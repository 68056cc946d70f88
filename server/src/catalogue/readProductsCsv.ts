import { CsvError, parse } from 'csv-parse/sync';
import { productFields } from './productInput.ts';
import { optional, text, type Reading } from '../shared/input.ts';
import type { Quantity } from '../shared/quantity.ts';
import type { FieldIssue } from '../shared/sharedRefusals.ts';

const columns = {
  sku: productFields.sku, name: productFields.name, description: productFields.description, category: optional(text({ max: 100 })),
  unit: optional(text({ max: 20 })), reorderPoint: productFields.reorderPoint, isDiscontinued: optional(text({ max: 5, pattern: /^(yes|no|true|false|1|0)$/i })),
};
type Column = keyof typeof columns;
export const productColumns = Object.keys(columns) as Column[];

/** One line of the file. A column that the file lacks is undefined, an empty cell null. */
export interface ProductLine {
  line: number;
  sku: string;
  name: string;
  description?: string | null;
  category?: string | null;
  unit?: string | null;
  reorderPoint?: Quantity | null;
  isDiscontinued?: boolean;
}
export interface ProductsCsv { lines: ProductLine[]; issues: FieldIssue[] }

const LINES_MAX = 10_000;
const issueAt = (line: number, column: string, code: string, facts?: FieldIssue['facts']): FieldIssue =>
  ({ path: ['csv', String(line), column], code, facts });
const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, '');

interface Parsed { record: string[]; info: { lines: number } }

function headerOf(names: string[]): { header: (Column | undefined)[]; issues: FieldIssue[] } {
  const header = names.map((name) => productColumns.find((column) => plain(column) === plain(name)));
  const issues = [
    ...names.flatMap((name, at) => {
      if (!header[at]) return [issueAt(1, name, 'csv_column_unknown', { columns: productColumns.join(', ') })];
      return header.indexOf(header[at]) < at ? [issueAt(1, name, 'csv_column_twice')] : [];
    }),
    ...(['sku', 'name'] as const).filter((column) => !header.includes(column)).map((column) => issueAt(1, column, 'csv_column_missing')),
  ];
  return { header, issues };
}

function lineOf({ record, info }: Parsed, header: (Column | undefined)[], reading: Reading): ProductLine {
  const cells = header.flatMap((column, at): [string, unknown][] =>
    (column ? [[column, columns[column].read(record[at] ?? '', ['csv', String(info.lines), column], reading)]] : []));
  const { isDiscontinued, ...read } = Object.fromEntries(cells) as unknown as Omit<ProductLine, 'isDiscontinued'> & { isDiscontinued?: string | null };
  return { ...read, line: info.lines, ...(isDiscontinued == null ? {} : { isDiscontinued: /^(yes|true|1)$/i.test(isDiscontinued) }) };
}

/** Reads a file of products; every line that is not acceptable is named by line, column and reason. */
export function readProductsCsv(csv: string, currencyCode: string): ProductsCsv {
  const [first = ''] = csv.split('\n', 1);
  const delimiter = first.includes(';') && !first.includes(',') ? ';' : ',';
  let parsed: Parsed[];
  try {
    parsed = parse(csv, { info: true, bom: true, delimiter, skip_empty_lines: true, trim: true }) as unknown as Parsed[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines, column, record } = error as unknown as { lines: number; column?: string | number; record?: unknown[] };
    if (error.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH') return { lines: [], issues: [issueAt(lines, '', 'csv_cells', { found: record?.length ?? 0 })] };
    const names = first.replaceAll('"', '').split(delimiter).map((name) => name.trim());
    return { lines: [], issues: [issueAt(lines, names[Number(column)] ?? '', 'csv_broken')] };
  }
  const [head, ...rest] = parsed;
  if (!head) return { lines: [], issues: [{ path: ['csv'], code: 'required' }] };
  const { header, issues } = headerOf(head.record);
  if (issues.length > 0) return { lines: [], issues };
  if (rest.length > LINES_MAX) return { lines: [], issues: [{ path: ['csv'], code: 'list_long', facts: { max: LINES_MAX } }] };
  const reading: Reading = { currencyCode, issues: [] };
  const lines = rest.map((each) => lineOf(each, header, reading));
  const seen = new Map<string, number>();
  for (const { sku, line } of lines) {
    const earlier = seen.get(sku);
    if (sku && earlier !== undefined) reading.issues.push(issueAt(line, 'sku', 'csv_line_twice', { line: earlier }));
    seen.set(sku, line);
  }
  return { lines, issues: reading.issues };
}
