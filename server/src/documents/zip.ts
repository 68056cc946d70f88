// A ZIP of files that are packed already: stored as they are, one in memory at a time. No clock goes into it.
import { crc32 } from 'node:zlib';

interface Entry { name: Buffer; size: number; crc: number; at: number }

/** 1 January 1980, midnight: the first day that a ZIP can tell. */
const EPOCH = 0x0021_0000;
const UTF8 = 0x0800;

function head(signature: number, { name, size, crc }: Omit<Entry, 'at'>, central?: Pick<Entry, 'at'>): Buffer {
  const isCentral = central !== undefined;
  const bytes = Buffer.alloc(isCentral ? 46 : 30);
  let at = bytes.writeUInt32LE(signature, 0);
  if (isCentral) at = bytes.writeUInt16LE(20, at);
  at = bytes.writeUInt16LE(20, at);
  at = bytes.writeUInt16LE(UTF8, at);
  at = bytes.writeUInt16LE(0, at);
  at = bytes.writeUInt32LE(EPOCH, at);
  at = bytes.writeUInt32LE(crc, at);
  at = bytes.writeUInt32LE(size, at);
  at = bytes.writeUInt32LE(size, at);
  at = bytes.writeUInt16LE(name.length, at);
  if (central) bytes.writeUInt32LE(central.at, 42);
  return Buffer.concat([bytes, name]);
}

/** The pieces of a ZIP of at most 65,535 files and 4 GB. */
export async function* zipped(files: AsyncIterable<{ name: string; data: Buffer }>): AsyncGenerator<Buffer> {
  const entries: Entry[] = [];
  let at = 0;
  for await (const { name, data } of files) {
    const entry = { name: Buffer.from(name), size: data.length, crc: crc32(data), at };
    const local = head(0x04034b50, entry);
    entries.push(entry);
    at += local.length + data.length;
    yield local;
    yield data;
  }
  const central = Buffer.concat(entries.map((entry) => head(0x02014b50, entry, entry)));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  yield Buffer.concat([central, end]);
}
