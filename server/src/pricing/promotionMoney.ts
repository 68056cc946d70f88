// Pure: what promotions say in company money, in the currency of a document.
import type { DocumentMoney } from '../currencies/documentMoney.ts';
import { worthIn, type Minor } from '../shared/money.ts';
import type { PromotionFacts } from './promotions.ts';

/** Promotions whose amounts are converted by the document's rate. */
export function promotionsIn(facts: PromotionFacts, { rate, currencyCode, companyCode }: DocumentMoney): PromotionFacts {
  if (rate === null) return facts;
  const of = (amount: Minor | null) => (amount === null ? null : worthIn(amount, rate, currencyCode, companyCode));
  return { ...facts, promotions: facts.promotions.map((each) => ({ ...each, amountMinor: of(each.amountMinor), minAmountMinor: of(each.minAmountMinor) })) };
}
