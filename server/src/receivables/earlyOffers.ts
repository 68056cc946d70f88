// Offers to pay early: which an invoice gets, what they take off it, and how that follows what is credited of it later.
import sql from 'sql-template-tag';
import type { CustomerRow, EarlyPaymentOfferRow, InvoiceEarlyOfferRow } from '../generated/rows.ts';
import type { Queryable } from '../shared/db.ts';
import { plus, share, zero, type Minor } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import { addDays, type Day } from '../shared/time.ts';
import { insert, type Change } from '../shared/write.ts';
import type { DecideContext } from '../shared/action.ts';

/** What of an invoice a discount is taken of: net of its lines, freight, and tax by code. */
export interface DiscountBase { net: Minor; freight: Minor; taxes: readonly { taxCodeId: string | null; amount: Minor }[] }
/** A discount: what is less revenue, and what is less tax, by code. */
export interface Discount { net: Minor; taxes: { taxCodeId: string | null; amount: Minor }[]; total: Minor }

type Terms = Pick<InvoiceEarlyOfferRow, 'discountRate' | 'includesFreight' | 'reducesTax'>;

export function discountOf({ net, freight, taxes }: DiscountBase, { discountRate, includesFreight, reducesTax }: Terms): Discount {
  const less = share(includesFreight ? plus(net, freight) : net, discountRate);
  const lessTax = reducesTax ? taxes.map(({ taxCodeId, amount }) => ({ taxCodeId, amount: share(amount, discountRate) })).filter(({ amount }) => amount !== 0n) : [];
  return { net: less, taxes: lessTax, total: plus(less, ...lessTax.map(({ amount }) => amount)) };
}

/** Tax of lines by code. */
export const taxesOf = (lines: readonly { taxCodeId: string | null; taxMinor: Minor }[]): DiscountBase['taxes'] =>
  [...Map.groupBy(lines, ({ taxCodeId }) => taxCodeId)].map(([taxCodeId, of]) => ({ taxCodeId, amount: plus(zero, ...of.map(({ taxMinor }) => taxMinor)) }));

/** The offers in force for a customer on a day, the shortest first. */
export const loadEarlyOffers = (tx: Queryable, { companyId, groupId, paymentTermId }: Pick<CustomerRow, 'companyId' | 'groupId' | 'paymentTermId'>, on: Day): Promise<EarlyPaymentOfferRow[]> =>
  selectRows(tx, 'EarlyPaymentOffer', sql`t."companyId" = ${companyId} AND t."startsOn" <= ${on}::date AND coalesce(t."endsOn" >= ${on}::date, TRUE)
    AND (t."groupId" IS NULL OR t."groupId" = ${groupId}::uuid) AND (t."paymentTermId" IS NULL OR t."paymentTermId" = ${paymentTermId}::uuid)`, { orderBy: sql`t.days, t.id` });

interface Posted { invoiceId: string; openItemId: string; issuedOn: Day; currencyCode: string; base: DiscountBase }

/** An invoice's offers as they stand on its day: they stay so, whatever is published or ended later. */
export const frozenOffers = (offers: readonly EarlyPaymentOfferRow[], { invoiceId, openItemId, issuedOn, currencyCode, base }: Posted, ctx: DecideContext): Change[] => offers.map((offer, index) => {
  const { net, total } = discountOf(base, offer);
  return insert('InvoiceEarlyOffer', {
    id: ctx.newId(), invoiceId, openItemId, offerId: offer.id, no: index + 1, discountRate: offer.discountRate, lastOn: addDays(issuedOn, offer.days), includesFreight: offer.includesFreight,
    reducesTax: offer.reducesTax, currencyCode, toleranceMinor: offer.currencyCode === currencyCode ? offer.toleranceMinor : zero, discountMinor: total, taxMinor: (total - net) as Minor,
  });
});
