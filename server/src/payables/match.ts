// Pure: the three-way match. A bill's line is compared with the price ordered and the quantity received.
import type { BillExceptionRow, BillMatch, BillRow, MatchToleranceRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import { extend, least, minus, negate, worthIn, zero, type Minor } from '../shared/money.ts';
import { most, none, subtract, type Quantity, type UnitPrice } from '../shared/quantity.ts';
import { insert, update, type Change } from '../shared/write.ts';
import type { Viewer } from '../shared/viewer.ts';
import type { PaperMoney } from '../currencies/paperMoney.ts';
import { BillBlocked, BillExceptionsNone, BillOwn } from './refusals.ts';

export type Tolerance = Pick<MatchToleranceRow, 'supplierId' | 'priceRate' | 'priceMinor' | 'quantityRate'>;

/** What a line of a bill is compared by. */
export interface Compared { lineNo: number; productId: string; quantity: Quantity; unitCost: UnitPrice; orderedCost: UnitPrice; open: Quantity; /** Of its prices. */ currencyCode: string }
export interface Exceeding { rule: BillExceptionRow['rule']; expected: bigint; actual: bigint; difference: Minor; tolerated: Minor }

/** The supplier's own tolerance, else that of all; none where neither is. */
export const toleranceOf = (known: readonly Tolerance[], supplierId: string): Tolerance | undefined =>
  known.find((each) => each.supplierId === supplierId) ?? known.find((each) => each.supplierId === null);

/** What is tolerated is kept in company money: the same in another currency, at a bill's rate. */
const toleranceIn = (tolerance: Tolerance, currencyCode: string, { companyCode, rate }: PaperMoney): Tolerance => (rate === null || currencyCode === companyCode || tolerance.priceMinor === null
  ? tolerance : { ...tolerance, priceMinor: worthIn(tolerance.priceMinor, rate, currencyCode, companyCode) });

const size = (amount: Minor): Minor => (amount < 0n ? negate(amount) : amount);
const share = (rate: bigint, amount: bigint): bigint => (rate * amount) / 1_000_000n;

function toleratedPrice(tolerance: Tolerance | undefined, ordered: Minor): Minor {
  if (!tolerance || (tolerance.priceRate === null && tolerance.priceMinor === null)) return zero;
  const byRate = tolerance.priceRate === null ? undefined : share(tolerance.priceRate, ordered) as Minor;
  return byRate === undefined ? tolerance.priceMinor ?? zero : tolerance.priceMinor === null ? byRate : least(byRate, tolerance.priceMinor);
}

// Quantities have six places, prices eight: one column holds either.
const asPrice = (quantity: Quantity): bigint => quantity * 100n;

/**
 * Where a line is beyond tolerance. PRICE: what is asked for the quantity differs from what was ordered for it by more than the
 * lesser of fraction and amount. QUANTITY: more is billed than was received and not billed yet, by more than the fraction of it.
 */
export function exceeding({ quantity, unitCost, orderedCost, open, currencyCode }: Compared, tolerance: Tolerance | undefined): Exceeding[] {
  const [asked, ordered] = [extend(unitCost, quantity, currencyCode), extend(orderedCost, quantity, currencyCode)];
  const found: Exceeding[] = [];
  const difference = minus(asked, ordered);
  const tolerated = toleratedPrice(tolerance, ordered);
  if (size(difference) > tolerated) found.push({ rule: 'PRICE', expected: orderedCost, actual: unitCost, difference, tolerated });
  const there = most(none, open);
  const over = subtract(quantity, there);
  const toleratedUnits = share(tolerance?.quantityRate ?? 0n, there) as Quantity;
  if (over > toleratedUnits) {
    found.push({
      rule: 'QUANTITY', expected: asPrice(there), actual: asPrice(quantity), difference: extend(unitCost, over, currencyCode),
      tolerated: extend(unitCost, toleratedUnits, currencyCode),
    });
  }
  return found;
}

/** How a bill as a whole agrees: nothing to compare, all within tolerance, or not. */
export const matchOf = (compared: readonly Compared[], exceptions: readonly unknown[]): BillMatch =>
  (exceptions.length > 0 ? 'EXCEPTION' : compared.length > 0 ? 'MATCHED' : 'NONE');

/** The exceptions of a bill that is being recorded; whoever records it owns them. */
export function exceptionRows(billId: string, compared: readonly Compared[], known: readonly Tolerance[], supplierId: string, money: PaperMoney, ctx: DecideContext): Change[] {
  const { id: companyId } = ctx.company;
  const tolerance = toleranceOf(known, supplierId);
  return compared.flatMap((line) => exceeding(line, tolerance && toleranceIn(tolerance, line.currencyCode, money)).map(({ rule, expected, actual, difference, tolerated }) =>
    insert('BillException', {
      id: ctx.newId(), companyId, billId, lineNo: line.lineNo, productId: line.productId, rule, expected: expected as UnitPrice, actual: actual as UnitPrice,
      differenceMinor: difference, toleratedMinor: tolerated, currencyCode: line.currencyCode, ownerId: ctx.viewer.kind === 'STAFF' ? ctx.viewer.id : null, raisedOn: ctx.today,
      decidedById: null, decidedAt: null, reason: null,
    })));
}

/** Lets a bill be paid in spite of its open exceptions. Nobody accepts those of a bill of their own. */
export function acceptRows(bill: BillRow, exceptions: readonly BillExceptionRow[], reason: string, ctx: DecideContext): Change[] {
  demandAcceptable(bill, ctx.viewer);
  return [
    ...exceptions.filter(({ status }) => status === 'OPEN').map((each) =>
      update('BillException', each.id, { status: 'ACCEPTED', decidedById: ctx.viewer.id, decidedAt: ctx.now, reason, version: each.version + 1 })),
    update('Bill', bill.id, { match: 'ACCEPTED' }),
  ];
}

export function demandAcceptable(bill: Pick<BillRow, 'number' | 'match' | 'status' | 'recordedById'>, viewer: Pick<Viewer, 'id'>): void {
  if (bill.match !== 'EXCEPTION' || bill.status === 'REVERSED') throw BillExceptionsNone({ number: bill.number });
  if (bill.recordedById !== null && bill.recordedById === viewer.id) throw BillOwn({ number: bill.number });
}

/** What keeps a bill from being paid: exceptions that nobody has accepted, or an approval that nobody has given. */
export type Block = 'exception' | 'approval';

export function demandUnblocked(bill: Pick<BillRow, 'number'>, block: Block | undefined): void {
  if (block) throw BillBlocked({ number: bill.number, reason: block });
}
