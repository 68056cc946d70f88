// A bank's CSV by a mapping that is kept with the account.
import { CsvError, parse } from 'csv-parse/sync';
import { minor, minus, negate, plus, type Minor } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';
import { accountOf, amountOf, dayOf, daysOf, nameOf, oneLine, referenceOf, unreadable, type ParsedLine, type ParsedStatement } from './parsed.ts';

/** Which column holds what, by its heading. Either `amount`, or `credit` and `debit`. */
export interface CsvMapping {
  delimiter: ',' | ';' | '\t' | '|'; decimal: '.' | ','; dayForm: 'YMD' | 'DMY' | 'MDY';
  /** Lines before the heading. */
  skip: number;
  bookedOn: string; valueOn?: string | null; amount?: string | null; credit?: string | null; debit?: string | null; balance?: string | null;
  text: string[]; payerName?: string | null; payerAccount?: string | null; reference?: string | null;
}

const LINES_MAX = 50_000;

function dayFrom(written: string, form: CsvMapping['dayForm'], place: string): Day {
  const parts = written.trim().split(/[ T]/)[0]?.split(/[-./]/) ?? [];
  const [a = '', b = '', c = ''] = parts.length === 1 && /^\d{8}$/.test(parts[0] ?? '') ? (form === 'YMD' ? [written.slice(0, 4), written.slice(4, 6), written.slice(6, 8)] : [written.slice(0, 2), written.slice(2, 4), written.slice(4, 8)]) : parts;
  const [year, month, day] = form === 'YMD' ? [a, b, c] : form === 'DMY' ? [c, b, a] : [c, a, b];
  return dayOf(`${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, place);
}

/** The rows of a file as they are, for seeing and mapping it: at most so many. */
export function csvRows(content: string, delimiter: string, most = LINES_MAX + 20): string[][] {
  try {
    return parse(content, { delimiter, bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: false, to_line: most }) as string[][];
  } catch (error) {
    if (error instanceof CsvError) return unreadable('csv', error.message);
    throw error;
  }
}

/** One statement of an account. Opening and closing come of the column of balances, where there is one. Refuses STATEMENT_UNREADABLE. */
export function parseCsv(content: string, mapping: CsvMapping, accountNo: string, currencyCode: string): ParsedStatement[] {
  const [heading = [], ...rows] = csvRows(content, mapping.delimiter).slice(mapping.skip).filter((row) => row.some((cell) => cell.trim() !== ''));
  const place = (name: string): number => {
    const at = heading.findIndex((cell) => cell.trim() === name);
    return at >= 0 ? at : unreadable('column', name);
  };
  const reader = (name: string | null | undefined): ((row: string[]) => string) => {
    if (!name) return () => '';
    const at = place(name);
    return (row) => row[at]?.trim() ?? '';
  };
  const [bookedOn, valueOn, amount, credit, debit] = [mapping.bookedOn, mapping.valueOn, mapping.amount, mapping.credit, mapping.debit].map(reader) as [ReturnType<typeof reader>, ReturnType<typeof reader>, ReturnType<typeof reader>, ReturnType<typeof reader>, ReturnType<typeof reader>];
  const [balance, payerName, payerAccount, reference] = [mapping.balance, mapping.payerName, mapping.payerAccount, mapping.reference].map(reader) as [ReturnType<typeof reader>, ReturnType<typeof reader>, ReturnType<typeof reader>, ReturnType<typeof reader>];
  const texts = mapping.text.map(reader);
  const money = (written: string, at: string): Minor => (written === '' ? minor(0) : amountOf(written, currencyCode, at, mapping.decimal));
  if (rows.length === 0) unreadable('empty', 'CSV');
  const read = rows.map((row, index): { line: ParsedLine; balance: Minor | null } => {
    const at = String(mapping.skip + index + 2);
    const own = mapping.amount ? amountOf(amount(row), currencyCode, at, mapping.decimal) : minus(absolute(money(credit(row), at)), absolute(money(debit(row), at)));
    return {
      balance: balance(row) === '' ? null : amountOf(balance(row), currencyCode, at, mapping.decimal),
      line: {
        bookedOn: dayFrom(bookedOn(row), mapping.dayForm, at), valueOn: valueOn(row) === '' ? null : dayFrom(valueOn(row), mapping.dayForm, at), amount: own,
        bankReference: referenceOf(reference(row)), endToEndId: null, payerName: nameOf(payerName(row)), payerAccount: accountOf(payerAccount(row)),
        text: oneLine(texts.map((each) => each(row)).filter(Boolean).join(' ')), code: null, isReversal: false,
      },
    };
  });
  // Banks write the newest first or last; balances tell which way they run.
  const isNewestFirst = (read[0]?.line.bookedOn ?? '') > (read.at(-1)?.line.bookedOn ?? '') || (read.length > 1 && runs(read.toReversed()) && !runs(read));
  const ordered = isNewestFirst ? read.toReversed() : read;
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (mapping.balance && !runs(ordered)) unreadable('balances', ordered.find((each, index) => index > 0 && !follows(ordered[index - 1], each))?.line.bookedOn ?? '');
  const lines = ordered.map(({ line }) => line);
  return [{
    accountNo, currencyCode, sequence: null, reference: `${lines[0]?.bookedOn ?? ''} – ${lines.at(-1)?.bookedOn ?? ''}`,
    opening: first?.balance == null ? null : minus(first.balance, first.line.amount), closing: last?.balance ?? null, ...daysOf(lines, null, null), lines, pending: 0, isInterim: false,
  }];
}

interface WithBalance { line: ParsedLine; balance: Minor | null }
const absolute = (amount: Minor): Minor => (amount < 0n ? negate(amount) : amount);
const follows = (before: WithBalance | undefined, each: WithBalance): boolean => before?.balance == null || each.balance == null || plus(before.balance, each.line.amount) === each.balance;
const runs = (rows: readonly WithBalance[]): boolean => rows.every((each, index) => follows(rows[index - 1], each));
