// Paying early: what an invoice is offered, what money takes it, and how it goes back.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTaxCode } from '../../server/src/accounting/createTaxCode.ts';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { grantEarlyDiscount, reverseEarlyDiscount, settleEarly } from '../../server/src/earlyPayment/discounts.ts';
import { earlyPayments } from '../../server/src/earlyPayment/earlyPayments.ts';
import { endEarlyPaymentOffer, publishEarlyPaymentOffer } from '../../server/src/earlyPayment/offers.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { previewPayment } from '../../server/src/payments/previewPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { unapply } from '../../server/src/payments/unapply.ts';
import { allocate } from '../../server/src/payments/allocate.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import type { Line, MatchFacts } from '../../server/src/matching/facts.ts';
import { matchLines } from '../../server/src/matching/match.ts';
import { minor } from '../../server/src/shared/money.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { verify } from '../../server/src/verify.ts';
import { later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let trade: Trade;
let taxed: string;
const day = (text: string) => text as Day;
beforeAll(async () => {
  trade = await startTrade();
  const { taxCode = '' } = await trade.act(createTaxCode, { code: 'VAT20', name: 'VAT 20 %', rate: '0.2' });
  trade.day = day('2026-02-01');
  taxed = await trade.product('1.00', '100000', { taxCodeId: globalId('TaxCode', taxCode) });
});
afterAll(async () => {
  expect((await verify(trade.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await trade.close();
});

/** 100.00 net, 20.00 tax, and freight. */
const sold = async (customerId: string, freight: string | null = null, unitPrice = '10') => trade.invoice(customerId, [{ productId: taxed, quantity: '10', unitPrice }], freight ? { freight } : {});
const pay = async (customerId: string, invoiceId: string, amount: string, on?: string) => {
  const made = await trade.act(recordPayment, { customerId, amount, method: 'BANK', ...(on ? { paidOn: on } : {}), allocations: [{ invoiceId, amount }] });
  await trade.act(settleEarly, { invoiceId });
  return globalId('Payment', made.payment ?? '');
};
const openOf = async (invoiceId: string) => (await trade.one<{ open: string }>(sql`SELECT i."openMinor"::text AS open FROM "OpenItem" i WHERE i."sourceId" = ${uuid(invoiceId)}::uuid`)).open;
const discounts = (invoiceId: string) => trade.db.rows<{ kind: string; amount: string; tax: string; refusal: string | null; missing: string | null }>(
  sql`SELECT kind::text, "amountMinor"::text AS amount, "taxMinor"::text AS tax, refusal::text, "missingMinor"::text AS missing FROM "EarlyDiscount" WHERE "invoiceId" = ${uuid(invoiceId)}::uuid ORDER BY "recordedAt", id`);
/** Balances of accounts by all entries of a customer. */
const balance = async (customerId: string, code: string) => (await trade.one<{ sum: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code = ${code}
  WHERE l."customerId" = ${uuid(customerId)}::uuid`)).sum;

describe('offers are few, published and frozen', () => {
  test('three are in force at a time; a fourth is refused until one has ended', async () => {
    trade.day = day('2026-02-01');
    const publish = async (more: object) => trade.act(publishEarlyPaymentOffer, { name: '2 % in 10 days', discountRate: '0.02', days: 10, tolerance: '0.05', ...more });
    await publish({});
    await publish({ name: '3 % in 5 days', discountRate: '0.03', days: 5, endsOn: '2026-06-30' });
    const third = (await publish({ name: '1 % later', discountRate: '0.01', days: 20, startsOn: '2026-05-01' })).earlyPaymentOffer ?? '';
    expect(await trade.refusal(publishEarlyPaymentOffer, { name: 'Fourth', discountRate: '0.01', days: 3, startsOn: '2026-04-01' })).toBe('OFFERS_FULL');
    expect(await trade.refusal(publishEarlyPaymentOffer, { name: 'After', discountRate: '0.01', days: 3, startsOn: '2026-07-01', endsOn: '2026-08-01' })).toBeUndefined();
    await trade.act(endEarlyPaymentOffer, { earlyPaymentOfferId: globalId('EarlyPaymentOffer', third), endsOn: '2026-04-30' });
    expect(await trade.refusal(publishEarlyPaymentOffer, { name: 'Yesterday', discountRate: '0.01', days: 3, startsOn: '2026-01-31' })).toBe('INPUT_INVALID');
  });
  test('an invoice keeps what it was offered on its day, tax and freight as the offer says', async () => {
    const customerId = await trade.customer();
    const invoiceId = await sold(customerId, '5.00');
    expect(await trade.db.rows(sql`SELECT no, "lastOn"::text AS last, "discountMinor"::text AS discount, "taxMinor"::text AS tax FROM "InvoiceEarlyOffer" WHERE "invoiceId" = ${uuid(invoiceId)}::uuid ORDER BY no`))
      .toEqual([{ no: 1, last: '2026-02-06', discount: '360', tax: '60' }, { no: 2, last: '2026-02-11', discount: '240', tax: '40' }]);
  });
});

describe('money takes a discount', () => {
  test('in time and the right amount: revenue and tax are less by it, and nothing is open', async () => {
    const customerId = await trade.customer();
    const invoiceId = await sold(customerId);
    await pay(customerId, invoiceId, '116.40', '2026-02-01');
    expect(await discounts(invoiceId)).toEqual([{ kind: 'TAKEN', amount: '360', tax: '60', refusal: null, missing: null }]);
    expect([await openOf(invoiceId), await balance(customerId, '4300'), await balance(customerId, '2200'), await balance(customerId, '1100')]).toEqual(['0', '300', '-1940', '0']);
  });
  test('a slip within the tolerance is taken with it; the tax stays what the offer says', async () => {
    const customerId = await trade.customer();
    const invoiceId = await sold(customerId);
    await pay(customerId, invoiceId, '116.36');
    expect(await discounts(invoiceId)).toEqual([{ kind: 'TAKEN', amount: '364', tax: '60', refusal: null, missing: null }]);
  });
  test('in two parts, the last in time', async () => {
    const customerId = await trade.customer();
    const invoiceId = await sold(customerId);
    await pay(customerId, invoiceId, '50.00');
    expect(await discounts(invoiceId)).toEqual([]);
    trade.day = day('2026-02-11');
    await pay(customerId, invoiceId, '67.60');
    expect(await discounts(invoiceId)).toEqual([{ kind: 'TAKEN', amount: '240', tax: '40', refusal: null, missing: null }]);
  });
  test('too late is refused and says what is missing; granted by hand with a reason', async () => {
    trade.day = day('2026-02-01');
    const customerId = await trade.customer();
    const invoiceId = await sold(customerId);
    trade.day = day('2026-02-12');
    await pay(customerId, invoiceId, '117.60');
    await trade.act(settleEarly, { invoiceId });
    expect(await discounts(invoiceId)).toEqual([{ kind: 'REFUSED', amount: '0', tax: '0', refusal: 'LATE', missing: '240' }]);
    expect(await openOf(invoiceId)).toBe('240');
    await trade.act(grantEarlyDiscount, { invoiceId, reason: 'Holiday at the bank' });
    expect((await discounts(invoiceId)).at(-1)).toEqual({ kind: 'GRANTED', amount: '240', tax: '40', refusal: null, missing: null });
    expect(await openOf(invoiceId)).toBe('0');
    await trade.act(reverseEarlyDiscount, { invoiceId, reason: 'Second thoughts' });
    expect(await openOf(invoiceId)).toBe('240');
    expect(await trade.refusal(reverseEarlyDiscount, { invoiceId, reason: 'Twice' })).toBe('NO_DISCOUNT_STANDS');
  });
  test('too little is refused with the rest that is missing; a part payment is none of it', async () => {
    trade.day = day('2026-03-01');
    const customerId = await trade.customer();
    const [first, second] = [await sold(customerId), await sold(customerId)];
    await pay(customerId, first, '115.00');
    expect(await discounts(first)).toEqual([{ kind: 'REFUSED', amount: '0', tax: '0', refusal: 'AMOUNT', missing: '140' }]);
    await pay(customerId, second, '60.00');
    expect(await discounts(second)).toEqual([]);
    await pay(customerId, first, '1.40');
    expect((await discounts(first)).at(-1)).toMatchObject({ kind: 'TAKEN', amount: '360' });
    expect(await trade.refusal(grantEarlyDiscount, { invoiceId: second, amount: '60.01', reason: 'All' })).toBe('DISCOUNT_TOO_MUCH');
  });
  test('nothing paid, nothing granted', async () => {
    const customerId = await trade.customer();
    expect(await trade.refusal(grantEarlyDiscount, { invoiceId: await sold(customerId), reason: 'Please' })).toBe('DISCOUNT_WITHOUT_MONEY');
  });
});

describe('money that fills the oldest first', () => {
  const three = async () => {
    trade.day = day('2026-03-01');
    const customerId = await trade.customer();
    return { customerId, invoices: [await sold(customerId), await sold(customerId), await sold(customerId)] };
  };
  const oldest = async (customerId: string, invoices: string[], amount: string, on?: string) => {
    const { payment = '' } = await trade.act(recordPayment, { customerId, amount, method: 'BANK', oldestFirst: true, ...(on ? { paidOn: on } : {}) });
    for (const invoiceId of invoices) await trade.act(settleEarly, { invoiceId });
    return globalId('Payment', payment);
  };
  const applied = async (invoices: string[]) => Promise.all(invoices.map(async (invoiceId) => (await trade.one<{ sum: string }>(sql`SELECT coalesce(sum(a."amountMinor"), 0)::text AS sum FROM "Allocation" a JOIN "OpenItem" i ON i.id = a."debitItemId" WHERE i."sourceId" = ${uuid(invoiceId)}::uuid`)).sum));
  const opens = (invoices: string[]) => Promise.all(invoices.map(openOf));
  test.each([
    ['takes each discount', '349.20', ['11640', '11640', '11640'], ['0', '0', '0']],
    ['of all pays all, and takes none', '360.00', ['12000', '12000', '12000'], ['0', '0', '0']],
    ['takes the discount of one', '356.40', ['12000', '12000', '11640'], ['0', '0', '0']],
    ['ends inside an invoice', '250.00', ['11640', '11640', '1720'], ['0', '0', '10280']],
    ['to the first invoice alone, less its discount', '116.40', ['11640', '0', '0'], ['0', '12000', '12000']],
  ])('%s', async (_case, amount, gets, open) => {
    const { customerId, invoices } = await three();
    const preview = await previewPayment(uuid(customerId), minor(BigInt(amount.replace('.', ''))), 'USD', trade.day, await trade.context());
    await oldest(customerId, invoices, amount);
    expect([await applied(invoices), await opens(invoices)]).toEqual([gets, open]);
    expect([preview.allocations.map((each) => String(each.amount)), String(preview.unapplied)]).toEqual([gets, '0']);
    expect(preview.allocations.map((each) => String(each.discount)).map((of, at) => (open[at] === '0' ? String(12_000 - Number(gets[at])) === of : of === '0'))).toEqual([true, true, true]);
  });
  test('takes the offer that is in time on its day, and none past all', async () => {
    const { customerId, invoices } = await three();
    trade.day = day('2026-03-10');
    await oldest(customerId, invoices, '235.20');
    expect(await opens(invoices)).toEqual(['0', '0', '12000']);
    trade.day = day('2026-03-15');
    await oldest(customerId, invoices, '117.60');
    expect(await opens(invoices)).toEqual(['0', '0', '240']);
  });
  test('counts what credit notes leave', async () => {
    const { customerId, invoices } = await three();
    const line = await trade.one<{ id: string }>(sql`SELECT id FROM "InvoiceLine" WHERE "invoiceId" = ${uuid(invoices[0] ?? '')}::uuid`);
    await trade.act(creditInvoice, { invoiceId: invoices[0], reason: 'Back', lines: [{ invoiceLineId: globalId('InvoiceLine', line.id), quantity: '5' }] });
    // 60.00 are left of the first: 58.20 with 3 % off, and 116.40 of the second.
    await oldest(customerId, invoices, '174.60');
    expect(await opens(invoices)).toEqual(['0', '0', '12000']);
  });
  test('is taken back exactly, and comes to the same again', async () => {
    const { customerId, invoices } = await three();
    await oldest(customerId, invoices, '349.20');
    const before = [await balance(customerId, '4300'), await balance(customerId, '2200')];
    const allocations = await trade.db.rows<{ id: string }>(sql`SELECT a.id FROM "Allocation" a WHERE a."customerId" = ${uuid(customerId)}::uuid ORDER BY a.id`);
    for (const { id } of allocations) await trade.act(unapply, { allocationId: globalId('Allocation', id), reason: 'Wrong' });
    expect([await opens(invoices), await balance(customerId, '4300'), await balance(customerId, '2200')]).toEqual([['12000', '12000', '12000'], '0', '-6000']);
    trade.day = later(trade.day, 40);
    const credit = await trade.one<{ id: string }>(sql`SELECT id FROM "OpenItem" WHERE "customerId" = ${uuid(customerId)}::uuid AND kind = 'PAYMENT'`);
    await trade.act(allocate, { creditItemId: globalId('OpenItem', credit.id), oldestFirst: true });
    for (const invoiceId of invoices) await trade.act(settleEarly, { invoiceId });
    expect([await opens(invoices), [await balance(customerId, '4300'), await balance(customerId, '2200')]]).toEqual([['0', '0', '0'], before]);
  });
});

describe('a discount goes back', () => {
  test('with the allocation, and is taken again when the same money returns', async () => {
    const customerId = await trade.customer();
    const invoiceId = await sold(customerId);
    await pay(customerId, invoiceId, '116.40');
    const { id } = await trade.one<{ id: string }>(sql`SELECT a.id FROM "Allocation" a JOIN "OpenItem" i ON i.id = a."debitItemId" WHERE i."sourceId" = ${uuid(invoiceId)}::uuid`);
    trade.day = later(trade.day, 30);
    await trade.act(unapply, { allocationId: globalId('Allocation', id), reason: 'Wrong invoice' });
    expect([await openOf(invoiceId), await balance(customerId, '4300'), await balance(customerId, '2200')]).toEqual(['12000', '0', '-2000']);
    const credit = await trade.one<{ id: string }>(sql`SELECT id FROM "OpenItem" WHERE "customerId" = ${uuid(customerId)}::uuid AND kind = 'PAYMENT'`);
    await trade.act(allocate, { creditItemId: globalId('OpenItem', credit.id), oldestFirst: true });
    await trade.act(settleEarly, { invoiceId });
    expect([await openOf(invoiceId), await balance(customerId, '4300')]).toEqual(['0', '300']);
  });
  test('with the payment', async () => {
    const customerId = await trade.customer();
    const invoiceId = await sold(customerId);
    const paymentId = await pay(customerId, invoiceId, '116.40');
    await trade.act(reversePayment, { paymentId, reason: 'Bounced' });
    expect([await openOf(invoiceId), await balance(customerId, '4300'), await balance(customerId, '2200'), await balance(customerId, '1100')]).toEqual(['12000', '0', '-2000', '12000']);
  });
  test('in its share with each credit note: of an invoice wholly credited, what was paid is on account, to the cent', async () => {
    const customerId = await trade.customer();
    const invoiceId = await sold(customerId, '4.99', '6.833');
    const { total } = await trade.one<{ total: string }>(sql`SELECT "totalMinor"::text AS total FROM "Invoice" WHERE id = ${uuid(invoiceId)}::uuid`);
    const { discount } = await trade.one<{ discount: string }>(sql`SELECT "discountMinor"::text AS discount FROM "InvoiceEarlyOffer" WHERE "invoiceId" = ${uuid(invoiceId)}::uuid AND no = 1`);
    const paid = Number(total) - Number(discount);
    await pay(customerId, invoiceId, (paid / 100).toFixed(2));
    const line = await trade.one<{ id: string }>(sql`SELECT id FROM "InvoiceLine" WHERE "invoiceId" = ${uuid(invoiceId)}::uuid`);
    for (const quantity of ['1', '3', '2']) await trade.act(creditInvoice, { invoiceId, reason: 'Back', lines: [{ invoiceLineId: globalId('InvoiceLine', line.id), quantity }] });
    await trade.act(creditInvoice, { invoiceId, reason: 'The rest' });
    expect([await openOf(invoiceId), await balance(customerId, '4300'), await balance(customerId, '2200'), await balance(customerId, '1100')]).toEqual(['0', '0', '0', '0']);
    expect(await balance(customerId, '2100')).toBe(String(-paid));
  });
});

describe('a bank\'s line pays early', () => {
  const debt = (number: string, open: bigint) => ({ itemId: number, number, otherNumbers: [], partyId: 'c', open: minor(open), issuedOn: day('2026-02-01'), dueOn: day('2026-03-03'), early: [{ until: day('2026-02-11'), discount: minor(open / 50n), tolerance: minor(5) }] });
  const facts = (debts: ReturnType<typeof debt>[]): MatchFacts => ({ invoices: debts, customers: [{ id: 'c', name: 'Acme Trading', names: [], accounts: [] }], bills: [], suppliers: [], entries: [], rules: [], threshold: 0.97, tolerance: minor(1) });
  const line = (amount: bigint, text: string, bookedOn = '2026-02-10'): Line => ({ id: 'l', bookedOn: day(bookedOn), amount: minor(amount), payerName: 'Acme Trading', payerAccount: null, text, endToEndId: null, code: null });
  const best = (debts: ReturnType<typeof debt>[], of: Line) => matchLines(facts(debts), [of]).get('l')?.[0];
  test.each([
    ['the open amount less its discount', [debt('INV-2026-00041', 12_000n)], line(11_760n, 'INV-2026-00041'), [11_760n]],
    ['a cent off, within the tolerance', [debt('INV-2026-00041', 12_000n)], line(11_759n, 'INV-2026-00041'), [11_759n]],
    ['two invoices, each less its own', [debt('INV-2026-00041', 12_000n), debt('INV-2026-00042', 5_000n)], line(16_660n, 'INV-2026-00041 INV-2026-00042'), [11_760n, 4_900n]],
    ['by the payer alone', [debt('INV-2026-00041', 12_000n)], line(11_760n, 'goods'), [11_760n]],
  ] as const)('%s: surely', (_label, debts, of, amounts) => {
    const found = best([...debts], of);
    expect(found?.confidence).toBeGreaterThanOrEqual(0.97);
    expect([found?.rest, found?.parts.map(({ amount }) => amount), found?.reasons.some(({ code }) => code === 'EARLY')]).toEqual([0n, amounts, true]);
  });
  test('of several, some of them whole: proposed, and a person says so; a part takes the discounts before it', () => {
    const two = [debt('INV-2026-00041', 12_000n), debt('INV-2026-00042', 5_000n)];
    const some = best(two, line(16_900n, 'INV-2026-00041 INV-2026-00042'));
    expect([some?.parts.map(({ amount }) => amount), some?.rest, some?.reasons.some(({ code }) => code === 'EARLY'), (some?.confidence ?? 1) < 0.97]).toEqual([[12_000n, 4_900n], 0n, true, true]);
    expect(best(two, line(14_000n, 'INV-2026-00041 INV-2026-00042'))?.parts.map(({ amount }) => amount)).toEqual([11_760n, 2_240n]);
  });
  test('too late it is short, as ever', () => {
    expect(best([debt('INV-2026-00041', 12_000n)], line(11_760n, 'INV-2026-00041', '2026-02-12'))?.reasons.map(({ code }) => code)).not.toContain('EARLY');
  });
});

test('the report tells offered, taken, granted, refused, the loss as revenue and tax, and what a year of it costs', async () => {
  const told = await answerReport(earlyPayments, { from: day('2026-02-01'), to: day('2026-02-28') }, await trade.context());
  expect(told.totals).toMatchObject({ taken: 3, granted: 1, refused: 1, missing: 240n, revenue: 804n, tax: 160n, loss: 964n });
  expect(told.totals.daysPulled).toBeGreaterThan(0);
  expect(told.totals.annualCost).toBeGreaterThan(0n);
  expect(told.rows.length).toBeGreaterThanOrEqual(2);
});
