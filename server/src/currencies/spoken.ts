// In which currency the amounts of an input are told: the company's, unless it says so.
import { currency, optional } from '../shared/input.ts';
import type { Context } from '../shared/viewer.ts';
import { CurrencyDiffers } from './refusals.ts';

/** The input's field: amounts beside it are read in it. */
export const spokenCurrency = { ...optional(currency()), describe: 'ISO 4217, of the amounts told here; the company\'s when left out.' };

/** Refuses amounts that are told in another currency than what they are of, so that nothing is taken for what it is not. */
export function demandSpoken(told: string | null | undefined, currencyCode: string, { company }: Pick<Context, 'company'>): void {
  const spoken = told ?? company.currencyCode;
  if (spoken !== currencyCode) throw CurrencyDiffers({ told: spoken, currency: currencyCode });
}
