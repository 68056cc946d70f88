import sql from 'sql-template-tag';
import { loadProductUnits } from '../catalogue/unitsLoad.ts';
import type { CustomerRow, InvoiceCheckRow, OrderLineRow, OrderRow, ShipmentLineRow } from '../generated/rows.ts';
import { unitsByProduct } from '../orders/linePrice.ts';
import { loadSellables } from '../pricing/priceOf.ts';
import { loadPrices } from '../pricing/priceParts.ts';
import { resolvePrice } from '../pricing/resolvePrice.ts';
import type { Tx } from '../shared/db.ts';
import { selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { findingsOf, type Finding } from './checks.ts';

export const loadInvoiceCheck = async (tx: Tx, ctx: Context): Promise<InvoiceCheckRow | null> =>
  (await selectRows(tx, 'InvoiceCheck', sql`t."companyId" = ${ctx.company.id}`))[0] ?? null;

/** What the lines of an order that are to be invoiced fail, by shipment line: prices as lists have them now for the order's day. */
export async function loadFindings(tx: Tx, ctx: Context, checks: InvoiceCheckRow, order: OrderRow, customer: CustomerRow, orderLines: OrderLineRow[], lines: ShipmentLineRow[]): Promise<ReadonlyMap<string, Finding[]>> {
  const productIds = [...new Set(orderLines.map(({ productId }) => productId))];
  const on = order.placedOn ?? ctx.today;
  const [products, prices, units] = [await loadSellables(tx, ctx, productIds, on), await loadPrices(tx, customer, order.channel, productIds), await loadProductUnits(tx, productIds)];
  const together = unitsByProduct(orderLines);
  return new Map(lines.map((line): [string, Finding[]] => {
    const ordered = orderLines.find(({ id }) => id === line.orderLineId);
    const product = products.get(line.productId);
    if (!ordered || !product) return [line.id, []];
    const { taken } = resolvePrice({ product, quantity: together.get(product.id) ?? ordered.quantity, on, customer, channel: order.channel, money: { currencyCode: order.currencyCode, companyCode: ctx.company.currencyCode, rate: order.exchangeRate, convertsPrices: true } }, prices);
    const known = units.get(line.productId);
    const factor = ordered.unitId ? known?.factors.get(ordered.unitId) ?? null : null;
    // A price that holds the tax is not compared with one that does not.
    const listPrice = taken && taken.taxIncluded === ordered.taxIncluded ? taken.unitPrice : null;
    return [line.id, findingsOf(ordered, { listPrice, perUnit: factor, isUnitKnown: known !== undefined, quantity: ordered.shipped }, checks)];
  }));
}
