import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { openAmount } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { moveCredit } from '../customers/credit.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { applyRows } from '../payments/rules.ts';
import { lockItems } from '../payments/loadItems.ts';
import { settledEvents } from '../payments/paymentRows.ts';
import { invoiceRows } from '../receivables/invoiceRows.ts';
import { CreditExceedsAmount, CreditExceedsQuantity, InvoiceCredited, NotAnInvoice } from '../receivables/refusals.ts';
import { creditParts, leftOf } from '../receivables/rules.ts';
import { action } from '../shared/action.ts';
import { day, id, list, money, object, optional, quantity, text } from '../shared/input.ts';
import { least, plus, printMoney, zero } from '../shared/money.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';

const line = object('CreditInvoiceLineInput', { invoiceLineId: id('InvoiceLine'), quantity: optional(quantity()), amount: optional(money()) });

export const creditInvoice = action({
  name: 'creditInvoice', permission: 'invoices.post',
  describe: 'Posts a credit note for all that is left of an invoice, or for parts of it by quantity or net amount. It is applied to the invoice as far as that is open; the rest stays as a credit.',
  input: {
    invoiceId: id('Invoice'), issuedOn: optional(day()), reason: text({ max: 1000, lines: true }),
    lines: { ...optional(list(line, { min: 1, max: 500 })), describe: 'All that is left, freight included, when neither lines nor freight are named.' }, freight: optional(money()),
  },
  refusals: [...postingRefusals, NotAnInvoice, InvoiceCredited, CreditExceedsQuantity, CreditExceedsAmount], payload: { creditNote: 'record:Invoice', invoice: 'record:Invoice' },
  load: async (tx, input, ctx) => {
    const issuedOn = input.issuedOn ?? ctx.today;
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, issuedOn);
    const invoice = await readRow(tx, 'Invoice', input.invoiceId);
    if (invoice.kind !== 'INVOICE') throw NotAnInvoice({ number: invoice.number });
    // The invoice itself never changes: its open item is the lock of all that is credited of it.
    const [item] = await lockItems(tx, [invoice.openItemId]);
    if (!item) throw new Error(`invoice ${invoice.number} has no open item`);
    const lines = await selectRows(tx, 'InvoiceLine', sql`t."invoiceId" = ${invoice.id}`, { orderBy: sql`t.no` });
    const notes = await selectRows(tx, 'Invoice', sql`t."creditsInvoiceId" = ${invoice.id}`);
    const credited = await selectRows(tx, 'InvoiceLine', sql`t."invoiceId" = ANY(${notes.map((note) => note.id)}::uuid[])`);
    const account = await loadCredit(tx, invoice.customerId);
    return { accounts, issuedOn, invoice, item, lines, notes, credited, account, number: await takeNumber(tx, ctx, 'CRN', issuedOn) };
  },
  decide: ({ accounts, issuedOn, invoice, item, lines, notes, credited, account, number }, input, ctx) => {
    const { currencyCode } = ctx.company;
    if (issuedOn < invoice.issuedOn) throw fieldRefused(['issuedOn'], 'day_before', { day: invoice.issuedOn });
    const left = leftOf(invoice, lines, credited, plus(...notes.map((note) => note.freightMinor)));
    const parts = creditParts(left, input.lines, input.freight, invoice.number, currencyCode);
    const made = invoiceRows(accounts, {
      number, kind: 'CREDIT_NOTE', customer: { id: invoice.customerId, name: invoice.customerName, taxNumber: invoice.customerTaxNumber },
      paymentTermDays: 0, orderId: invoice.orderId, issuedOn, billTo: invoice.billTo, customerReference: invoice.customerReference,
      freight: parts.freight, creditsInvoiceId: invoice.id, reason: input.reason,
      lines: parts.lines.map(({ line: { id: _id, invoiceId: _invoiceId, no: _no, currencyCode: _currency, ...copied }, ...part }) => ({
        ...copied, quantity: part.quantity, grossMinor: part.gross, netMinor: part.net, taxMinor: part.tax, costMinor: zero,
      })),
    }, ctx);
    const amount = least(made.total, openAmount(item));
    const settlements = amount > 0n ? [{ debit: item, amount }] : [];
    return {
      rows: [
        ...made.rows, moveCredit(account, 'unapplied', made.total),
        ...settlements.flatMap((settlement) => applyRows(accounts, { credit: made.item, account, on: issuedOn, reason: input.reason }, settlement, ctx)),
      ],
      events: [
        { kind: 'creditNotePosted', subjectType: 'Invoice', subjectId: made.id, reason: input.reason,
          data: { number, amount: printMoney(made.total, currencyCode), invoiceId: invoice.id, orderId: invoice.orderId } },
        { kind: 'invoiceCredited', subjectType: 'Invoice', subjectId: invoice.id, reason: input.reason, data: { number, creditNoteId: made.id } },
        ...settledEvents('paymentAllocated', made.item, settlements, currencyCode),
      ],
      result: { creditNote: made.id, invoice: invoice.id },
    };
  },
});
