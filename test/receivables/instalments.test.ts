// Terms in parts: what falls due when, in ages, statements, lists and on paper; the parts always sum to the invoice.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { instalmentsOf, dueDay } from '../../server/src/receivables/instalments.ts';
import { receivablesByAge } from '../../server/src/receivables/receivablesByAge.ts';
import { minor, plus, zero } from '../../server/src/shared/money.ts';
import type { Rate } from '../../server/src/shared/quantity.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { verify } from '../../server/src/verify.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(() => firm.close());

type Basis = 'INVOICE' | 'MONTH_END' | 'MONTH_DAY';
const part = (share: number, days: number, basis: Basis = 'INVOICE', monthDay: number | null = null) => ({ share: BigInt(share) as Rate, days, basis, monthDay });

describe('a part', () => {
  test.each([
    ['2026-01-31', 'INVOICE', 30, null, '2026-03-02'], ['2026-01-31', 'MONTH_END', 0, null, '2026-01-31'], ['2026-01-15', 'MONTH_END', 30, null, '2026-02-28'],
    ['2026-01-15', 'MONTH_DAY', 0, 15, '2026-01-15'], ['2026-01-16', 'MONTH_DAY', 0, 15, '2026-02-15'], ['2026-12-20', 'MONTH_DAY', 0, 10, '2027-01-10'], ['2026-01-31', 'MONTH_DAY', 1, 31, '2026-02-28'],
  ] as const)('of an invoice of %s, %s after %i days, falls due on %4$s', (issued, basis, days, monthDay, due) => {
    expect(dueDay(issued as Day, { basis, days, monthDay })).toBe(due);
  });

  test('is a share of the total, the last what is left, of whatever total in whatever parts', () => {
    expect(instalmentsOf(minor(10001), '2026-01-01' as Day, [part(333333, 0), part(333333, 30), part(333334, 60)])).toEqual([
      { dueOn: '2026-01-01', amount: 3333n }, { dueOn: '2026-01-31', amount: 3333n }, { dueOn: '2026-03-02', amount: 3335n },
    ]);
    fc.assert(fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 9 }), (total, weights) => {
      const sum = weights.reduce((a, b) => a + b, 0);
      const shares = weights.map((weight) => Math.floor((weight * 1_000_000) / sum));
      const made = instalmentsOf(minor(total), '2026-01-01' as Day, shares.map((share, index) => part(share, index * 10)));
      expect(plus(zero, ...made.map(({ amount }) => amount))).toBe(total);
      expect(made.every(({ amount }) => amount > 0n)).toBe(true);
    }));
  });

  test('that falls on the day of another is one with it', () => {
    expect(instalmentsOf(minor(100), '2026-01-01' as Day, [part(500000, 5), part(500000, 5)])).toEqual([{ dueOn: '2026-01-06', amount: 100n }]);
  });
});

test('an invoice in three parts ages by each part, money fills the earliest, and a credit note too', async () => {
  const customer = await firm.customer({ paymentTermDays: 5 });
  const term = '00000000-0000-7000-8000-0000000000aa';
  await firm.db.rows(sql`INSERT INTO "PaymentTerm" (id, "companyId", code, name) SELECT ${term}::uuid, id, '3X', 'Three parts' FROM "Company"`);
  await firm.db.rows(sql`INSERT INTO "PaymentTermPart" (id, "termId", no, share, basis, days) VALUES (gen_random_uuid(), ${term}::uuid, 1, 0.3, 'INVOICE', 0), (gen_random_uuid(), ${term}::uuid, 2, 0.3, 'INVOICE', 30), (gen_random_uuid(), ${term}::uuid, 3, 0.4, 'INVOICE', 60)`);
  await firm.db.rows(sql`UPDATE "Customer" SET "paymentTermId" = ${term}::uuid WHERE id = ${uuid(customer)}`);
  const service = await firm.service();
  const invoice = await firm.invoice(customer, [{ productId: service, quantity: '1', unitPrice: '100.01' }]);
  expect(await firm.db.rows(sql`SELECT no, "dueOn"::text AS due, "amountMinor"::text AS amount FROM "InvoiceInstalment" WHERE "invoiceId" = ${uuid(invoice)} ORDER BY no`)).toEqual([
    { no: 1, due: firstDay, amount: '3000' }, { no: 2, due: later(firstDay, 30), amount: '3000' }, { no: 3, due: later(firstDay, 60), amount: '4001' },
  ]);
  expect(await firm.one(sql`SELECT "dueOn"::text AS due, "paymentTermDays" AS days FROM "Invoice" WHERE id = ${uuid(invoice)}`)).toEqual({ due: later(firstDay, 60), days: 60 });
  const ages = async (days: number) => {
    firm.day = later(firstDay, Math.max(days, 0));
    const own = await answerReport(receivablesByAge, { on: later(firstDay, days), customerId: uuid(customer) }, await firm.context());
    const all = await answerReport(receivablesByAge, { on: later(firstDay, days) }, await firm.context());
    expect(all.totals).toEqual(own.totals);
    return [own.totals.notDue, own.totals.days1to30, own.totals.days31to60, own.totals.days61to90, own.totals.overdue, own.items.length];
  };
  expect(await ages(0)).toEqual([10001n, 0n, 0n, 0n, 0n, 3]);
  expect(await ages(31)).toEqual([4001n, 3000n, 3000n, 0n, 6000n, 3]);
  expect(await ages(61)).toEqual([0n, 4001n, 3000n, 3000n, 10001n, 3]);
  firm.day = later(firstDay, 31);
  await firm.act(recordPayment, { customerId: customer, amount: '35', method: 'BANK', oldestFirst: true });
  expect(await ages(31)).toEqual([4001n, 2500n, 0n, 0n, 2500n, 2]);
  expect(await ages(20)).toEqual([7001n, 3000n, 0n, 0n, 3000n, 3]); // before the money came
  firm.day = later(firstDay, 32);
  await firm.act(creditInvoice, { invoiceId: invoice, reason: 'less', lines: [{ invoiceLineId: await lineOf(invoice), amount: '30' }] });
  expect(await ages(32)).toEqual([3501n, 0n, 0n, 0n, 0n, 1]);
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
});

async function lineOf(invoice: string): Promise<string> {
  const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "InvoiceLine" WHERE "invoiceId" = ${uuid(invoice)}`);
  return Buffer.from(`InvoiceLine:${id}`).toString('base64');
}
