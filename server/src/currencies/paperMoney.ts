// Pure: the currency of a supplier's paper, and what it comes to in company money.
import type { LineDraft } from '../accounting/post.ts';
import { fxRate, optional, text } from '../shared/input.ts';
import { apportionAt, inCompany, minus, plus, priceInCompany, zero, type Minor } from '../shared/money.ts';
import type { FxRate, UnitPrice } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { demandTraded, rateFor, type Rates } from './rates.ts';
import { spokenCurrency } from './spoken.ts';

/** In which currency a paper is, and at which rate it is booked. */
export const paperInput = {
  currencyCode: spokenCurrency,
  exchangeRate: { ...optional(fxRate()), describe: 'What a unit of its currency is worth in company money, where that is not the rate of its day.' },
  rateSource: { ...optional(text({ max: 200 })), describe: 'Where a typed rate comes from: told with it.' },
};
interface Told { currencyCode?: string | null; exchangeRate?: FxRate | null; rateSource?: string | null }

/** `rate`: null in the company's own currency; `source`: of a typed one. */
export interface PaperMoney { currencyCode: string; companyCode: string; rate: FxRate | null; source: string | null }
export const ownMoney = ({ company }: Pick<Context, 'company'>): PaperMoney => ({ currencyCode: company.currencyCode, companyCode: company.currencyCode, rate: null, source: null });

/** Money of a paper of a day: at the rate that is told with its source, else at that of the day. Refuses RATE_MISSING, RATE_OLD, and a currency that the firm does not trade in. */
export function paperMoney({ currencyCode, exchangeRate, rateSource }: Told, on: Day, rates: Rates, ctx: Pick<Context, 'company'>): PaperMoney {
  const own = ownMoney(ctx);
  const code = currencyCode ?? own.currencyCode;
  if (code === own.currencyCode) {
    if (exchangeRate) throw fieldRefused(['exchangeRate'], 'same_currency');
    return own;
  }
  demandTraded(code, rates, ctx, ['currencyCode']);
  if (!exchangeRate) return { ...own, currencyCode: code, rate: rateFor(rates, code, on, ctx) };
  if (!rateSource) throw fieldRefused(['rateSource'], 'required');
  return { ...own, currencyCode: code, rate: exchangeRate, source: rateSource };
}

/** What a paper comes to in company money; `lines`: of each its part of the net. */
export interface Worth { net: Minor; tax: Minor; total: Minor; lines: Minor[] }

/** Total and tax are converted and rounded once; the lines' parts sum to the rest. */
export function worthOf(nets: readonly Minor[], tax: Minor, { currencyCode, companyCode, rate }: PaperMoney): Worth {
  const net = plus(zero, ...nets);
  if (rate === null) return { net, tax, total: plus(net, tax), lines: [...nets] };
  const [total, ofTax] = [inCompany(plus(net, tax), rate, currencyCode, companyCode), inCompany(tax, rate, currencyCode, companyCode)];
  const ofNet = minus(total, ofTax);
  return { net: ofNet, tax: ofTax, total, lines: apportionAt(nets, rate, currencyCode, companyCode, ofNet) };
}

/** The columns that keep it: null where the paper is company money. */
export const worthColumns = ({ net, tax, total }: Worth, { rate, source }: PaperMoney) => (rate === null
  ? { exchangeRate: null, rateSource: null, companyNetMinor: null, companyTaxMinor: null, companyTotalMinor: null }
  : { exchangeRate: rate, rateSource: source, companyNetMinor: net, companyTaxMinor: tax, companyTotalMinor: total });

/** An amount of a paper as a line of the journal tells it: nothing where it is company money. */
export const originally = (amount: Minor, { currencyCode, rate }: PaperMoney): Pick<LineDraft, 'original'> => (rate === null ? {} : { original: { amount, currencyCode } });

/** A price of a paper in company money. */
export const companyPrice = (price: UnitPrice, { rate }: PaperMoney): UnitPrice => (rate === null ? price : priceInCompany(price, rate));
