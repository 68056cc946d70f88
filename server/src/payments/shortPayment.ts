// What was paid less than owed: written off by an entry of its own beside the payment, or, disputed, left open.
import type { CreditAccountRow, InvoiceLineRow, InvoiceRow, OpenItemRow, ShortReason } from '../generated/rows.ts';
import type { Accounts } from '../accounting/books.ts';
import { companyPart, entryRows, itemLine, openAmount, type LineDraft } from '../accounting/post.ts';
import { moveCredit } from '../customers/credit.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import { apportion, minus, negate, plus, printMoney, split, zero, type Minor } from '../shared/money.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import type { Day } from '../shared/time.ts';
import { insert, type Change } from '../shared/write.ts';
import { AllocationExceedsInvoice } from './refusals.ts';
import { moveItem } from './rules.ts';

export type TaxedInvoice = Pick<InvoiceRow, 'id' | 'orderId' | 'taxMinor' | 'totalMinor'> & { lines: Pick<InvoiceLineRow, 'taxCodeId' | 'taxMinor'>[] };
export interface Short { debit: OpenItemRow; amount: Minor; reason: ShortReason }

/** A discount takes its share of tax with it, by code. */
function discountLines(invoice: TaxedInvoice, amount: Minor): LineDraft[] {
  const tax = invoice.totalMinor > 0n ? roundedQuotient(amount * invoice.taxMinor, invoice.totalMinor) as Minor : zero;
  const byCode = [...Map.groupBy(invoice.lines.filter((line) => line.taxMinor > 0n), ({ taxCodeId }) => taxCodeId)];
  if (byCode.length === 0 || tax === 0n) return [{ account: '4300', amount, orderId: invoice.orderId }];
  const shares = split(tax, byCode.map(([, lines]) => plus(...lines.map(({ taxMinor }) => taxMinor))));
  return [{ account: '4300', amount: minus(amount, tax), orderId: invoice.orderId }, ...byCode.map(([taxCodeId], index): LineDraft => ({ account: '2200', amount: shares[index] ?? zero, taxCodeId }))];
}

/** Lines in an item's currency, with what they take of it in company money. */
const worthLines = (drafts: LineDraft[], { amount, worth }: { amount: Minor; worth: Minor }, currencyCode: string): LineDraft[] => {
  const parts = apportion(drafts.map((draft) => draft.amount), { of: worth, by: amount }, worth);
  return drafts.map((draft, index) => ({ ...draft, amount: parts[index] ?? zero, original: { amount: draft.amount, currencyCode } }));
};

/** The rows of what a payment lacks on an invoice; the rows given must be locked, the item moves with them. Refuses more than is open. */
export function shortRows(accounts: Accounts, paymentId: string, { debit, amount, reason }: Short, invoice: TaxedInvoice, account: CreditAccountRow, on: Day, revision: number,
  ctx: DecideContext): { rows: Change[]; events: EventDraft[] } {
  const { currencyCode } = debit;
  const { id: companyId } = ctx.company;
  const worth = negate(companyPart(debit, negate(amount)));
  if (amount > openAmount(debit)) throw AllocationExceedsInvoice({ number: debit.number, wanted: { minor: amount, currencyCode }, open: { minor: openAmount(debit), currencyCode } });
  const [id, entryId] = [ctx.newId(), ctx.newId()];
  const isKept = reason === 'DISPUTE';
  const against: LineDraft[] = reason === 'DISCOUNT' ? discountLines(invoice, amount) : [{ account: reason === 'FEE' ? '5400' : '7020', amount, orderId: invoice.orderId }];
  return {
    rows: [
      insert('ShortPayment', { id, companyId, paymentId, openItemId: debit.id, customerId: account.customerId, reason, currencyCode, amountMinor: amount, entryId: isKept ? null : entryId, recordedOn: on, reversedOn: null }),
      ...(isKept ? [] : [
        ...entryRows(accounts, {
          kind: 'ADJUSTMENT', effectiveOn: on, source: { type: 'Payment', id: paymentId, revision }, memo: debit.number,
          lines: [...worthLines(against, { amount, worth }, currencyCode), itemLine(debit, negate(amount), negate(worth))],
        }, ctx, entryId),
        moveItem(debit, negate(amount), negate(worth)), moveCredit(account, 'receivable', negate(worth)),
      ]),
    ],
    events: [{ kind: 'shortPaymentRecorded', subjectType: debit.sourceType, subjectId: debit.sourceId, data: { number: debit.number, amount: printMoney(amount, currencyCode), reason } }],
  };
}
