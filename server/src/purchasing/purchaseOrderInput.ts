import sql from 'sql-template-tag';
import type { ProductRow, PurchaseOrderLineRow, SupplierProductRow, SupplierRow, WarehouseRow } from '../generated/rows.ts';
import { ProductNotStocked, WarehouseInactive } from '../inventory/refusals.ts';
import type { DecideContext } from '../shared/action.ts';
import type { Queryable } from '../shared/db.ts';
import { day, id, list, object, optional, quantity, text, unitPrice } from '../shared/input.ts';
import { fitsPlaces, type Quantity, type UnitPrice } from '../shared/quantity.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { SupplierInactive } from './refusals.ts';
import { netOf } from './rules.ts';

const line = object('PurchaseOrderLineInput', {
  productId: id('Product'), quantity: quantity(),
  unitCost: { ...optional(unitPrice()), describe: 'Default: what the supplier asks for the product.' },
});
export const headFields = { warehouseId: optional(id('Warehouse')), expectedOn: optional(day()), note: optional(text({ max: 2000, lines: true })) };
export const lineFields = { lines: list(line) };
export interface GivenLine { productId: string; quantity: Quantity; unitCost?: UnitPrice | null }

export interface DraftFacts {
  supplier: SupplierRow; warehouse: WarehouseRow; products: (ProductRow & { decimals: number })[]; costs: SupplierProductRow[];
}

/** What a draft's lines refer to: without locks, as a draft moves nothing. */
export async function loadDraftFacts(tx: Queryable, { supplierId, warehouseId, lines }: { supplierId: string; warehouseId?: string | null; lines: GivenLine[] }): Promise<DraftFacts> {
  const supplier = await readRow(tx, 'Supplier', supplierId);
  const ids = lines.map(({ productId }) => productId);
  const [warehouse] = await selectRows(tx, 'Warehouse', warehouseId ? sql`t.id = ${warehouseId}` : sql`t."isDefault"`);
  if (!warehouse) throw NotFound({ type: 'Warehouse', id: warehouseId ?? '' });
  const products = await selectRows(tx, 'Product', sql`t.id = ANY(${ids}::uuid[])`);
  const units = await selectRows(tx, 'Unit', sql`TRUE`);
  return {
    supplier, warehouse, costs: await selectRows(tx, 'SupplierProduct', sql`t."supplierId" = ${supplierId} AND t."productId" = ANY(${ids}::uuid[])`),
    products: products.map((product) => ({ ...product, decimals: units.find((unit) => unit.id === product.unitId)?.decimals ?? 0 })),
  };
}

type DraftLine = Pick<PurchaseOrderLineRow, 'no' | 'productId' | 'quantity' | 'unitCost' | 'netMinor' | 'currencyCode'>;

/** The lines of a draft with their costs and nets; refuses unknown products, and quantities finer than their unit. */
export function draftLines({ supplier, warehouse, products, costs }: DraftFacts, lines: GivenLine[], ctx: Pick<DecideContext, 'company'>): DraftLine[] {
  if (!supplier.isActive) throw SupplierInactive({ supplier: supplier.id, supplierName: supplier.name });
  if (!warehouse.isActive) throw WarehouseInactive({ warehouseName: warehouse.name });
  return lines.map(({ productId, quantity: units, unitCost: given }, index) => {
    const path = ['lines', String(index)];
    const product = products.find((each) => each.id === productId);
    if (!product) throw fieldRefused([...path, 'productId'], 'id_unknown', { type: 'Product' });
    if (!product.isStocked) throw ProductNotStocked({ product: product.id, productName: product.name });
    if (!fitsPlaces(units, product.decimals)) throw fieldRefused([...path, 'quantity'], 'decimal_places', { places: product.decimals });
    const unitCost = given ?? costs.find((each) => each.productId === productId)?.unitCost;
    if (unitCost === undefined) throw fieldRefused([...path, 'unitCost'], 'required');
    const { currencyCode } = ctx.company;
    return { no: index + 1, productId, quantity: units, unitCost, netMinor: netOf(unitCost, units, currencyCode), currencyCode };
  });
}

/** Rows that make a draft's kept lines what they shall be: line by line, what is too many goes. */
export function lineRows(purchaseOrderId: string, before: PurchaseOrderLineRow[], after: DraftLine[], ctx: DecideContext): Change[] {
  const kept = [...before].sort((a, b) => a.no - b.no);
  return [
    ...after.map((each, index) => {
      const old = kept[index];
      return old ? update('PurchaseOrderLine', old.id, { ...each, no: old.no }) : insert('PurchaseOrderLine', { id: ctx.newId(), purchaseOrderId, ...each });
    }),
    ...kept.slice(after.length).map((old) => remove('PurchaseOrderLine', old.id)),
  ];
}
