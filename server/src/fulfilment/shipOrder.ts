import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { moveCredit } from '../customers/credit.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { loadHolds } from '../customers/loadCustomer.ts';
import { CustomerOnHold } from '../customers/refusals.ts';
import { demandNoHold } from '../customers/rules.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { consume, issue } from '../inventory/pools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { lockOrder } from '../orders/loadOrder.ts';
import { demandMove } from '../orders/moves.ts';
import { OrderStatusForbids, StockShort } from '../orders/refusals.ts';
import { shippedRows } from '../orders/transitions.ts';
import { action, type DecideContext, type EventDraft } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { day, id, list, object, optional, quantity, text, type InputOf } from '../shared/input.ts';
import { negate, plus, zero } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, type Change } from '../shared/write.ts';
import type { ReservationRow, ShipmentLineRow } from '../generated/rows.ts';
import { NothingToShip, ShipExceedsOrder } from './refusals.ts';
import { demandStock, freightLeft, planShipment, shippedAmounts, type ShipPart } from './rules.ts';

const input = {
  orderId: id('Order'), shippedOn: { ...optional(day()), describe: 'Today when left out.' },
  carrier: optional(text({ max: 100 })), trackingNumber: optional(text({ max: 100 })),
  lines: { ...optional(list(object('ShipLineInput', { orderLineId: id('OrderLine'), quantity: quantity() }), { min: 1 })),
    describe: 'All that is reserved when left out.' },
};

async function load(tx: Tx, given: InputOf<typeof input>, ctx: Context) {
  const shippedOn = given.shippedOn ?? ctx.today;
  await holdPeriod(tx, ctx, shippedOn);
  const loaded = await lockOrder(tx, given.orderId, ctx);
  const ofOrder = sql`t."orderId" = ${loaded.order.id}`;
  const posted = await selectRows(tx, 'Shipment', sql`${ofOrder} AND t.status = 'POSTED'`, { lock: true });
  const postedLines: ShipmentLineRow[] = await selectRows(tx, 'ShipmentLine', sql`t."shipmentId" = ANY(${posted.map((each) => each.id)}::uuid[])`);
  const credit = await loadCredit(tx, loaded.customer.id);
  const holds = await loadHolds(tx, loaded.customer.id);
  const pairs = await selectRows(tx, 'Reservation', ofOrder);
  const pools = await loadPools(tx, ctx, pairs);
  const reservations = await selectRows(tx, 'Reservation', ofOrder); // under the pools' locks
  const accounts = await loadAccounts(tx, ctx);
  return { ...loaded, shippedOn, posted, postedLines, credit, holds, pools, reservations, accounts, number: await takeNumber(tx, ctx, 'SHP', shippedOn) };
}
type Facts = Awaited<ReturnType<typeof load>>;

/** Takes a part out of stock at moving-average cost; a service costs nothing here. */
function takeOut({ pools, order, shippedOn }: Facts, part: ShipPart, shipmentId: string, ctx: DecideContext) {
  const { reservation } = part;
  if (!reservation) return { rows: [] as Change[], cost: zero };
  demandStock(pools, { ...part, reservation: reservation satisfies ReservationRow });
  const consumed = consume(pools, reservation, part.quantity);
  const { row, cost } = issue(pools, {
    productId: reservation.productId, warehouseId: reservation.warehouseId, quantity: part.quantity, kind: 'SHIPMENT', effectiveOn: shippedOn,
    source: { type: 'Shipment', id: shipmentId }, orderId: order.id,
  }, ctx);
  return { rows: [...consumed, row], cost };
}

/** The shipment with its lines, moves and journal entry; each part in turn, as two lines may share a pool. */
function shipmentRows(facts: Facts, parts: ShipPart[], head: { carrier?: string | null; trackingNumber?: string | null }, ctx: DecideContext) {
  const { order, lines, posted, postedLines, accounts, shippedOn, number, pools } = facts;
  const shipmentId = ctx.newId();
  const done = parts.map((part, index) => {
    const amounts = shippedAmounts(part.line, part.quantity, postedLines);
    const { rows, cost } = takeOut(facts, part, shipmentId, ctx);
    const row: ShipmentLineRow = {
      id: ctx.newId(), shipmentId, no: index + 1, orderLineId: part.line.id, productId: part.line.productId, quantity: part.quantity,
      currencyCode: order.currencyCode, costMinor: cost, grossMinor: amounts.gross, netMinor: amounts.net, taxMinor: amounts.tax,
    };
    return { rows, row };
  });
  const freight = freightLeft(order, posted);
  const total = plus(freight, ...done.map(({ row }) => plus(row.netMinor, row.taxMinor)));
  const shipment = insert('Shipment', {
    id: shipmentId, companyId: ctx.company.id, number, orderId: order.id, customerId: order.customerId, warehouseId: order.warehouseId, shippedOn,
    carrier: head.carrier ?? order.carrier, trackingNumber: head.trackingNumber ?? null, reversedOn: null, currencyCode: order.currencyCode,
    costMinor: plus(zero, ...done.map(({ row }) => row.costMinor)), totalMinor: total, freightMinor: freight, invoiceId: null,
  });
  const entry = entryRows(accounts, {
    kind: 'SHIPMENT', effectiveOn: shippedOn, source: { type: 'Shipment', id: shipmentId }, memo: `${number} · ${order.number}`,
    lines: done.flatMap(({ row }) => [
      { account: '1310' as const, amount: row.costMinor, orderId: order.id, productId: row.productId, customerId: order.customerId },
      { account: '1300' as const, amount: negate(row.costMinor), productId: row.productId, warehouseId: order.warehouseId },
    ]),
  }, ctx);
  const moves = shippedRows(order, lines, parts.map((part) => ({ orderLineId: part.line.id, quantity: part.quantity })), total, shippedOn);
  return { shipmentId, total, rows: [shipment, ...done.flatMap(({ rows, row }) => [...rows, insert('ShipmentLine', row)]), ...entry, ...moves, ...pools.changes()] };
}

export const shipOrder = action({
  name: 'shipOrder', permission: 'shipments.post',
  describe: 'Ships an order, whole or in part: goods leave stock at their average cost, freight goes with the first shipment.',
  input, payload: { shipment: 'record:Shipment', order: 'record:Order' },
  refusals: [OrderStatusForbids, CustomerOnHold, NothingToShip, ShipExceedsOrder, StockShort, ...stockRefusals, ...postingRefusals],
  load,
  decide: (facts, given, ctx) => {
    const { order, lines, customer, holds, credit, reservations, shippedOn, number } = facts;
    demandMove(order, 'shipOrder');
    demandNoHold(customer, holds, 'SHIP');
    if (order.placedOn && shippedOn < order.placedOn) throw fieldRefused(['shippedOn'], 'day_before', { day: order.placedOn });
    const parts = planShipment(order, lines, reservations, given.lines);
    const { shipmentId, total, rows } = shipmentRows(facts, parts, given, ctx);
    const events: EventDraft[] = [
      { kind: 'orderShipped', subjectType: 'Order', subjectId: order.id, data: { shipmentId, number, status: order.status } },
      { kind: 'shipmentPosted', subjectType: 'Shipment', subjectId: shipmentId, data: { number } },
    ];
    return {
      rows: [...rows, ...(total === zero ? [] : [moveCredit(credit, 'openOrders', negate(total)), moveCredit(credit, 'shippedNotInvoiced', total)])],
      events,
      result: { shipment: shipmentId, order: order.id },
    };
  },
});
