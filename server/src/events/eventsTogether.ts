// Events that a consumer takes together: the rest of its window, so that a burst is followed by one effect.
import sql from 'sql-template-tag';
import type { EventRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { decodeAll } from '../shared/tables.ts';
import type { Place } from './cursor.ts';

const TOGETHER_MAX = 500;

/** The given next event and those that follow it in the consumer's window, in the order of the log, at most 500. */
export const eventsFrom = async (tx: Tx, place: Place, kinds: string[], next: Pick<EventRow, 'sequence'>): Promise<EventRow[]> =>
  decodeAll('Event', await tx.rows<Record<string, unknown>>(sql`SELECT e.* FROM "Event" e WHERE e.kind = ANY(${kinds}::text[]) AND e.sequence >= ${next.sequence.toString()}::bigint
    AND (e.sequence <= ${place.floor.toString()}::bigint OR (e.txid >= ${place.fromTxid.toString()}::xid8 AND e.txid < ${place.toTxid.toString()}::xid8))
    ORDER BY e.sequence LIMIT ${TOGETHER_MAX}`));
