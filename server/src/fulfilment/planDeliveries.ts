import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import { CustomerOnHold } from '../customers/refusals.ts';
import { demandNoHold } from '../customers/rules.ts';
import type { OrderLineRow, ReservationRow } from '../generated/rows.ts';
import type { Pools } from '../inventory/pools.ts';
import { demandDepositsPaid, loadDepositsDue } from '../orders/depositsDue.ts';
import type { LoadedOrder } from '../orders/loadOrder.ts';
import { loadPromises } from '../orders/loadPromises.ts';
import { demandMove } from '../orders/moves.ts';
import { DepositUnpaid, OrderStatusForbids } from '../orders/refusals.ts';
import { openQuantity } from '../orders/transitions.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, day, id, list, object, optional, quantity, text, type InputOf } from '../shared/input.ts';
import { fewest, none, type Quantity } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert } from '../shared/write.ts';
import { moveUnderway, plannable } from './deliveryRules.ts';
import { lockOrders } from './loadDelivery.ts';
import { DeliveryExceeds, LineDropShipped, NothingToShip, ShipPolicyForbids } from './refusals.ts';
import { demandFromStock, demandPolicy, policyOf } from './rules.ts';
import { shipToText } from './shipmentRows.ts';

const input = {
  orderIds: list(id('Order'), { min: 1, max: 200 }),
  warehouseId: { ...optional(id('Warehouse')), describe: 'Where they are packed; wherever goods are promised when left out.' },
  plannedOn: { ...optional(day()), describe: 'Day on which they are to leave. Default: today.' },
  mergesOrders: { ...optional(boolean()), describe: 'Orders of one customer for one address become one delivery. Default: yes.' },
  lines: { ...optional(list(object('PlanDeliveryLineInput', { orderLineId: id('OrderLine'), quantity: quantity() }), { min: 1 })), describe: 'All that is promised and in no delivery yet when left out.' },
  carrier: optional(text({ max: 100 })), note: optional(text({ max: 1000 })),
};

interface Part { of: LoadedOrder; line: OrderLineRow; here: ReservationRow[]; quantity: Quantity }
interface Group { key: string; warehouseId: string; shipTo: string; of: LoadedOrder; parts: Part[] }

/** What is to be packed, by customer, address and warehouse; of lines that are named so many units, wherever they are promised. */
function groupsOf(orders: readonly LoadedOrder[], reservations: readonly ReservationRow[], pools: Pools, given: InputOf<typeof input>): Group[] {
  const left = new Map(given.lines?.map(({ orderLineId, quantity: units }) => [orderLineId, units]));
  const parts = orders.flatMap((of) => of.lines.flatMap((line): Part[] => {
    if (given.lines && !left.has(line.id)) return [];
    if (given.lines) demandFromStock(line);
    const places = [...Map.groupBy(reservations.filter((row) => row.orderLineId === line.id && (!given.warehouseId || row.warehouseId === given.warehouseId)), ({ warehouseId }) => warehouseId).values()];
    const wanted = left.get(line.id) ?? openQuantity(line);
    let open = wanted;
    const found = places.flatMap((here): Part[] => {
      const units = fewest(open, plannable(pools, here));
      open = (open - units) as Quantity;
      return units > none ? [{ of, line, here, quantity: units }] : [];
    });
    if (given.lines && open > none) throw DeliveryExceeds({ productName: line.description, wanted, most: (wanted - open) as Quantity });
    return found;
  }));
  const groups = new Map<string, Group>();
  for (const part of parts) {
    const { of, here } = part;
    const warehouseId = here[0]?.warehouseId as string; // a place has at least one row
    const shipTo = shipToText(of.order, of.customer);
    const key = [of.customer.id, shipTo, warehouseId, given.mergesOrders === false ? of.order.id : ''].join('\u0001');
    const group = groups.get(key) ?? { key, warehouseId, shipTo, of, parts: [] };
    group.parts.push(part);
    groups.set(key, group);
  }
  return [...groups.values()];
}

async function load(tx: Tx, given: InputOf<typeof input>, ctx: Parameters<typeof lockOrders>[2]) {
  const orders = await lockOrders(tx, given.orderIds, ctx);
  for (const { order } of orders) demandMove(order, 'planDelivery');
  const unknown = given.lines?.findIndex(({ orderLineId }) => !orders.some(({ lines }) => lines.some((line) => line.id === orderLineId))) ?? -1;
  if (unknown >= 0) throw fieldRefused(['lines', String(unknown), 'orderLineId'], 'id_unknown', { type: 'OrderLine' });
  const holds = await selectRows(tx, 'CustomerHold', sql`t."customerId" = ANY(${orders.map(({ customer }) => customer.id)}::uuid[]) AND t."releasedAt" IS NULL`);
  const deposits = await loadDepositsDue(tx, orders.map(({ order }) => order.id));
  const promises = await loadPromises(tx, ctx, orders.map(({ order }) => order));
  const units = await tx.rows<{ id: string; code: string }>(sql`SELECT p.id, u.code FROM "Product" p JOIN "Unit" u ON u.id = p."unitId"
    WHERE p.id = ANY(${orders.flatMap(({ lines }) => lines.map(({ productId }) => productId))}::uuid[])`);
  const groups = groupsOf(orders, promises.reservations, promises.pools, given);
  const numbers: string[] = [];
  for (const _group of groups) numbers.push(await takeNumber(tx, ctx, 'DLV', ctx.today));
  return { orders, holds, deposits, groups, numbers, pools: promises.pools, reservations: promises.reservations, unitCodes: new Map(units.map((unit) => [unit.id, unit.code])) };
}

export const planDeliveries = action({
  name: 'planDeliveries', permission: 'shipments.post',
  describe: 'Plans deliveries of what is promised to orders: one for each customer, address and warehouse. The goods are underway from then on: nobody else is served with them.',
  input, payload: { deliveries: 'records:Delivery' }, refusals: [OrderStatusForbids, CustomerOnHold, DepositUnpaid, NothingToShip, DeliveryExceeds, LineDropShipped, ShipPolicyForbids],
  load,
  decide: ({ orders, holds, deposits, groups, numbers, pools, reservations, unitCodes }, given, ctx) => {
    for (const { customer } of orders) demandNoHold(customer, holds.filter(({ customerId }) => customerId === customer.id), 'SHIP');
    for (const { order } of orders) demandDepositsPaid(order.id, deposits);
    const empty = orders.find((each) => !groups.some(({ parts }) => parts.some(({ of }) => of === each)));
    if (empty) throw NothingToShip({ order: empty.order.id, orderNumber: empty.order.number ?? '' });
    for (const each of orders) {
      const parts = groups.flatMap(({ parts: all }) => all.filter(({ of }) => of === each));
      const byPlace = [...Map.groupBy(parts, ({ here }) => here[0]?.warehouseId).values()];
      for (const own of byPlace) demandPolicy(each.order, policyOf(each.order, each.customer), each.lines, reservations, own);
    }
    const made = groups.map(({ warehouseId, shipTo, of, parts }, index) => {
      const deliveryId = ctx.newId();
      const numbersOf = [...new Set(parts.map((part) => part.of.order))];
      return {
        deliveryId,
        rows: [
          insert('Delivery', {
            id: deliveryId, companyId: ctx.company.id, number: numbers[index] ?? '', customerId: of.customer.id, warehouseId, plannedOn: given.plannedOn ?? ctx.today,
            customerName: of.customer.name, shipTo, pickListId: null, carrier: given.carrier ?? of.order.carrier, trackingNumber: null, note: given.note ?? null,
            shippedOn: null, deliveredOn: null, receivedBy: null, pickedAt: null, packedAt: null,
          }),
          ...parts.flatMap(({ line, here, quantity: planned }, no) => [
            insert('DeliveryLine', {
              id: ctx.newId(), deliveryId, no: no + 1, orderId: line.orderId, orderLineId: line.id, productId: line.productId, description: line.description,
              unitCode: unitCodes.get(line.productId) ?? '', planned, picked: null, shortReason: null,
            }),
            ...moveUnderway(pools, here, planned),
          ]),
        ],
        events: [
          { kind: 'deliveryPlanned', subjectType: 'Delivery', subjectId: deliveryId, data: { number: numbers[index] ?? '', orders: numbersOf.map((order) => order.number).join(', ') } },
          ...numbersOf.map((order) => ({ kind: 'deliveryPlanned', subjectType: 'Order', subjectId: order.id, data: { deliveryId, number: numbers[index] ?? '' } })),
        ],
      };
    });
    return {
      rows: [...made.flatMap(({ rows }) => rows), ...pools.changes()], events: made.flatMap(({ events }) => events),
      result: { deliveries: made.map(({ deliveryId }) => deliveryId) },
    };
  },
});
