import type { RecordAction } from './types.ts';

/** An action that a record offers, and why it is not allowed now. */
export type Offer<Record_> = { action: RecordAction<Record_>; reason: string | undefined };

/** How many stand beside the title where there are more than four. */
export const BESIDE = 3;

/**
 * What stands beside a record's title and what in its menu: the usual next steps first, then what is allowed now, in their order.
 * What is dangerous or not allowed waits in the menu, what is dangerous at its end. One alone is no menu.
 */
export function arranged<Record_>(offers: readonly Offer<Record_>[], most: number): { beside: readonly Offer<Record_>[]; more: readonly Offer<Record_>[] } {
  if (offers.length <= most + 1) return { beside: offers, more: [] };
  const isNext = ({ action, reason }: Offer<Record_>) => action.primary || (reason === undefined && !action.danger);
  const chosen = [...offers.filter(({ action }) => action.primary), ...offers.filter((offer) => !offer.action.primary && isNext(offer))].slice(0, most);
  const rest = offers.filter((offer) => !chosen.includes(offer));
  return { beside: offers.filter((offer) => chosen.includes(offer)), more: [...rest.filter(({ action }) => !action.danger), ...rest.filter(({ action }) => action.danger)] };
}
