// Pure: what a promotion gives at most, and whether it gives more than before. Beyond a limit that is for two people to say.
import type { PromotionRow } from '../generated/rows.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import { printMoney, share, type Minor } from '../shared/money.ts';
import { none, printQuantity, printRate, type Rate, type UnitPrice } from '../shared/quantity.ts';
import { inMoney, WHOLE, type Stake } from './concessions.ts';

/** The highest and the lowest list price of some products; undefined: none of them has one. */
export interface PriceRange { most: UnitPrice; least: UnitPrice }
export interface PromotionPrices {
  /** Of what it covers. */
  covered: PriceRange | undefined;
  /** Of what a buy-and-get names as given; of what it covers where it names nothing. */
  got: PriceRange | undefined;
  companyCode: string;
}

type Gives = Pick<PromotionRow, 'kind' | 'rate' | 'amountMinor' | 'buyQuantity' | 'getQuantity' | 'getProductIds' | 'minQuantity' | 'minAmountMinor'>;

const part = (of: bigint, whole: bigint): Rate => {
  const rate = whole <= 0n ? WHOLE : roundedQuotient(of * WHOLE, whole);
  return (rate > WHOLE ? WHOLE : rate) as Rate;
};

/** Off each time that so much is bought, as a fraction of all that is taken then. What is given is at its dearest, what is bought at its cheapest. */
function offTimes({ rate, buyQuantity, getQuantity, getProductIds }: Gives, { most, least }: PriceRange, got: PriceRange): Rate {
  const [buy, get, off] = [buyQuantity ?? none, getQuantity ?? none, rate ?? 0n];
  const [bought, given] = getProductIds.length === 0 ? [buy * most, get * most] : [buy * least, get * got.most];
  return part(given * off, (bought + given) * WHOLE);
}

/** The most that a promotion takes off a list price: as a fraction, and for one unit; an amount off the whole counts as one off a unit, and beside the least that the order must have. */
export function offPromotion(promotion: Gives, { covered, got, companyCode }: PromotionPrices): Stake {
  if (!covered) return null;
  const { kind, rate, amountMinor, minQuantity, minAmountMinor } = promotion;
  const [most, least] = [inMoney(covered.most, companyCode), inMoney(covered.least, companyCode)];
  switch (kind) {
    case 'LINE_RATE':
    case 'ORDER_RATE': return { rate: rate ?? (0n as Rate), amount: share(most, rate ?? (0n as Rate)) };
    case 'UNIT_AMOUNT': return { rate: part(amountMinor ?? 0n, least), amount: amountMinor ?? (0n as Minor) };
    case 'ORDER_AMOUNT': {
      const units = minQuantity !== null && minQuantity > WHOLE ? minQuantity : WHOLE;
      const worth = roundedQuotient(least * units, WHOLE);
      return { rate: part(amountMinor ?? 0n, minAmountMinor !== null && minAmountMinor > worth ? minAmountMinor : worth), amount: amountMinor ?? (0n as Minor) };
    }
    case 'BUY_GET': {
      if (!got) return null;
      const off = offTimes(promotion, covered, got);
      return { rate: off, amount: share(got.most > covered.most ? inMoney(got.most, companyCode) : most, off) };
    }
  }
}

/** Whether a list names more than before; an empty one names all. */
const names = (before: readonly string[], after: readonly string[]): boolean =>
  before.length > 0 && (after.length === 0 || after.some((each) => !before.includes(each)));
/** Whether a least is less than before. */
const eases = (before: bigint | null, after: bigint | null): boolean => before !== null && (after === null || after < before);
/** Whether a most is more than before; null is without end. */
const exceeds = <T extends bigint | number | string>(before: T | null, after: T | null): boolean => before !== null && (after === null || after > before);

/** Whether other terms of a promotion may give more than those before, or to more. */
export function widens(before: PromotionRow, after: PromotionRow): boolean {
  return (after.isActive && !before.isActive) || (after.rate ?? 0n) > (before.rate ?? 0n) || (after.amountMinor ?? 0n) > (before.amountMinor ?? 0n)
    || (after.getQuantity ?? 0n) > (before.getQuantity ?? 0n) || eases(before.buyQuantity, after.buyQuantity) || before.getProductIds.join() !== after.getProductIds.join()
    || after.validFrom < before.validFrom || exceeds(before.validTo, after.validTo) || eases(before.minQuantity, after.minQuantity) || eases(before.minAmountMinor, after.minAmountMinor)
    || names([...before.productIds, ...before.categoryIds], [...after.productIds, ...after.categoryIds]) || names([...before.customerIds, ...before.groupIds], [...after.customerIds, ...after.groupIds])
    || names(before.channels, after.channels) || (before.firstOrderOnly && !after.firstOrderOnly) || (before.needsCoupon && !after.needsCoupon) || (before.isExclusive && !after.isExclusive)
    || (!before.isMarginExempt && after.isMarginExempt) || exceeds(before.redemptionsMax, after.redemptionsMax) || exceeds(before.perCustomerMax, after.perCustomerMax);
}

/** What it gives, as people read it: `3 + 1: −100 %`. */
export function toldGives({ kind, rate, amountMinor, currencyCode, buyQuantity, getQuantity }: Pick<PromotionRow, 'kind' | 'rate' | 'amountMinor' | 'currencyCode' | 'buyQuantity' | 'getQuantity'>): string {
  const off = amountMinor !== null && (kind === 'UNIT_AMOUNT' || kind === 'ORDER_AMOUNT') ? `−${printMoney(amountMinor, currencyCode)}` : `−${printRate(((rate ?? 0n) * 100n) as Rate)} %`;
  return kind === 'BUY_GET' ? `${printQuantity(buyQuantity ?? none)} + ${printQuantity(getQuantity ?? none)}: ${off}` : off;
}
