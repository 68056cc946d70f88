import { randomInt } from 'node:crypto';
import sql from 'sql-template-tag';
import { ChangeWaits } from '../customers/refusals.ts';
import type { PromotionRow } from '../generated/rows.ts';
import { action, type DecideContext } from '../shared/action.ts';
import { boolean, id, integer, optional, text } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';
import { controlledPrices } from './priceControl.ts';
import { offPromotion, type PromotionPrices } from './promotionConcession.ts';
import { loadPromotionControls, loadPromotionPrices, reasonInput, toldPromotion } from './promotionControl.ts';
import { codeOf } from './promotionParts.ts';
import { CouponCodeTaken } from './refusals.ts';

// Neither 0 nor O, neither 1 nor I: codes are read aloud.
const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const randomCode = (prefix: string): string => prefix + Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('');
const pattern = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/** What codes of a promotion give to who has them; while it is not active nothing: that it becomes so is asked about. */
const told = (promotion: PromotionRow, prices: PromotionPrices, codes: string, reason: string | null | undefined, ctx: DecideContext) =>
  ({ name: promotion.name, reason, stake: promotion.isActive ? offPromotion(promotion, prices) : undefined, before: '–', after: `${codes}: ${toldPromotion(promotion, ctx)}` });

export const createCoupon = action({
  name: 'createCoupon', permission: 'promotions.manage',
  describe: 'Adds a code that many may share, as often as it serves. Of an active promotion that takes more off the list prices than the own limit allows it waits for a second person.',
  input: { promotionId: id('Promotion'), code: text({ max: 40, min: 3, pattern }), redemptionsMax: { ...optional(integer({ min: 1, max: 1_000_000_000 })), describe: 'How often it serves; any number when left out.' }, reason: reasonInput },
  refusals: [CouponCodeTaken, ChangeWaits], payload: { coupon: 'record:Coupon', promotion: 'record:Promotion', change: 'record:CustomerChange' },
  load: async (tx, { promotionId, code }, ctx) => {
    const promotion = await lockRow(tx, 'Promotion', promotionId);
    return { promotion, taken: await selectRows(tx, 'Coupon', sql`t.code = ${codeOf(code)}`), controls: await loadPromotionControls(tx, promotionId, codeOf(code)), prices: await loadPromotionPrices(tx, ctx, promotion) };
  },
  decide: ({ promotion, taken, controls, prices }, { code: typed, redemptionsMax, reason }, ctx) => {
    const code = codeOf(typed);
    if (taken.length > 0) throw CouponCodeTaken({ couponCode: code });
    if (!promotion.needsCoupon) throw fieldRefused(['promotionId'], 'promotion_without_coupon');
    const coupon = ctx.newId();
    return controlledPrices({
      rows: [insert('Coupon', { id: coupon, companyId: ctx.company.id, promotionId: promotion.id, code, redemptionsMax: redemptionsMax ?? null })],
      events: [{ kind: 'couponCreated', subjectType: 'Promotion', subjectId: promotion.id, data: { code, redemptionsMax: redemptionsMax ?? null } }],
      result: { coupon, promotion: promotion.id },
    }, told(promotion, prices, redemptionsMax ? `${redemptionsMax} × ${code}` : code, reason, ctx), controls, { coupon: null }, ctx);
  },
});

export const generateCoupons = action({
  name: 'generateCoupons', permission: 'promotions.manage',
  describe: 'Makes codes that nobody guesses, each of which serves once. Of an active promotion that takes more off the list prices than the own limit allows they wait for a second person.',
  input: { promotionId: id('Promotion'), count: integer({ min: 1, max: 5_000 }), prefix: optional(text({ max: 20, pattern })), reason: reasonInput },
  refusals: [ChangeWaits], payload: { promotion: 'record:Promotion', count: 'int', change: 'record:CustomerChange' },
  load: async (tx, { promotionId, count, prefix }, ctx) => {
    const promotion = await lockRow(tx, 'Promotion', promotionId);
    const start = prefix ? codeOf(prefix) : '';
    const codes = new Set<string>();
    while (codes.size < count) codes.add(randomCode(start));
    const taken = await tx.rows<{ code: string }>(sql`SELECT code FROM "Coupon" WHERE code = ANY(${[...codes]}::text[])`);
    for (const { code } of taken) codes.delete(code);
    return { promotion, codes: [...codes], controls: await loadPromotionControls(tx, promotionId, 'codes'), prices: await loadPromotionPrices(tx, ctx, promotion) };
  },
  decide: ({ promotion, codes, controls, prices }, { reason }, ctx) => {
    if (!promotion.needsCoupon) throw fieldRefused(['promotionId'], 'promotion_without_coupon');
    return controlledPrices({
      rows: codes.map((code) => insert('Coupon', { id: ctx.newId(), companyId: ctx.company.id, promotionId: promotion.id, code, redemptionsMax: 1 })),
      events: [{ kind: 'couponsGenerated', subjectType: 'Promotion', subjectId: promotion.id, data: { count: codes.length } }],
      result: { promotion: promotion.id, count: codes.length },
    }, told(promotion, prices, message(ctx.company.locale, 'change.codes', { count: codes.length }), reason, ctx), controls, { count: 0 }, ctx);
  },
});

export const setCouponActive = action({
  name: 'setCouponActive', permission: 'promotions.manage',
  describe: 'Stops a code from serving, or lets it serve again: where its promotion takes more off the list prices than the own limit allows, that waits for a second person.',
  input: { couponId: id('Coupon'), isActive: boolean(), reason: reasonInput }, refusals: [ChangeWaits], payload: { coupon: 'record:Coupon', change: 'record:CustomerChange' },
  load: async (tx, { couponId }, ctx) => {
    const promotion = await lockRow(tx, 'Promotion', (await readRow(tx, 'Coupon', couponId)).promotionId);
    const coupon = await lockRow(tx, 'Coupon', couponId);
    return { promotion, coupon, controls: await loadPromotionControls(tx, promotion.id, coupon.code), prices: await loadPromotionPrices(tx, ctx, promotion) };
  },
  decide: ({ promotion, coupon, controls, prices }, { isActive, reason }, ctx) => {
    const asked = told(promotion, prices, coupon.code, reason, ctx);
    return controlledPrices({
      rows: [update('Coupon', coupon.id, { isActive, version: coupon.version + 1 })],
      events: [{ kind: isActive ? 'couponResumed' : 'couponStopped', subjectType: 'Promotion', subjectId: coupon.promotionId, data: { code: coupon.code } }],
      result: { coupon: coupon.id },
    }, { ...asked, stake: isActive && !coupon.isActive ? asked.stake : undefined }, controls, {}, ctx);
  },
});
