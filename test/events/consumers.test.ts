// What follows from events: exactly once, in order, whatever ends late, fails or runs twice at the same time.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTaxCode } from '../../server/src/accounting/createTaxCode.ts';
import { systemContext } from '../../server/src/context.ts';
import { consume, runConsumers, runOnce, task } from '../../server/src/events/consumers.ts';
import { startAtEnd } from '../../server/src/events/cursor.ts';
import { followEvents } from '../../server/src/events/followEvents.ts';
import { openDb, type Db } from '../../server/src/shared/db.ts';
import { newId } from '../../server/src/shared/perform.ts';
import { insert, write } from '../../server/src/shared/write.ts';
import { createDatabase, type TestDatabase } from '../support/databases.ts';
import { foundFirm } from '../support/firm.ts';
import { settled } from '../support/settled.ts';
import { sql } from '../support/trade.ts';

let database: TestDatabase;
let db: Db;
let other: Db;
let companyId: string;
const start = new Date('2026-03-01T12:00:00Z');
const at = (instant: Date) => () => instant;

const happening = (kind: string, name: string, subjectId = companyId) => insert('Event', {
  id: newId(), companyId, kind, subjectType: 'Company', subjectId, actorKind: 'SYSTEM', actorId: null, actorName: 'Test',
  channel: 'JOB', requestId: 'test', reason: null, data: { name },
});
const happens = (kind: string, ...names: string[]) => db.transaction((tx) => write(tx, names.map((name) => happening(kind, name))));
const codes = async (prefix: string) => (await db.prisma.taxCode.findMany({ where: { code: { startsWith: prefix } }, orderBy: { id: 'asc' } })).map(({ code }) => code);
const cursor = (name: string) => db.prisma.consumerCursor.findUniqueOrThrow({ where: { name } });
/** A consumer that makes a tax code of each event, in the order in which it saw them. */
const follow = (kind: string) => consume(kind, kind, ({ data }) => [task(createTaxCode, { code: (data as { name: string }).name, name: kind, rate: 0n as never })]);

beforeAll(async () => {
  database = await createDatabase('empty');
  db = await openDb({ url: database.url });
  other = await openDb({ url: database.url });
  ({ companyId } = await foundFirm(db));
});
afterAll(async () => {
  await db.close();
  await other.close();
  await database.drop();
});

describe('a consumer', () => {
  it('gives each event one effect, though two servers run at once and again', async () => {
    follow('raced');
    await happens('raced', ...Array.from({ length: 30 }, (_, index) => `R${String(index).padStart(2, '0')}`));
    await settled(db);
    await Promise.all([runConsumers(db, at(start)), runConsumers(other, at(start)), runConsumers(db, at(start))]);
    await runConsumers(other, at(start));
    expect(await codes('R')).toEqual(Array.from({ length: 30 }, (_, index) => `R${String(index).padStart(2, '0')}`));
    expect(await runConsumers(db, at(start))).toBe(0);
  });

  it('misses no event of a transaction that ends late, and reads none before it has ended', async () => {
    follow('late');
    const slow = await other.pool.connect();
    try {
      await slow.query('BEGIN');
      await slow.query('SELECT pg_current_xact_id()');
      await happens('late', 'L1');
      await slow.query(`INSERT INTO "Event" (id, "companyId", kind, "subjectType", "subjectId", "actorKind", "actorName", channel, "requestId", data)
        VALUES ($1, $2, 'late', 'Company', $2, 'SYSTEM', 'Test', 'JOB', 'test', '{"name":"L2"}')`, [newId(), companyId]);
      await happens('late', 'L3');
      expect(await runConsumers(db, at(start))).toBe(0);
      await slow.query('COMMIT');
    } finally {
      slow.release();
    }
    await happens('late', 'L4');
    await settled(db);
    await runConsumers(db, at(start));
    expect(await codes('L')).toEqual(['L1', 'L2', 'L3', 'L4']);
  });

  it('that is new to a long log reads it by windows, each after the one before, and one put at the end reads nothing of it', async () => {
    const names = Array.from({ length: 1_100 }, (_, index) => `N${String(index).padStart(4, '0')}`);
    for (const name of names) await happens('counted', name);
    await settled(db);
    const seen: string[] = [];
    const widths = new Set<boolean>();
    await startAtEnd(db, 'ended', start);
    consume('counted', 'ended', () => { throw new Error('read again'); });
    consume('counted', 'counted', async ({ data }, _ctx, tx) => {
      seen.push((data as { name: string }).name);
      const [place] = await tx.rows<{ wide: boolean }>(sql`SELECT "toTxid" - (SELECT min(txid::text::bigint) FROM "Event" WHERE kind = 'counted' AND txid >= "fromTxid"::text::xid8) > 500 AS wide FROM "ConsumerCursor" WHERE name = 'counted'`);
      widths.add(place?.wide ?? true);
      return [];
    });
    expect(await runConsumers(db, at(start))).toBeLessThan(names.length / 10); // what has no effect is passed many at a time
    expect(seen).toEqual(names);
    expect([...widths]).toEqual([false]);
    expect(await cursor('ended')).toMatchObject({ failure: null });
    expect((await cursor('ended')).fromTxid).toBeGreaterThan(0n);
  });

  it('is asked of those events alone whose subjects may concern it, told by one statement for many', async () => {
    const subjects = Array.from({ length: 250 }, () => newId());
    const chosen = subjects.filter((_, index) => index % 60 === 7);
    const [asked, seen]: [string[][], string[]] = [[], []];
    consume('concerns', 'concerned', ({ subjectId }) => { seen.push(subjectId); return [task(createTaxCode, { code: `C${subjects.indexOf(subjectId)}`, name: 'concerned', rate: 0n as never })]; },
      (ids) => { asked.push(ids); return Promise.resolve(ids.filter((id) => chosen.includes(id))); });
    await db.transaction((tx) => write(tx, subjects.map((subjectId) => happening('concerns', '', subjectId))));
    await settled(db);
    await runConsumers(db, at(start));
    expect(seen).toEqual(chosen);
    expect(await codes('C')).toEqual(chosen.map((subjectId) => `C${subjects.indexOf(subjectId)}`));
    expect(new Set(asked.flat()).size).toBe(subjects.length);
    expect(asked.length).toBeLessThan(12);
  });

  it('a look follows what happened before it alone, and the next goes on from there', async () => {
    const seen: string[] = [];
    consume('since', 'since', ({ data }) => { seen.push((data as { name: string }).name); return []; });
    await settled(db);
    const before = await runOnce(db, at(start)); // everybody
    expect(await runOnce(db, at(start), before)).toBeDefined();
    await happens('since', 'S1');
    await settled(db);
    const after = await runOnce(db, at(start), before);
    expect(seen).toEqual(['S1']);
    // What another server was to follow and did not is found by a look at everybody.
    await db.pool.query(`UPDATE "ConsumerCursor" SET sequence = sequence - 1 WHERE name = 'since'`);
    await runOnce(db, at(start), after);
    expect(seen).toEqual(['S1']);
    await runOnce(db, at(start));
    expect(seen).toEqual(['S1', 'S1']);
  });

  it('notes beside the record what an action refused, and goes on', async () => {
    follow('refused');
    await happens('refused', 'F1', 'F1', 'F2');
    await settled(db);
    await runConsumers(db, at(start));
    expect(await codes('F')).toEqual(['F1', 'F2']);
    const noted = await db.prisma.event.findMany({ where: { kind: 'effectRefused' } });
    expect(noted).toMatchObject([{ subjectId: companyId, data: { consumer: 'refused', code: 'INPUT_INVALID' } }]);
  });

  it('stands still at a fault, says why, and tries again after a wait that doubles', async () => {
    let isBroken = true;
    consume('broken', 'broken', ({ data }) => {
      if (isBroken) throw new Error('out of order');
      return [task(createTaxCode, { code: (data as { name: string }).name, name: 'broken', rate: 0n as never })];
    });
    await happens('broken', 'B1', 'B2');
    await settled(db);
    await runConsumers(db, at(start));
    expect(await cursor('broken')).toMatchObject({ failure: 'Error: out of order', attempts: 1, retryAt: new Date(start.getTime() + 1000) });
    isBroken = false;
    await settled(db);
    await runConsumers(db, at(new Date(start.getTime() + 999)));
    expect(await codes('B')).toEqual([]);
    isBroken = true;
    await settled(db);
    await runConsumers(db, at(new Date(start.getTime() + 1000)));
    expect(await cursor('broken')).toMatchObject({ attempts: 2, retryAt: new Date(start.getTime() + 3000) });
    isBroken = false;
    await settled(db);
    await runConsumers(db, at(new Date(start.getTime() + 3000)));
    expect(await codes('B')).toEqual(['B1', 'B2']);
    expect(await cursor('broken')).toMatchObject({ failure: null, attempts: 0, retryAt: null });
  });

  it('goes on where it stood in a copy on another PostgreSQL, whose transactions are numbered anew', async () => {
    follow('moved');
    await happens('moved', 'M1', 'M2');
    await settled(db);
    await runConsumers(db, at(start));
    await happens('moved', 'M3');
    // As a restored copy is: the place is of another cluster, and its numbers are far ahead.
    await db.pool.query(`UPDATE "ConsumerCursor" SET cluster = 'elsewhere', "fromTxid" = 900000000, "toTxid" = 900000009 WHERE name = 'moved'`);
    await settled(db);
    await runConsumers(db, at(start));
    await happens('moved', 'M4');
    await settled(db);
    await runConsumers(db, at(start));
    expect(await codes('M')).toEqual(['M1', 'M2', 'M3', 'M4']);
  });
});

it('the follower is woken by news of another process', async () => {
  let woken: (name: unknown) => void = () => undefined;
  const seen = new Promise((resolve) => { woken = resolve; });
  consume('taxCodeCreated', 'news', ({ data }) => {
    if ((data as { code: string }).code === 'NEWS') woken(data);
    return [];
  });
  const stop = await followEvents({ db, url: database.url, now: () => new Date() });
  const { perform } = await import('../../server/src/shared/perform.ts');
  await perform(createTaxCode, { code: 'NEWS', name: 'x', rate: 0n as never }, await systemContext(other, start, 'JOB'));
  expect(await seen).toMatchObject({ code: 'NEWS' });
  await stop();
});
