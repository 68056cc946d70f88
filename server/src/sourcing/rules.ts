// Pure: asking several suppliers the same, and choosing among their answers.
import type { QuotedPriceRow, QuoteInvitationRow, QuoteRequestRow, QuoteRequestStatus } from '../generated/rows.ts';
import { otherQuantities } from '../purchasing/prices.ts';
import type { ToldMoney } from '../purchasing/orderMoney.ts';
import { none, type FxRate, type Quantity } from '../shared/quantity.ts';
import { QuoteRequestState } from './refusals.ts';

/** In which status each action on a request for quotations is legal. */
export const legalQuoteRequest = {
  updateQuoteRequest: ['DRAFT'],
  sendQuoteRequest: ['DRAFT'],
  inviteSupplier: ['SENT'],
  recordQuote: ['SENT'],
  declineQuote: ['SENT'],
  awardQuotes: ['SENT'],
  closeQuoteRequest: ['SENT'],
  reopenQuoteRequest: ['CLOSED', 'CANCELLED'],
  cancelQuoteRequest: ['DRAFT', 'SENT'],
} as const satisfies Record<string, readonly QuoteRequestStatus[]>;
export type QuoteRequestAction = keyof typeof legalQuoteRequest;

export function demandQuoteRequest({ number, status }: Pick<QuoteRequestRow, 'number' | 'status'>, name: QuoteRequestAction): void {
  const allowed: readonly QuoteRequestStatus[] = legalQuoteRequest[name];
  if (!allowed.includes(status)) throw QuoteRequestState({ number, status });
}

/** The price of an answer for a quantity: of those from a quantity on, the greatest that is reached; undefined where none is. */
export const quotedFor = (prices: readonly QuotedPriceRow[], invitation: Pick<QuoteInvitationRow, 'id'>, quoteRequestLineId: string, quantity: Quantity): QuotedPriceRow | undefined =>
  prices.filter((price) => price.quoteInvitationId === invitation.id && price.quoteRequestLineId === quoteRequestLineId && price.minimumQuantity <= quantity)
    .sort((a, b) => (b.minimumQuantity > a.minimumQuantity ? 1 : -1))[0];

/** What would be ordered for a quantity: as much as they deliver at least, in whole multiples. */
export function deliverable(prices: readonly QuotedPriceRow[], invitation: Pick<QuoteInvitationRow, 'id'>, quoteRequestLineId: string, quantity: Quantity): Quantity {
  const own = prices.filter((price) => price.quoteInvitationId === invitation.id && price.quoteRequestLineId === quoteRequestLineId);
  const minimumQuantity = own.reduce<Quantity | null>((least, price) => (least === null || price.minimumQuantity < least ? price.minimumQuantity : least), null);
  const multiple = own.find((price) => price.orderMultiple !== null)?.orderMultiple ?? null;
  return otherQuantities({ minimumQuantity: minimumQuantity === none ? null : minimumQuantity, orderMultiple: multiple }, quantity)?.upper ?? quantity;
}

/** The rate at which what is awarded is ordered: the one that the answer tells, with the request as its source; else the day's. */
export const quotedRate = ({ exchangeRate }: Pick<QuoteInvitationRow, 'exchangeRate'>, { number }: Pick<QuoteRequestRow, 'number'>): Pick<ToldMoney, 'exchangeRate' | 'rateSource'> =>
  (exchangeRate === null ? {} : { exchangeRate: (exchangeRate * 100n) as FxRate, rateSource: number }); // eight places, of ten
