// Pure: the currency of a purchase order, its prices in it, and what it comes to in company money.
import { paperMoney, type PaperMoney } from '../currencies/paperMoney.ts';
import { rateFor, type Rates } from '../currencies/rates.ts';
import type { PurchaseOrderRow, SupplierRow } from '../generated/rows.ts';
import { currency, fxRate, optional, text } from '../shared/input.ts';
import { inCompany, priceIn, priceInCompany, type Minor } from '../shared/money.ts';
import type { FxRate, UnitPrice } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';

/** In which currency an order is, and at which rate it is judged and its goods are received. */
export const moneyFields = {
  currencyCode: { ...optional(currency()), describe: 'ISO 4217. Default: in which the supplier quotes. Told with typed costs, where that is not the company\'s.' },
  exchangeRate: { ...optional(fxRate()), describe: 'What a unit of its currency is worth in company money, where that is not the rate of the day on which it is placed.' },
  rateSource: { ...optional(text({ max: 200 })), describe: 'Where a typed rate comes from: told with it.' },
};
export interface ToldMoney { currencyCode?: string | null; exchangeRate?: FxRate | null; rateSource?: string | null }
type Company = Pick<Context, 'company'>;

/** The currency that is named, else the supplier's, else the company's; at the rate that is told with its source, else at that of the day. Refuses RATE_MISSING, RATE_OLD, and what the firm does not trade in. */
export const orderMoney = (told: ToldMoney, supplier: Pick<SupplierRow, 'currencyCode'>, on: Day, rates: Rates, ctx: Company): PaperMoney =>
  paperMoney({ ...told, currencyCode: told.currencyCode ?? supplier.currencyCode }, on, rates, ctx);

type Kept = Pick<PurchaseOrderRow, 'currencyCode' | 'exchangeRate' | 'rateSource'>;
/** Money of an order as it is kept. */
export const moneyOf = ({ currencyCode, exchangeRate, rateSource }: Kept, { company }: Company): PaperMoney => ({ currencyCode, companyCode: company.currencyCode, rate: exchangeRate, source: rateSource });

/** Money of a placed order: a rate that was typed stays, else that of the day counts. */
export const moneyOn = (order: Kept, on: Day, rates: Rates, ctx: Company): PaperMoney =>
  (order.rateSource === null ? { ...moneyOf(order, ctx), rate: rateFor(rates, order.currencyCode, on, ctx) } : moneyOf(order, ctx));

/** What an order comes to in company money. */
export const worthOfOrder = ({ totalMinor, exchangeRate, currencyCode }: Pick<PurchaseOrderRow, 'totalMinor' | 'exchangeRate' | 'currencyCode'>, { company }: Company): Minor =>
  inCompany(totalMinor, exchangeRate, currencyCode, company.currencyCode);

/** A price in the currency of an order: one in another goes by way of company money, at the rate of the day. Refuses RATE_MISSING and RATE_OLD. */
export function priceFor(price: UnitPrice, code: string, money: PaperMoney, on: Day, rates: Rates, ctx: Company): UnitPrice {
  if (code === money.currencyCode) return price;
  const rate = rateFor(rates, code, on, ctx);
  const own = rate === null ? price : priceInCompany(price, rate);
  return money.rate === null ? own : priceIn(own, money.rate);
}

/** Costs that are typed beside no currency are company money: for an order in another it is told with them, so that none is taken for what it is not. */
export function demandToldCosts(named: string | null | undefined, code: string, lines: readonly { unitCost?: unknown }[], { company }: Company): void {
  if (named || code === company.currencyCode) return;
  if (lines.some(({ unitCost }) => unitCost !== null && unitCost !== undefined)) throw fieldRefused(['currencyCode'], 'currency_needed', { currency: code });
}
