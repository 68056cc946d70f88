import { refusal } from '../shared/refusal.ts';

export const PriceOverlap = refusal('PRICE_OVERLAP', { productName: 'text', price: 'text', validFrom: 'day', validTo: 'text' });
export const PriceEnded = refusal('PRICE_ENDED', { validTo: 'day' });
/** Nobody knows the code, or it does not serve any more. */
export const CouponUnknown = refusal('COUPON_UNKNOWN', { couponCode: 'text' });
export const CouponUsedUp = refusal('COUPON_USED_UP', { couponCode: 'text', promotionName: 'text' });
/** The order does not meet the conditions of its promotion; why: PromotionWhyNot. */
export const CouponWithoutEffect = refusal('COUPON_WITHOUT_EFFECT', { couponCode: 'text', promotionName: 'text', why: 'text' });
/** The draft has a promotion that has ended: update its prices. */
export const PromotionOver = refusal('PROMOTION_OVER', { promotionName: 'text' });
export const PromotionUsedUp = refusal('PROMOTION_USED_UP', { promotionName: 'text' });
export const MarginTooLow = refusal('MARGIN_TOO_LOW', { order: 'id:Order', productName: 'text', minimum: 'text', lines: 'int' });
/** There is nothing to ask for. */
export const MarginSuffices = refusal('MARGIN_SUFFICES', { order: 'id:Order' });
/** For those who may know costs: a warning while an order is typed. */
export const MarginBelow = refusal('MARGIN_BELOW', { productName: 'text', margin: 'text', minimum: 'text' });
/** Another list rests on it. */
export const PriceListUsed = refusal('PRICE_LIST_USED', { name: 'text' });
/** Another list of the same customer, group or channel has that place. */
export const PriorityTaken = refusal('PRIORITY_TAKEN', { priority: 'int' });
/** The code is of another promotion or there already. */
export const CouponCodeTaken = refusal('COUPON_CODE_TAKEN', { couponCode: 'text' });
/** The agreement cannot be called off from on that day. */
export const FrameworkNotInForce = refusal('FRAMEWORK_NOT_IN_FORCE', { framework: 'id:Framework', frameworkNumber: 'text', status: 'text', validTo: 'day' });
/** More than is left of the agreement; up to what is allowed somebody who may can go for a reason. */
export const FrameworkExceeded = refusal('FRAMEWORK_EXCEEDED', { framework: 'id:Framework', frameworkNumber: 'text', productName: 'text', wanted: 'quantity', left: 'quantity', allowed: 'quantity' });
/** The same of its value. */
export const FrameworkAmountExceeded = refusal('FRAMEWORK_AMOUNT_EXCEEDED', { framework: 'id:Framework', frameworkNumber: 'text', wanted: 'money', left: 'money', allowed: 'money' });
/** The order is in another currency than the agreement that its lines name. */
export const FrameworkCurrency = refusal('FRAMEWORK_CURRENCY', { framework: 'id:Framework', frameworkNumber: 'text', currency: 'text' });
export const frameworkRefusals = [FrameworkCurrency, FrameworkNotInForce, FrameworkExceeded, FrameworkAmountExceeded] as const;
