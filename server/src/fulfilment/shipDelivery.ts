import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { CustomerOnHold } from '../customers/refusals.ts';
import { demandNoHold } from '../customers/rules.ts';
import type { PickLineRow } from '../generated/rows.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { demandDepositsPaid, loadDepositsDue } from '../orders/depositsDue.ts';
import { demandMove } from '../orders/moves.ts';
import { CreditLimitPassed, DepositUnpaid, OrderStatusForbids, StockShort } from '../orders/refusals.ts';
import { demandCreditToShip } from '../orders/rules.ts';
import { openQuantity } from '../orders/transitions.ts';
import { action } from '../shared/action.ts';
import { day, id, optional, text } from '../shared/input.ts';
import { none, subtract } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { firstOf } from '../warehousing/lotsOfMove.ts';
import { pickedLots } from '../warehousing/picks.ts';
import { demandDelivery, hereOf, moveUnderway } from './deliveryRules.ts';
import { loadDelivery } from './loadDelivery.ts';
import { DeliveryState, NothingToShip, ShipExceedsOrder, ShipPolicyForbids } from './refusals.ts';
import { planShipment, policyOf } from './rules.ts';
import { shipmentRows } from './shipmentRows.ts';
import { takeOut } from './takeOut.ts';

export const shipDelivery = action({
  name: 'shipDelivery', permission: 'shipments.post',
  describe: 'A packed delivery leaves: exactly what is in its parcels, as a shipment of each order. Services of an order go with its goods.',
  input: { deliveryId: id('Delivery'), shippedOn: { ...optional(day()), describe: 'Today when left out.' }, carrier: optional(text({ max: 100 })), trackingNumber: optional(text({ max: 100 })) },
  refusals: [DeliveryState, OrderStatusForbids, CustomerOnHold, DepositUnpaid, CreditLimitPassed, NothingToShip, ShipExceedsOrder, ShipPolicyForbids, StockShort, ...stockRefusals, ...postingRefusals],
  payload: { delivery: 'record:Delivery', shipments: 'records:Shipment' },
  load: async (tx, { deliveryId, shippedOn }, ctx) => {
    const on = shippedOn ?? ctx.today;
    await holdPeriod(tx, ctx, on);
    const loaded = await loadDelivery(tx, ctx, deliveryId);
    const orderIds = loaded.orders.map(({ order }) => order.id);
    const posted = await selectRows(tx, 'Shipment', sql`t."orderId" = ANY(${orderIds}::uuid[]) AND t.status = 'POSTED'`, { lock: true });
    const postedLines = await selectRows(tx, 'ShipmentLine', sql`t."shipmentId" = ANY(${posted.map((each) => each.id)}::uuid[])`);
    const holds = await selectRows(tx, 'CustomerHold', sql`t."customerId" = ${loaded.delivery.customerId} AND t."releasedAt" IS NULL`);
    const deposits = await loadDepositsDue(tx, orderIds);
    const credit = await loadCredit(tx, loaded.delivery.customerId);
    const overrides = await selectRows(tx, 'Approval', sql`t."subjectId" = ANY(${orderIds}::uuid[]) AND t.kind = 'CREDIT_OVERRIDE'`);
    const [policy] = await selectRows(tx, 'CustomerPolicy', sql`TRUE`);
    const { pickListId } = loaded.delivery;
    const fetched: PickLineRow[] = pickListId ? await selectRows(tx, 'PickLine', sql`t."pickListId" = ${pickListId} AND t."orderId" = ANY(${orderIds}::uuid[]) AND t."shipmentId" IS NULL`, { lock: true }) : [];
    const accounts = await loadAccounts(tx, ctx);
    const leaving = loaded.orders.filter(({ order }) => loaded.lines.some((line) => line.orderId === order.id && line.packed > none));
    const numbers: string[] = [];
    for (const _each of leaving) numbers.push(await takeNumber(tx, ctx, 'SHP', on));
    return { ...loaded, leaving, numbers, posted, postedLines, holds, deposits, overrides, policy, credit, accounts, fetched, on };
  },
  decide: (facts, given, ctx) => {
    const { delivery, lines, leaving, numbers, posted, postedLines, holds, deposits, overrides, policy, credit, accounts, fetched, pools, reservations, parcels, contents, on } = facts;
    demandDelivery(delivery, 'shipDelivery');
    const { warehouseId } = delivery;
    const trackingNumber = given.trackingNumber ?? delivery.trackingNumber ?? parcels.find((each) => each.trackingNumber)?.trackingNumber ?? null;
    const head = { shippedOn: on, carrier: given.carrier ?? delivery.carrier, trackingNumber, warehouseId, deliveryId: delivery.id };
    const made = leaving.map(({ order, lines: ordered, customer }, index) => {
      demandMove(order, 'shipOrder');
      demandNoHold(customer, holds, 'SHIP');
      demandDepositsPaid(order.id, deposits);
      demandCreditToShip(customer, credit, policy, overrides.filter((each) => each.subjectId === order.id));
      if (order.placedOn && on < order.placedOn) throw fieldRefused(['shippedOn'], 'day_before', { day: order.placedOn });
      const own = lines.filter((line) => line.orderId === order.id && line.packed > none);
      // What it was made of is underway no longer: it is taken now.
      const taken = own.flatMap((line) => moveUnderway(pools, hereOf(pools, reservations, line.orderLineId, warehouseId), subtract(none, line.packed)));
      const current = reservations.filter((row) => row.orderId === order.id).map((row) => pools.reservation(row));
      const services = ordered.filter((line) => !line.isDropShipped && openQuantity(line) > none && !current.some((row) => row.orderLineId === line.id))
        .map((line) => ({ orderLineId: line.id, quantity: openQuantity(line) }));
      const wanted = [...own.map((line) => ({ orderLineId: line.orderLineId, quantity: line.packed })), ...services];
      const { parts } = planShipment(order, ordered, current, wanted, warehouseId, policyOf(order, customer));
      const shipmentId = ctx.newId();
      const picks = fetched.filter((line) => line.orderId === order.id);
      const left = parts.map((part) => {
        const deliveryLines = own.filter((line) => line.orderLineId === part.line.id);
        const named = contents.filter((each) => each.lotId !== null && deliveryLines.some((line) => line.id === each.deliveryLineId));
        const byLot = [...Map.groupBy(named, ({ lotId }) => lotId)].map(([lotId, same]) => ({ lotId, quantity: same.reduce((sum, each) => (sum + each.quantity) as typeof sum, none) }));
        return takeOut({ pools, order, shippedOn: on }, part, {
          shipmentId, isFetched: delivery.pickListId !== null,
          ...(byLot.length > 0 ? { named: byLot } : picks.length > 0 ? { lotsOf: (reservation, units) => firstOf(pickedLots(picks, reservation.id), units) } : {}),
        }, ctx);
      });
      const before = posted.filter((each) => each.orderId === order.id);
      const { rows, events } = shipmentRows({
        order, lines: ordered, customer, posted: before, postedLines: postedLines.filter((line) => before.some((each) => each.id === line.shipmentId)),
        credit, accounts, numbered: { number: numbers[index] ?? '' },
      }, { id: shipmentId, ...head }, left, ctx);
      return { shipmentId, rows: [...taken, ...rows, ...picks.map((line) => update('PickLine', line.id, { shipmentId }))], events };
    });
    return {
      rows: [
        ...made.flatMap(({ rows }) => rows), ...pools.changes(),
        update('Delivery', delivery.id, { status: 'SHIPPED', shippedOn: on, carrier: head.carrier, trackingNumber, version: delivery.version + 1 }),
      ],
      events: [
        { kind: 'deliveryShipped', subjectType: 'Delivery', subjectId: delivery.id, data: { number: delivery.number, shipments: numbers.join(', '), parcels: parcels.length } },
        ...made.flatMap(({ events }) => events),
      ],
      result: { delivery: delivery.id, shipments: made.map(({ shipmentId }) => shipmentId) },
    };
  },
});
