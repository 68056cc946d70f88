// What wants somebody to look at it: nothing in a firm in which all is well, and each kind when it is not, with owner and age.
import { afterAll, beforeAll, expect, test } from 'vitest';
import '../../server/src/billing/invoiceShipped.ts';
import { accountExceptions } from '../../server/src/billing/accountExceptions.ts';
import { setInvoiceChecks } from '../../server/src/billing/holds.ts';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { invoiceTimeliness, notInvoiced } from '../../server/src/billing/notInvoiced.ts';
import { setCreditLimit } from '../../server/src/customers/setCreditLimit.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { verify } from '../../server/src/verify.ts';
import { followedUp } from '../support/settled.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(() => firm.close());
const told = async (more: Record<string, unknown> = {}) => answerReport(accountExceptions, more, await firm.context());
const kinds = async () => (await told()).rows.map(({ kind }) => kind);
const follow = async () => {
  const { now } = await firm.context();
  await followedUp(firm.db, () => now);
};

test('shipments that are not invoiced are told by age, at cost as account 1310 has them, and the hours to their invoices', async () => {
  const goods = await firm.product('4', '100');
  const customer = await firm.customer();
  expect(await answerReport(notInvoiced, {}, await firm.context())).toMatchObject({ shipments: 0, total: 0n, ledger: 0n, difference: 0n });
  expect(await kinds()).toEqual([]);
  const shipment = await firm.ship(await firm.order(customer, [{ productId: goods, quantity: '3', unitPrice: '10' }]));
  firm.day = later(firstDay, 10);
  await firm.ship(await firm.order(customer, [{ productId: goods, quantity: '1', unitPrice: '10' }]));
  const report = await answerReport(notInvoiced, {}, await firm.context());
  expect(report).toMatchObject({ shipments: 2, total: 4000n, cost: 1600n, ledger: 1600n, difference: 0n });
  expect(report.ages.map(({ age, shipments, cost }) => [age, shipments, cost])).toEqual([['days0to1', 1, 400n], ['days2to7', 0, 0n], ['days8to30', 1, 1200n], ['daysOver30', 0, 0n]]);
  expect((await told()).rows).toMatchObject([{ kind: 'UNBILLED', customer: uuid(customer), amount: 3000n, days: 10, ownerRole: 'CONTROLLER' }]);
  await firm.act(invoiceShipments, { shipmentIds: [shipment] });
  const period = { from: firstDay, to: later(firstDay, 30) };
  expect(await answerReport(invoiceTimeliness, period, await firm.context())).toMatchObject({ shipments: 1, medianHours: '240.0', p90Hours: '240.0', withinDay: 0 });
  await follow();
  expect(await kinds()).toEqual([]);
});

test('each kind is told while it lasts, with whose it is and since when', async () => {
  const service = await firm.service();
  await firm.act(setListPrice, { productId: service, unitPrice: '50', validFrom: firstDay });
  const customer = await firm.customer({ paymentTermDays: 10 });
  const invoice = await firm.invoice(customer, [{ productId: service, quantity: '2' }]);
  expect(await kinds()).toEqual([]);
  await firm.db.rows(sql`UPDATE "Customer" SET "paymentTermDays" = 20 WHERE id = ${uuid(customer)}`);
  expect((await told()).rows).toMatchObject([{ kind: 'WRONG_TERMS', subjectLabel: expect.stringMatching(/^INV-/) as string, detail: '10 → 20', amount: 10000n }]);
  await firm.db.rows(sql`UPDATE "Customer" SET "paymentTermDays" = 10 WHERE id = ${uuid(customer)}`);
  await firm.act(recordPayment, { customerId: customer, amount: '5', method: 'BANK' });
  expect((await told()).rows).toMatchObject([{ kind: 'UNAPPLIED', amount: 500n, ownerRole: 'COLLECTOR' }]);
  const { version } = await firm.one<{ version: number }>(sql`SELECT version FROM "CreditAccount" WHERE "customerId" = ${uuid(customer)}`);
  await firm.act(setCreditLimit, { customerId: customer, version, limit: '40', reason: 'less' });
  expect(await kinds()).toEqual(expect.arrayContaining(['OVER_LIMIT', 'UNAPPLIED']));
  expect((await told({ kind: 'OVER_LIMIT' })).rows).toMatchObject([{ amount: 5500n, customer: uuid(customer) }]);
  expect((await told({ kind: 'OVER_LIMIT' })).total).toBe(2);
  await firm.db.rows(sql`INSERT INTO "Mail" (id, "companyId", kind, status, "subjectType", "subjectId", "partyType", "partyId", "partyName", "toAddress", language, subject, body, "messageId", "requestedByName")
    SELECT gen_random_uuid(), id, 'INVOICE', 'BOUNCED', 'Invoice', ${uuid(invoice)}::uuid, 'Customer', ${uuid(customer)}::uuid, 'x', 'gone@example.com', 'EN', 'Your invoice', 'x', 'x', 'x' FROM "Company"`);
  expect((await told({ kind: 'RETURNED_MAIL' })).rows).toMatchObject([{ detail: 'gone@example.com', amount: null }]);
  for (const reason of ['DISPUTE', 'ERROR']) {
    await firm.db.rows(sql`INSERT INTO "ShortPayment" (id, "companyId", "paymentId", "openItemId", "customerId", reason, "currencyCode", "amountMinor", "entryId", "recordedOn")
      SELECT gen_random_uuid(), "companyId", gen_random_uuid(), "openItemId", "customerId", ${reason}::"ShortReason", 'USD', 700, CASE WHEN ${reason} = 'DISPUTE' THEN NULL ELSE gen_random_uuid() END, ${firm.day}::date FROM "Invoice" WHERE id = ${uuid(invoice)}`);
  }
  expect((await told({ kind: 'DISPUTED' })).rows).toMatchObject([{ amount: 700n }]);
  expect((await told({ kind: 'SHORT_PAID' })).rows).toMatchObject([{ amount: 1400n, detail: '2' }]);
  const other = await firm.customer();
  await firm.act(setInvoiceChecks, { priceRate: '0' });
  await firm.ship(await firm.order(other, [{ productId: service, quantity: '1', unitPrice: '49' }]));
  await follow();
  expect((await told({ kind: 'HELD', customerId: uuid(other) })).rows).toMatchObject([{ detail: 'PRICE: 50 → 49', ownerRole: 'CONTROLLER', customer: uuid(other) }]);
  const all = await told();
  expect(all.counts.map(({ kind, count }) => [kind, count])).toEqual([['DISPUTED', 1], ['HELD', 1], ['OVER_LIMIT', 1], ['RETURNED_MAIL', 1], ['SHORT_PAID', 1], ['UNAPPLIED', 1]]);
  expect(all.rows.every(({ days, ownerName, ownerRole }) => days >= 0 && (ownerName !== null || ownerRole !== null))).toBe(true);
  expect((await verify(firm.db)).filter(({ rows, check }) => rows.length > 0 && !/short/i.test(check))).toEqual([]);
});
