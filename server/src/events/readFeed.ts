import sql, { join, type Sql } from 'sql-template-tag';
import type { Db } from '../shared/db.ts';
import { subjectLabel } from './subjectLabel.ts';
import type { Place } from './feedPlace.ts';
import { recordTypes, type RecordType } from './recordTypes.ts';

/** What happened to one record. */
export interface Change {
  sequence: string;
  recordedAt: string;
  kind: string;
  subjectType: RecordType;
  subjectId: string;
  /** What people call it; null where it has no such name. */
  label: string | null;
  actorId: string | null;
  actorName: string;
  /** Nothing happened to the record before. */
  isNew: boolean;
  /** Whether each of the given conditions holds. */
  seenBy: boolean[];
}
/** Changes in their order, and the place behind the last. */
export interface Page {
  changes: Change[];
  before: Place;
  place: Place;
  /** The place lies ahead of the database, as after a failover that lost transactions: what it has read nobody can tell. */
  isLost: boolean;
}

const PAGE = 1000;

// On no prepared statement: its text differs with who is listening.
async function ask<T>(db: Db, statement: Sql): Promise<T[]> {
  const { rows } = await db.pool.query({ text: statement.text, values: statement.values as unknown[] });
  return rows as T[];
}

/** The place behind everything that has been committed. */
export async function presentPlace(db: Db): Promise<Place> {
  const [row] = await ask<Pick<Place, 'cluster' | 'floor' | 'seen'>>(db, sql`
    SELECT (SELECT system_identifier::text FROM pg_control_system()) AS cluster, pg_current_snapshot()::text AS seen,
      (SELECT coalesce(max(sequence), 0)::text FROM "Event" WHERE txid >= pg_snapshot_xmax(pg_current_snapshot())) AS floor`);
  if (!row) throw new Error('PostgreSQL gave no snapshot');
  return { ...row, next: null, sequence: '0' };
}

type Row = { [K in keyof Change]: Change[K] | null } & { until: string; isLost: boolean };

/** One statement: what `until` (else: now) sees of what the place has not read, at most a page. */
async function readPage(db: Db, place: Place, until: string | null, conditions: readonly Sql[]): Promise<Page & { isFull: boolean }> {
  const { seen, next, sequence, floor } = place;
  const rows = await ask<Row>(db, sql`
    WITH place AS MATERIALIZED (SELECT coalesce(${until}::text::pg_snapshot, pg_current_snapshot()) AS until)
    SELECT place.until::text AS until, pg_snapshot_xmax(${seen}::pg_snapshot) > pg_snapshot_xmax(pg_current_snapshot()) AS "isLost", e.*
    FROM place LEFT JOIN LATERAL (
      SELECT e.sequence::text AS sequence, e.kind, e."subjectType", e."subjectId", ${subjectLabel('e')} AS label, e."actorId", e."actorName",
        to_char(e."recordedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "recordedAt", e.sequence AS place,
        NOT EXISTS (SELECT FROM "Event" b WHERE b."subjectId" = e."subjectId" AND b.sequence < e.sequence AND b."subjectType" = e."subjectType") AS "isNew",
        ARRAY[${join(conditions.length > 0 ? conditions.map((each) => sql`(${each})`) : [sql`TRUE`])}] AS "seenBy"
      FROM "Event" e
      WHERE (e.txid >= pg_snapshot_xmax(${seen}::pg_snapshot) OR e.txid = ANY(ARRAY(SELECT pg_snapshot_xip(${seen}::pg_snapshot))))
        AND pg_visible_in_snapshot(e.txid, place.until) AND e.sequence > ${floor}::bigint AND e.sequence > ${next ? sequence : '0'}::bigint
        AND e."subjectType" = ANY(${[...recordTypes]}::text[])
      ORDER BY e.sequence LIMIT ${PAGE}) e ON TRUE
    ORDER BY e.place`);
  const [first] = rows;
  if (!first) throw new Error('PostgreSQL gave no snapshot');
  // A row without a sequence only tells the snapshot: a left join that found nothing.
  const changes = rows.filter(({ sequence: found }) => found !== null) as unknown as Change[];
  const last = changes.at(-1)?.sequence ?? '0';
  const isFull = changes.length === PAGE;
  const behind: Place = isFull ? { ...place, next: first.until, sequence: last } : { ...place, seen: first.until, next: null, sequence: '0' };
  return { changes, before: { ...place, next: first.until }, place: behind, isFull, isLost: first.isLost };
}

/** What was committed after a place, up to a snapshot (else: now), page by page; nothing twice, nothing left out. */
export async function* readFeed(db: Db, start: Place, conditions: readonly Sql[], until: string | null = null): AsyncGenerator<Page> {
  let place = start;
  for (let isDone = false; !isDone;) {
    const wasWithin = place.next !== null;
    const page = await readPage(db, place, place.next ?? until, conditions);
    place = page.place;
    isDone = !page.isFull && !wasWithin;
    yield page;
  }
}
