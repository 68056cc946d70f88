import sql from 'sql-template-tag';
import type { ProductRow, UnitRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, id, optional, quantityOrZero, text } from '../shared/input.ts';
import { fitsPlaces } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { decode } from '../shared/tables.ts';

/** What a clerk may write into a product. */
export const productFields = {
  sku: text({ max: 60 }), name: text({ max: 200 }), description: optional(text({ max: 2000, lines: true })),
  categoryId: optional(id('Category')), unitId: id('Unit'), taxCodeId: optional(id('TaxCode')),
  isStocked: optional(boolean()), isDiscontinued: optional(boolean()), reorderPoint: optional(quantityOrZero()),
};

export interface ProductReferences {
  unit: UnitRow | undefined;
  hasCategory: boolean;
  hasTaxCode: boolean;
  /** Who has the SKU already; null where it is free. */
  skuHolder: string | null;
}

interface Named { sku?: string | null; unitId?: string | null; categoryId?: string | null; taxCodeId?: string | null }

export async function loadReferences(tx: Tx, { sku, unitId, categoryId, taxCodeId }: Named): Promise<ProductReferences> {
  const [row] = await tx.rows<Record<string, unknown> & { skuHolder: string | null; hasCategory: boolean; hasTaxCode: boolean }>(
    sql`SELECT (SELECT id FROM "Product" WHERE sku = ${sku ?? null}) AS "skuHolder",
      EXISTS (SELECT FROM "Category" WHERE id = ${categoryId ?? null}::uuid) AS "hasCategory",
      EXISTS (SELECT FROM "TaxCode" WHERE id = ${taxCodeId ?? null}::uuid AND "isActive") AS "hasTaxCode",
      (SELECT to_jsonb(u) FROM "Unit" u WHERE u.id = ${unitId ?? null}::uuid) AS unit`);
  return {
    unit: row?.unit ? decode('Unit', row.unit as Record<string, unknown>) : undefined,
    hasCategory: !!row?.hasCategory, hasTaxCode: !!row?.hasTaxCode, skuHolder: row?.skuHolder ?? null,
  };
}

/** Refuses references to nothing, a SKU that another product has, and a reorder point finer than the unit. */
export function demandReferences(given: Partial<ProductRow>, found: ProductReferences, productId: string | null): void {
  if (found.skuHolder !== null && found.skuHolder !== productId) throw fieldRefused(['sku'], 'taken');
  if (given.categoryId && !found.hasCategory) throw fieldRefused(['categoryId'], 'id_unknown', { type: 'Category' });
  if (given.taxCodeId && !found.hasTaxCode) throw fieldRefused(['taxCodeId'], 'id_unknown', { type: 'TaxCode' });
  if (!found.unit) throw fieldRefused(['unitId'], 'id_unknown', { type: 'Unit' });
  if (given.reorderPoint && !fitsPlaces(given.reorderPoint, found.unit.decimals)) {
    throw fieldRefused(['reorderPoint'], 'decimal_places', { places: found.unit.decimals });
  }
}
