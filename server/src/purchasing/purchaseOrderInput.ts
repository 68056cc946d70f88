import sql from 'sql-template-tag';
import type { ProductUnits } from '../catalogue/units.ts';
import { loadProductUnits } from '../catalogue/unitsLoad.ts';
import type { PaperMoney } from '../currencies/paperMoney.ts';
import { loadRates, type Rates } from '../currencies/rates.ts';
import { rateRefusals } from '../currencies/refusals.ts';
import type { ProductRow, PurchaseOrderLineRow, SupplierRow, WarehouseRow } from '../generated/rows.ts';
import { ProductNotStocked, WarehouseInactive } from '../inventory/refusals.ts';
import type { DecideContext } from '../shared/action.ts';
import type { Queryable } from '../shared/db.ts';
import { day, id, list, object, optional, quantity, text, unitPrice } from '../shared/input.ts';
import { fitsPlaces, type Quantity, type UnitPrice } from '../shared/quantity.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { costOf, inOwnUnit, type UnitColumns } from './lineUnits.ts';
import { loadTerms } from './loadTerms.ts';
import { moneyFields, priceFor } from './orderMoney.ts';
import { lastPrice, priceAt, type FoundPrice, type SupplyTerms } from './prices.ts';
import { SupplierInactive } from './refusals.ts';

const line = object('PurchaseOrderLineInput', {
  productId: id('Product'), quantity: quantity(),
  unitId: { ...optional(id('Unit')), describe: 'The unit of quantity and unitCost: the product\'s own when left out.' },
  unitCost: { ...optional(unitPrice()), describe: 'Default: what the supplier asks for the quantity. In the order\'s currency.' },
  expectedOn: { ...optional(day()), describe: 'Default: the order\'s, else by the days that the supplier takes.' },
  choiceReason: { ...optional(text({ max: 1000, lines: true })), describe: 'Why this supplier.' },
});
export const headFields = {
  warehouseId: optional(id('Warehouse')), expectedOn: optional(day()), note: optional(text({ max: 2000, lines: true })),
  ...moneyFields,
};
export const lineFields = { lines: list(line) };
/** What drafting may refuse. */
export const draftRefusals = [SupplierInactive, WarehouseInactive, ProductNotStocked, ...rateRefusals];

/** A price that was quoted for this order. */
export interface Quote { unitCost: UnitPrice; currencyCode: string; from: Quantity; validTo: Day | null; leadTimeDays: number | null }
export interface GivenLine {
  productId: string; quantity: Quantity; unitId?: string | null; unitCost?: UnitPrice | null; expectedOn?: Day | null; choiceReason?: string | null; quote?: Quote;
}

export interface DraftFacts {
  supplier: SupplierRow; warehouse: WarehouseRow; products: (ProductRow & { decimals: number })[]; terms: SupplyTerms[];
  /** Of products of which a line is told in another unit. */
  units?: ReadonlyMap<string, ProductUnits>;
  /** Of today. */
  rates: Rates;
}

/** What a draft's lines refer to: without locks, as a draft moves nothing. */
export async function loadDraftFacts(tx: Queryable, ctx: Pick<Context, 'company' | 'today'>, { supplierId, warehouseId, lines }: { supplierId: string; warehouseId?: string | null; lines: readonly { productId: string; unitId?: string | null }[] }): Promise<DraftFacts> {
  const supplier = await readRow(tx, 'Supplier', supplierId);
  const ids = lines.map(({ productId }) => productId);
  const [warehouse] = await selectRows(tx, 'Warehouse', warehouseId ? sql`t.id = ${warehouseId}` : sql`t."isDefault"`);
  if (!warehouse) throw NotFound({ type: 'Warehouse', id: warehouseId ?? '' });
  const products = await selectRows(tx, 'Product', sql`t.id = ANY(${ids}::uuid[])`);
  const units = await selectRows(tx, 'Unit', sql`TRUE`);
  const others = lines.filter(({ unitId }) => unitId).map(({ productId }) => productId);
  return {
    ...(others.length > 0 ? { units: await loadProductUnits(tx, others) } : {}),
    supplier, warehouse, terms: await loadTerms(tx, supplierId, ids), rates: await loadRates(tx, ctx, [ctx.today]),
    products: products.map((product) => ({ ...product, decimals: units.find((unit) => unit.id === product.unitId)?.decimals ?? 0 })),
  };
}

export type DraftLine = Pick<PurchaseOrderLineRow, 'productId' | 'quantity' | 'unitCost' | 'netMinor' | 'currencyCode' | 'priceSource' | 'priceFrom'
  | keyof UnitColumns | 'quotedCost' | 'quotedCurrencyCode' | 'priceValidTo' | 'leadTimeDays' | 'expectedOn' | 'choiceReason'>;
type Priced = Pick<DraftLine, 'unitCost' | 'priceSource' | 'priceFrom' | 'quotedCost' | 'quotedCurrencyCode' | 'priceValidTo' | 'leadTimeDays'>;
type Asker = Pick<DecideContext, 'company' | 'today'>;
type Asked = Pick<Priced, 'priceSource' | 'priceFrom' | 'priceValidTo' | 'leadTimeDays'> & { price: UnitPrice; currencyCode: string };

/** A price that is asked, as a line has it: in the order's currency, with the price itself beside where that is another. */
function priced({ price, currencyCode, ...from }: Asked, money: PaperMoney, rates: Rates, ctx: Asker): Priced {
  const isOther = currencyCode !== money.currencyCode;
  return { ...from, unitCost: priceFor(price, currencyCode, money, ctx.today, rates, ctx), quotedCost: isOther ? price : null, quotedCurrencyCode: isOther ? currencyCode : null };
}
const ofTerms = ({ unitCost, currencyCode, source, from }: FoundPrice): Asked => ({ price: unitCost, currencyCode, priceSource: source, priceFrom: from, priceValidTo: null, leadTimeDays: null });
const ofQuote = ({ unitCost, currencyCode, from, validTo, leadTimeDays }: Quote): Asked => ({ price: unitCost, currencyCode, priceSource: 'QUOTE', priceFrom: from, priceValidTo: validTo, leadTimeDays });
/** What a line asks already, in the currency in which it was asked. */
const ofLine = ({ unitCost, currencyCode, quotedCost, quotedCurrencyCode, priceSource, priceFrom, priceValidTo, leadTimeDays }: PurchaseOrderLineRow): Asked =>
  ({ price: quotedCost ?? unitCost, currencyCode: quotedCurrencyCode ?? currencyCode, priceSource, priceFrom, priceValidTo, leadTimeDays });

/** The cost of a line: what is quoted for it; else what was typed; else what the supplier asks for the quantity. */
function priceOf(given: GivenLine, terms: SupplyTerms | undefined, kept: PurchaseOrderLineRow | undefined, money: PaperMoney, rates: Rates, ctx: Asker, path: string[]): Priced {
  if (given.quote) return priced(ofQuote(given.quote), money, rates, ctx);
  if (kept?.priceSource === 'QUOTE' && (given.unitCost ?? kept.unitCost) === kept.unitCost) return priced(ofLine(kept), money, rates, ctx);
  const found = terms && (priceAt(terms, given.quantity, ctx.today) ?? lastPrice(terms, given.quantity));
  const { unitCost } = given;
  if (unitCost === undefined || unitCost === null) {
    if (!found) throw fieldRefused([...path, 'unitCost'], 'required');
    return priced(ofTerms(found), money, rates, ctx);
  }
  if (found?.currencyCode === money.currencyCode && found.unitCost === unitCost) return priced(ofTerms(found), money, rates, ctx);
  return { unitCost, priceSource: 'MANUAL', priceFrom: null, quotedCost: null, quotedCurrencyCode: null, priceValidTo: null, leadTimeDays: null };
}

/**
 * The lines of a draft with their costs and nets; refuses unknown products, and quantities finer than their unit.
 * `kept`: the draft's lines as they were, whose quoted prices stay.
 */
export function draftLines({ supplier, warehouse, products, terms, units: unitsOf, rates }: DraftFacts, lines: readonly GivenLine[], money: PaperMoney, ctx: Asker, kept: readonly PurchaseOrderLineRow[] = []): DraftLine[] {
  if (!supplier.isActive) throw SupplierInactive({ supplier: supplier.id, supplierName: supplier.name });
  if (!warehouse.isActive) throw WarehouseInactive({ warehouseName: warehouse.name });
  if (warehouse.kind === 'TRANSIT') throw fieldRefused(['warehouseId'], 'warehouse_transit');
  return lines.map((typed, index) => {
    const { productId } = typed;
    const path = ['lines', String(index)];
    const product = products.find((each) => each.id === productId);
    if (!product) throw fieldRefused([...path, 'productId'], 'id_unknown', { type: 'Product' });
    if (!product.isStocked) throw ProductNotStocked({ product: product.id, productName: product.name });
    const { line: given, columns } = inOwnUnit(typed, unitsOf?.get(productId), path);
    const units = given.quantity;
    if (!fitsPlaces(units, product.decimals)) throw fieldRefused([...path, 'quantity'], 'decimal_places', { places: product.decimals });
    const old = kept.find((each) => each.productId === productId);
    const price = priceOf(given, terms.find((each) => each.productId === productId), old, money, rates, ctx, path);
    const { currencyCode } = money;
    const entered = columns(price.unitCost);
    return {
      productId, quantity: units, ...price, ...entered, netMinor: costOf({ ...price, ...entered, currencyCode }, units), currencyCode,
      expectedOn: given.expectedOn ?? null, choiceReason: given.choiceReason === undefined ? old?.choiceReason ?? null : given.choiceReason,
    };
  });
}
