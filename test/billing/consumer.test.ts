import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import '../../server/src/billing/invoiceShipped.ts';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { reverseShipment } from '../../server/src/fulfilment/reverseShipment.ts';
import { followedUp } from '../support/settled.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let service: string;
beforeAll(async () => {
  firm = await startTrade();
  service = await firm.service();
});
afterAll(() => firm.close());

const follow = async () => {
  const { now } = await firm.context();
  await followedUp(firm.db, () => now);
};
const ordered = async () => firm.order(await firm.customer(), [{ productId: service, quantity: '1', unitPrice: '5' }]);
const invoices = async (orderId: string) => (await firm.db.rows(sql`SELECT id FROM "Invoice" WHERE "orderId" = ${uuid(orderId)}`)).length;

describe('a shipment', () => {
  test('is invoiced by itself, once, however often the log is followed', async () => {
    const orderId = await ordered();
    await firm.ship(orderId);
    await Promise.all([follow(), follow()]);
    await follow();
    expect(await invoices(orderId)).toBe(1);
    expect(await firm.one(sql`SELECT status FROM "Order" WHERE id = ${uuid(orderId)}`)).toEqual({ status: 'INVOICED' });
  });

  test('that somebody invoiced or took back before is left alone', async () => {
    const [byHand, takenBack] = [await ordered(), await ordered()];
    await firm.act(invoiceShipments, { shipmentIds: [await firm.ship(byHand)] });
    await firm.act(reverseShipment, { shipmentId: await firm.ship(takenBack), reason: 'not theirs' });
    await follow();
    expect([await invoices(byHand), await invoices(takenBack)]).toEqual([1, 0]);
    expect(await firm.db.rows(sql`SELECT kind FROM "Event" WHERE kind = 'effectRefused'`)).toEqual([]);
  });
});
