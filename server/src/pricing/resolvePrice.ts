// Pure: what a product costs, and why. Every price that there is becomes a candidate, taken or with the reason why not.
// Precedence: agreements, the customer's own price, lists of the customer, of the group, of the channel, the default list price. Within
// one: the product before its template before its category, then the highest quantity, then the latest first day.
import type { Channel, CustomerPriceRow, PriceListAssignmentRow, PriceListPriceRow, PriceListRow, PriceOrigin } from '../generated/rows.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import type { DocumentMoney } from '../currencies/documentMoney.ts';
import { priceIn } from '../shared/money.ts';
import type { FxRate, Quantity, Rate, UnitPrice } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import { withTax, withoutTax } from './taxes.ts';

/** What is known of the prices of the products and customers asked for. */
export interface PriceFacts {
  customerPrices: readonly CustomerPriceRow[];
  assignments: readonly PriceListAssignmentRow[];
  /** The lists assigned, and those that they rest on. */
  lists: readonly PriceListRow[];
  prices: readonly PriceListPriceRow[];
  /** What agreements say of the product: before all lists. */
  agreed?: readonly Candidate[];
}
export const noPrices: PriceFacts = { customerPrices: [], assignments: [], lists: [], prices: [] };

export interface PriceAsked {
  product: { id: string; templateId: string | null; categoryId: string | null; taxRate: Rate; listPrice: UnitPrice | null };
  quantity: Quantity;
  on: Day;
  customer: { id: string; groupId: string | null } | null;
  channel: Channel;
  /** The currency asked for; prices of another are converted by its rate or not taken. Left out: as they stand. */
  money?: DocumentMoney | undefined;
}

/** Why a candidate was not taken: nothing, where it was. */
export type WhyNot = 'QUANTITY' | 'NOT_YET' | 'OVER' | 'HIGHER_BREAK' | 'LATER_PRICE' | 'NARROWER' | 'OUTRANKED' | 'LIST_INACTIVE' | 'LIST_NOT_VALID' | 'NO_BASE' | 'NONE' | 'USED_UP' | 'NOT_NAMED' | 'CURRENCY' | 'CONVERTED';

export interface Candidate {
  origin: PriceOrigin;
  /** The list's name; null for prices of the customer's own and the default list price. */
  listName: string | null;
  listId: string | null;
  /** The row that it comes from; null for a list as a whole and the default list price. */
  priceId: string | null;
  unitPrice: UnitPrice | null;
  taxIncluded: boolean;
  fromQuantity: Quantity;
  validFrom: Day | null;
  validTo: Day | null;
  /** Of what it is: the product's own price, its template's, its category's, everything in the list. */
  scope: 'PRODUCT' | 'TEMPLATE' | 'CATEGORY' | 'ALL';
  /** Off `basePrice` of `baseName` (null: default list price), where it is worked out. */
  rate: Rate | null;
  basePrice: UnitPrice | null;
  baseName: string | null;
  isRounded: boolean;
  /** Where it is converted: what it was, and by which rate. */
  converted?: { price: UnitPrice; currencyCode: string; rate: FxRate };
  /** Where it stands in another currency than the one asked for. */
  otherCurrency?: string;
  whyNot: WhyNot | null;
}
export interface Priced { taken: Candidate | null; candidates: Candidate[] }

type Row = Pick<PriceListPriceRow, 'id' | 'fromQuantity' | 'validFrom' | 'validTo'>;
const WHOLE = 1_000_000n;

const isWithin = ({ validFrom, validTo }: { validFrom: Day | null; validTo: Day | null }, on: Day) =>
  (validFrom === null || validFrom <= on) && (validTo === null || validTo >= on);

const dayOrQuantity = (row: Row, { quantity, on }: PriceAsked): WhyNot | null => {
  if (row.validFrom > on) return 'NOT_YET';
  if (row.validTo !== null && row.validTo < on) return 'OVER';
  return row.fromQuantity > quantity ? 'QUANTITY' : null;
};

/** Higher quantities first, then later first days; rows of one target differ in one of them. */
const better = (a: Row, b: Row): number => (a.fromQuantity !== b.fromQuantity ? (a.fromQuantity > b.fromQuantity ? -1 : 1)
  : a.validFrom !== b.validFrom ? (a.validFrom > b.validFrom ? -1 : 1) : a.id < b.id ? -1 : 1);

/** The nearest of step × n + ending, half up; never below zero. */
export function roundedPrice(price: UnitPrice, { roundStep, roundEnding }: Pick<PriceListRow, 'roundStep' | 'roundEnding'>): UnitPrice {
  if (roundStep === null) return price;
  const rounded = roundedQuotient(price - roundEnding, roundStep) * roundStep + roundEnding;
  return (rounded < 0n ? roundEnding : rounded) as UnitPrice;
}

const lessRate = (price: UnitPrice, rate: Rate): UnitPrice => roundedQuotient(price * (WHOLE - rate), WHOLE) as UnitPrice;
const scopeOf = (row: PriceListPriceRow): Candidate['scope'] => (row.productId ? 'PRODUCT' : row.templateId ? 'TEMPLATE' : row.categoryId ? 'CATEGORY' : 'ALL');
const scopes: readonly Candidate['scope'][] = ['PRODUCT', 'TEMPLATE', 'CATEGORY', 'ALL'];

const covers = (row: PriceListPriceRow, { product }: PriceAsked): boolean =>
  (row.productId ? row.productId === product.id : row.templateId ? row.templateId === product.templateId : row.categoryId ? row.categoryId === product.categoryId : true);

interface Found { unitPrice: UnitPrice; taxIncluded: boolean; currencyCode: string }

const LISTS_DEEP = 5;

/** What a list rests on: its base list's price of the product, else the default list price. */
function baseOf(list: PriceListRow, asked: PriceAsked, facts: PriceFacts, depth: number): (Found & { name: string | null }) | undefined {
  if (list.baseListId === null) return asked.product.listPrice === null ? undefined : { unitPrice: asked.product.listPrice, taxIncluded: false, name: null, currencyCode: asked.money?.companyCode ?? list.currencyCode };
  const base = facts.lists.find(({ id }) => id === list.baseListId);
  if (!base || depth >= LISTS_DEEP || !base.isActive || !isWithin(base, asked.on)) return undefined;
  const taken = listCandidates('CHANNEL_LIST', base, asked, facts, depth + 1).find(({ whyNot }) => whyNot === null);
  return taken?.unitPrice == null ? undefined : { unitPrice: taken.unitPrice, taxIncluded: taken.taxIncluded, name: base.name, currencyCode: base.currencyCode };
}

/** A price worked out by a rate off the base, in the list's terms of tax, rounded by its rule. */
function workedOut(list: PriceListRow, rate: Rate, asked: PriceAsked, facts: PriceFacts, depth: number): Pick<Candidate, 'unitPrice' | 'rate' | 'basePrice' | 'baseName' | 'isRounded'> {
  const base = baseOf(list, asked, facts, depth);
  if (!base) return { unitPrice: null, rate, basePrice: null, baseName: null, isRounded: false };
  const { taxRate } = asked.product;
  // A list in the currency asked for may rest on company money.
  const { money } = asked;
  const isOther = money !== undefined && base.currencyCode !== list.currencyCode;
  if (isOther && (money.rate === null || !money.convertsPrices || list.currencyCode !== money.currencyCode || base.currencyCode !== money.companyCode)) return { unitPrice: null, rate, basePrice: null, baseName: null, isRounded: false };
  const basePrice = isOther && money.rate !== null ? priceIn(base.unitPrice, money.rate) : base.unitPrice;
  const inTerms = base.taxIncluded === list.taxIncluded ? basePrice : list.taxIncluded ? withTax(basePrice, taxRate) : withoutTax(basePrice, taxRate);
  const exact = lessRate(inTerms, rate);
  const unitPrice = roundedPrice(exact, list);
  return { unitPrice, rate, basePrice, baseName: base.name, isRounded: unitPrice !== exact };
}

/** All that a list says of a product; at most one is not refused. */
function listCandidates(origin: PriceOrigin, list: PriceListRow, asked: PriceAsked, facts: PriceFacts, depth = 0): Candidate[] {
  const own = { origin, listId: list.id, listName: list.name, taxIncluded: list.taxIncluded };
  const whole: WhyNot | null = !list.isActive ? 'LIST_INACTIVE' : isWithin(list, asked.on) ? null : 'LIST_NOT_VALID';
  const rows = facts.prices.filter((row) => row.priceListId === list.id && covers(row, asked));
  const made = scopes.flatMap((scope) => rows.filter((row) => scopeOf(row) === scope).sort(better)).map((row): Candidate => ({
    ...own, priceId: row.id, fromQuantity: row.fromQuantity, validFrom: row.validFrom, validTo: row.validTo, scope: scopeOf(row),
    ...(row.unitPrice !== null ? { unitPrice: row.unitPrice, rate: null, basePrice: null, baseName: null, isRounded: false } : workedOut(list, row.rate ?? (0n as Rate), asked, facts, depth)),
    whyNot: whole ?? dayOrQuantity(row, asked),
  }));
  if (list.adjustRate !== null) {
    made.push({ ...own, priceId: null, fromQuantity: 0n as Quantity, validFrom: list.validFrom, validTo: list.validTo, scope: 'ALL', ...workedOut(list, list.adjustRate, asked, facts, depth), whyNot: whole });
  }
  return firstOnly(made.map((each) => (each.whyNot === null && each.unitPrice === null ? { ...each, whyNot: 'NO_BASE' as const } : each)));
}

/** Of what would do, in order, the first is left; each other is told why the first goes before it. */
function firstOnly(candidates: Candidate[]): Candidate[] {
  const first = candidates.find(({ whyNot }) => whyNot === null);
  return candidates.map((each) => {
    if (!first || each === first || each.whyNot !== null) return each;
    const whyNot: WhyNot = each.scope !== first.scope || (each.priceId === null) !== (first.priceId === null) ? 'NARROWER' : each.fromQuantity !== first.fromQuantity ? 'HIGHER_BREAK' : 'LATER_PRICE';
    return { ...each, whyNot };
  });
}

/** The customer's own prices of a product. */
function ownCandidates(asked: PriceAsked, { customerPrices }: PriceFacts): Candidate[] {
  const rows = customerPrices.filter((row) => row.customerId === asked.customer?.id && row.productId === asked.product.id).sort(better);
  return firstOnly(rows.map((row): Candidate => inMoney({
    origin: 'CUSTOMER_PRICE', listId: null, listName: null, priceId: row.id, unitPrice: row.unitPrice, taxIncluded: row.taxIncluded, fromQuantity: row.fromQuantity,
    validFrom: row.validFrom, validTo: row.validTo, scope: 'PRODUCT', rate: null, basePrice: null, baseName: null, isRounded: false, whyNot: dayOrQuantity(row, asked),
  }, row.currencyCode, asked)));
}

/** The lists of one kind that somebody buys by, lowest priority first. */
function listsOf(origin: PriceOrigin, isAssigned: (row: PriceListAssignmentRow) => boolean, asked: PriceAsked, facts: PriceFacts): Candidate[] {
  const assigned = facts.assignments.filter(isAssigned).sort((a, b) => a.priority - b.priority);
  return assigned.flatMap(({ priceListId }) => {
    const list = facts.lists.find(({ id }) => id === priceListId);
    return list ? firstOnly(listCandidates(origin, list, asked, facts).map((each) => inMoney(each, list.currencyCode, asked))) : [];
  });
}

/** A candidate in the currency asked for: company money by the day's rate where the firm converts; else not taken. */
function inMoney(each: Candidate, currencyCode: string, { money }: PriceAsked): Candidate {
  if (!money || currencyCode === money.currencyCode || each.unitPrice === null) return each;
  if (currencyCode !== money.companyCode || money.rate === null || !money.convertsPrices) return { ...each, otherCurrency: currencyCode, whyNot: each.whyNot ?? 'CURRENCY' };
  const { unitPrice } = each;
  return { ...each, unitPrice: priceIn(unitPrice, money.rate), converted: { price: unitPrice, currencyCode, rate: money.rate } };
}

/** What a product costs, with every candidate in the order of precedence; prices in the currency asked for go before those that are converted. */
export function resolvePrice(asked: PriceAsked, facts: PriceFacts): Priced {
  const { customer, channel, product } = asked;
  const all = [
    ...(facts.agreed ?? []),
    ...ownCandidates(asked, facts),
    ...(customer ? listsOf('CUSTOMER_LIST', (row) => row.customerId === customer.id, asked, facts) : []),
    ...(customer?.groupId ? listsOf('GROUP_LIST', (row) => row.groupId === customer.groupId, asked, facts) : []),
    ...listsOf('CHANNEL_LIST', (row) => row.channel === channel, asked, facts),
    inMoney({
      origin: 'LIST_PRICE' as const, listId: null, listName: null, priceId: null, unitPrice: product.listPrice, taxIncluded: false, fromQuantity: 0n as Quantity, validFrom: null, validTo: null,
      scope: 'PRODUCT' as const, rate: null, basePrice: null, baseName: null, isRounded: false, whyNot: product.listPrice === null ? 'NONE' as const : null,
    }, asked.money?.companyCode ?? '', asked),
  ];
  const taken = all.find(({ whyNot, converted }) => whyNot === null && !converted) ?? all.find(({ whyNot }) => whyNot === null) ?? null;
  return { taken, candidates: all.map((each) => (each !== taken && each.whyNot === null ? { ...each, whyNot: each.converted && !taken?.converted ? 'CONVERTED' : 'OUTRANKED' } : each)) };
}
