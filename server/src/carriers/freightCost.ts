// A label's price as a cost of the orders whose goods are in its parcel.
import sql from 'sql-template-tag';
import { recordOrderCost } from '../costing/recordOrderCost.ts';
import { reverseOrderCost } from '../costing/reverseOrderCost.ts';
import type { CarrierRow, ParcelLabelRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { message } from '../shared/messages.ts';
import { zero, type Minor } from '../shared/money.ts';
import { performIn } from '../shared/perform.ts';
import { none, parseQuantity } from '../shared/quantity.ts';
import { Refusal } from '../shared/refusal.ts';
import { refusalMessage } from '../mutations.ts';
import type { Context } from '../shared/viewer.ts';
import { raiseTask } from '../work/raiseTask.ts';
import { freightShares } from './rules.ts';

/** Units in a parcel by order, and what they weigh. */
async function goodsOf(tx: Tx, parcelId: string) {
  const rows = await tx.rows<{ orderId: string; units: string; weight: string }>(sql`SELECT l."orderId", sum(c.quantity)::numeric(20,6)::text AS units, sum(c.quantity * coalesce(p.weight, 0))::numeric(20,6)::text AS weight
    FROM "ParcelLine" c JOIN "DeliveryLine" l ON l.id = c."deliveryLineId" JOIN "Product" p ON p.id = l."productId" WHERE c."parcelId" = ${parcelId} GROUP BY 1 ORDER BY 1`);
  return rows.map(({ orderId, units, weight }) => ({ orderId, units: parseQuantity(units) ?? none, weight: parseQuantity(weight) ?? none }));
}

/** What the books refuse (a closed period) is a task at the label: the parcel goes all the same. */
async function orTask<T>(tx: Tx, label: Pick<ParcelLabelRow, 'id' | 'trackingNumber'>, ctx: Context, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await performIn(tx, raiseTask, {
      kind: 'freightNotBooked', subjectId: { type: 'ParcelLabel', uuid: label.id }, title: message(ctx.company.locale, 'task.freightNotBooked', { number: label.trackingNumber ?? '' }),
      text: refusalMessage(error, ctx.company.locale), ownerRole: 'CONTROLLER', priority: 'HIGH',
    }, ctx);
    return null;
  }
}

/** Books a price; gives the cost of orders that it became, or null where it could not. */
export async function bookFreight(tx: Tx, label: Pick<ParcelLabelRow, 'id' | 'parcelId' | 'trackingNumber' | 'parcelNo'>, carrier: CarrierRow, price: Minor, ctx: Context): Promise<string | null> {
  if (price === zero) return null;
  const goods = await goodsOf(tx, label.parcelId);
  if (goods.length === 0) return null;
  return orTask(tx, label, ctx, async () => {
    const { result } = await performIn(tx, recordOrderCost, {
      kind: 'FREIGHT', amount: price, basis: 'MANUAL', orders: freightShares(price, goods), memo: `${carrier.name} ${label.trackingNumber ?? ''}`.trim(),
      ...(carrier.accountId ? { againstId: carrier.accountId } : {}), ...(carrier.supplierId ? { supplierId: carrier.supplierId } : {}),
    }, ctx);
    return String(result.orderCost);
  });
}

/** Takes what was booked back; tells whether it is back. Somebody may have been faster. */
export async function unbookFreight(tx: Tx, label: ParcelLabelRow, reason: string, ctx: Context): Promise<boolean> {
  const { orderCostId } = label;
  if (!orderCostId) return true;
  const [cost] = await tx.rows<{ status: string }>(sql`SELECT status FROM "OrderCost" WHERE id = ${orderCostId} FOR UPDATE`);
  if (cost?.status !== 'POSTED') return true;
  return await orTask(tx, label, ctx, () => performIn(tx, reverseOrderCost, { orderCostId, reason }, ctx)) !== null;
}
