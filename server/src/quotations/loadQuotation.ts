import sql from 'sql-template-tag';
import { loadProductUnits } from '../catalogue/unitsLoad.ts';
import { currencyFor, documentMoney } from '../currencies/documentMoney.ts';
import { loadRates } from '../currencies/rates.ts';
import { readCustomer } from '../customers/loadCustomer.ts';
import type { CustomerRow, QuotationLineRow, QuotationRow } from '../generated/rows.ts';
import { loadSellables } from '../pricing/priceOf.ts';
import { loadPrices } from '../pricing/priceParts.ts';
import type { Queryable, Tx } from '../shared/db.ts';
import type { Quantity } from '../shared/quantity.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import { decodeValue } from '../shared/tables.ts';
import type { Context } from '../shared/viewer.ts';
import type { QuoteFacts } from './quotedLines.ts';
import { seesProspect } from './visibleQuotations.ts';

export interface LoadedQuotation { quotation: QuotationRow; lines: QuotationLineRow[]; customer: CustomerRow | null }

/** A quotation that the viewer may see, locked until commit; its lines and what was ordered of it are decided on under that lock. */
export async function lockQuotation(tx: Tx, id: string, ctx: Context): Promise<LoadedQuotation> {
  const quotation = await lockRow(tx, 'Quotation', id);
  const customer = quotation.customerId === null ? null : await readCustomer(tx, quotation.customerId, ctx);
  if (!customer && !seesProspect(quotation, ctx.viewer)) throw NotFound({ type: 'Quotation', id });
  return { quotation, customer, lines: await selectRows(tx, 'QuotationLine', sql`t."quotationId" = ${id}`, { orderBy: sql`t.no` }) };
}

/** Units on orders by line of a quotation: what was cancelled, or drafted and thrown away, is not among them. */
export async function loadOrdered(tx: Queryable, quotationId: string): Promise<Map<string, Quantity>> {
  const rows = await tx.rows<{ id: string; ordered: string }>(sql`SELECT q.id, sum(l.quantity - l.cancelled) AS ordered FROM "QuotationLine" q JOIN "OrderLine" l ON l."quotationLineId" = q.id
    JOIN "Order" o ON o.id = l."orderId" WHERE q."quotationId" = ${quotationId} AND o.status <> 'CANCELLED' GROUP BY q.id`);
  return new Map(rows.map(({ id, ordered }) => [id, decodeValue('quantity', ordered) as Quantity]));
}

/** What lines are quoted from. */
export async function loadQuoteFacts(tx: Queryable, ctx: Context, customer: CustomerRow | null, lines: readonly { productId?: string | null; unitId?: string | null }[], named?: string | null): Promise<QuoteFacts> {
  const code = currencyFor(named, customer, ctx);
  const money = documentMoney(code, ctx.today, code === ctx.company.currencyCode ? undefined : await loadRates(tx, ctx, [ctx.today]), ctx);
  const ids = [...new Set(lines.flatMap(({ productId }) => productId ?? []))];
  return {
    money, customer, channel: ctx.channel, on: ctx.today, products: await loadSellables(tx, ctx, ids, ctx.today), prices: await loadPrices(tx, customer, ctx.channel, ids),
    ...(lines.some(({ unitId }) => unitId) ? { units: await loadProductUnits(tx, ids) } : {}),
  };
}
