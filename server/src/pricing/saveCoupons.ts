import { randomInt } from 'node:crypto';
import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { boolean, id, integer, optional, text } from '../shared/input.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';
import { codeOf } from './promotionParts.ts';
import { CouponCodeTaken } from './refusals.ts';

// Neither 0 nor O, neither 1 nor I: codes are read aloud.
const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const randomCode = (prefix: string): string => prefix + Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('');
const pattern = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

export const createCoupon = action({
  name: 'createCoupon', describe: 'Adds a code that many may share, as often as it serves.', permission: 'promotions.manage',
  input: { promotionId: id('Promotion'), code: text({ max: 40, min: 3, pattern }), redemptionsMax: { ...optional(integer({ min: 1, max: 1_000_000_000 })), describe: 'How often it serves; any number when left out.' } },
  refusals: [CouponCodeTaken], payload: { coupon: 'record:Coupon', promotion: 'record:Promotion' },
  load: async (tx, { promotionId, code }) => ({
    promotion: await lockRow(tx, 'Promotion', promotionId), taken: await selectRows(tx, 'Coupon', sql`t.code = ${codeOf(code)}`),
  }),
  decide: ({ promotion, taken }, { code: typed, redemptionsMax }, ctx) => {
    const code = codeOf(typed);
    if (taken.length > 0) throw CouponCodeTaken({ couponCode: code });
    if (!promotion.needsCoupon) throw fieldRefused(['promotionId'], 'promotion_without_coupon');
    const coupon = ctx.newId();
    return {
      rows: [insert('Coupon', { id: coupon, companyId: ctx.company.id, promotionId: promotion.id, code, redemptionsMax: redemptionsMax ?? null })],
      events: [{ kind: 'couponCreated', subjectType: 'Promotion', subjectId: promotion.id, data: { code, redemptionsMax: redemptionsMax ?? null } }],
      result: { coupon, promotion: promotion.id },
    };
  },
});

export const generateCoupons = action({
  name: 'generateCoupons', describe: 'Makes codes that nobody guesses, each of which serves once.', permission: 'promotions.manage',
  input: { promotionId: id('Promotion'), count: integer({ min: 1, max: 5_000 }), prefix: optional(text({ max: 20, pattern })) },
  refusals: [], payload: { promotion: 'record:Promotion', count: 'int' },
  load: async (tx, { promotionId, count, prefix }) => {
    const promotion = await lockRow(tx, 'Promotion', promotionId);
    const start = prefix ? codeOf(prefix) : '';
    const codes = new Set<string>();
    while (codes.size < count) codes.add(randomCode(start));
    const taken = await tx.rows<{ code: string }>(sql`SELECT code FROM "Coupon" WHERE code = ANY(${[...codes]}::text[])`);
    for (const { code } of taken) codes.delete(code);
    return { promotion, codes: [...codes] };
  },
  decide: ({ promotion, codes }, _input, ctx) => {
    if (!promotion.needsCoupon) throw fieldRefused(['promotionId'], 'promotion_without_coupon');
    return {
      rows: codes.map((code) => insert('Coupon', { id: ctx.newId(), companyId: ctx.company.id, promotionId: promotion.id, code, redemptionsMax: 1 })),
      events: [{ kind: 'couponsGenerated', subjectType: 'Promotion', subjectId: promotion.id, data: { count: codes.length } }],
      result: { promotion: promotion.id, count: codes.length },
    };
  },
});

export const setCouponActive = action({
  name: 'setCouponActive', describe: 'Stops a code from serving, or lets it serve again.', permission: 'promotions.manage',
  input: { couponId: id('Coupon'), isActive: boolean() }, refusals: [], payload: { coupon: 'record:Coupon' },
  load: (tx, { couponId }) => lockRow(tx, 'Coupon', couponId),
  decide: (coupon, { isActive }) => ({
    rows: [update('Coupon', coupon.id, { isActive, version: coupon.version + 1 })],
    events: [{ kind: isActive ? 'couponResumed' : 'couponStopped', subjectType: 'Promotion', subjectId: coupon.promotionId, data: { code: coupon.code } }],
    result: { coupon: coupon.id },
  }),
});
