// CSV as a stream of rows: whatever it is encoded in and divided by, never more than a piece of it in memory.
import { CsvError, parse } from 'csv-parse';
import { drained } from '../shared/pieces.ts';
import { FileRefused, type FileRow } from './fileRows.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Learns a file's encoding while its bytes pass: by its mark, else by whether they can be UTF-8. */
export function encodingFinder() {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let first: Buffer = Buffer.alloc(0);
  let isUtf8 = true;
  let hasNull = false;
  const feed = (chunk: Buffer | undefined) => {
    if (!isUtf8) return;
    try {
      utf8.decode(chunk, { stream: chunk !== undefined });
    } catch {
      isUtf8 = false;
    }
  };
  return {
    take(chunk: Buffer): void {
      if (first.length < 4) first = Buffer.concat([first, chunk.subarray(0, 4)]).subarray(0, 4);
      hasNull ||= chunk.includes(0);
      feed(chunk);
    },
    /** Undefined where it is no text of a kind that is read here. */
    found(): Encoding | undefined {
      feed(undefined);
      const [a, b] = first;
      if (a === 0xFF && b === 0xFE) return 'utf-16le';
      if (a === 0xFE && b === 0xFF) return 'utf-16be';
      if (hasNull) return undefined;
      return isUtf8 ? 'utf-8' : 'windows-1252';
    },
    /** Whether it is a zip, as spreadsheets are. */
    isZip: (): boolean => first.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1')),
    /** A spreadsheet of before 2007. */
    isOldSpreadsheet: (): boolean => first.subarray(0, 4).equals(Buffer.from([0xD0, 0xCF, 0x11, 0xE0])),
  };
}

/** The sign that divides the cells of a heading: the one that occurs most often outside quotation marks. */
export function delimiterOf(text: string): string {
  const [line = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/).filter((each) => each.trim() !== '');
  const outside = line.replaceAll(/"[^"]*"/g, '');
  const counts = [',', ';', '\t', '|'].map((sign) => ({ sign, count: outside.split(sign).length - 1 }));
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).sign;
}

const RECORD_MAX = 1_000_000;

async function* decoded(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: encoding !== 'windows-1252' });
  try {
    for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw new FileRefused('import_encoding', { encoding });
    throw error;
  }
}

/** The rows of a file in CSV, with the lines on which they begin. Refuses what a quotation mark left open has swallowed. */
export async function* csvRows(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<FileRow> {
  const texts = decoded(chunks, encoding);
  // Enough to see the heading.
  let head = '';
  while (!/\n.*\n/s.test(head) && head.length < 100_000) {
    const { value, done } = await texts.next();
    if (done) break;
    head += value;
  }
  const parser = parse({
    info: true, bom: true, delimiter: delimiterOf(head), skip_empty_lines: true, relax_column_count: true, max_record_size: RECORD_MAX,
  });
  const fed = (async () => {
    const write = (text: string) => (parser.write(text) ? undefined : drained(parser));
    await write(head);
    for await (const text of texts) {
      if (parser.destroyed) return;
      await write(text);
    }
    parser.end();
  })();
  // A reading that fails ends the parser, which tells it.
  fed.catch((error: Error) => parser.destroy(error));
  try {
    let last = 0;
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      // A record is told by its last line; its first is after the one before it, as far as no empty lines lie between.
      const spread = record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
      const line = Math.max(info.lines - spread, last + 1);
      last = info.lines;
      yield { line, cells: record };
    }
    await fed;
  } catch (error) {
    if (error instanceof CsvError) throw new FileRefused('import_csv_broken', { line: Number((error as unknown as { lines?: number }).lines ?? 0) });
    throw error;
  } finally {
    parser.destroy();
  }
}
