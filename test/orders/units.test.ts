// Sold by the case or by the piece: amounts are made from what was typed, stock from what a case holds.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { setProductUnit } from '../../server/src/catalogue/unitsSave.ts';
import { copyOrder } from '../../server/src/orders/copyOrder.ts';
import { createOrder } from '../../server/src/orders/createOrder.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { loadPreview } from '../../server/src/orders/previewOrder.ts';
import { updateOrder } from '../../server/src/orders/updateOrder.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let caseId: string;
beforeAll(async () => {
  firm = await startTrade();
  caseId = globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'CASE'`)).id);
});
afterAll(() => firm.close());

const inCases = async (pieces: string, stock = '1000') => {
  const productId = await firm.product('1', stock);
  await firm.act(setProductUnit, { productId, unitId: caseId, quantity: pieces, isSaleUnit: true });
  return productId;
};
const linesOf = (orderId: string) => firm.db.rows<Record<string, string>>(sql`SELECT trim_scale(quantity)::text AS quantity, trim_scale(entered)::text AS entered,
  trim_scale("enteredPrice")::text AS "enteredPrice", trim_scale("unitPrice")::text AS "unitPrice", "grossMinor"::text AS gross, "netMinor"::text AS net FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)} ORDER BY no`);

describe('an order line in cases', () => {
  test('is worth its cases, promises their pieces, and is invoiced to the cent in parts', async () => {
    const productId = await inCases('3');
    const customerId = await firm.customer();
    const orderId = await firm.order(customerId, [{ productId, quantity: '100', unitId: caseId, unitPrice: '1', discountRate: '0.1' }]);
    expect(await linesOf(orderId)).toEqual([{ quantity: '300', entered: '100', enteredPrice: '1', unitPrice: '0.33333333', gross: '10000', net: '9000' }]);
    expect(await firm.one(sql`SELECT trim_scale(reserved)::text AS reserved FROM "StockLevel" WHERE "productId" = ${uuid(productId)}`)).toEqual({ reserved: '300' });
    const { id: lineId } = await firm.one<{ id: string }>(sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)}`);
    const totals = [];
    for (const quantity of ['1', '100', '199']) {
      const shipmentId = await firm.ship(orderId, [{ orderLineId: globalId('OrderLine', lineId), quantity }]);
      const { invoice = '' } = await firm.act(invoiceShipments, { shipmentIds: [shipmentId] });
      totals.push(Number((await firm.one<{ net: string }>(sql`SELECT "netMinor"::text AS net FROM "Invoice" WHERE id = ${invoice}`)).net));
    }
    expect(totals).toEqual([30, 3000, 5970]);
  });

  test('takes the list price of its pieces', async () => {
    const productId = await inCases('12');
    await firm.act(setListPrice, { productId, unitPrice: '0.25', validFrom: firm.day });
    const { order = '' } = await firm.act(createOrder, { customerId: await firm.customer(), lines: [{ productId, quantity: '2', unitId: caseId }, { productId, quantity: '5' }] });
    const orderId = globalId('Order', order);
    expect(await linesOf(orderId)).toMatchObject([{ quantity: '24', enteredPrice: '3', unitPrice: '0.25', gross: '600' }, { quantity: '5', entered: null, gross: '125' }]);
    const { order: copy = '' } = await firm.act(copyOrder, { orderId });
    expect(await linesOf(globalId('Order', copy))).toMatchObject([{ quantity: '24', entered: '2', gross: '600' }, { quantity: '5', entered: null }]);
    await firm.act(updateOrder, { orderId, version: 1, lines: [{ productId, quantity: '1', unitId: caseId, unitPrice: '2.5' }] });
    expect(await linesOf(orderId)).toMatchObject([{ quantity: '12', entered: '1', gross: '250' }]);
    await firm.act(placeOrder, { orderId });
  });

  test('is previewed as it would be saved', async () => {
    const productId = await inCases('12', '30');
    const preview = await loadPreview({ lines: [{ productId: uuid(productId), quantity: 3_000_000n as never, unitId: uuid(caseId), unitPrice: 1_000_000_000n as never }] }, await firm.context());
    expect(preview.gross).toBe(3000n);
    expect(preview.lines[0]).toMatchObject({ short: 6_000_000n, available: 30_000_000n });
  });

  test('is refused with every other bad line where it does not convert', async () => {
    const productId = await firm.product('1', '1');
    expect(await firm.refusal(placeOrder, { order: { customerId: await firm.customer(), lines: [{ productId, quantity: '1', unitId: caseId, unitPrice: '1' }] } })).toBe('INPUT_INVALID');
  });

  test('leaves nothing that verify would mind', async () => {
    expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  });
});
