// Which form a bank's file is, and its text: by the mark at its beginning, by what it says of itself, else by whether it can be UTF-8.
import { parseCamt } from './camt.ts';
import { parseCsv, type CsvMapping } from './csv.ts';
import { parseMt940 } from './mt940.ts';
import { parseOfx } from './ofx.ts';
import { unreadable, type ParsedStatement, type StatementFormat } from './parsed.ts';

export const BYTES_MAX = 30_000_000;
const LINES_MAX = 50_000;

const isUtf8 = (content: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content);
    return true;
  } catch {
    return false;
  }
};

/** The text of a file, whatever it is encoded in. */
export function textOf(content: Uint8Array): string {
  const [a, b] = content;
  if (a === 0xFF && b === 0xFE) return new TextDecoder('utf-16le').decode(content);
  if (a === 0xFE && b === 0xFF) return new TextDecoder('utf-16be').decode(content);
  const head = new TextDecoder('latin1').decode(content.subarray(0, 600));
  const [, told] = /encoding=["']([\w-]+)["']/i.exec(head) ?? [];
  if (told && !/^utf-?8$/i.test(told)) {
    try {
      return new TextDecoder(/^us-ascii$/i.test(told) ? 'windows-1252' : told, { fatal: true }).decode(content);
    } catch {
      return unreadable('encoding', told);
    }
  }
  if (isUtf8(content)) return new TextDecoder('utf-8').decode(content);
  return told ? unreadable('encoding', told) : new TextDecoder('windows-1252').decode(content);
}

/** Undefined where it is none of the forms that say what they are: then it may be CSV. */
export function formatOf(text: string): Exclude<StatementFormat, 'CSV'> | undefined {
  const head = text.slice(0, 4000).trimStart();
  if (/OFXHEADER|<OFX>/i.test(head)) return 'OFX';
  if (/^(<\?xml|<!|<[\w:]*Document)/i.test(head)) return 'CAMT';
  return /^:(20|25):/m.test(head) || head.startsWith('{1:') ? 'SWIFT' : undefined;
}

export interface ReadFile { format: StatementFormat; statements: ParsedStatement[] }

/** The statements of a file; CSV needs its account's mapping. Refuses STATEMENT_UNREADABLE. */
export function readStatements(content: Uint8Array, csv: { mapping: CsvMapping | null; accountNo: string; currencyCode: string } | null): ReadFile {
  if (content.byteLength > BYTES_MAX) unreadable('large', `${Math.ceil(content.byteLength / 1_000_000)} MB`);
  const text = textOf(content);
  const format = formatOf(text) ?? 'CSV';
  const statements = format === 'CAMT' ? parseCamt(text) : format === 'OFX' ? parseOfx(text) : format === 'SWIFT' ? parseMt940(text)
    : csv?.mapping ? parseCsv(text, csv.mapping, csv.accountNo, csv.currencyCode) : unreadable('form', text.slice(0, 40).replaceAll(/\s+/g, ' '));
  if (statements.reduce((sum, { lines }) => sum + lines.length, 0) > LINES_MAX) unreadable('large', String(LINES_MAX));
  return { format, statements };
}
