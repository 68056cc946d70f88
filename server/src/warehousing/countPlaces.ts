// Where goods lie by the books, now: a row for each bin, and one for what lies in none, by lot where there are lots.
import sql, { type Sql } from 'sql-template-tag';
import type { Queryable } from '../shared/db.ts';
import type { Quantity } from '../shared/quantity.ts';

export interface CountPlace { productId: string; lotId: string | null; binId: string | null; quantity: Quantity }

/** One statement, so that all of it is of one moment. `levels` is a condition on stock levels (l). */
export async function loadPlaces(tx: Queryable, warehouseId: string, levels: Sql): Promise<CountPlace[]> {
  const rows = await tx.rows<{ productId: string; lotId: string | null; binId: string | null; quantity: string }>(sql`
    WITH pools AS (SELECT l."productId", l."onHand", l.binned, l.tracking FROM "StockLevel" l WHERE l."warehouseId" = ${warehouseId} AND ${levels}),
      lying AS (SELECT c."productId", c."lotId", c."binId", c.quantity FROM "BinContent" c JOIN pools USING ("productId") WHERE c."warehouseId" = ${warehouseId}),
      lots AS (SELECT v."productId", v."lotId", v."onHand" FROM "LotLevel" v JOIN pools USING ("productId") WHERE v."warehouseId" = ${warehouseId} AND v."onHand" <> 0)
    SELECT p."productId", p."lotId", p."binId", (p.quantity * 1000000)::bigint::text AS quantity FROM (
      SELECT "productId", "lotId", "binId", quantity FROM lying
      UNION ALL SELECT "productId", NULL, NULL, "onHand" - binned FROM pools WHERE tracking = 'NONE' AND ("onHand" <> binned OR binned = 0)
      UNION ALL SELECT v."productId", v."lotId", NULL, v."onHand" - coalesce((SELECT sum(c.quantity) FROM lying c WHERE c."lotId" = v."lotId"), 0)
        FROM lots v WHERE v."onHand" <> coalesce((SELECT sum(c.quantity) FROM lying c WHERE c."lotId" = v."lotId"), 0)) p
    LEFT JOIN "Bin" b ON b.id = p."binId" JOIN "Product" g ON g.id = p."productId"
    ORDER BY b.sequence NULLS LAST, b.code, g.name, p."productId", p."lotId"`);
  return rows.map(({ quantity, ...row }) => ({ ...row, quantity: BigInt(quantity) as Quantity }));
}

export const placeKey = ({ productId, lotId, binId }: Pick<CountPlace, 'productId' | 'lotId' | 'binId'>): string => `${productId} ${lotId ?? ''} ${binId ?? ''}`;
