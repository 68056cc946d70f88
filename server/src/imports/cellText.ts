// What people and spreadsheets write into cells, in the forms that inputs take: no number passes through a float.
import { message } from '../shared/messages.ts';
import { enumValues } from '../shared/tables.ts';
import { parseDay } from '../shared/time.ts';
import type { FieldIssue } from '../shared/sharedRefusals.ts';
import type { GraphqlShape } from '../shared/input.ts';
import type { Options } from './importables.ts';

/** Text as somebody wrote it; or, in an array of its own, a number or day of a spreadsheet, in the form of inputs already. */
export type Cell = string | [string];
export const textOf = (cell: Cell | undefined): string => (Array.isArray(cell) ? cell[0] : cell ?? '').trim();

/** What a cell says in the form of an input; or why it cannot be read. */
export type CellRead = { value: unknown } | Pick<FieldIssue, 'code' | 'facts'>;

const grouped = { '.': /^[-+]?\d{1,3}(?:[,\u00A0\u202F '’]\d{3})*(?:\.\d*)?$/, ',': /^[-+]?\d{1,3}(?:[.\u00A0\u202F '’]\d{3})*(?:,\d*)?$/ };
const plain = { '.': /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)$/, ',': /^[-+]?(?:\d+(?:,\d*)?|,\d+)$/ };

/** "1.234,50" with a decimal comma → "1234.50"; undefined when it is no number so written. */
export function decimalText(text: string, decimal: '.' | ','): string | undefined {
  if (!grouped[decimal].test(text) && !plain[decimal].test(text)) return undefined;
  const [whole = '', fraction = ''] = text.replace(decimal === ',' ? /[.\u00A0\u202F '’+]/g : /[,\u00A0\u202F '’+]/g, '').split(decimal);
  const sign = whole.startsWith('-') ? '-' : '';
  return `${sign}${whole.replace('-', '') || '0'}${fraction ? `.${fraction}` : ''}`;
}

/** "31.03.2026" → "2026-03-31"; undefined when there is no such day, or it is written otherwise. Years have four digits. */
export function dayText(text: string, days: Options['days']): string | undefined {
  // Of an instant its day: "2010-12-01 08:26:00". One with a zone would be another day elsewhere, and is refused.
  const date = text.replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp][Mm])?$/, '');
  if (parseDay(date)) return date;
  const parts = /^(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{1,4})$/.exec(date);
  if (!parts) return undefined;
  const [, a = '', b = '', c = ''] = parts;
  const [year, month, day] = days === 'YMD' ? [a, b, c] : days === 'DMY' ? [c, b, a] : [c, a, b];
  return year.length === 4 ? parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`) : undefined;
}

const yes = ['yes', 'y', 'true', '1', 'x', 'on'];
const no = ['no', 'n', 'false', '0', '-', 'off'];
const bare = (text: string) => text.toLowerCase().replaceAll(/[\s_-]+/g, '');

function enumText(name: string, text: string, locale: string): CellRead {
  const values = enumValues(name);
  const found = values.find((each) => bare(each) === bare(text) || bare(message(locale, `enum.${name}.${each}`)) === bare(text));
  return found ? { value: found } : { code: 'import_choice', facts: { choices: values.map((each) => message(locale, `enum.${name}.${each}`)).join(', ') } };
}

/** Reads a cell that is not empty for a field of a shape. */
export function readCell(cell: Cell, shape: GraphqlShape, { decimal, days }: Options, locale: string): CellRead {
  const text = textOf(cell);
  const isExact = Array.isArray(cell);
  if ('enum' in shape) return enumText(shape.enum, text, locale);
  if (!('scalar' in shape)) return { value: text };
  switch (shape.scalar) {
    case 'Decimal': {
      const read = decimalText(text, isExact ? '.' : decimal);
      return read === undefined ? { code: 'import_number', facts: { sign: decimal } } : { value: read };
    }
    case 'Int': {
      const read = decimalText(text, isExact ? '.' : decimal)?.replace(/\.0*$/, '');
      return read === undefined || !/^-?\d{1,9}$/.test(read) ? { code: 'import_whole' } : { value: Number(read) };
    }
    case 'Day': {
      const read = dayText(text, days);
      return read === undefined ? { code: 'import_day', facts: { order: days } } : { value: read };
    }
    case 'Boolean':
      if (yes.includes(text.toLowerCase())) return { value: true };
      return no.includes(text.toLowerCase()) ? { value: false } : { code: 'import_yes_no' };
    default: return { value: text };
  }
}
