// Pure: the rows of an order's draft, from what was said and what is known.
import type { CustomerRow, OrderDiscountRow, OrderLineRow, OrderRow } from '../generated/rows.ts';
import { demandToldCurrency } from '../currencies/documentMoney.ts';
import { addressFor } from '../customers/rules.ts';
import { couponsRefused } from '../pricing/coupons.ts';
import { noFrameworks, pickCalls } from '../pricing/frameworks.ts';
import { askedAmounts } from '../pricing/lineAmounts.ts';
import { priceLines, type LineToPrice, type OrderLess, type PricedLines } from '../pricing/priceLines.ts';
import type { Sellable } from '../pricing/priceOf.ts';
import { codeOf } from '../pricing/promotionParts.ts';
import { noPromotions, type PromotionTold } from '../pricing/promotions.ts';
import type { DecideContext } from '../shared/action.ts';
import { plus, zero, type Minor } from '../shared/money.ts';
import { fitsPlaces, none, printUnitPrice, type Rate, type UnitPrice } from '../shared/quantity.ts';
import { InputRefused, fieldRefused, type FieldIssue } from '../shared/sharedRefusals.ts';
import { linePrice, unitsByProduct, wasTyped, type LinePrice, type PriceTerms } from './linePrice.ts';
import { inOwnUnit } from './lineUnits.ts';
import type { DraftFacts } from './loadDraftFacts.ts';
import type { OrderHeadInput, OrderInput, OrderLineInput } from './orderInput.ts';

export type DraftLine = OrderLineRow;
/** Lines with what was taken off them beside their rates. */
export interface Drafted { lines: DraftLine[]; discounts: OrderDiscountRow[]; told: PromotionTold[] }

/** Decimal places that a quantity of it may have: kits are sold whole. */
const placesOf = ({ components, decimals }: Sellable): number => (components.length > 0 ? 0 : decimals);

/** What is refused of a line goes to the issues. */
function collected<T>(issues: FieldIssue[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputRefused)) throw error;
    issues.push(...error.issues);
    return undefined;
  }
}

interface Read { typed: OrderLineInput; quoted: OrderLineRow | undefined; product: Sellable; price: LinePrice; unitPrice: UnitPrice; toPrice: LineToPrice; index: number }

const asOrdered = (line: LinePrice, unitPrice: UnitPrice): LineToPrice['priced'] => ({ unitPrice: line.own.priced.unitPrice ?? unitPrice, quantity: line.own.priced.quantity });

/** Who may not set prices sells at those that there are, unless somebody who may had typed it before. */
function demandPriceRight({ typed, price, unitPrice, product }: Omit<Read, 'quoted' | 'toPrice' | 'index'>, kept: OrderLineRow[], ctx: DecideContext, at: (field: string) => string[], issues: FieldIssue[]): void {
  if (ctx.viewer.permissions.has('prices.override')) return;
  const before = kept.filter((line) => line.productId === product.id);
  if (price.origin === 'TYPED' && !wasTyped(kept, product.id, price.own.priced.unitPrice ?? unitPrice)) {
    issues.push({ path: at('unitPrice'), code: 'price_fixed', facts: { price: price.usual === null ? '' : printUnitPrice(price.usual) } });
  }
  const [rate, less] = [typed.discountRate ?? 0n, typed.discountAmount ?? 0n];
  if ((rate > 0n || less > 0n) && !before.some((line) => line.discountRate === rate && line.lessMinor === less)) issues.push({ path: at('discountRate'), code: 'discount_fixed' });
}

/** The terms on which the lines of a draft are priced. */
export interface DraftTerms extends OrderLess { id: string; path: string[]; codes: readonly string[]; frameworkId?: string | null; isOutsideFrameworks?: boolean | null }
type LineFacts = Pick<DraftFacts, 'money' | 'channel' | 'products' | 'units' | 'prices' | 'promotions' | 'frameworks' | 'on'> & { /** Null: nobody in particular, as a prospect. */ customer: CustomerRow | null };

/** The kept line whose agreed price a typed line has: its product and unit, each kept line once; the one whose price was typed again first. */
function quotedLine(typed: OrderLineInput, kept: readonly OrderLineRow[], used: Set<string>): OrderLineRow | undefined {
  const fitting = kept.filter((line) => line.quotationLineId !== null && line.productId === typed.productId && line.unitId === (typed.unitId ?? null) && !used.has(line.id));
  const found = fitting.find((line) => typed.unitPrice === (line.enteredPrice ?? line.unitPrice)) ?? fitting[0];
  if (found) used.add(found.id);
  return found;
}

/** A line at the price that a quotation agreed, unless another was typed: no list comes before it. */
const agreedLine = (typed: OrderLineInput, quoted: OrderLineRow | undefined): OrderLineInput | undefined => {
  const agreed = quoted && quoted.priceOrigin === 'QUOTATION' ? quoted.enteredPrice ?? quoted.unitPrice : undefined;
  if (agreed === undefined || (typed.unitPrice !== null && typed.unitPrice !== undefined && typed.unitPrice !== agreed)) return undefined;
  return { ...typed, unitPrice: agreed, taxIncluded: quoted?.taxIncluded };
};

/** The lines of a draft with their amounts and discounts; every bad line is named at once. `kept` are lines whose ids are used again, by position. */
export function draftLines(order: DraftTerms, given: OrderLineInput[], facts: LineFacts, kept: OrderLineRow[], ctx: DecideContext): Drafted {
  const issues: FieldIssue[] = [];
  const { taxRounding } = ctx.company;
  const { customer, channel, products, units, prices, on, money } = facts;
  const currencyCode = money?.currencyCode ?? ctx.company.currencyCode;
  const at = (index: number) => (field: string) => [...order.path, String(index), field];
  const owned = given.map(({ productId, ...line }) => {
    const product = products.get(productId);
    const own = product && collected([], () => inOwnUnit(line, product, units, []));
    return own && { productId, quantity: own.quantity };
  });
  const wanted = owned.flatMap((line) => line ?? []);
  const terms: PriceTerms = { money, prices, customer, channel, on, units: unitsByProduct(wanted) };
  const used = new Set<string>();
  const quotedLines = given.map((typed) => quotedLine(typed, kept, used));
  const calls = pickCalls(owned.map((line, index) => line && {
    ...line, named: given[index]?.frameworkLineId ?? null, kept: kept.find(({ productId, frameworkLineId }) => productId === line.productId && frameworkLineId !== null)?.frameworkLineId ?? null,
    isPriced: agreedLine(given[index] as OrderLineInput, quotedLines[index]) !== undefined,
  }), { customerId: customer?.id ?? null, on, currencyCode, frameworkId: order.frameworkId ?? null, isOutside: order.isOutsideFrameworks ?? false }, facts.frameworks ?? noFrameworks, (index) => [...order.path, String(index)], issues);
  const read = given.flatMap((typed, index): Read[] => {
    const product = products.get(typed.productId);
    const quoted = quotedLines[index];
    const agreed = agreedLine(typed, quoted);
    const found = product && collected(issues, () => linePrice(agreed ?? typed, product, units, [...order.path, String(index)], { ...terms, agreed: calls[index]?.candidate }));
    const price = found && agreed && quoted ? { ...found, origin: 'QUOTATION' as const, because: quoted.priceBecause } : found;
    if (!product) issues.push({ path: at(index)('productId'), code: 'id_unknown', facts: { type: 'Product' } });
    if (!product || !price) return [];
    const { unitPrice, quantity } = price.own;
    if (!fitsPlaces(quantity, placesOf(product))) issues.push({ path: at(index)('quantity'), code: 'decimal_places', facts: { places: placesOf(product) } });
    else if (unitPrice === null) issues.push({ path: at(index)('unitPrice'), code: 'price_missing' });
    if (unitPrice === null) return [];
    demandPriceRight({ typed, product, price, unitPrice }, kept, ctx, at(index), issues);
    const toPrice: LineToPrice = {
      productId: product.id, categoryId: product.categoryId, quantity, priced: asOrdered(price, unitPrice), discountRate: typed.discountRate ?? (0n as Rate),
      less: typed.discountAmount ?? zero, ...price.tax, taxIncluded: price.taxIncluded,
    };
    if (toPrice.less > askedAmounts({ ...toPrice.priced, discountRate: toPrice.discountRate, taxRate: toPrice.taxRate, currencyCode }).net) issues.push({ path: at(index)('discountAmount'), code: 'discount_large' });
    return [{ typed, quoted, product, price, unitPrice, toPrice, index }];
  });
  if (order.discountRate && order.lessMinor) issues.push({ path: [...order.path.slice(0, -1), 'discountAmount'], code: 'one_of', facts: { fields: 'discountRate, discountAmount' } });
  if (issues.length > 0) throw new InputRefused(issues);
  const priced = priceLines(read.map(({ toPrice }) => toPrice), { ...order, currencyCode, rounding: taxRounding }, facts.promotions ?? noPromotions, { customer, channel, on });
  const [refused] = couponsRefused(order.codes, facts.promotions ?? noPromotions, priced.told);
  if (refused) throw refused;
  const lines = read.map(({ typed, quoted, product, price, unitPrice, toPrice, index }, place): DraftLine => {
    // A price that was typed is no call-off, unless it names what it is called off from.
    const call = price.origin === 'FRAMEWORK' || typed.frameworkLineId || order.frameworkId ? calls[index] : undefined;
    const { gross, net, tax } = (priced.lines[place] as PricedLines['lines'][number]).amounts;
    return {
      id: kept[index]?.id ?? ctx.newId(), orderId: order.id, no: index + 1, productId: product.id, description: product.name, quantity: price.own.quantity, unitPrice,
      ...price.own.columns, discountRate: toPrice.discountRate, taxCodeId: toPrice.taxCodeId, taxRate: toPrice.taxRate, currencyCode, grossMinor: gross, netMinor: net,
      taxMinor: tax, shipped: none, invoiced: none, cancelled: none, isDropShipped: typed.isDropShipped ?? product.dropSupplierId !== null,
      priceOrigin: price.origin, priceBecause: price.because, taxIncluded: toPrice.taxIncluded, lessMinor: toPrice.less,
      quotationLineId: quoted?.quotationLineId ?? null, frameworkId: call?.framework.id ?? null, frameworkLineId: call?.line.id ?? null,
    };
  });
  const discounts = lines.flatMap((line, place) => (priced.lines[place]?.parts ?? []).map(({ amount, ...part }, no): OrderDiscountRow =>
    ({ id: ctx.newId(), orderId: order.id, orderLineId: line.id, no: no + 1, ...part, currencyCode, amountMinor: amount })));
  return { lines, discounts, told: priced.told };
}

const AMOUNT_MAX = 10n ** 17n;

/** The totals of an order: sums of its lines, each rounded before it is summed. */
export function draftTotals(lines: Pick<DraftLine, 'grossMinor' | 'netMinor' | 'taxMinor'>[], freight: Minor, path: string[] = ['lines']) {
  const gross = plus(zero, ...lines.map((line) => line.grossMinor));
  const net = plus(zero, ...lines.map((line) => line.netMinor));
  const tax = plus(zero, ...lines.map((line) => line.taxMinor));
  const total = plus(net, tax, freight);
  if (gross > AMOUNT_MAX || total > AMOUNT_MAX) throw fieldRefused(path, 'number_large');
  return { grossMinor: gross, netMinor: net, discountMinor: plus(gross, -net as Minor), taxMinor: tax, freightMinor: freight, totalMinor: total };
}

type ShipTo = Pick<OrderRow, 'shipToName' | 'shipToStreet' | 'shipToCity' | 'shipToRegion' | 'shipToPostalCode' | 'shipToCountry' | 'shipToLatitude' | 'shipToLongitude'>;

/** Where an order goes: as said, else a copy of the customer's address for shipping. */
export function shipToOf(given: OrderHeadInput['shipTo'], { addresses, customer }: Pick<DraftFacts, 'addresses' | 'customer'>): ShipTo {
  const address = given ?? addressFor(addresses, 'SHIPPING');
  return {
    shipToName: address ? address.name ?? customer.name : null, shipToStreet: address?.street ?? null, shipToCity: address?.city ?? null,
    shipToRegion: address?.region ?? null, shipToPostalCode: address?.postalCode ?? null, shipToCountry: address?.country ?? null,
    shipToLatitude: address?.latitude ?? null, shipToLongitude: address?.longitude ?? null,
  };
}

/** What of an order's head its amounts depend on. */
export const lessOf = ({ discountRate, discountAmount }: Pick<OrderHeadInput, 'discountRate' | 'discountAmount'>): { discountRate: Rate | null; lessMinor: Minor | null } =>
  ({ discountRate: discountRate || null, lessMinor: discountAmount || null });

/** Refuses who may not set prices what is typed off the whole order. */
export function demandLessRight({ discountRate, lessMinor }: OrderLess, before: OrderLess, path: string[], ctx: DecideContext): void {
  if (ctx.viewer.permissions.has('prices.override') || (!discountRate && !lessMinor)) return;
  if ((before.discountRate ?? null) === (discountRate ?? null) && (before.lessMinor ?? null) === (lessMinor ?? null)) return;
  throw fieldRefused([...path, discountRate ? 'discountRate' : 'discountAmount'], 'discount_fixed');
}

/** The order's head as a draft, its lines and what is taken off them. */
export function draftOrder(input: OrderInput, facts: DraftFacts, ctx: DecideContext, path: string[] = []): { order: OrderRow; lines: DraftLine[]; discounts: OrderDiscountRow[] } {
  if (!facts.warehouse) throw fieldRefused([...path, 'warehouseId'], 'required');
  if (!facts.isKnownSalesPerson) throw fieldRefused([...path, 'salesPersonId'], 'id_unknown', { type: 'SalesPerson' });
  demandToldCurrency(input, facts.money?.currencyCode ?? ctx.company.currencyCode, ctx, path);
  const id = ctx.newId();
  const codes = [...new Set((input.couponCodes ?? []).map(codeOf))];
  const less = lessOf(input);
  demandLessRight(less, {}, path, ctx);
  const { frameworkId, isOutsideFrameworks } = input;
  const { lines, discounts } = draftLines({ id, path: [...path, 'lines'], codes, ...less, frameworkId, isOutsideFrameworks }, input.lines, facts, [], ctx);
  const { taxTreatment, taxReason } = facts.customer;
  const order: OrderRow = {
    id, companyId: ctx.company.id, number: null, customerId: facts.customer.id, salesPersonId: input.salesPersonId ?? facts.customer.salesPersonId,
    warehouseId: facts.warehouse.id, choosesWarehouse: !input.warehouseId, servedFrom: [], channel: facts.channel, status: 'DRAFT', placedOn: null, placedAt: null, requiredOn: input.requiredOn ?? null, shippedOn: null,
    customerReference: input.customerReference ?? null, note: input.note ?? null, carrier: input.carrier ?? null, ...shipToOf(input.shipTo, facts),
    currencyCode: facts.money?.currencyCode ?? ctx.company.currencyCode, exchangeRate: facts.money?.rate ?? null, ...draftTotals(lines, input.freight ?? zero, [...path, 'lines']), openMinor: zero, createdAt: ctx.now, version: 1,
    taxRounding: ctx.company.taxRounding, taxTreatment, taxReason, couponCodes: codes, ...less, shipPolicy: input.shipPolicy ?? null, priority: input.priority ?? null, replacesReturnId: null, quotationId: null, entrySeconds: input.entrySeconds ?? null, overCallReason: input.overCallReason ?? null,
  };
  return { order, lines, discounts };
}
