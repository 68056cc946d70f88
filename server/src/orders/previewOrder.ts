import sql from 'sql-template-tag';
import { loadProductUnits } from '../catalogue/unitsLoad.ts';
import { currencyFor, documentMoney, type DocumentMoney } from '../currencies/documentMoney.ts';
import { loadRates } from '../currencies/rates.ts';
import { promotionsIn } from '../pricing/promotionMoney.ts';
import { creditLeft, exposureOf } from '../customers/credit.ts';
import { loadHolds, readCustomer } from '../customers/loadCustomer.ts';
import { demandGranted } from '../customers/granted.ts';
import { demandMayOrder, demandPrepaid } from '../customers/rules.ts';
import type { PriceOrigin } from '../generated/rows.ts';
import { couponsRefused } from '../pricing/coupons.ts';
import { loadFrameworks } from '../pricing/frameworkParts.ts';
import { leftUnits, pickCalls, type Call } from '../pricing/frameworks.ts';
import { askedAmounts, type LineAmounts } from '../pricing/lineAmounts.ts';
import { loadMargins } from '../pricing/marginParts.ts';
import { costOfUnits, marginOf, marginRuleOf, marginsShort, unitCostOf } from '../pricing/margins.ts';
import { priceLines, type LineToPrice } from '../pricing/priceLines.ts';
import { loadSellables, type Sellable } from '../pricing/priceOf.ts';
import { loadPrices } from '../pricing/priceParts.ts';
import { codeOf, loadPromotions } from '../pricing/promotionParts.ts';
import { MarginBelow } from '../pricing/refusals.ts';
import { whyPrice } from '../pricing/whyPrice.ts';
import { boolean, currency, day, degrees, id, list, moneyOrZero, object, optional, quantityOrZero, fraction, text, unitPrice, type InputOf } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { inCompany, least, minus, plus, zero, type Minor } from '../shared/money.ts';
import { none, subtract, type Quantity, type Rate, type UnitPrice } from '../shared/quantity.ts';
import { Refusal } from '../shared/refusal.ts';
import { InputRefused } from '../shared/sharedRefusals.ts';
import { selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { draftTotals } from './draft.ts';
import { StockShort } from './refusals.ts';
import { linePrice, unitsByProduct, type LinePrice, type PriceTerms } from './linePrice.ts';
import { inOwnUnit } from './lineUnits.ts';
import { asPercent } from './marginRules.ts';
import { loadSources, type Found } from './previewSources.ts';
import { demandCredit, overLimit } from './rules.ts';

/** An order as it is being typed: anything may still be missing. */
export const previewInput = {
  customerId: optional(id('Customer')), warehouseId: optional(id('Warehouse')), freight: optional(moneyOrZero()), requiredOn: optional(day()),
  shipTo: { ...optional(object('PreviewShipToInput', {
    city: optional(text({ max: 100 })), region: optional(text({ max: 100 })), postalCode: optional(text({ max: 30 })), country: optional(text({ max: 100 })),
    latitude: optional(degrees(90)), longitude: optional(degrees(180)),
  })), describe: 'Where it goes, for the choice of the nearest warehouse; the customer\'s shipping address when left out.' },
  lines: list(object('PreviewOrderLineInput', {
    productId: optional(id('Product')), quantity: optional(quantityOrZero()), unitId: optional(id('Unit')), unitPrice: optional(unitPrice()), discountRate: optional(fraction()),
    isDropShipped: optional(boolean()), taxIncluded: optional(boolean()), discountAmount: optional(moneyOrZero()), frameworkLineId: optional(id('FrameworkLine')),
  }), { max: 500 }),
  currencyCode: { ...optional(currency()), describe: 'The customer\'s when left out.' },
  frameworkId: optional(id('Framework')), isOutsideFrameworks: optional(boolean()),
  couponCodes: optional(list(text({ max: 40 }), { max: 10 })), discountRate: optional(fraction()), discountAmount: optional(moneyOrZero()),
};
type Asked = InputOf<typeof previewInput>;

interface PreviewLine extends LineAmounts, Found {
  product: string | null; unitPrice: UnitPrice | null; listPrice: UnitPrice | null; usualPrice: UnitPrice | null; taxRate: Rate; taxIncluded: boolean; priceOrigin: PriceOrigin | null; why: string | null;
  frameworkLine: string | null; frameworkLeft: Quantity | null; discounts: { name: string; amount: Minor }[]; margin: Rate | null; minimumMargin: Rate | null;
}

type Typed = Asked['lines'][number];
type Own = Typed & { quantity: Quantity; price: LinePrice | undefined; call: Call | undefined };

/** Lines in their products' own units at their prices. What does not convert asks for nothing yet: saving says why. */
async function inOwnUnits({ lines, frameworkId, isOutsideFrameworks }: Pick<Asked, 'lines' | 'frameworkId' | 'isOutsideFrameworks'>, products: ReadonlyMap<string, Sellable>, terms: Omit<PriceTerms, 'units'>, ctx: Context): Promise<Own[]> {
  const inUnits = lines.flatMap(({ unitId, productId }) => (unitId && productId ? [productId] : []));
  const units = inUnits.length > 0 ? await loadProductUnits(ctx.db, inUnits) : undefined;
  const at = <T>(line: Typed, read: (typed: Typed & { productId: string; quantity: Quantity }, product: Sellable) => T): T | undefined => {
    const product = products.get(line.productId ?? '');
    if (!product) return undefined;
    try {
      return read({ ...line, productId: product.id, quantity: line.quantity ?? none }, product);
    } catch (error) {
      if (error instanceof InputRefused) return undefined;
      throw error;
    }
  };
  const owned = lines.map((line) => at(line, (typed, product) => ({ productId: product.id, quantity: inOwnUnit(typed, product, units, []).quantity })));
  const totals = unitsByProduct(owned.flatMap((line) => line ?? []));
  const calls = pickCalls(owned.map((line, index) => line && { ...line, named: lines[index]?.frameworkLineId ?? null }), {
    customerId: terms.customer?.id ?? null, on: terms.on, currencyCode: terms.money?.currencyCode ?? ctx.company.currencyCode, frameworkId: frameworkId ?? null, isOutside: isOutsideFrameworks ?? false,
  }, await loadFrameworks(ctx.db, terms.customer?.id ?? null), (index) => ['lines', String(index)], []);
  return lines.map((line, index): Own => {
    const picked = calls[index];
    const price = at(line, (typed, product) => linePrice(typed, product, units, [], { ...terms, units: totals, agreed: picked?.candidate }));
    const call = price?.origin === 'FRAMEWORK' || line.frameworkLineId || frameworkId ? picked : undefined;
    return { ...line, quantity: price?.own.quantity ?? none, price, call };
  });
}

const toPrice = ({ productId, quantity, discountRate, discountAmount, price }: Own, product: Sellable | undefined, currencyCode: string): LineToPrice => {
  const line = {
    productId: productId ?? '', categoryId: product?.categoryId ?? null, quantity, discountRate: discountRate ?? (0n as Rate), taxCodeId: price?.tax.taxCodeId ?? null, taxRate: price?.tax.taxRate ?? (0n as Rate),
    priced: { unitPrice: price?.own.priced.unitPrice ?? (0n as UnitPrice), quantity: price?.own.priced.quantity ?? none }, taxIncluded: price?.taxIncluded ?? false,
  };
  const { net } = askedAmounts({ ...line.priced, discountRate: line.discountRate, taxRate: line.taxRate, currencyCode });
  return { ...line, less: least(discountAmount ?? zero, net) };
};

/** What is lacking of margins, for those who may know costs: by line. */
async function loadMarginView(lines: readonly { productId: string; net: Minor; quantity: Quantity }[], products: ReadonlyMap<string, Sellable>, ctx: Context): Promise<{ margin: Rate | null; minimumMargin: Rate | null; isShort: boolean }[]> {
  const nothing = { margin: null, minimumMargin: null, isShort: false };
  if (!ctx.viewer.permissions.has('costs.read')) return lines.map(() => nothing);
  const margins = await loadMargins(ctx.db, ctx, lines.flatMap(({ productId }) => productId || []));
  return lines.map(({ productId, net, quantity }) => {
    const product = products.get(productId);
    const rule = product && marginRuleOf(margins.rules, { productId, categoryId: product.categoryId });
    const unitCost = rule ? unitCostOf(product, margins.costs, rule.basis) : null;
    if (!rule || unitCost === null || quantity === none) return nothing;
    const cost = costOfUnits(unitCost, quantity, ctx.company.currencyCode);
    return { margin: marginOf(net, cost), minimumMargin: rule.minimum, isShort: marginsShort([{ productId, categoryId: product.categoryId, name: '', quantity, net }], products, margins, ctx.company.currencyCode).length > 0 };
  });
}

const nothing: Found = { available: null, short: null, sources: [], isDropShipped: false };

const refusedBy = (demand: () => unknown): Refusal[] => {
  try {
    demand();
    return [];
  } catch (error) {
    if (error instanceof Refusal) return [error];
    throw error;
  }
};

/** Amounts, stock and credit of an order before it is saved, with what would keep it from being placed. */
export async function loadPreview(asked: Asked, ctx: Context) {
  const productIds = [...new Set(asked.lines.flatMap((line) => line.productId ?? []))];
  const products = await loadSellables(ctx.db, ctx, productIds, ctx.today);
  const { taxRounding } = ctx.company;
  const [customer] = asked.customerId ? await selectRows(ctx.db, 'Customer', sql`t.id = ${asked.customerId}`) : [];
  const code = currencyFor(asked.currencyCode, customer ?? null, ctx);
  const { money, refused: noRate } = await loadMoney(code, ctx);
  const { currencyCode } = money;
  const worth = (amount: Minor) => inCompany(amount, money.rate, currencyCode, ctx.company.currencyCode);
  const terms = { customer: customer ?? null, channel: ctx.channel, on: ctx.today, money };
  const codes = [...new Set((asked.couponCodes ?? []).map(codeOf))];
  const promotions = promotionsIn(await loadPromotions(ctx.db, ctx, customer?.id ?? null, ctx.today, codes), money);
  const own = await inOwnUnits(asked, products, { ...terms, prices: await loadPrices(ctx.db, terms.customer, ctx.channel, productIds) }, ctx);
  const found = await loadSources({ ...asked, lines: own }, products, ctx);
  const ofLines = own.map((line) => toPrice(line, products.get(line.productId ?? ''), currencyCode));
  const priced = priceLines(ofLines, { discountRate: asked.discountRate, lessMinor: asked.discountRate ? null : asked.discountAmount, currencyCode, rounding: taxRounding }, promotions, terms);
  const exempt = new Set(promotions.promotions.filter(({ isMarginExempt }) => isMarginExempt).map(({ id: promotionId }) => promotionId));
  const margins = await loadMarginView(priced.lines.map(({ amounts, parts }, index) => ({
    productId: own[index]?.productId ?? '', quantity: own[index]?.quantity ?? none,
    net: worth(plus(amounts.net, ...parts.filter(({ promotionId }) => exempt.has(promotionId ?? '')).map(({ amount }) => amount))),
  })), products, ctx);
  const lines = own.map((line, index): PreviewLine => {
    const product = products.get(line.productId ?? '');
    const { amounts, parts } = priced.lines[index] as (typeof priced.lines)[number];
    return {
      product: product?.id ?? null, unitPrice: line.price?.own.priced.unitPrice ?? line.unitPrice ?? null, listPrice: product?.listPrice ?? null, usualPrice: line.price?.usual ?? null,
      taxRate: line.price?.tax.taxRate ?? (0n as Rate), taxIncluded: line.price?.taxIncluded ?? false, priceOrigin: line.price?.origin ?? null, why: line.price ? whyPrice(line.price.because, ctx.viewer.locale) : null,
      frameworkLine: line.call?.line.id ?? null, frameworkLeft: line.call ? leftUnits(line.call.line) : null,
      discounts: parts.map(({ kind, name, amount }) => ({ name: name || message(ctx.viewer.locale, `enum.DiscountKind.${kind}`), amount })),
      margin: margins[index]?.margin ?? null, minimumMargin: margins[index]?.minimumMargin ?? null, ...amounts, ...(found[index] ?? nothing),
    };
  });
  const totals = draftTotals(lines.map(({ gross, net, tax }) => ({ grossMinor: gross, netMinor: net, taxMinor: tax })), asked.freight ?? zero);
  const shortages = lines.flatMap((line, index): Refusal[] => (line.product && line.short
    ? [StockShort({ product: line.product, productName: products.get(line.product)?.name ?? '', wanted: own[index]?.quantity ?? none,
      available: subtract(own[index]?.quantity ?? none, line.short), short: line.short })] : []));
  const figures = { lines, gross: totals.grossMinor, discount: totals.discountMinor, net: totals.netMinor, tax: totals.taxMinor, freight: totals.freightMinor, total: totals.totalMinor };
  const credit = asked.customerId ? await loadCreditView(asked.customerId, worth(totals.totalMinor), ctx) : noCredit;
  const belowMargin = lines.flatMap((line, index): Refusal[] => (line.product && margins[index]?.isShort
    ? [MarginBelow({ productName: products.get(line.product)?.name ?? '', margin: line.margin === null ? '–' : asPercent(line.margin), minimum: asPercent(line.minimumMargin ?? (0n as Rate)) })] : []));
  return {
    ...figures, ...credit, currencyCode, exchangeRate: money.rate, worth: money.rate === null ? null : worth(totals.totalMinor), hints: priced.hints.map(({ promotion, productId, quantity }) => ({ promotion: promotion.name, product: productId, quantity })),
    promotions: priced.told.map(({ promotion, coupon, amount, whyNot }) => ({
      name: promotion.name, couponCode: promotion.needsCoupon ? coupon?.code ?? null : null, amount, isTaken: whyNot === null,
      why: message(ctx.viewer.locale, whyNot === null ? 'promotion.taken' : `promotion.not.${whyNot}`),
    })),
    refused: [...noRate, ...credit.refused, ...couponsRefused(codes, promotions, priced.told), ...belowMargin, ...shortages],
  };
}

/** The currency of an order as it is typed; without a rate it is priced in company money, and told why it cannot be placed. */
async function loadMoney(code: string, ctx: Context): Promise<{ money: DocumentMoney; refused: Refusal[] }> {
  const own = documentMoney(ctx.company.currencyCode, ctx.today, undefined, ctx);
  if (code === own.currencyCode) return { money: own, refused: [] };
  try {
    return { money: documentMoney(code, ctx.today, await loadRates(ctx.db, ctx, [ctx.today]), ctx), refused: [] };
  } catch (error) {
    if (error instanceof InputRefused) return { money: own, refused: [] };
    if (error instanceof Refusal) return { money: own, refused: [error] };
    throw error;
  }
}

interface CreditView { creditLimit: Minor | null; exposure: Minor | null; creditLeft: Minor | null; over: Minor | null; refused: Refusal[] }
const noCredit: CreditView = { creditLimit: null, exposure: null, creditLeft: null, over: null, refused: [] };

/** The customer's side; figures only for those who may read credit. */
async function loadCreditView(customerId: string, total: Minor, ctx: Context): Promise<CreditView> {
  const customer = await readCustomer(ctx.db, customerId, ctx);
  const holds = await loadHolds(ctx.db, customerId);
  const held = refusedBy(() => demandMayOrder(customer, holds));
  const [account] = await selectRows(ctx.db, 'CreditAccount', sql`t."customerId" = ${customerId}`);
  const [policy] = await selectRows(ctx.db, 'CustomerPolicy', sql`TRUE`);
  if (!account || !ctx.viewer.permissions.has('credit.read')) return { ...noCredit, refused: held };
  const left = creditLeft(account);
  return {
    creditLimit: account.limitMinor, exposure: exposureOf(account), creditLeft: left === null ? null : minus(left, total), over: overLimit(account, total),
    refused: [...held, ...refusedBy(() => demandPrepaid(customer, holds, account, total)), ...refusedBy(() => demandGranted(customer, account, policy, total, ctx.today, ctx.company.timeZone)), ...refusedBy(() => demandCredit(customer, account, total, []))],
  };
}
