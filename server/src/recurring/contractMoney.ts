// The money of a contract on a day: its currency, and what a unit of it is worth where a rate of that day may be used.
import type { DocumentMoney } from '../currencies/documentMoney.ts';
import { loadRates, rateFor, usableRate } from '../currencies/rates.ts';
import type { Queryable } from '../shared/db.ts';
import type { FxRate } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';

/** `demandRate`: for what cannot be without one; refuses RATE_MISSING and RATE_OLD. */
export interface ContractMoney extends DocumentMoney { demandRate(): FxRate | null }

export async function loadContractMoney(tx: Queryable, ctx: Pick<Context, 'company'>, currencyCode: string, on: Day): Promise<ContractMoney> {
  const { currencyCode: companyCode } = ctx.company;
  if (currencyCode === companyCode) return { currencyCode, companyCode, rate: null, convertsPrices: true, demandRate: () => null };
  const rates = await loadRates(tx, ctx, [on]);
  return { currencyCode, companyCode, rate: usableRate(rates, currencyCode, on) ?? null, convertsPrices: rates.rule.convertsPrices, demandRate: () => rateFor(rates, currencyCode, on, ctx) };
}
