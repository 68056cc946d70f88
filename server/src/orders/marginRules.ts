// Pure: whether an order leaves what it must, and who may let it pass.
import type { ApprovalLimitRow, ApprovalRow, OrderDiscountRow, OrderLineRow, OrderRow, PromotionRow } from '../generated/rows.ts';
import { marginsShort, worstOf, type MarginFacts, type MarginShort } from '../pricing/margins.ts';
import type { Sellable } from '../pricing/priceOf.ts';
import { MarginTooLow } from '../pricing/refusals.ts';
import { inCompany, plus, type Minor } from '../shared/money.ts';
import { printRate, type Rate } from '../shared/quantity.ts';
import type { Context, Viewer } from '../shared/viewer.ts';
import type { Change } from '../shared/write.ts';
import { limitRowOf, useApprovalRows } from '../work/rules.ts';

interface Judged {
  products: ReadonlyMap<string, Sellable>; margins: MarginFacts;
  /** Those of the discounts: what an exempt one takes off does not count. */
  promotions: readonly PromotionRow[];
}

type Line = Pick<OrderLineRow, 'id' | 'productId' | 'description' | 'quantity' | 'netMinor'>;

/** The lines of an order that leave too little, in company money. */
export function orderMargins(lines: readonly Line[], discounts: readonly OrderDiscountRow[], { products, margins, promotions }: Judged, order: Pick<OrderRow, 'currencyCode' | 'exchangeRate'>, currencyCode: string): MarginShort[] {
  const worth = (amount: Minor) => inCompany(amount, order.exchangeRate, order.currencyCode, currencyCode);
  if (margins.rules.length === 0) return [];
  const exempt = new Set(promotions.filter(({ isMarginExempt }) => isMarginExempt).map(({ id }) => id));
  return marginsShort(lines.map((line) => ({
    productId: line.productId, categoryId: products.get(line.productId)?.categoryId ?? null, name: line.description, quantity: line.quantity,
    net: worth(plus(line.netMinor, ...discounts.filter((each) => each.orderLineId === line.id && exempt.has(each.promotionId ?? '')).map(({ amountMinor }): Minor => amountMinor))),
  })), products, margins, currencyCode);
}

/** Somebody of the role may let so much pass alone: both the money and the points, where the limit tells points. */
const sufficesAlone = (limits: readonly ApprovalLimitRow[], viewer: Viewer, { short, points }: { short: Minor; points: Rate }): boolean => {
  const own = limitRowOf(limits, 'MARGIN_OVERRIDE', viewer);
  return own !== undefined && short <= own.amountMinor && (own.rate === null || points <= own.rate);
};

/** As a percentage, for people. */
export const asPercent = (rate: Rate): string => printRate((rate * 100n) as Rate);

/**
 * Refuses MARGIN_TOO_LOW unless the role of who places it may let it pass, or an approval covers it; gives the rows that use
 * the approval up. The refusal does not tell the cost: not everybody who sells may know it.
 */
export function demandMargin(order: Pick<OrderRow, 'id' | 'currencyCode' | 'exchangeRate'>, lines: readonly OrderLineRow[], discounts: readonly OrderDiscountRow[],
  facts: Judged & { approvals: readonly ApprovalRow[]; limits: readonly ApprovalLimitRow[] }, { viewer, company }: Pick<Context, 'viewer' | 'company'>): Change[] {
  const shorts = orderMargins(lines, discounts, facts, order, company.currencyCode);
  const [first] = shorts;
  if (!first) return [];
  const worst = worstOf(shorts);
  if (sufficesAlone(facts.limits, viewer, worst)) return [];
  const approval = facts.approvals.find((each) => each.kind === 'MARGIN_OVERRIDE' && each.status === 'APPROVED' && (each.amountMinor ?? 0n) >= worst.short && (each.rate === null || each.rate >= worst.points));
  if (approval) return useApprovalRows(approval);
  throw MarginTooLow({ order: order.id, productName: first.name, minimum: asPercent(first.minimum), lines: shorts.length });
}
