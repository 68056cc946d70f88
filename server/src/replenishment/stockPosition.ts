import sql from 'sql-template-tag';
import { id, optional } from '../shared/input.ts';
import { none, parseQuantity, type Quantity } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';

const columns = ['onHand', 'reserved', 'held', 'available', 'backordered', 'incoming', 'requested', 'projected'] as const;
export type StockPosition = Record<(typeof columns)[number], Quantity> & { product: string; warehouse: string | null };

/** All balances of a product in a warehouse, or in all of them: zeros where there never was any. */
export const stockPosition = report({
  args: { productId: id('Product'), warehouseId: optional(id('Warehouse')) },
  statement: ({ productId, warehouseId }) => sql`SELECT p.id AS product, ${warehouseId ? sql`${warehouseId}::uuid` : sql`NULL::uuid`} AS warehouse, s.*
    FROM "Product" p CROSS JOIN LATERAL (SELECT coalesce(sum(l."onHand"), 0)::text AS "onHand", coalesce(sum(l.reserved), 0)::text AS reserved, coalesce(sum(l.held), 0)::text AS held,
      coalesce(sum(l."onHand" - l.reserved), 0)::text AS available, coalesce(sum(l.backordered), 0)::text AS backordered, coalesce(sum(l.incoming), 0)::text AS incoming,
      coalesce(sum(l.requested), 0)::text AS requested, coalesce(sum(l."onHand" + l.incoming + l.requested - l.reserved - l.backordered), 0)::text AS projected
      FROM "StockLevel" l WHERE l."productId" = p.id AND ${warehouseId ? sql`l."warehouseId" = ${warehouseId}` : sql`TRUE`}) s
    WHERE p.id = ${productId}`,
  make: ([row]: ({ product: string; warehouse: string | null } & Record<(typeof columns)[number], string>)[]): StockPosition | null => (row ? {
    product: row.product, warehouse: row.warehouse,
    // One of each column.
    ...Object.fromEntries(columns.map((name) => [name, parseQuantity(row[name]) ?? none])) as Record<(typeof columns)[number], Quantity>,
  } : null),
});
