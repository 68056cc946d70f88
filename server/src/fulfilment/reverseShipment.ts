import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { entryRows, mirrored } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { moveCredit } from '../customers/credit.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import type { ShipmentRow, StockMoveRow } from '../generated/rows.ts';
import { loadNamedLots } from '../inventory/loadLots.ts';
import { loadPools, loadWaiting } from '../inventory/loadPools.ts';
import { allocate } from '../inventory/poolPromises.ts';
import { receive } from '../inventory/pools.ts';
import { restoreHere } from '../inventory/promises.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { lockOrder } from '../orders/loadOrder.ts';
import { demandMove } from '../orders/moves.ts';
import { OrderStatusForbids } from '../orders/refusals.ts';
import { worthOfOpen } from '../orders/rules.ts';
import { unshippedRows } from '../orders/transitions.ts';
import { undispatchedRows } from '../purchasing/dropShip.ts';
import { ReceiptBilled } from '../purchasing/refusals.ts';
import { action, type DecideContext, type Decision } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { day, id, optional, text, type InputOf } from '../shared/input.ts';
import { inCompany, minus, negate, zero } from '../shared/money.ts';
import { none, subtract } from '../shared/quantity.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { update, type Change } from '../shared/write.ts';
import { demandDelivery } from './deliveryRules.ts';
import { DeliveryState, ShipmentInvoiced, ShipmentReturned, ShipmentReversed } from './refusals.ts';
import { demandReversible } from './rules.ts';

const input = {
  shipmentId: id('Shipment'), reason: text({ max: 1000, lines: true }),
  reversedOn: { ...optional(day()), describe: 'Today when left out.' },
};

/** What the supplier had sent, where it is a drop shipment: its receipt and purchase order, locked. */
async function loadDropped(tx: Tx, { receiptId }: Pick<ShipmentRow, 'receiptId'>) {
  if (receiptId === null) return null;
  const purchaseOrder = await lockRow(tx, 'PurchaseOrder', (await readRow(tx, 'Receipt', receiptId)).purchaseOrderId);
  return {
    purchaseOrder, receipt: await lockRow(tx, 'Receipt', receiptId),
    purchaseLines: await selectRows(tx, 'PurchaseOrderLine', sql`t."purchaseOrderId" = ${purchaseOrder.id}`),
    receiptLines: await selectRows(tx, 'ReceiptLine', sql`t."receiptId" = ${receiptId}`),
  };
}

async function load(tx: Tx, given: InputOf<typeof input>, ctx: Context) {
  const reversedOn = given.reversedOn ?? ctx.today;
  await holdPeriod(tx, ctx, reversedOn);
  const { orderId } = await readRow(tx, 'Shipment', given.shipmentId);
  const loaded = await lockOrder(tx, orderId, ctx);
  const shipment = await lockRow(tx, 'Shipment', given.shipmentId);
  const delivery = shipment.deliveryId ? await lockRow(tx, 'Delivery', shipment.deliveryId) : null;
  const together = delivery ? await selectRows(tx, 'Shipment', sql`t."deliveryId" = ${delivery.id} AND t.status = 'POSTED' AND t.id <> ${shipment.id}`) : [];
  const dropped = await loadDropped(tx, shipment);
  const ofShipment = sql`t."sourceId" = ${shipment.id}`;
  const shipmentLines = await selectRows(tx, 'ShipmentLine', sql`t."shipmentId" = ${shipment.id}`, { orderBy: sql`t.no` });
  const returned = await selectRows(tx, 'CustomerReturnLine', sql`t."shipmentLineId" = ANY(${shipmentLines.map((each) => each.id)}::uuid[])
    AND EXISTS (SELECT FROM "CustomerReturn" r WHERE r.id = t."returnId" AND r.status <> 'CANCELLED')`);
  const credit = await loadCredit(tx, loaded.customer.id);
  const moves = await selectRows(tx, 'StockMove', sql`${ofShipment} AND t.kind = 'SHIPMENT'`, { orderBy: sql`t.sequence` });
  const pools = await loadPools(tx, ctx, moves);
  await loadNamedLots(tx, pools, { moveIds: moves.map((move) => move.id) });
  const entries = await selectRows(tx, 'JournalEntry', sql`${ofShipment} AND t.kind = 'SHIPMENT'`);
  return {
    ...loaded, shipment, delivery, together, dropped, shipmentLines, returned, credit, moves, pools, reversedOn, entries,
    reservations: await selectRows(tx, 'Reservation', sql`t."orderId" = ${orderId}`),
    waiting: await loadWaiting(tx, moves), accounts: await loadAccounts(tx, ctx),
    entryLines: await selectRows(tx, 'JournalLine', sql`t."entryId" = ANY(${entries.map((each) => each.id)}::uuid[])`, { orderBy: sql`t.no` }),
  };
}
type Facts = Awaited<ReturnType<typeof load>>;

/** Goods come back at the cost at which they left, and are promised to their order again; what is left over to who waits. */
function goodsBack({ pools, order, lines, moves, shipment, shipmentLines, reservations, waiting, reversedOn }: Facts, reason: string, ctx: DecideContext): Change[] {
  const received = moves.map((move: StockMoveRow) => receive(pools, {
    productId: move.productId, warehouseId: move.warehouseId, quantity: subtract(none, move.quantity), value: negate(move.valueMinor), kind: 'REVERSAL',
    effectiveOn: reversedOn, source: { type: 'Shipment', id: shipment.id }, orderId: order.id, note: reason, reversesMoveId: move.id,
  }, ctx).row);
  const promised = shipmentLines.filter((line) => lines.some((each) => each.id === line.orderLineId && !each.isDropShipped)).flatMap((line) => {
    const here = reservations.filter((each) => each.orderLineId === line.orderLineId && each.warehouseId === shipment.warehouseId);
    return restoreHere(pools, here, line.quantity);
  });
  const given = moves.flatMap((move) => allocate(pools, waiting, move.productId, move.warehouseId));
  return [...received, ...promised, ...given, ...pools.changes()];
}

export const reverseShipment = action({
  name: 'reverseShipment', permission: 'shipments.post',
  describe: 'Takes a shipment back that is not invoiced: goods return at the cost at which they left, the order is open again. What was delivered is first said not to be (`revokeDelivered`), and its returns are cancelled.',
  input, payload: { shipment: 'record:Shipment', order: 'record:Order' },
  refusals: [ShipmentReversed, ShipmentInvoiced, ShipmentReturned, DeliveryState, ReceiptBilled, OrderStatusForbids, ...stockRefusals, ...postingRefusals],
  load,
  decide: (facts, { reason }, ctx): Decision => {
    const { order, lines, shipment, delivery, together, dropped, shipmentLines, returned, credit, accounts, entries, entryLines, reversedOn } = facts;
    demandReversible(shipment, returned);
    if (delivery) demandDelivery(delivery, 'reverseShipment');
    if (dropped && dropped.receipt.billedLines > 0) throw ReceiptBilled({ number: dropped.receipt.number });
    demandMove(order, 'reverseShipment');
    if (reversedOn < shipment.shippedOn) throw fieldRefused(['reversedOn'], 'day_before', { day: shipment.shippedOn });
    const [entry] = entries;
    const reversal = !entry ? [] : entryRows(accounts, {
      kind: 'REVERSAL', effectiveOn: reversedOn, source: { type: 'Shipment', id: shipment.id }, memo: reason.slice(0, 500),
      reversesEntryId: entry.id, lines: mirrored(entryLines),
    }, ctx);
    const total = shipment.totalMinor;
    const before = worthOfOpen(order, ctx);
    const unshipped = unshippedRows(order, lines, shipmentLines, total);
    const worth = inCompany(total, shipment.exchangeRate, shipment.currencyCode, ctx.company.currencyCode);
    // A delivery of which nothing is gone any more is none: what is shipped again is packed again.
    const isUndone = delivery !== null && together.length === 0;
    return {
      rows: [
        update('Shipment', shipment.id, { status: 'REVERSED', reversedOn }), ...(isUndone && delivery ? [update('Delivery', delivery.id, { status: 'CANCELLED', version: delivery.version + 1 })] : []), ...goodsBack(facts, reason, ctx), ...reversal,
        ...(dropped ? undispatchedRows(dropped.purchaseOrder, dropped.purchaseLines, dropped.receipt, dropped.receiptLines, reversedOn) : []),
        ...unshipped,
        ...(total === zero ? [] : [moveCredit(credit, 'shippedNotInvoiced', negate(worth)), moveCredit(credit, 'openOrders', minus(worthOfOpen(order, ctx), before))]),
      ],
      events: [
        { kind: 'shipmentReversed', subjectType: 'Order', subjectId: order.id, reason, data: { shipmentId: shipment.id, number: shipment.number } },
        { kind: 'shipmentReversed', subjectType: 'Shipment', subjectId: shipment.id, reason },
        ...(delivery ? [{ kind: 'shipmentReversed', subjectType: 'Delivery', subjectId: delivery.id, reason, data: { number: shipment.number } }] : []),
      ],
      result: { shipment: shipment.id, order: order.id },
    };
  },
});
