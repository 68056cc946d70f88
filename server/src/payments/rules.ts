// Pure: settling debts (invoices, bills) with credits (money, credit notes), and taking it back.
import type { AllocationRow, BillRow, CreditAccountRow, JournalEntryRow, JournalLineRow, OpenItemRow, PaymentRow } from '../generated/rows.ts';
import type { Accounts } from '../accounting/books.ts';
import { companyPart, entryRows, itemLine, mirrored, moveOpenItem, ofItemsNow, openAmount } from '../accounting/post.ts';
import { moveCredit } from '../customers/credit.ts';
import { BillReversed } from '../payables/refusals.ts';
import { fitted } from '../matching/fitted.ts';
import { earlyOn, type EarlyRows } from '../receivables/earlyOffers.ts';
import { NotAnInvoice } from '../receivables/refusals.ts';
import type { DecideContext } from '../shared/action.ts';
import { minus, negate, plus, zero, type Minor } from '../shared/money.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { heldTax } from './heldTax.ts';
import { AllocationCurrency, AllocationExceedsInvoice, AllocationExceedsPayment, AllocationForeign, BillPaid, CreditUsed, NothingToAllocate, PaymentReversed } from './refusals.ts';

/** What money fills, such as a deposit that was asked for: it becomes a credit of the same customer. */
const isFilled = (item: Pick<OpenItemRow, 'claimMinor'>): boolean => item.claimMinor !== null;

/** What a customer owes, whatever it is for: an invoice, interest and fees, money that was paid back for nothing. */
export const isOwed = (item: Pick<OpenItemRow, 'customerId' | 'amountMinor'>): boolean => item.customerId !== null && item.amountMinor > 0n;

/** What a debt can still take: what is open of it, or still to come. */
export const roomOf = (item: Pick<OpenItemRow, 'openMinor' | 'claimMinor'>): Minor => item.claimMinor ?? openAmount(item);

/** How much of a credit goes to which debt. */
export interface Settlement { debit: OpenItemRow; amount: Minor }

/** Debts in the order in which money fills them: by due day, then number. */
export const inDueOrder = (debits: OpenItemRow[]): OpenItemRow[] => [...debits].sort((a, b) =>
  ((a.dueOn ?? a.effectiveOn) + a.number < (b.dueOn ?? b.effectiveOn) + b.number ? -1 : 1));

/** What of a debt may stay open as discount for paying early. */
export type EarlyOf = (debit: OpenItemRow) => Minor;

/** Fills debts oldest first, as far as the money reaches; each discount that is in time is left out, so that it fits. */
export function oldestFirst(available: Minor, debits: OpenItemRow[], early: EarlyOf = () => zero): Settlement[] {
  const inOrder = inDueOrder(debits);
  const amounts = fitted(available, inOrder.map((debit) => ({ room: roomOf(debit), discount: early(debit) })));
  return inOrder.flatMap((debit, index) => { const amount = amounts[index] ?? zero; return amount > 0n ? [{ debit, amount }] : []; });
}

/** What offers of paying early leave open of debts that are paid on a day. */
export const earlyBy = (rows: EarlyRows, on: Day): EarlyOf => (debit) => earlyOn({ id: debit.id, room: roomOf(debit) }, on, rows);

type Payer = Pick<OpenItemRow, 'customerId' | 'supplierId' | 'currencyCode'>;

/** Refuses what is more than a debt's open amount or than the money, a debt named twice, one of somebody else and one in another currency. */
export function demandSettlements(settlements: Settlement[], available: Minor, payer: Payer): void {
  const { currencyCode } = payer;
  const said = (amount: Minor) => ({ minor: amount, currencyCode });
  settlements.forEach(({ debit, amount }, index) => {
    if (settlements.findIndex((each) => each.debit.id === debit.id) !== index) throw fieldRefused(['allocations', String(index)], 'twice');
    if (debit.customerId !== payer.customerId || debit.supplierId !== payer.supplierId) throw AllocationForeign({ number: debit.number });
    if (debit.kind !== 'BILL' && !isOwed(debit) && !isFilled(debit)) throw NotAnInvoice({ number: debit.number });
    if (debit.currencyCode !== currencyCode) throw AllocationCurrency({ number: debit.number, currency: debit.currencyCode, paidIn: currencyCode });
    if (amount > roomOf(debit)) throw AllocationExceedsInvoice({ number: debit.number, wanted: said(amount), open: said(roomOf(debit)) });
  });
  const wanted = plus(...settlements.map(({ amount }) => amount));
  if (wanted > available) throw AllocationExceedsPayment({ wanted: said(wanted), available: said(available) });
}

const latest = (...days: Day[]): Day => days.reduce((a, b) => (a > b ? a : b));

/** The day on which a credit settles a debt: not before either of them stands in the books. */
export const settledOn = (on: Day, credit: Pick<OpenItemRow, 'effectiveOn'>, debit: Pick<OpenItemRow, 'effectiveOn'>): Day =>
  latest(on, credit.effectiveOn, debit.effectiveOn);

/** Moves an item's open amount in the given row, too, so that several moves of one decision add up; `company`: what was posted of it in company money. */
export function moveItem(item: OpenItemRow, amount: Minor, company: Minor = companyPart(item, amount)): Change {
  const change = moveOpenItem(item, amount, company);
  item.openMinor = plus(item.openMinor, amount);
  item.companyOpenMinor = plus(item.companyOpenMinor, company);
  return change;
}

/** Money that comes to what it fills (negative: is taken back from it): nothing is owed less, and as much is held for the customer. */
function fillItem(item: OpenItemRow, amount: Minor, company: Minor): Change[] {
  if (amount < 0n && negate(amount) > openAmount(item)) {
    const said = (minor: Minor) => ({ minor, currencyCode: item.currencyCode });
    throw CreditUsed({ number: item.number, wanted: said(negate(amount)), left: said(openAmount(item)) });
  }
  item.claimMinor = minus(item.claimMinor ?? zero, amount);
  return [moveItem(item, negate(amount), company), update('OpenItem', item.id, { claimMinor: item.claimMinor })];
}

/** What applying moves of what is owed and of what is held, company money. Suppliers have no credit account. */
const creditMoves = (account: CreditAccountRow | null, debit: Minor, credit: Minor): Change[] => (account
  ? [moveCredit(account, 'receivable', debit), moveCredit(account, 'unapplied', negate(credit))] : []);

const isNegative = (amount: Minor) => amount < 0n;

export interface Applied { credit: OpenItemRow; account: CreditAccountRow | null; on: Day; reason?: string | null }

/**
 * Applies a credit to one debt: both open amounts towards zero by one entry, and the allocation. Each releases its share of
 * what it is in the books; what one is worth more than the other is realised difference. Rows given must be locked.
 */
export function applyRows(accounts: Accounts, { credit, account, on, reason = null }: Applied, { debit, amount }: Settlement, ctx: DecideContext): Change[] {
  const [id, entryId] = [ctx.newId(), ctx.newId()];
  const allocatedOn = settledOn(on, credit, debit);
  const toCredit = isNegative(credit.amountMinor) ? amount : negate(amount);
  const ofCredit = companyPart(credit, toCredit);
  // What is filled takes the money as it is in the books.
  const ofDebit = isFilled(debit) ? negate(ofCredit) : companyPart(debit, negate(toCredit));
  const difference = negate(plus(ofCredit, ofDebit));
  return [
    ...entryRows(accounts, {
      kind: 'APPLICATION', effectiveOn: allocatedOn, source: { type: 'Allocation', id }, memo: `${credit.number} → ${debit.number}`,
      lines: [
        itemLine(credit, toCredit, ofCredit), itemLine(debit, negate(toCredit), ofDebit), { account: '7000', amount: difference, customerId: debit.customerId, supplierId: debit.supplierId },
        ...heldTax(credit, toCredit, ofCredit), ...heldTax(debit, negate(toCredit), ofDebit),
      ],
    }, ctx, entryId),
    insert('Allocation', {
      id, companyId: ctx.company.id, creditItemId: credit.id, debitItemId: debit.id, customerId: credit.customerId, supplierId: credit.supplierId,
      entryId, allocatedOn, currencyCode: debit.currencyCode, amountMinor: amount, differenceMinor: difference, reversesAllocationId: null, reason,
    }),
    moveItem(credit, toCredit, ofCredit), ...(isFilled(debit) ? fillItem(debit, amount, ofDebit) : [moveItem(debit, negate(toCredit), ofDebit), ...creditMoves(account, ofDebit, ofCredit)]),
  ];
}

export interface AllocationFacts { allocation: AllocationRow; entry: JournalEntryRow; lines: JournalLineRow[] }

/** Takes an allocation back, dated today: the mirror of its entry restores both open amounts. */
export function unapplyRows(accounts: Accounts, { allocation, entry, lines }: AllocationFacts, items: Map<string, OpenItemRow>,
  account: CreditAccountRow | null, reason: string, ctx: DecideContext): Change[] {
  const [id, entryId] = [ctx.newId(), ctx.newId()];
  const { amountMinor, differenceMinor, creditItemId, debitItemId, customerId, supplierId, companyId, currencyCode } = allocation;
  const [credit, debit] = [items.get(creditItemId), items.get(debitItemId)];
  const isTaxed = !!(credit?.taxes ?? debit?.taxes);
  const drafts = ofItemsNow(mirrored(lines), items).filter((line) => !isTaxed || !('accountId' in line) || ![accounts['2200'], accounts['2115']].includes(line.accountId));
  const movedOf = (itemId: string) => plus(zero, ...drafts.filter((line) => line.openItemId === itemId).map((line) => line.amount));
  // Tax follows what is then held, so that parts taken back in any order come out even.
  const taxes = drafts.flatMap((line) => { const item = items.get(line.openItemId ?? ''); return item ? heldTax(item, line.original?.amount ?? line.amount, line.amount) : []; });
  return [
    ...entryRows(accounts, {
      kind: 'REVERSAL', effectiveOn: ctx.today, source: { type: 'Allocation', id }, memo: entry.memo, reversesEntryId: entry.id, lines: [...drafts, ...taxes],
    }, ctx, entryId),
    insert('Allocation', {
      id, companyId, creditItemId, debitItemId, customerId, supplierId, entryId, allocatedOn: ctx.today, currencyCode,
      amountMinor: negate(amountMinor), differenceMinor: negate(differenceMinor), reversesAllocationId: allocation.id, reason,
    }),
    ...drafts.flatMap((line) => {
      const item = items.get(line.openItemId ?? '');
      if (!item) return [];
      return item === debit && isFilled(item) ? fillItem(item, negate(amountMinor), line.amount) : [moveItem(item, line.original?.amount ?? line.amount, line.amount)];
    }),
    ...(debit && isFilled(debit) ? [] : creditMoves(account, movedOf(debitItemId), movedOf(creditItemId))),
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
