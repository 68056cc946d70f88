// Runs of invoices: what is due by the cycle of each customer, once, whoever asks how often.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import '../../server/src/billing/invoiceShipped.ts';
import '../../server/src/orders/settleOrder.ts';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { lastClosing } from '../../server/src/billing/invoiceCycles.ts';
import { cancelInvoiceRun, startInvoiceRun } from '../../server/src/billing/invoiceRuns.ts';
import { setInvoiceSchedule } from '../../server/src/billing/invoiceSchedule.ts';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { startNightlyRun, workOnInvoiceRun } from '../../server/src/billing/workOnInvoiceRun.ts';
import { reverseShipment } from '../../server/src/fulfilment/reverseShipment.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { apart } from '../../server/src/shared/holding.ts';
import { globalId } from '../../server/src/shared/input.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { verify } from '../../server/src/verify.ts';
import { followedUp } from '../support/settled.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let service: string;
beforeAll(async () => {
  firm = await startTrade();
  service = await firm.service();
});
beforeEach(() => { firm.day = firstDay; });
afterAll(() => firm.close());

const follow = async () => {
  const { now } = await firm.context();
  await followedUp(firm.db, () => now);
};
const start = async (more: Record<string, unknown> = {}) => (await firm.act(startInvoiceRun, more)).invoiceRun ?? '';
const work = async (id: string, isStopped?: () => boolean) => {
  const { now } = await firm.context();
  await workOnInvoiceRun(firm.db, id, () => now, isStopped);
};
const run = async (more: Record<string, unknown> = {}) => {
  const id = await start(more);
  await work(id);
  return id;
};
const entries = (id: string) => firm.db.rows<{ status: string; cycle: string; invoiceId: string | null; shipmentIds: string[]; reason: string | null; totalMinor: string }>(
  sql`SELECT * FROM "InvoiceRunEntry" WHERE "runId" = ${id} ORDER BY no`);
const statusOf = async (id: string) => (await firm.one<{ status: string }>(sql`SELECT status FROM "InvoiceRun" WHERE id = ${id}`)).status;
const ordered = (customer: string, price = '10', more: Record<string, unknown> = {}) => firm.order(customer, [{ productId: service, quantity: '2', unitPrice: price }], more);
const shipped = async (customer: string, price?: string, more?: Record<string, unknown>) => firm.ship(await ordered(customer, price, more));
const withCycle = async (cycle: string, more: Record<string, unknown> = {}) => {
  const customerId = await firm.customer();
  await firm.act(setInvoiceSchedule, { customerId, cycle, ...more });
  return customerId;
};
const invoicesOf = (customer: string) => firm.db.rows<{ id: string; number: string; totalMinor: string; orderId: string | null }>(sql`SELECT * FROM "Invoice" WHERE "customerId" = ${uuid(customer)} AND kind = 'INVOICE' ORDER BY number`);

describe('a cycle', () => {
  test.each([
    ['WEEK', 7, '2026-01-10', '2026-01-04'], ['WEEK', 7, '2026-01-11', '2026-01-11'], ['WEEK', 1, '2026-01-11', '2026-01-05'], ['WEEK', 5, '2026-01-02', '2026-01-02'],
    ['MONTH', 31, '2026-02-28', '2026-02-28'], ['MONTH', 31, '2026-03-30', '2026-02-28'], ['MONTH', 15, '2026-01-14', '2025-12-15'], ['MONTH', 15, '2026-01-15', '2026-01-15'],
    ['MONTH', 30, '2024-02-29', '2024-02-29'], ['SHIPMENT', null, '2026-01-01', null], ['ORDER', null, '2026-01-01', null],
  ] as const)('of %s %s closed last by %s on %s', (cycle, day, upTo, closing) => {
    expect(lastClosing({ cycle, day }, upTo as Day)).toBe(closing);
  });

  test('of shipments is invoiced at once; of orders when all has left; of weeks and months by the run after their last day', async () => {
    const [each, order, week] = [await firm.customer(), await withCycle('ORDER'), await withCycle('WEEK')];
    await shipped(each);
    await shipped(week);
    const parts = await ordered(order);
    const line = globalId('OrderLine', (await firm.one<{ id: string }>(sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(parts)}`)).id);
    await firm.ship(parts, [{ orderLineId: line, quantity: '1' }]);
    await follow();
    expect([(await invoicesOf(each)).length, (await invoicesOf(order)).length, (await invoicesOf(week)).length]).toEqual([1, 0, 0]);
    expect(await firm.refusal(startInvoiceRun, {})).toBe('NOTHING_DUE');
    await firm.ship(parts, [{ orderLineId: line, quantity: '1' }]);
    await follow();
    expect((await invoicesOf(order)).map(({ totalMinor }) => totalMinor)).toEqual(['2000']);
    firm.day = later(firstDay, 6); // the Sunday
    await run();
    expect((await invoicesOf(week)).map(({ totalMinor }) => totalMinor)).toEqual(['2000']);
  });

  test('of a week takes no day beyond Sunday', async () => {
    expect(await firm.refusal(setInvoiceSchedule, { customerId: await firm.customer(), cycle: 'WEEK', day: 8 })).toBe('INPUT_INVALID');
  });

  test('is set for the first time by two at once, one after the other', async () => {
    const customerId = await firm.customer();
    let slower: Promise<unknown> = Promise.resolve();
    // The first has written and not yet ended when the second, who saw nothing of it, wants to write.
    await firm.db.transaction((tx) => apart(async () => {
      await tx.rows(sql`INSERT INTO "InvoiceSchedule" (id, "companyId", "customerId", cycle, day) SELECT gen_random_uuid(), "companyId", id, 'WEEK', 1 FROM "Customer" WHERE id = ${uuid(customerId)}`);
      slower = firm.act(setInvoiceSchedule, { customerId, cycle: 'WEEK', day: 2 });
      await vi.waitFor(async () => expect(await firm.db.rows(sql`SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE a.datname = current_database() AND NOT l.granted`)).toHaveLength(1), { timeout: 20_000 });
    }));
    await slower;
    expect(await firm.one(sql`SELECT day, version FROM "InvoiceSchedule" WHERE "customerId" = ${uuid(customerId)}`)).toEqual({ day: 2, version: 2 });
  });
});

describe('one invoice for many orders', () => {
  test('holds each order\'s lines, freight and profit, is credited in parts to each, and closes each when it is paid', async () => {
    const customer = await withCycle('MONTH', { isConsolidated: true });
    const goods = await firm.product('4');
    const orders = [
      await firm.order(customer, [{ productId: goods, quantity: '1', unitPrice: '10' }], { freight: '3.00', customerReference: 'PO-1' }),
      await firm.order(customer, [{ productId: goods, quantity: '2', unitPrice: '10' }], { freight: '4.00', customerReference: 'PO-2' }),
    ];
    for (const order of orders) await firm.ship(order);
    firm.day = later(firstDay, 26); // the last of the month
    const [entry] = await entries(await run({ customerId: customer }));
    expect(entry).toMatchObject({ status: 'INVOICED', cycle: 'MONTH', totalMinor: '3700' });
    const [invoice] = await invoicesOf(customer);
    expect(invoice).toMatchObject({ orderId: null, totalMinor: '3700', customerReference: 'PO-1, PO-2' });
    const profit = (order: string) => firm.db.rows<{ code: string; sum: string }>(sql`SELECT a.code, sum(l."companyMinor")::text AS sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
      WHERE l."orderId" = ${uuid(order)} AND a.type IN ('REVENUE', 'EXPENSE') GROUP BY 1 ORDER BY 1`);
    expect(await profit(orders[0] ?? '')).toEqual([{ code: '4000', sum: '-1000' }, { code: '4010', sum: '-300' }, { code: '5000', sum: '400' }]);
    expect(await profit(orders[1] ?? '')).toEqual([{ code: '4000', sum: '-2000' }, { code: '4010', sum: '-400' }, { code: '5000', sum: '800' }]);
    const id = globalId('Invoice', invoice?.id ?? '');
    await firm.act(creditInvoice, { invoiceId: id, reason: 'freight', freight: '1.00' });
    expect(await profit(orders[0] ?? '')).toContainEqual({ code: '4010', sum: '-257' });
    expect(await profit(orders[1] ?? '')).toContainEqual({ code: '4010', sum: '-343' });
    await firm.act(recordPayment, { customerId: customer, amount: '36.00', method: 'BANK', oldestFirst: true });
    await follow();
    const states = await firm.db.rows<{ status: string }>(sql`SELECT status FROM "Order" WHERE "customerId" = ${uuid(customer)}`);
    expect(states).toEqual([{ status: 'CLOSED' }, { status: 'CLOSED' }]);
  });

  test('is not made of orders with another address or another customer', async () => {
    const customer = await firm.customer();
    const [a, b] = [await shipped(customer, '1', { shipTo: { name: 'A', street: 'One', city: 'X', country: 'US' } }), await shipped(customer, '1', { shipTo: { name: 'B', street: 'Two', city: 'Y', country: 'US' } })];
    expect(await firm.refusal(invoiceShipments, { shipmentIds: [a, b], isConsolidated: true })).toBe('NOT_CONSOLIDABLE');
    expect(await firm.refusal(invoiceShipments, { shipmentIds: [a, await shipped(await firm.customer())], isConsolidated: true })).toBe('NOT_CONSOLIDABLE');
    await firm.act(setInvoiceSchedule, { customerId: customer, cycle: 'WEEK', day: 1, isConsolidated: true });
    const made = await entries(await run({ customerId: customer })); // the firm's first day is a Monday
    expect(made.map(({ status }) => status)).toEqual(['INVOICED', 'INVOICED']);
  });
});

describe('a run', () => {
  test('done again makes nothing, and two at once make each invoice once', async () => {
    const customer = await withCycle('WEEK', { day: 1 });
    for (let n = 0; n < 8; n += 1) await shipped(customer, `${n + 1}`);
    const asked = await Promise.allSettled([start(), start(), start()]);
    const ids = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(ids).toHaveLength(1);
    await Promise.all([...ids, ...ids].map((id) => work(id)));
    expect((await invoicesOf(customer)).map(({ totalMinor }) => Number(totalMinor)).sort((a, b) => a - b)).toEqual([200, 400, 600, 800, 1000, 1200, 1400, 1600]);
    expect(await firm.refusal(startInvoiceRun, {})).toBe('NOTHING_DUE');
    expect(await startNightlyRun(firm.db, (await firm.context()).now)).toBe('');
    expect(await firm.refusal(cancelInvoiceRun, { invoiceRunId: globalId('InvoiceRun', ids[0] ?? '') })).toBe('INVOICE_RUN_OVER');
  });

  test('that is cut off goes on where it was, and leaves out what was invoiced or taken back meanwhile', async () => {
    const customer = await withCycle('WEEK', { day: 1 });
    const shipments: string[] = [];
    for (let n = 0; n < 7; n += 1) shipments.push(await shipped(customer));
    const id = await start();
    let looks = 0;
    await work(id, () => { looks += 1; return looks > 2; });
    expect((await invoicesOf(customer)).length).toBe(4);
    expect(await statusOf(id)).toBe('RUNNING');
    await firm.act(invoiceShipments, { shipmentIds: [shipments[5]] });
    await firm.act(reverseShipment, { shipmentId: shipments[6], reason: 'not theirs' });
    await work(id);
    expect((await entries(id)).map(({ status }) => status)).toEqual([...Array.from({ length: 5 }, () => 'INVOICED'), 'SKIPPED', 'SKIPPED']);
    expect((await invoicesOf(customer)).length).toBe(6);
    expect(await statusOf(id)).toBe('DONE');
  });

  test('that is cancelled keeps what it has made, and leaves the rest to the next', async () => {
    const customer = await withCycle('WEEK', { day: 1 });
    for (let n = 0; n < 6; n += 1) await shipped(customer);
    const id = await start();
    let looks = 0;
    await work(id, () => { looks += 1; return looks > 2; });
    await firm.act(cancelInvoiceRun, { invoiceRunId: globalId('InvoiceRun', id) });
    await work(id);
    expect((await entries(id)).filter(({ status }) => status === 'CANCELLED')).toHaveLength(2);
    await run();
    expect((await invoicesOf(customer)).length).toBe(6);
  });

  test('says of each entry why it is no invoice, and goes on with the others', async () => {
    const [lame, sound] = [await withCycle('WEEK', { day: 1 }), await withCycle('WEEK', { day: 1 })];
    await shipped(lame);
    await shipped(sound);
    const id = await start();
    await firm.db.rows(sql`UPDATE "CreditAccount" SET "receivableMinor" = 9223372036854775807 WHERE "customerId" = ${uuid(lame)}`);
    await work(id);
    await firm.db.rows(sql`UPDATE "CreditAccount" SET "receivableMinor" = 0 WHERE "customerId" = ${uuid(lame)}`);
    const made = await entries(id);
    expect(made.map(({ status }) => status).sort()).toEqual(['FAILED', 'INVOICED']);
    expect(made.find(({ status }) => status === 'FAILED')?.reason).toMatch(/out of range/);
    expect((await entries(await run())).map(({ status }) => status)).toEqual(['INVOICED']);
  });

  test('leaves the books as they must be', async () => {
    await follow();
    expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  });
});
