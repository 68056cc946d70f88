import sql from 'sql-template-tag';
import type { ProductUnits } from '../catalogue/units.ts';
import { loadProductUnits } from '../catalogue/unitsLoad.ts';
import type { ProductRow, PurchaseOrderLineRow, SupplierRow, WarehouseRow } from '../generated/rows.ts';
import { ProductNotStocked, WarehouseInactive } from '../inventory/refusals.ts';
import type { DecideContext } from '../shared/action.ts';
import type { Queryable } from '../shared/db.ts';
import { day, id, list, object, optional, quantity, text, unitPrice } from '../shared/input.ts';
import { fitsPlaces, type Quantity, type UnitPrice } from '../shared/quantity.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { costOf, inOwnUnit, type UnitColumns } from './lineUnits.ts';
import { loadTerms } from './loadTerms.ts';
import { converted, lastPrice, priceAt, type FoundPrice, type SupplyTerms } from './prices.ts';
import { SupplierInactive } from './refusals.ts';

const line = object('PurchaseOrderLineInput', {
  productId: id('Product'), quantity: quantity(),
  unitId: { ...optional(id('Unit')), describe: 'The unit of quantity and unitCost: the product\'s own when left out.' },
  unitCost: { ...optional(unitPrice()), describe: 'Default: what the supplier asks for the quantity. In the company\'s currency.' },
  expectedOn: { ...optional(day()), describe: 'Default: the order\'s, else by the days that the supplier takes.' },
  choiceReason: { ...optional(text({ max: 1000, lines: true })), describe: 'Why this supplier.' },
});
export const headFields = {
  warehouseId: optional(id('Warehouse')), expectedOn: optional(day()), note: optional(text({ max: 2000, lines: true })),
  exchangeRate: { ...optional(unitPrice()), describe: 'What a unit of the currency in which the supplier quotes costs in the company\'s. Needed where they quote in another.' },
};
export const lineFields = { lines: list(line) };

/** A price that was quoted for this order. */
export interface Quote { unitCost: UnitPrice; currencyCode: string; from: Quantity; validTo: Day | null; leadTimeDays: number | null }
export interface GivenLine {
  productId: string; quantity: Quantity; unitId?: string | null; unitCost?: UnitPrice | null; expectedOn?: Day | null; choiceReason?: string | null; quote?: Quote;
}

export interface DraftFacts {
  supplier: SupplierRow; warehouse: WarehouseRow; products: (ProductRow & { decimals: number })[]; terms: SupplyTerms[];
  /** Of products of which a line is told in another unit. */
  units?: ReadonlyMap<string, ProductUnits>;
}

/** What a draft's lines refer to: without locks, as a draft moves nothing. */
export async function loadDraftFacts(tx: Queryable, { supplierId, warehouseId, lines }: { supplierId: string; warehouseId?: string | null; lines: readonly { productId: string; unitId?: string | null }[] }): Promise<DraftFacts> {
  const supplier = await readRow(tx, 'Supplier', supplierId);
  const ids = lines.map(({ productId }) => productId);
  const [warehouse] = await selectRows(tx, 'Warehouse', warehouseId ? sql`t.id = ${warehouseId}` : sql`t."isDefault"`);
  if (!warehouse) throw NotFound({ type: 'Warehouse', id: warehouseId ?? '' });
  const products = await selectRows(tx, 'Product', sql`t.id = ANY(${ids}::uuid[])`);
  const units = await selectRows(tx, 'Unit', sql`TRUE`);
  const others = lines.filter(({ unitId }) => unitId).map(({ productId }) => productId);
  return {
    ...(others.length > 0 ? { units: await loadProductUnits(tx, others) } : {}),
    supplier, warehouse, terms: await loadTerms(tx, supplierId, ids),
    products: products.map((product) => ({ ...product, decimals: units.find((unit) => unit.id === product.unitId)?.decimals ?? 0 })),
  };
}

export type DraftLine = Pick<PurchaseOrderLineRow, 'productId' | 'quantity' | 'unitCost' | 'netMinor' | 'currencyCode' | 'priceSource' | 'priceFrom'
  | keyof UnitColumns | 'quotedCost' | 'quotedCurrencyCode' | 'priceValidTo' | 'leadTimeDays' | 'expectedOn' | 'choiceReason'>;
type Priced = Pick<DraftLine, 'unitCost' | 'priceSource' | 'priceFrom' | 'quotedCost' | 'quotedCurrencyCode' | 'priceValidTo' | 'leadTimeDays'>;

/** A supplier's price as a line has it; refuses a foreign one without a rate, at `exchangeRate`. */
function priced(price: FoundPrice | Quote, exchangeRate: UnitPrice | null | undefined, currencyCode: string): Priced {
  const isForeign = price.currencyCode !== currencyCode;
  if (isForeign && !exchangeRate) throw fieldRefused(['exchangeRate'], 'rate_needed', { currency: price.currencyCode });
  const isQuote = 'leadTimeDays' in price;
  return {
    unitCost: isForeign && exchangeRate ? converted(price.unitCost, exchangeRate) : price.unitCost,
    priceSource: isQuote ? 'QUOTE' : price.source, priceFrom: price.from,
    quotedCost: isForeign ? price.unitCost : null, quotedCurrencyCode: isForeign ? price.currencyCode : null,
    priceValidTo: isQuote ? price.validTo : null, leadTimeDays: isQuote ? price.leadTimeDays : null,
  };
}

/** The cost of a line: what is quoted for it; else what was typed; else what the supplier asks for the quantity. */
function priceOf(given: GivenLine, terms: SupplyTerms | undefined, kept: PurchaseOrderLineRow | undefined, exchangeRate: UnitPrice | null | undefined,
  ctx: Pick<DecideContext, 'company' | 'today'>, path: string[]): Priced {
  const { currencyCode } = ctx.company;
  if (given.quote) return priced(given.quote, exchangeRate, currencyCode);
  if (kept?.priceSource === 'QUOTE' && (given.unitCost ?? kept.unitCost) === kept.unitCost) {
    const { unitCost, priceSource, priceFrom, quotedCost, quotedCurrencyCode, priceValidTo, leadTimeDays } = kept;
    return {
      priceSource, priceFrom, quotedCost, quotedCurrencyCode, priceValidTo, leadTimeDays,
      unitCost: quotedCost !== null && exchangeRate ? converted(quotedCost, exchangeRate) : unitCost,
    };
  }
  const found = terms && (priceAt(terms, given.quantity, ctx.today) ?? lastPrice(terms, given.quantity));
  const { unitCost } = given;
  if (unitCost === undefined || unitCost === null) {
    if (!found) throw fieldRefused([...path, 'unitCost'], 'required');
    return priced(found, exchangeRate, currencyCode);
  }
  const asked = found && (found.currencyCode === currencyCode || exchangeRate) ? priced(found, exchangeRate, currencyCode) : undefined;
  return asked?.unitCost === unitCost ? asked
    : { unitCost, priceSource: 'MANUAL', priceFrom: null, quotedCost: null, quotedCurrencyCode: null, priceValidTo: null, leadTimeDays: null };
}

/**
 * The lines of a draft with their costs and nets; refuses unknown products, and quantities finer than their unit.
 * `kept`: the draft's lines as they were, whose quoted prices stay.
 */
export function draftLines({ supplier, warehouse, products, terms, units: unitsOf }: DraftFacts, lines: readonly GivenLine[], ctx: Pick<DecideContext, 'company' | 'today'>,
  { exchangeRate, kept = [] }: { exchangeRate?: UnitPrice | null; kept?: readonly PurchaseOrderLineRow[] } = {}): DraftLine[] {
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
    const price = priceOf(given, terms.find((each) => each.productId === productId), old, exchangeRate, ctx, path);
    const { currencyCode } = ctx.company;
    const entered = columns(price.unitCost);
    return {
      productId, quantity: units, ...price, ...entered, netMinor: costOf({ ...price, ...entered, currencyCode }, units), currencyCode,
      expectedOn: given.expectedOn ?? null, choiceReason: given.choiceReason === undefined ? old?.choiceReason ?? null : given.choiceReason,
    };
  });
}
