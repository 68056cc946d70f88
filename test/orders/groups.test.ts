// Requests that arrive together share a commit; nobody can tell from the answers.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { placeHold } from '../../server/src/customers/holds.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { createOrder } from '../../server/src/orders/createOrder.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { reserveStock } from '../../server/src/orders/reserveStock.ts';
import { updateOrder } from '../../server/src/orders/updateOrder.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { openDb, type Db } from '../../server/src/shared/db.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { performIn, readInput } from '../../server/src/shared/perform.ts';
import { verify } from '../../server/src/verify.ts';
import { burst, statementsOf, type Request } from '../support/burst.ts';
import { asAdmin } from '../support/databases.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

const line = (productId: string, quantity = '1') => ({ productId, quantity, unitPrice: '10' });
const placing = (customerId: string, lines: object[], more: Record<string, unknown> = {}, key?: string): Request =>
  ({ action: placeOrder, input: { ...more, order: { customerId, lines } }, key, ctx: { pinsClock: false } });
const kindOf = (reply: object): string => ('refused' in reply ? String(reply.refused) : 'fault' in reply ? String(reply.fault) : 'done');
const count = (replies: object[]) => Object.fromEntries([...Map.groupBy(replies, kindOf)].map(([kind, of]) => [kind, of.length]));
const level = (productId: string) => firm.one(sql`SELECT reserved::float, backordered::float FROM "StockLevel" WHERE "productId" = ${uuid(productId)}`);

describe('statements', () => {
  test('a placement, a payment and a shipment each load by one and write by one', async () => {
    const [customer, product] = [await firm.customer(), await firm.product('4', '100')];
    const stored = await firm.order(customer, [line(product), line(product)]);
    await firm.ship(await firm.order(customer, [line(product)])); // the year's counters are made
    await firm.act(recordPayment, { customerId: customer, amount: '1', method: 'BANK' });
    const seen = statementsOf(firm.db);
    const requests: Request[] = [
      placing(customer, [line(product), line(product), line(product)], {}, 'counted'),
      { action: shipOrder, input: { orderId: stored }, ctx: { pinsClock: false } },
      { action: recordPayment, input: { customerId: customer, amount: '10', method: 'BANK', oldestFirst: true }, ctx: { pinsClock: false } },
    ];
    for (const request of requests) {
      await firm.context();
      const contexts = seen.length;
      expect(await burst(firm, [request])).toEqual([expect.objectContaining({ replayed: false })]);
      expect(seen.slice(contexts).filter((each) => !each.startsWith('SELECT'))).toEqual(['BEGIN; SET', expect.stringMatching(/^WITH/), expect.stringMatching(/^WITH/), 'COMMIT']);
    }
  });

  test('sixty-four placements of a hot product that arrive at once take three commits', async () => {
    const customers = await Promise.all(Array.from({ length: 8 }, () => firm.customer()));
    const product = await firm.product('4', '100');
    const seen = statementsOf(firm.db);
    const replies = await burst(firm, Array.from({ length: 64 }, (_, n) => placing(customers[n % 8] ?? '', [line(product), line(product)])));
    expect(count(replies)).toEqual({ done: 50, STOCK_SHORT: 14 });
    expect(seen.filter((each) => each === 'COMMIT').length).toBe(3); // 1 + 32 + 31
    expect(await level(product)).toEqual({ reserved: 100, backordered: 0 });
  });
});

describe('in a group', () => {
  test('one request\'s refusal touches no other, and takes no number', async () => {
    const [customer, stopped] = [await firm.customer(), await firm.customer()];
    await firm.act(placeHold, { customerId: stopped, scope: 'ORDER', reason: 'Unpaid' });
    const product = await firm.product('4', '5');
    const replies = await burst(firm, [
      placing(customer, [line(product)]), placing(customer, [line(product)]), placing(stopped, [line(product)]), placing(customer, []),
      placing(customer, [line(product, '4')]), placing(globalId('Customer', '01890000-0000-7000-8000-000000000000'), [line(product)]),
      placing(customer, [line(product, '3')]), placing(customer, [line(product)], { acceptBackorder: true }),
    ]);
    expect(replies.map(kindOf)).toEqual(
      ['done', 'done', 'CUSTOMER_ON_HOLD', 'ORDER_EMPTY', 'STOCK_SHORT', 'NOT_FOUND', 'done', 'done']);
    expect(await level(product)).toEqual({ reserved: 5, backordered: 1 });
    expect(await firm.one(sql`SELECT max(right(number, 5)::int) - count(*)::int AS gaps FROM "Order" WHERE number IS NOT NULL`)).toEqual({ gaps: 0 });
  });

  test('equal keys have one effect; another body under the key is refused, a refused one leaves the key free', async () => {
    const customer = await firm.customer();
    const product = await firm.product('4', '3');
    const replies = await burst(firm, [
      placing(customer, [line(product)], {}, 'g-first'),
      placing(customer, [line(product)], {}, 'g-once'), placing(customer, [line(product)], {}, 'g-once'), placing(customer, [line(product, '2')], {}, 'g-once'),
      placing(customer, [line(product, '9')], {}, 'g-free'), placing(customer, [line(product)], {}, 'g-free'),
      placing(customer, [line(product)], {}, 'g-first'),
    ]);
    expect(replies.map((reply) => ('refused' in reply ? reply.refused : 'fault' in reply ? reply.fault : reply.replayed))).toEqual(
      [false, false, true, 'IDEMPOTENCY_MISMATCH', 'STOCK_SHORT', false, true]);
    expect(replies[2]).toEqual({ ...replies[1], replayed: true });
    expect(replies[6]).toEqual({ ...replies[0], replayed: true });
    expect(await level(product)).toEqual({ reserved: 3, backordered: 0 });
  });

  test('a write that the database refuses fails alone, whoever came with it', async () => {
    await asAdmin(firm.database.url, (client) => client.query(`
      CREATE FUNCTION refuse_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.note = 'poison' THEN RAISE EXCEPTION 'poisoned'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER refuse_note BEFORE INSERT ON "Order" FOR EACH ROW EXECUTE FUNCTION refuse_note()`));
    const customer = await firm.customer();
    const product = await firm.product('4', '100');
    const replies = await burst(firm, Array.from({ length: 20 }, (_, n) =>
      ({ ...placing(customer, [], {}, `poison-${n}`), input: { order: { customerId: customer, lines: [line(product)], note: n === 7 ? 'poison' : 'fine' } } })));
    expect(replies.map(kindOf)).toEqual(
      Array.from({ length: 20 }, (_, n) => (n === 7 ? expect.stringContaining('poisoned') : 'done')));
    expect(await level(product)).toEqual({ reserved: 19, backordered: 0 });
    expect(await firm.one(sql`SELECT count(*)::int AS kept FROM "IdempotencyKey" WHERE key LIKE 'poison-%'`)).toEqual({ kept: 19 });
  });

  test('nobody without the right is among them', async () => {
    const [customer, product] = [await firm.customer(), await firm.product('4', '9')];
    const { viewer } = await firm.context();
    const warehouse = { ...viewer, permissions: new Set(['shipments.post']) };
    const replies = await burst(firm, Array.from({ length: 4 }, (_, n) => ({ ...placing(customer, [line(product)]), ctx: { pinsClock: false, ...(n === 2 ? { viewer: warehouse } : {}) } })));
    expect(replies.map(kindOf)).toEqual(['done', 'done', expect.stringContaining('orders.write'), 'done']);
  });

  test('members were recorded at one instant and are told apart by their sequence, in the order of arrival', async () => {
    const customer = await firm.customer();
    const product = await firm.product('4', '100');
    const replies = await burst(firm, Array.from({ length: 9 }, () => placing(customer, [line(product)])));
    const ids = replies.flatMap((reply) => ('result' in reply ? String(reply.result.order) : []));
    const events = await firm.db.rows<{ subjectId: string; number: string; instants: number }>(sql`SELECT "subjectId", o.number,
      (SELECT count(DISTINCT e2."recordedAt")::int FROM "Event" e2 JOIN "Order" o2 ON o2.id = e2."subjectId" WHERE o2."customerId" = ${uuid(customer)}) AS instants
      FROM "Event" e JOIN "Order" o ON o.id = e."subjectId" WHERE o."customerId" = ${uuid(customer)} ORDER BY e.sequence`);
    expect(events.map(({ subjectId }) => subjectId)).toEqual(ids);
    expect(events.map(({ number }) => number)).toEqual(events.map(({ number }) => number).toSorted());
    expect(events[0]?.instants).toBe(2); // the first alone, eight together
  });
});

/** Waits until a statement stands before a lock that somebody else holds. */
const blocked = () => expect.poll(() => asAdmin(firm.database.url, async (client) => (await client.query(
  "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")).rowCount), { timeout: 5000, interval: 10 }).toBeGreaterThan(0);

test('who has waited too long for a turn is told so, and nothing is done for them', async () => {
  const [customer, product] = [await firm.customer(), await firm.product('4', '9')];
  const clock = vi.spyOn(performance, 'now');
  let waiting: Promise<object[]> | undefined;
  await firm.db.transaction(async (tx) => {
    await tx.rows(sql`SELECT FROM "CreditAccount" WHERE "customerId" = ${uuid(customer)} FOR UPDATE`);
    waiting = burst(firm, Array.from({ length: 3 }, () => placing(customer, [line(product)])));
    await blocked();
    const later = performance.now() + 20_000;
    clock.mockImplementation(() => later);
  });
  const late = expect.stringContaining('waited too long');
  expect((await waiting)?.map(kindOf)).toEqual(['done', late, late]);
  clock.mockRestore();
  expect(await level(product)).toEqual({ reserved: 1, backordered: 0 });
});

describe('what was waited for is read again', () => {
  beforeAll(async () => { await firm.order(await firm.customer(), [line(await firm.product('4', '1'))]); }); // the year's counter is made

  test('a hold that is being placed stops the order that waits behind it', async () => {
    const [customer, product] = [await firm.customer(), await firm.product('4', '100')];
    const ctx = await firm.context();
    let waiting: Promise<object[]> | undefined;
    await firm.db.transaction(async (tx) => {
      await performIn(tx, placeHold, readInput(placeHold, { customerId: customer, scope: 'ORDER', reason: 'Unpaid' }, ctx), ctx);
      waiting = burst(firm, [placing(customer, [line(product)])]);
      await blocked();
    });
    expect(await waiting).toEqual([{ refused: 'CUSTOMER_ON_HOLD' }]);
  });

  test('a draft is placed as it was saved last', async () => {
    const [customer, product] = [await firm.customer(), await firm.product('4', '100')];
    const id = globalId('Order', (await firm.act(createOrder, { customerId: customer, lines: [line(product)] })).order ?? '');
    const ctx = await firm.context();
    let waiting: Promise<object[]> | undefined;
    await firm.db.transaction(async (tx) => {
      await performIn(tx, updateOrder, readInput(updateOrder, { orderId: id, version: 1, lines: [line(product, '3'), line(product, '4')] }, ctx), ctx);
      waiting = burst(firm, [{ action: placeOrder, input: { orderId: id } }]);
      await blocked();
    });
    expect(await waiting).toEqual([expect.objectContaining({ replayed: false })]);
    expect(await level(product)).toEqual({ reserved: 7, backordered: 0 });
  });
});

describe('two servers', () => {
  let other: Db;
  beforeAll(async () => { other = await openDb({ url: firm.database.url, role: 'hesabu_app', poolMax: 10 }); });
  afterAll(() => other.close());
  const deadlocks = async () => {
    await firm.db.rows(sql`SELECT pg_stat_force_next_flush()`);
    return firm.one(sql`SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`);
  };

  test('place, reserve, ship and are paid at once over the same customers and goods, and never lock each other out', async () => {
    const customers = await Promise.all(Array.from({ length: 3 }, () => firm.customer()));
    const products = await Promise.all(Array.from({ length: 4 }, () => firm.product('4', '400')));
    const stored: string[] = [];
    for (let n = 0; n < 24; n += 1) {
      stored.push(await firm.order(customers[n % 3] ?? '', [line(products[n % 4] ?? ''), line(products[(n + 1) % 4] ?? '')], n % 2 ? { note: 'kept' } : {}));
    }
    const later = await Promise.all(Array.from({ length: 8 }, async (_, n) => globalId('Order', (await firm.act(placeOrder, {
      reserveLater: true, order: { customerId: customers[n % 3], lines: [line(products[n % 4] ?? '', '2')] } })).order ?? '')));
    for (const customer of customers) await firm.invoice(customer, [line(products[0] ?? '')]);
    const before = await deadlocks();
    const requests: Request[] = [
      ...Array.from({ length: 60 }, (_, n) => placing(customers[n % 3] ?? '', [line(products[(n * 7) % 4] ?? ''), line(products[(n * 3 + 1) % 4] ?? ''), line(products[n % 4] ?? '')])),
      ...stored.map((orderId): Request => ({ action: shipOrder, input: { orderId } })),
      ...later.map((orderId): Request => ({ action: reserveStock, input: { orderId } })),
      ...Array.from({ length: 12 }, (_, n): Request => ({ action: recordPayment, input: { customerId: customers[n % 3], amount: '2', method: 'BANK', oldestFirst: true } })),
    ].map((request, n) => ({ ...request, ctx: { pinsClock: false, ...(n % 2 ? { db: other } : {}) } }));
    expect(count(await burst(firm, requests))).toEqual({ done: requests.length });
    expect(await deadlocks()).toEqual(before);
  });

  test('one key at both has one effect', async () => {
    const [customer, product] = [await firm.customer(), await firm.product('4', '100')];
    const replies = await burst(firm, Array.from({ length: 20 }, (_, n) =>
      ({ ...placing(customer, [line(product)], {}, 'both'), ctx: n % 2 ? { db: other, pinsClock: false } : { pinsClock: false } })));
    expect(replies.filter((reply) => 'result' in reply && !reply.replayed).length).toBe(1);
    expect(Object.keys(count(replies)).filter((kind) => kind !== 'done' && kind !== 'IDEMPOTENCY_IN_FLIGHT')).toEqual([]);
    expect(await level(product)).toEqual({ reserved: 1, backordered: 0 });
  });

  test('whose connections are cut lose nothing that they have answered, and do nothing twice', async () => {
    const [customer, product] = [await firm.customer(), await firm.product('4', '1000')];
    const insist = async (n: number) => {
      for (;;) {
        const [reply] = await burst(firm, [{ ...placing(customer, [line(product)], {}, `cut-${n}`), ctx: { db: n % 2 ? other : firm.db, pinsClock: false } }])
          .catch(() => []); // cut off before it was sent: its context could not be read
        if (reply && 'result' in reply) return reply.result.order;
      }
    };
    const cutting = (async () => {
      for (let cut = 0; cut < 12; cut += 1) {
        await asAdmin(firm.database.url, (client) => client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'`));
      }
    })();
    const told = await Promise.all(Array.from({ length: 60 }, (_, n) => insist(n)));
    await cutting;
    const kept = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "Order" WHERE "customerId" = ${uuid(customer)}`);
    expect(kept.map(({ id }) => id).toSorted()).toEqual(told.map(String).toSorted());
    expect(await level(product)).toEqual({ reserved: 60, backordered: 0 });
  });
});
