import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { createRefund, payRefund, reverseRefund } from '../../server/src/charges/refunds.ts';
import { allocate } from '../../server/src/payments/allocate.ts';
import { createTaxCode } from '../../server/src/accounting/createTaxCode.ts';
import { settleEarly } from '../../server/src/earlyPayment/discounts.ts';
import { publishEarlyPaymentOffer } from '../../server/src/earlyPayment/offers.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { authoriseReturn } from '../../server/src/returns/authoriseReturn.ts';
import { receiveReturn } from '../../server/src/returns/receiveReturn.ts';
import { reverseCreditNote } from '../../server/src/returns/reverseCreditNote.ts';
import { creditReturn } from '../../server/src/returns/settleReturn.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let trade: Trade;
beforeAll(async () => { trade = await startTrade(); });
afterAll(() => trade.close());

const clean = async () => expect((await verify(trade.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
/** Balances of all accounts, by order: what a reverse must leave as it was. */
const books = async () => Object.fromEntries((await trade.db.rows<{ key: string; balance: string }>(sql`SELECT a.code || ' ' || coalesce(j."orderId"::text, '') || ' ' || coalesce(j."taxCodeId"::text, '') AS key, sum(j."companyMinor")::text balance
  FROM "JournalLine" j JOIN "Account" a ON a.id = j."accountId" WHERE a.code NOT IN ('1100', '2100') GROUP BY 1 HAVING sum(j."companyMinor") <> 0 ORDER BY 1`)).map(({ key, balance }) => [key, balance]));
const open = async (documentId: string) => (await trade.one<{ open: string }>(sql`SELECT "openMinor"::text AS open FROM "OpenItem" WHERE "sourceId" = ${uuid(documentId)}::uuid`)).open;
const itemOf = async (documentId: string) => globalId('OpenItem', (await trade.one<{ id: string }>(sql`SELECT id FROM "OpenItem" WHERE "sourceId" = ${uuid(documentId)}::uuid`)).id);
const returned = async (shipmentId: string, quantity: string) => {
  const { id: line } = await trade.one<{ id: string }>(sql`SELECT id FROM "ShipmentLine" WHERE "shipmentId" = ${uuid(shipmentId)}::uuid`);
  const returnId = globalId('CustomerReturn', (await trade.act(authoriseReturn, { reason: 'NOT_WANTED', lines: [{ shipmentLineId: globalId('ShipmentLine', line), quantity }] })).customerReturn ?? '');
  const { id: returnLine } = await trade.one<{ id: string }>(sql`SELECT id FROM "CustomerReturnLine" WHERE "returnId" = ${uuid(returnId)}::uuid`);
  await trade.act(receiveReturn, { returnId, lines: [{ returnLineId: globalId('CustomerReturnLine', returnLine), quantity, fate: 'RESTOCK', reason: 'Looked at' }] });
  return returnId;
};
const noteOf = async (returnId: string) => globalId('Invoice', (await trade.one<{ id: string }>(sql`SELECT "creditNoteId" AS id FROM "ReturnCredit" WHERE "returnId" = ${uuid(returnId)}::uuid AND quantity > 0 ORDER BY id DESC LIMIT 1`)).id);

describe('a credit note that is taken back', () => {
  it('leaves the books as they were, the invoice owed and the return to be credited anew, under numbers without a gap', async () => {
    const product = await trade.product('10.00', '10');
    const customer = await trade.customer();
    const shipment = await trade.ship(await trade.order(customer, [{ productId: product, quantity: '4', unitPrice: '25' }]));
    const invoice = globalId('Invoice', (await trade.act(invoiceShipments, { shipmentIds: [shipment] })).invoice ?? '');
    const returnId = await returned(shipment, '3');
    const before = await books();
    await trade.act(creditReturn, { returnId });
    const note = await noteOf(returnId);
    expect(await open(invoice)).toBe('2500');
    const made = await trade.act(reverseCreditNote, { creditNoteId: note, reason: 'Another customer\'s goods' });
    expect(await books()).toEqual(before);
    expect(await open(invoice)).toBe('10000');
    expect(await open(note)).toBe('0');
    expect(await open(globalId('Invoice', made.counterNote ?? ''))).toBe('0');
    expect(await trade.one(sql`SELECT status, (SELECT trim_scale(sum(credited))::text FROM "CustomerReturnLine" WHERE "returnId" = r.id) AS credited FROM "CustomerReturn" r WHERE id = ${uuid(returnId)}::uuid`)).toEqual({ status: 'RECEIVED', credited: '0' });
    await clean();
    await trade.act(creditReturn, { returnId });
    expect(await open(invoice)).toBe('2500');
    expect(await trade.db.rows(sql`SELECT number, "totalMinor"::text AS total FROM "Invoice" WHERE kind = 'CREDIT_NOTE' ORDER BY number`)).toEqual([
      { number: 'CRN-2026-00001', total: '7500' }, { number: 'CRN-2026-00002', total: '-7500' }, { number: 'CRN-2026-00003', total: '7500' },
    ]);
    await clean();
  });

  it('is so once, also when two ask at the same time, and neither an invoice nor a counter-document is', async () => {
    const customer = await trade.customer();
    const invoice = await trade.invoice(customer, [{ productId: await trade.product('10.00'), quantity: '2', unitPrice: '30' }]);
    const note = globalId('Invoice', (await trade.act(creditInvoice, { invoiceId: invoice, reason: 'Too dear' })).creditNote ?? '');
    const asked = await Promise.all([1, 2, 3].map(() => trade.refusal(reverseCreditNote, { creditNoteId: note, reason: 'Was right' })));
    expect(asked.toSorted()).toEqual(['CREDIT_NOTE_REVERSED', 'CREDIT_NOTE_REVERSED', undefined]);
    expect(await open(invoice)).toBe('6000');
    const { id: counter } = await trade.one<{ id: string }>(sql`SELECT id FROM "Invoice" WHERE "totalMinor" < 0 AND "creditsInvoiceId" = ${uuid(invoice)}::uuid`);
    expect(await trade.refusal(reverseCreditNote, { creditNoteId: globalId('Invoice', counter), reason: 'Again' })).toBe('NOT_A_CREDIT_NOTE');
    expect(await trade.refusal(reverseCreditNote, { creditNoteId: invoice, reason: 'Again' })).toBe('NOT_A_CREDIT_NOTE');
    await trade.act(creditInvoice, { invoiceId: invoice, reason: 'Wrong after all' });
    expect(await open(invoice)).toBe('0');
    await clean();
  });

  it('is taken from the invoices that it was applied to, and refused while its money is with the customer', async () => {
    const customer = await trade.customer();
    const product = await trade.product('10.00');
    const invoice = await trade.invoice(customer, [{ productId: product, quantity: '2', unitPrice: '30' }]);
    await trade.act(recordPayment, { customerId: customer, amount: '60', method: 'BANK', allocations: [{ invoiceId: invoice, amount: '60' }] });
    const other = await trade.invoice(customer, [{ productId: product, quantity: '1', unitPrice: '20' }]);
    const note = globalId('Invoice', (await trade.act(creditInvoice, { invoiceId: invoice, reason: 'Broken' })).creditNote ?? '');
    await trade.act(allocate, { creditItemId: await itemOf(note), allocations: [{ invoiceId: other, amount: '20' }] });
    const refund = globalId('Refund', (await trade.act(createRefund, { customerId: customer, parts: [{ creditItemId: await itemOf(note), amount: '15' }], reason: 'CREDIT_NOTE' })).refund ?? '');
    await trade.act(payRefund, { refundId: refund });
    expect(await trade.refusal(reverseCreditNote, { creditNoteId: note, reason: 'Not broken' })).toBe('CREDIT_NOTE_REFUNDED');
    expect(await open(other)).toBe('0');
    await trade.act(reverseRefund, { refundId: refund, reason: 'Came back' });
    await trade.act(reverseCreditNote, { creditNoteId: note, reason: 'Not broken' });
    expect([await open(invoice), await open(other), await open(note)]).toEqual(['0', '2000', '0']);
    await clean();
  });

  it('gives the discount for early payment again that went with it, whatever else was credited before', async () => {
    await trade.act(publishEarlyPaymentOffer, { name: '2 % in 10 days', discountRate: '0.02', days: 10 });
    const { taxCode = '' } = await trade.act(createTaxCode, { code: 'VAT20', name: 'VAT 20 %', rate: '0.2' });
    const customer = await trade.customer();
    const invoice = await trade.invoice(customer, [{ productId: await trade.product('10.00', '10', { taxCodeId: globalId('TaxCode', taxCode) }), quantity: '3', unitPrice: '33.33' }]);
    await trade.act(recordPayment, { customerId: customer, amount: '117.59', method: 'BANK', allocations: [{ invoiceId: invoice, amount: '117.59' }] });
    await trade.act(settleEarly, { invoiceId: invoice });
    expect(await open(invoice)).toBe('0');
    const { id: line } = await trade.one<{ id: string }>(sql`SELECT id FROM "InvoiceLine" WHERE "invoiceId" = ${uuid(invoice)}::uuid`);
    const part = globalId('Invoice', (await trade.act(creditInvoice, { invoiceId: invoice, reason: 'One is broken', lines: [{ invoiceLineId: globalId('InvoiceLine', line), quantity: '1' }] })).creditNote ?? '');
    const before = await books();
    const rest = globalId('Invoice', (await trade.act(creditInvoice, { invoiceId: invoice, reason: 'All are' })).creditNote ?? '');
    await trade.act(reverseCreditNote, { creditNoteId: rest, reason: 'Only one is' });
    expect(await books()).toEqual(before);
    expect(await open(invoice)).toBe('0');
    await trade.act(reverseCreditNote, { creditNoteId: part, reason: 'None is' });
    expect(await trade.one(sql`SELECT sum("amountMinor")::text AS standing FROM "EarlyDiscount" WHERE "invoiceId" = ${uuid(invoice)}::uuid`)).toEqual({ standing: '240' });
    expect(await open(invoice)).toBe('0');
    await clean();
  });

  it('is refused when the period of the day is locked', async () => {
    const invoice = await trade.invoice(await trade.customer(), [{ productId: await trade.product('10.00'), quantity: '2', unitPrice: '30' }]);
    const note = globalId('Invoice', (await trade.act(creditInvoice, { invoiceId: invoice, reason: 'Too dear' })).creditNote ?? '');
    const { day } = trade;
    trade.day = '2031-03-03' as typeof day;
    expect(await trade.refusal(reverseCreditNote, { creditNoteId: note, reason: 'Was right' })).toMatch(/PERIOD/);
    trade.day = day;
  });
});
