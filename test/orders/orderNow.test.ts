// A partner's order in one step: by codes, numbers and barcodes, once for each reference.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addBarcode } from '../../server/src/catalogue/barcodes.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { orderNow } from '../../server/src/orders/orderNow.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { perform, readInput } from '../../server/src/shared/perform.ts';
import { InputRefused } from '../../server/src/shared/sharedRefusals.ts';
import { verify } from '../../server/src/verify.ts';
import { firstDay, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let product: string;
beforeAll(async () => {
  firm = await startTrade();
  product = await firm.product('1', '1000', { sku: 'TEA-1' });
  await firm.act(setListPrice, { productId: product, unitPrice: '5', validFrom: firstDay });
  await firm.act(addBarcode, { productId: product, code: '4006381333931' });
  await firm.customer({ code: 'NORTH' });
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

describe('an order in one step', () => {
  test('knows the customer by code and products by number or barcode, and is placed', async () => {
    const { order = '' } = await firm.act(orderNow, { customerCode: 'NORTH', lines: [{ sku: 'TEA-1', quantity: '2' }, { barcode: '4006381333931', quantity: '3' }, { productId: product, quantity: '1', unitPrice: '4' }] });
    expect(await firm.one(sql`SELECT status::text, number, "totalMinor"::text AS total, "openMinor"::text AS open FROM "Order" WHERE id = ${order}`)).toEqual({ status: 'PLACED', number: 'ORD-2026-00001', total: '2900', open: '2900' });
  });

  test('tells every bad line at its own field, before anything is placed', async () => {
    const before = await firm.one<{ n: number }>(sql`SELECT count(*)::int AS n FROM "Order"`);
    const issues = async (raw: Record<string, unknown>) => {
      try {
        await firm.act(orderNow, raw);
        return [];
      } catch (error) {
        if (error instanceof InputRefused) return error.issues.map(({ path, code }) => `${path.join('.')} ${code}`);
        throw error;
      }
    };
    expect(await issues({ customerCode: 'NORTH', lines: [{ sku: 'NONE', quantity: '1' }, { quantity: '1', productId: product, sku: 'TEA-1' }, { barcode: '1', quantity: '1' }] }))
      .toEqual(['lines.0.sku id_unknown', 'lines.1.productId one_of', 'lines.2.barcode id_unknown']);
    expect(await issues({ customerCode: 'NORTH', lines: [{ sku: 'TEA-1', quantity: '0.5' }] })).toEqual(['lines.0.quantity decimal_places']);
    expect(await issues({ customerCode: 'NOBODY', lines: [{ sku: 'TEA-1', quantity: '1' }] })).toEqual(['customerCode id_unknown']);
    expect(await issues({ lines: [{ sku: 'TEA-1', quantity: '1' }] })).toEqual(['customerId one_of']);
    expect(await firm.one(sql`SELECT count(*)::int AS n FROM "Order"`)).toEqual(before);
    expect(await firm.refusal(orderNow, { customerCode: 'NORTH', lines: [{ sku: 'TEA-1', quantity: '5000' }] })).toBe('STOCK_SHORT');
  });

  test('is there once for each reference of a customer, however many send it at once; a cancelled one may be sent again', async () => {
    const ctx = await firm.context();
    const input = readInput(orderNow, { customerCode: 'NORTH', reference: 'PO-4711', lines: [{ sku: 'TEA-1', quantity: '1' }] }, ctx);
    const sent = await Promise.allSettled(Array.from({ length: 8 }, () => perform(orderNow, input, ctx)));
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "Order" WHERE "customerReference" = 'PO-4711'`);
    expect(await firm.refusal(orderNow, { customerCode: 'NORTH', reference: 'PO-4711', lines: [{ sku: 'TEA-1', quantity: '9' }] })).toBe('ORDER_REFERENCE_KNOWN');
    await firm.customer({ code: 'SOUTH' });
    await firm.act(orderNow, { customerCode: 'SOUTH', reference: 'PO-4711', lines: [{ sku: 'TEA-1', quantity: '1' }] });
    await firm.act(cancelOrder, { orderId: globalId('Order', id), reason: 'Sent by mistake' });
    await firm.act(orderNow, { customerCode: 'NORTH', reference: 'PO-4711', lines: [{ sku: 'TEA-1', quantity: '1' }] });
    const keyed = readInput(orderNow, { customerCode: 'NORTH', lines: [{ sku: 'TEA-1', quantity: '1' }] }, ctx);
    const answers = [await perform(orderNow, keyed, ctx, { idempotencyKey: 'k' }), await perform(orderNow, keyed, ctx, { idempotencyKey: 'k' })];
    expect(answers.map(({ replayed }) => replayed)).toEqual([false, true]);
    expect(uuid(product)).toMatch(/-/);
  });
});
