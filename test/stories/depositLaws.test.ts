// Whatever is asked, paid, covered, applied, moved, released, taken back, credited and cancelled, in whatever order: 2110 is what is
// held of deposits and never below nothing, 2115 its tax, and verify finds nothing. Forty seeds are fixed; `HESABU_SEQUENCES` and
// `HESABU_SEED` try others.
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import '../../server/src/billing/invoiceShipped.ts';
import '../../server/src/deposits/followDeposits.ts';
import '../../server/src/orders/settleOrder.ts';
import { createTaxCode } from '../../server/src/accounting/createTaxCode.ts';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { updateProduct } from '../../server/src/catalogue/updateProduct.ts';
import { depositControl } from '../../server/src/deposits/depositControl.ts';
import { depositUse } from '../../server/src/deposits/depositUse.ts';
import { coverDeposit, receiveDeposit } from '../../server/src/deposits/moneyIn.ts';
import { applyDeposit, moveDeposit, releaseDeposit } from '../../server/src/deposits/moneyOut.ts';
import { requestDeposit } from '../../server/src/deposits/requestDeposit.ts';
import { setDepositTaxRules } from '../../server/src/deposits/settings.ts';
import { withdrawDeposit } from '../../server/src/deposits/withdrawDeposit.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { unapply } from '../../server/src/payments/unapply.ts';
import { receivablesByAge } from '../../server/src/receivables/receivablesByAge.ts';
import type { AnyAction } from '../../server/src/shared/action.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { verify } from '../../server/src/verify.ts';
import { seedGroups } from '../support/seeds.ts';
import { followedUp } from '../support/settled.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

const STEPS = 60;
const kinds = ['sell', 'sell', 'ask', 'ask', 'askCustomer', 'receive', 'receive', 'receive', 'pay', 'cover', 'ship', 'ship', 'follow', 'apply', 'move', 'release', 'withdraw', 'unapply', 'unapply', 'unapply', 'reverse', 'credit', 'cancel', 'day'] as const;
type Kind = (typeof kinds)[number];
const step = fc.record({ kind: fc.constantFrom(...kinds), which: fc.nat(99), size: fc.integer({ min: 1, max: 9 }), flag: fc.boolean() });
interface Step { kind: Kind; which: number; size: number; flag: boolean }
interface World { trade: Trade; products: string[]; customers: string[]; days: number }
const some = <T>(items: readonly T[], which: number): T | undefined => items[which % Math.max(items.length, 1)];
const ids = async (trade: Trade, type: string, of: Parameters<Trade['db']['rows']>[0]) => (await trade.db.rows<{ id: string }>(of)).map(({ id }) => globalId(type, id));

async function asked({ trade, customers }: World, { kind, which, size, flag }: Step): Promise<[AnyAction, Record<string, unknown>] | undefined> {
  const deposits = (condition: string) => ids(trade, 'DepositRequest', { text: `SELECT d.id FROM "DepositRequest" d JOIN "OpenItem" i ON i.id = d."openItemId" WHERE ${condition} ORDER BY d.number DESC LIMIT 12`, values: [] } as never);
  const orders = () => ids(trade, 'Order', sql`SELECT id FROM "Order" WHERE status IN ('PLACED', 'PART_SHIPPED') ORDER BY number DESC LIMIT 8`);
  const [amount, orderId, customerId] = [`${size * 9}.${flag ? '37' : '04'}`, some(await orders(), which), some(customers, which)];
  const [held, open] = [some(await deposits('i."openMinor" < 0'), which), some(await deposits('i."claimMinor" > 0'), which)];
  const reason = 'So';
  switch (kind) {
    case 'ask': return orderId ? [requestDeposit, { orderId, holdsShipping: flag && size > 7, ...(flag ? { share: `0.${size}3` } : { amount }) }] : undefined;
    case 'askCustomer': return [requestDeposit, { customerId, amount }];
    case 'receive': return open ? [receiveDeposit, { depositId: open, method: 'BANK', ...(flag ? { amount } : {}) }] : undefined;
    case 'pay': return [recordPayment, { customerId, amount, method: 'BANK', oldestFirst: flag }];
    case 'cover': { const creditItemId = some(await ids(trade, 'OpenItem', sql`SELECT id FROM "OpenItem" WHERE "openMinor" < 0 AND kind IN ('PAYMENT', 'CREDIT_NOTE') ORDER BY number DESC LIMIT 9`), which); return open && creditItemId ? [coverDeposit, { depositId: open, creditItemId, ...(size > 6 ? { amount: '3.01' } : {}) }] : undefined; }
    case 'ship': return orderId ? [shipOrder, { orderId, ...(flag ? { lines: [{ orderLineId: some(await ids(trade, 'OrderLine', sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)}::uuid ORDER BY no`), size), quantity: '1' }] } : {}) }] : undefined;
    case 'apply': return held ? [applyDeposit, { depositId: held }] : undefined;
    case 'move': return held && orderId ? [moveDeposit, { depositId: held, orderId, reason, ...(flag ? { amount: `${size}.11` } : {}) }] : undefined;
    case 'release': return held ? [releaseDeposit, { depositId: held, reason, ...(flag ? { amount: `${size}.07` } : {}) }] : undefined;
    case 'withdraw': return open && flag ? [withdrawDeposit, { depositId: open, reason }] : undefined;
    case 'unapply': { const allocationId = some(await ids(trade, 'Allocation', sql`SELECT id FROM "Allocation" WHERE "amountMinor" > 0 ORDER BY "recordedAt" DESC, id LIMIT 12`), which); return allocationId ? [unapply, { allocationId, reason }] : undefined; }
    case 'reverse': { const paymentId = some(await ids(trade, 'Payment', sql`SELECT id FROM "Payment" ORDER BY number DESC LIMIT 9`), which); return paymentId ? [reversePayment, { paymentId, reason }] : undefined; }
    case 'credit': { const invoiceId = some(await ids(trade, 'Invoice', sql`SELECT id FROM "Invoice" WHERE kind = 'INVOICE' ORDER BY number DESC LIMIT 5`), which); return invoiceId && flag ? [creditInvoice, { invoiceId, reason }] : undefined; }
    case 'cancel': return orderId && size > 5 ? [cancelOrder, { orderId, reason }] : undefined;
    default: return undefined;
  }
}

const codes = new Map<string, number>();
const done = new Set<Kind>();
async function follow(trade: Trade): Promise<void> {
  const { now } = await trade.context();
  await followedUp(trade.db, () => now);
}

async function take(world: World, each: Step): Promise<void> {
  const { trade, products, customers } = world;
  try {
    if (each.kind === 'day') {
      world.days += each.size % 3;
      trade.day = later(firstDay, world.days);
    } else if (each.kind === 'follow') await follow(trade);
    else if (each.kind === 'sell') await trade.order(some(customers, each.which) ?? '', products.slice(0, 1 + (each.which % products.length)).map((productId, at) => ({ productId, quantity: String(1 + ((each.size + at) % 4)), unitPrice: `${each.size}3.17` })), { freight: each.flag ? '4.03' : null });
    else {
      const work = await asked(world, each);
      if (!work) return;
      await trade.act(...work);
    }
    done.add(each.kind);
  } catch (error) {
    if (!(error instanceof Refusal)) throw Object.assign(error as Error, { step: each });
    codes.set(error.kind.code, (codes.get(error.kind.code) ?? 0) + 1);
  }
}

/** Of every deposit what is held is left of its receipts, and all that went elsewhere was of some receipt, whole to the cent. */
async function agree(trade: Trade, label: string): Promise<void> {
  const ctx = await trade.context();
  for (const { id, held, used, net, tax } of await trade.db.rows<{ id: string; held: string; used: string; net: string; tax: string }>(sql`SELECT d.id, (-i."openMinor")::text AS held, (SELECT coalesce(sum(a."amountMinor"), 0)::text FROM "Allocation" a JOIN "OpenItem" o ON o.id = a."debitItemId" AND o.kind <> 'DEPOSIT' WHERE a."creditItemId" = i.id) AS used,
      x.net::text, x.tax::text FROM "DepositRequest" d JOIN "OpenItem" i ON i.id = d."openItemId" CROSS JOIN LATERAL (SELECT coalesce(sum(l."amountMinor") FILTER (WHERE k.code = '2115'), 0) AS net, coalesce(sum(l."amountMinor") FILTER (WHERE k.code = '2200'), 0) AS tax
        FROM "Allocation" a JOIN "OpenItem" o ON o.id = a."debitItemId" AND o.kind <> 'DEPOSIT' JOIN "JournalLine" l ON l."entryId" = a."entryId" AND l."taxCodeId" IS NOT NULL JOIN "Account" k ON k.id = l."accountId" WHERE a."creditItemId" = i.id AND a."reversesAllocationId" IS NULL AND NOT EXISTS (SELECT FROM "Allocation" r WHERE r."reversesAllocationId" = a.id)) x`)) {
    const { receipts, uses } = await answerReport(depositUse, { depositId: id }, ctx);
    const sum = (of: { minor: bigint }[]): string => String(of.reduce((all, { minor }) => all + minor, 0n));
    expect([sum(receipts.map(({ left }) => left)), sum(uses.map(({ amount }) => amount)), sum(uses.map((each) => each.net)), sum(uses.map((each) => each.tax))], `${label} ${id}`).toEqual([held, used, net, tax]);
    for (const each of receipts) expect([each.used, each.left, each.moved].every(({ minor }) => minor >= 0n), `${label} ${each.number}`).toBe(true);
  }
}

const opened: Trade[] = [];
async function newWorld(): Promise<World> {
  const trade = await startTrade();
  opened.push(trade);
  const products = [await trade.service(), await trade.service(), await trade.service()];
  for (const [at, rate] of ['0.19', '0.07'].entries()) {
    const taxCodeId = globalId('TaxCode', (await trade.act(createTaxCode, { code: `T${at}`, name: 'Tax', rate })).taxCode ?? '');
    await trade.act(updateProduct, { productId: products[at], version: 1, taxCodeId });
  }
  await trade.act(setDepositTaxRules, { rules: [{ isDue: true }] });
  return { trade, products, customers: [await trade.customer(), await trade.customer()], days: 0 };
}
afterAll(async () => { for (const trade of opened) await trade.close(); });

test.each(seedGroups())('sixty steps from seeds %i and the nine after it leave deposits that tie to their accounts', async (...own) => {
  const world = await newWorld();
  for (const seed of own) {
    const [steps = []] = fc.sample(fc.array(step, { minLength: STEPS, maxLength: STEPS }), { seed, numRuns: 1 }) as Step[][];
    for (const each of steps) await take(world, each);
    await follow(world.trade);
    expect((await verify(world.trade.db)).filter(({ rows }) => rows.length > 0), `seed ${seed}`).toEqual([]);
    const ctx = await world.trade.context();
    expect(await answerReport(depositControl, {}, ctx), `seed ${seed}`).toMatchObject({ difference: 0n, taxDifference: 0n });
    const ages = await answerReport(receivablesByAge, {}, ctx);
    const control = await answerReport(depositControl, {}, ctx);
    expect(ages.totals.deposits, `seed ${seed}`).toBe(control.held);
    await agree(world.trade, `seed ${seed}`);
  }
}, 600_000);

test('every kind of step was carried out', () => {
  expect([...new Set(kinds)].filter((kind) => !done.has(kind))).toEqual([]);
  expect(codes.size).toBeGreaterThan(5);
});
