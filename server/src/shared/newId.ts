import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

// Asking the system for random bytes costs the same for two hundred ids as for one.
const random = new Uint8Array(256 * 16);
let used = random.length;
let last = { msecs: -Infinity, seq: 0 };

/** A new id (UUID of version 7): of this process, each sorts after the one before. */
export function newId(): string {
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  const own = random.subarray(used, used += 16);
  // Only for the order of ids: the product's time comes in with each request.
  const msecs = Math.floor(performance.timeOrigin + performance.now());
  if (msecs > last.msecs) last = { msecs, seq: new DataView(own.buffer, own.byteOffset).getInt32(6) };
  // Within a millisecond it is counted on; where the count begins anew, the next millisecond is taken.
  else last = { msecs: last.seq === -1 ? last.msecs + 1 : last.msecs, seq: (last.seq + 1) | 0 };
  return v7({ random: own, ...last });
}
