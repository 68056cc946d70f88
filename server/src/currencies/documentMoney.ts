// Pure: the currency of a document with what a unit of it is worth.
import type { CustomerRow } from '../generated/rows.ts';
import type { FxRate } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { demandTraded, rateFor, type Rates } from './rates.ts';

/** `rate`: null in the company's own currency. */
export interface DocumentMoney { currencyCode: string; companyCode: string; rate: FxRate | null; convertsPrices: boolean }

/** A customer's currency as it is kept: null where it is the company's. */
export const ownCurrency = (code: string | null | undefined, { company }: Pick<Context, 'company'>): string | null => (!code || code === company.currencyCode ? null : code);

/** The currency that is named, else the customer's, else the company's. */
export const currencyFor = (named: string | null | undefined, customer: Pick<CustomerRow, 'currencyCode'> | null, { company }: Pick<Context, 'company'>): string =>
  named ?? customer?.currencyCode ?? company.currencyCode;

/** Money of a document on a day; `rates` may be left out of the company's own. Refuses what the firm does not trade in, and a rate that is missing or too old. */
export function documentMoney(code: string, on: Day, rates: Rates | undefined, ctx: Pick<Context, 'company'>, path: string[] = []): DocumentMoney {
  const { currencyCode: companyCode } = ctx.company;
  if (code === companyCode || !rates) return { currencyCode: companyCode, companyCode, rate: null, convertsPrices: true };
  demandTraded(code, rates, ctx, [...path, 'currencyCode']);
  return { currencyCode: code, companyCode, rate: rateFor(rates, code, on, ctx), convertsPrices: rates.rule.convertsPrices };
}

interface Told { currencyCode?: string | null; freight?: unknown; discountAmount?: unknown; lines?: readonly { discountAmount?: unknown }[] | null }

/** Amounts beside no currency are company money: of a document in another the currency is to be told with them. */
export function demandToldCurrency(given: Told, code: string, { company }: Pick<Context, 'company'>, path: string[] = []): void {
  if (given.currencyCode || code === company.currencyCode) return;
  if (given.freight || given.discountAmount || given.lines?.some((line) => line.discountAmount)) throw fieldRefused([...path, 'currencyCode'], 'currency_needed', { currency: code });
}
