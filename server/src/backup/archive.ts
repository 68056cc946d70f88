import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { link, open, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

// One gzip of text: a line of JSON that tells what it is, then for each table a line of JSON and its rows in
// PostgreSQL's COPY text form up to a line `\.`, at the end a line of JSON with the SHA-256 of all before it.

export interface Head {
  format: 'hesabu backup';
  version: 1;
  createdAt: string;
  migrations: { name: string; checksum: string }[];
  sequences: { name: string; value: string; isCalled: boolean }[];
}

export interface TableHead {
  table: string;
  columns: string[];
}

interface End {
  rows: Record<string, number>;
  sha256: string;
}

const endOfRows = Buffer.from('\\.\n');

/** Writes an archive beside its place and links it there when it is complete; an existing file is left alone. */
export async function writeArchive<T>(file: string, fill: (archive: ArchiveWriter) => Promise<T>): Promise<T> {
  const draft = `${file}.${process.pid}.part`;
  const target = createWriteStream(draft, { flags: 'wx', mode: 0o600 });
  const gzip = createGzip({ level: 5 });
  const ended = finished(gzip.pipe(target));
  // A fault of the disk is told by `ended`; the one that is thrown first wins.
  ended.catch(() => gzip.destroy());
  target.on('error', (error) => gzip.destroy(error));
  try {
    const archive = new ArchiveWriter(gzip);
    const result = await fill(archive);
    await archive.end();
    await ended;
    await flush(draft);
    await link(draft, file);
    return result;
  } finally {
    gzip.destroy();
    target.destroy();
    await rm(draft, { force: true });
  }
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync().finally(() => handle.close());
}

export class ArchiveWriter {
  readonly #out: ReturnType<typeof createGzip>;
  readonly #hash = createHash('sha256');
  readonly #rows: Record<string, number> = {};

  constructor(out: ReturnType<typeof createGzip>) {
    this.#out = out;
  }

  async #write(part: Buffer): Promise<void> {
    this.#hash.update(part);
    if (!this.#out.write(part)) await once(this.#out, 'drain');
  }

  head(head: Head): Promise<void> {
    return this.#write(Buffer.from(`${JSON.stringify(head)}\n`));
  }

  /** The rows come as PostgreSQL's COPY text, whole lines or not. */
  async table(head: TableHead, rows: AsyncIterable<Buffer>): Promise<number> {
    await this.#write(Buffer.from(`${JSON.stringify(head)}\n`));
    let count = 0;
    for await (const part of rows) {
      for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, at + 1)) count += 1;
      await this.#write(part);
    }
    await this.#write(endOfRows);
    this.#rows[head.table] = count;
    return count;
  }

  async end(): Promise<void> {
    const end: End = { rows: this.#rows, sha256: this.#hash.digest('hex') };
    this.#out.end(`${JSON.stringify(end)}\n`);
  }
}

/** What comes out of an archive, in its order; `end` is told once everything before it was proved complete. */
export type Part =
  | { kind: 'head'; head: Head }
  | { kind: 'table'; head: TableHead }
  | { kind: 'rows'; rows: Buffer }
  | { kind: 'end'; rows: Record<string, number> };

/** Reads an archive part by part; throws when it is no archive, is cut short, or was changed. */
export async function* readArchive(file: string): AsyncGenerator<Part> {
  const hash = createHash('sha256');
  const input = createReadStream(file);
  const gunzip = input.pipe(createGunzip());
  input.on('error', (error) => gunzip.destroy(error));
  let carried = Buffer.alloc(0);
  let state: 'head' | 'between' | 'rows' | 'end' = 'head';
  for await (const chunk of gunzip as AsyncIterable<Buffer>) {
    let block = carried.length === 0 ? chunk : Buffer.concat([carried, chunk]);
    for (;;) {
      if (state === 'rows') {
        const { rows, rest, isEnd } = takeRows(block);
        hash.update(block.subarray(0, block.length - rest.length));
        if (rows.length > 0) yield { kind: 'rows', rows };
        block = rest;
        if (!isEnd) break;
        state = 'between';
      }
      const at = block.indexOf(10);
      if (at < 0) break;
      const line = block.subarray(0, at + 1);
      block = block.subarray(at + 1);
      const part = readLine(line, state, file);
      if (part.kind === 'end') {
        if (part.sha256 !== hash.digest('hex')) throw new Error(`${file} was changed since it was written.`);
        state = 'end';
        yield { kind: 'end', rows: part.rows };
        break;
      }
      hash.update(line);
      state = part.kind === 'table' ? 'rows' : 'between';
      yield part;
    }
    carried = Buffer.from(block);
  }
  if (state !== 'end') throw new Error(`${file} is cut short.`);
}

function takeRows(block: Buffer): { rows: Buffer; rest: Buffer; isEnd: boolean } {
  for (let at = block.indexOf(endOfRows); at >= 0; at = block.indexOf(endOfRows, at + 1)) {
    if (at > 0 && block[at - 1] !== 10) continue;
    return { rows: block.subarray(0, at), rest: block.subarray(at + endOfRows.length), isEnd: true };
  }
  const whole = block.lastIndexOf(10) + 1;
  return { rows: block.subarray(0, whole), rest: block.subarray(whole), isEnd: false };
}

type Line = Exclude<Part, { kind: 'rows' | 'end' }> | ({ kind: 'end' } & End);

function readLine(line: Buffer, state: string, file: string): Line {
  // The file was written by writeArchive; what its checksum does not vouch for is refused when it ends.
  const read = JSON.parse(line.toString('utf8')) as Partial<Head & TableHead & End>;
  if (state === 'head') {
    if (read.format !== 'hesabu backup' || read.version !== 1) throw new Error(`${file} is no backup of Hesabu.`);
    return { kind: 'head', head: read as Head };
  }
  if (read.sha256 !== undefined && read.rows !== undefined) return { kind: 'end', rows: read.rows, sha256: read.sha256 };
  if (read.table === undefined || read.columns === undefined) throw new Error(`${file} is damaged.`);
  return { kind: 'table', head: { table: read.table, columns: read.columns } };
}
