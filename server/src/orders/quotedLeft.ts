// How much of a quotation a draft may still have at the prices quoted.
import sql from 'sql-template-tag';
import type { OrderLineRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { add, none, type Quantity } from '../shared/quantity.ts';
import { decodeValue } from '../shared/tables.ts';
import { QuotationLineExceeded } from './refusals.ts';

/** Units by line of a quotation that no other order has; the quotation is locked, after the order. */
export async function lockQuotedLeft(tx: Tx, order: { id: string; quotationId: string | null }): Promise<ReadonlyMap<string, Quantity>> {
  if (order.quotationId === null) return new Map();
  await tx.rows(sql`SELECT 1 FROM "Quotation" WHERE id = ${order.quotationId} FOR UPDATE`);
  const rows = await tx.rows<{ id: string; left: string }>(sql`SELECT q.id, greatest(q.quantity - coalesce((SELECT sum(l.quantity - l.cancelled) FROM "OrderLine" l JOIN "Order" o ON o.id = l."orderId"
    WHERE l."quotationLineId" = q.id AND o.status <> 'CANCELLED' AND o.id <> ${order.id}), 0), 0)::text AS left FROM "QuotationLine" q WHERE q."quotationId" = ${order.quotationId}`);
  return new Map(rows.map(({ id, left }) => [id, decodeValue('quantity', left) as Quantity]));
}

/** Refuses QUOTATION_LINE_EXCEEDED: what goes beyond is a line of its own, at the price of today. */
export function demandQuotedLeft(lines: readonly Pick<OrderLineRow, 'quotationLineId' | 'quantity' | 'description' | 'priceOrigin'>[], left: ReadonlyMap<string, Quantity>): void {
  const wanted = new Map<string, Quantity>();
  for (const { quotationLineId, quantity, description, priceOrigin } of lines) {
    if (quotationLineId === null || priceOrigin !== 'QUOTATION') continue;
    const units = add(wanted.get(quotationLineId) ?? none, quantity);
    wanted.set(quotationLineId, units);
    const most = left.get(quotationLineId) ?? none;
    if (units > most) throw QuotationLineExceeded({ description, wanted: units, left: most });
  }
}
