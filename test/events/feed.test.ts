// The live feed, as partners and the console meet it: over SSE, at two servers on one database.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffViewer } from '../../server/src/access/identify.ts';
import { Feed, feedOf, SUBSCRIPTIONS_MAX } from '../../server/src/events/feed.ts';
import { recordTypes } from '../../server/src/events/recordTypes.ts';
import { announce } from '../../server/src/shared/news.ts';
import { newId } from '../../server/src/shared/perform.ts';
import { globalId, uuidOf } from '../../server/src/shared/input.ts';
import { insert, write } from '../../server/src/shared/write.ts';
import { asAdmin } from '../support/databases.ts';
import { foundFirm, type Firm } from '../support/firm.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { settled } from '../support/settled.ts';
import { listen, type FeedMessage, type Listening } from '../support/sse.ts';

let one: TestServer;
let two: TestServer;
let firm: Firm;
beforeAll(async () => {
  one = await startTestServer();
  two = await startTestServer({ database: one.database });
  firm = await foundFirm(one.db);
});
afterAll(async () => {
  await two.close();
  await one.close();
});

const owner = () => ({ key: firm.key.OWNER });
const customer = '11111111-1111-4111-8111-111111111111';
const happening = (kind: string, subjectId = newId(), subjectType = 'Customer') => insert('Event', {
  id: newId(), kind, subjectType, subjectId, actorKind: 'SYSTEM', actorId: null, actorName: 'Test',
  channel: 'JOB', requestId: 'test', reason: null, companyId: null,
});
/** Events of one transaction at a server; then its news. */
async function happens(server: TestServer, ...kinds: string[]): Promise<void> {
  await server.db.transaction((tx) => write(tx, kinds.map((kind) => happening(kind))));
  announce(server.db);
}
/** How a subscription is refused. */
async function refusalOf(...asked: Parameters<typeof listen>) {
  const feed = await listen(...asked);
  expect(await feed.next()).toBeUndefined();
  return { status: feed.status, ...feed.errors[0]?.extensions };
}
const kinds = (message: FeedMessage | undefined) => message?.changes.map(({ kind }) => kind);
/** Kinds as they come, until one that is awaited. */
async function until(feed: Listening, last: string): Promise<string[]> {
  const seen: string[] = [];
  while (!seen.includes(last)) seen.push(...kinds(await feed.nextChanges()) ?? ['the feed has ended', last]);
  return seen;
}
const silent = (server: TestServer) => expect.poll(() => feedOf(server.db).size, { timeout: 20_000, interval: 10 }).toBe(0);

describe('the live feed', () => {
  it('tells first where it is, then what happens, at whichever server it happened', async () => {
    const feed = await listen(one, owner(), '(types: [CUSTOMER])');
    expect(await feed.next()).toMatchObject({ changes: [], isResync: false, cursor: expect.stringMatching(/^[\w-]+$/) });
    await two.db.transaction((tx) => write(tx, [happening('customerCreated', customer), happening('productCreated', newId(), 'Product')]));
    announce(two.db);
    expect(await feed.nextChanges()).toMatchObject({ isResync: false, changes: [
      { type: 'CUSTOMER', id: globalId('Customer', customer), kind: 'customerCreated', kindLabel: 'Customer created', isNew: true, isOwn: false },
    ] });
    await two.db.transaction((tx) => write(tx, [happening('customerUpdated', customer)]));
    announce(two.db);
    expect((await feed.nextChanges())?.changes).toMatchObject([{ kind: 'customerUpdated', isNew: false }]);
    feed.abort();
    await silent(one);
  });

  it('tells of one record alone, where asked so', async () => {
    const feed = await listen(one, owner(), `(subject: "${globalId('Customer', customer)}")`);
    await feed.next();
    await one.db.transaction((tx) => write(tx, [happening('other'), happening('same', customer)]));
    announce(one.db);
    expect(kinds(await feed.nextChanges())).toEqual(['same']);
    feed.abort();
  });

  it('tells a mutation, and marks one\'s own', async () => {
    const [mine, theirs] = [await listen(two, owner()), await listen(two, { key: firm.key.CONTROLLER })];
    await Promise.all([mine.next(), theirs.next()]);
    const made = await one.graphql('mutation { createTaxCode(input: { code: "LIVE", name: "Live", rate: "0.1" }) { __typename ... on CreateTaxCodePayload { taxCode { id } } ... on Refusal { message } } }', {}, owner());
    const { id } = made.data.createTaxCode.taxCode;
    expect((await mine.nextChanges())?.changes).toMatchObject([{ type: 'TAX_CODE', id, label: 'Live', isNew: true, isOwn: true }]);
    expect((await theirs.nextChanges())?.changes).toMatchObject([{ type: 'TAX_CODE', id, isOwn: false }]);
    mine.abort();
    theirs.abort();
  });

  it('is woken by news of another server: it does not wait for its own next look', async () => {
    const feed = new Feed({ db: one.db, url: one.database.url, now: () => new Date(), pollMs: 3_600_000 });
    const viewer = staffViewer({ id: newId(), name: 'Listener', role: 'OWNER', salesPersonId: null, locale: 'en', timeZone: null });
    const heard = feed.subscribe({ viewer, asker: 'test', mayStay: async () => true });
    await heard.next();
    await happens(two, 'news');
    expect((await heard.next()).value?.changes).toMatchObject([{ kind: 'news', isNew: true }]);
    await feed.close();
    expect(await heard.next()).toEqual({ done: true, value: undefined });
  });

  it('misses nothing of a transaction that ends late, tells nothing before it has ended, and waits for none', async () => {
    const feed = await listen(one, owner());
    const start = (await feed.next())?.cursor;
    const slow = await two.db.pool.connect();
    try {
      await slow.query('BEGIN');
      await slow.query(`INSERT INTO "Event" (id, "companyId", kind, "subjectType", "subjectId", "actorKind", "actorName", channel, "requestId")
        VALUES ($1, $2, 'late', 'Customer', $1, 'SYSTEM', 'Test', 'JOB', 'test')`, [newId(), firm.companyId]);
      await happens(one, 'early', 'early2');
      expect(await until(feed, 'early2')).toEqual(['early', 'early2']);
      const before = await listen(two, owner());
      const behindEarly = (await before.next())?.cursor;
      before.abort();
      await slow.query('COMMIT');
      announce(two.db);
      expect(await until(feed, 'late')).toEqual(['late']);
      await happens(two, 'after');
      expect(await until(feed, 'after')).toEqual(['after']);
      // Who comes back at the other server gets exactly what it has not had.
      const again = await listen(two, owner(), `(after: "${behindEarly}")`);
      expect(await until(again, 'after')).toEqual(['late', 'after']);
      const all = await listen(two, owner(), `(after: "${start}")`);
      expect((await until(all, 'after')).toSorted()).toEqual(['after', 'early', 'early2', 'late']);
      for (const each of [feed, again, all]) each.abort();
    } finally {
      slow.release();
    }
  });

  it('goes on behind any message of a long page, whoever writes meanwhile, with nothing lost and nothing twice', async () => {
    const first = await listen(one, owner());
    let cursor = (await first.next())?.cursor ?? '';
    first.abort();
    const names = Array.from({ length: 2300 }, (_, index) => `many${index}`);
    await Promise.all([0, 1, 2, 3].map(async (part) => {
      const server = part % 2 === 0 ? one : two;
      for (let start = part * 575; start < (part + 1) * 575; start += 115) await happens(server, ...names.slice(start, start + 115));
    }));
    const seen: string[] = [];
    for (let turn = 0; seen.length < names.length; turn += 1) {
      const feed = await listen(turn % 2 === 0 ? one : two, owner(), `(after: "${cursor}")`);
      for (let messages = 0; messages < 3 && seen.length < names.length; messages += 1) {
        const message = await feed.nextChanges();
        seen.push(...kinds(message) ?? []);
        cursor = message?.cursor ?? '';
      }
      feed.abort();
    }
    expect(seen.toSorted()).toEqual(names.toSorted());
    await Promise.all([silent(one), silent(two)]);
  });

  it('tells to read again where the cursor is of another database, ahead of it, or too far behind', async () => {
    const feed = await listen(one, owner());
    const cursor = (await feed.next())?.cursor ?? '';
    feed.abort();
    const [cluster, floor] = Buffer.from(cursor, 'base64url').toString().split(' ');
    const of = (...parts: (string | undefined)[]) => Buffer.from(parts.join(' ')).toString('base64url');
    for (const made of [of('1234567', floor, '5:5:', '', '0'), of(cluster, floor, '90000000000:90000000000:', '', '0')]) {
      const lost = await listen(one, owner(), `(after: "${made}")`);
      expect(await lost.next()).toMatchObject({ isResync: true, changes: [] });
      lost.abort();
    }
    for (const made of ['nonsense', of(cluster, floor, '5:5', '', '0'), of(cluster, floor, "5:5:'", '', '0')]) {
      expect(await refusalOf(one, owner(), `(after: "${made}")`)).toMatchObject({ code: 'BAD_REQUEST' });
    }
  });
});

describe('who may listen', () => {
  it('is nobody without a session or key', async () => {
    expect(await refusalOf(one, undefined)).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
  });

  it('is told of records that may be seen, and of no other', async () => {
    const feed = await listen(one, { key: firm.key.PARTNER });
    await feed.next();
    await one.db.transaction((tx) => write(tx, [happening('supplierCreated', newId(), 'Supplier'), happening('userCreated', newId(), 'User'), happening('unitCreated', newId(), 'Unit')]));
    announce(one.db);
    expect(kinds(await feed.nextChanges())).toEqual(['unitCreated']);
    feed.abort();
  });

  it('may not ask for fields beyond its rights', async () => {
    expect(await refusalOf(one, { key: firm.key.PARTNER }, '', 'changes { actorName }')).toMatchObject({ code: 'FORBIDDEN', permission: 'events.read' });
  });

  it('has five subscriptions at most, and a place again when one leaves', async () => {
    const { token } = await firm.newKey('OWNER');
    const feeds = await Promise.all(Array.from({ length: SUBSCRIPTIONS_MAX }, () => listen(one, { key: token })));
    await Promise.all(feeds.map((feed) => feed.next()));
    expect(await refusalOf(one, { key: token })).toEqual({ status: 429, code: 'RATE_LIMITED', limit: SUBSCRIPTIONS_MAX });
    feeds[0]?.abort();
    await expect.poll(() => feedOf(one.db).size, { timeout: 20_000 }).toBe(SUBSCRIPTIONS_MAX - 1);
    const again = await listen(one, { key: token });
    expect(await again.next()).toMatchObject({ isResync: false });
    for (const each of [...feeds, again]) each.abort();
    await silent(one);
  });

  it('hears nothing more once the key is revoked, by whichever server', async () => {
    const { id, token } = await firm.newKey('SALES');
    const feed = await listen(one, { key: token });
    await feed.next();
    const { data } = await two.graphql('mutation ($id: ID!) { revokeApiKey(input: { apiKeyId: $id }) { __typename ... on Refusal { message } ... on InputInvalid { fields { path message } } } }', { id: globalId('ApiKey', id) }, owner());
    expect(data.revokeApiKey.__typename).toBe('RevokeApiKeyPayload');
    expect(await feed.nextChanges()).toBeUndefined();
  });

  it('hears nothing more after an idle session\'s half hour: listening is no use of it', async () => {
    const feed = await listen(one, { cookie: await firm.cookie('OWNER', {}) });
    await feed.next();
    await feedOf(one.db).check();
    expect(await feed.next()).toMatchObject({ changes: [], isResync: false });
    one.now.set(new Date(Date.now() + 31 * 60_000));
    await feedOf(one.db).check();
    expect(await feed.nextChanges()).toBeUndefined();
    one.now.run();
  });

  it('comes again after an hour', async () => {
    const feed = await listen(one, owner());
    await feed.next();
    one.now.set(new Date(Date.now() + 61 * 60_000));
    await feedOf(one.db).check();
    expect(await feed.nextChanges()).toBeUndefined();
    one.now.run();
  });
});

describe('a feed does not leak', () => {
  it('two hundred clients that go away leave nothing behind', async () => {
    const keys = await Promise.all(Array.from({ length: 40 }, () => firm.newKey('OWNER')));
    const feeds = await Promise.all(Array.from({ length: 200 }, (_, index) => listen(one, { key: keys[index % 40]?.token ?? '' })));
    await Promise.all(feeds.map((feed) => feed.next()));
    expect(feedOf(one.db).size).toBe(200);
    for (const feed of feeds) feed.abort();
    await silent(one);
  });

  it('finds its listener again when that is cut off, and tells to read again', async () => {
    const feed = await listen(one, owner());
    await feed.next();
    await asAdmin(one.database.url, (client) => client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'hesabu news' AND datname = current_database()`));
    let message = await feed.next();
    while (message && !message.isResync) message = await feed.next();
    expect(message).toMatchObject({ isResync: true });
    await happens(two, 'heardAgain');
    expect(await until(feed, 'heardAgain')).toEqual(['heardAgain']);
    feed.abort();
  });

  it('ends for all when its server stops', async () => {
    const three = await startTestServer({ database: one.database });
    const feeds = await Promise.all([listen(three, owner()), listen(three, owner())]);
    await Promise.all(feeds.map((feed) => feed.next()));
    await three.close();
    expect(await Promise.all(feeds.map((feed) => feed.nextChanges()))).toEqual([undefined, undefined]);
    expect(feedOf(three.db).size).toBe(0);
  });
});

describe('in the demo company', () => {
  let demo: TestServer;
  beforeAll(async () => { demo = await startTestServer({ template: 'demo' }); });
  afterAll(() => demo.close());

  it('every type that events speak of can be asked for', async () => {
    const { rows } = await demo.db.pool.query<{ type: string }>('SELECT DISTINCT "subjectType" AS type FROM "Event"');
    expect(rows.map(({ type }) => type).filter((type) => !(recordTypes as readonly string[]).includes(type))).toEqual([]);
  });

  it('a seller hears of the own customers, and what was missed is narrowed alike', async () => {
    const ids = async (role: string): Promise<string[]> => (await demo.graphql('{ customers(first: 100) { nodes { id } } }', {}, { role })).data.customers.nodes.map(({ id }: { id: string }) => id);
    const own = await ids('SALES');
    const others = (await ids('OWNER')).filter((id) => !own.includes(id));
    expect([own.length > 0, others.length > 0]).toEqual([true, true]);
    await ids('CONTROLLER'); // signing in is news too: it has happened before anybody listens
    await settled(demo.db);
    const [seller, auditor] = [await listen(demo, { role: 'SALES' }), await listen(demo, { role: 'CONTROLLER' })];
    const cursor = (await seller.next())?.cursor;
    await auditor.next();
    const touched = [others[0], own[0], others[1], own[1]].map((id) => id ?? '');
    await demo.db.transaction((tx) => write(tx, touched.map((id) => happening('customerUpdated', uuidOf(id)?.uuid))));
    announce(demo.db);
    const idsOf = (message: FeedMessage | undefined) => message?.changes.map(({ id }) => id);
    expect(idsOf(await auditor.nextChanges())).toEqual(touched);
    expect(idsOf(await seller.nextChanges())).toEqual([touched[1], touched[3]]);
    const again = await listen(demo, { role: 'SALES' }, `(after: "${cursor}")`);
    expect(idsOf(await again.nextChanges())).toEqual([touched[1], touched[3]]);
    for (const each of [seller, auditor, again]) each.abort();
  });
});
