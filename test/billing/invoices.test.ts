import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { createTaxCode } from '../../server/src/accounting/createTaxCode.ts';
import { createManualJournal } from '../../server/src/books/draftJournal.ts';
import { postManualJournal } from '../../server/src/books/postJournal.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import type { AnyAction } from '../../server/src/shared/action.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { later, sql, startTrade, uuid, firstDay, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(() => firm.close());

const document = (id: string) => firm.one<Record<string, string>>(sql`SELECT i.*, o."openMinor", o."dueOn" AS "itemDueOn" FROM "Invoice" i JOIN "OpenItem" o ON o.id = i."openItemId" WHERE i.id = ${uuid(id)}`);
const entry = async (id: string) => Object.fromEntries((await firm.db.rows<{ code: string; amount: string }>(sql`
  SELECT a.code, sum(l."companyMinor")::text AS amount FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id JOIN "Account" a ON a.id = l."accountId"
  WHERE e."sourceId" = ${uuid(id)} GROUP BY a.code ORDER BY a.code`)).map(({ code, amount }) => [code, amount]));
const credit = (customerId: string) => firm.one<Record<string, string>>(sql`SELECT * FROM "CreditAccount" WHERE "customerId" = ${uuid(customerId)}`);
const linesOf = (id: string) => firm.db.rows<{ id: string; quantity: string }>(sql`SELECT * FROM "InvoiceLine" WHERE "invoiceId" = ${uuid(id)} ORDER BY no`);

describe('an invoice', () => {
  test('posts what was shipped: revenue, discount, freight, tax, and the cost of the goods', async () => {
    const { taxCode } = await firm.act(createTaxCode, { code: 'V16', name: 'VAT', rate: '0.16' });
    const customer = await firm.customer({ paymentTermDays: 14 });
    const product = await firm.product('4', '100', { taxCodeId: globalId('TaxCode', taxCode ?? '') });
    const orderId = await firm.order(customer, [{ productId: product, quantity: '10', unitPrice: '10', discountRate: '0.05' }], { freight: '7.50' });
    const shipment = await firm.ship(orderId);
    expect(await credit(customer)).toMatchObject({ shippedNotInvoicedMinor: '11770', receivableMinor: '0', openOrdersMinor: '0' });
    const { invoice = '' } = await firm.act(invoiceShipments, { shipmentIds: [shipment] });
    const id = globalId('Invoice', invoice);
    expect(await entry(id)).toEqual({ 1100: '11770', 1310: '-4000', 2200: '-1520', 4000: '-10000', 4010: '-750', 4100: '500', 5000: '4000' });
    expect(await document(id)).toMatchObject({ number: 'INV-2026-00001', totalMinor: '11770', openMinor: '11770', itemDueOn: later(firstDay, 14) });
    expect(await credit(customer)).toMatchObject({ shippedNotInvoicedMinor: '0', receivableMinor: '11770' });
    expect(await firm.one(sql`SELECT status FROM "Order" WHERE id = ${uuid(orderId)}`)).toEqual({ status: 'INVOICED' });
    expect(await firm.refusal(invoiceShipments, { shipmentIds: [shipment] })).toBe('ALREADY_INVOICED');
    expect(await firm.refusal(invoiceShipments, { orderId })).toBe('NOTHING_TO_INVOICE');
  });

  test('covers all open shipments of an order, and an order shipped in parts has its parts invoiced exactly', async () => {
    const customer = await firm.customer();
    const product = await firm.product('0.50', '100');
    const orderId = await firm.order(customer, [{ productId: product, quantity: '3', unitPrice: '3.33333333' }], { freight: '1' });
    const { id: line } = await firm.one<{ id: string }>(sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)}`);
    const part = (quantity: string) => firm.ship(orderId, [{ orderLineId: globalId('OrderLine', line), quantity }]);
    await part('1');
    const first = await firm.act(invoiceShipments, { orderId });
    await part('1');
    await part('1');
    const second = await firm.act(invoiceShipments, { orderId });
    const totals = await Promise.all([first, second].map(async ({ invoice = '' }) => BigInt((await document(globalId('Invoice', invoice))).totalMinor ?? '')));
    expect(totals[0]! + totals[1]!).toBe(1100n);
    expect(await credit(customer)).toMatchObject({ receivableMinor: '1100', shippedNotInvoicedMinor: '0', openOrdersMinor: '0' });
  });

  test('cannot be dated before its goods left, nor changed once posted', async () => {
    const customer = await firm.customer();
    const product = await firm.product('2');
    firm.day = later(firstDay, 3);
    const shipment = await firm.ship(await firm.order(customer, [{ productId: product, quantity: '1', unitPrice: '5' }]));
    expect(await firm.refusal(invoiceShipments, { shipmentIds: [shipment], issuedOn: firstDay })).toBe('INPUT_INVALID');
    await firm.act(invoiceShipments, { shipmentIds: [shipment] });
    await expect(firm.db.rows(sql`UPDATE "Invoice" SET "totalMinor" = 0`)).rejects.toThrow();
  });
});

describe('a credit note', () => {
  test('settles what is open of its invoice, and leaves the rest as a credit', async () => {
    const customer = await firm.customer();
    const product = await firm.product('4');
    const invoice = await firm.invoice(customer, [{ productId: product, quantity: '10', unitPrice: '10' }], { freight: '5' });
    const [line] = await linesOf(invoice);
    const lineId = globalId('InvoiceLine', line?.id ?? '');
    const { creditNote = '' } = await firm.act(creditInvoice, { invoiceId: invoice, reason: 'broken', lines: [{ invoiceLineId: lineId, quantity: '3' }] });
    expect(await entry(globalId('Invoice', creditNote))).toEqual({ 2100: '-3000', 4200: '3000' });
    expect(await document(invoice)).toMatchObject({ openMinor: '7500' });
    expect(await credit(customer)).toMatchObject({ receivableMinor: '7500', unappliedMinor: '0' });
    expect(await firm.refusal(creditInvoice, { invoiceId: invoice, reason: 'x', lines: [{ invoiceLineId: lineId, quantity: '8' }] })).toBe('CREDIT_EXCEEDS_QUANTITY');
    expect(await firm.refusal(creditInvoice, { invoiceId: invoice, reason: 'x', lines: [{ invoiceLineId: lineId, amount: '70.01' }] })).toBe('CREDIT_EXCEEDS_AMOUNT');
    expect(await firm.refusal(creditInvoice, { invoiceId: invoice, reason: 'nothing chosen', lines: [] })).toBe('INPUT_INVALID');
    await firm.act(creditInvoice, { invoiceId: invoice, reason: 'dear', lines: [{ invoiceLineId: lineId, amount: '20' }] });
    await firm.act(creditInvoice, { invoiceId: invoice, reason: 'all of it' });
    expect(await document(invoice)).toMatchObject({ openMinor: '0' });
    expect(await credit(customer)).toMatchObject({ receivableMinor: '0', unappliedMinor: '0' });
    expect(await firm.refusal(creditInvoice, { invoiceId: invoice, reason: 'again' })).toBe('INVOICE_CREDITED');
    expect(await firm.refusal(creditInvoice, { invoiceId: globalId('Invoice', creditNote), reason: 'no' })).toBe('NOT_AN_INVOICE');
  });
});

describe('numbers', () => {
  test('have no gaps under 64 clients who post invoices, credit notes, payments and journals at once, refused ones among them', async () => {
    const product = await firm.product('1', '10000');
    const customers = await Promise.all(Array.from({ length: 8 }, () => firm.customer()));
    const one = [{ productId: product, quantity: '1', unitPrice: '1' }];
    const of = (n: number) => customers[n % 8] ?? '';
    const account = async (code: string) => globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = ${code}`)).id);
    const [rent, bank] = [await account('6100'), await account('1000')];
    const [shipments, invoices, journals]: [string[], string[], string[]] = [[], [], []];
    for (let n = 0; n < 16; n += 1) shipments.push(await firm.ship(await firm.order(of(n), one)));
    for (let n = 0; n < 10; n += 1) invoices.push(await firm.invoice(of(n), one));
    for (let n = 0; n < 10; n += 1) journals.push(globalId('ManualJournal', (await firm.act(createManualJournal, { memo: 'Rent', effectiveOn: firm.day, lines: [{ accountId: rent, debit: '1' }, { accountId: bank, credit: '1' }] })).manualJournal ?? ''));
    // Some of each kind are asked for twice, and a payment of nobody: what is refused takes no number.
    const posted: [AnyAction, Record<string, unknown>][] = [
      ...[...shipments, ...shipments.slice(0, 6)].map((shipment): [AnyAction, Record<string, unknown>] => [invoiceShipments, { shipmentIds: [shipment] }]),
      ...[...invoices, ...invoices.slice(0, 4)].map((invoiceId): [AnyAction, Record<string, unknown>] => [creditInvoice, { invoiceId, reason: 'Back' }]),
      ...Array.from({ length: 14 }, (_, n): [AnyAction, Record<string, unknown>] => [recordPayment, { customerId: of(n), amount: '1', method: 'BANK', paidOn: n < 2 ? later(firm.day, 1) : null }]),
      ...[...journals, ...journals.slice(0, 4)].map((manualJournalId): [AnyAction, Record<string, unknown>] => [postManualJournal, { manualJournalId }]),
    ];
    expect(posted).toHaveLength(64);
    const turns = posted.map((each, index) => ({ each, turn: (index * 37) % 64 })).sort((a, b) => a.turn - b.turn);
    const answers = await Promise.all(turns.map(({ each: [declared, raw] }) => firm.refusal(declared, raw)));
    expect(Object.fromEntries([...Map.groupBy(answers, (code) => code ?? 'posted')].map(([code, all]) => [code, all.length])))
      .toEqual({ posted: 48, ALREADY_INVOICED: 6, INVOICE_CREDITED: 4, DAY_IN_FUTURE: 2, MANUAL_JOURNAL_STATE: 4 });
    for (const [series, table] of [['INV', 'Invoice'], ['CRN', 'Invoice'], ['PAY', 'Payment'], ['JRN', 'ManualJournal']] as const) {
      const numbers = await firm.db.rows<{ number: string }>({ text: `SELECT number FROM "${table}" WHERE number LIKE '${series}-%' ORDER BY number`, values: [] } as unknown as Parameters<typeof firm.db.rows>[0]);
      expect(numbers.map(({ number }) => number), series).toEqual(numbers.map((_, index) => `${series}-2026-${String(index + 1).padStart(5, '0')}`));
      expect(numbers.length, series).toBeGreaterThanOrEqual(10);
    }
    expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  }, 60_000);
});
