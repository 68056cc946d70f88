// Pure: how charges are divided among the goods that they brought, and when that can be taken back.
import type { LandedCostBasis, LandedCostRow, ReceiptLineRow, ReceiptRow } from '../generated/rows.ts';
import { ReceiptReversed } from '../purchasing/refusals.ts';
import { minus, plus, split, type Minor } from '../shared/money.ts';
import type { Quantity } from '../shared/quantity.ts';
import { fieldRefused, NothingToShareBy, SharesDiffer } from '../shared/sharedRefusals.ts';
import { LandedCostBilled, LandedCostReversed, LandedCostSettled, ReceiptNotStocked, WeightMissing } from './refusals.ts';

/** A receipt's line that may bear a share; `weight` is of one unit, in kilograms. */
export interface Bearer { line: ReceiptLineRow; receipt: ReceiptRow; productName: string; weight: Quantity | null; isStocked: boolean; value: Minor }
export interface GivenLine { receiptLineId: string; share?: Minor | null }
export interface Share extends Bearer {
  /** Units or kilograms by which it was divided. */
  measure: Quantity | null;
  share: Minor;
}

/** The lines chosen, in their order. Refuses unknown ones and those chosen twice, and receipts taken back or never in stock. */
export function chosen(given: readonly GivenLine[], known: readonly Bearer[]): Bearer[] {
  const seen = new Set<string>();
  return given.map(({ receiptLineId }, index) => {
    const path = ['lines', String(index), 'receiptLineId'];
    const found = known.find(({ line }) => line.id === receiptLineId);
    if (!found) throw fieldRefused(path, 'id_unknown', { type: 'ReceiptLine' });
    if (seen.has(receiptLineId)) throw fieldRefused(path, 'taken');
    seen.add(receiptLineId);
    if (found.receipt.status === 'REVERSED') throw ReceiptReversed({ number: found.receipt.number });
    if (!found.isStocked) throw ReceiptNotStocked({ number: found.receipt.number });
    return found;
  });
}

const kilograms = ({ line, weight, productName }: Bearer): Quantity => {
  if (weight === null) throw WeightMissing({ product: line.productId, productName });
  return ((weight * line.quantity) / 1_000_000n) as Quantity;
};

/**
 * Divides charges by a basis: by what was received (value at which, units or kilograms of which), largest remainder, so that the
 * shares sum to the charges exactly; or as given by hand, which must sum to them.
 */
export function sharesOf(total: Minor, basis: LandedCostBasis, given: readonly GivenLine[], bearers: readonly Bearer[], currencyCode: string): Share[] {
  if (basis === 'MANUAL') {
    const shares = given.map(({ share }, index) => {
      if (share === null || share === undefined) throw fieldRefused(['lines', String(index), 'share'], 'required');
      return share;
    });
    const sum = plus(...shares);
    if (sum !== total) {
      const money = (minor: Minor) => ({ minor, currencyCode });
      throw SharesDiffer({ total: money(total), shares: money(sum), difference: money(minus(total, sum)) });
    }
    return bearers.map((bearer, index) => ({ ...bearer, measure: null, share: shares[index] ?? total }));
  }
  const measures = bearers.map((bearer) => (basis === 'VALUE' ? null : basis === 'QUANTITY' ? bearer.line.quantity : kilograms(bearer)));
  const weights = bearers.map(({ value }, index): bigint => measures[index] ?? value);
  if (weights.every((weight) => weight === 0n)) throw NothingToShareBy({});
  const shares = split(total, weights);
  return bearers.map((bearer, index) => ({ ...bearer, measure: measures[index] ?? null, share: shares[index] ?? total }));
}

/** Refuses what was taken back, and what a bill has settled in part. */
export function demandReversible({ number, status, billedMinor }: Pick<LandedCostRow, 'number' | 'status' | 'billedMinor'>): void {
  if (status === 'REVERSED') throw LandedCostReversed({ number });
  if (billedMinor !== 0n) throw LandedCostBilled({ number });
}

/** What bills have not settled yet. */
export const openOf = ({ status, totalMinor, billedMinor }: Pick<LandedCostRow, 'status' | 'totalMinor' | 'billedMinor'>): Minor =>
  (status === 'POSTED' ? minus(totalMinor, billedMinor) : minus(totalMinor, totalMinor));

/** Refuses to settle more than is accrued. */
export function demandOpen(landed: LandedCostRow, wanted: Minor): void {
  const { number, currencyCode } = landed;
  if (landed.status === 'REVERSED') throw LandedCostReversed({ number });
  const open = openOf(landed);
  if (wanted > open) throw LandedCostSettled({ number, open: { minor: open, currencyCode }, wanted: { minor: wanted, currencyCode } });
}
