// Pure: why a product costs what it costs, in words.
import type { Json } from '../generated/rows.ts';
import { message } from '../shared/messages.ts';
import { printFxRate, printQuantity, printRate, printUnitPrice, type Rate } from '../shared/quantity.ts';
import type { Candidate } from './resolvePrice.ts';

const percent = (rate: Rate): string => printRate((rate * 100n) as Rate);

/** What a line keeps of the price that was taken (`OrderLine.priceBecause`). */
export const becauseOf = (taken: Candidate, more: Record<string, Json> = {}): Json => ({
  by: taken.origin, ...(taken.listName ? { list: taken.listName, listId: taken.listId } : {}), ...(taken.priceId ? { priceId: taken.priceId } : {}),
  price: printUnitPrice(taken.unitPrice ?? (0n as never)), ...(taken.fromQuantity > 0n ? { from: printQuantity(taken.fromQuantity) } : {}),
  ...(taken.scope === 'PRODUCT' ? {} : { scope: taken.scope }),
  ...(taken.rate === null || taken.basePrice === null ? {} : { rate: percent(taken.rate), base: printUnitPrice(taken.basePrice), ...(taken.baseName ? { baseList: taken.baseName } : {}), ...(taken.isRounded ? { rounded: true } : {}) }),
  ...(taken.taxIncluded ? { taxIncluded: true } : {}), ...(taken.converted ? { converted: { price: printUnitPrice(taken.converted.price), currency: taken.converted.currencyCode, rate: printFxRate(taken.converted.rate) } } : {}), ...more,
});

/** A sentence from what a line keeps. */
export function whyPrice(because: unknown, locale: string): string {
  if (typeof because !== 'object' || because === null) return message(locale, 'price.by.UNTOLD');
  const { by, list, from, scope, rate, base, baseList, rounded, taxIncluded, taxTaken, listPrice, converted } = because as Record<string, unknown>;
  const told = [
    message(locale, `price.by.${String(by)}`, { list: String(list ?? ''), price: String(listPrice ?? ''), hasPrice: listPrice === undefined ? 'no' : 'yes' }),
    ...(scope === undefined ? [] : [message(locale, `price.scope.${String(scope)}`)]),
    ...(from === undefined ? [] : [message(locale, 'price.from', { quantity: String(from) })]),
    ...(rate === undefined ? [] : [message(locale, 'price.rate', {
      rate: String(rate).replace('-', ''), more: String(rate).startsWith('-') ? 'yes' : 'no', base: String(base), list: String(baseList ?? ''), hasList: baseList ? 'yes' : 'no',
    })]),
    ...(converted ? [message(locale, 'price.converted', { ...(converted as Record<string, string>) })] : []),
    ...(rounded ? [message(locale, 'price.rounded')] : []),
    ...(taxIncluded ? [message(locale, 'price.taxIncluded')] : []),
    ...(taxTaken ? [message(locale, 'price.taxTaken')] : []),
  ];
  return told.join(', ');
}

/** Why a candidate was not taken; what it says where it was. */
export function whyCandidate(candidate: Candidate, taken: Candidate | null, currencyCode: string, locale: string): string {
  if (candidate.whyNot === null) return message(locale, 'price.taken');
  return message(locale, `price.not.${candidate.whyNot}`, {
    quantity: printQuantity(candidate.fromQuantity), from: candidate.validFrom ?? '', to: candidate.validTo ?? '', currency: candidate.otherCurrency ?? currencyCode,
    by: taken ? message(locale, `enum.PriceOrigin.${taken.origin}`) : '',
  });
}
