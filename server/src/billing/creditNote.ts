// Posting a credit note for parts of an invoice, whoever asks for it.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { openAmount } from '../accounting/post.ts';
import { demandSpoken } from '../currencies/spoken.ts';
import { moveCredit } from '../customers/credit.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { creditDiscounts, loadEarlyDiscounts } from '../payments/earlyDiscount.ts';
import { lockItems } from '../payments/loadItems.ts';
import { settledEvents } from '../payments/paymentRows.ts';
import { applyRows } from '../payments/rules.ts';
import { taxesOf } from '../receivables/earlyOffers.ts';
import { invoiceRows } from '../receivables/invoiceRows.ts';
import { NotAnInvoice } from '../receivables/refusals.ts';
import { creditParts, leftOf, type CreditWish } from '../receivables/rules.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { least, minus, plus, printMoney, split, take, zero, type Minor } from '../shared/money.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import type { Change } from '../shared/write.ts';

/** An invoice with all that is credited of it, its open item locked; takes the credit note's number. */
export async function loadCreditNote(tx: Tx, ctx: Context, invoiceId: string, issuedOn: Day) {
  const accounts = await loadAccounts(tx, ctx);
  await holdPeriod(tx, ctx, issuedOn);
  const invoice = await readRow(tx, 'Invoice', invoiceId);
  if (invoice.kind !== 'INVOICE') throw NotAnInvoice({ number: invoice.number });
  // The invoice itself never changes: its open item is the lock of all that is credited of it.
  const [item] = await lockItems(tx, [invoice.openItemId]);
  if (!item) throw new Error(`invoice ${invoice.number} has no open item`);
  const lines = await selectRows(tx, 'InvoiceLine', sql`t."invoiceId" = ${invoice.id}`, { orderBy: sql`t.no` });
  const notes = await selectRows(tx, 'Invoice', sql`t."creditsInvoiceId" = ${invoice.id}`);
  const credited = await selectRows(tx, 'InvoiceLine', sql`t."invoiceId" = ANY(${notes.map((note) => note.id)}::uuid[])`);
  const account = await loadCredit(tx, item.customerId ?? invoice.customerId);
  const freights = invoice.orderId ? [] : await tx.rows<{ orderId: string; amount: string }>(sql`SELECT "orderId", sum("freightMinor")::text AS amount FROM "Shipment" WHERE "invoiceId" = ${invoice.id} GROUP BY 1 ORDER BY 1`);
  const discounts = await loadEarlyDiscounts(tx, [item.id]);
  return { freights, discounts, accounts, issuedOn, invoice, item, lines, notes, credited, account, number: await takeNumber(tx, ctx, 'CRN', issuedOn) };
}
type Facts = Awaited<ReturnType<typeof loadCreditNote>>;

/** What a part of an invoice in another currency takes of what is left of it in company money: all of all, so that its credit notes sum to it. */
function worthLeft(invoice: Facts['invoice'], notes: Facts['notes'], parts: { total: Minor; tax: Minor }): { total: Minor; tax: Minor } {
  const left = (of: (document: Facts['invoice']) => Minor) => minus(of(invoice), plus(zero, ...notes.map(of)));
  const part = (units: Minor, value: Minor, amount: Minor) => (units === zero ? zero : take({ units, value }, amount));
  const tax = part(left((each) => each.taxMinor), left((each) => each.companyTaxMinor ?? zero), parts.tax);
  const untaxed = (each: Facts['invoice']) => minus(each.totalMinor, each.taxMinor);
  const rest = part(left(untaxed), left((each) => minus(each.companyTotalMinor ?? zero, each.companyTaxMinor ?? zero)), minus(parts.total, parts.tax));
  return { total: plus(tax, rest), tax };
}

/** The credit note for what is wished: applied to its invoice as far as that is open, the rest stays as a credit. */
export function creditNoteRows({ freights, discounts, accounts, issuedOn, invoice, item, lines, notes, credited, account, number }: Facts,
  wish: { lines?: CreditWish[] | null; freight?: Minor | null; reason: string; currencyCode?: string | null }, ctx: DecideContext): { id: string; rows: Change[]; events: EventDraft[] } {
  const { currencyCode } = invoice;
  if ((wish.lines?.some(({ amount }) => amount) ?? false) || wish.freight) demandSpoken(wish.currencyCode, currencyCode, ctx);
  // Of an invoice taken over, the day on which it was: nothing was owed here before.
  if (issuedOn < item.effectiveOn) throw fieldRefused(['issuedOn'], 'day_before', { day: item.effectiveOn });
  const left = leftOf(invoice, lines, credited, plus(...notes.map((note) => note.freightMinor)));
  const parts = creditParts(left, wish.lines, wish.freight, invoice.number, currencyCode);
  // Freight of several orders is credited to each by what it was charged.
  const shares = split(parts.freight, freights.map(({ amount: charged }) => BigInt(charged)));
  const foreign = invoice.exchangeRate === null ? null : { currencyCode, rate: invoice.exchangeRate, worth: worthLeft(invoice, notes, parts) };
  const made = invoiceRows(accounts, {
    foreign, ...(freights.length > 0 ? { freightOf: freights.map(({ orderId }, index) => ({ orderId, amount: shares[index] ?? zero })) } : {}),
    number, kind: 'CREDIT_NOTE', customer: { id: item.customerId ?? invoice.customerId, name: invoice.customerName, taxNumber: invoice.customerTaxNumber },
    paymentTermDays: 0, orderId: invoice.orderId, issuedOn, billTo: invoice.billTo, customerReference: invoice.customerReference,
    freight: parts.freight, taxes: invoice, creditsInvoiceId: invoice.id, reason: wish.reason, ...(invoice.isOpening ? { opening: { on: issuedOn } } : {}),
    lines: parts.lines.map(({ line: { id: _id, invoiceId: _invoiceId, no: _no, currencyCode: _currency, ...copied }, ...part }) => ({
      ...copied, creditsLineId: _id, quantity: part.quantity, grossMinor: part.gross, netMinor: part.net, taxMinor: part.tax, costMinor: zero,
    })),
  }, ctx);
  // What was discounted of what is credited is owed again first: of an invoice wholly credited, what was paid is what comes back.
  const taxLeft = taxesOf(left.lines.map(({ line, tax }) => ({ taxCodeId: line.taxCodeId, taxMinor: tax })));
  const taxGone = taxesOf(parts.lines.map(({ line, tax }) => ({ taxCodeId: line.taxCodeId, taxMinor: tax })));
  const back = creditDiscounts(accounts, discounts, {
    net: { left: plus(zero, ...left.lines.map(({ net }) => net)), credited: parts.net }, freight: { left: left.freight, credited: parts.freight },
    taxes: taxLeft.map(({ taxCodeId, amount: of }) => ({ taxCodeId, left: of, credited: taxGone.find((each) => each.taxCodeId === taxCodeId)?.amount ?? zero })),
  }, item, account, issuedOn, wish.reason, ctx);
  const amount = least(made.total, openAmount(item));
  const settlements = amount > 0n ? [{ debit: item, amount }] : [];
  return {
    id: made.id,
    rows: [
      ...back.rows, ...made.rows, moveCredit(account, 'unapplied', made.worth),
      ...settlements.flatMap((settlement) => applyRows(accounts, { credit: made.item, account, on: issuedOn, reason: wish.reason }, settlement, ctx)),
    ],
    events: [
      { kind: 'creditNotePosted', subjectType: 'Invoice', subjectId: made.id, reason: wish.reason,
        data: { number, amount: printMoney(made.total, currencyCode), invoiceId: invoice.id, orderId: invoice.orderId } },
      { kind: 'invoiceCredited', subjectType: 'Invoice', subjectId: invoice.id, reason: wish.reason, data: { number, creditNoteId: made.id } },
      ...settledEvents('paymentAllocated', made.item, settlements), ...back.events,
    ],
  };
}
