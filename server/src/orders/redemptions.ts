// What an order that is given up whole gives back.
import sql from 'sql-template-tag';
import type { CouponRow, PromotionRedemptionRow, PromotionRow } from '../generated/rows.ts';
import { giveBackRows } from '../pricing/coupons.ts';
import type { Tx } from '../shared/db.ts';
import { selectRows } from '../shared/rows.ts';
import type { Change } from '../shared/write.ts';

interface Redeemed { redemptions: PromotionRedemptionRow[]; promotions: PromotionRow[]; coupons: CouponRow[] }

/** What a placed order has redeemed, with its promotions and coupons locked. */
export async function loadRedemptions(tx: Tx, orderId: string): Promise<Redeemed> {
  const had = await selectRows(tx, 'PromotionRedemption', sql`t."orderId" = ${orderId} AND t."givenBackAt" IS NULL`);
  if (had.length === 0) return { redemptions: [], promotions: [], coupons: [] };
  const promotions = await selectRows(tx, 'Promotion', sql`t.id = ANY(${had.map(({ promotionId }) => promotionId)}::uuid[]) AND t."isCounted"`, { lock: true });
  const coupons = await selectRows(tx, 'Coupon', sql`t.id = ANY(${had.flatMap(({ couponId }) => couponId ?? [])}::uuid[])`, { lock: true });
  return { redemptions: had, promotions, coupons };
}

/** The rows that let others have the promotions and coupons of an order of which nothing was shipped. */
export const givenBackRows = ({ redemptions, promotions, coupons }: Redeemed, now: Date): Change[] => giveBackRows(redemptions, promotions, coupons, now);
