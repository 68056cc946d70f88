// Whatever a firm does with limits, orders and money, in whatever order: the exposure worked out as of today is the one that is kept, no order that was
// placed or opened again has passed the limit, and verify finds nothing. Forty seeds are fixed; `HESABU_SEQUENCES` and `HESABU_SEED` try others.
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { exposureAsOf } from '../../server/src/books/exposureAsOf.ts';
import { assessCredit } from '../../server/src/credit/assessCredit.ts';
import { creditAssessment } from '../../server/src/credit/creditFacts.ts';
import { recordCreditReview } from '../../server/src/credit/reviews.ts';
import { setCreditLimit } from '../../server/src/customers/setCreditLimit.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { takeUpOrder } from '../../server/src/orders/takeUpOrder.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import type { AnyAction } from '../../server/src/shared/action.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { verify } from '../../server/src/verify.ts';
import { seedGroups } from '../support/seeds.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

const STEPS = 60;
const kinds = ['order', 'order', 'order', 'ship', 'ship', 'invoice', 'cancel', 'takeUp', 'takeUp', 'limit', 'pay', 'pay', 'credit', 'review', 'assess', 'day'] as const;
const step = fc.record({ kind: fc.constantFrom(...kinds), which: fc.nat(99), size: fc.integer({ min: 1, max: 9 }) });
type Step = { kind: (typeof kinds)[number]; which: number; size: number };
interface World { trade: Trade; products: string[]; customers: string[]; days: number; kept: { customer: string; content: string; at: Date; on: string }[] }

const done = new Set<string>();
const refused = new Set<string>();
const some = <T>(items: readonly T[], which: number): T | undefined => items[which % Math.max(items.length, 1)];
const ids = async (trade: Trade, type: string, statement: Parameters<Trade['db']['rows']>[0]) => (await trade.db.rows<{ id: string }>(statement)).map(({ id }) => globalId(type, id));

async function asked({ trade, products, customers }: World, { kind, which, size }: Step): Promise<[AnyAction, Record<string, unknown>] | undefined> {
  const customerId = some(customers, which);
  switch (kind) {
    case 'order': return [placeOrder, { acceptBackorder: true, order: { customerId, lines: [{ productId: some(products, size), quantity: String(size), unitPrice: '11.30' }] } }];
    case 'ship': { const orderId = some(await ids(trade, 'Order', sql`SELECT id FROM "Order" WHERE status = 'PLACED' ORDER BY "createdAt", id`), which); return orderId ? [shipOrder, { orderId }] : undefined; }
    case 'invoice': { const shipmentId = some(await ids(trade, 'Shipment', sql`SELECT id FROM "Shipment" WHERE "invoiceId" IS NULL ORDER BY number`), which); return shipmentId ? [invoiceShipments, { shipmentIds: [shipmentId] }] : undefined; }
    case 'cancel': { const orderId = some(await ids(trade, 'Order', sql`SELECT id FROM "Order" WHERE status = 'PLACED' ORDER BY "createdAt", id`), which); return orderId ? [cancelOrder, { orderId, reason: 'x' }] : undefined; }
    case 'takeUp': { const orderId = some(await ids(trade, 'Order', sql`SELECT id FROM "Order" WHERE status = 'CANCELLED' ORDER BY "createdAt", id`), which); return orderId ? [takeUpOrder, { orderId, reason: 'x' }] : undefined; }
    case 'limit': return [setCreditLimit, { customerId, limit: String(size * 60), reason: 'x' }];
    case 'pay': return [recordPayment, { customerId, amount: `${size * 9}.07`, method: 'BANK', oldestFirst: which % 2 === 0 }];
    case 'credit': { const invoiceId = some(await ids(trade, 'Invoice', sql`SELECT id FROM "Invoice" WHERE kind = 'INVOICE' ORDER BY number`), which); return invoiceId ? [creditInvoice, { invoiceId, reason: 'x' }] : undefined; }
    case 'review': return [recordCreditReview, { customerId, outcome: which % 2 === 0 ? 'CUT' : 'RAISE', limit: String(size * 50), reason: 'x' }];
    case 'assess': return [assessCredit, { customerId }];
    case 'day': return undefined;
  }
}

/** One step, with what must hold of it at once: what adds to the exposure stays within the limit. */
async function take(world: World, each: Step): Promise<void> {
  const { trade } = world;
  if (each.kind === 'day') {
    world.days += each.size;
    trade.day = later(firstDay, world.days);
    return;
  }
  const work = await asked(world, each);
  if (!work) return;
  try {
    const made = await trade.act(...work);
    done.add(each.kind);
    if (each.kind === 'assess') world.kept.push(await trade.one(sql`SELECT "customerId" AS customer, content, "knownAt" AS at, "asOf"::text AS "on" FROM "CreditAssessment" WHERE id = ${made.assessment ?? ''}`));
    if (each.kind !== 'order' && each.kind !== 'takeUp') return;
    const { over } = await trade.one<{ over: string }>(sql`SELECT coalesce(max(k."receivableMinor" + k."shippedNotInvoicedMinor" + k."openOrdersMinor" - k."unappliedMinor" - k."limitMinor"), 0)::text AS over FROM "CreditAccount" k JOIN "Order" o ON o."customerId" = k."customerId" WHERE o.id = ${made.order ?? ''}`);
    expect(Number(over), JSON.stringify(each)).toBeLessThanOrEqual(0);
  } catch (error) {
    if (!(error instanceof Refusal)) throw Object.assign(error as Error, { step: each });
    refused.add(error.kind.code);
  }
}

/** What is worked out of the ledger is what is kept; what was judged before is judged the same. */
async function agree({ trade, customers, kept }: World, label: string): Promise<void> {
  const ctx = await trade.context();
  for (const customer of customers) {
    const customerId = uuid(customer);
    const { exposure } = await trade.one<{ exposure: string }>(sql`SELECT ("receivableMinor" + "shippedNotInvoicedMinor" + "openOrdersMinor" - "unappliedMinor")::text AS exposure FROM "CreditAccount" WHERE "customerId" = ${customerId}`);
    expect((await answerReport(exposureAsOf, { customerId }, ctx)).totals.exposure, label).toBe(BigInt(exposure));
    expect((await answerReport(creditAssessment, { customerId }, ctx)).factors.find(({ factor }) => factor === 'LIMIT_USE')?.inputs['exposure'], label).toBe((Number(exposure) / 100).toFixed(2));
  }
  for (const { customer, content, at, on } of kept) expect((await answerReport(creditAssessment, { customerId: customer, on: on as typeof trade.day, knownAt: new Date(at) }, ctx)).content, label).toBe(content);
}

const opened: Trade[] = [];
async function newWorld(): Promise<World> {
  const trade = await startTrade();
  opened.push(trade);
  return { trade, products: [await trade.service(), await trade.product('2', '40')], customers: [await trade.customer({ creditLimit: '300' }), await trade.customer({ creditLimit: '150', paymentTermDays: 0 })], days: 0, kept: [] };
}
afterAll(async () => { for (const trade of opened) await trade.close(); });

test.each(seedGroups().map((seeds): [string, number[]] => [`${seeds[0]} to ${seeds.at(-1)}`, seeds]))('sequences %s leave the exposure, the limits and all that was judged as they were worked out', async (_name, seeds) => {
  const world = await newWorld();
  for (const seed of seeds) {
    const [steps = []] = fc.sample(fc.array(step, { minLength: STEPS, maxLength: STEPS }), { seed, numRuns: 1 });
    for (const each of steps) await take(world, each);
    await agree(world, `seed ${seed}`);
  }
  expect((await verify(world.trade.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
}, 300_000);

test('every kind of step was carried out, and limits have refused', () => {
  expect([...kinds].filter((kind) => kind !== 'day' && !done.has(kind))).toEqual([]);
  for (const code of ['CREDIT_LIMIT_EXCEEDED', 'CREDIT_LIMIT_PASSED', 'LIMIT_NOT_MOVED']) expect(refused).toContain(code);
});
