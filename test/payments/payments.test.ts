import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { lockPeriod, unlockPeriod } from '../../server/src/books/closePeriod.ts';
import { allocate } from '../../server/src/payments/allocate.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { unapply } from '../../server/src/payments/unapply.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let product: string;
beforeAll(async () => {
  firm = await startTrade();
  product = await firm.service();
});
afterAll(() => firm.close());

const invoiceOf = (customer: string, amount: string) => firm.invoice(customer, [{ productId: product, quantity: '1', unitPrice: amount }]);
const open = async (invoice: string) =>
  (await firm.one<{ open: string }>(sql`SELECT "openMinor"::text AS open FROM "OpenItem" WHERE "sourceId" = ${uuid(invoice)}`)).open;
const credit = (customer: string) => firm.one<Record<string, string>>(sql`SELECT "receivableMinor"::text AS receivable, "unappliedMinor"::text AS unapplied
  FROM "CreditAccount" WHERE "customerId" = ${uuid(customer)}`);
const pay = (customerId: string, amount: string, more: Record<string, unknown> = {}) =>
  firm.act(recordPayment, { customerId, amount, method: 'BANK', ...more }).then(({ payment = '' }) => globalId('Payment', payment));
const allocationOf = async (invoice: string) => globalId('Allocation', (await firm.one<{ id: string }>(sql`SELECT a.id FROM "Allocation" a
  JOIN "OpenItem" i ON i.id = a."debitItemId" WHERE i."sourceId" = ${uuid(invoice)} AND a."amountMinor" > 0 ORDER BY a.id DESC LIMIT 1`)).id);

describe('money received', () => {
  test('settles several invoices, and the rest stays on account', async () => {
    const customer = await firm.customer();
    const [first, second] = [await invoiceOf(customer, '100'), await invoiceOf(customer, '50')];
    const payment = await pay(customer, '130', { method: 'CASH', allocations: [{ invoiceId: first, amount: '100' }, { invoiceId: second, amount: '20' }] });
    expect([await open(first), await open(second)]).toEqual(['0', '3000']);
    expect(await credit(customer)).toEqual({ receivable: '3000', unapplied: '1000' });
    const { codes } = await firm.one<{ codes: string }>(sql`SELECT string_agg(a.code || ' ' || l."companyMinor", ', ' ORDER BY e.sequence, l.no) AS codes
      FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id JOIN "Account" a ON a.id = l."accountId" WHERE e."sourceId" = ${uuid(payment)}`);
    expect(codes).toBe('1010 13000, 2100 -13000');
    await firm.act(allocate, { paymentId: payment, oldestFirst: true });
    expect(await open(second)).toBe('2000');
    expect(await credit(customer)).toEqual({ receivable: '2000', unapplied: '0' });
    expect(await firm.refusal(allocate, { paymentId: payment, oldestFirst: true })).toBe('NOTHING_TO_ALLOCATE');
  });

  test('fills the oldest due first', async () => {
    const customer = await firm.customer({ paymentTermDays: 30 });
    const younger = await invoiceOf(customer, '10');
    firm.day = later(firstDay, -3);
    const older = await invoiceOf(customer, '10');
    firm.day = firstDay;
    await pay(customer, '12', { oldestFirst: true });
    expect([await open(older), await open(younger)]).toEqual(['0', '800']);
  });

  test('is refused beyond the invoice or the payment, for somebody else\'s invoice, in the future and in a locked period', async () => {
    const customer = await firm.customer();
    const invoice = await invoiceOf(customer, '10');
    const foreign = await invoiceOf(await firm.customer(), '10');
    const of = (more: Record<string, unknown>) => firm.refusal(recordPayment, { customerId: customer, amount: '20', method: 'BANK', ...more });
    expect(await of({ allocations: [{ invoiceId: invoice, amount: '10.01' }] })).toBe('ALLOCATION_EXCEEDS_INVOICE');
    expect(await of({ amount: '5', allocations: [{ invoiceId: invoice, amount: '6' }] })).toBe('ALLOCATION_EXCEEDS_PAYMENT');
    expect(await of({ allocations: [{ invoiceId: foreign, amount: '1' }] })).toBe('ALLOCATION_FOREIGN');
    expect(await of({ allocations: [{ invoiceId: invoice, amount: '1' }, { invoiceId: invoice, amount: '1' }] })).toBe('INPUT_INVALID');
    expect(await of({ paidOn: later(firstDay, 1) })).toBe('DAY_IN_FUTURE');
    const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "Period" WHERE "startsOn" <= ${firstDay}::date AND "endsOn" >= ${firstDay}::date`);
    await firm.act(lockPeriod, { periodId: globalId('Period', id), reason: 'Nothing is missing' });
    expect(await of({})).toBe('PERIOD_LOCKED');
    await firm.act(unlockPeriod, { periodId: globalId('Period', id), reason: 'Something was forgotten' });
    expect(await credit(customer)).toEqual({ receivable: '1000', unapplied: '0' });
  });

  test('taken off an invoice restores it exactly, dated today, once', async () => {
    const customer = await firm.customer();
    const invoice = await invoiceOf(customer, '10');
    await pay(customer, '7', { oldestFirst: true });
    const allocationId = await allocationOf(invoice);
    firm.day = later(firstDay, 2);
    await firm.act(unapply, { allocationId, reason: 'wrong invoice' });
    expect(await open(invoice)).toBe('1000');
    expect(await credit(customer)).toEqual({ receivable: '1000', unapplied: '700' });
    expect(await firm.one(sql`SELECT max("allocatedOn")::text AS day, sum("amountMinor")::text AS sum FROM "Allocation" WHERE "customerId" = ${uuid(customer)}`))
      .toEqual({ day: later(firstDay, 2), sum: '0' });
    expect(await firm.refusal(unapply, { allocationId, reason: 'again' })).toBe('ALLOCATION_UNAPPLIED');
    firm.day = firstDay;
  });

  test('reversed gives everything back: invoices are open again and cash is gone', async () => {
    const customer = await firm.customer();
    const invoices = [await invoiceOf(customer, '10'), await invoiceOf(customer, '20')];
    const payment = await pay(customer, '35', { oldestFirst: true });
    await firm.act(reversePayment, { paymentId: payment, reason: 'bounced' });
    expect(await Promise.all(invoices.map(open))).toEqual(['1000', '2000']);
    expect(await credit(customer)).toEqual({ receivable: '3000', unapplied: '0' });
    expect(await firm.refusal(reversePayment, { paymentId: payment, reason: 'again' })).toBe('PAYMENT_REVERSED');
    expect(await firm.refusal(allocate, { paymentId: payment, oldestFirst: true })).toBe('NOTHING_TO_ALLOCATE');
  });

  test('a credit left by a credit note settles another invoice like cash', async () => {
    const customer = await firm.customer();
    const paid = await invoiceOf(customer, '10');
    await pay(customer, '10', { oldestFirst: true });
    const other = await invoiceOf(customer, '15');
    const { creditNote = '' } = await firm.act(creditInvoice, { invoiceId: paid, reason: 'returned' });
    expect(await credit(customer)).toEqual({ receivable: '1500', unapplied: '1000' });
    const { openItemId } = await firm.one<{ openItemId: string }>(sql`SELECT "openItemId" FROM "Invoice" WHERE id = ${creditNote}`);
    await firm.act(allocate, { creditItemId: globalId('OpenItem', openItemId), allocations: [{ invoiceId: other, amount: '10' }] });
    expect(await open(other)).toBe('500');
    expect(await credit(customer)).toEqual({ receivable: '500', unapplied: '0' });
  });
});

describe('races', () => {
  test('two payments for the last open cents: one settles them, the other is refused', async () => {
    const customer = await firm.customer();
    const invoice = await invoiceOf(customer, '0.03');
    const answers = await Promise.all(Array.from({ length: 8 }, () => firm.refusal(recordPayment,
      { customerId: customer, amount: '0.03', method: 'BANK', allocations: [{ invoiceId: invoice, amount: '0.03' }] })));
    expect(answers.filter((each) => each === undefined)).toHaveLength(1);
    expect(answers.filter((each) => each === 'ALLOCATION_EXCEEDS_INVOICE')).toHaveLength(7);
    expect(await open(invoice)).toBe('0');
  });

  test('one payment is reversed and applied at once: either way the books agree', async () => {
    const customer = await firm.customer();
    await invoiceOf(customer, '10');
    const payment = await pay(customer, '10');
    await Promise.all([firm.refusal(allocate, { paymentId: payment, oldestFirst: true }), firm.refusal(reversePayment, { paymentId: payment, reason: 'race' })]);
    expect(await credit(customer)).toEqual({ receivable: '1000', unapplied: '0' });
  });
});
