import sql, { type Sql } from 'sql-template-tag';
import type { ProductRow, UnitRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, choice, id, integer, optional, quantity, quantityOrZero, text } from '../shared/input.ts';
import { fitsPlaces } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { decode } from '../shared/tables.ts';

/** What a clerk may write into a product. */
export const productFields = {
  sku: text({ max: 60 }), name: text({ max: 200 }), description: optional(text({ max: 2000, lines: true })),
  categoryId: optional(id('Category')), unitId: id('Unit'), taxCodeId: optional(id('TaxCode')),
  isStocked: optional(boolean()), isDiscontinued: optional(boolean()), isJit: { ...optional(boolean()), describe: 'Bought for each order when it is placed, and not for stock.' }, reorderPoint: optional(quantityOrZero()),
  costingMethod: { ...optional(choice('CostingMethod')), describe: 'How what leaves is valued: at the average of what is there, or first in, first out. Changes only before goods have moved.' },
  weight: { ...optional(quantity()), describe: 'Kilograms a unit.' },
  tracking: { ...optional(choice('Tracking')), describe: 'What is known of each piece: nothing, its lot, or its own number. Changes only while there is no stock.' },
  shelfLifeDays: { ...optional(integer({ min: 1, max: 36_500 })), describe: 'Days from production, or receipt, to expiry of lots that tell none themselves.' },
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

/** The same for many at once, of products that are new: nobody has their SKUs, or so it was a moment ago. */
export async function loadReferencesOfMany(tx: Tx, given: readonly Named[]): Promise<ProductReferences[]> {
  const units = new Map((await selectRows(tx, 'Unit', sql`TRUE`)).map((unit) => [unit.id, unit]));
  const idsIn = async (statement: Sql) => new Set((await tx.rows<{ id: string }>(statement)).map(({ id: found }) => found));
  const categories = await idsIn(sql`SELECT id FROM "Category" WHERE id = ANY(${given.map(({ categoryId }) => categoryId ?? null)}::uuid[])`);
  const taxCodes = await idsIn(sql`SELECT id FROM "TaxCode" WHERE id = ANY(${given.map(({ taxCodeId }) => taxCodeId ?? null)}::uuid[]) AND "isActive"`);
  const holders = await tx.rows<{ id: string; sku: string }>(sql`SELECT id, sku FROM "Product" WHERE sku = ANY(${given.map(({ sku }) => sku ?? null)}::text[])`);
  return given.map(({ sku, unitId, categoryId, taxCodeId }) => ({
    unit: units.get(unitId ?? ''), hasCategory: categories.has(categoryId ?? ''), hasTaxCode: taxCodes.has(taxCodeId ?? ''),
    skuHolder: holders.find((each) => each.sku === sku)?.id ?? null,
  }));
}

/** Refuses to track what is not kept in stock. */
export function demandTracking({ tracking, isStocked }: Pick<ProductRow, 'tracking' | 'isStocked'>): void {
  if (tracking !== 'NONE' && !isStocked) throw fieldRefused(['tracking'], 'tracking_stocked');
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
