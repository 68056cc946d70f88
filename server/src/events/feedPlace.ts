// Where a reader of the live feed is. Transactions end in another order than their events were numbered; so a place is not a
// number but a snapshot of PostgreSQL: everything that it sees has been read.

/** All texts as PostgreSQL prints them. */
export interface Place {
  /** The PostgreSQL cluster whose transactions these are. */
  cluster: string;
  /** Events up to this sequence came from another cluster: they were there before. */
  floor: string;
  /** A pg_snapshot: the events of all transactions that it sees have been read. */
  seen: string;
  /** The snapshot that is being read now, up to `sequence`; null between two. */
  next: string | null;
  sequence: string;
}

const snapshot = /^\d{1,20}:\d{1,20}:(\d{1,20}(,\d{1,20})*)?$/;
const number = /^\d{1,19}$/;

/** The cursor of a place: opaque to clients. */
export const cursorOf = ({ cluster, floor, seen, next, sequence }: Place): string =>
  Buffer.from([cluster, floor, seen, next ?? '', sequence].join(' ')).toString('base64url');

/** The place of a cursor; undefined where it is none. */
export function placeOf(cursor: string): Place | undefined {
  const [cluster = '', floor = '', seen = '', next = '', sequence = '', more] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  const isPlace = number.test(cluster.slice(0, 19)) && number.test(floor) && snapshot.test(seen) && (next === '' || snapshot.test(next))
    && number.test(sequence) && more === undefined;
  return isPlace ? { cluster, floor, seen, next: next || null, sequence } : undefined;
}
