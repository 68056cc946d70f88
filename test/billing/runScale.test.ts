// Invoices by run of very many orders: what one costs when there are ten times as many. `HESABU_ORDERS=1000,10000` chooses how many;
// without it a few hundred prove that a run holds.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startInvoiceRun } from '../../server/src/billing/invoiceRuns.ts';
import { setInvoiceSchedule } from '../../server/src/billing/invoiceSchedule.ts';
import { previewInvoiceRun } from '../../server/src/billing/previewInvoiceRun.ts';
import { workOnInvoiceRun } from '../../server/src/billing/workOnInvoiceRun.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, type Trade } from '../support/trade.ts';

const sizes = (process.env.HESABU_ORDERS ?? '40,200').split(',').map(Number);
const CLIENTS = 16;
const CUSTOMERS = 50;

let trade: Trade;
beforeAll(async () => { trade = await startTrade(); });
afterAll(() => trade.close());

async function each(count: number, work: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    for (let index = next++; index < count; index = next++) await work(index);
  }));
}

it('an order invoiced by run costs no more than half as much again when there are ten times as many', async () => {
  trade.day = '2026-01-31' as Day;
  const services = [await trade.service(), await trade.service(), await trade.service()];
  const customers: string[] = [];
  for (let at = 0; at < CUSTOMERS; at += 1) {
    const customerId = await trade.customer();
    // Of five customers, one has its month on one invoice and one its orders on one each.
    if (at % 5 < 2) await trade.act(setInvoiceSchedule, { customerId, cycle: at % 5 === 0 ? 'MONTH' : 'ORDER', isConsolidated: at % 5 === 0 });
    customers.push(customerId);
  }
  const spent: number[] = [];
  for (const size of sizes) {
    const times: Record<string, number> = {};
    const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      const at = performance.now();
      const made = await work();
      times[name] = Math.round(performance.now() - at);
      return made;
    };
    await timed('ship', () => each(size, async (index) => {
      const lines = services.map((productId) => ({ productId, quantity: '2', unitPrice: '10' }));
      const orderId = await trade.order(customers[index % CUSTOMERS] ?? '', lines);
      await trade.act(shipOrder, { orderId });
    }));
    const preview = await timed('preview', async () => answerReport(previewInvoiceRun, {}, await trade.context()));
    expect(preview).toMatchObject({ shipments: size, total: BigInt(size) * 6000n });
    const began = performance.now();
    const run = (await timed('start', () => trade.act(startInvoiceRun, {}))).invoiceRun ?? '';
    expect(await timed('again', () => trade.refusal(startInvoiceRun, {}))).toBe('NOTHING_DUE');
    const { now } = await trade.context();
    await timed('work', () => workOnInvoiceRun(trade.db, run, () => now));
    spent.push((performance.now() - began) / size);
    expect(await trade.one(sql`SELECT r.status::text AS status, r.entries, (SELECT count(*)::int FROM "InvoiceRunEntry" e WHERE e."runId" = r.id AND e.status <> 'INVOICED') AS "left",
      (SELECT sum(v."totalMinor")::int FROM "InvoiceRunEntry" e JOIN "Invoice" v ON v.id = e."invoiceId" WHERE e."runId" = r.id) AS total
      FROM (SELECT *, ${preview.invoices}::int AS entries FROM "InvoiceRun" WHERE id = ${run}::uuid) r`)).toEqual({ status: 'DONE', entries: preview.invoices, left: 0, total: size * 6000 });
    await timed('verify', async () => expect((await verify(trade.db)).filter(({ rows }) => rows.length > 0)).toEqual([]));
    process.stdout.write(`${size} orders: ${spent.at(-1)?.toFixed(2)} ms an order by run, ${preview.invoices} invoices ${JSON.stringify(times)}\n`);
  }
  expect(spent.at(-1) ?? 0).toBeLessThan((spent[0] ?? 0) * 1.5 + 5);
}, 3_000_000);
