// Whatever happens to invoices, in whatever order and however far back: on any day all that was earned is rate × net × what is paid
// of what is owed, worked out here from the ledger by a formula of its own; and verify finds nothing after.
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { createCommissionPlan } from '../../server/src/commissions/plans.ts';
import { followCommissions } from '../../server/src/commissions/followCommissions.ts';
import { postCommissionPayout, requestCommissionPayout, reverseCommissionPayout } from '../../server/src/commissions/payouts.ts';
import { approveCommissionStatement, withdrawCommissionStatement } from '../../server/src/commissions/statements.ts';
import { setCustomerCommission } from '../../server/src/commissions/shares.ts';
import { createSalesPerson } from '../../server/src/customers/salesPeople.ts';
import { allocate } from '../../server/src/payments/allocate.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { unapply } from '../../server/src/payments/unapply.ts';
import { reverseCreditNote } from '../../server/src/returns/reverseCreditNote.ts';
import type { AnyAction } from '../../server/src/shared/action.ts';
import { roundedQuotient } from '../../server/src/shared/decimal.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import { verify } from '../../server/src/verify.ts';
import { seedGroups } from '../support/seeds.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

const STEPS = 60;
const kinds = ['sell', 'sell', 'sell', 'invoice', 'invoice', 'credit', 'credit', 'uncredit', 'pay', 'pay', 'payBack', 'allocate', 'unapply', 'unapply', 'bounce', 'follow', 'follow', 'state', 'unstate', 'pay out', 'post payout', 'payout back', 'day', 'back'] as const;
const step = fc.record({ kind: fc.constantFrom(...kinds), which: fc.nat(99), size: fc.integer({ min: 1, max: 9 }), flag: fc.boolean() });
type Step = { kind: (typeof kinds)[number]; which: number; size: number; flag: boolean };
interface World { trade: Trade; products: string[]; customers: string[]; people: string[]; days: number; most: number }

const some = <T>(items: readonly T[], which: number): T | undefined => items[which % Math.max(items.length, 1)];
const ids = async (trade: Trade, type: string, of: Parameters<Trade['db']['rows']>[0]) => (await trade.db.rows<{ id: string }>(of)).map(({ id }) => globalId(type, id));
const RATE = 70_000n;

async function asked(world: World, { kind, which, size, flag }: Step): Promise<[AnyAction, Record<string, unknown>] | undefined> {
  const { trade, customers, people } = world;
  const customerId = some(customers, which) ?? '';
  const earlier = later(firstDay, Math.max(0, world.days - (which % 12)));
  const one = async (type: string, of: Parameters<Trade['db']['rows']>[0]) => some(await ids(trade, type, of), which);
  switch (kind) {
    case 'invoice': {
      const shipmentIds = await ids(trade, 'Shipment', sql`SELECT id FROM "Shipment" WHERE status = 'POSTED' AND "invoiceId" IS NULL AND "customerId" = ${uuid(customerId)}::uuid ORDER BY number DESC LIMIT ${size}`);
      return shipmentIds.length > 0 ? [invoiceShipments, { shipmentIds, isConsolidated: flag }] : undefined;
    }
    case 'credit': {
      const invoiceId = await one('Invoice', sql`SELECT id FROM "Invoice" WHERE kind = 'INVOICE' ORDER BY number DESC LIMIT 8`);
      if (!invoiceId) return undefined;
      const [line] = await trade.db.rows<{ id: string }>(sql`SELECT id FROM "InvoiceLine" WHERE "invoiceId" = ${uuid(invoiceId)}::uuid ORDER BY no LIMIT 1`);
      return [creditInvoice, { invoiceId, reason: 'So', issuedOn: which % 5 === 0 ? earlier : null, ...(which % 6 === 0 || !line ? {} : { lines: [{ invoiceLineId: globalId('InvoiceLine', line.id), amount: `${size}.${String(which).padStart(2, '0')}` }] }) }];
    }
    case 'uncredit': { const creditNoteId = some(await ids(trade, 'Invoice', sql`SELECT id FROM "Invoice" WHERE kind = 'CREDIT_NOTE' AND "totalMinor" > 0 ORDER BY number DESC LIMIT 6`), which); return creditNoteId ? [reverseCreditNote, { creditNoteId, reason: 'Was right' }] : undefined; }
    case 'pay': return [recordPayment, { customerId, amount: `${size * 7}.${flag ? '33' : '07'}`, method: 'BANK', paidOn: which % 2 === 0 ? earlier : null, oldestFirst: flag }];
    case 'payBack': {
      const invoice = some(await trade.db.rows<{ id: string; customer: string; open: string }>(sql`SELECT i."sourceId" AS id, i."customerId" AS customer, (i."openMinor" / 100.0)::numeric(12,2)::text AS open FROM "OpenItem" i WHERE kind = 'INVOICE' AND "openMinor" > 0 ORDER BY i.number`), which);
      return invoice && [recordPayment, { customerId: globalId('Customer', invoice.customer), amount: invoice.open, method: 'CASH', paidOn: flag ? earlier : null, allocations: [{ invoiceId: globalId('Invoice', invoice.id), amount: size > 2 ? invoice.open : '0.01' }] }];
    }
    case 'allocate': { const creditItemId = await one('OpenItem', sql`SELECT id FROM "OpenItem" WHERE "openMinor" < 0 AND "customerId" IS NOT NULL ORDER BY number`); return creditItemId ? [allocate, { creditItemId, oldestFirst: true }] : undefined; }
    case 'unapply': { const allocationId = await one('Allocation', sql`SELECT id FROM "Allocation" WHERE "amountMinor" > 0 ORDER BY "recordedAt" DESC, id LIMIT 9`); return allocationId ? [unapply, { allocationId, reason: 'No' }] : undefined; }
    case 'bounce': { const paymentId = await one('Payment', sql`SELECT id FROM "Payment" WHERE status = 'POSTED' ORDER BY number DESC LIMIT 9`); return paymentId ? [reversePayment, { paymentId, reason: 'Bounced' }] : undefined; }
    case 'follow': {
      const invoiceIds = await ids(trade, 'Invoice', sql`SELECT id FROM "Invoice" ORDER BY number DESC LIMIT ${size}`);
      const orderIds = await ids(trade, 'Order', sql`SELECT id FROM "Order" WHERE "placedOn" IS NOT NULL ORDER BY number DESC LIMIT ${size}`);
      return [followCommissions, flag ? { invoiceIds } : { orderIds }];
    }
    case 'state': return [approveCommissionStatement, { salesPersonId: some(people, which), endsOn: flag ? earlier : later(firstDay, world.days) }];
    case 'unstate': { const commissionStatementId = await one('CommissionStatement', sql`SELECT id FROM "CommissionStatement" ORDER BY number DESC LIMIT 4`); return commissionStatementId ? [withdrawCommissionStatement, { commissionStatementId, reason: 'Wrong' }] : undefined; }
    case 'pay out': return [requestCommissionPayout, { salesPersonId: some(people, which), amount: flag ? null : `${size}.01` }];
    case 'post payout': { const commissionPayoutId = await one('CommissionPayout', sql`SELECT id FROM "CommissionPayout" WHERE status = 'REQUESTED' ORDER BY number`); if (commissionPayoutId) await trade.db.rows(sql`UPDATE "CommissionPayout" SET "requestedById" = NULL WHERE id = ${uuid(commissionPayoutId)}::uuid`); return commissionPayoutId ? [postCommissionPayout, { commissionPayoutId }] : undefined; }
    case 'payout back': { const commissionPayoutId = await one('CommissionPayout', sql`SELECT id FROM "CommissionPayout" WHERE status = 'POSTED' ORDER BY number`); return commissionPayoutId ? [reverseCommissionPayout, { commissionPayoutId, reason: 'Back' }] : undefined; }
    case 'sell': case 'day': case 'back': return undefined;
  }
}

const done = new Set<string>();
const codes = new Set<string>();

async function take(world: World, each: Step): Promise<void> {
  const { trade, products, customers } = world;
  try {
    if (each.kind === 'day' || each.kind === 'back') {
      world.days = each.kind === 'day' ? world.days + each.size : Math.max(1, world.days - (each.size % 3));
      world.most = Math.max(world.most, world.days);
      trade.day = later(firstDay, world.days);
    } else if (each.kind === 'sell') {
      const lines = products.slice(0, 1 + (each.which % products.length)).map((productId, at) => ({ productId, quantity: String(1 + ((each.size + at) % 4)), unitPrice: `${each.size}.37` }));
      await trade.ship(await trade.order(some(customers, each.which) ?? '', lines, { freight: each.flag ? '3.01' : null }));
    } else {
      const work = await asked(world, each);
      if (!work) return;
      // Commission is followed after all that happened, whichever day the books were on meanwhile.
      if (each.kind === 'follow') trade.day = later(firstDay, world.most);
      await trade.act(...work);
      trade.day = later(firstDay, world.days);
    }
    done.add(each.kind);
  } catch (error) {
    trade.day = later(firstDay, world.days);
    if (!(error instanceof Refusal)) throw Object.assign(error as Error, { step: each });
    codes.add(error.kind.code);
  }
}

interface Told { id: string; orderId: string; terms: string; total: string; net: string; cash: string; credited: string; creditedNet: string }
/** What the plan of one rate should have brought up to a day: from the ledger's lines and the invoices alone. */
async function expected(trade: Trade, on: string): Promise<bigint> {
  const rows = await trade.db.rows<Told>(sql`
    SELECT i.id, o."orderId", i."totalMinor"::text AS total, (SELECT sum(l."netMinor") FROM "InvoiceLine" l WHERE l."invoiceId" = i.id AND l."orderId" = o."orderId")::text AS net,
      coalesce((SELECT -sum(l."companyMinor") FROM "JournalLine" l JOIN "Allocation" a ON a."entryId" = l."entryId" JOIN "OpenItem" c ON c.id = a."creditItemId" AND c.kind = 'PAYMENT' WHERE l."openItemId" = i."openItemId" AND l."effectiveOn" <= ${on}::date), 0)::text AS cash,
      coalesce((SELECT sum(n."totalMinor") FROM "Invoice" n WHERE n."creditsInvoiceId" = i.id AND n."issuedOn" <= ${on}::date), 0)::text AS credited,
      coalesce((SELECT sum(l."netMinor") FROM "Invoice" n JOIN "InvoiceLine" l ON l."invoiceId" = n.id WHERE n."creditsInvoiceId" = i.id AND n."issuedOn" <= ${on}::date AND l."orderId" = o."orderId"), 0)::text AS "creditedNet"
    FROM "Invoice" i JOIN LATERAL (SELECT DISTINCT l."orderId" FROM "InvoiceLine" l JOIN "OrderCommission" x ON x."orderId" = l."orderId" JOIN "CommissionTerms" t ON t.id = x."termsId" AND t.span IS NULL WHERE l."invoiceId" = i.id) o ON TRUE WHERE i.kind = 'INVOICE'`);
  return rows.reduce((sum, row) => {
    const [owed, net] = [BigInt(row.total) - BigInt(row.credited), BigInt(row.net) - BigInt(row.creditedNet)];
    const cash = BigInt(row.cash) > owed ? owed : BigInt(row.cash);
    const whole = roundedQuotient(net * RATE, 1_000_000n);
    return sum + (owed > 0n && cash > 0n ? roundedQuotient(whole * cash, owed) : 0n);
  }, 0n);
}

const opened: Trade[] = [];
async function newWorld(): Promise<World> {
  const trade = await startTrade();
  opened.push(trade);
  const people: string[] = [];
  for (const name of ['Ann', 'Bob', 'Cid']) people.push(globalId('SalesPerson', (await trade.act(createSalesPerson, { name })).salesPerson ?? ''));
  await trade.act(createCommissionPlan, { code: 'ALL', name: 'All', startsOn: firstDay, rate: '0.07' });
  await trade.act(createCommissionPlan, { code: 'TIER', name: 'Tiers', startsOn: firstDay, rate: '0.05', salesPersonIds: [people[2]], span: 'MONTH', tiers: [{ from: '40', rate: '0.08' }, { from: '120', rate: '0.13' }] });
  const products = [await trade.service(), await trade.service(), await trade.service()];
  const customers = [await trade.customer({ salesPersonId: people[0], paymentTermDays: 0 }), await trade.customer({ salesPersonId: people[1] }), await trade.customer({ salesPersonId: people[2] })];
  await trade.act(setCustomerCommission, { customerId: customers[1], shares: [{ salesPersonId: people[1], share: '0.333333' }, { salesPersonId: people[0], share: '0.333333' }, { salesPersonId: people[2], share: '0.333334' }] });
  trade.day = later(firstDay, 14);
  return { trade, products, customers, people, days: 14, most: 14 };
}
afterAll(async () => { for (const trade of opened) await trade.close(); });

/** Orders, then invoices, all of them: nothing waits any more. */
async function followAll({ trade }: World): Promise<void> {
  const orders = await ids(trade, 'Order', sql`SELECT id FROM "Order" WHERE "placedOn" IS NOT NULL`);
  for (let at = 0; at < orders.length; at += 500) await trade.act(followCommissions, { orderIds: orders.slice(at, at + 500) });
}

async function agree(world: World, days: number, label: string): Promise<void> {
  const on = later(firstDay, days);
  const { flat } = await world.trade.one<{ flat: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS flat FROM "JournalLine" l JOIN "Account" k ON k.id = l."accountId" AND k.code = '5500' JOIN "JournalEntry" e ON e.id = l."entryId"
    JOIN "CommissionAccrual" a ON a."entryId" = e.id JOIN "CommissionTerms" t ON t.id = a."termsId" AND t.span IS NULL WHERE l."effectiveOn" <= ${on}::date`);
  expect(BigInt(flat), label).toBe(await expected(world.trade, on));
  const months = await world.trade.db.rows<{ base: string; amount: string }>(sql`SELECT sum(a."tierBaseMinor")::text AS base, sum(a."amountMinor")::text AS amount FROM "CommissionAccrual" a JOIN "CommissionTerms" t ON t.id = a."termsId" AND t.span IS NOT NULL GROUP BY a."salesPersonId", to_char(a."causeOn", 'YYYY-MM')`);
  for (const { base, amount } of months) {
    const slice = (from: bigint, to: bigint | null, rate: bigint) => (BigInt(base) > from ? ((to !== null && BigInt(base) > to ? to : BigInt(base)) - from) * rate : 0n);
    const whole = BigInt(base) < 0n ? BigInt(base) * 50_000n : slice(0n, 4000n, 50_000n) + slice(4000n, 12_000n, 80_000n) + slice(12_000n, null, 130_000n);
    expect(BigInt(amount), label).toBe(roundedQuotient(whole, 1_000_000n));
  }
}

test.each(seedGroups())('sixty steps from seeds %i and the nine after it leave commissions that are rate × net × what is paid, on every day', async (...own) => {
  const world = await newWorld();
  const first: [Step['kind'], number, boolean][] = [['sell', 0, false], ['sell', 1, true], ['sell', 2, false], ['invoice', 0, true], ['invoice', 1, true], ['invoice', 2, false], ['payBack', 0, false], ['payBack', 0, true], ['payBack', 0, true], ['follow', 0, false], ['state', 0, false],
    ['pay out', 0, true], ['post payout', 0, true], ['payout back', 0, true], ['unstate', 0, true], ['credit', 1, true], ['uncredit', 0, true], ['credit', 1, true], ['unapply', 0, true], ['pay', 0, false], ['allocate', 0, true], ['bounce', 0, true]];
  for (const [kind, which, flag] of first) await take(world, { kind, which, flag, size: 9 });
  for (const seed of own) {
    const [steps = []] = fc.sample(fc.array(step, { minLength: STEPS, maxLength: STEPS }), { seed, numRuns: 1 }) as Step[][];
    for (const each of steps) await take(world, each);
    world.most = Math.min(Math.max(world.most, world.days), 300);
    world.trade.day = later(firstDay, world.most);
    await followAll(world);
    expect((await verify(world.trade.db)).filter(({ rows }) => rows.length > 0), `seed ${seed}`).toEqual([]);
    for (const days of [seed % 20, 14 + (seed % 60), world.most]) await agree(world, days, `seed ${seed}, day ${days}`);
    world.days = Math.min(world.days, 300);
    world.trade.day = later(firstDay, world.days);
  }
}, 600_000);

test('every kind of step was carried out, and none failed but by a refusal', () => {
  expect([...new Set(kinds)].filter((kind) => !done.has(kind))).toEqual([]);
  expect(codes.size).toBeGreaterThan(3);
});
