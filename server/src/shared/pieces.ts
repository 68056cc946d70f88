import type { EventEmitter } from 'node:events';

/** A stream cut into pieces of exactly `size` bytes, but for the last; one piece is in memory at a time. */
export async function* piecesOfSize(chunks: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let piece = Buffer.allocUnsafe(size);
  let filled = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length;) {
      const taken = Math.min(size - filled, chunk.length - at);
      chunk.copy(piece, filled, at, at + taken);
      filled += taken;
      at += taken;
      if (filled < size) continue;
      yield piece;
      piece = Buffer.allocUnsafe(size);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}

/** What a file is named, without what leads there and without control characters. */
export const plainName = (name: string): string => name.replaceAll(/^.*[\\/]/g, '').replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '').trim().slice(0, 200) || 'file';

/** Waits until a stream takes more, or is closed. */
export const drained = (stream: EventEmitter): Promise<void> => new Promise((resolve) => {
  const go = () => {
    stream.off('drain', go).off('close', go);
    resolve();
  };
  stream.on('drain', go).on('close', go);
});
