// Pure: how goods are taken in. Rules are of a supplier's product, of a product, of a supplier, or of all; the narrowest that
// says something about a matter decides it.
import type { PurchaseOrderLineRow, ReceivingRuleRow } from '../generated/rows.ts';
import { add, fewest, most, none, subtract, type Quantity } from '../shared/quantity.ts';

type Rule = Pick<ReceivingRuleRow, 'supplierId' | 'productId' | 'inspects' | 'overRate' | 'overQuantity'>;

/** The rules that are about a supplier's product, the narrowest first. */
const about = (rules: readonly Rule[], supplierId: string, productId: string): Rule[] => {
  const width = (rule: Rule) => (rule.productId ? 0 : 2) + (rule.supplierId ? 0 : 1);
  return rules.filter((rule) => (rule.supplierId === null || rule.supplierId === supplierId) && (rule.productId === null || rule.productId === productId))
    .sort((a, b) => width(a) - width(b));
};

/** Whether goods are held back until somebody has looked at them. */
export const isInspected = (rules: readonly Rule[], supplierId: string, productId: string): boolean =>
  about(rules, supplierId, productId).find((rule) => rule.inspects !== null)?.inspects ?? false;

/**
 * How much more than ordered may come: a fraction of what was ordered, or units; where a rule has both, the lesser. Rounded
 * down to what the product's unit allows.
 */
export function toleratedOver(rules: readonly Rule[], supplierId: string, productId: string, ordered: Quantity, decimals: number): Quantity {
  const rule = about(rules, supplierId, productId).find(({ overRate, overQuantity }) => overRate !== null || overQuantity !== null);
  if (!rule) return none;
  const byRate = rule.overRate === null ? undefined : (ordered * rule.overRate) / 1_000_000n as Quantity;
  const units = byRate === undefined ? rule.overQuantity ?? none : rule.overQuantity === null ? byRate : fewest(byRate, rule.overQuantity);
  const step = 10n ** BigInt(6 - decimals);
  return ((units / step) * step) as Quantity;
}

/** The most that may still come of a line. */
export const mostToCome = (line: Pick<PurchaseOrderLineRow, 'quantity' | 'received'>, over: Quantity): Quantity =>
  most(none, subtract(add(line.quantity, over), line.received));
