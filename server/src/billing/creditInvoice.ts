import { postingRefusals } from '../accounting/refusals.ts';
import { CreditExceedsAmount, CreditExceedsQuantity, InvoiceCredited, NotAnInvoice } from '../receivables/refusals.ts';
import { action } from '../shared/action.ts';
import { day, id, list, money, object, optional, quantity, text } from '../shared/input.ts';
import { CurrencyDiffers } from '../currencies/refusals.ts';
import { spokenCurrency } from '../currencies/spoken.ts';
import { creditNoteRows, loadCreditNote } from './creditNote.ts';

const line = object('CreditInvoiceLineInput', { invoiceLineId: id('InvoiceLine'), quantity: optional(quantity()), amount: optional(money()) });

export const creditInvoice = action({
  name: 'creditInvoice', permission: 'invoices.post',
  describe: 'Posts a credit note for all that is left of an invoice, or for parts of it by quantity or net amount. It is applied to the invoice as far as that is open; the rest stays as a credit.',
  input: {
    invoiceId: id('Invoice'), issuedOn: optional(day()), reason: text({ max: 1000, lines: true }),
    lines: { ...optional(list(line, { min: 1, max: 500 })), describe: 'All that is left, freight included, when neither lines nor freight are named.' }, freight: optional(money()), currencyCode: spokenCurrency,
  },
  refusals: [...postingRefusals, NotAnInvoice, InvoiceCredited, CreditExceedsQuantity, CreditExceedsAmount, CurrencyDiffers], payload: { creditNote: 'record:Invoice', invoice: 'record:Invoice' },
  load: (tx, input, ctx) => loadCreditNote(tx, ctx, input.invoiceId, input.issuedOn ?? ctx.today),
  decide: (facts, input, ctx) => {
    const { id: creditNote, rows, events } = creditNoteRows(facts, input, ctx);
    return { rows, events, result: { creditNote, invoice: facts.invoice.id } };
  },
});
