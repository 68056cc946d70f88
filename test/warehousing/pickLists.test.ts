// Pick lists: one way through the bins for one order or several; what was fetched is what is shipped.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planPicks, shippable } from '../../server/src/warehousing/picks.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import type { BinContentRow, BinRow, PickLineRow, ReservationRow } from '../../server/src/generated/rows.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { units, type Quantity } from '../../server/src/shared/quantity.ts';
import { verify } from '../../server/src/verify.ts';
import { makePickList } from '../../server/src/warehousing/makePickList.ts';
import { moveBinContents } from '../../server/src/warehousing/moveBinContents.ts';
import { cancelPickList, pickGoods } from '../../server/src/warehousing/pickGoods.ts';
import { createBins } from '../../server/src/warehousing/saveBin.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

describe('planning picks', () => {
  const bin = (id: string, sequence: number) => ({ id, code: id, sequence }) as BinRow;
  const content = (binId: string, productId: string, quantity: number, lotId: string | null = null) => ({ id: binId + productId, binId, productId, lotId, quantity: units(quantity) }) as BinContentRow;
  const wants = (productId: string, quantity: number, lots: { lotId: string; quantity: Quantity }[] = []) =>
    ({ reservation: { id: `r-${productId}`, productId, orderLineId: `l-${productId}` } as ReservationRow, quantity: units(quantity), lots });
  const facts = { bins: [bin('A', 1), bin('B', 2), bin('C', 3)], taken: [], nameOf: (id: string) => id };
  const told = (picks: ReturnType<typeof planPicks>) => picks.map(({ reservation: { productId }, binId, lotId, quantity }) => `${binId ?? 'floor'} ${productId}${lotId ? `/${lotId}` : ''} ${quantity / 1_000_000n}`);
  test.each([
    ['goes through bins in their order, the floor last', [wants('x', 7), wants('y', 2)], [content('C', 'x', 3), content('A', 'x', 2), content('B', 'y', 5)], ['A x 2', 'B y 2', 'C x 3', 'floor x 2']],
    ['fetches the lots that were promised, wherever they lie', [wants('x', 3, [{ lotId: 'L2', quantity: units(1) }, { lotId: 'L1', quantity: units(2) }])],
      [content('A', 'x', 9, 'L1'), content('C', 'x', 9, 'L2')], ['A x/L1 2', 'C x/L2 1']],
    ['finds everything on the floor where there are no bins', [wants('x', 1)], [], ['floor x 1']],
  ])('%s', (_name, wanted, contents, expected) => {
    expect(told(planPicks(wanted, { ...facts, contents }))).toEqual(expected);
  });
  test('leaves what other lists will take', () => {
    expect(told(planPicks([wants('x', 4)], { ...facts, contents: [content('A', 'x', 5), content('B', 'x', 5)], taken: [{ binId: 'A', productId: 'x', lotId: null, quantity: units(3) }] })))
      .toEqual(['A x 2', 'B x 2']);
  });
  test('ships of a kit as many as all its parts make', () => {
    const reservation = (id: string, perKit: number | null) => ({ id, orderLineId: 'line', perKit: perKit === null ? null : units(perKit) }) as ReservationRow;
    const line = (reservationId: string, picked: number) => ({ reservationId, picked: units(picked), lotId: null }) as PickLineRow;
    expect(shippable([line('a', 4), line('b', 3)], [reservation('a', 2), reservation('b', 1)])).toEqual([{ orderLineId: 'line', quantity: units(2) }]);
    expect(shippable([line('a', 4), line('b', 0)], [reservation('a', 2), reservation('b', 1)])).toEqual([]);
    expect(shippable([line('a', 4)], [reservation('a', null)])).toEqual([{ orderLineId: 'line', quantity: units(4) }]);
  });
});

describe('a pick list', () => {
  let firm: Trade;
  let main: string;
  const bins: Record<string, string> = {};
  beforeAll(async () => {
    firm = await startTrade();
    main = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
    const { bins: ids } = await firm.act(createBins, { warehouseId: main, bins: [{ code: 'A', sequence: 1 }, { code: 'B', sequence: 2 }, { code: 'C', sequence: 3 }] }) as unknown as { bins: string[] };
    ['A', 'B', 'C'].forEach((code, index) => { bins[code] = globalId('Bin', ids[index] ?? ''); });
  });
  afterAll(async () => {
    expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
    await firm.close();
  });
  const put = (productId: string, code: string, quantity: string) => firm.act(moveBinContents, { warehouseId: main, lines: [{ productId, quantity, toBinId: bins[code] }] });
  const linesOf = async (pickListId: string) => (await firm.db.rows<{ id: string; line: string }>(sql`SELECT l.id, coalesce(b.code, 'floor') || ' ' || trim_scale(l.quantity) || coalesce('/' || trim_scale(l.picked), '') AS line
    FROM "PickLine" l LEFT JOIN "Bin" b ON b.id = l."binId" WHERE l."pickListId" = ${uuid(pickListId)} ORDER BY l.no`));
  const make = async (...orders: string[]) => globalId('PickList', (await firm.act(makePickList, { orderIds: orders })).pickList ?? '');
  const lies = async (productId: string) => (await firm.one<{ figures: string }>(sql`SELECT trim_scale("onHand") || ' ' || trim_scale(binned) || ' ' || trim_scale(reserved) AS figures FROM "StockLevel"
    WHERE "productId" = ${uuid(productId)} AND "warehouseId" = ${uuid(main)}`)).figures;
  const order = async (...lines: [productId: string, quantity: string][]) => firm.order(await firm.customer(), lines.map(([productId, quantity]) => ({ productId, quantity, unitPrice: '3' })));

  test('of a wave of orders is one way through the bins; each order ships exactly what was fetched for it', async () => {
    const [tea, cup] = [await firm.product('1', '10'), await firm.product('2', '10')];
    await put(tea, 'B', '6');
    await put(cup, 'A', '3');
    const [first, second] = [await order([tea, '4'], [cup, '2']), await order([tea, '3'], [await firm.service(), '1'])];
    const list = await make(first, second);
    expect((await linesOf(list)).map(({ line }) => line)).toEqual(['A 2', 'B 4', 'B 2', 'floor 1']);
    expect(await firm.refusal(makePickList, { orderIds: [first] })).toBe('NOTHING_TO_PICK');
    expect(await firm.refusal(shipOrder, { orderId: first, pickListId: list })).toBe('PICK_LIST_STATE');
    const [, tea4, tea2] = await linesOf(list);
    const short = (more: Record<string, unknown>) => ({ pickListId: list, lines: [{ pickLineId: globalId('PickLine', tea4?.id ?? ''), picked: '3', ...more }] });
    expect(await firm.refusal(pickGoods, short({}))).toBe('INPUT_INVALID');
    expect(await firm.refusal(pickGoods, short({ picked: '5' }))).toBe('INPUT_INVALID');
    await firm.act(pickGoods, short({ shortReason: 'NOT_FOUND' }));
    expect((await linesOf(list)).map(({ line }) => line)).toEqual(['A 2/2', 'B 4/3', 'B 2/2', 'floor 1/1']);
    expect([await lies(tea), await lies(cup)]).toEqual(['10 1 7', '10 1 2']);
    await firm.act(shipOrder, { orderId: first, pickListId: list });
    expect([await lies(tea), await lies(cup)]).toEqual(['7 1 4', '8 1 0']);
    await firm.act(shipOrder, { orderId: second, pickListId: list });
    expect(await lies(tea)).toBe('4 1 1');
    expect(await firm.refusal(shipOrder, { orderId: second, pickListId: list })).toBe('NOTHING_TO_SHIP');
    expect(await firm.one(sql`SELECT status::text FROM "Order" WHERE id = ${uuid(second)}`)).toEqual({ status: 'SHIPPED' });
    expect(await firm.refusal(cancelPickList, { pickListId: list, reason: 'Late' })).toBe('PICK_LIST_SHIPPED');
    // What was not found waits to be fetched again.
    expect((await linesOf(await make(first))).map(({ line }) => line)).toEqual(['B 1']);
    expect(tea2?.line).toBe('B 2');
  });

  test('that is given up puts what was fetched back into its bins, and promises stay', async () => {
    const product = await firm.product('1', '5');
    await put(product, 'C', '5');
    const list = await make(await order([product, '2']));
    await firm.act(pickGoods, { pickListId: list });
    expect(await lies(product)).toBe('5 3 2');
    await firm.act(cancelPickList, { pickListId: list, reason: 'Wrong wave' });
    expect(await lies(product)).toBe('5 5 2');
    expect(await firm.refusal(cancelPickList, { pickListId: list, reason: 'Twice' })).toBe('PICK_LIST_STATE');
  });

  test('is made once, however many ask for it at once', async () => {
    const product = await firm.product('1', '5');
    const ordered = await order([product, '2']);
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => firm.refusal(makePickList, { orderIds: [ordered] })));
    expect(outcomes.filter((each) => each === undefined)).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set([undefined, 'NOTHING_TO_PICK']));
  });
});
