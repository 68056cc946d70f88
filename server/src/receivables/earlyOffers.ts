// Offers to pay early: which an invoice gets, what they take off it, and how that follows what is credited of it later.
import sql, { type Sql } from 'sql-template-tag';
import type { CustomerRow, EarlyDiscountRow, EarlyPaymentOfferRow, InvoiceEarlyOfferRow, InvoiceLineRow, InvoiceRow } from '../generated/rows.ts';
import type { Queryable } from '../shared/db.ts';
import type { Known } from '../shared/known.ts';
import { minus, plus, share, zero, type Minor } from '../shared/money.ts';
import { read, type Part } from '../shared/parts.ts';
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

export type DiscountableLine = Pick<InvoiceLineRow, 'orderId' | 'netMinor' | 'taxMinor' | 'taxCodeId'>;
interface Charged { lines: readonly DiscountableLine[]; freight: Minor }

/** What of an invoice is left to take a discount of, after its credit notes. */
export const baseOf = ({ lines, freight, credited }: Charged & { credited: readonly Charged[] }): DiscountBase => {
  const gone = credited.flatMap((note) => note.lines);
  const goneTaxes = taxesOf(gone);
  return {
    net: minus(plus(zero, ...lines.map(({ netMinor }) => netMinor)), plus(zero, ...gone.map(({ netMinor }) => netMinor))),
    freight: minus(freight, plus(zero, ...credited.map((note) => note.freight))),
    taxes: taxesOf(lines).map(({ taxCodeId, amount }) => ({ taxCodeId, amount: minus(amount, goneTaxes.find((each) => each.taxCodeId === taxCodeId)?.amount ?? zero) })),
  };
};

/** What tells how far offers of open items may still be taken: their credit notes, with the invoices that these credit, and discounts that were judged. */
export interface EarlyRows { offers: readonly InvoiceEarlyOfferRow[]; invoices: readonly Pick<InvoiceRow, 'id' | 'freightMinor' | 'creditsInvoiceId'>[]; lines: readonly (DiscountableLine & { invoiceId: string })[]; discounts: readonly Pick<EarlyDiscountRow, 'openItemId' | 'kind' | 'amountMinor'>[] }
const noEarly: EarlyRows = { offers: [], invoices: [], lines: [], discounts: [] };
/** What may be paid less up to a day, and how far that may be off. */
export interface EarlyLeft { until: Day; discount: Minor; tolerance: Minor }

/** The offers of an open item, the best first, as far as they are not taken. */
export function earlyLeft(openItemId: string, { offers, invoices, lines, discounts }: EarlyRows): EarlyLeft[] {
  const given = plus(zero, ...discounts.filter((each) => each.openItemId === openItemId && each.kind !== 'REFUSED').map(({ amountMinor }) => amountMinor));
  return offers.filter((offer) => offer.openItemId === openItemId).map((offer): EarlyLeft => {
    const notes = invoices.filter(({ creditsInvoiceId }) => creditsInvoiceId === offer.invoiceId);
    const charged = (invoiceId: string): Charged => ({ lines: lines.filter((line) => line.invoiceId === invoiceId), freight: invoices.find(({ id }) => id === invoiceId)?.freightMinor ?? zero });
    const whole = notes.length === 0 ? offer.discountMinor : discountOf(baseOf({ ...charged(offer.invoiceId), credited: notes.map(({ id }) => charged(id)) }), offer).total;
    return { until: offer.lastOn, discount: minus(whole, given), tolerance: offer.toleranceMinor };
  }).filter(({ discount }) => discount > 0n).sort((a, b) => (a.discount > b.discount ? -1 : 1));
}

/** What of an open item may stay open if it is paid on a day: nothing of what was judged already, unless more than the discount is open. */
export function earlyOn(item: { id: string; room: Minor }, on: Day, rows: EarlyRows): Minor {
  const discount = earlyLeft(item.id, rows).find(({ until }) => on <= until)?.discount ?? zero;
  return discount >= item.room && rows.discounts.some(({ openItemId }) => openItemId === item.id) ? zero : discount;
}

/** The offers of open items (an array of ids) that are in force on a day or after it, with what tells how far they may be taken. */
export const earlyParts = (openItems: Sql, from: Day): Part[] => [
  read('early_offers', 'InvoiceEarlyOffer', sql`t."openItemId" = ANY(${openItems}) AND t."lastOn" >= ${from}::date`),
  read('early_notes', 'Invoice', sql`t."creditsInvoiceId" = ANY(ARRAY(SELECT "invoiceId" FROM early_offers))`),
  read('early_credited', 'Invoice', sql`t.id = ANY(ARRAY(SELECT "creditsInvoiceId" FROM early_notes))`),
  read('early_lines', 'InvoiceLine', sql`t."invoiceId" = ANY(ARRAY(SELECT id FROM early_notes UNION ALL SELECT id FROM early_credited))`),
  read('early_discounts', 'EarlyDiscount', sql`t."openItemId" = ANY(ARRAY(SELECT "openItemId" FROM early_offers))`),
];
const all = () => true;
export const earlyOf = (known: Known): EarlyRows => ({ offers: known.rows('InvoiceEarlyOffer', all), invoices: known.rows('Invoice', all), lines: known.rows('InvoiceLine', all), discounts: known.rows('EarlyDiscount', all) });

/** The same by statements of their own: one, where nothing is offered. */
export async function loadEarly(db: Queryable, openItems: Sql, from: Day): Promise<EarlyRows> {
  const offers = await selectRows(db, 'InvoiceEarlyOffer', sql`t."openItemId" = ANY(${openItems}) AND t."lastOn" >= ${from}::date`);
  if (offers.length === 0) return noEarly;
  const notes = await selectRows(db, 'Invoice', sql`t."creditsInvoiceId" = ANY(${offers.map(({ invoiceId }) => invoiceId)}::uuid[])`);
  const credited = [...new Set(notes.flatMap(({ creditsInvoiceId }) => creditsInvoiceId ?? []))];
  const invoices = notes.length === 0 ? [] : await selectRows(db, 'Invoice', sql`t.id = ANY(${credited}::uuid[])`);
  const lines = notes.length === 0 ? [] : await selectRows(db, 'InvoiceLine', sql`t."invoiceId" = ANY(${[...notes, ...invoices].map(({ id }) => id)}::uuid[])`);
  return { offers, invoices: [...notes, ...invoices], lines, discounts: await selectRows(db, 'EarlyDiscount', sql`t."openItemId" = ANY(${offers.map(({ openItemId }) => openItemId)}::uuid[])`) };
}

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
