/** An action that a record offers, and why it is not allowed now. */
export interface Offer<Action> { action: Action; reason: string | undefined }
interface Weight { primary?: boolean | undefined; danger?: boolean | undefined }

/** How many stand beside the title where there are more than four. */
export const BESIDE = 3;

/**
 * What stands beside a record's title and what in its menu: the usual next steps first, then what is allowed now, in their order.
 * What is dangerous or not allowed waits in the menu, what is dangerous at its end. One alone is no menu.
 */
export function arranged<Action extends Weight>(offers: readonly Offer<Action>[], most: number): { beside: readonly Offer<Action>[]; more: readonly Offer<Action>[] } {
  if (offers.length <= most + 1) return { beside: offers, more: [] };
  const isNext = ({ action, reason }: Offer<Action>) => action.primary || (reason === undefined && !action.danger);
  const chosen = [...offers.filter(({ action }) => action.primary), ...offers.filter((offer) => !offer.action.primary && isNext(offer))].slice(0, most);
  const rest = offers.filter((offer) => !chosen.includes(offer));
  return { beside: offers.filter((offer) => chosen.includes(offer)), more: [...rest.filter(({ action }) => !action.danger), ...rest.filter(({ action }) => action.danger)] };
}
