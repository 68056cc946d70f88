// Loading of what is filled together: the components of kits that wait, and lines of orders that several warehouses may serve.
import sql, { type Sql } from 'sql-template-tag';
import type { ReservationRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { decodeAll } from '../shared/tables.ts';

interface Key { productId: string; warehouseId: string }

/** Lines that goods of the pools may serve, with the warehouse where they would be served: (orderLineId, here). */
const servable = (pairs: readonly Key[]): Sql => sql`
  SELECT DISTINCT r."orderLineId", k."warehouseId" AS here
  FROM unnest(${pairs.map(({ productId }) => productId)}::uuid[], ${pairs.map(({ warehouseId }) => warehouseId)}::uuid[]) AS k("productId", "warehouseId")
    JOIN "Reservation" r ON r."productId" = k."productId" AND r."isLinked" AND r.backordered > 0
    JOIN "Order" o ON o.id = r."orderId"
  WHERE r."warehouseId" = k."warehouseId" OR k."warehouseId"::text = ANY(o."servedFrom")`;

/** The further pools that serving those who wait for these would touch. */
export const loadLinkedKeys = (tx: Tx, pairs: readonly Key[]): Promise<Key[]> => tx.rows<Key & Record<string, unknown>>(sql`
  WITH line AS MATERIALIZED (${servable(pairs)})
  SELECT r."productId", r."warehouseId" FROM line JOIN "Reservation" r ON r."orderLineId" = line."orderLineId"
  UNION SELECT r."productId", line.here FROM line JOIN "Reservation" r ON r."orderLineId" = line."orderLineId"`);

/** All reservations of lines that goods of the pools may serve; those that have none here yet get empty ones. */
export async function loadLinked(tx: Tx, pairs: readonly Key[]): Promise<ReservationRow[]> {
  if (pairs.length === 0) return [];
  const lines = await tx.rows<{ orderLineId: string; here: string }>(servable(pairs));
  if (lines.length === 0) return [];
  const ids = lines.map(({ orderLineId }) => orderLineId);
  await tx.rows(sql`INSERT INTO "Reservation" (id, "productId", "warehouseId", "orderId", "orderLineId", reserved, backordered, "perKit", "isLinked", because, "placedAt", "neededOn", "minimumShelfLifeDays", priority)
    SELECT DISTINCT ON (r."orderLineId", r."productId", line.here) gen_random_uuid(), r."productId", line.here, r."orderId", r."orderLineId", 0, 0, r."perKit", TRUE,
      '{"by": "CAME_IN"}'::jsonb, r."placedAt", r."neededOn", r."minimumShelfLifeDays", r.priority
    FROM unnest(${ids}::uuid[], ${lines.map(({ here }) => here)}::uuid[]) AS line("orderLineId", here) JOIN "Reservation" r ON r."orderLineId" = line."orderLineId"
    ON CONFLICT ("orderLineId", "productId", "warehouseId") DO NOTHING`);
  return decodeAll('Reservation', await tx.rows<Record<string, unknown>>(
    sql`SELECT t.* FROM "Reservation" t WHERE t."orderLineId" = ANY(${ids}::uuid[]) ORDER BY t."orderLineId", t."productId", t."warehouseId"`));
}
