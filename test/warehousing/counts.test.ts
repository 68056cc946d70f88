// Counts: what is expected is frozen, what moves meanwhile is taken into account, differences are posted with reason and value.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProduct } from '../../server/src/catalogue/createProduct.ts';
import type { CountEntryRow, CountLineRow } from '../../server/src/generated/rows.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { minor } from '../../server/src/shared/money.ts';
import { units, type Rate, type UnitPrice } from '../../server/src/shared/quantity.ts';
import { verify } from '../../server/src/verify.ts';
import { isAccurate, settled, unitCostOf } from '../../server/src/warehousing/countRules.ts';
import { enterCounts, openCountSheet } from '../../server/src/warehousing/enterCounts.ts';
import { moveBinContents } from '../../server/src/warehousing/moveBinContents.ts';
import { postCount } from '../../server/src/warehousing/postCount.ts';
import { reverseCount } from '../../server/src/warehousing/reverseCount.ts';
import { acceptCount, cancelCount, closeCount, finishCounting, recountLines } from '../../server/src/warehousing/reviewCount.ts';
import { createBins } from '../../server/src/warehousing/saveBin.ts';
import { startCount } from '../../server/src/warehousing/startCount.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

describe('a line', () => {
  const line = (expected: number, round = 1) => ({ expected: units(expected), round, unitCost: 250_000_000n as UnitPrice });
  const entry = (sheetId: string, quantity: number, book: number, round = 1) => ({ id: sheetId, sheetId, quantity: units(quantity), book: units(book), round }) as CountEntryRow;
  test.each([
    ['nobody has counted is open', line(10), [], 'OPEN', null, null],
    ['counted right', line(10), [entry('a', 10, 10)], 'COUNTED', 10, 0],
    ['counted short', line(10), [entry('a', 7, 10)], 'COUNTED', 7, -750],
    ['counted after three were shipped is right', line(10), [entry('a', 7, 7)], 'COUNTED', 10, 0],
    ['counted after five came and one of them is missing', line(10), [entry('a', 14, 15)], 'COUNTED', 9, -250],
    ['two counted at different times agree', line(10), [entry('a', 10, 10), entry('b', 8, 8)], 'COUNTED', 10, 0],
    ['two counted otherwise disagree', line(10), [entry('a', 10, 10), entry('b', 9, 10)], 'DISAGREED', null, null],
    ['counted again by the same person: the newest stands', line(10), [entry('a', 3, 10), entry('a', 9, 10)], 'COUNTED', 9, -250],
    ['to be counted again forgets the rounds before', line(10, 2), [entry('a', 3, 10), entry('b', 10, 10, 2)], 'COUNTED', 10, 0],
  ])('%s', (_name, of, entries, state, counted, worth) => {
    expect(settled(of, entries, 'USD')).toMatchObject({ state, counted: counted === null ? null : units(counted), differenceMinor: worth === null ? null : minor(worth) });
  });
  test.each([[0, 0, 0, true], [1, 100, 0, false], [1, 100, 1, true], [-2, 100, 1, false], [-2, 100, 0.02, true], [3, 100, 0.02, false], [1, 0, 0.5, false]])(
    'off by %d of %d within %d: %s', (difference, expected, tolerance, right) => {
      const isRate = tolerance > 0 && tolerance < 1;
      expect(isAccurate({ difference: units(0) + BigInt(difference) * 1_000_000n as never, expected: units(expected) },
        { quantity: isRate ? units(0) : units(tolerance), rate: (isRate ? BigInt(tolerance * 1e6) : 0n) as Rate })).toBe(right);
    });
  test('has the cost of a unit to eight places', () => {
    expect(unitCostOf({ onHand: units(3), valueMinor: minor(1000) }, 'USD')).toBe(333_333_333n);
    expect(unitCostOf({ onHand: units(0), valueMinor: minor(0) }, 'USD')).toBeNull();
  });
});

describe('a session', () => {
  let firm: Trade;
  let main: string;
  let bins: string[];
  beforeAll(async () => {
    firm = await startTrade();
    main = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
    const made = await firm.act(createBins, { warehouseId: main, bins: [{ code: 'A', zone: 'FRONT', sequence: 1 }, { code: 'B', zone: 'BACK', sequence: 2 }] }) as unknown as { bins: string[] };
    bins = made.bins.map((id) => globalId('Bin', id));
  });
  afterAll(async () => {
    expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
    await firm.close();
  });

  interface Session { stockCountId: string; sheetId: string }
  const start = async (productIds: string[], more: Record<string, unknown> = {}): Promise<Session> => {
    const stockCountId = globalId('StockCount', (await firm.act(startCount, { warehouseId: main, kind: 'CYCLE', productIds, ...more })).stockCount ?? '');
    return { stockCountId, sheetId: globalId('CountSheet', (await firm.act(openCountSheet, { stockCountId })).sheet ?? '') };
  };
  const linesOf = (session: Session) => firm.db.rows<CountLineRow & { text: string }>(sql`SELECT l.id, l.state::text, coalesce(b.code, 'floor') || ' ' || trim_scale(l.expected) || coalesce(' ' || trim_scale(l.difference), '')
    || coalesce(' ' || l."differenceMinor", '') AS text FROM "CountLine" l LEFT JOIN "Bin" b ON b.id = l."binId" WHERE l."stockCountId" = ${uuid(session.stockCountId)} ORDER BY l.no`);
  const texts = async (session: Session) => (await linesOf(session)).map(({ text }) => text);
  const enter = async (session: Session, ...quantities: string[]) => {
    const lines = await linesOf(session);
    await firm.act(enterCounts, { sheetId: session.sheetId, entries: quantities.map((quantity, index) => ({ countLineId: globalId('CountLine', lines[index]?.id ?? ''), quantity })) });
  };
  const finish = ({ stockCountId }: Session) => firm.act(finishCounting, { stockCountId });
  const post = async (session: Session, more: Record<string, unknown> = {}) => {
    await finish(session);
    await firm.act(postCount, { stockCountId: session.stockCountId, reason: 'Counted', ...more });
  };
  const levelOf = async (productId: string) => (await firm.one<{ figures: string }>(sql`SELECT trim_scale("onHand") || ' ' || trim_scale(reserved) || ' ' || trim_scale(binned) || ' ' || "valueMinor" AS figures
    FROM "StockLevel" WHERE "productId" = ${uuid(productId)} AND "warehouseId" = ${uuid(main)}`)).figures;
  const posted = async ({ stockCountId }: Session) => (await firm.db.rows<{ line: string }>(sql`SELECT e.kind || ' ' || a.code || ' ' || l."companyMinor" AS line FROM "JournalEntry" e
    JOIN "JournalLine" l ON l."entryId" = e.id JOIN "Account" a ON a.id = l."accountId" WHERE e."sourceId" = ${uuid(stockCountId)} ORDER BY e.sequence, l.no`)).map(({ line }) => line);
  const statusOf = async ({ stockCountId }: Session) => (await firm.one<{ status: string }>(sql`SELECT status::text FROM "StockCount" WHERE id = ${uuid(stockCountId)}`)).status;
  const put = (productId: string, bin: number, quantity: string) => firm.act(moveBinContents, { warehouseId: main, lines: [{ productId, quantity, toBinId: bins[bin] }] });

  test('freezes what is expected by bin, and posts what is missing and found with its value', async () => {
    const [tea, cup] = [await firm.product('2.50', '10'), await firm.product('1', '5')];
    await put(tea, 0, '6');
    const session = await start([tea, cup]);
    expect(await texts(session)).toEqual(['A 6', 'floor 4', 'floor 5']);
    await enter(session, '5', '4', '7');
    expect(await texts(session)).toEqual(['A 6 -1 -250', 'floor 4 0 0', 'floor 5 2 200']);
    expect(await firm.refusal(postCount, { stockCountId: session.stockCountId, reason: 'Too early' })).toBe('COUNT_STATE');
    await post(session);
    expect([await levelOf(tea), await levelOf(cup), await statusOf(session)]).toEqual(['9 0 5 2250', '7 0 0 700', 'POSTED']);
    expect((await posted(session)).toSorted()).toEqual(['COUNT 1300 -250', 'COUNT 1300 200', 'COUNT 5200 -200', 'COUNT 5200 250']);
    await firm.act(reverseCount, { stockCountId: session.stockCountId, reason: 'Wrong shelf' });
    expect([await levelOf(tea), await levelOf(cup), await statusOf(session)]).toEqual(['10 0 6 2500', '5 0 0 500', 'REVERSED']);
    expect(await firm.refusal(reverseCount, { stockCountId: session.stockCountId, reason: 'Twice' })).toBe('COUNT_STATE');
  });

  test('comes out right while goods are shipped, received and moved between its start, the counting and the posting', async () => {
    const product = await firm.product('1', '20');
    await put(product, 0, '10');
    const session = await start([product]);
    const customer = await firm.customer();
    await firm.ship(await firm.order(customer, [{ productId: product, quantity: '3', unitPrice: '2' }])); // before it is counted: A has 7
    await enter(session, '6'); // one is missing in A
    await firm.ship(await firm.order(customer, [{ productId: product, quantity: '2', unitPrice: '2' }])); // and after: A has 5 by the books, 4 there
    await firm.act(moveBinContents, { warehouseId: main, lines: [{ productId: product, quantity: '4', toBinId: bins[1] }] }); // floor 10 → 6
    const lines = await linesOf(session);
    await firm.act(enterCounts, { sheetId: session.sheetId, entries: [{ countLineId: globalId('CountLine', lines[1]?.id ?? ''), quantity: '6' }, { productId: product, binId: bins[1], quantity: '5' }] });
    expect(await texts(session)).toEqual(['A 10 -1 -100', 'floor 10 0 0', 'B 0 1 100']);
    await post(session);
    // 20 − 3 − 2, one missing in A, one more in B: as many as before, elsewhere.
    expect(await levelOf(product)).toBe('15 0 9 1500');
    expect(await firm.db.rows(sql`SELECT b.code, trim_scale(c.quantity)::text AS quantity FROM "BinContent" c JOIN "Bin" b ON b.id = c."binId" WHERE c."productId" = ${uuid(product)} ORDER BY b.code`))
      .toEqual([{ code: 'A', quantity: '4' }, { code: 'B', quantity: '5' }]);
    expect(await posted(session)).toEqual([]);
  });

  test('comes out right while many ship at once', async () => {
    const product = await firm.product('1', '50');
    const session = await start([product]);
    const orders = await Promise.all(Array.from({ length: 20 }, async () => firm.order(await firm.customer(), [{ productId: product, quantity: '2', unitPrice: '2' }])));
    // Two of fifty are missing; the counter sees at each moment what the books have, less two.
    const counting = async () => {
      const [line] = await linesOf(session);
      for (;;) {
        const before = (await levelOf(product)).split(' ')[0];
        await firm.act(enterCounts, { sheetId: session.sheetId, entries: [{ countLineId: globalId('CountLine', line?.id ?? ''), quantity: String(Number(before) - 2) }] });
        const { book } = await firm.one<{ book: string }>(sql`SELECT trim_scale(book)::text AS book FROM "CountEntry" ORDER BY "recordedAt" DESC, id DESC LIMIT 1`);
        if (book === before) return; // counted between two shipments
      }
    };
    await Promise.all([...orders.slice(0, 10).map((order) => firm.ship(order)), counting()]);
    await Promise.all([...orders.slice(10).map((order) => firm.ship(order)), finish(session)]);
    const { difference } = await firm.one<{ difference: string }>(sql`SELECT trim_scale(difference)::text AS difference FROM "CountLine" WHERE "stockCountId" = ${uuid(session.stockCountId)}`);
    await firm.act(postCount, { stockCountId: session.stockCountId, reason: 'Counted' });
    expect(await levelOf(product)).toBe(`${50 - 40 + Number(difference)} 0 0 ${(50 - 40 + Number(difference)) * 100}`);
    expect(difference).toBe('-2');
  });

  test('hears several counters: they agree, or the line is counted again, or one is believed', async () => {
    const [tea, cup] = [await firm.product('1', '10'), await firm.product('1', '10')];
    const first = await start([tea, cup]);
    const second = { ...first, sheetId: globalId('CountSheet', (await firm.act(openCountSheet, { stockCountId: first.stockCountId, name: 'Night shift' })).sheet ?? '') };
    await enter(first, '9', '8');
    await enter(second, '9', '10');
    expect((await linesOf(first)).map(({ state }) => state)).toEqual(['COUNTED', 'DISAGREED']);
    const ids = (await linesOf(first)).map(({ id }) => globalId('CountLine', id));
    await finish(first);
    expect(await firm.refusal(postCount, { stockCountId: first.stockCountId, countLineIds: ids, reason: 'All' })).toBe('COUNT_NOT_AGREED');
    await firm.act(recountLines, { stockCountId: first.stockCountId, countLineIds: [ids[1]] });
    expect((await linesOf(first)).map(({ state }) => state)).toEqual(['COUNTED', 'OPEN']);
    await enter(first, '9', '7');
    await enter(second, '9', '10');
    const { id } = await firm.one<{ id: string }>(sql`SELECT e.id FROM "CountEntry" e WHERE e."countLineId" = ${uuid(ids[1] ?? '')} AND e.quantity = 7`);
    await finish(first);
    await firm.act(acceptCount, { countEntryId: globalId('CountEntry', id) });
    await firm.act(postCount, { stockCountId: first.stockCountId, reason: 'Agreed' });
    expect([await levelOf(tea), await levelOf(cup)]).toEqual(['9 0 0 900', '7 0 0 700']);
  });

  test('posts chosen lines, stays open for the others, and is closed without them', async () => {
    const [tea, cup] = [await firm.product('1', '10'), await firm.product('1', '10')];
    const session = await start([tea, cup]);
    await enter(session, '9', '8');
    const [line] = await linesOf(session);
    await post(session, { countLineIds: [globalId('CountLine', line?.id ?? '')] });
    expect([await statusOf(session), await levelOf(tea), await levelOf(cup)]).toEqual(['REVIEW', '9 0 0 900', '10 0 0 1000']);
    expect(await firm.refusal(cancelCount, { stockCountId: session.stockCountId, reason: 'No' })).toBe('COUNT_POSTED');
    await firm.act(closeCount, { stockCountId: session.stockCountId, reason: 'The cups were lent out' });
    expect([await statusOf(session), await levelOf(cup)]).toEqual(['POSTED', '10 0 0 1000']);
    await firm.act(reverseCount, { stockCountId: session.stockCountId, reason: 'Back' });
    expect(await levelOf(tea)).toBe('10 0 0 1000');
  });

  test('takes promises of what is not there back, last come first', async () => {
    const product = await firm.product('1', '10');
    const [early, late] = [await firm.order(await firm.customer(), [{ productId: product, quantity: '6', unitPrice: '2' }]), await firm.order(await firm.customer(), [{ productId: product, quantity: '4', unitPrice: '2' }])];
    const session = await start([product]);
    await enter(session, '7');
    await post(session);
    expect(await levelOf(product)).toBe('7 7 0 700');
    const reserved = async (order: string) => (await firm.one<{ reserved: string }>(sql`SELECT trim_scale(reserved)::text AS reserved FROM "Reservation" WHERE "orderId" = ${uuid(order)}`)).reserved;
    expect([await reserved(early), await reserved(late)]).toEqual(['6', '1']);
  });

  test('asks for the cost of what was found and nobody knows the cost of; else takes the last known', async () => {
    const unitId = globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'PCS'`)).id);
    const found = globalId('Product', (await firm.act(createProduct, { sku: 'FOUND', name: 'Found', unitId })).product ?? '');
    const session = await start([found]);
    expect(await texts(session)).toEqual(['floor 0']);
    await enter(session, '3');
    await finish(session);
    expect(await firm.refusal(postCount, { stockCountId: session.stockCountId, reason: 'Found' })).toBe('COUNT_NEEDS_COST');
    const [line] = await linesOf(session);
    await firm.act(postCount, { stockCountId: session.stockCountId, reason: 'Found', costs: [{ countLineId: globalId('CountLine', line?.id ?? ''), unitCost: '4' }] });
    expect(await levelOf(found)).toBe('3 0 0 1200');
    const sold = await firm.product('1.50', '2');
    await firm.ship(await firm.order(await firm.customer(), [{ productId: sold, quantity: '2', unitPrice: '2' }]));
    const again = await start([sold]);
    await enter(again, '1');
    await post(again);
    expect(await levelOf(sold)).toBe('1 0 0 150');
  });

  test('leaves out what another one counts, and finds what was not counted lately or moves most', async () => {
    const [busy, lazy, other] = [await firm.product('1', '10'), await firm.product('1', '10'), await firm.product('1', '10')];
    const session = await start([busy]);
    expect(await firm.refusal(startCount, { warehouseId: main, kind: 'CYCLE', productIds: [busy] })).toBe('NOTHING_TO_COUNT');
    const wider = await start([busy, lazy]);
    expect(await texts(wider)).toEqual(['floor 10']);
    expect(await firm.refusal(enterCounts, { sheetId: wider.sheetId, entries: [{ productId: busy, quantity: '1' }] })).toBe('NOT_IN_COUNT');
    await enter(session, '10');
    await post(session);
    await firm.act(cancelCount, { stockCountId: wider.stockCountId, reason: 'Not now' });
    const lately = await start([busy, lazy, other], { notCountedForDays: 30 });
    expect((await linesOf(lately))).toHaveLength(2);
    await firm.act(cancelCount, { stockCountId: lately.stockCountId, reason: 'Not now' });
    await put(other, 1, '2');
    const zone = await start([busy, lazy, other], { zone: 'BACK' });
    expect(await texts(zone)).toEqual(['B 2']);
    await firm.act(cancelCount, { stockCountId: zone.stockCountId, reason: 'Not now' });
    await firm.ship(await firm.order(await firm.customer(), [{ productId: lazy, quantity: '3', unitPrice: '2' }]));
    const most = await start([lazy, other], { mostMoved: 1 });
    expect(await texts(most)).toEqual(['floor 7']);
    await firm.act(cancelCount, { stockCountId: most.stockCountId, reason: 'Not now' });
  });

  test('of the whole warehouse finds every pool, and is accurate by its tolerance', async () => {
    await firm.act(recordOpeningStock, { lines: [{ productId: await firm.product('1', '100'), warehouseId: main, quantity: '1', unitCost: '1' }] });
    const stockCountId = globalId('StockCount', (await firm.act(startCount, { warehouseId: main, kind: 'FULL', toleranceQuantity: '1' })).stockCount ?? '');
    const { pools, lines } = await firm.one<{ pools: number; lines: number }>(sql`SELECT (SELECT count(*)::int FROM "StockLevel" WHERE "onHand" <> 0) AS pools,
      (SELECT count(DISTINCT "productId")::int FROM "CountLine" WHERE "stockCountId" = ${uuid(stockCountId)}) AS lines`);
    expect(lines).toBe(pools);
    await firm.act(cancelCount, { stockCountId, reason: 'A look' });
  });
});
