// Loading of promotions and coupons: for several requests at once, and by statements of their own.
import sql, { type Sql } from 'sql-template-tag';
import type { Queryable } from '../shared/db.ts';
import type { Known } from '../shared/known.ts';
import { joined, locked, read, type Part } from '../shared/parts.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import type { PromotionFacts } from './promotions.ts';

export const codeOf = (typed: string): string => typed.trim().toUpperCase();
const isOn = (from: Day, to: Day): Sql => sql`(t."isActive" AND t."validFrom" <= ${to} AND (t."validTo" IS NULL OR t."validTo" >= ${from}))`;

interface Asked {
  /** An array of the customers' ids. */
  customers: Sql;
  from: Day; to: Day;
  codes: readonly string[];
  /** There are orders (part `orders`) that have promotions already. */
  hasOrders: boolean;
  hasGiven: boolean;
}

/**
 * Parts with the promotions that orders have or may have. What is counted is locked, and guards its redemptions: the last
 * one goes to one order.
 */
export function promotionParts(ctx: Context, { customers, from, to, codes, hasOrders, hasGiven }: Asked): Part[] {
  const had = sql`t.id IN (SELECT d."promotionId" FROM order_discounts d)`;
  const ofCodes = codes.length > 0 ? sql`t."needsCoupon" AND t.id IN (SELECT c."promotionId" FROM "Coupon" c WHERE c.code = ANY(${[...codes]}::text[]))` : sql`FALSE`;
  const may = hasGiven ? sql`(${isOn(from, to)} AND (NOT t."needsCoupon" OR ${ofCodes}))` : sql`FALSE`;
  const either = sql`(${hasOrders ? sql`${had} OR ${may}` : may})`;
  const hadCoupons = hasOrders ? sql`t.id IN (SELECT d."couponId" FROM order_discounts d)` : sql`FALSE`;
  return [
    ...(hasOrders ? [read('order_discounts', 'OrderDiscount', sql`t."orderId" = ANY(ARRAY(SELECT id FROM orders))`)] : []),
    locked('counted_promotions', 'Promotion', sql`t."companyId" = ${ctx.company.id} AND t."isCounted" AND ${either}`, { guards: true }),
    read('free_promotions', 'Promotion', sql`t."companyId" = ${ctx.company.id} AND NOT t."isCounted" AND ${either}`),
    ...(hasOrders || codes.length > 0 ? [locked('coupons', 'Coupon', sql`t.code = ANY(${[...codes]}::text[]) OR ${hadCoupons}`)] : []),
    read('redemptions', 'PromotionRedemption', sql`t."promotionId" IN (SELECT id FROM counted_promotions) AND t."customerId" = ANY(${customers}) AND t."givenBackAt" IS NULL`),
    ...(hasGiven ? [joined('ordered_before', sql`SELECT c AS "customerId" FROM unnest(${customers}) c WHERE EXISTS (SELECT FROM counted_promotions p WHERE p."firstOrderOnly")
      AND EXISTS (SELECT FROM "Order" o WHERE o."customerId" = c AND o.status NOT IN ('DRAFT', 'CANCELLED'))`)] : []),
  ];
}

/** The promotions that an order with codes may have, as a group knows them. */
export const promotionsOf = (known: Known, customerId: string, codes: readonly string[]): PromotionFacts => {
  const coupons = known.rows('Coupon', ({ code }) => codes.includes(code));
  return {
    coupons, promotions: known.rows('Promotion', (row) => !row.needsCoupon || coupons.some(({ promotionId }) => promotionId === row.id)),
    redemptions: known.rows('PromotionRedemption', (row) => row.customerId === customerId && row.givenBackAt === null),
    hasOrdered: known.joined('ordered_before').some((row) => row.customerId === customerId),
  };
};

/** The same by statements of their own, for drafts and previews: nothing is locked. */
export async function loadPromotions(tx: Queryable, ctx: Context, customerId: string | null, on: Day, codes: readonly string[]): Promise<PromotionFacts> {
  const coupons = codes.length > 0 ? await selectRows(tx, 'Coupon', sql`t.code = ANY(${[...codes]}::text[])`) : [];
  const promotions = await selectRows(tx, 'Promotion', sql`t."companyId" = ${ctx.company.id} AND (t.id = ANY(${coupons.map(({ promotionId }) => promotionId)}::uuid[])
    OR (NOT t."needsCoupon" AND ${isOn(on, on)}))`);
  const counted = promotions.filter(({ isCounted }) => isCounted).map(({ id }) => id);
  if (counted.length === 0 || customerId === null) return { coupons, promotions, redemptions: [], hasOrdered: false };
  const redemptions = await selectRows(tx, 'PromotionRedemption', sql`t."promotionId" = ANY(${counted}::uuid[]) AND t."customerId" = ${customerId} AND t."givenBackAt" IS NULL`);
  const [ordered] = promotions.some(({ firstOrderOnly }) => firstOrderOnly)
    ? await tx.rows(sql`SELECT 1 FROM "Order" o WHERE o."customerId" = ${customerId} AND o.status NOT IN ('DRAFT', 'CANCELLED') LIMIT 1`) : [];
  return { coupons, promotions, redemptions, hasOrdered: ordered !== undefined };
}
