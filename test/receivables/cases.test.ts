// Cases worked out by hand: what a customer owes after each step, to the cent.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTaxCode } from '../../server/src/accounting/createTaxCode.ts';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { allocate } from '../../server/src/payments/allocate.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { unapply } from '../../server/src/payments/unapply.ts';
import { receivablesByAge } from '../../server/src/receivables/receivablesByAge.ts';
import { statement } from '../../server/src/receivables/statement.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import type { Day } from '../../server/src/shared/time.ts';
import '../../server/src/schema.ts';
import { createTask } from '../../server/src/work/tasks.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(() => firm.close());

const nets = ['68.33', '68.33', '57.50', '85.00'];
const taxed = async (code: string) => {
  const { taxCode = '' } = await firm.act(createTaxCode, { code, name: 'VAT', rate: '0.2' });
  const { product = '' } = await firm.act((await import('../../server/src/catalogue/createProduct.ts')).createProduct, {
    sku: code, name: code, isStocked: false, taxCodeId: globalId('TaxCode', taxCode), unitId: globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'PCS'`)).id),
  });
  return globalId('Product', product);
};
const sumsOf = (id: string) => firm.one<{ net: string; tax: string; total: string }>(sql`SELECT sum("netMinor")::text AS net, sum("taxMinor")::text AS tax, sum("totalMinor")::text AS total
  FROM "Invoice" WHERE ${id} IN (id::text, "creditsInvoiceId"::text) AND kind = 'CREDIT_NOTE'`);

test.each(['LINE', 'TOTAL'] as const)('three credit notes over 68.33, 68.33, 57.50 and 85.00 at 20 % sum to the invoice, its tax rounded by %s', async (rounding) => {
  await firm.db.rows(sql`UPDATE "Company" SET "taxRounding" = ${rounding}::"TaxRounding"`);
  const service = await taxed(`V20${rounding}`);
  const customer = await firm.customer();
  const invoice = await firm.invoice(customer, nets.map((unitPrice) => ({ productId: service, quantity: '1', unitPrice })));
  const { id, ...whole } = await firm.one<{ id: string; net: string; tax: string; total: string }>(sql`SELECT id, "netMinor"::text AS net, "taxMinor"::text AS tax, "totalMinor"::text AS total FROM "Invoice" WHERE id = ${uuid(invoice)}`);
  expect(whole.net).toBe('27916');
  expect(whole).toMatchObject(rounding === 'LINE' ? { tax: '5584', total: '33500' } : { tax: '5583', total: '33499' });
  const lines = (await firm.db.rows<{ id: string }>(sql`SELECT id FROM "InvoiceLine" WHERE "invoiceId" = ${id} ORDER BY no`)).map((line) => globalId('InvoiceLine', line.id));
  const note = (amounts: readonly string[]) => firm.act(creditInvoice, { invoiceId: invoice, reason: 'part', lines: amounts.map((amount, index) => ({ invoiceLineId: lines[index], amount })) });
  await note(['22.77', '22.78', '19.17', '28.33']);
  await note(['22.78', '22.77', '19.16', '28.34']);
  await firm.act(creditInvoice, { invoiceId: invoice, reason: 'the rest' });
  expect(await sumsOf(id)).toEqual(whole);
  expect(await firm.one(sql`SELECT "openMinor"::text AS open FROM "OpenItem" WHERE "sourceId" = ${id}`)).toEqual({ open: '0' });
  expect(await firm.refusal(creditInvoice, { invoiceId: invoice, reason: 'more' })).toBe('INVOICE_CREDITED');
});

const balance = async (customer: string, on: Day) => {
  const made = (await answerReport(receivablesByAge, { on, customerId: uuid(customer) }, await firm.context())).totals;
  const told = await answerReport(statement, { customerId: uuid(customer), from: '2026-01-01' as Day, to: on }, await firm.context());
  expect(told.closing).toBe(made.balance);
  return { receivable: made.receivable, unapplied: made.unapplied, overdue: made.overdue, balance: made.balance };
};

test('a statement as of 30 April ignores what May allocated', async () => {
  const service = await firm.service();
  const customer = await firm.customer({ paymentTermDays: 10 });
  firm.day = '2026-04-10' as Day;
  await firm.invoice(customer, [{ productId: service, quantity: '1', unitPrice: '100' }]);
  firm.day = '2026-04-28' as Day;
  const { payment = '' } = await firm.act(recordPayment, { customerId: customer, amount: '60', method: 'BANK' });
  const april = { receivable: 10000n, unapplied: 6000n, overdue: 10000n, balance: 4000n };
  expect(await balance(customer, '2026-04-30' as Day)).toEqual(april);
  const before = await answerReport(statement, { customerId: uuid(customer), from: '2026-04-01' as Day, to: '2026-04-30' as Day }, await firm.context());
  firm.day = '2026-05-06' as Day;
  await firm.act(allocate, { paymentId: globalId('Payment', payment), oldestFirst: true });
  expect(await balance(customer, '2026-04-30' as Day)).toEqual(april);
  expect(await answerReport(statement, { customerId: uuid(customer), from: '2026-04-01' as Day, to: '2026-04-30' as Day }, await firm.context())).toEqual(before);
  expect(await balance(customer, '2026-05-06' as Day)).toEqual({ receivable: 4000n, unapplied: 0n, overdue: 4000n, balance: 4000n });
});

test('an invoice that is reminded of, credited and opened again is owed what each step says', async () => {
  const service = await firm.service();
  const customer = await firm.customer({ paymentTermDays: 5 });
  firm.day = '2026-05-10' as Day;
  const invoice = await firm.invoice(customer, [{ productId: service, quantity: '2', unitPrice: '50' }]);
  firm.day = '2026-05-20' as Day;
  const owed = { receivable: 10000n, unapplied: 0n, overdue: 10000n, balance: 10000n };
  expect(await balance(customer, firm.day)).toEqual(owed);
  await firm.act(createTask, { title: 'Remind of it', subjectId: invoice, ownerRole: 'COLLECTOR' });
  expect(await balance(customer, firm.day)).toEqual(owed);
  firm.day = '2026-05-22' as Day;
  const [line] = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "InvoiceLine" WHERE "invoiceId" = ${uuid(invoice)}`);
  await firm.act(creditInvoice, { invoiceId: invoice, reason: 'one was broken', lines: [{ invoiceLineId: globalId('InvoiceLine', line?.id ?? ''), quantity: '1' }] });
  expect(await balance(customer, firm.day)).toEqual({ receivable: 5000n, unapplied: 0n, overdue: 5000n, balance: 5000n });
  firm.day = '2026-05-25' as Day;
  const { id } = await firm.one<{ id: string }>(sql`SELECT a.id FROM "Allocation" a JOIN "OpenItem" i ON i.id = a."debitItemId" WHERE i."sourceId" = ${uuid(invoice)}`);
  await firm.act(unapply, { allocationId: globalId('Allocation', id), reason: 'it goes to another invoice' });
  expect(await balance(customer, firm.day)).toEqual({ receivable: 10000n, unapplied: 5000n, overdue: 10000n, balance: 5000n });
  expect(await balance(customer, '2026-05-22' as Day)).toEqual({ receivable: 5000n, unapplied: 0n, overdue: 5000n, balance: 5000n });
  expect(await firm.refusal(unapply, { allocationId: globalId('Allocation', id), reason: 'again' })).toBe('ALLOCATION_UNAPPLIED');
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
});
