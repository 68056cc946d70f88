// Pure: which promotions an order has, and what each takes off which line. They are tried in the order of their positions
// (names break ties), each on what the earlier ones left.
import type { Channel, CouponRow, CustomerRow, PromotionRedemptionRow, PromotionRow } from '../generated/rows.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import { least, minus, plus, share, split, take, zero, type Minor } from '../shared/money.ts';
import { add, fewest, none, subtract, type Quantity, type Rate } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';

/** A line as promotions see it: what is left of it after all discounts so far, in terms of its price. */
export interface PromotedLine { productId: string; categoryId: string | null; quantity: Quantity; left: Minor }

export interface PromotionFacts {
  promotions: readonly PromotionRow[];
  /** The coupons whose codes were given, as far as they are known. */
  coupons: readonly CouponRow[];
  /** Standing redemptions of counted promotions by the customer. */
  redemptions: readonly PromotionRedemptionRow[];
  /** The customer has placed an order before. */
  hasOrdered: boolean;
}
export const noPromotions: PromotionFacts = { promotions: [], coupons: [], redemptions: [], hasOrdered: false };

export interface PromotionAsked { customer: Pick<CustomerRow, 'id' | 'groupId'> | null; channel: Channel; on: Day }

export type PromotionWhyNot = 'INACTIVE' | 'NOT_YET' | 'OVER' | 'CUSTOMER' | 'CHANNEL' | 'COUPON' | 'NOTHING_COVERED' | 'MIN_QUANTITY' | 'MIN_AMOUNT' | 'NOT_FIRST' | 'USED_UP' | 'USED_BY_CUSTOMER' | 'COUPON_USED_UP'
  | 'EXCLUSIVE' | 'NOT_ALONE' | 'NOTHING_GIVEN';
export interface PromotionTold { promotion: PromotionRow; coupon: CouponRow | undefined; amount: Minor; whyNot: PromotionWhyNot | null }
export interface Off { line: number; amount: Minor; promotion: PromotionRow; coupon: CouponRow | undefined }
/** Goods that an order would get, were they on it. */
export interface Hint { promotion: PromotionRow; productId: string; quantity: Quantity }
export interface Promoted { offs: Off[]; told: PromotionTold[]; hints: Hint[] }

export const isUsedUp = ({ redemptionsMax, redeemed }: Pick<PromotionRow, 'redemptionsMax' | 'redeemed'>): boolean => redemptionsMax !== null && redeemed >= redemptionsMax;

const covered = (promotion: PromotionRow, lines: readonly PromotedLine[]): number[] => lines.flatMap(({ productId, categoryId }, index) =>
  (promotion.productIds.length + promotion.categoryIds.length === 0 || promotion.productIds.includes(productId) || promotion.categoryIds.includes(categoryId ?? '') ? [index] : []));

const unitsOf = (lines: readonly PromotedLine[], of: readonly number[]): Quantity => of.reduce((sum, index) => add(sum, lines[index]?.quantity ?? none), none);
const leftOf = (lines: readonly PromotedLine[], of: readonly number[]): Minor => of.reduce((sum, index) => plus(sum, lines[index]?.left ?? zero), zero);

/** What keeps a promotion from an order, whatever it would give; undefined: nothing. */
function barred(promotion: PromotionRow, coupon: CouponRow | undefined, asked: PromotionAsked, facts: PromotionFacts, taken: readonly PromotionRow[]): PromotionWhyNot | undefined {
  const { customer, channel, on } = asked;
  if (!promotion.isActive) return 'INACTIVE';
  if (promotion.validFrom > on) return 'NOT_YET';
  if (promotion.validTo !== null && promotion.validTo < on) return 'OVER';
  if (promotion.needsCoupon && !coupon?.isActive) return 'COUPON';
  const isNamed = promotion.customerIds.length + promotion.groupIds.length === 0
    || (customer !== null && (promotion.customerIds.includes(customer.id) || promotion.groupIds.includes(customer.groupId ?? '')));
  if (!isNamed) return 'CUSTOMER';
  if (promotion.channels.length > 0 && !promotion.channels.includes(channel)) return 'CHANNEL';
  const own = facts.redemptions.filter((each) => each.promotionId === promotion.id && each.customerId === customer?.id && each.givenBackAt === null).length;
  if (promotion.firstOrderOnly && (customer === null || facts.hasOrdered || own > 0)) return 'NOT_FIRST';
  if (isUsedUp(promotion)) return 'USED_UP';
  if (promotion.perCustomerMax !== null && own >= promotion.perCustomerMax) return 'USED_BY_CUSTOMER';
  if (promotion.needsCoupon && coupon && isUsedUp(coupon)) return 'COUPON_USED_UP';
  if (taken.some(({ isExclusive }) => isExclusive)) return 'EXCLUSIVE';
  return promotion.isExclusive && taken.length > 0 ? 'NOT_ALONE' : undefined;
}

/** Cheapest units first: a unit of a is cheaper when a.left / a.quantity is less. */
const cheaper = (lines: readonly PromotedLine[]) => (a: number, b: number): number => {
  const [x, y] = [lines[a], lines[b]] as [PromotedLine, PromotedLine];
  const [left, right] = [x.left * y.quantity, y.left * x.quantity];
  return left === right ? a - b : left < right ? -1 : 1;
};

interface Given { offs: { line: number; amount: Minor }[]; lacking?: { productId: string; quantity: Quantity } }

/** For each `buy` units so many others at a rate off. Units given of what is bought itself are not bought. */
function buyAndGet(promotion: PromotionRow, of: readonly number[], lines: readonly PromotedLine[]): Given {
  const buy = promotion.buyQuantity ?? none;
  const get = promotion.getQuantity ?? none;
  const named = lines.flatMap(({ productId }, index) => (promotion.getProductIds.includes(productId) ? [index] : []));
  const bought = of.filter((index) => !named.includes(index));
  const isSame = promotion.getProductIds.length === 0 || bought.length === 0;
  const from = isSame ? (promotion.getProductIds.length === 0 ? [...of] : named.filter((index) => of.includes(index))) : named;
  const units = unitsOf(lines, isSame ? from : bought);
  const per = add(buy, get);
  const rest = (units % per) as Quantity;
  const entitled = (isSame ? (units / per) * get + (rest > buy ? subtract(rest, buy) : none) : (units / buy) * get) as Quantity;
  const offs: Given['offs'] = [];
  let left = entitled;
  for (const line of [...from].sort(cheaper(lines))) {
    const at = lines[line];
    if (!at || left === none) continue;
    const given = fewest(left, at.quantity);
    offs.push({ line, amount: share(take({ units: at.quantity, value: at.left }, given), promotion.rate ?? (0n as Rate)) });
    left = subtract(left, given);
  }
  const [first] = promotion.getProductIds;
  return { offs, ...(left > none && !isSame && first ? { lacking: { productId: first, quantity: left } } : {}) };
}

/** What a promotion takes off which line. */
function given(promotion: PromotionRow, of: readonly number[], lines: readonly PromotedLine[]): Given {
  const rate = promotion.rate ?? (0n as Rate);
  const amount = promotion.amountMinor ?? zero;
  const at = (index: number) => lines[index] as PromotedLine;
  const spread = (sum: Minor): Given => {
    const parts = split(sum, of.map((index) => at(index).left));
    return { offs: of.map((line, place) => ({ line, amount: parts[place] ?? zero })) };
  };
  switch (promotion.kind) {
    case 'LINE_RATE': return { offs: of.map((line) => ({ line, amount: share(at(line).left, rate) })) };
    case 'UNIT_AMOUNT': return { offs: of.map((line) => ({ line, amount: least(roundedQuotient(amount * at(line).quantity, 1_000_000n) as Minor, at(line).left) })) };
    case 'ORDER_RATE': return spread(share(leftOf(lines, of), rate));
    case 'ORDER_AMOUNT': return spread(least(amount, leftOf(lines, of)));
    case 'BUY_GET': return buyAndGet(promotion, of, lines);
  }
}

const byPosition = (a: PromotionRow, b: PromotionRow): number => (a.position !== b.position ? a.position - b.position : a.name < b.name ? -1 : 1);

/** The promotions of an order, with those that it does not have and why. `lines` are not changed. */
export function promoted(from: readonly PromotedLine[], facts: PromotionFacts, asked: PromotionAsked): Promoted {
  const lines = from.map((line) => ({ ...line }));
  const taken: PromotionRow[] = [];
  const made: Promoted = { offs: [], told: [], hints: [] };
  for (const promotion of [...facts.promotions].sort(byPosition)) {
    const coupon = facts.coupons.find((each) => each.promotionId === promotion.id && each.isActive && !isUsedUp(each)) ?? facts.coupons.find((each) => each.promotionId === promotion.id);
    const tell = (whyNot: PromotionWhyNot | null, amount = zero) => made.told.push({ promotion, coupon, amount, whyNot });
    const of = covered(promotion, lines);
    const whyNot = barred(promotion, coupon, asked, facts, taken) ?? (of.length === 0 ? 'NOTHING_COVERED'
      : promotion.minQuantity !== null && unitsOf(lines, of) < promotion.minQuantity ? 'MIN_QUANTITY'
        : promotion.minAmountMinor !== null && leftOf(lines, of) < promotion.minAmountMinor ? 'MIN_AMOUNT' : undefined);
    if (whyNot) {
      tell(whyNot);
      continue;
    }
    const { offs, lacking } = given(promotion, of, lines);
    if (lacking) made.hints.push({ promotion, ...lacking });
    const some = offs.filter(({ amount }) => amount > 0n);
    if (some.length === 0) {
      tell('NOTHING_GIVEN');
      continue;
    }
    for (const { line, amount } of some) {
      const at = lines[line] as PromotedLine;
      at.left = minus(at.left, amount);
      made.offs.push({ line, amount, promotion, coupon: promotion.needsCoupon ? coupon : undefined });
    }
    taken.push(promotion);
    tell(null, plus(...some.map(({ amount }) => amount)));
  }
  return made;
}
