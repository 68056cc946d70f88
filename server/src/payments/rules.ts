// Pure: settling debts (invoices, bills) with credits (money, credit notes), and taking it back.
import type { AllocationRow, BillRow, CreditAccountRow, JournalEntryRow, JournalLineRow, OpenItemRow, PaymentRow } from '../generated/rows.ts';
import type { Accounts } from '../accounting/books.ts';
import { entryRows, mirrored, moveOpenItem, openAmount } from '../accounting/post.ts';
import { moveCredit } from '../customers/credit.ts';
import { BillReversed } from '../payables/refusals.ts';
import { NotAnInvoice } from '../receivables/refusals.ts';
import type { DecideContext } from '../shared/action.ts';
import { least, minus, negate, plus, type Minor } from '../shared/money.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { insert, type Change } from '../shared/write.ts';
import { AllocationExceedsInvoice, AllocationExceedsPayment, AllocationForeign, BillPaid, NothingToAllocate, PaymentReversed } from './refusals.ts';

/** How much of a credit goes to which debt. */
export interface Settlement { debit: OpenItemRow; amount: Minor }

/** Debts in the order in which money fills them: by due day, then number. */
export const inDueOrder = (debits: OpenItemRow[]): OpenItemRow[] => [...debits].sort((a, b) =>
  ((a.dueOn ?? a.effectiveOn) + a.number < (b.dueOn ?? b.effectiveOn) + b.number ? -1 : 1));

/** Fills debts oldest first, as far as the money reaches. */
export function oldestFirst(available: Minor, debits: OpenItemRow[]): Settlement[] {
  let left = available;
  return inDueOrder(debits).flatMap((debit) => {
    const amount = least(left, openAmount(debit));
    left = minus(left, amount);
    return amount > 0n ? [{ debit, amount }] : [];
  });
}

type Payer = Pick<OpenItemRow, 'customerId' | 'supplierId'>;

/** Refuses what is more than a debt's open amount or than the money, a debt named twice, and a debt of somebody else. */
export function demandSettlements(settlements: Settlement[], available: Minor, payer: Payer, currencyCode: string): void {
  const said = (amount: Minor) => ({ minor: amount, currencyCode });
  settlements.forEach(({ debit, amount }, index) => {
    if (settlements.findIndex((each) => each.debit.id === debit.id) !== index) throw fieldRefused(['allocations', String(index)], 'twice');
    if (debit.customerId !== payer.customerId || debit.supplierId !== payer.supplierId) throw AllocationForeign({ number: debit.number });
    if (debit.kind !== 'INVOICE' && debit.kind !== 'BILL') throw NotAnInvoice({ number: debit.number });
    if (amount > openAmount(debit)) throw AllocationExceedsInvoice({ number: debit.number, wanted: said(amount), open: said(openAmount(debit)) });
  });
  const wanted = plus(...settlements.map(({ amount }) => amount));
  if (wanted > available) throw AllocationExceedsPayment({ wanted: said(wanted), available: said(available) });
}

const latest = (...days: Day[]): Day => days.reduce((a, b) => (a > b ? a : b));

/** The day on which a credit settles a debt: not before either of them stands in the books. */
export const settledOn = (on: Day, credit: Pick<OpenItemRow, 'effectiveOn'>, debit: Pick<OpenItemRow, 'effectiveOn'>): Day =>
  latest(on, credit.effectiveOn, debit.effectiveOn);

/** Moves an item's open amount in the given row, too, so that several moves of one decision add up. */
function move(item: OpenItemRow, amount: Minor): Change {
  const change = moveOpenItem(item, amount);
  item.openMinor = plus(item.openMinor, amount);
  item.companyOpenMinor = plus(item.companyOpenMinor, amount);
  return change;
}

/** Applied money lowers what is owed and what is held; negative takes it back. Suppliers have no credit account. */
const creditMoves = (account: CreditAccountRow | null, amount: Minor): Change[] => (account
  ? [moveCredit(account, 'receivable', negate(amount)), moveCredit(account, 'unapplied', negate(amount))] : []);

const isNegative = (amount: Minor) => amount < 0n;

export interface Applied { credit: OpenItemRow; account: CreditAccountRow | null; on: Day; reason?: string | null }

/** Applies a credit to one debt: both open amounts towards zero by one entry, and the allocation. Rows given must be locked. */
export function applyRows(accounts: Accounts, { credit, account, on, reason = null }: Applied, { debit, amount }: Settlement, ctx: DecideContext): Change[] {
  const [id, entryId] = [ctx.newId(), ctx.newId()];
  const allocatedOn = settledOn(on, credit, debit);
  const toCredit = isNegative(credit.amountMinor) ? amount : negate(amount);
  const line = (item: OpenItemRow, by: Minor) =>
    ({ accountId: item.accountId, amount: by, openItemId: item.id, customerId: item.customerId, supplierId: item.supplierId });
  return [
    ...entryRows(accounts, {
      kind: 'APPLICATION', effectiveOn: allocatedOn, source: { type: 'Allocation', id }, memo: `${credit.number} → ${debit.number}`,
      lines: [line(credit, toCredit), line(debit, negate(toCredit))],
    }, ctx, entryId),
    insert('Allocation', {
      id, companyId: ctx.company.id, creditItemId: credit.id, debitItemId: debit.id, customerId: credit.customerId, supplierId: credit.supplierId,
      entryId, allocatedOn, currencyCode: ctx.company.currencyCode, amountMinor: amount, reversesAllocationId: null, reason,
    }),
    move(credit, toCredit), move(debit, negate(toCredit)), ...creditMoves(account, amount),
  ];
}

export interface AllocationFacts { allocation: AllocationRow; entry: JournalEntryRow; lines: JournalLineRow[] }

/** Takes an allocation back, dated today: the mirror of its entry restores both open amounts. */
export function unapplyRows(accounts: Accounts, { allocation, entry, lines }: AllocationFacts, items: Map<string, OpenItemRow>,
  account: CreditAccountRow | null, reason: string, ctx: DecideContext): Change[] {
  const [id, entryId] = [ctx.newId(), ctx.newId()];
  const { amountMinor, creditItemId, debitItemId, customerId, supplierId, companyId, currencyCode } = allocation;
  const drafts = mirrored(lines);
  return [
    ...entryRows(accounts, {
      kind: 'REVERSAL', effectiveOn: ctx.today, source: { type: 'Allocation', id }, memo: entry.memo, reversesEntryId: entry.id, lines: drafts,
    }, ctx, entryId),
    insert('Allocation', {
      id, companyId, creditItemId, debitItemId, customerId, supplierId, entryId, allocatedOn: ctx.today, currencyCode,
      amountMinor: negate(amountMinor), reversesAllocationId: allocation.id, reason,
    }),
    ...drafts.flatMap((line) => {
      const item = items.get(line.openItemId ?? '');
      return item ? [move(item, line.amount)] : [];
    }),
    ...creditMoves(account, negate(amountMinor)),
  ];
}

/** Refuses a payment that is reversed already. */
export function demandPosted(payment: Pick<PaymentRow, 'status' | 'number' | 'reversedOn'>): void {
  if (payment.reversedOn !== null) throw PaymentReversed({ number: payment.number, reversedOn: payment.reversedOn });
}

/** Refuses a credit of which nothing is left to apply. */
export function demandUnapplied(credit: Pick<OpenItemRow, 'openMinor' | 'number'>): void {
  if (credit.openMinor === 0n) throw NothingToAllocate({ number: credit.number });
}

/** Refuses a bill on which nothing is left to pay. */
export function demandPayableBill({ number, status }: Pick<BillRow, 'number' | 'status'>, item: Pick<OpenItemRow, 'openMinor'> | undefined): void {
  if (status === 'REVERSED') throw BillReversed({ number });
  if (!item || item.openMinor === 0n) throw BillPaid({ number });
}
