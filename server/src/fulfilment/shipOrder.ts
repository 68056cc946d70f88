import sql from 'sql-template-tag';
import { accountParts, accountsOf, demandOpenDay, nextNumber, periodParts, seriesPart } from '../accounting/bookParts.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { creditOf, customerParts, holdsOf, customerPolicyOf, customerPolicyPart } from '../customers/customerParts.ts';
import { CustomerOnHold } from '../customers/refusals.ts';
import { demandNoHold } from '../customers/rules.ts';
import { lotsGiven, lotsOut } from '../inventory/lotsInput.ts';
import { poolNamesOf, poolNamesPart, poolParts, poolsOfKnown } from '../inventory/poolParts.ts';
import { demandLinePlaces } from '../inventory/promises.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { demandDepositsPaid, depositParts, depositsOf } from '../orders/depositsDue.ts';
import { demandMove } from '../orders/moves.ts';
import { customersOfOrders, orderOf, orderParts } from '../orders/orderParts.ts';
import { CreditLimitPassed, DepositUnpaid, OrderStatusForbids, StockShort } from '../orders/refusals.ts';
import { demandCreditToShip } from '../orders/rules.ts';
import { action } from '../shared/action.ts';
import { day, id, list, object, optional, quantity, text, type InputOf } from '../shared/input.ts';
import type { Known } from '../shared/known.ts';
import { none } from '../shared/quantity.ts';
import { locked, read, type Part } from '../shared/parts.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { together, type Asked } from '../shared/together.ts';
import type { Context } from '../shared/viewer.ts';
import { PickListState } from '../warehousing/refusals.ts';
import { pickedGoods, pickParts } from './pickedGoods.ts';
import { LineDropShipped, NothingToShip, ShipExceedsOrder, ShipPolicyForbids } from './refusals.ts';
import { planShipment, policyOf, type ShipPart } from './rules.ts';
import { shipmentRows } from './shipmentRows.ts';
import { takeOut } from './takeOut.ts';

const input = {
  orderId: id('Order'), shippedOn: { ...optional(day()), describe: 'Today when left out.' },
  warehouseId: { ...optional(id('Warehouse')), describe: 'Where the goods leave; the order\'s own, or the first that has what is wanted, when left out.' },
  pickListId: { ...optional(id('PickList')), describe: 'Ships exactly what this list has fetched for the order; lines and warehouse follow from it.' },
  carrier: optional(text({ max: 100 })), trackingNumber: optional(text({ max: 100 })),
  lines: { ...optional(list(object('ShipLineInput', { orderLineId: id('OrderLine'), quantity: quantity(), ...lotsOut }), { min: 1 })),
    describe: 'All that is reserved in the warehouse when left out.' },
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
    ...pickParts(asked.map((each) => each.input.pickListId)),
    locked('shipments', 'Shipment', sql`${ofOrders} AND t.status = 'POSTED'`),
    read('shipment_lines', 'ShipmentLine', sql`t."shipmentId" = ANY(ARRAY(SELECT id FROM shipments))`),
    read('overrides', 'Approval', sql`t."subjectId" = ANY(ARRAY(SELECT id FROM orders)) AND t.kind = 'CREDIT_OVERRIDE'`),
    ...customerParts(customersOfOrders),
    ...depositParts,
    customerPolicyPart(),
    ...poolParts(sql`SELECT DISTINCT t."productId", t."warehouseId" FROM "Reservation" t WHERE ${ofOrders}`, { areLeaving: true }),
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
    ...loaded, shippedOn, posted, reservations, picked: pickedGoods(known, given.pickListId, loaded.order, loaded.lines, reservations),
    postedLines: known.rows('ShipmentLine', (row) => posted.some((each) => each.id === row.shipmentId)),
    credit: creditOf(known, loaded.customer.id), deposits: depositsOf(known, loaded.order.id), holds: holdsOf(known, loaded.customer.id), policy: customerPolicyOf(known), overrides: known.rows('Approval', (row) => row.subjectId === given.orderId), pools: poolsOfKnown(known, reservations, poolNamesOf(known), ctx),
    accounts: accountsOf(known, ctx), numbered: nextNumber(known, 'SHP', shippedOn),
  };
}

/** Nothing of a line is in the warehouse that was named. */
const notHere = ({ line, quantity }: ShipPart) =>
  StockShort({ product: line.productId, productName: line.description, wanted: quantity, available: none, short: quantity });

export const shipOrder = action({
  name: 'shipOrder', permission: 'shipments.post',
  describe: 'Ships an order, whole or in part: goods leave stock at their average cost, freight goes with the first shipment.',
  input, payload: { shipment: 'record:Shipment', order: 'record:Order' },
  refusals: [OrderStatusForbids, CustomerOnHold, DepositUnpaid, CreditLimitPassed, NothingToShip, ShipExceedsOrder, ShipPolicyForbids, LineDropShipped, PickListState, StockShort, ...stockRefusals, ...postingRefusals],
  ...together({ parts, facts: factsOf }),
  decide: (facts, given, ctx) => {
    const { order, lines, customer, holds, reservations, shippedOn, picked } = facts;
    demandMove(order, 'shipOrder');
    demandNoHold(customer, holds, 'SHIP');
    demandDepositsPaid(order.id, facts.deposits);
    demandCreditToShip(customer, facts.credit, facts.policy, facts.overrides);
    if (order.placedOn && shippedOn < order.placedOn) throw fieldRefused(['shippedOn'], 'day_before', { day: order.placedOn });
    const { warehouseId, parts } = planShipment(order, lines, reservations, picked?.wanted ?? given.lines, picked?.warehouseId ?? given.warehouseId, policyOf(order, customer));
    const shipmentId = ctx.newId();
    // Each part in turn, as two lines may share a pool.
    const left = parts.map((part) => {
      if (part.here.length === 0 && reservations.some((each) => each.orderLineId === part.line.id)) throw notHere(part);
      if (part.here[0]) demandLinePlaces(facts.pools, part.here[0], part.quantity, ['lines', String(given.lines?.findIndex((each) => each.orderLineId === part.line.id) ?? 0), 'quantity']);
      const named = given.lines?.flatMap((each, index) => (each.orderLineId === part.line.id ? lotsGiven(each, each.quantity, ['lines', String(index), 'quantity']) ?? [] : []));
      return takeOut(facts, part, { named, shipmentId, ...(picked ? { lotsOf: picked.lotsOf, isFetched: true } : {}) }, ctx);
    });
    const { rows, events } = shipmentRows(facts, { id: shipmentId, warehouseId, shippedOn, carrier: given.carrier, trackingNumber: given.trackingNumber }, left, ctx);
    return {
      rows: [...rows, ...(picked?.rows(shipmentId) ?? []), ...facts.pools.changes()],
      events,
      result: { shipment: shipmentId, order: order.id },
    };
  },
});
