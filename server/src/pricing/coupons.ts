// Pure: codes that were given, and what is refused of them; what placing an order redeems, and what cancelling gives back.
import type { CouponRow, OrderDiscountRow, PromotionRedemptionRow, PromotionRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import { plus, zero } from '../shared/money.ts';
import type { Refusal } from '../shared/refusal.ts';
import type { Day } from '../shared/time.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { CouponUnknown, CouponUsedUp, CouponWithoutEffect, PromotionOver, PromotionUsedUp } from './refusals.ts';
import { isUsedUp, type PromotionFacts, type PromotionTold } from './promotions.ts';

/** What drafting refuses of codes. */
export const couponRefusals = [CouponUnknown, CouponUsedUp, CouponWithoutEffect] as const;
/** What placing refuses besides, of a draft whose promotions ended meanwhile. */
export const redemptionRefusals = [...couponRefusals, PromotionOver, PromotionUsedUp] as const;

/** Whoever gives a code wants its effect: each that has none is refused. */
export const couponsRefused = (codes: readonly string[], { coupons }: PromotionFacts, told: readonly PromotionTold[]): Refusal[] => codes.flatMap((code): Refusal[] => {
  const coupon = coupons.find((each) => each.code === code);
  const found = coupon && told.find(({ promotion }) => promotion.id === coupon.promotionId);
  if (!coupon || !found || !coupon.isActive || found.whyNot === 'INACTIVE') return [CouponUnknown({ couponCode: code })];
  if (found.whyNot === 'COUPON_USED_UP' || found.whyNot === 'USED_UP' || found.whyNot === 'USED_BY_CUSTOMER' || isUsedUp(coupon)) return [CouponUsedUp({ couponCode: code, promotionName: found.promotion.name })];
  if (found.whyNot === null && found.coupon?.id === coupon.id) return [];
  return [CouponWithoutEffect({ couponCode: code, promotionName: found.promotion.name, why: found.whyNot ?? 'NOT_ALONE' })];
});

interface Had { promotion: PromotionRow; coupon: CouponRow | undefined; amount: bigint }

function hadOf(discounts: readonly OrderDiscountRow[], promotions: readonly PromotionRow[], coupons: readonly CouponRow[]): Had[] {
  const ids = [...new Set(discounts.flatMap(({ promotionId }) => promotionId ?? []))];
  return ids.map((id) => {
    const promotion = promotions.find((each) => each.id === id);
    if (!promotion) throw new Error(`promotion ${id} is not loaded`);
    const own = discounts.filter(({ promotionId }) => promotionId === id);
    return { promotion, coupon: coupons.find((each) => each.id === own[0]?.couponId), amount: plus(zero, ...own.map(({ amountMinor }) => amountMinor)) };
  });
}

/** Refuses a draft's promotions that ended or were used up since it was drafted. */
function demandStanding({ promotion, coupon }: Had, customerId: string, redemptions: readonly PromotionRedemptionRow[], on: Day): void {
  const own = redemptions.filter((each) => each.promotionId === promotion.id && each.customerId === customerId && each.givenBackAt === null).length;
  if (!promotion.isActive || promotion.validFrom > on || (promotion.validTo !== null && promotion.validTo < on) || coupon?.isActive === false) throw PromotionOver({ promotionName: promotion.name });
  if (coupon && isUsedUp(coupon)) throw CouponUsedUp({ couponCode: coupon.code, promotionName: promotion.name });
  if (isUsedUp(promotion) || (promotion.perCustomerMax !== null && own >= promotion.perCustomerMax) || (promotion.firstOrderOnly && own > 0)) throw PromotionUsedUp({ promotionName: promotion.name });
}

interface Redeeming { orderId: string; customerId: string; on: Day; discounts: readonly OrderDiscountRow[]; facts: Pick<PromotionFacts, 'promotions' | 'coupons' | 'redemptions'> }

/** The rows that redeem the promotions of an order that is placed; promotions and coupons that are counted are locked. */
export function redeemRows({ orderId, customerId, on, discounts, facts }: Redeeming, ctx: DecideContext): Change[] {
  return hadOf(discounts, facts.promotions, facts.coupons).flatMap((had) => {
    demandStanding(had, customerId, facts.redemptions, on);
    const { promotion, coupon, amount } = had;
    return [
      insert('PromotionRedemption', {
        id: ctx.newId(), promotionId: promotion.id, couponId: coupon?.id ?? null, customerId, orderId, currencyCode: ctx.company.currencyCode,
        amountMinor: amount as PromotionRedemptionRow['amountMinor'], redeemedOn: on, givenBackAt: null,
      }),
      ...(promotion.isCounted ? [update('Promotion', promotion.id, { redeemed: promotion.redeemed + 1 })] : []),
      ...(coupon ? [update('Coupon', coupon.id, { redeemed: coupon.redeemed + 1 })] : []),
    ];
  });
}

/** The rows that give back what a cancelled order had redeemed. */
export const giveBackRows = (redemptions: readonly PromotionRedemptionRow[], promotions: readonly PromotionRow[], coupons: readonly CouponRow[], now: Date): Change[] => redemptions.flatMap((each) => {
  const promotion = promotions.find(({ id }) => id === each.promotionId);
  const coupon = coupons.find(({ id }) => id === each.couponId);
  return [
    update('PromotionRedemption', each.id, { givenBackAt: now }),
    ...(promotion?.isCounted ? [update('Promotion', promotion.id, { redeemed: promotion.redeemed - 1 })] : []),
    ...(coupon ? [update('Coupon', coupon.id, { redeemed: coupon.redeemed - 1 })] : []),
  ];
});
