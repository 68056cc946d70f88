// Spreadsheets (XLSX) as a stream of rows. Only text, numbers and days are read: formulas count by the value that was kept
// with them, as text; nothing outside the file is ever fetched, and a document type is refused.
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { Cell } from './cellText.ts';
import { FileRefused, type FileRow } from './fileRows.ts';
import type { Entries } from './zipEntries.ts';

type Events = { open?: (name: string, attributes: Record<string, string>) => void; close?: (name: string) => void; text?: (text: string) => void };

const bare = (name: string) => name.slice(name.indexOf(':') + 1);

/** Reads XML piece by piece; after each piece gives way to who waits for what was found in it. */
async function* readXml(chunks: AsyncIterable<Buffer>, { open, close, text }: Events): AsyncGenerator<void> {
  const parser = new SaxesParser();
  let broken: Error | undefined;
  parser.on('error', () => { broken ??= new FileRefused('import_xlsx_broken'); });
  parser.on('doctype', () => { broken ??= new FileRefused('import_xlsx_doctype'); });
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => open?.(bare(name), attributes));
  parser.on('closetag', ({ name }: SaxesTagPlain) => close?.(bare(name)));
  parser.on('text', (found) => text?.(found));
  parser.on('cdata', (found) => text?.(found));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of chunks) {
      parser.write(decoder.decode(chunk, { stream: true }));
      if (broken) throw broken;
      yield;
    }
    parser.close();
  } catch (error) {
    if (error instanceof TypeError) throw new FileRefused('import_xlsx_broken');
    throw error;
  }
  if (broken) throw broken;
  yield;
}

async function whole(chunks: AsyncIterable<Buffer>, events: Events): Promise<void> {
  for await (const _piece of readXml(chunks, events)); // to its end
}

const STRINGS_MAX = 100_000_000; // characters

async function sharedStrings(zip: Entries): Promise<string[]> {
  const strings: string[] = [];
  if (!zip.has('xl/sharedStrings.xml')) return strings;
  let current = '';
  let isText = false;
  let isPhonetic = false;
  let size = 0;
  await whole(zip.chunks('xl/sharedStrings.xml'), {
    open: (name) => { if (name === 'si') current = ''; isPhonetic ||= name === 'rPh'; isText = name === 't' && !isPhonetic; },
    text: (text) => { if (isText) current += text; },
    close: (name) => {
      if (name === 'rPh') isPhonetic = false;
      if (name === 't') isText = false;
      if (name !== 'si') return;
      size += current.length;
      if (size > STRINGS_MAX) throw new FileRefused('import_bomb');
      strings.push(current);
    },
  });
  return strings;
}

/** Which number formats show a day: those that are built in, and those that speak of days, months or years. */
const builtIn = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
const showsDay = (format: string): boolean => /[dy]/i.test(format.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, ''));

/** By style number, whether a cell so styled is a day. */
async function dayStyles(zip: Entries): Promise<boolean[]> {
  const formats = new Map<number, boolean>();
  const styles: boolean[] = [];
  if (!zip.has('xl/styles.xml')) return styles;
  let isCells = false;
  await whole(zip.chunks('xl/styles.xml'), {
    open: (name, attributes) => {
      if (name === 'numFmt') formats.set(Number(attributes.numFmtId), showsDay(attributes.formatCode ?? ''));
      if (name === 'cellXfs') isCells = true;
      if (name === 'xf' && isCells) {
        const id = Number(attributes.numFmtId ?? 0);
        styles.push(formats.get(id) ?? builtIn.has(id));
      }
    },
    close: (name) => { if (name === 'cellXfs') isCells = false; },
  });
  return styles;
}

export interface Workbook { sheets: string[]; rows(sheet: number): AsyncGenerator<FileRow> }

const columnOf = (reference: string): number => [...reference.replace(/[^A-Z]/g, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** A day that a spreadsheet counts from 1900 (with its 29 February 1900) or 1904. */
function dayOf(serial: number, is1904: boolean): string {
  const days = Math.floor(is1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial);
  return new Date(Date.UTC(1899, 11, 30) + days * 86_400_000).toISOString().slice(0, 10);
}

/** A number as the spreadsheet shows it: fifteen significant digits, without exponent. */
function numberText(text: string): string {
  if (/^-?\d+$/.test(text)) return text;
  const shown = Number(text).toPrecision(15);
  if (!/^-?\d+(\.\d+)?(e[-+]\d+)?$/.test(shown)) return text;
  const [mantissa = '', exponent] = shown.split('e');
  const plain = exponent === undefined ? mantissa : shifted(mantissa, Number(exponent));
  return plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain;
}
function shifted(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = whole + fraction;
  const place = whole.length + exponent;
  if (place <= 0) return `${sign}0.${'0'.repeat(-place)}${digits}`;
  return place >= digits.length ? sign + digits + '0'.repeat(place - digits.length) : `${sign}${digits.slice(0, place)}.${digits.slice(place)}`;
}

export async function openWorkbook(zip: Entries): Promise<Workbook> {
  if (!zip.has('xl/workbook.xml')) throw new FileRefused('import_xlsx_broken');
  const sheets: { name: string; relation: string }[] = [];
  let is1904 = false;
  await whole(zip.chunks('xl/workbook.xml'), {
    open: (name, attributes) => {
      if (name === 'sheet') sheets.push({ name: attributes.name ?? '', relation: Object.entries(attributes).find(([key]) => bare(key) === 'id')?.[1] ?? '' });
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
    },
  });
  const targets = new Map<string, string>();
  await whole(zip.chunks('xl/_rels/workbook.xml.rels'), {
    open: (name, attributes) => {
      if (name === 'Relationship' && attributes.TargetMode !== 'External') targets.set(attributes.Id ?? '', (attributes.Target ?? '').replace(/^\/?(xl\/)?/, 'xl/'));
    },
  });
  let facts: Promise<[string[], boolean[]]> | undefined;
  const known = sheets.filter(({ relation }) => zip.has(targets.get(relation) ?? ''));
  return {
    sheets: known.map(({ name }) => name),
    async* rows(sheet) {
      const path = targets.get(known[sheet]?.relation ?? '');
      if (path === undefined) throw new FileRefused('import_xlsx_broken');
      facts ??= Promise.all([sharedStrings(zip), dayStyles(zip)]);
      const [strings, isDay] = await facts;
      yield* sheetRows(zip.chunks(path), strings, isDay, is1904);
    },
  };
}

async function* sheetRows(chunks: AsyncIterable<Buffer>, strings: readonly string[], isDay: readonly boolean[], is1904: boolean): AsyncGenerator<FileRow> {
  let found: FileRow[] = [];
  let row: FileRow = { line: 0, cells: [] };
  let cell = { at: 0, type: '', style: 0, value: '' };
  let isValue = false;
  const cellOf = (): Cell => {
    const { type, style, value } = cell;
    if (type === 's') return strings[Number(value)] ?? '';
    if (type === 'b') return value === '1' ? 'true' : 'false';
    if (type === 'e') return value;
    if (type === 'd') return [value.slice(0, 10)];
    if (type !== '' && type !== 'n') return value; // inlineStr, str
    if (value === '') return '';
    return isDay[style] && Number.isFinite(Number(value)) && Number(value) < 2_958_466 ? [dayOf(Number(value), is1904)] : [numberText(value)];
  };
  const events: Events = {
    open: (name, attributes) => {
      if (name === 'row') row = { line: Number(attributes.r ?? row.line + 1), cells: [] };
      if (name === 'c') cell = { at: attributes.r ? columnOf(attributes.r) : row.cells.length, type: attributes.t ?? '', style: Number(attributes.s ?? 0), value: '' };
      isValue = name === 'v' || (name === 't' && cell.type === 'inlineStr');
    },
    text: (text) => { if (isValue) cell.value += text; },
    close: (name) => {
      isValue = false;
      if (name === 'c' && cell.at >= 0 && cell.at < 20_000) {
        while (row.cells.length < cell.at) row.cells.push('');
        row.cells[cell.at] = cellOf();
      }
      if (name === 'row') found.push(row);
    },
  };
  for await (const _piece of readXml(chunks, events)) {
    yield* found;
    found = [];
  }
}
