// Where a consumer is in the log. Transactions end in another order than their events were numbered; so a consumer reads
// windows of transactions that have all ended, each window in the order of the numbers.
import sql, { type Sql } from 'sql-template-tag';
import type { ConsumerCursorRow, EventRow } from '../generated/rows.ts';
import type { Db, Tx } from '../shared/db.ts';
import { decode, decodeAll } from '../shared/tables.ts';

export type Place = ConsumerCursorRow;
type EventRecord = Record<string, unknown>;

const cluster = sql`(SELECT system_identifier::text FROM pg_control_system())`;
const ended = sql`pg_snapshot_xmin(pg_current_snapshot())`;

// A row is compared, and the number added to, so that only the index of kind and transaction leads to an event.
const within = (from: Sql, to: Sql, condition: Sql): Sql => sql`(e.kind, e.txid) >= (k.kind, ${from}) AND (e.kind, e.txid) < (k.kind, ${to}) AND ${condition}`;
/** Of each kind the first events of a window of transactions. */
const ofKinds = (kinds: string[], columns: Sql, window: Sql, order = sql``, most = 1): Sql => sql`
  SELECT x.* FROM unnest(${kinds}::text[]) k(kind) CROSS JOIN LATERAL (SELECT ${columns} FROM "Event" e WHERE ${window} ${order} LIMIT ${most}) x`;

// How many transactions a consumer may lie behind without looking, and how wide a window is: so many are looked through for each event.
const WINDOW = 500;

/**
 * Whether there may be something to do: a cheap look without locks. A consumer that never ran is due, and one for which long
 * nothing happened, so that its window moves on and the look stays cheap. `until`: what counts are transactions before that one.
 */
export async function isDue(db: Db, name: string, kinds: string[], now: Date, until?: string): Promise<boolean> {
  const end = until === undefined ? ended : sql`${until}::xid8`;
  const [row] = await db.rows<{ due: boolean }>(sql`
    SELECT c.name IS NULL OR (coalesce(c."retryAt" <= ${now}, TRUE) AND (c.cluster <> ${cluster}
      OR (${end})::text::bigint - c."toTxid" > ${WINDOW} OR EXISTS (
      SELECT FROM "Event" e WHERE e.kind = ANY(${kinds}::text[]) AND e.sequence > c.sequence AND e.sequence <= c.floor) OR EXISTS (${
      ofKinds(kinds, sql`1`, within(sql`c."fromTxid"::text::xid8`, sql`c."toTxid"::text::xid8`, sql`e.sequence + 0 > greatest(c.sequence, c.floor)`))}) OR EXISTS (${
      ofKinds(kinds, sql`1`, within(sql`c."toTxid"::text::xid8`, end, sql`e.sequence + 0 > c.floor`))}))) AS due
    FROM (SELECT ${name}::text AS name) n LEFT JOIN "ConsumerCursor" c ON c.name = n.name`);
  return row?.due ?? false;
}

/** Which of the kinds happened in transactions that have ended since an earlier look, and to where this one saw. */
export async function happenedSince(db: Db, kinds: string[], since: string): Promise<{ kinds: string[]; seen: string }> {
  const [row] = await db.rows<{ kinds: string[]; seen: string }>(sql`SELECT (${ended})::text AS seen, ARRAY(SELECT k.kind FROM unnest(${kinds}::text[]) k(kind)
    WHERE EXISTS (SELECT FROM "Event" e WHERE ${within(sql`${since}::xid8`, ended, sql`TRUE`)})) AS kinds`);
  return row as { kinds: string[]; seen: string }; // always one row
}

/** The consumer's place, held until commit; undefined while another process holds it. */
export async function lockPlace(tx: Tx, name: string, now: Date): Promise<Place | undefined> {
  await tx.rows(sql`INSERT INTO "ConsumerCursor" (name, cluster, "updatedAt") VALUES (${name}, ${cluster}, ${now}) ON CONFLICT (name) DO NOTHING`);
  const [row] = await tx.rows<EventRecord>(sql`SELECT * FROM "ConsumerCursor" WHERE name = ${name} FOR UPDATE SKIP LOCKED`);
  if (!row) return undefined;
  const place = decode('ConsumerCursor', row);
  const [moved] = await tx.rows<{ floor: string; toTxid: string }>(sql`
    UPDATE "ConsumerCursor" SET cluster = ${cluster}, "fromTxid" = (${ended})::text::bigint, "toTxid" = (${ended})::text::bigint, floor = (SELECT coalesce(max(sequence), 0) FROM "Event")
    WHERE name = ${name} AND cluster <> ${cluster} RETURNING floor, "toTxid"`);
  return moved ? { ...place, fromTxid: BigInt(moved.toTxid), toTxid: BigInt(moved.toTxid), floor: BigInt(moved.floor) } : place;
}

const find = async (tx: Tx, place: Place, kinds: string[], most: number): Promise<EventRow[]> => decodeAll('Event', await tx.rows<EventRecord>(sql`
  SELECT * FROM (
    (SELECT e.* FROM "Event" e WHERE e.kind = ANY(${kinds}::text[])
      AND e.sequence > ${place.sequence.toString()}::bigint AND e.sequence <= ${place.floor.toString()}::bigint ORDER BY e.sequence LIMIT ${most})
    UNION ALL ${ofKinds(kinds, sql`e.*`, within(sql`${place.fromTxid.toString()}::xid8`, sql`${place.toTxid.toString()}::xid8`,
      sql`e.sequence + 0 > greatest(${place.sequence.toString()}::bigint, ${place.floor.toString()}::bigint)`), sql`ORDER BY e.sequence + 0`, most)}) e
  ORDER BY e.sequence LIMIT ${most}`));

/** The next events of the kinds in the window, at most so many; opens the next window, from the first transaction that wrote one on, when this one is read. */
export async function nextEvents(tx: Tx, place: Place, kinds: string[], now: Date, most: number): Promise<EventRow[]> {
  const here = await find(tx, place, kinds, most);
  if (here.length > 0) return here;
  const first = ofKinds(kinds, sql`e.txid::text::bigint AS txid`, within(sql`c."toTxid"::text::xid8`, ended, sql`e.sequence + 0 > c.floor`), sql`ORDER BY e.kind, e.txid`);
  const [row] = await tx.rows<{ fromTxid: string; toTxid: string; sequence: string }>(sql`
    UPDATE "ConsumerCursor" c SET "fromTxid" = "toTxid", "toTxid" = greatest("toTxid", least((${ended})::text::bigint, (SELECT min(f.txid) FROM (${first}) f) + ${WINDOW})), sequence = floor, "updatedAt" = ${now}
    WHERE name = ${place.name} RETURNING "fromTxid", "toTxid", sequence`);
  if (!row) return [];
  Object.assign(place, { fromTxid: BigInt(row.fromTxid), toTxid: BigInt(row.toTxid), sequence: BigInt(row.sequence) });
  return find(tx, place, kinds, most);
}

/** Moves the place past an event, in the transaction of its effect. */
export const advance = (tx: Tx, place: Place, sequence: bigint, now: Date) => tx.rows(sql`
  UPDATE "ConsumerCursor" SET sequence = ${sequence.toString()}::bigint, "updatedAt" = ${now}, failure = NULL, attempts = 0, "retryAt" = NULL
  WHERE name = ${place.name}`);

/** Keeps why it stands still; the wait doubles from a second to five minutes. */
export const noteFailure = (db: Db, name: string, error: unknown, now: Date) => db.rows(sql`
  INSERT INTO "ConsumerCursor" (name, cluster, "updatedAt", failure, attempts, "retryAt")
  VALUES (${name}, ${cluster}, ${now}, ${String(error).slice(0, 2000)}, 1, ${new Date(now.getTime() + 1000)})
  ON CONFLICT (name) DO UPDATE SET failure = EXCLUDED.failure, attempts = "ConsumerCursor".attempts + 1, "updatedAt" = EXCLUDED."updatedAt",
    "retryAt" = ${now}::timestamptz + least(interval '5 minutes', interval '1 second' * power(2, "ConsumerCursor".attempts))`)
  .catch(() => undefined); // the database is away: the next look finds the same event

/** Puts a consumer at the end of the log: whoever wrote it did what follows, too (the demo company). */
export const startAtEnd = (db: Db, name: string, now: Date) => db.rows(sql`
  INSERT INTO "ConsumerCursor" (name, cluster, "fromTxid", "toTxid", sequence, floor, "updatedAt")
  SELECT ${name}, ${cluster}, (${ended})::text::bigint, (${ended})::text::bigint, coalesce(max(sequence), 0), coalesce(max(sequence), 0), ${now} FROM "Event"
  ON CONFLICT (name) DO NOTHING`);
