import sql from 'sql-template-tag';
import { accountParts, accountsOf, demandOpenDay, nextNumber, periodParts, seriesPart } from '../accounting/bookParts.ts';
import { entryRows } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { moveCredit } from '../customers/credit.ts';
import { creditOf, customerParts, holdsOf } from '../customers/customerParts.ts';
import { CustomerOnHold } from '../customers/refusals.ts';
import { demandNoHold } from '../customers/rules.ts';
import { poolNamesOf, poolNamesPart, poolParts, poolsOfKnown } from '../inventory/poolParts.ts';
import { consume, issue } from '../inventory/pools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { demandMove } from '../orders/moves.ts';
import { customersOfOrders, orderOf, orderParts } from '../orders/orderParts.ts';
import { OrderStatusForbids, StockShort } from '../orders/refusals.ts';
import { shippedRows } from '../orders/transitions.ts';
import { action, type DecideContext, type EventDraft } from '../shared/action.ts';
import { day, id, list, object, optional, quantity, text, type InputOf } from '../shared/input.ts';
import type { Known } from '../shared/known.ts';
import { negate, plus, zero } from '../shared/money.ts';
import { locked, read, type Part } from '../shared/parts.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { together, type Asked } from '../shared/together.ts';
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

const onOf = ({ input: { shippedOn }, ctx }: Asked<typeof input>): Day => shippedOn ?? ctx.today;

/** Everything that shipping decides on, in the order of locks: period, order, shipments, credit, stock, numbers. */
function parts(asked: readonly Asked<typeof input>[]): Part[] {
  const [{ ctx }] = asked as [Asked<typeof input>];
  const days = asked.map(onOf);
  const ofOrders = sql`t."orderId" = ANY(ARRAY(SELECT id FROM orders))`;
  return [
    ...periodParts(ctx, sql`${days}::date[]`),
    ...orderParts(asked.map((each) => each.input.orderId)),
    locked('shipments', 'Shipment', sql`${ofOrders} AND t.status = 'POSTED'`),
    read('shipment_lines', 'ShipmentLine', sql`t."shipmentId" = ANY(ARRAY(SELECT id FROM shipments))`),
    ...customerParts(customersOfOrders),
    ...poolParts(sql`SELECT DISTINCT t."productId", t."warehouseId" FROM "Reservation" t WHERE ${ofOrders}`),
    poolNamesPart(),
    locked('reservations', 'Reservation', ofOrders), // after the pools, whose locks they change under
    ...accountParts(ctx),
    seriesPart(ctx, 'SHP', days),
  ];
}

function factsOf(known: Known, given: InputOf<typeof input>, ctx: Context) {
  const shippedOn = given.shippedOn ?? ctx.today;
  demandOpenDay(known, ctx, shippedOn);
  const loaded = orderOf(known, given.orderId, ctx);
  const posted = known.rows('Shipment', (row) => row.orderId === given.orderId && row.status === 'POSTED');
  const reservations = known.rows('Reservation', (row) => row.orderId === given.orderId);
  return {
    ...loaded, shippedOn, posted, reservations,
    postedLines: known.rows('ShipmentLine', (row) => posted.some((each) => each.id === row.shipmentId)),
    credit: creditOf(known, loaded.customer.id), holds: holdsOf(known, loaded.customer.id), pools: poolsOfKnown(known, reservations, poolNamesOf(known)),
    accounts: accountsOf(known, ctx), numbered: nextNumber(known, 'SHP', shippedOn),
  };
}
type Facts = ReturnType<typeof factsOf>;

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
  const { order, lines, posted, postedLines, accounts, shippedOn, numbered: { number, taken }, pools } = facts;
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
    id: shipmentId, companyId: ctx.company.id, number, orderId: order.id, customerId: order.customerId, warehouseId: order.warehouseId, shippedOn, status: 'POSTED',
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
  return { shipmentId, total, rows: [shipment, ...done.flatMap(({ rows, row }) => [...rows, insert('ShipmentLine', row)]), ...entry, ...moves, ...pools.changes(), taken] };
}

export const shipOrder = action({
  name: 'shipOrder', permission: 'shipments.post',
  describe: 'Ships an order, whole or in part: goods leave stock at their average cost, freight goes with the first shipment.',
  input, payload: { shipment: 'record:Shipment', order: 'record:Order' },
  refusals: [OrderStatusForbids, CustomerOnHold, NothingToShip, ShipExceedsOrder, StockShort, ...stockRefusals, ...postingRefusals],
  ...together({ parts, facts: factsOf }),
  decide: (facts, given, ctx) => {
    const { order, lines, customer, holds, credit, reservations, shippedOn, numbered: { number } } = facts;
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
