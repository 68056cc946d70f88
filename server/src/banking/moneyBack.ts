// Booking money that leaves for a customer: a refund is paid by its line, a payment comes back by it. One line at a time, as each moves the customer's account.
import { bouncePayment } from '../charges/bounces.ts';
import { payRefund } from '../charges/refunds.ts';
import type { BankLineRow, BounceReason, CollectionAccountRow } from '../generated/rows.ts';
import type { DecideContext, Decision } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { negate } from '../shared/money.ts';
import type { Context } from '../shared/viewer.ts';
import { EntryNotOfAccount } from './refusals.ts';
import type { Split } from './splits.ts';

export const moneyBackRefusals = [...new Set([...payRefund.refusals, ...bouncePayment.refusals])];
export const isMoneyBack = ({ kind }: Pick<Split, 'kind'>): boolean => kind === 'REFUND' || kind === 'RETURN';

const inputOf = (line: BankLineRow, split: Split) => ({ paymentId: split.partyId ?? '', bouncedOn: line.bookedOn, reason: split.because ?? ('OTHER' as BounceReason), note: line.text.slice(0, 1000) || null, currencyCode: null, bankFee: null, ownBankFee: null, customerFee: null, waivesFee: null });
const refundOf = (line: BankLineRow, split: Split) => ({ refundId: split.partyId ?? '', paidOn: line.bookedOn });

export type MoneyBack = { is: 'REFUND'; facts: Awaited<ReturnType<typeof payRefund.load>> } | { is: 'RETURN'; facts: Awaited<ReturnType<typeof bouncePayment.load>> };

/** What paying the refund, or taking the payment back, decides on. */
export const loadMoneyBack = async (tx: Tx, line: BankLineRow, split: Split, ctx: Context): Promise<MoneyBack> => (split.kind === 'REFUND'
  ? { is: 'REFUND', facts: await payRefund.load(tx, refundOf(line, split), ctx) } : { is: 'RETURN', facts: await bouncePayment.load(tx, inputOf(line, split), ctx) });

/** The rows of it on the line's day; the entry is the one that moves the account. Refuses what is not this amount of this account. */
export function moneyBackRows(found: MoneyBack, line: BankLineRow, split: Split, { accountId }: CollectionAccountRow, ctx: DecideContext): Pick<Decision, 'rows' | 'events'> & { entryId: string; paymentId: string | null } {
  const of = found.is === 'REFUND' ? found.facts.refund : found.facts.facts.payment;
  if (of.amountMinor !== split.amount || of.accountId !== accountId || of.currencyCode !== line.currencyCode || line.amountMinor > 0n) {
    throw EntryNotOfAccount({ wanted: { minor: negate(split.amount), currencyCode: line.currencyCode }, left: { minor: negate(of.amountMinor), currencyCode: of.currencyCode } });
  }
  const { rows, events } = found.is === 'REFUND' ? payRefund.decide(found.facts, refundOf(line, split), ctx) : bouncePayment.decide(found.facts, inputOf(line, split), ctx);
  const isEntry = found.is === 'REFUND' ? (row: Record<string, unknown>) => row['kind'] === 'REFUND' : (row: Record<string, unknown>) => row['reversesEntryId'] === found.facts.facts.entry.id;
  const entry = rows.find(({ table, row }) => table === 'JournalEntry' && isEntry(row));
  return { rows, events, entryId: String(entry?.row['id'] ?? ''), paymentId: found.is === 'RETURN' ? found.facts.facts.payment.id : null };
}
