// Any sequence of invoicing, paying, applying, taking back, crediting and reversing leaves the kept amounts equal to the journal.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { allocate } from '../../server/src/payments/allocate.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { unapply } from '../../server/src/payments/unapply.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { later, firstDay, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let product: string;
beforeAll(async () => {
  firm = await startTrade();
  product = await firm.service();
});
afterAll(() => firm.close());

const cents = fc.integer({ min: 1, max: 5000 });
const step = fc.oneof(
  fc.record({ do: fc.constant('invoice' as const), cents, which: fc.constant(0) }),
  fc.record({ do: fc.constantFrom('pay' as const, 'payOldest' as const), cents, which: fc.constant(0) }),
  fc.record({ do: fc.constantFrom('allocate' as const, 'unapply' as const, 'reverse' as const, 'credit' as const), cents, which: fc.nat(20) }),
);
const decimal = (amount: number) => (amount / 100).toFixed(2);

async function ids(statement: ReturnType<typeof sql>, type: string): Promise<string[]> {
  return (await firm.db.rows<{ id: string }>(statement)).map(({ id }) => globalId(type, id));
}

async function carryOut(customer: string, each: { do: string; cents: number; which: number }): Promise<void> {
  const id = uuid(customer);
  const pick = async (statement: ReturnType<typeof sql>, type: string) => {
    const found = await ids(statement, type);
    return found[each.which % Math.max(found.length, 1)];
  };
  if (each.do === 'invoice') await firm.invoice(customer, [{ productId: product, quantity: '3', unitPrice: decimal(each.cents) }]);
  if (each.do === 'pay' || each.do === 'payOldest') {
    await firm.act(recordPayment, { customerId: customer, amount: decimal(each.cents), method: 'BANK', oldestFirst: each.do === 'payOldest' });
  }
  if (each.do === 'allocate') {
    const creditItemId = await pick(sql`SELECT id FROM "OpenItem" WHERE "customerId" = ${id} AND kind IN ('PAYMENT', 'CREDIT_NOTE') ORDER BY id`, 'OpenItem');
    if (creditItemId) await firm.refusal(allocate, { creditItemId, oldestFirst: true });
  }
  if (each.do === 'unapply') {
    const allocationId = await pick(sql`SELECT id FROM "Allocation" WHERE "customerId" = ${id} AND "amountMinor" > 0 ORDER BY id`, 'Allocation');
    if (allocationId) await firm.refusal(unapply, { allocationId, reason: 'law' });
  }
  if (each.do === 'reverse') {
    const paymentId = await pick(sql`SELECT id FROM "Payment" WHERE "customerId" = ${id} ORDER BY id`, 'Payment');
    if (paymentId) await firm.refusal(reversePayment, { paymentId, reason: 'law' });
  }
  if (each.do === 'credit') {
    const invoiceId = await pick(sql`SELECT id FROM "Invoice" WHERE "customerId" = ${id} AND kind = 'INVOICE' ORDER BY id`, 'Invoice');
    const line = invoiceId && (await ids(sql`SELECT id FROM "InvoiceLine" WHERE "invoiceId" = ${uuid(invoiceId)}`, 'InvoiceLine'))[0];
    if (line) await firm.refusal(creditInvoice, { invoiceId, reason: 'law', lines: [{ invoiceLineId: line, quantity: String((each.cents % 3) + 1) }] });
  }
}

async function agree(customer: string): Promise<void> {
  const id = uuid(customer);
  const off = await firm.db.rows(sql`SELECT i.number FROM "OpenItem" i WHERE i."customerId" = ${id}
    AND i."openMinor" <> (SELECT coalesce(sum(l."amountMinor"), 0) FROM "JournalLine" l WHERE l."openItemId" = i.id)`);
  expect(off).toEqual([]);
  const wrong = await firm.db.rows(sql`SELECT i.number FROM "OpenItem" i WHERE i."customerId" = ${id}
    AND (sign(i."openMinor") NOT IN (0, sign(i."amountMinor")) OR abs(i."openMinor") > abs(i."amountMinor"))`);
  expect(wrong).toEqual([]);
  const beyond = await firm.db.rows(sql`SELECT i.number FROM "OpenItem" i JOIN "Allocation" a ON i.id IN (a."creditItemId", a."debitItemId")
    WHERE i."customerId" = ${id} GROUP BY i.id HAVING sum(a."amountMinor") > abs(i."amountMinor") OR sum(a."amountMinor") < 0`);
  expect(beyond).toEqual([]);
  expect(await firm.one(sql`SELECT "receivableMinor"::text AS receivable, "unappliedMinor"::text AS unapplied FROM "CreditAccount" WHERE "customerId" = ${id}`)).toEqual(
    await firm.one(sql`SELECT coalesce(sum("openMinor") FILTER (WHERE "openMinor" > 0), 0)::text AS receivable,
      coalesce(-sum("openMinor") FILTER (WHERE "openMinor" < 0), 0)::text AS unapplied FROM "OpenItem" WHERE "customerId" = ${id}`));
}

test('whatever is done in whatever order, open amounts, allocations and the credit account agree with the journal', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
    firm.day = firstDay;
    const customer = await firm.customer();
    await firm.invoice(customer, [{ productId: product, quantity: '1', unitPrice: '3.33' }]);
    for (const [index, each] of steps.entries()) {
      firm.day = later(firstDay, index);
      await carryOut(customer, each);
    }
    await agree(customer);
  }), { numRuns: 25, endOnFailure: true });
}, 120_000);
