// The entries of a zip in memory, read as streams: no more than they may unpack to, whatever they claim.
import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { FileRefused } from './fileRows.ts';

const ENTRIES_MAX = 2_000;
/** All that a spreadsheet may unpack to, and how many times its own size. */
const UNPACKED_MAX = 1_000_000_000;
const RATIO_MAX = 250;
const SMALL = 10_000_000;

export interface Entries {
  has(name: string): boolean;
  /** The bytes of an entry; refuses what unpacks to too much. */
  chunks(name: string): AsyncGenerator<Buffer>;
  close(): void;
}

export async function openZip(file: Buffer): Promise<Entries> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.fromBuffer(file, { lazyEntries: true, validateEntrySizes: true, autoClose: false }, (error, opened) => (error ? reject(new FileRefused('import_xlsx_broken')) : resolve(opened)));
  });
  const entries = new Map<string, yauzl.Entry>();
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: yauzl.Entry) => {
      entries.set(entry.fileName, entry);
      if (entries.size > ENTRIES_MAX || zip.entryCount > ENTRIES_MAX) reject(new FileRefused('import_bomb'));
      else zip.readEntry();
    });
    zip.once('end', resolve);
    zip.once('error', () => reject(new FileRefused('import_xlsx_broken')));
    zip.readEntry();
  });
  let unpacked = 0;
  const open = (entry: yauzl.Entry): Promise<Readable> => new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(new FileRefused('import_xlsx_broken')) : resolve(stream)));
  });
  return {
    has: (name) => entries.has(name),
    async* chunks(name) {
      const entry = entries.get(name);
      if (!entry) throw new FileRefused('import_xlsx_broken');
      if (entry.isEncrypted()) throw new FileRefused('import_xlsx_locked');
      const stream = await open(entry);
      let own = 0;
      try {
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          own += chunk.length;
          unpacked += chunk.length;
          if (unpacked > UNPACKED_MAX || (own > SMALL && own > entry.compressedSize * RATIO_MAX)) throw new FileRefused('import_bomb');
          yield chunk;
        }
      } catch (error) {
        if (error instanceof FileRefused) throw error;
        throw new FileRefused('import_xlsx_broken');
      } finally {
        stream.destroy();
      }
    },
    close: () => zip.close(),
  };
}
