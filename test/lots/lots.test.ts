import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { updateProduct } from '../../server/src/catalogue/updateProduct.ts';
import { createProduct } from '../../server/src/catalogue/createProduct.ts';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { expireAll } from '../../server/src/inventory/expireStock.ts';
import { raiseExpiryAlerts } from '../../server/src/inventory/expiryAlerts.ts';
import { holdStock, releaseStockHold } from '../../server/src/inventory/holdStock.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { reverseAdjustment } from '../../server/src/inventory/reverseAdjustment.ts';
import { updateLot } from '../../server/src/inventory/updateLot.ts';
import { writeOffLots } from '../../server/src/inventory/writeOffLots.ts';
import { reverseShipment } from '../../server/src/fulfilment/reverseShipment.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { jobs, runJob } from '../../server/src/jobs.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { InputRefused } from '../../server/src/shared/sharedRefusals.ts';
import { verify } from '../../server/src/verify.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let warehouseId: string;
beforeAll(async () => {
  firm = await startTrade();
  warehouseId = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

let count = 0;
interface Given { code: string; quantity?: string; expiresOn?: string; bestBeforeOn?: string; producedOn?: string }
/** A product tracked by lot (or by number) that has never come in. */
async function tracked(tracking: 'LOT' | 'SERIAL' = 'LOT', more: Record<string, unknown> = {}): Promise<string> {
  count += 1;
  const unitId = globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'PCS'`)).id);
  const { product = '' } = await firm.act(createProduct, { sku: `T${count}`, name: `Tracked ${count}`, unitId, tracking, ...more });
  return globalId('Product', product);
}
const stock = (productId: string, lots: Given[], quantity: string, more: Record<string, unknown> = {}) =>
  firm.act(recordOpeningStock, { lines: [{ productId, warehouseId, quantity, unitCost: '2', lots, ...more }] });
const lotId = async (productId: string, code: string) =>
  globalId('Lot', (await firm.one<{ id: string }>(sql`SELECT id FROM "Lot" WHERE "productId" = ${uuid(productId)} AND code = ${code}`)).id);
/** What of each lot is on hand, reserved and held: "A 5/2/0". */
const lots = async (productId: string) => (await firm.db.rows<{ line: string }>(sql`SELECT l.code || ' ' || trim_scale(v."onHand") || '/' || trim_scale(v.reserved) || '/' || trim_scale(v.held) AS line
  FROM "LotLevel" v JOIN "Lot" l ON l.id = v."lotId" WHERE v."productId" = ${uuid(productId)} ORDER BY l.code`)).map(({ line }) => line);
const level = (productId: string) => firm.one<{ onHand: string; reserved: string; backordered: string; held: string }>(sql`SELECT trim_scale("onHand")::text AS "onHand",
  trim_scale(reserved)::text AS reserved, trim_scale(backordered)::text AS backordered, trim_scale(held)::text AS held FROM "StockLevel" WHERE "productId" = ${uuid(productId)}`);
/** Which lots an order is promised: "A 3". */
const promised = async (orderId: string) => (await firm.db.rows<{ line: string }>(sql`SELECT l.code || ' ' || trim_scale(x.quantity) AS line FROM "ReservedLot" x
  JOIN "Reservation" r ON r.id = x."reservationId" JOIN "Lot" l ON l.id = x."lotId" WHERE r."orderId" = ${uuid(orderId)} ORDER BY l.code`)).map(({ line }) => line);
const issues = async (work: Promise<unknown>) => {
  try {
    await work;
    return 'done';
  } catch (error) {
    return error instanceof InputRefused ? error.issues.map(({ path, code }) => `${path.join('.')} ${code}`).join() : (error as { kind?: { code: string } }).kind?.code ?? String(error);
  }
};
const onDay = async <T>(days: number, work: () => Promise<T>): Promise<T> => {
  const before = firm.day;
  firm.day = later(firstDay, days);
  try {
    return await work();
  } finally {
    firm.day = before;
  }
};

describe('goods that come in', () => {
  test('name their lots, and a lot without dates expires by the product\'s shelf life', async () => {
    const product = await tracked('LOT', { shelfLifeDays: 30 });
    await stock(product, [{ code: 'A', quantity: '3' }, { code: 'B', quantity: '2', expiresOn: later(firstDay, 5) }, { code: 'C', quantity: '1', producedOn: later(firstDay, -10) }], '6');
    expect(await lots(product)).toEqual(['A 3/0/0', 'B 2/0/0', 'C 1/0/0']);
    expect(await firm.db.rows(sql`SELECT code, "goodUntil"::text AS until FROM "Lot" WHERE "productId" = ${uuid(product)} ORDER BY code`)).toEqual([
      { code: 'A', until: later(firstDay, 30) }, { code: 'B', until: later(firstDay, 5) }, { code: 'C', until: later(firstDay, 20) },
    ]);
  });

  test('are refused without lots, with sums that differ, a lot named twice, and dates that contradict a lot', async () => {
    const product = await tracked();
    expect(await issues(stock(product, [], '3'))).toBe('lines.0.lots lots_required');
    expect(await issues(stock(product, [{ code: 'A', quantity: '2' }], '3'))).toBe('lines.0.lots lots_sum');
    expect(await issues(stock(product, [{ code: 'A', quantity: '2' }, { code: 'A', quantity: '1' }], '3'))).toBe('lines.0.lots.1.code lot_twice');
    await stock(product, [{ code: 'A', expiresOn: later(firstDay, 9) }], '3');
    expect(await issues(stock(product, [{ code: 'A', expiresOn: later(firstDay, 8) }], '1'))).toBe('lines.0.lots.0.code lot_differs');
    await stock(product, [{ code: 'A' }], '1');
    expect(await lots(product)).toEqual(['A 4/0/0']);
  });

  test('have one serial number a piece, as a list or a range, and none that is here already', async () => {
    const product = await tracked('SERIAL');
    const come = (serials: string, quantity: string) => stock(product, [], quantity, { lots: null, serials });
    expect(await issues(come('S1, S2', '3'))).toBe('lines.0.lots lots_sum');
    expect(await issues(come('S1..S9x', '3'))).toBe('lines.0.serials serials_range');
    expect(await issues(stock(product, [{ code: 'S1', quantity: '2' }], '2'))).toBe('lines.0.lots.0.code serial_one');
    expect(await issues(stock(product, [], '1'))).toBe('lines.0.lots serials_required');
    await come('S008..S010\nX1', '4');
    expect(await lots(product)).toEqual(['S008 1/0/0', 'S009 1/0/0', 'S010 1/0/0', 'X1 1/0/0']);
    expect(await issues(come('S009', '1'))).toBe('lines.0.serials serial_here');
  });

  test('that are taken back, take their own lots back', async () => {
    const product = await tracked();
    await stock(product, [{ code: 'A', quantity: '5' }], '5');
    const { move = '' } = await firm.act(adjustStock, { productId: product, warehouseId, quantity: '4', reason: 'FOUND', lots: [{ code: 'B' }] });
    expect(await lots(product)).toEqual(['A 5/0/0', 'B 4/0/0']);
    await firm.act(reverseAdjustment, { moveId: globalId('StockMove', move), reason: 'Not ours' });
    expect(await lots(product)).toEqual(['A 5/0/0', 'B 0/0/0']);
    const { move: out = '' } = await firm.act(adjustStock, { productId: product, warehouseId, quantity: '-2', reason: 'SPOILAGE', lots: [{ code: 'A' }] });
    await firm.act(reverseAdjustment, { moveId: globalId('StockMove', out), reason: 'Found again' });
    expect(await lots(product)).toEqual(['A 5/0/0', 'B 0/0/0']);
  });
});

describe('a promise', () => {
  const perishable = async () => {
    const product = await tracked();
    await stock(product, [
      { code: 'L', quantity: '5', expiresOn: later(firstDay, 60) }, { code: 'S', quantity: '3', expiresOn: later(firstDay, 4) }, { code: 'N', quantity: '2' },
    ], '10');
    return product;
  };

  test('takes the first to expire first, what never expires last, and nothing that has expired', async () => {
    const product = await perishable();
    const order = await firm.order(await firm.customer(), [{ productId: product, quantity: '9', unitPrice: '5' }]);
    expect(await promised(order)).toEqual(['L 5', 'N 1', 'S 3']);
    const second = await tracked();
    await stock(second, [{ code: 'OLD', quantity: '3', expiresOn: later(firstDay, -1) }, { code: 'NEW', quantity: '1', expiresOn: firstDay }], '4');
    const { order: late = '' } = await firm.act(placeOrder, { order: { customerId: await firm.customer(), lines: [{ productId: second, quantity: '2', unitPrice: '5' }] }, acceptBackorder: true });
    expect(await promised(globalId('Order', late))).toEqual(['NEW 1']);
  });

  test('for a customer who asks for shelf life passes over lots that will not last as long when needed', async () => {
    const product = await perishable();
    const picky = await firm.customer({ minimumShelfLifeDays: 10 });
    const { order = '' } = await firm.act(placeOrder, { order: { customerId: picky, requiredOn: later(firstDay, 45), lines: [{ productId: product, quantity: '9', unitPrice: '5' }] }, acceptBackorder: true });
    expect(await promised(globalId('Order', order))).toEqual(['L 5', 'N 2']);
    expect(await level(product)).toEqual({ onHand: '10', reserved: '7', backordered: '2', held: '0' });
    const second = await firm.order(picky, [{ productId: product, quantity: '1', unitPrice: '5' }]).catch((error: { kind: { code: string } }) => error.kind.code);
    expect(second).toBe('STOCK_SHORT');
    const easy = await firm.order(await firm.customer(), [{ productId: product, quantity: '3', unitPrice: '5' }]);
    expect(await promised(easy)).toEqual(['S 3']);
  });

  test('that is given up frees its lots for who waits', async () => {
    const product = await tracked();
    await stock(product, [{ code: 'A', quantity: '2', expiresOn: later(firstDay, 10) }], '2');
    const first = await firm.order(await firm.customer(), [{ productId: product, quantity: '2', unitPrice: '5' }]);
    const { order = '' } = await firm.act(placeOrder, { order: { customerId: await firm.customer(), lines: [{ productId: product, quantity: '2', unitPrice: '5' }] }, acceptBackorder: true });
    expect(await promised(globalId('Order', order))).toEqual([]);
    await firm.act(cancelOrder, { orderId: first, reason: 'Changed mind' });
    expect([await promised(first), await promised(globalId('Order', order))]).toEqual([[], ['A 2']]);
  });

  test('is shipped from its lots, which come back when the shipment is taken back', async () => {
    const product = await perishable();
    const order = await firm.order(await firm.customer(), [{ productId: product, quantity: '4', unitPrice: '5' }]);
    const shipment = await firm.ship(order);
    expect(await lots(product)).toEqual(['L 4/0/0', 'N 2/0/0', 'S 0/0/0']);
    await firm.act(reverseShipment, { shipmentId: shipment, reason: 'Wrong address' });
    expect(await lots(product)).toEqual(['L 5/1/0', 'N 2/0/0', 'S 3/3/0']);
    expect(await promised(order)).toEqual(['L 1', 'S 3']);
  });
});

describe('held goods', () => {
  test('stay on hand, are promised to nobody, and serve who waits once released', async () => {
    const product = await firm.product('2', '5');
    const { holds } = await firm.act(holdStock, { productId: product, warehouseId, quantity: '4', kind: 'DAMAGED', reason: 'Fork-lift' });
    expect(await level(product)).toEqual({ onHand: '5', reserved: '4', backordered: '0', held: '4' });
    const { order = '' } = await firm.act(placeOrder, { order: { customerId: await firm.customer(), lines: [{ productId: product, quantity: '3', unitPrice: '5' }] }, acceptBackorder: true });
    expect(await level(product)).toEqual({ onHand: '5', reserved: '5', backordered: '2', held: '4' });
    const holdId = globalId('StockHold', (holds as unknown as string[])[0] ?? '');
    await firm.act(releaseStockHold, { holdId, quantity: '1', reason: 'One is fine' });
    expect(await level(product)).toEqual({ onHand: '5', reserved: '5', backordered: '1', held: '3' });
    await firm.act(adjustStock, { productId: product, warehouseId, quantity: '-2', reason: 'DAMAGED', holdId });
    expect(await level(product)).toEqual({ onHand: '3', reserved: '3', backordered: '1', held: '1' });
    await firm.act(releaseStockHold, { holdId, reason: 'Fine after all' });
    expect(await firm.refusal(releaseStockHold, { holdId, reason: 'Again' })).toBe('HOLD_RELEASED');
    expect(await level(product)).toEqual({ onHand: '3', reserved: '3', backordered: '0', held: '0' });
    expect(order).not.toBe('');
  });

  test('may be promised ones where that is asked for: who ordered last waits again', async () => {
    const product = await tracked();
    await stock(product, [{ code: 'A', quantity: '3', expiresOn: later(firstDay, 9) }, { code: 'B', quantity: '3', expiresOn: later(firstDay, 19) }], '6');
    const first = await firm.order(await firm.customer(), [{ productId: product, quantity: '2', unitPrice: '5' }]);
    const second = await firm.order(await firm.customer(), [{ productId: product, quantity: '3', unitPrice: '5' }]);
    expect([await promised(first), await promised(second)]).toEqual([['A 2'], ['A 1', 'B 2']]);
    const raw = { productId: product, warehouseId, quantity: '2', kind: 'DAMAGED', reason: 'Wet', lotId: await lotId(product, 'A') };
    expect(await firm.refusal(holdStock, raw)).toBe('STOCK_RESERVED');
    await firm.act(holdStock, { ...raw, freesReservations: true });
    // The last order loses its part of A and gets B for it; then the first order loses one.
    expect(await lots(product)).toEqual(['A 3/3/2', 'B 3/3/0']);
    expect((await level(product)).backordered).toBe('1');
  });
});

describe('a lot that expires', () => {
  test('leaves what is available on the day after, and its promises move to other lots or wait again', async () => {
    const product = await tracked();
    await stock(product, [{ code: 'A', quantity: '4', expiresOn: later(firstDay, 2) }, { code: 'B', quantity: '1', expiresOn: later(firstDay, 40) }], '5');
    const order = await firm.order(await firm.customer(), [{ productId: product, quantity: '3', unitPrice: '5' }]);
    await onDay(2, async () => { await expireAll(await firm.context()); });
    expect(await lots(product)).toEqual(['A 4/3/0', 'B 1/0/0']);
    await onDay(3, async () => {
      await expireAll(await firm.context());
      await expireAll(await firm.context());
    });
    expect(await lots(product)).toEqual(['A 4/4/4', 'B 1/1/0']);
    expect(await promised(order)).toEqual(['B 1']);
    expect(await level(product)).toEqual({ onHand: '5', reserved: '5', backordered: '2', held: '4' });
    const told = await firm.db.rows(sql`SELECT kind, data->>'moved' AS moved, data->>'waits' AS waits FROM "Event" WHERE "subjectId" = ${uuid(order)} AND kind LIKE 'promise%'`);
    expect(told).toEqual([{ kind: 'promiseLost', moved: '1', waits: '2' }]);
  });

  test('is good again with another date, is written off with its hold, and posts its cost', async () => {
    const product = await tracked();
    await stock(product, [{ code: 'A', quantity: '4', expiresOn: later(firstDay, 2) }], '4');
    await onDay(3, async () => { await expireAll(await firm.context()); });
    const id = await lotId(product, 'A');
    const version = () => firm.one<{ version: number }>(sql`SELECT version FROM "Lot" WHERE id = ${uuid(id)}`).then((row) => row.version);
    await onDay(3, async () => {
      expect(await issues(firm.act(updateLot, { lotId: id, version: await version(), expiresOn: later(firstDay, 9) }))).toBe('reason required');
      await firm.act(updateLot, { lotId: id, version: await version(), expiresOn: later(firstDay, 9), reason: 'Tested again' });
    });
    expect(await lots(product)).toEqual(['A 4/0/0']);
    await onDay(10, async () => {
      await expireAll(await firm.context());
      expect(await lots(product)).toEqual(['A 4/4/4']);
      await firm.act(adjustStock, { productId: product, warehouseId, quantity: '-4', reason: 'EXPIRED', lots: [{ lotId: id }] });
    });
    expect(await lots(product)).toEqual(['A 0/0/0']);
    expect((await firm.db.rows<{ line: string }>(sql`SELECT a.code || ' ' || l."companyMinor" AS line FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
      JOIN "JournalEntry" e ON e.id = l."entryId" WHERE l."productId" = ${uuid(product)} ORDER BY e.sequence DESC, l.no LIMIT 2`)).map(({ line }) => line)).toEqual(['1300 -800', '5210 800']);
  });

  test('is told of once for each threshold, and the alert closes itself', async () => {
    const product = await tracked();
    await stock(product, [{ code: 'Q', quantity: '1', expiresOn: later(firstDay, 40) }], '1');
    const alerts = async () => (await firm.db.rows<{ line: string }>(sql`SELECT a."thresholdDays" || CASE WHEN a."closedOn" IS NULL THEN '' ELSE ' closed' END AS line
      FROM "ExpiryAlert" a JOIN "Lot" l ON l.id = a."lotId" WHERE l."productId" = ${uuid(product)} ORDER BY a."thresholdDays" DESC`)).map(({ line }) => line);
    const raise = (days: number) => onDay(days, async () => { await firm.act(raiseExpiryAlerts, {}); });
    await raise(9);
    expect(await alerts()).toEqual([]);
    await raise(10);
    await raise(11);
    expect(await alerts()).toEqual(['30']);
    await raise(33);
    expect(await alerts()).toEqual(['30 closed', '7']);
    await raise(41);
    expect(await alerts()).toEqual(['30 closed', '7 closed', '-1']);
    await onDay(41, async () => {
      await firm.act(adjustStock, { productId: product, warehouseId, quantity: '-1', reason: 'EXPIRED', lots: [{ code: 'Q' }] });
    });
    await raise(42);
    expect(await alerts()).toEqual(['30 closed', '7 closed', '-1 closed']);
  });
});

describe('the job of every quarter of an hour', () => {
  test('holds back what has expired and tells of it once; it says nothing where there is nothing to do', async () => {
    const job = jobs.find(({ name }) => name === 'expire-stock');
    if (!job) throw new Error('there is no such job');
    await runJob(job, firm.db, new Date(`${later(firstDay, 1)}T00:01:00Z`)); // what other tests have left
    const product = await tracked();
    await stock(product, [{ code: 'J', quantity: '2', expiresOn: firstDay }], '2');
    const ran = () => firm.one<{ n: number }>(sql`SELECT count(*)::int AS n FROM "Event" WHERE kind = 'jobRan' AND data->>'job' = 'expire-stock'`).then(({ n }) => n);
    const before = await ran();
    expect(await runJob(job, firm.db, new Date(`${later(firstDay, 1)}T00:16:00Z`))).toBe('1 products brought to their day, 1 alerts raised, 0 closed.');
    expect(await lots(product)).toEqual(['J 2/2/2']);
    expect(await runJob(job, firm.db, new Date(`${later(firstDay, 1)}T00:31:00Z`))).toBe('There was nothing to do.');
    expect(await ran()).toBe(before + 1);
  });
});

describe('writing off', () => {
  test('takes several lots out at once, held or not, at their cost; all of them or none', async () => {
    const product = await tracked();
    await stock(product, [{ code: 'A', quantity: '3', expiresOn: later(firstDay, 1) }, { code: 'B', quantity: '2', expiresOn: later(firstDay, 9) }], '5');
    const levelId = async (code: string) => globalId('LotLevel', (await firm.one<{ id: string }>(sql`SELECT v.id FROM "LotLevel" v WHERE v."lotId" = ${uuid(await lotId(product, code))}`)).id);
    await onDay(2, async () => {
      await expireAll(await firm.context());
      await firm.order(await firm.customer(), [{ productId: product, quantity: '1', unitPrice: '5' }]);
      const raw = { lots: [{ lotLevelId: await levelId('A') }, { lotLevelId: await levelId('B') }], reason: 'EXPIRED' };
      expect(await firm.refusal(writeOffLots, raw)).toBe('STOCK_RESERVED');
      expect(await lots(product)).toEqual(['A 3/3/3', 'B 2/1/0']);
      await firm.act(writeOffLots, { ...raw, lots: [raw.lots[0], { ...raw.lots[1], quantity: '1' }] });
      expect(await lots(product)).toEqual(['A 0/0/0', 'B 1/1/0']);
    });
  });
});

describe('what is tracked', () => {
  test('changes only while there is no stock', async () => {
    const product = await firm.product('1', '2');
    const save = async (tracking: string) => firm.refusal(updateProduct, {
      productId: product, version: (await firm.one<{ version: number }>(sql`SELECT version FROM "Product" WHERE id = ${uuid(product)}`)).version, tracking,
    });
    expect(await save('LOT')).toBe('PRODUCT_IN_USE');
    await firm.act(adjustStock, { productId: product, warehouseId, quantity: '-2', reason: 'COUNT' });
    expect(await save('LOT')).toBeUndefined();
    await firm.act(adjustStock, { productId: product, warehouseId, quantity: '2', reason: 'FOUND', unitCost: '1', lots: [{ code: 'A' }] });
    expect(await lots(product)).toEqual(['A 2/0/0']);
  });
});
