import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { entryRows, mirrored } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { moveCredit } from '../customers/credit.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import type { StockMoveRow } from '../generated/rows.ts';
import { loadPools, loadWaiting } from '../inventory/loadPools.ts';
import { allocate, receive, restore } from '../inventory/pools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { lockOrder } from '../orders/loadOrder.ts';
import { demandMove } from '../orders/moves.ts';
import { OrderStatusForbids } from '../orders/refusals.ts';
import { unshippedRows } from '../orders/transitions.ts';
import { action, type DecideContext } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { day, id, optional, text, type InputOf } from '../shared/input.ts';
import { negate, zero } from '../shared/money.ts';
import { none, subtract } from '../shared/quantity.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { update, type Change } from '../shared/write.ts';
import { ShipmentInvoiced, ShipmentReversed } from './refusals.ts';
import { demandReversible } from './rules.ts';

const input = {
  shipmentId: id('Shipment'), reason: text({ max: 1000, lines: true }),
  reversedOn: { ...optional(day()), describe: 'Today when left out.' },
};

async function load(tx: Tx, given: InputOf<typeof input>, ctx: Context) {
  const reversedOn = given.reversedOn ?? ctx.today;
  await holdPeriod(tx, ctx, reversedOn);
  const { orderId } = await readRow(tx, 'Shipment', given.shipmentId);
  const loaded = await lockOrder(tx, orderId, ctx);
  const shipment = await lockRow(tx, 'Shipment', given.shipmentId);
  const ofShipment = sql`t."sourceId" = ${shipment.id}`;
  const shipmentLines = await selectRows(tx, 'ShipmentLine', sql`t."shipmentId" = ${shipment.id}`, { orderBy: sql`t.no` });
  const credit = await loadCredit(tx, loaded.customer.id);
  const moves = await selectRows(tx, 'StockMove', sql`${ofShipment} AND t.kind = 'SHIPMENT'`, { orderBy: sql`t.sequence` });
  const pools = await loadPools(tx, ctx, moves);
  const entries = await selectRows(tx, 'JournalEntry', sql`${ofShipment} AND t.kind = 'SHIPMENT'`);
  return {
    ...loaded, shipment, shipmentLines, credit, moves, pools, reversedOn, entries,
    reservations: await selectRows(tx, 'Reservation', sql`t."orderId" = ${orderId}`),
    waiting: await loadWaiting(tx, moves), accounts: await loadAccounts(tx, ctx),
    entryLines: await selectRows(tx, 'JournalLine', sql`t."entryId" = ANY(${entries.map((each) => each.id)}::uuid[])`, { orderBy: sql`t.no` }),
  };
}
type Facts = Awaited<ReturnType<typeof load>>;

/** Goods come back at the cost at which they left, and are promised to their order again; what is left over to who waits. */
function goodsBack({ pools, order, moves, shipment, shipmentLines, reservations, waiting, reversedOn }: Facts, reason: string, ctx: DecideContext): Change[] {
  const received = moves.map((move: StockMoveRow) => receive(pools, {
    productId: move.productId, warehouseId: move.warehouseId, quantity: subtract(none, move.quantity), value: negate(move.valueMinor), kind: 'REVERSAL',
    effectiveOn: reversedOn, source: { type: 'Shipment', id: shipment.id }, orderId: order.id, note: reason, reversesMoveId: move.id,
  }, ctx).row);
  const promised = shipmentLines.flatMap((line) => {
    const reservation = reservations.find((each) => each.orderLineId === line.orderLineId);
    return reservation ? restore(pools, reservation, line.quantity) : [];
  });
  const given = moves.flatMap((move) => allocate(pools, waiting, move.productId, move.warehouseId));
  return [...received, ...promised, ...given, ...pools.changes()];
}

export const reverseShipment = action({
  name: 'reverseShipment', permission: 'shipments.post',
  describe: 'Takes a shipment back that is not invoiced: goods return at the cost at which they left, the order is open again.',
  input, payload: { shipment: 'record:Shipment', order: 'record:Order' },
  refusals: [ShipmentReversed, ShipmentInvoiced, OrderStatusForbids, ...stockRefusals, ...postingRefusals],
  load,
  decide: (facts, { reason }, ctx) => {
    const { order, lines, shipment, shipmentLines, credit, accounts, entries, entryLines, reversedOn } = facts;
    demandReversible(shipment);
    demandMove(order, 'reverseShipment');
    if (reversedOn < shipment.shippedOn) throw fieldRefused(['reversedOn'], 'day_before', { day: shipment.shippedOn });
    const [entry] = entries;
    const reversal = !entry ? [] : entryRows(accounts, {
      kind: 'REVERSAL', effectiveOn: reversedOn, source: { type: 'Shipment', id: shipment.id }, memo: reason.slice(0, 500),
      reversesEntryId: entry.id, lines: mirrored(entryLines),
    }, ctx);
    const total = shipment.totalMinor;
    return {
      rows: [
        update('Shipment', shipment.id, { status: 'REVERSED', reversedOn }), ...goodsBack(facts, reason, ctx), ...reversal,
        ...unshippedRows(order, lines, shipmentLines, total),
        ...(total === zero ? [] : [moveCredit(credit, 'shippedNotInvoiced', negate(total)), moveCredit(credit, 'openOrders', total)]),
      ],
      events: [
        { kind: 'shipmentReversed', subjectType: 'Order', subjectId: order.id, reason, data: { shipmentId: shipment.id, number: shipment.number } },
        { kind: 'shipmentReversed', subjectType: 'Shipment', subjectId: shipment.id, reason },
      ],
      result: { shipment: shipment.id, order: order.id },
    };
  },
});
