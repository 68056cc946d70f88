// What of a product stays as it is, once it is used.
import sql from 'sql-template-tag';
import type { ProductRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { ProductInUse } from './refusals.ts';

export interface ProductUse {
  /** Documents or kits name it. */
  isUsed: boolean;
  hasMoved: boolean;
  /** Other units are told by its own. */
  converts: boolean;
  /** Something of it is there, or promised; only looked at where it matters. */
  hasStock: boolean;
}

/** How products are used; with `locksStock` their levels are locked, so that no goods come while they become tracked or are valued otherwise. */
export async function loadProductUse(tx: Tx, ids: readonly string[], locksStock: boolean): Promise<Map<string, ProductUse>> {
  const rows = await tx.rows<Omit<ProductUse, 'hasStock'> & { id: string }>(sql`SELECT p.id,
    EXISTS (SELECT FROM "StockMove" WHERE "productId" = p.id) OR EXISTS (SELECT FROM "Reservation" WHERE "productId" = p.id)
      OR EXISTS (SELECT FROM "PurchaseOrderLine" WHERE "productId" = p.id) OR EXISTS (SELECT FROM "OrderLine" WHERE "productId" = p.id)
      OR EXISTS (SELECT FROM "KitComponent" WHERE p.id IN ("kitProductId", "componentProductId")) AS "isUsed",
    EXISTS (SELECT FROM "StockMove" WHERE "productId" = p.id) AS "hasMoved",
    EXISTS (SELECT FROM "ProductUnit" WHERE "productId" = p.id) OR EXISTS (SELECT FROM "RecipeLine" WHERE "productId" = p.id) AS converts
    FROM "Product" p WHERE p.id = ANY(${ids}::uuid[])`);
  const stocked = locksStock ? await tx.rows<{ productId: string; used: boolean }>(sql`SELECT "productId", "onHand" <> 0 OR reserved <> 0 AS used FROM "StockLevel"
    WHERE "productId" = ANY(${ids}::uuid[]) ORDER BY "productId", "warehouseId" FOR UPDATE`) : [];
  const withStock = new Set(stocked.filter(({ used }) => used).map(({ productId }) => productId));
  return new Map(rows.map(({ id, ...use }) => [id, { ...use, hasStock: withStock.has(id) }]));
}

/** Refuses changes that what was booked forbids: PRODUCT_IN_USE names the first. */
export function demandChangeable({ name }: Pick<ProductRow, 'name'>, changed: readonly string[], use: ProductUse | undefined): void {
  const inUse = (field: string) => ProductInUse({ productName: name, field });
  if (use?.hasStock && changed.includes('tracking')) throw inUse('tracking');
  // The costs of orders that have left would change with it.
  if (use?.hasMoved && changed.includes('costingMethod')) throw inUse('costingMethod');
  for (const field of ['unitId', 'isStocked']) {
    if ((use?.isUsed || (field === 'unitId' && use?.converts)) && changed.includes(field)) throw inUse(field);
  }
}
