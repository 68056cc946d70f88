import type { Check } from '../verify.ts';

export const pricingChecks: readonly Check[] = [
  {
    check: 'what was taken off an order line is told in parts that sum to its discount',
    sql: `SELECT l.id, l."grossMinor" - l."netMinor" AS discount, d.parts FROM "OrderLine" l JOIN (SELECT "orderLineId", sum("amountMinor") parts FROM "OrderDiscount" GROUP BY 1) d ON d."orderLineId" = l.id
      WHERE d.parts > l."grossMinor" - l."netMinor" OR (l."discountRate" = 0 AND d.parts <> l."grossMinor" - l."netMinor")`,
  },
  {
    check: 'counted promotions and coupons are redeemed as often as orders have them',
    sql: `SELECT p.id, p.name, p.redeemed, r.standing FROM (SELECT id, name, redeemed FROM "Promotion" WHERE "isCounted" UNION ALL SELECT id, code, redeemed FROM "Coupon") p
      LEFT JOIN (SELECT of, count(*) standing FROM "PromotionRedemption" r, LATERAL (VALUES (r."promotionId"), (r."couponId")) x(of) WHERE r."givenBackAt" IS NULL AND of IS NOT NULL GROUP BY 1) r ON r.of = p.id
      WHERE p.redeemed <> coalesce(r.standing, 0)`,
  },
  {
    check: 'a placed order has redeemed the promotions of its lines, and a cancelled one has given them back',
    sql: `SELECT o.id, o.number, d."promotionId", d.amount, r.amount AS redeemed FROM "Order" o
      JOIN (SELECT "orderId", "promotionId", sum("amountMinor") amount FROM "OrderDiscount" WHERE kind = 'PROMOTION' GROUP BY 1, 2) d ON d."orderId" = o.id
      LEFT JOIN (SELECT "orderId", "promotionId", sum("amountMinor") amount FROM "PromotionRedemption" WHERE "givenBackAt" IS NULL GROUP BY 1, 2) r ON r."orderId" = d."orderId" AND r."promotionId" = d."promotionId"
      WHERE coalesce(r.amount, 0) <> CASE WHEN o.status IN ('DRAFT', 'CANCELLED') THEN 0 ELSE d.amount END`,
  },
  {
    check: 'no price list rests on itself',
    sql: `WITH RECURSIVE chain AS (SELECT id, "baseListId", ARRAY[id] AS seen FROM "PriceList" WHERE "baseListId" IS NOT NULL
        UNION ALL SELECT c.id, l."baseListId", c.seen || l.id FROM chain c JOIN "PriceList" l ON l.id = c."baseListId" WHERE NOT l.id = ANY(c.seen))
      SELECT id, seen FROM chain WHERE "baseListId" = ANY(seen)`,
  },
];
