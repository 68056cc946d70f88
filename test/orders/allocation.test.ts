import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProduct } from '../../server/src/catalogue/createProduct.ts';
import { reverseShipment } from '../../server/src/fulfilment/reverseShipment.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { createWarehouse } from '../../server/src/inventory/saveWarehouse.ts';
import { kilometres, ranked, sharesOf, type Candidate } from '../../server/src/orders/allocation.ts';
import { removeAllocationRule, setAllocationRule } from '../../server/src/orders/allocationRules.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { copyOrder } from '../../server/src/orders/copyOrder.ts';
import { createOrder } from '../../server/src/orders/createOrder.ts';
import { moveReservation } from '../../server/src/orders/moveReservation.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { loadPreview } from '../../server/src/orders/previewOrder.ts';
import { reallocateOrder } from '../../server/src/orders/reallocateOrder.ts';
import { reserveStock } from '../../server/src/orders/reserveStock.ts';
import { whyHere } from '../../server/src/orders/whyHere.ts';
import type { WarehouseRow } from '../../server/src/generated/rows.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { units } from '../../server/src/shared/quantity.ts';
import { createPurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { receiveGoods } from '../../server/src/purchasing/receiveGoods.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

const warehouse = (code: string, priority: number, more: Partial<WarehouseRow> = {}) => ({
  id: code, companyId: 'c', code, name: code, isDefault: false, isActive: true, kind: 'SITE', priority, allowsNegative: false, country: null, region: null, city: null,
  postalCode: null, latitude: null, longitude: null, version: 1, ...more,
}) as WarehouseRow;
const candidate = (place: WarehouseRow, free: number, expiresOn: string | null = null) => ({ warehouse: place, free: units(free), expiresOn }) as Candidate;
const nowhere = { shipToCity: null, shipToRegion: null, shipToPostalCode: null, shipToCountry: null, shipToLatitude: null, shipToLongitude: null };
const micro = (degrees: number) => BigInt(Math.round(degrees * 1_000_000)) as never;

describe('the order in which warehouses are asked', () => {
  const [a, b, c] = [warehouse('A', 10), warehouse('B', 20), warehouse('C', 30)];
  const ids = (list: { warehouse: WarehouseRow }[]) => list.map(({ warehouse: { id } }) => id).join('');
  test('is their priority, or who has most of it, ties by priority', () => {
    expect(ids(ranked('PRIORITY', [candidate(a, 1), candidate(b, 9), candidate(c, 5)], nowhere))).toBe('ABC');
    expect(ids(ranked('HIGHEST_STOCK', [candidate(a, 1), candidate(b, 9), candidate(c, 9)], nowhere))).toBe('BCA');
  });
  test('is what expires first, then what does not expire, then what is not there', () => {
    expect(ids(ranked('FIRST_EXPIRING', [candidate(a, 4), candidate(b, 4, '2026-05-01'), candidate(c, 4, '2026-03-01')], nowhere))).toBe('CBA');
    expect(ids(ranked('FIRST_EXPIRING', [candidate(a, 0, '2026-01-01'), candidate(b, 4), candidate(c, 4, '2026-03-01')], nowhere))).toBe('CBA');
  });
  test('is the distance where coordinates are known', () => {
    const [paris, lyon, rome] = [{ latitude: micro(48.8566), longitude: micro(2.3522) }, { latitude: micro(45.764), longitude: micro(4.8357) }, { latitude: micro(41.9028), longitude: micro(12.4964) }];
    expect(kilometres(paris, lyon)).toBe(391);
    expect(kilometres(paris, rome)).toBe(1105);
    expect(kilometres({ latitude: micro(0), longitude: micro(179.5) }, { latitude: micro(0), longitude: micro(-179.5) })).toBe(111); // over the date line
    const near = ranked('NEAREST', [candidate(warehouse('P', 1, paris), 1), candidate(warehouse('R', 2, rome), 1)], { ...nowhere, shipToLatitude: lyon.latitude, shipToLongitude: lyon.longitude });
    expect(near.map(({ because }) => because)).toEqual([{ by: 'DISTANCE', value: '391' }, { by: 'DISTANCE', value: '749' }]);
  });
  test('is what the addresses share where coordinates are not known, and says which', () => {
    const to = { ...nowhere, shipToCountry: 'France', shipToRegion: 'Rhône', shipToCity: 'Lyon', shipToPostalCode: '69001' };
    const list = [
      warehouse('elsewhere', 1, { country: 'Italy', city: 'Lyon' }), warehouse('country', 2, { country: 'france' }), warehouse('region', 3, { country: 'France', region: 'Rhône' }),
      warehouse('city', 4, { country: 'France', city: 'LYON' }), warehouse('code', 5, { country: 'France', postalCode: '69001' }),
    ];
    expect(ranked('NEAREST', list.map((each) => candidate(each, 1)), to).map(({ because: { by } }) => by)).toEqual(['POSTAL_CODE', 'CITY', 'REGION', 'COUNTRY', 'ELSEWHERE']);
  });
});

describe('the shares of a line', () => {
  const [a, b, c] = [warehouse('A', 10), warehouse('B', 20), warehouse('C', 30)];
  const shares = (quantity: number, free: [number, number, number], splitsLines: boolean) =>
    sharesOf(units(quantity), ranked('PRIORITY', [candidate(a, free[0]), candidate(b, free[1]), candidate(c, free[2])], nowhere), { splitsLines, strategy: 'PRIORITY' })
      .map(({ warehouseId, quantity: part, because }) => `${warehouseId}${part / 1_000_000n}${(because as { covers: string }).covers[0]}`).join(' ');
  test.each([
    [5, [9, 9, 9], true, 'A5L'], [5, [2, 9, 9], true, 'B5L'], [5, [2, 1, 4], true, 'A2P B1P C2P'], [9, [2, 1, 4], true, 'A4P B1P C4P'],
    [9, [0, 1, 4], true, 'B5P C4P'], [5, [2, 1, 4], false, 'C5P'], [5, [0, 0, 0], true, 'A5W'], [5, [0, 0, 0], false, 'A5W'], [5, [0, 5, 0], false, 'B5L'],
  ] as const)('%i of %j, split %s: %s', (quantity, free, splits, expected) => expect(shares(quantity, [...free], splits)).toBe(expected));
});

describe('an order that names no warehouse', () => {
  let firm: Trade;
  let [main, east, west] = ['', '', ''];
  beforeAll(async () => {
    firm = await startTrade();
    const add = async (code: string, place: object) => globalId('Warehouse', (await firm.act(createWarehouse, { code, name: code, ...place })).warehouse ?? '');
    main = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE code = ${'MAIN'}`)).id);
    east = await add('EAST', { priority: 10, country: 'France', city: 'Lyon' });
    west = await add('WEST', { priority: 20, country: 'Spain', city: 'Madrid' });
  });
  afterAll(async () => {
    expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
    await firm.close();
  });

  let count = 0;
  /** Goods that lie in several warehouses. */
  const goods = async (stock: Record<string, string>) => {
    count += 1;
    const unit = globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = ${'PCS'}`)).id);
    const productId = globalId('Product', (await firm.act(createProduct, { sku: `A${count}`, name: `Goods ${count}`, unitId: unit })).product ?? '');
    const lines = Object.entries(stock).map(([warehouseId, quantity]) => ({ productId, warehouseId, quantity, unitCost: '2' }));
    if (lines.length > 0) await firm.act(recordOpeningStock, { lines });
    return productId;
  };
  const line = (productId: string, quantity: string) => ({ productId, quantity, unitPrice: '10' });
  const codes = async (orderId: string) => (await firm.db.rows<{ code: string; reserved: number; backordered: number; because: Record<string, unknown> }>(
    sql`SELECT w.code, r.reserved::float, r.backordered::float, r.because FROM "Reservation" r JOIN "Warehouse" w ON w.id = r."warehouseId" JOIN "OrderLine" l ON l.id = r."orderLineId"
      WHERE r."orderId" = ${uuid(orderId)} AND r.reserved + r.backordered > 0 ORDER BY l.no, w.code`));
  const short = async (orderId: string) => (await codes(orderId)).map((each) => `${each.code} ${each.reserved}+${each.backordered}`).join(', ');
  const place = async (lines: object[], more: object = {}, patience: object = {}) =>
    globalId('Order', (await firm.act(placeOrder, { ...patience, order: { customerId: await firm.customer(), lines, ...more } })).order ?? '');
  const rule = (more: object) => firm.act(setAllocationRule, { strategy: 'PRIORITY', ...more });
  const lineOf = async (orderId: string, no = 1) => globalId('OrderLine', (await firm.one<{ id: string }>(sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)} AND no = ${no}`)).id);

  test('comes from the default one while there is no rule, and from the one named whatever the rule', async () => {
    const product = await goods({ [main]: '5', [east]: '5' });
    expect(await short(await place([line(product, '1')]))).toBe('MAIN 1+0');
    await rule({ strategy: 'PRIORITY' });
    expect(await short(await place([line(product, '1')]))).toBe('EAST 1+0');
    const named = await place([line(product, '1')], { warehouseId: main });
    expect(await codes(named)).toMatchObject([{ code: 'MAIN', because: { by: 'NAMED' } }]);
  });

  test('is split where one has not enough, and waits where the first part is', async () => {
    await rule({ strategy: 'PRIORITY' });
    const product = await goods({ [main]: '4', [east]: '2', [west]: '3' });
    expect(await firm.refusal(placeOrder, { order: { customerId: await firm.customer(), lines: [line(product, '10')] } })).toBe('STOCK_SHORT');
    const id = await place([line(product, '10')], {}, { acceptBackorder: true });
    expect(await short(id)).toBe('EAST 2+1, MAIN 4+0, WEST 3+0');
    expect((await codes(id)).map(({ because }) => whyHere(because, 'en'))[0]).toBe('Asked first, by its priority of 10; it has a part of it (3 asked)');
    expect(await firm.one(sql`SELECT kind, jsonb_array_length(data->'lines') AS lines FROM "Event" WHERE "subjectId" = ${uuid(id)} AND kind = 'orderAllocated'`)).toEqual({ kind: 'orderAllocated', lines: 3 });
    expect(await firm.one(sql`SELECT w.code FROM "Order" o JOIN "Warehouse" w ON w.id = o."warehouseId" WHERE o.id = ${uuid(id)}`)).toEqual({ code: 'EAST' });
  });

  test('is kept together in one that has all of it where the rule says so', async () => {
    const [a, b] = [await goods({ [east]: '5', [west]: '5' }), await goods({ [west]: '5' })];
    await rule({ strategy: 'PRIORITY' });
    expect(await short(await place([line(a, '1'), line(b, '1')]))).toBe('EAST 1+0, WEST 1+0');
    await rule({ strategy: 'PRIORITY', keepsTogether: true });
    const id = await place([line(a, '1'), line(b, '1')]);
    expect(await codes(id)).toMatchObject([{ code: 'WEST', because: { covers: 'ORDER' } }, { code: 'WEST' }]);
    expect(await short(await place([line(a, '2'), line(a, '3'), line(b, '1')]))).toBe('EAST 2+0, WEST 3+0, WEST 1+0'); // 4 are left in the west: not all of it
  });

  test('is served by the rule of its channel, within the warehouses that it names', async () => {
    const product = await goods({ [main]: '9', [east]: '5', [west]: '5' });
    await rule({ strategy: 'HIGHEST_STOCK' });
    await rule({ strategy: 'PRIORITY', channel: 'API', warehouseIds: [west, main] });
    expect(await short(await place([line(product, '1')]))).toBe('MAIN 1+0');
    const ctx = { ...await firm.context(), channel: 'API' as const };
    const { perform, readInput } = await import('../../server/src/shared/perform.ts');
    const customerId = await firm.customer();
    const { result } = await perform(placeOrder, readInput(placeOrder, { order: { customerId, lines: [line(product, '1')] } }, ctx), ctx);
    expect(await codes(globalId('Order', String(result.order)))).toMatchObject([{ code: 'WEST', because: { by: 'PRIORITY', of: 2 } }]);
    const api = await firm.one<{ id: string }>(sql`SELECT id FROM "AllocationRule" WHERE channel = 'API'`);
    await firm.act(removeAllocationRule, { allocationRuleId: globalId('AllocationRule', api.id) });
  });

  test('goes to the nearest, by where the customer is', async () => {
    await rule({ strategy: 'NEAREST' });
    const product = await goods({ [main]: '9', [east]: '5', [west]: '5' });
    const customer = await firm.customer({ addresses: [{ kind: 'SHIPPING', street: 'Gran Vía 1', city: 'Madrid', country: 'Spain' }] });
    const id = globalId('Order', (await firm.act(placeOrder, { order: { customerId: customer, lines: [line(product, '1')] } })).order ?? '');
    expect(await codes(id)).toMatchObject([{ code: 'WEST', because: { by: 'CITY' } }]);
    const preview = await loadPreview({ customerId: uuid(customer), lines: [{ productId: uuid(product), quantity: units(6) }] }, await firm.context());
    expect(preview.lines[0]).toMatchObject({ available: units(18), short: 0n });
    expect(preview.lines[0]?.sources.map(({ warehouse: where, quantity, why }) => [where === uuid(main), quantity, why])).toEqual([[true, units(6), expect.stringContaining('another country')]]);
  });

  test('a draft keeps that nobody named one: it is chosen when it is placed, and copies choose anew', async () => {
    await rule({ strategy: 'PRIORITY' });
    const product = await goods({ [main]: '9', [east]: '5' });
    const draft = globalId('Order', (await firm.act(createOrder, { customerId: await firm.customer(), lines: [line(product, '2')] })).order ?? '');
    await firm.act(placeOrder, { orderId: draft });
    expect(await short(draft)).toBe('EAST 2+0');
    const copy = globalId('Order', (await firm.act(copyOrder, { orderId: draft })).order ?? '');
    expect(await firm.one(sql`SELECT "choosesWarehouse" AS chooses, "servedFrom" AS served FROM "Order" WHERE id = ${uuid(copy)}`)).toEqual({ chooses: true, served: [] });
  });

  test('takes what expires first, but nothing that is too short-dated for the customer', async () => {
    await rule({ strategy: 'FIRST_EXPIRING' });
    const unit = globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = ${'PCS'}`)).id);
    const productId = globalId('Product', (await firm.act(createProduct, { sku: 'MILK', name: 'Milk', unitId: unit, tracking: 'LOT' })).product ?? '');
    const lot = (warehouseId: string, code: string, expiresOn: string) => ({ productId, warehouseId, quantity: '5', unitCost: '1', lots: [{ code, expiresOn }] });
    await firm.act(recordOpeningStock, { lines: [lot(main, 'M', '2026-03-01'), lot(east, 'E', '2026-02-01'), lot(west, 'W', '2026-01-10')] });
    expect(await codes(await place([line(productId, '2')]))).toMatchObject([{ code: 'WEST', because: { by: 'EXPIRY', value: '2026-01-10' } }]);
    const strict = await firm.customer({ minimumShelfLifeDays: 20 });
    const id = globalId('Order', (await firm.act(placeOrder, { order: { customerId: strict, lines: [line(productId, '2')] } })).order ?? '');
    expect(await codes(id)).toMatchObject([{ code: 'EAST', because: { by: 'EXPIRY', value: '2026-02-01' } }]);
  });

  test('is shipped one warehouse at a time, taken back to where it left, and what is given up goes to who waits there', async () => {
    await rule({ strategy: 'PRIORITY' });
    const product = await goods({ [main]: '4', [east]: '2' });
    const id = await place([line(product, '6')]);
    const other = await place([line(product, '3')], {}, { acceptBackorder: true });
    expect(await short(other)).toBe('EAST 0+3');
    const first = await firm.ship(id);
    expect(await firm.one(sql`SELECT w.code, s."costMinor", l.quantity::float FROM "Shipment" s JOIN "Warehouse" w ON w.id = s."warehouseId" JOIN "ShipmentLine" l ON l."shipmentId" = s.id WHERE s.id = ${uuid(first)}`))
      .toEqual({ code: 'EAST', costMinor: '400', quantity: 2 });
    expect(await firm.refusal(shipOrder, { orderId: id, warehouseId: west })).toBe('NOTHING_TO_SHIP');
    expect(await firm.refusal(shipOrder, { orderId: id, warehouseId: main, lines: [{ orderLineId: await lineOf(id), quantity: '5' }] })).toBe('SHIP_EXCEEDS_ORDER');
    await firm.act(shipOrder, { orderId: id, warehouseId: main, lines: [{ orderLineId: await lineOf(id), quantity: '1' }] });
    await firm.act(reverseShipment, { shipmentId: first, reason: 'Wrong truck' });
    expect(await short(id)).toBe('EAST 2+0, MAIN 3+0');
    await firm.act(cancelOrder, { orderId: id, reason: 'No' });
    expect((await codes(other)).reduce(([ready, waits], each): [number, number] => [ready + each.reserved, waits + each.backordered], [0, 0] as [number, number])).toEqual([3, 0]);
  });

  test('is served by what comes in anywhere, who placed first before who placed later', async () => {
    await rule({ strategy: 'PRIORITY' });
    const product = await goods({ [east]: '1', [west]: '1' });
    const [early, named, late] = [await place([line(product, '3')], {}, { acceptBackorder: true }), await place([line(product, '2')], { warehouseId: west }, { acceptBackorder: true }),
      await place([line(product, '2')], {}, { acceptBackorder: true })];
    expect([await short(early), await short(named), await short(late)]).toEqual(['EAST 1+1, WEST 1+0', 'WEST 0+2', 'EAST 0+2']);
    const supplierId = globalId('Supplier', (await firm.act(createSupplier, { code: `S${count}`, name: 'Maker' })).supplier ?? '');
    const purchaseOrderId = globalId('PurchaseOrder', (await firm.act(createPurchaseOrder, { supplierId, warehouseId: west, lines: [{ productId: product, quantity: '4', unitCost: '2' }] })).purchaseOrder ?? '');
    await firm.act(placePurchaseOrder, { purchaseOrderId });
    await firm.act(receiveGoods, { purchaseOrderId });
    expect([await short(early), await short(named), await short(late)]).toEqual(['EAST 1+0, WEST 2+0', 'WEST 2+0', 'EAST 0+1, WEST 1+0']);
    await firm.act(adjustStock, { productId: product, warehouseId: main, quantity: '5', unitCost: '2', reason: 'FOUND' });
    expect(await short(late)).toBe('MAIN 1+0, WEST 1+0');
  });

  test('reserves later from wherever there is something', async () => {
    await rule({ strategy: 'PRIORITY' });
    const product = await goods({ [east]: '1', [west]: '5' });
    const id = await place([line(product, '4')], {}, { reserveLater: true });
    expect(await short(id)).toBe('WEST 0+4');
    await firm.act(adjustStock, { productId: product, warehouseId: west, quantity: '-3', reason: 'SPOILAGE' });
    await firm.act(reserveStock, { orderId: id });
    expect(await short(id)).toBe('EAST 1+0, WEST 2+1');
  });

  test('is served from elsewhere by a clerk with a reason, in whole or in part, and what is free goes to who waits', async () => {
    await rule({ strategy: 'PRIORITY' });
    const product = await goods({ [main]: '1', [east]: '4' });
    const id = await place([line(product, '4')]);
    const waits = await place([line(product, '2')], { warehouseId: east }, { acceptBackorder: true });
    const part = { orderLineId: await lineOf(id), fromWarehouseId: east, quantity: '2' };
    expect(await firm.refusal(reallocateOrder, { orderId: id, warehouseId: main, reason: 'r', lines: [{ ...part, quantity: '5' }] })).toBe('INPUT_INVALID');
    await firm.act(reallocateOrder, { orderId: id, warehouseId: main, reason: 'The truck leaves from there', lines: [part] });
    expect([await short(id), await short(waits)]).toEqual(['EAST 2+0, MAIN 1+1', 'EAST 2+0']);
    expect((await codes(id)).map(({ because }) => whyHere(because, 'en'))).toContain('Moved here by hand: The truck leaves from there');
    expect(await firm.one(sql`SELECT reason FROM "Event" WHERE kind = 'orderReallocated' AND "subjectId" = ${uuid(id)}`)).toEqual({ reason: 'The truck leaves from there' });
    await firm.act(reallocateOrder, { orderId: id, warehouseId: west, reason: 'All from there' });
    expect(await short(id)).toBe('WEST 0+4');
    await firm.act(reallocateOrder, { orderId: id, reason: 'As the rule says' });
    expect(await short(id)).toBe('EAST 2+1, MAIN 1+0');
  });

  test('gives promised goods to another order that waits for them', async () => {
    const [product, other] = [await goods({ [main]: '3' }), await goods({ [main]: '3' })];
    const [rich, poor] = [await place([line(product, '3')], { warehouseId: main }), await place([line(product, '2'), line(other, '1')], { warehouseId: main }, { acceptBackorder: true })];
    const move = (quantity: string, no = 1) => Promise.all([lineOf(rich), lineOf(poor, no)])
      .then(([fromOrderLineId, toOrderLineId]) => firm.refusal(moveReservation, { fromOrderLineId, toOrderLineId, quantity, reason: 'They open tomorrow' }));
    expect([await move('4'), await move('3'), await move('1', 2)]).toEqual(['PROMISE_MISSING', 'RESERVE_EXCEEDS_WAITING', 'INPUT_INVALID']);
    expect(await move('2')).toBeUndefined();
    expect([await short(rich), await short(poor)]).toEqual(['MAIN 1+2', 'MAIN 2+0, MAIN 1+0']);
  });
});
