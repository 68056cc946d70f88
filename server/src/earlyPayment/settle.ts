// Pure: whether what was paid on an invoice takes a discount that it was offered, and of what that is made.
import type { EarlyDiscountRefusal, InvoiceEarlyOfferRow, OpenItemRow } from '../generated/rows.ts';
import type { DiscountPart } from '../payments/earlyDiscount.ts';
import { baseOf, discountOf, type Discount, type DiscountableLine as Line } from '../receivables/earlyOffers.ts';
import { minor, minus, plus, split, zero, type Minor } from '../shared/money.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import type { Day } from '../shared/time.ts';

/** What of an invoice is neither credited nor discounted yet. */
export interface Discountable {
  item: Pick<OpenItemRow, 'openMinor'>; offers: readonly InvoiceEarlyOfferRow[]; lines: readonly Line[]; freight: Minor; orderId: string | null;
  credited: readonly { lines: readonly Line[]; freight: Minor }[];
  /** Discounts that stand. */
  given: Minor;
}

const dueOf = (invoice: Discountable, offer: InvoiceEarlyOfferRow): Discount & { left: Minor } => {
  const whole = discountOf(baseOf(invoice), offer);
  return { ...whole, left: minor(whole.total > invoice.given ? whole.total - invoice.given : 0n) };
};

export type Judged =
  | { is: 'TAKEN'; offer: InvoiceEarlyOfferRow; amount: Minor }
  | { is: 'REFUSED'; offer: InvoiceEarlyOfferRow; refusal: EarlyDiscountRefusal; missing: Minor }
  | { is: 'NOTHING' };

/**
 * What of an invoice is still open is judged by the day on which the last of the money came: taken where an offer was still in
 * force and no more is open than it gives (beside its tolerance); refused where it was too late, or too little although the
 * discount was meant, which is believed up to twice what the offer gives. Anything else is a part payment.
 */
export function judge(invoice: Discountable, paidOn: Day): Judged {
  const open = invoice.item.openMinor;
  if (open <= 0n || invoice.offers.length === 0) return { is: 'NOTHING' };
  const byWorth = invoice.offers.map((offer) => ({ offer, due: dueOf(invoice, offer).left })).filter(({ due }) => due > 0n).sort((a, b) => (a.due > b.due ? -1 : 1));
  const inTime = byWorth.filter(({ offer }) => paidOn <= offer.lastOn);
  const right = inTime.find(({ offer, due }) => open <= plus(due, offer.toleranceMinor));
  if (right) return { is: 'TAKEN', offer: right.offer, amount: open };
  const late = byWorth.find(({ offer, due }) => paidOn > offer.lastOn && open <= plus(due, offer.toleranceMinor));
  const [near] = inTime;
  if (late && !near) return { is: 'REFUSED', offer: late.offer, refusal: 'LATE', missing: open };
  if (near && open <= 2n * near.due) return { is: 'REFUSED', offer: near.offer, refusal: 'AMOUNT', missing: minus(open, near.due) };
  return late ? { is: 'REFUSED', offer: late.offer, refusal: 'LATE', missing: open } : { is: 'NOTHING' };
}

/** An amount off an invoice as parts: tax by code in the offer's proportion (all of the invoice's where there is no offer), the rest revenue, by order. */
export function partsOf(invoice: Discountable, offer: InvoiceEarlyOfferRow | null, amount: Minor): DiscountPart[] {
  const base = baseOf(invoice);
  const whole: Discount = offer ? discountOf(base, offer) : { net: plus(base.net, base.freight), taxes: [...base.taxes], total: plus(base.net, base.freight, ...base.taxes.map((each) => each.amount)) };
  // Beyond what the offer gives, the tolerance is revenue.
  const scaled = (value: Minor): Minor => (offer && amount >= whole.total ? value : whole.total === zero ? zero : minor(roundedQuotient(value * amount, whole.total)));
  const taxes = whole.taxes.map(({ taxCodeId, amount: tax }) => ({ isTax: true, orderId: null, taxCodeId, amount: scaled(tax) })).filter((part) => part.amount !== zero);
  const net = minus(amount, plus(zero, ...taxes.map((part) => part.amount)));
  const orders = invoice.orderId ? [] : [...Map.groupBy(invoice.lines.filter(({ orderId }) => orderId !== null), ({ orderId }) => orderId)];
  const shares = split(net, orders.map(([, lines]) => plus(zero, ...lines.map(({ netMinor }) => netMinor))));
  const revenue = orders.length > 0 ? orders.map(([orderId], index) => ({ isTax: false, orderId, taxCodeId: null, amount: shares[index] ?? zero })) : [{ isTax: false, orderId: invoice.orderId, taxCodeId: null, amount: net }];
  return [...revenue.filter((part) => part.amount !== zero), ...taxes];
}
