// Promotions and codes that a second person answers: what they give is set beside the list prices of today.
import sql, { type Sql } from 'sql-template-tag';
import type { PromotionRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { optional, text } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import type { UnitPrice } from '../shared/quantity.ts';
import { decodeValue } from '../shared/tables.ts';
import type { Context } from '../shared/viewer.ts';
import { loadPriceControls, type PriceControls } from './priceControl.ts';
import { toldGives, type PriceRange, type PromotionPrices } from './promotionConcession.ts';

/** Why, for a second person. */
export const reasonInput = { ...optional(text({ max: 1000, lines: true })), describe: 'Needed where a second person is asked.' };

type Covers = Pick<PromotionRow, 'productIds' | 'categoryIds' | 'getProductIds'>;

async function rangeOf(tx: Tx, ctx: Context, of: Sql): Promise<PriceRange | undefined> {
  const [row] = await tx.rows<{ most: string | null; least: string | null }>(sql`SELECT max(l."unitPrice")::text AS most, min(l."unitPrice")::text AS least FROM "ListPrice" l JOIN "Product" p ON p.id = l."productId"
    WHERE l."currencyCode" = ${ctx.company.currencyCode} AND l."unitPrice" > 0 AND l."validFrom" <= ${ctx.today}::date AND (l."validTo" IS NULL OR l."validTo" >= ${ctx.today}::date) AND NOT p."isDiscontinued" AND ${of}`);
  return row?.most == null || row.least === null ? undefined : { most: decodeValue('price', row.most) as UnitPrice, least: decodeValue('price', row.least) as UnitPrice };
}

/** The list prices that a promotion takes something off. */
export async function loadPromotionPrices(tx: Tx, ctx: Context, { productIds, categoryIds, getProductIds }: Covers): Promise<PromotionPrices> {
  const covered = await rangeOf(tx, ctx, productIds.length + categoryIds.length === 0 ? sql`TRUE` : sql`(p.id::text = ANY(${productIds}::text[]) OR p."categoryId"::text = ANY(${categoryIds}::text[]))`);
  return { covered, got: getProductIds.length === 0 ? covered : await rangeOf(tx, ctx, sql`p.id::text = ANY(${getProductIds}::text[])`), companyCode: ctx.company.currencyCode };
}

/** What waits of a promotion already: of its terms, of all its generated codes, or of one code. */
export const loadPromotionControls = (tx: Tx, promotionId: string, about: string): Promise<PriceControls> =>
  loadPriceControls(tx, { field: 'PROMOTION', customerId: null, promotionId, about });

/** Controls of a promotion that is about to be made, not in force yet: it is to be found as it was made. */
export const controlsOfNew = ({ limits, days }: Pick<PriceControls, 'limits' | 'days'>, promotionId: string): PriceControls => ({
  limits, days, waiting: [], about: { field: 'PROMOTION', customerId: null, promotionId, about: 'terms' }, known: { groupId: null, standing: `${promotionId} 1` },
});

/** A promotion as a second person reads it: what it gives, off what, to whom, and when. */
export function toldPromotion(promotion: PromotionRow, { company: { locale } }: Pick<DecideContext, 'company'>): string {
  const { productIds, categoryIds, customerIds, groupIds, validFrom, validTo, isActive } = promotion;
  return [
    toldGives(promotion), message(locale, 'change.covers', { count: productIds.length + categoryIds.length }), message(locale, 'change.forWhom', { count: customerIds.length + groupIds.length }), `${validFrom} – ${validTo ?? ''}`, ...(isActive ? [] : ['✕']),
  ].join(', ');
}
