import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { demandComponents, setKitComponents } from '../../server/src/catalogue/kits.ts';
import { updateProduct } from '../../server/src/catalogue/updateProduct.ts';
import { reverseShipment } from '../../server/src/fulfilment/reverseShipment.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import type { ProductRow } from '../../server/src/generated/rows.ts';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { kitsIn, partOf, readyOf, totalOf, waitingOf } from '../../server/src/inventory/kitUnits.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { reserveStock } from '../../server/src/orders/reserveStock.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { none, parseQuantity, units, type Quantity } from '../../server/src/shared/quantity.ts';
import type { Refusal } from '../../server/src/shared/refusal.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

const q = (text: string) => parseQuantity(text) as Quantity;

describe('kits in units of their line', () => {
  const row = (reserved: number, backordered: number, perKit: string) => ({ reserved: units(reserved), backordered: units(backordered), perKit: q(perKit) });
  test('are as many as the scarcest component makes', () => {
    expect(kitsIn(units(7), units(2))).toBe(units(3));
    expect(kitsIn(q('1'), q('0.3'))).toBe(units(3));
    expect(kitsIn(q('1.5'), null)).toBe(q('1.5'));
    expect(partOf(units(3), q('0.25'))).toBe(q('0.75'));
    const rows = [row(4, 2, '2'), row(3, 0, '1')];
    expect([readyOf(rows), totalOf(rows), waitingOf(rows)]).toEqual([units(2), units(3), units(1)]);
    expect([readyOf([]), totalOf([]), waitingOf([])]).toEqual([none, none, none]);
  });
  test.each([
    ['kit', { isKit: true, isStocked: false }, 'KIT_COMPONENT_UNFIT'], ['kit', { isStocked: false }, 'KIT_COMPONENT_UNFIT'], ['itself', { id: 'kit' }, 'KIT_COMPONENT_UNFIT'], ['goods', {}, undefined],
  ])('a component that is %s %j: %s', (_what, more, code) => {
    const product = { id: 'p', name: 'Part', isKit: false, isStocked: true, ...more } as ProductRow;
    let refused: string | undefined;
    try {
      demandComponents({ id: 'kit' }, [{ productId: product.id, quantity: units(1) }], [{ product, decimals: 0 }]);
    } catch (error) {
      refused = (error as Refusal).kind.code;
    }
    expect(refused).toBe(code);
  });
});

describe('a kit', () => {
  let firm: Trade;
  let main: string;
  beforeAll(async () => {
    firm = await startTrade();
    main = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE code = ${'MAIN'}`)).id);
  });
  afterAll(async () => {
    expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
    await firm.close();
  });
  const kit = async (...components: [string, string][]) => {
    const productId = await firm.service();
    await firm.act(setKitComponents, { productId, version: 1, components: components.map(([id, quantity]) => ({ productId: id, quantity })) });
    return productId;
  };
  const line = (productId: string, quantity: string, unitPrice = '100') => ({ productId, quantity, unitPrice });
  const level = (productId: string) => firm.one(sql`SELECT "onHand"::float, reserved::float, backordered::float FROM "StockLevel" WHERE "productId" = ${uuid(productId)}`);
  const place = async (lines: object[], patience: object = {}) => globalId('Order', (await firm.act(placeOrder, { ...patience, order: { customerId: await firm.customer(), lines } })).order ?? '');
  const lineOf = async (orderId: string) => globalId('OrderLine', (await firm.one<{ id: string }>(sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)} AND no = 1`)).id);
  const found = async (productId: string, quantity: string) => firm.act(adjustStock, { productId, warehouseId: main, quantity, reason: 'FOUND', unitCost: '1' });

  test('promises its components together: whole kits, or it waits', async () => {
    const [wine, glass] = [await firm.product('5', '10'), await firm.product('2', '7')];
    const set = await kit([wine, '1'], [glass, '2']);
    expect(await firm.refusal(placeOrder, { order: { customerId: await firm.customer(), lines: [line(set, '4')] } })).toBe('STOCK_SHORT');
    expect([await level(wine), await level(glass)]).toMatchObject([{ reserved: 0 }, { reserved: 0 }]);
    expect(await firm.refusal(placeOrder, { order: { customerId: await firm.customer(), lines: [line(set, '1.5')] } })).toBe('INPUT_INVALID');
    await place([line(set, '5')], { acceptBackorder: true });
    expect([await level(wine), await level(glass)]).toEqual([{ onHand: 10, reserved: 3, backordered: 2 }, { onHand: 7, reserved: 6, backordered: 4 }]);
    await found(glass, '2'); // three are free now: one kit more, one glass stays
    expect([await level(wine), await level(glass)]).toEqual([{ onHand: 10, reserved: 4, backordered: 1 }, { onHand: 9, reserved: 8, backordered: 2 }]);
    await found(wine, '1'); // more wine makes no kit
    expect(await level(wine)).toMatchObject({ reserved: 4, backordered: 1 });
  });

  test('sees another kit and single goods that take the same component', async () => {
    const [bolt, nut, plate] = [await firm.product('1', '10'), await firm.product('1', '10'), await firm.product('1', '10')];
    const [small, large] = [await kit([bolt, '2'], [nut, '2']), await kit([bolt, '3'], [plate, '1'])];
    await place([line(small, '2'), line(large, '1')]); // 4 + 3 bolts
    expect(await firm.refusal(placeOrder, { order: { customerId: await firm.customer(), lines: [line(small, '1'), line(large, '1')] } })).toBe('STOCK_SHORT');
    await place([line(bolt, '2')]);
    expect(await firm.refusal(placeOrder, { order: { customerId: await firm.customer(), lines: [line(small, '1')] } })).toBe('STOCK_SHORT');
    expect(await level(bolt)).toMatchObject({ reserved: 9 });
  });

  test('is served before who placed later, once all of its components are there', async () => {
    const [a, b] = [await firm.product('1', '1'), await firm.product('1', '1')];
    const set = await kit([a, '2'], [b, '2']);
    await place([line(set, '1')], { acceptBackorder: true });
    const later = await place([line(a, '2')], { acceptBackorder: true });
    expect(await firm.one(sql`SELECT reserved::float FROM "Reservation" WHERE "orderId" = ${uuid(later)}`)).toEqual({ reserved: 1 }); // the waiting kit holds nothing
    await found(b, '1');
    await found(a, '1');
    expect(await firm.one(sql`SELECT reserved::float FROM "Reservation" WHERE "orderId" = ${uuid(later)}`)).toEqual({ reserved: 2 }); // one is missing for the kit
    await found(a, '2');
    expect([await level(a), await level(b)]).toMatchObject([{ reserved: 4, backordered: 0 }, { reserved: 2, backordered: 0 }]);
  });

  test('ships its components in whole kits; its cost is theirs, its price its own', async () => {
    const [wine, glass] = [await firm.product('5', '10'), await firm.product('2', '10')];
    const set = await kit([wine, '1'], [glass, '2']);
    const id = await place([line(set, '3', '30')]);
    const ship = (quantity: string) => firm.refusal(shipOrder, { orderId: id, lines: [{ orderLineId: '', quantity }] });
    expect(await ship('1')).toBe('INPUT_INVALID');
    const orderLineId = await lineOf(id);
    expect(await firm.refusal(shipOrder, { orderId: id, lines: [{ orderLineId, quantity: '0.5' }] })).toBe('INPUT_INVALID');
    const first = await firm.ship(id, [{ orderLineId, quantity: '1' }]);
    expect(await firm.one(sql`SELECT quantity::float, "costMinor", "netMinor" FROM "ShipmentLine" WHERE "shipmentId" = ${uuid(first)}`)).toEqual({ quantity: 1, costMinor: '900', netMinor: '3000' });
    expect([await level(wine), await level(glass)]).toEqual([{ onHand: 9, reserved: 2, backordered: 0 }, { onHand: 8, reserved: 4, backordered: 0 }]);
    await firm.act(reverseShipment, { shipmentId: first, reason: 'No' });
    expect([await level(wine), await level(glass)]).toEqual([{ onHand: 10, reserved: 3, backordered: 0 }, { onHand: 10, reserved: 6, backordered: 0 }]);
    const all = await firm.ship(id);
    await firm.act(invoiceShipments, { shipmentIds: [all] });
    expect(await firm.one(sql`SELECT a.code, sum(l."companyMinor")::text AS amount FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
      WHERE l."orderId" = ${uuid(id)} AND a.code = '5000' AND l."productId" = ${uuid(set)} GROUP BY 1`)).toEqual({ code: '5000', amount: '2700' });
    expect(await firm.one(sql`SELECT quantity::float, "grossMinor" FROM "InvoiceLine" WHERE "orderId" = ${uuid(id)}`)).toEqual({ quantity: 3, grossMinor: '9000' });
  });

  test('that was ordered keeps its components, whatever its recipe becomes', async () => {
    const [a, b, c] = [await firm.product('1', '10'), await firm.product('1', '10'), await firm.product('1', '10')];
    const set = await kit([a, '1'], [b, '1']);
    const id = await place([line(set, '2')]);
    await firm.act(setKitComponents, { productId: set, version: 2, components: [{ productId: a, quantity: '3' }, { productId: c, quantity: '1' }] });
    await firm.ship(id);
    expect([await level(a), await level(b), await level(c)]).toMatchObject([{ onHand: 8 }, { onHand: 8 }, { onHand: 10 }]);
    const next = await place([line(set, '2')]);
    expect([await level(a), await level(c)]).toMatchObject([{ reserved: 6 }, { reserved: 2 }]);
    await firm.act(cancelOrder, { orderId: next, reason: 'No' });
    expect([await level(a), await level(c)]).toMatchObject([{ reserved: 0 }, { reserved: 0 }]);
  });

  test('keeps what is left of it when a component is spoilt, and is made whole by what comes', async () => {
    const [a, b] = [await firm.product('1', '4'), await firm.product('1', '4')];
    const set = await kit([a, '2'], [b, '2']);
    const id = await place([line(set, '2')]);
    await firm.act(adjustStock, { productId: a, warehouseId: main, quantity: '-1', reason: 'SPOILAGE', freesReservations: true });
    expect(await firm.refusal(shipOrder, { orderId: id, lines: [{ orderLineId: await lineOf(id), quantity: '2' }] })).toBe('STOCK_SHORT');
    await found(a, '1');
    await firm.ship(id);
    expect([await level(a), await level(b)]).toMatchObject([{ onHand: 0, reserved: 0, backordered: 0 }, { onHand: 0, reserved: 0 }]);
  });

  test('may be reserved later, in whole kits', async () => {
    const [a, b] = [await firm.product('1', '5'), await firm.product('1', '9')];
    const set = await kit([a, '2'], [b, '1']);
    const id = await place([line(set, '3')], { reserveLater: true });
    await firm.act(reserveStock, { orderId: id });
    expect([await level(a), await level(b)]).toMatchObject([{ reserved: 4, backordered: 2 }, { reserved: 2, backordered: 1 }]);
    expect(await firm.refusal(reserveStock, { orderId: id, lines: [{ orderLineId: await lineOf(id), quantity: '0.5' }] })).toBe('INPUT_INVALID');
  });

  test('is made of goods, not of kits or services or itself, and is kept in no stock', async () => {
    const [goods, sold] = [await firm.product('1', '5'), await firm.product('1', '5')];
    const set = await kit([goods, '1']);
    const make = (productId: string, ...ids: string[]) => firm.refusal(setKitComponents, { productId, version: 1, components: ids.map((id) => ({ productId: id, quantity: '1' })) });
    const fresh = await firm.service();
    expect(await make(fresh, set)).toBe('KIT_COMPONENT_UNFIT');
    expect(await make(fresh, goods, goods)).toBe('KIT_COMPONENT_UNFIT');
    expect(await make(sold, goods)).toBe('PRODUCT_IN_USE');
    expect(await make(goods, sold)).toBe('KIT_COMPONENT_UNFIT'); // it is inside another kit
    expect(await firm.refusal(setKitComponents, { productId: fresh, version: 1, components: [{ productId: goods, quantity: '0.5' }] })).toBe('INPUT_INVALID');
    expect(await firm.refusal(updateProduct, { productId: set, version: 2, isStocked: true })).toBe('PRODUCT_IN_USE');
    await firm.act(setKitComponents, { productId: set, version: 2, components: [] });
    expect(await firm.one(sql`SELECT "isKit", "isStocked" FROM "Product" WHERE id = ${uuid(set)}`)).toEqual({ isKit: false, isStocked: false });
  });
});
