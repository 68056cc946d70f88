// Pure: what must be left of a price, and what is lacking.
import type { MarginBasis, MarginRuleRow } from '../generated/rows.ts';
import { currencyExponent, minus, plus, zero, type Minor } from '../shared/money.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import type { Quantity, Rate, UnitPrice } from '../shared/quantity.ts';
import type { Sellable } from './priceOf.ts';

/** What one unit of a product costs the firm; null: not known. */
export interface UnitCosts { productId: string; average: UnitPrice | null; last: UnitPrice | null }
export interface MarginFacts { rules: readonly MarginRuleRow[]; costs: ReadonlyMap<string, UnitCosts> }

export interface MarginLine { productId: string; categoryId: string | null; name: string; quantity: Quantity; net: Minor }
/** A line below its minimum: by how much in money, and in points of the net price. */
export interface MarginShort { line: number; name: string; minimum: Rate; margin: Rate | null; cost: Minor; net: Minor; short: Minor; points: Rate }

const WHOLE = 1_000_000n;

/** The rule of a product: its own, its category's, the company's. */
export const marginRuleOf = (rules: readonly MarginRuleRow[], of: { productId: string; categoryId: string | null }): MarginRuleRow | undefined =>
  rules.find((rule) => rule.productId === of.productId) ?? rules.find((rule) => rule.productId === null && rule.categoryId !== null && rule.categoryId === of.categoryId)
    ?? rules.find((rule) => rule.productId === null && rule.categoryId === null);

const costBy = (costs: UnitCosts | undefined, basis: MarginBasis): UnitPrice | null => (basis === 'LAST' ? costs?.last ?? costs?.average : costs?.average ?? costs?.last) ?? null;

/** What one unit costs; of a kit the sum of its parts; null where a part of it is not known. Services cost nothing. */
export function unitCostOf(product: Pick<Sellable, 'id' | 'isStocked' | 'components'>, costs: ReadonlyMap<string, UnitCosts>, basis: MarginBasis): UnitPrice | null {
  if (product.components.length === 0) return costBy(costs.get(product.id), basis);
  return product.components.reduce<UnitPrice | null>((sum, { productId, perKit }) => {
    const cost = costBy(costs.get(productId), basis);
    return sum === null || cost === null ? null : (sum + roundedQuotient(cost * perKit, WHOLE)) as UnitPrice;
  }, 0n as UnitPrice);
}

/** Units at a unit cost, in money. */
export const costOfUnits = (unitCost: UnitPrice, quantity: Quantity, currencyCode: string): Minor =>
  roundedQuotient(unitCost * quantity, 10n ** BigInt(14 - (currencyExponent(currencyCode) ?? 2))) as Minor;

/** What of a net price is left after the cost, as a fraction; null where nothing is paid. */
export const marginOf = (net: Minor, cost: Minor): Rate | null => (net === zero ? null : roundedQuotient((net - cost) * WHOLE, net) as Rate);

/** The lines that leave less than their rules demand. Lines whose cost is not known are not judged. */
export function marginsShort(lines: readonly MarginLine[], products: ReadonlyMap<string, Sellable>, { rules, costs }: MarginFacts, currencyCode: string): MarginShort[] {
  if (rules.length === 0) return [];
  return lines.flatMap(({ productId, categoryId, name, quantity, net }, line): MarginShort[] => {
    const rule = marginRuleOf(rules, { productId, categoryId });
    const product = products.get(productId);
    const unitCost = rule && product ? unitCostOf(product, costs, rule.basis) : null;
    if (!rule || unitCost === null) return [];
    const cost = costOfUnits(unitCost, quantity, currencyCode);
    const keep = WHOLE - rule.minimum;
    const needed = cost === zero ? zero : ((cost * WHOLE + keep - 1n) / keep) as Minor;
    if (net >= needed) return [];
    const margin = marginOf(net, cost);
    return [{ line, name, minimum: rule.minimum, margin, cost, net, short: minus(needed, net), points: (rule.minimum - (margin ?? (-WHOLE as Rate))) as Rate }];
  });
}

/** All that is lacking, and the worst of the points. */
export const worstOf = (shorts: readonly MarginShort[]): { short: Minor; points: Rate } => ({
  short: plus(zero, ...shorts.map(({ short }) => short)), points: shorts.reduce((worst, { points }) => (points > worst ? points : worst), 0n as Rate),
});
