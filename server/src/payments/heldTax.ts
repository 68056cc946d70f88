// Pure: tax that is due when a deposit is received (VAT Directive, article 65). It is a function of what is held alone.
import type { OpenItemRow } from '../generated/rows.ts';
import type { LineDraft } from '../accounting/post.ts';
import { minor, minus, plus, zero, type Minor } from '../shared/money.ts';

/** Base and tax by code of a whole deposit, as an open item keeps them. */
export interface HeldTax { taxCodeId: string; net: string; tax: string }

const partOf = (whole: string, held: Minor, amount: Minor): Minor => minor(amount === zero ? 0n : (BigInt(whole) * held) / amount);

/** Base and tax of what is held of a deposit: parts of the whole, rounded down; nothing of nothing, all of all. */
export const taxesOf = (item: Pick<OpenItemRow, 'taxes' | 'amountMinor'>, held: Minor): { taxCodeId: string; net: Minor; tax: Minor }[] =>
  ((item.taxes ?? []) as unknown as HeldTax[]).map(({ taxCodeId, net, tax }) => {
    const amount = minor(-item.amountMinor);
    return { taxCodeId, net: partOf(net, held, amount), tax: partOf(tax, held, amount) };
  });

/**
 * What a move of an item's open amount posts besides: 2200 and its base with the code, against 2115 "tax on deposits", which so
 * holds the tax of all that is held. Items without taxes post nothing.
 */
export function heldTax(item: Pick<OpenItemRow, 'taxes' | 'amountMinor' | 'openMinor' | 'customerId'>, move: Minor): LineDraft[] {
  if (item.taxes === null) return [];
  const [before, after] = [taxesOf(item, minor(-item.openMinor)), taxesOf(item, minor(-plus(item.openMinor, move)))];
  return after.flatMap(({ taxCodeId, net, tax }, index): LineDraft[] => {
    const [moreNet, moreTax] = [minus(net, before[index]?.net ?? zero), minus(tax, before[index]?.tax ?? zero)];
    return [
      { account: '2200', amount: minor(-moreTax), taxCodeId, customerId: item.customerId },
      { account: '2115', amount: minor(-moreNet), taxCodeId, customerId: item.customerId },
      { account: '2115', amount: plus(moreNet, moreTax), customerId: item.customerId },
    ];
  });
}
