// Pure: tax that is due when a deposit is received (VAT Directive, article 65). It is a function of what is held alone.
import type { OpenItemRow } from '../generated/rows.ts';
import type { LineDraft } from '../accounting/post.ts';
import { minor, minus, plus, zero, type Minor } from '../shared/money.ts';

/** Base and tax by code of a whole deposit, as an open item keeps them. */
export interface HeldTax { taxCodeId: string; net: string; tax: string }

const partOf = (whole: string, held: Minor, amount: Minor): Minor => minor(amount === zero ? 0n : (BigInt(whole) * held) / amount);
const inBooks = (part: Minor, held: Minor, books: Minor): Minor => minor(held === zero ? 0n : (part * books) / held);

interface Held { taxCodeId: string; net: Minor; tax: Minor; /** The same in company money. */ companyNet: Minor; companyTax: Minor }

/** Base and tax of what is held of a deposit, and of what that is in the books: parts of the whole, rounded down; nothing of nothing, all of all. */
export const taxesOf = (item: Pick<OpenItemRow, 'taxes' | 'amountMinor'>, held: Minor, books: Minor): Held[] =>
  ((item.taxes ?? []) as unknown as HeldTax[]).map(({ taxCodeId, net: wholeNet, tax: wholeTax }) => {
    const amount = minor(-item.amountMinor);
    const [net, tax] = [partOf(wholeNet, held, amount), partOf(wholeTax, held, amount)];
    return { taxCodeId, net, tax, companyNet: inBooks(net, held, books), companyTax: inBooks(tax, held, books) };
  });

/**
 * What a move of an item's open amount (and of what it is in the books) posts besides: 2200 and its base with the code, against
 * 2115 "tax on deposits", which so holds the tax of all that is held. Items without taxes post nothing.
 */
export function heldTax(item: Pick<OpenItemRow, 'taxes' | 'amountMinor' | 'openMinor' | 'companyOpenMinor' | 'currencyCode' | 'customerId'>, move: Minor, company: Minor): LineDraft[] {
  if (item.taxes === null) return [];
  const { currencyCode, customerId } = item;
  const before = taxesOf(item, minor(-item.openMinor), minor(-item.companyOpenMinor));
  const after = taxesOf(item, minor(-plus(item.openMinor, move)), minor(-plus(item.companyOpenMinor, company)));
  return after.flatMap((now, index): LineDraft[] => {
    const more = (of: 'net' | 'tax' | 'companyNet' | 'companyTax') => minus(now[of], before[index]?.[of] ?? zero);
    const said = (amount: Minor, worth: Minor) => ({ amount: worth, original: { amount, currencyCode }, customerId });
    const { taxCodeId } = now;
    return [
      { account: '2200', ...said(minor(-more('tax')), minor(-more('companyTax'))), taxCodeId },
      { account: '2115', ...said(minor(-more('net')), minor(-more('companyNet'))), taxCodeId },
      { account: '2115', ...said(plus(more('net'), more('tax')), plus(more('companyNet'), more('companyTax'))) },
    ];
  });
}
