// Pure: how much of a deposit is tax, and how much of it an invoice takes.
import type { DepositTaxRuleRow, OrderLineRow } from '../generated/rows.ts';
import type { HeldTax } from '../payments/heldTax.ts';
import { least, minor, plus, share, split, take, zero, type Minor } from '../shared/money.ts';
import type { Rate } from '../shared/quantity.ts';

type TaxRule = Pick<DepositTaxRuleRow, 'country' | 'taxCodeId' | 'isDue'>;

/** Whether tax is due when a deposit is received: the most particular rule counts, the country before the code. Without a rule it is not. */
export function isDueOnReceipt(rules: readonly TaxRule[], country: string | null, taxCodeId: string | null): boolean {
  const fits = rules.filter((rule) => (rule.country === null || rule.country.toLowerCase() === country?.toLowerCase()) && (rule.taxCodeId === null || rule.taxCodeId === taxCodeId));
  const weight = (rule: TaxRule) => (rule.country === null ? 0 : 2) + (rule.taxCodeId === null ? 0 : 1);
  return fits.sort((a, b) => weight(b) - weight(a))[0]?.isDue ?? false;
}

/** What is taxed by one code: with its tax, and the tax in it. */
interface Taxed { taxCodeId: string | null; total: Minor; tax: Minor }
export const taxedParts = (lines: readonly Pick<OrderLineRow, 'taxCodeId' | 'netMinor' | 'taxMinor'>[], freight: Minor): Taxed[] => [
  ...[...Map.groupBy(lines, ({ taxCodeId }) => taxCodeId)].map(([taxCodeId, of]) => ({
    taxCodeId, total: plus(...of.map((line) => plus(line.netMinor, line.taxMinor))), tax: plus(...of.map(({ taxMinor }) => taxMinor)),
  })),
  ...(freight > 0n ? [{ taxCodeId: null, total: freight, tax: zero }] : []),
];

/** Base and tax of a deposit by code, where they are due on receipt: it is for each part by what that comes to (largest remainder). Null: none is. */
export function depositTaxes(amount: Minor, parts: readonly Taxed[], isDue: (taxCodeId: string) => boolean): HeldTax[] | null {
  const amounts = split(amount, parts.map(({ total }) => total));
  const due = parts.flatMap(({ taxCodeId, total, tax }, index): HeldTax[] => {
    const part = amounts[index] ?? zero;
    if (taxCodeId === null || part === zero || !isDue(taxCodeId)) return [];
    const own = take({ units: total, value: tax }, part);
    return [{ taxCodeId, net: String(part - own), tax: String(own) }];
  });
  return due.length > 0 ? due : null;
}

/** What a share of an order's total, or the amount named, comes to. */
export const askedAmount = (total: Minor, { amount, share: part }: { amount?: Minor | null; share?: Rate | null }): Minor => amount ?? share(total, part ?? (0n as Rate));

/** What a deposit is for: an invoice of the order, or (last) what is not invoiced yet. */
export interface Claimant { total: Minor; open: Minor }

/**
 * How much of what is held each invoice takes: held money is for the invoices not yet served and for what is to be invoiced
 * later by what they come to (largest remainder), never more than is open; once all is invoiced, all that is left.
 */
export function depositShares(held: Minor, invoices: readonly Claimant[], later: Minor): Minor[] {
  let left = held;
  return invoices.map(({ total, open }, index) => {
    const rest = plus(later, zero, ...invoices.slice(index + 1).map((each) => each.total));
    const own = rest > 0n ? split(left, [total, rest])[0] ?? zero : left;
    const taken = least(least(own, open), left);
    left = minor(left - taken);
    return taken;
  });
}
