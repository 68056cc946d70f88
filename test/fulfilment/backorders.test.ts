import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { closeOrderLine } from '../../server/src/fulfilment/closeOrderLine.ts';
import { planDeliveries } from '../../server/src/fulfilment/planDeliveries.ts';
import { prioritiseOrder, redistributeStock } from '../../server/src/fulfilment/prioritiseOrder.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { answerSubstitution, proposeSubstitution, withdrawSubstitution } from '../../server/src/fulfilment/substitutions.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let trade: Trade;
let warehouseId = '';
beforeAll(async () => {
  trade = await startTrade();
  warehouseId = globalId('Warehouse', (await trade.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE code = 'MAIN'`)).id);
});
afterAll(() => trade.close());

const clean = async () => expect((await verify(trade.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
const place = async (customerId: string, lines: Record<string, unknown>[], more: Record<string, unknown> = {}) =>
  globalId('Order', (await trade.act(placeOrder, { acceptBackorder: true, order: { customerId, lines, ...more } })).order ?? '');
const promised = async (orderId: string) => (await trade.one<{ reserved: string }>(sql`SELECT trim_scale(sum(reserved))::text reserved FROM "Reservation" WHERE "orderId" = ${uuid(orderId)}::uuid`)).reserved;
const lineOf = async (orderId: string, no = 1) => globalId('OrderLine', (await trade.one<{ id: string }>(sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)}::uuid AND no = ${no}`)).id);
const order = (orderId: string) => trade.one<{ status: string; total: string; open: string }>(sql`SELECT status, "totalMinor"::text total, "openMinor"::text open FROM "Order" WHERE id = ${uuid(orderId)}::uuid`);
const come = (productId: string, quantity: string) => trade.act(recordOpeningStock, { lines: [{ productId, warehouseId, quantity, unitCost: '4' }] });

describe('who waits for goods', () => {
  it('is served by priority, the order\'s or its customer\'s, then by who placed first', async () => {
    const product = await trade.product('4.00', '1');
    const line = [{ productId: product, quantity: '2', unitPrice: '10' }];
    const first = await place(await trade.customer(), line);
    const second = await place(await trade.customer(), line);
    const dear = await place(await trade.customer({ priority: 5 }), line);
    const urgent = await place(await trade.customer(), line, { priority: 9 });
    expect(await Promise.all([first, second, dear, urgent].map(promised))).toEqual(['1', '0', '0', '0']);
    await come(product, '3');
    expect(await Promise.all([first, second, dear, urgent].map(promised))).toEqual(['1', '0', '1', '2']);
    await trade.act(prioritiseOrder, { orderId: second, priority: 7, reason: 'Their shop opens on Monday' });
    await come(product, '1');
    expect(await Promise.all([first, second, dear, urgent].map(promised))).toEqual(['1', '1', '1', '2']);
    await clean();
  });

  it('is promised anew by that rule when somebody asks for it, but for what is in deliveries', async () => {
    const product = await trade.product('4.00', '4');
    const early = await place(await trade.customer(), [{ productId: product, quantity: '4', unitPrice: '10' }]);
    await trade.act(planDeliveries, { orderIds: [early], lines: [{ orderLineId: await lineOf(early), quantity: '1' }] });
    const urgent = await place(await trade.customer(), [{ productId: product, quantity: '9', unitPrice: '10' }], { priority: 9 });
    await trade.act(redistributeStock, { productId: product, warehouseId, reason: 'The hospital first' });
    expect([await promised(early), await promised(urgent)]).toEqual(['1', '3']);
    expect(await trade.refusal(redistributeStock, { productId: product, warehouseId, reason: 'Again' })).toBe('NOTHING_TO_REDISTRIBUTE');
    expect(await trade.one(sql`SELECT count(*)::int events FROM "Event" WHERE kind = 'stockRedistributed' AND reason = 'The hospital first'`)).toEqual({ events: 3 });
    await clean();
  });

  it('gives up the rest of a line, and the order goes on or is done', async () => {
    const [few, many] = [await trade.product('4.00', '1'), await trade.product('4.00', '9')];
    const id = await place(await trade.customer(), [{ productId: few, quantity: '3', unitPrice: '10' }, { productId: many, quantity: '2', unitPrice: '7' }], { freight: '5' });
    await trade.act(shipOrder, { orderId: id });
    expect(await order(id)).toEqual({ status: 'PART_SHIPPED', total: '4900', open: '2000' });
    await trade.act(closeOrderLine, { orderLineId: await lineOf(id), quantity: '1', reason: 'They found one elsewhere' });
    expect(await order(id)).toEqual({ status: 'PART_SHIPPED', total: '4900', open: '1000' });
    await trade.act(closeOrderLine, { orderLineId: await lineOf(id), reason: 'And another' });
    expect(await order(id)).toEqual({ status: 'SHIPPED', total: '4900', open: '0' });
    const untouched = await place(await trade.customer(), [{ productId: few, quantity: '3', unitPrice: '10' }], { freight: '5' });
    await trade.act(closeOrderLine, { orderLineId: await lineOf(untouched), reason: 'No' });
    expect(await order(untouched)).toMatchObject({ status: 'CANCELLED', open: '0' });
    await clean();
  });
});

describe('a substitute', () => {
  it('takes the place of what waits once the customer has said so, at the price that was agreed', async () => {
    const [gone, instead] = [await trade.product('4.00', '1'), await trade.product('5.00', '10')];
    const id = await place(await trade.customer(), [{ productId: gone, quantity: '4', unitPrice: '10' }]);
    const offer = async (more: Record<string, unknown> = {}) => globalId('Substitution', (await trade.act(proposeSubstitution, { orderLineId: await lineOf(id), productId: instead, reason: 'Sold out', ...more })).substitution ?? '');
    const withdrawn = await offer();
    expect(await trade.refusal(proposeSubstitution, { orderLineId: await lineOf(id), productId: instead, reason: 'Twice' })).toBe('SUBSTITUTION_PENDING');
    await trade.act(withdrawSubstitution, { substitutionId: withdrawn, reason: 'Wrong one' });
    const declined = await offer({ quantity: '3' });
    await trade.act(answerSubstitution, { substitutionId: declined, accepts: false, consentName: 'Ms Moreau', consentMeans: 'PHONE' });
    expect(await order(id)).toMatchObject({ total: '4000', open: '4000' });
    const accepted = await offer({ quantity: '3', unitPrice: '12' });
    await trade.act(answerSubstitution, { substitutionId: accepted, accepts: true, consentName: 'Ms Moreau', consentMeans: 'MAIL', note: 'Only this once' });
    expect(await order(id)).toEqual({ status: 'PLACED', total: '7600', open: '4600' });
    expect(await trade.db.rows(sql`SELECT no, trim_scale(quantity)::text quantity, trim_scale(cancelled)::text cancelled FROM "OrderLine" WHERE "orderId" = ${uuid(id)}::uuid ORDER BY no`))
      .toEqual([{ no: 1, quantity: '4', cancelled: '3' }, { no: 2, quantity: '3', cancelled: '0' }]);
    expect(await trade.one(sql`SELECT status, "consentName", "consentMeans", "newOrderLineId" IS NOT NULL made FROM "Substitution" WHERE id = ${uuid(accepted)}::uuid`))
      .toEqual({ status: 'ACCEPTED', consentName: 'Ms Moreau', consentMeans: 'MAIL', made: true });
    await clean();
    await trade.act(shipOrder, { orderId: id });
    expect(await order(id)).toMatchObject({ status: 'SHIPPED', open: '0' });
    expect(await trade.refusal(answerSubstitution, { substitutionId: accepted, accepts: true, consentName: 'x', consentMeans: 'PHONE' })).toBe('SUBSTITUTION_STATE');
    await clean();
  });
});
