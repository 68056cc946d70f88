import sql from 'sql-template-tag';
import type { Queryable } from '../shared/db.ts';
import { minor } from '../shared/money.ts';
import { none, parseQuantity } from '../shared/quantity.ts';
import type { Bearer } from './rules.ts';

interface Row { id: string; number: string | null; net: string; lines: number; quantity: string; weight: string }

/** Orders with what their costs are divided by: lines that were not cancelled, units and kilograms of what they come to. */
export async function loadBearers(tx: Queryable, orderIds: readonly string[]): Promise<Bearer[]> {
  const rows = await tx.rows<Row>(sql`SELECT o.id, o.number, hesabu_in_company(o."netMinor", o."exchangeRate", o."currencyCode")::text AS net, count(l.id)::int AS lines, coalesce(sum(l.units), 0)::numeric(20,6)::text AS quantity,
      coalesce(sum(l.units * p.weight), 0)::numeric(20,6)::text AS weight
    FROM "Order" o LEFT JOIN (SELECT id, "orderId", "productId", quantity - cancelled AS units FROM "OrderLine" WHERE quantity > cancelled) l ON l."orderId" = o.id
      LEFT JOIN "Product" p ON p.id = l."productId"
    WHERE o.id = ANY(${[...orderIds]}::uuid[]) GROUP BY o.id ORDER BY o.id`);
  return rows.map(({ id, number, net, lines, quantity, weight }) => ({
    order: { id, number, netMinor: minor(BigInt(net)) }, lines, quantity: parseQuantity(quantity) ?? none, weight: parseQuantity(weight) ?? none,
  }));
}
