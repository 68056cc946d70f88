// What of a line is booked as what: as people and proposals say it.
import type { MatchProposalPartRow, MatchProposalRow, ShortReason, BankLineRow, UnappliedReason } from '../generated/rows.ts';
import { boolean, choice, id, list, money, moneyOrZero, object, optional, text } from '../shared/input.ts';
import { minus, plus, zero, type Minor } from '../shared/money.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';

const debt = {
  amount: moneyOrZero(), short: { ...optional(money()), describe: 'All that is then still open, when left out beside a reason.' }, shortReason: optional(choice('ShortReason')),
};
export const splitsInput = list(object('LineSplitInput', {
  amount: money(), customerId: optional(id('Customer')), supplierId: optional(id('Supplier')), accountId: optional(id('Account')), entryId: optional(id('JournalEntry')), unidentified: optional(boolean()),
  invoices: optional(list(object('LineInvoiceInput', { invoiceId: id('Invoice'), ...debt }), { max: 200 })),
  bills: optional(list(object('LineBillInput', { billId: id('Bill'), amount: money() }), { max: 200 })),
  unappliedReason: optional(choice('UnappliedReason')), note: optional(text({ max: 1000, lines: true })),
}), { min: 1, max: 50 });

export interface SplitPart { documentId: string | null; openItemId: string | null; amount: Minor; short: Minor; shortReason: ShortReason | null; /** All that is still open is short. */ isWhole: boolean }
export interface Split {
  /** Without a sign. */
  amount: Minor;
  kind: 'CUSTOMER' | 'SUPPLIER' | 'ACCOUNT' | 'ENTRY' | 'UNIDENTIFIED'; partyId: string | null;
  parts: SplitPart[]; unappliedReason: UnappliedReason | null; note: string | null;
}

interface Given {
  amount: Minor; customerId?: string | null; supplierId?: string | null; accountId?: string | null; entryId?: string | null; unidentified?: boolean | null;
  invoices?: { invoiceId: string; amount: Minor; short?: Minor | null; shortReason?: ShortReason | null }[] | null; bills?: { billId: string; amount: Minor }[] | null; unappliedReason?: UnappliedReason | null; note?: string | null;
}

/** Reads one split; refuses several aims at once, and a shortage without its reason. */
export function splitOf(given: Given, index: number): Split {
  const aims = ([['CUSTOMER', given.customerId], ['SUPPLIER', given.supplierId], ['ACCOUNT', given.accountId], ['ENTRY', given.entryId]] as const).filter(([, value]) => value);
  const path = ['splits', String(index)];
  if (aims.length + (given.unidentified ? 1 : 0) !== 1) throw fieldRefused([...path, 'customerId'], 'one_of', { fields: 'customerId, supplierId, accountId, entryId, unidentified' });
  const [kind, partyId] = aims[0] ?? ['UNIDENTIFIED' as const, null];
  const invoices = (kind === 'CUSTOMER' ? given.invoices ?? [] : []).map((each, at): SplitPart => {
    if (each.short && !each.shortReason) throw fieldRefused([...path, 'invoices', String(at), 'shortReason'], 'required');
    return { documentId: each.invoiceId, openItemId: null, amount: each.amount, short: each.short ?? zero, shortReason: each.shortReason ?? null, isWhole: !!each.shortReason && !each.short };
  });
  const bills = (kind === 'SUPPLIER' ? given.bills ?? [] : []).map((each): SplitPart => ({ documentId: each.billId, openItemId: null, amount: each.amount, short: zero, shortReason: null, isWhole: false }));
  return { amount: given.amount, kind, partyId: partyId ?? null, parts: [...invoices, ...bills], unappliedReason: given.unappliedReason ?? null, note: given.note ?? null };
}

export const leftOf = (line: Pick<BankLineRow, 'amountMinor' | 'bookedMinor'>): Minor => {
  const left = minus(line.amountMinor, line.bookedMinor);
  return (left < 0n ? -left : left) as Minor;
};

/** What a proposal would book. */
export const proposedSplit = (line: BankLineRow, proposal: MatchProposalRow, parts: readonly MatchProposalPartRow[]): Split => ({
  amount: leftOf(line), kind: proposal.kind, partyId: proposal.customerId ?? proposal.supplierId ?? proposal.accountId ?? proposal.entryId,
  parts: parts.map((part) => ({ documentId: null, openItemId: part.openItemId, amount: part.amountMinor, short: part.shortMinor, shortReason: part.shortReason, isWhole: false })),
  unappliedReason: proposal.restMinor > 0n ? (parts.length > 0 ? 'OVERPAYMENT' : 'NO_REMITTANCE') : null, note: null,
});

export const restOf = ({ amount, parts }: Split): Minor => minus(amount, plus(zero, ...parts.map((part) => part.amount)));
