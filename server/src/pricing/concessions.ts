// Pure: how far prices lie below the list prices, at most. Beyond a limit that is for two people to say.
import type { ApprovalLimitRow, PriceListPriceRow, PriceListRow } from '../generated/rows.ts';
import { extend, share, zero, type Minor } from '../shared/money.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import { units, type Rate, type UnitPrice } from '../shared/quantity.ts';
import type { Viewer } from '../shared/viewer.ts';
import { limitRowOf } from '../work/rules.ts';
import { withoutTax } from './taxes.ts';

/** Off the list price: as a fraction of it, and for one unit. */
export interface Concession { rate: Rate; amount: Minor }
/** Null: it cannot be told, as there is no list price to set it beside. Undefined: nothing is given. */
export type Stake = Concession | null | undefined;

/** A product with its list price of today in company money. */
export interface Listed { id: string; templateId: string | null; categoryId: string | null; listPrice: UnitPrice; taxRate: Rate }
export interface ListFacts {
  /** The lists that are asked about, and those that they rest on. */
  lists: readonly PriceListRow[]; prices: readonly PriceListPriceRow[];
  /** Of the products, templates and categories that prices name. */
  listed: readonly Listed[];
  /** The highest list price of all. */
  highest: UnitPrice; companyCode: string;
}

export const WHOLE = 1_000_000n;
const one = units(1);
export const inMoney = (price: bigint, currencyCode: string): Minor => extend(price as UnitPrice, one, currencyCode);

/** What a price without tax gives off the list price; above it nothing. */
export const offList = (price: UnitPrice, listPrice: UnitPrice | null, currencyCode: string): Concession | null => {
  if (listPrice === null || listPrice === 0n) return null;
  const off = listPrice > price ? listPrice - price : 0n;
  return { rate: roundedQuotient(off * WHOLE, listPrice) as Rate, amount: inMoney(off, currencyCode) };
};

/** The greatest of several, part by part: who may give each may give all. */
export function greatest(stakes: readonly Stake[]): Stake {
  const given = stakes.filter((each) => each !== undefined);
  if (given.length === 0) return undefined;
  return given.reduce<Concession | null>((most, each) => (most === null || each === null ? null : { rate: most.rate > each.rate ? most.rate : each.rate, amount: most.amount > each.amount ? most.amount : each.amount }), { rate: 0n as Rate, amount: zero });
}

/** A rate off what lies below the list price by another already. */
const onTop = (rate: Rate, base: Rate): Rate => (WHOLE - roundedQuotient((WHOLE - rate) * (WHOLE - base), WHOLE)) as Rate;

type Row = Pick<PriceListPriceRow, 'productId' | 'templateId' | 'categoryId' | 'unitPrice' | 'rate'>;
const of = (row: Row) => ({ id, templateId, categoryId }: Listed): boolean => (row.productId ? id === row.productId : row.templateId ? templateId === row.templateId : categoryId === row.categoryId);

/** The most that rows of a list give. */
export function offRows(list: Pick<PriceListRow, 'baseListId' | 'currencyCode' | 'taxIncluded'>, rows: readonly Row[], facts: ListFacts, depth = 0): Stake {
  // What is in other money is not beside the list prices.
  if (list.currencyCode !== facts.companyCode) return rows.length > 0 ? null : undefined;
  const below = facts.lists.find(({ id }) => id === list.baseListId);
  const base = below && depth < 5 ? offWhole(below, facts, depth + 1) : undefined;
  return greatest(rows.map((row): Stake => {
    const products = row.productId || row.templateId || row.categoryId ? facts.listed.filter(of(row)) : undefined;
    if (row.unitPrice !== null) {
      const { unitPrice } = row;
      return products?.length ? greatest(products.map(({ listPrice, taxRate }) => offList(list.taxIncluded ? withoutTax(unitPrice, taxRate) : unitPrice, listPrice, facts.companyCode))) : null;
    }
    if (base === null) return null;
    const rate = onTop(row.rate ?? (0n as Rate), base?.rate ?? (0n as Rate));
    if (rate <= 0n) return undefined;
    const top = products ? products.reduce<UnitPrice>((most, { listPrice }) => (listPrice > most ? listPrice : most), 0n as UnitPrice) : facts.highest;
    return { rate, amount: share(inMoney(top, facts.companyCode), rate) };
  }));
}

/** The most that a list gives, all its prices and its own rate. */
export function offWhole(list: PriceListRow, facts: ListFacts, depth = 0): Stake {
  const own: Row[] = list.adjustRate === null ? [] : [{ productId: null, templateId: null, categoryId: null, unitPrice: null, rate: list.adjustRate }];
  return offRows(list, [...facts.prices.filter(({ priceListId }) => priceListId === list.id), ...own], facts, depth);
}

/** Whether somebody needs a second person to give it. */
export function isForTwo(stake: Stake, limits: readonly ApprovalLimitRow[], viewer: Viewer): boolean {
  const limit = limitRowOf(limits, 'CUSTOMER_PRICE', viewer);
  if (!limit || stake === undefined) return false;
  return stake === null || stake.amount > limit.amountMinor || (limit.rate !== null && stake.rate > limit.rate);
}

/** Whether a price gives more than the one in its place: lower, or for longer. */
export const givesMore = (before: { unitPrice: UnitPrice; taxIncluded: boolean; validTo: string | null } | undefined, after: { unitPrice: UnitPrice; taxIncluded: boolean; validTo: string | null }): boolean =>
  !before || after.unitPrice < before.unitPrice || (after.taxIncluded && !before.taxIncluded) || (before.validTo !== null && (after.validTo === null || after.validTo > before.validTo));
