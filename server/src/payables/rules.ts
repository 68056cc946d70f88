// Pure: what a bill comes to and what it posts.
import type { Accounts } from '../accounting/books.ts';
import { entryRows, type LineDraft } from '../accounting/post.ts';
import type { AccountRow, BillRow, OpenItemRow, ReceiptLineRow, ReceiptRow } from '../generated/rows.ts';
import { correctCost } from '../inventory/correctCost.ts';
import type { MoveHistory } from '../inventory/loadLateCosts.ts';
import type { Pools } from '../inventory/pools.ts';
import { ReceiptReversed } from '../purchasing/refusals.ts';
import type { DecideContext } from '../shared/action.ts';
import { currencyExponent, extend, minus, minor, negate, plus, type Minor } from '../shared/money.ts';
import { units, type Quantity, type UnitPrice } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update, type Change } from '../shared/write.ts';
import { BillReversed, BillSettled, ControlAccountBilled, ReceiptLineBilled, ReceiptOfOther } from './refusals.ts';

export interface Receivable { line: ReceiptLineRow; receipt: ReceiptRow; productName: string; unitCost: UnitPrice; isBilled: boolean }
export interface GivenReceiptLine { receiptLineId: string; unitCost?: UnitPrice | null }
export interface GivenExpense { accountId: string; description: string; net: Minor }

/** A line of a bill before it has a row: against goods that came, or an expense. */
export interface BillLineDraft {
  receiptLine: Receivable | null; accountId: string | null; description: string; quantity: Quantity; unitCost: UnitPrice; net: Minor;
}

/** Refuses lines of another supplier, of a receipt taken back, and those billed already. */
export function receiptLineDrafts(given: GivenReceiptLine[], known: Receivable[], supplier: { id: string; name: string }, currencyCode: string): BillLineDraft[] {
  const seen = new Set<string>();
  return given.map(({ receiptLineId, unitCost: asked }, index) => {
    const found = known.find(({ line }) => line.id === receiptLineId);
    if (!found) throw fieldRefused(['receiptLines', String(index), 'receiptLineId'], 'id_unknown', { type: 'ReceiptLine' });
    const { line, receipt, productName, isBilled } = found;
    if (receipt.supplierId !== supplier.id) throw ReceiptOfOther({ number: receipt.number, supplierName: supplier.name });
    if (receipt.status === 'REVERSED') throw ReceiptReversed({ number: receipt.number });
    if (isBilled || seen.has(line.id)) throw ReceiptLineBilled({ number: receipt.number, productName });
    seen.add(line.id);
    const net = asked === null || asked === undefined ? line.valueMinor : extend(asked, line.quantity, currencyCode);
    return { receiptLine: found, accountId: null, description: productName, quantity: line.quantity, unitCost: asked ?? found.unitCost, net };
  });
}

const controlled = ['1300', '1310', '2300', '2310'];

/** Refuses accounts that only documents post to, and those out of use. */
export function expenseDrafts(given: GivenExpense[], accounts: AccountRow[], currencyCode: string): BillLineDraft[] {
  const priceOfMinor = 10n ** BigInt(8 - (currencyExponent(currencyCode) ?? 2));
  return given.map(({ accountId, description, net }, index) => {
    const account = accounts.find((each) => each.id === accountId);
    if (!account?.isActive) throw fieldRefused(['expenseLines', String(index), 'accountId'], 'id_unknown', { type: 'Account' });
    if (account.isOpenItem || account.isCash || controlled.includes(account.code)) throw ControlAccountBilled({ code: account.code, accountName: account.name });
    // One unit at the net: expenses have no quantity of their own.
    return { receiptLine: null, accountId, description, quantity: units(1), unitCost: (net * priceOfMinor) as UnitPrice, net };
  });
}

/** Receipts keep how many of their lines are billed: 1 adds the lines given, -1 takes them off. */
export function billedRows(lines: Receivable[], sign: 1 | -1): Change[] {
  const byReceipt = Map.groupBy(lines, ({ receipt }) => receipt.id);
  return [...byReceipt].flatMap(([id, [first, ...more]]) =>
    (first ? [update('Receipt', id, { billedLines: first.receipt.billedLines + sign * (1 + more.length) })] : []));
}

export const netOf = (lines: BillLineDraft[]): Minor => plus(...lines.map((line) => line.net));

/** The entry of the bill, dated its day: goods at what they were received at, the rest of their price as cost correction. */
export function billEntryLines(lines: BillLineDraft[], bill: Pick<BillRow, 'supplierId' | 'openItemId' | 'taxMinor' | 'totalMinor'>): LineDraft[] {
  const { supplierId } = bill;
  return [
    ...lines.flatMap(({ receiptLine, accountId, net }): LineDraft[] => {
      if (!receiptLine) return [{ accountId: accountId ?? '', amount: net, supplierId }];
      const { line: { productId, valueMinor }, receipt: { purchaseOrderId, warehouseId } } = receiptLine;
      return [
        { account: '2300', amount: valueMinor, productId, purchaseOrderId, supplierId },
        { account: '5010', amount: minus(net, valueMinor), productId, warehouseId, purchaseOrderId, supplierId },
      ];
    }),
    { account: '1400', amount: bill.taxMinor, supplierId },
    { account: '2000', amount: negate(bill.totalMinor), supplierId, openItemId: bill.openItemId },
  ];
}

export interface Differing { history: MoveHistory; difference: Minor }
interface Correction { kind: 'BILL' | 'REVERSAL'; billId: string; number: string; reversesEntryId?: string }

/** What differs from the received value moves, today, from cost corrections to where the goods are now. */
export function correctionRows(pools: Pools, accounts: Accounts, differing: Differing[], { kind, billId, number, reversesEntryId }: Correction, ctx: DecideContext): Change[] {
  const source = { type: 'Bill', id: billId };
  const corrected = differing.filter(({ difference }) => difference !== 0n)
    .map(({ history, difference }) => correctCost(pools, { ...history, difference }, source, ctx));
  const lines = corrected.flatMap((each) => each.lines);
  return [
    ...corrected.flatMap((each) => each.rows),
    ...entryRows(accounts, {
      kind, effectiveOn: ctx.today, source: { ...source, revision: 1 }, memo: number, lines, ...(reversesEntryId ? { reversesEntryId } : {}),
    }, ctx),
    ...pools.changes(),
  ];
}

/** Refuses a bill that was taken back, or on which something was paid. */
export function demandReversibleBill(bill: Pick<BillRow, 'number' | 'status' | 'currencyCode'>, item: Pick<OpenItemRow, 'amountMinor' | 'openMinor'>): void {
  if (bill.status === 'REVERSED') throw BillReversed({ number: bill.number });
  const settled = minor(item.openMinor - item.amountMinor);
  if (settled !== 0n) throw BillSettled({ number: bill.number, settled: { minor: settled, currencyCode: bill.currencyCode } });
}
