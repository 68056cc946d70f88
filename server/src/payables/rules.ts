// Pure: what a bill comes to and what it posts.
import type { Accounts } from '../accounting/books.ts';
import { entryRows, type LineDraft } from '../accounting/post.ts';
import type { AccountRow, BillLineRow, BillRow, LandedCostRow, OpenItemRow, ReceiptLineRow, ReceiptRow } from '../generated/rows.ts';
import { correctCosts, type CostDifference } from '../inventory/correctCosts.ts';
import type { Pools } from '../inventory/pools.ts';
import { settleLandedCost } from '../landedCosts/settleLandedCost.ts';
import { ReceiptReversed } from '../purchasing/refusals.ts';
import type { DecideContext } from '../shared/action.ts';
import { apportionAt, currencyExponent, extend, minus, minor, negate, plus, priceIn, split, take, zero, type Minor } from '../shared/money.ts';
import { fewest, fitsPlaces, most, none, units, type Quantity, type UnitPrice } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update, type Change } from '../shared/write.ts';
import type { Compared } from './match.ts';
import { companyPrice, originally, type PaperMoney, type Worth } from '../currencies/paperMoney.ts';
import { goodsSides } from './goodsSides.ts';
import { BillReversed, BillSettled, ControlAccountBilled, ReceiptLineBilled, ReceiptOfOther } from './refusals.ts';

/** A receipt's line: what it was ordered at (`quoted`: in the supplier's currency), what of it no bill has taken, and how many posted bills have taken some. */
export interface Receivable {
  line: ReceiptLineRow; receipt: ReceiptRow; productName: string; decimals: number; unitCost: UnitPrice; quoted: { unitCost: UnitPrice; currencyCode: string } | null; open: { units: Quantity; value: Minor }; bills: number;
}
export interface GivenReceiptLine { receiptLineId: string; quantity?: Quantity | null; unitCost?: UnitPrice | null; taxCodeId?: string | null }
export interface GivenExpense { accountId: string; description: string; net: Minor; taxCodeId?: string | null; orderId?: string | null; costCategoryId?: string | null }

export interface GivenLanded { landedCostId: string; net: Minor }

/** A line of a bill before it has a row: against goods that came, or an expense. */
export interface BillLineDraft {
  receiptLine: Receivable | null; accountId: string | null; description: string; quantity: Quantity; unitCost: UnitPrice; net: Minor;
  /** What it takes off received not invoiced, company money; null for an expense. */
  cleared: Minor | null;
  taxCodeId: string | null;
  /** An expense of one order alone, or of a category of costs. */
  dimensions?: { orderId: string | null; costCategoryId: string | null };
  /** Freight or duty that was accrued, which it settles. */
  landed?: LandedCostRow;
}
/** The same once the bill's worth is known; `settled`: what it takes off accrued freight or duty. */
export interface BillLine extends BillLineDraft { worth: Minor; settled?: { row: Change; line: LineDraft } }

/** The price that was ordered, in a paper's currency: as quoted in it, else what was ordered in company money at the paper's rate. */
const orderedIn = ({ unitCost, quoted }: Receivable, { currencyCode, rate }: PaperMoney): UnitPrice =>
  (rate === null ? unitCost : quoted?.currencyCode === currencyCode ? quoted.unitCost : priceIn(unitCost, rate));
/** Whether a line was ordered in a paper's currency. */
const isOrderedIn = ({ quoted }: Receivable, { currencyCode, rate }: PaperMoney): boolean => rate === null || quoted?.currencyCode === currencyCode;

/** Refuses lines of another supplier, of a receipt taken back, those billed already, and those without a price that were ordered in another currency. */
export function receiptLineDrafts(given: GivenReceiptLine[], known: Receivable[], supplier: { id: string; name: string }, money: PaperMoney): BillLineDraft[] {
  const seen = new Set<string>();
  return given.map(({ receiptLineId, quantity: wanted, unitCost: asked, taxCodeId = null }, index) => {
    const found = known.find(({ line }) => line.id === receiptLineId);
    if (!found) throw fieldRefused(['receiptLines', String(index), 'receiptLineId'], 'id_unknown', { type: 'ReceiptLine' });
    const { line, receipt, productName, open } = found;
    if (receipt.supplierId !== supplier.id) throw ReceiptOfOther({ number: receipt.number, supplierName: supplier.name });
    if (receipt.status === 'REVERSED') throw ReceiptReversed({ number: receipt.number });
    if (seen.has(line.id) || ((wanted === null || wanted === undefined) && open.units <= none)) throw ReceiptLineBilled({ number: receipt.number, productName });
    seen.add(line.id);
    const quantity = wanted ?? open.units;
    if (!fitsPlaces(quantity, found.decimals)) throw fieldRefused(['receiptLines', String(index), 'quantity'], 'decimal_places', { places: found.decimals });
    const isTyped = asked !== null && asked !== undefined;
    if (!isTyped && !isOrderedIn(found, money)) throw fieldRefused(['receiptLines', String(index), 'unitCost'], 'required');
    const unitCost = isTyped ? asked : orderedIn(found, money);
    const cleared = clearedBy(open, quantity, companyPrice(unitCost, money), money.companyCode);
    // What was ordered in company money is billed at what it was received at.
    const net = isTyped || money.rate !== null ? extend(unitCost, quantity, money.currencyCode) : cleared;
    return { receiptLine: found, accountId: null, description: productName, quantity, unitCost, net, cleared, taxCodeId };
  });
}

/**
 * What a bill for a quantity takes off received not invoiced: its share of what is open, so that the last part takes all; beyond
 * what was received, what the bill asks for it, which waits there for more goods or a credit.
 */
export function clearedBy(open: Receivable['open'], quantity: Quantity, asked: UnitPrice, currencyCode: string): Minor {
  const there = fewest(quantity, most(none, open.units));
  const part = there === none ? zero : take({ units: open.units, value: open.value }, there);
  return plus(part, minus(extend(asked, quantity, currencyCode), extend(asked, there, currencyCode)));
}

/** One unit at the net: expenses have no quantity of their own. */
const onePrice = (net: Minor, currencyCode: string): UnitPrice => (net * 10n ** BigInt(8 - (currencyExponent(currencyCode) ?? 2))) as UnitPrice;

const controlled = ['1300', '1310', '2300', '2310'];

/** Refuses accounts that only documents post to, and those out of use. */
export function expenseDrafts(given: GivenExpense[], accounts: AccountRow[], currencyCode: string, field = 'expenseLines'): BillLineDraft[] {
  return given.map(({ accountId, description, net, taxCodeId = null, orderId = null, costCategoryId = null }, index) => {
    const account = accounts.find((each) => each.id === accountId);
    if (!account?.isActive) throw fieldRefused([field, String(index), 'accountId'], 'id_unknown', { type: 'Account' });
    if (account.isOpenItem || account.isCash || controlled.includes(account.code)) throw ControlAccountBilled({ code: account.code, accountName: account.name });
    return { receiptLine: null, accountId, description, quantity: units(1), unitCost: onePrice(net, currencyCode), net, cleared: null, taxCodeId, dimensions: { orderId, costCategoryId } };
  });
}

/** Lines that settle accrued freight and duty. Refuses what is unknown. */
export function landedDrafts(given: GivenLanded[], known: LandedCostRow[], currencyCode: string): BillLineDraft[] {
  return given.map(({ landedCostId, net }, index) => {
    const found = known.find((each) => each.id === landedCostId);
    if (!found) throw fieldRefused(['landedCostLines', String(index), 'landedCostId'], 'id_unknown', { type: 'LandedCost' });
    return { receiptLine: null, accountId: null, description: found.number, quantity: units(1), unitCost: onePrice(net, currencyCode), net, cleared: null, taxCodeId: null, landed: found };
  });
}

/** Lines with what each is worth. Refuses freight and duty that were taken back, and more than is accrued of them. */
export const worthLines = (drafts: BillLineDraft[], worth: Worth): BillLine[] => drafts.map((draft, index) => {
  const own = worth.lines[index] ?? zero;
  return { ...draft, worth: own, ...(draft.landed ? { settled: settleLandedCost(draft.landed, own) } : {}) };
});

/** Receipts keep how many of their lines bills have taken something of: 1 adds those that none had, -1 takes off those that none has any more. */
export function billedRows(lines: Receivable[], sign: 1 | -1): Change[] {
  const byReceipt = Map.groupBy(lines.filter(({ bills }) => bills === (sign === 1 ? 0 : 1)), ({ receipt }) => receipt.id);
  return [...byReceipt].flatMap(([id, [first, ...more]]) =>
    (first ? [update('Receipt', id, { billedLines: first.receipt.billedLines + sign * (1 + more.length) })] : []));
}

/** The lines of a bill as the match compares them; expenses are not compared. */
export const comparedLines = (lines: BillLineDraft[], money: PaperMoney): Compared[] => lines.flatMap(({ receiptLine, quantity, unitCost }, index) => {
  if (!receiptLine) return [];
  const isSame = isOrderedIn(receiptLine, money);
  // In the order's currency, or in company money, where the bill is in another than the order.
  const prices = isSame ? { unitCost, orderedCost: orderedIn(receiptLine, money), currencyCode: money.currencyCode } : { unitCost: companyPrice(unitCost, money), orderedCost: receiptLine.unitCost, currencyCode: money.companyCode };
  return [{ lineNo: index + 1, productId: receiptLine.line.productId, quantity, ...prices, open: receiptLine.open.units }];
});
/** What was ordered a unit, as the bill's line keeps it. */
export const orderedCost = ({ receiptLine }: BillLineDraft, money: PaperMoney): UnitPrice | null => (receiptLine ? orderedIn(receiptLine, money) : null);

/** What a posted line is in company money. */
export const worthOfLine = ({ netMinor, companyNetMinor }: Pick<BillLineRow, 'netMinor' | 'companyNetMinor'>): Minor => companyNetMinor ?? netMinor;

export const netOf = (lines: BillLineDraft[]): Minor => plus(...lines.map((line) => line.net));

/** The tax of a bill, or of a supplier's credit, by the codes of its lines, in proportion to what they net; without code where no line has one. */
function taxByCode(lines: readonly { taxCodeId: string | null; net: Minor }[], tax: Minor): [string | null, Minor][] {
  const nets = Map.groupBy(lines.filter(({ taxCodeId, net }) => taxCodeId !== null && net > 0n), ({ taxCodeId }) => taxCodeId);
  const codes = [...nets.keys()];
  const shares = split(tax, [...nets.values()].map((own) => plus(...own.map(({ net }) => net))));
  return codes.length === 0 ? [[null, tax]] : codes.map((code, index) => [code, shares[index] ?? minor(0n)]);
}

/** The tax of a paper as the journal tells it, in both currencies; `sign`: a credit takes it back. */
export function taxLines(lines: readonly { taxCodeId: string | null; net: Minor }[], tax: Minor, worth: Minor, money: PaperMoney, supplierId: string, sign: 1n | -1n): LineDraft[] {
  const byCode = taxByCode(lines, tax);
  const amounts = byCode.map(([, amount]) => amount);
  const inBooks = money.rate === null ? amounts : apportionAt(amounts, money.rate, money.currencyCode, money.companyCode, worth);
  return byCode.map(([taxCodeId, amount], index): LineDraft => ({ account: '1400', amount: minor(sign * (inBooks[index] ?? 0n)), ...originally(minor(sign * amount), money), supplierId, taxCodeId }));
}

/** The entry of the bill, dated its day: goods at what they were received at, the rest of their price as cost correction. */
export function billEntryLines(lines: BillLine[], bill: Pick<BillRow, 'supplierId' | 'openItemId' | 'taxMinor' | 'totalMinor'>, worth: Worth, money: PaperMoney): LineDraft[] {
  const { supplierId } = bill;
  return [
    ...lines.flatMap(({ receiptLine, accountId, net, worth: own, cleared, taxCodeId, dimensions, settled }): LineDraft[] => {
      if (settled) return [{ ...settled.line, ...originally(net, money), supplierId }];
      if (!receiptLine || cleared === null) return [{ accountId: accountId ?? '', amount: own, ...originally(net, money), supplierId, taxCodeId, ...dimensions }];
      const { line: { productId }, receipt: { purchaseOrderId, warehouseId, customerOrderId } } = receiptLine;
      const sides = goodsSides({ cleared, net, worth: own }, money);
      return [
        { account: '2300', ...sides.received, productId, purchaseOrderId, supplierId, taxCodeId },
        // What a supplier sent straight to a customer is the cost of that order; it never was in stock.
        { account: '5010', ...sides.rest, productId, warehouseId, purchaseOrderId, supplierId, taxCodeId, ...(customerOrderId ? { orderId: customerOrderId } : {}) },
      ];
    }),
    ...taxLines(lines, bill.taxMinor, worth.tax, money, supplierId, 1n),
    { account: '2000', amount: negate(worth.total), ...originally(negate(bill.totalMinor), money), supplierId, openItemId: bill.openItemId },
  ];
}

/** A receipt's move bears its line's id; what went straight to a customer has none. */
export const differenceOf = ({ line, receipt }: Receivable, difference: Minor): CostDifference =>
  ({ moveId: line.id, productId: line.productId, warehouseId: receipt.warehouseId, difference: receipt.customerOrderId === null ? difference : minor(0n) });

interface Correction { kind: 'BILL' | 'REVERSAL'; billId: string; number: string; reversesEntryId?: string }

/** What differs from the received value moves, today, from cost corrections to the receipts, and on to where their goods went. */
export function correctionRows(pools: Pools, accounts: Accounts, differing: CostDifference[], { kind, billId, number, reversesEntryId }: Correction, ctx: DecideContext): Change[] {
  const source = { type: 'Bill', id: billId };
  const { rows, lines } = correctCosts(pools, differing, { source, counter: { account: '5010' } }, ctx);
  return [
    ...rows,
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
