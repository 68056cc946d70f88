// Loads what a product's quantities may be told in.
import sql from 'sql-template-tag';
import type { Queryable } from '../shared/db.ts';
import { decodeAll } from '../shared/tables.ts';
import { conversionsOf, type ProductUnits, type UnitFacts } from './units.ts';

/** Units of products by their ids; unknown products are left out. One statement each for units and products. */
export async function loadProductUnits(tx: Queryable, productIds: readonly string[]): Promise<Map<string, ProductUnits>> {
  const products = await tx.rows<{ id: string; unitId: string }>(sql`SELECT id, "unitId" FROM "Product" WHERE id = ANY(${[...new Set(productIds)]}::uuid[])`);
  if (products.length === 0) return new Map();
  const units = decodeAll('Unit', await tx.rows<Record<string, unknown>>(sql`SELECT * FROM "Unit"`));
  const definitions = decodeAll('ProductUnit', await tx.rows<Record<string, unknown>>(
    sql`SELECT * FROM "ProductUnit" WHERE "productId" = ANY(${products.map(({ id }) => id)}::uuid[]) ORDER BY id`));
  return productUnitsOf(products, units, definitions);
}

/** Pure: the same of rows at hand. */
export function productUnitsOf(products: readonly { id: string; unitId: string }[], rows: readonly UnitFacts[],
  definitions: readonly { productId: string; unitId: string; perUnitId: string; numerator: bigint; denominator: bigint }[]): Map<string, ProductUnits> {
  const units = new Map(rows.map((unit) => [unit.id, unit]));
  return new Map(products.flatMap(({ id, unitId }): [string, ProductUnits][] => {
    const stockUnit = units.get(unitId);
    if (!stockUnit) return [];
    const { factors } = conversionsOf(unitId, definitions.filter(({ productId }) => productId === id), units);
    return [[id, { productId: id, stockUnit, units, factors }]];
  }));
}
