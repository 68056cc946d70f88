import sql from 'sql-template-tag';
import { demandGranted } from '../customers/granted.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { loadHolds } from '../customers/loadCustomer.ts';
import { CreditNotGranted, CustomerInactive, CustomerOnHold } from '../customers/refusals.ts';
import { demandMayOrder, demandPrepaid } from '../customers/rules.ts';
import { moveCredit } from '../customers/credit.ts';
import type { OrderLineRow, ReservationRow } from '../generated/rows.ts';
import { allocate, waitHere } from '../inventory/poolPromises.ts';
import type { Pools } from '../inventory/pools.ts';
import { callOff } from '../pricing/frameworkCalls.ts';
import { lockCalled } from '../pricing/frameworkParts.ts';
import { frameworkRefusals } from '../pricing/refusals.ts';
import { action } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { zero } from '../shared/money.ts';
import { none } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { update, type Change } from '../shared/write.ts';
import { lockOrder } from './loadOrder.ts';
import { loadPromises } from './loadPromises.ts';
import { demandMove, moved } from './moves.ts';
import { CreditLimitExceeded, OrderStatusForbids, PromotionGivenBack } from './refusals.ts';
import { demandCredit, worthOfOrder } from './rules.ts';

/** All of a line waits again, in one of the places where it waited; its services take nothing. */
function waitAgain(pools: Pools, line: OrderLineRow, reservations: readonly ReservationRow[], homeId: string): Change[] {
  const own = reservations.filter((row) => row.orderLineId === line.id);
  const place = own.some((row) => row.warehouseId === homeId) ? homeId : own[0]?.warehouseId;
  return waitHere(pools, own.filter((row) => row.warehouseId === place), line.quantity);
}

export const takeUpOrder = action({
  name: 'takeUpOrder', permission: 'orders.write',
  describe: 'Opens a cancelled order again as it was placed: holds, limit and grant of the customer are checked as for a new one, agreements are called off again, and its goods are promised as far as they are free.',
  input: { orderId: id('Order'), reason: text({ max: 1000, lines: true }) },
  refusals: [OrderStatusForbids, CustomerInactive, CustomerOnHold, CreditNotGranted, CreditLimitExceeded, PromotionGivenBack, ...frameworkRefusals], payload: { order: 'record:Order' },
  load: async (tx, { orderId }, ctx) => {
    const loaded = await lockOrder(tx, orderId, ctx);
    const approvals = await selectRows(tx, 'Approval', sql`t."subjectId" = ${orderId}`, { lock: true });
    const frameworks = await lockCalled(tx, loaded.lines);
    const [given] = await tx.rows(sql`SELECT 1 FROM "PromotionRedemption" WHERE "orderId" = ${orderId} AND "givenBackAt" IS NOT NULL`);
    const [policy] = await selectRows(tx, 'CustomerPolicy', sql`TRUE`);
    const credit = await loadCredit(tx, loaded.customer.id);
    return { ...loaded, approvals, frameworks, policy, credit, isGivenBack: given !== undefined, holds: await loadHolds(tx, loaded.customer.id), ...await loadPromises(tx, ctx, [loaded.order]) };
  },
  decide: ({ order, lines, customer, approvals, frameworks, policy, credit, isGivenBack, holds, pairs, pools, reservations, waiting }, { reason }, ctx) => {
    demandMove(order, 'takeUpOrder');
    if (isGivenBack) throw PromotionGivenBack({ order: order.id, orderNumber: order.number ?? '' });
    demandMayOrder(customer, holds);
    const open = lines.map((line) => ({ ...line, cancelled: none }));
    const called = callOff(order, open, frameworks, { on: ctx.today, number: order.number ?? '', reason: null }, ctx);
    const worth = worthOfOrder(order, ctx);
    demandPrepaid(customer, holds, credit, worth);
    demandGranted(customer, credit, policy, worth, ctx.today, ctx.company.timeZone);
    const used = demandCredit(customer, credit, worth, approvals);
    const waits = open.flatMap((line) => waitAgain(pools, line, reservations, order.warehouseId));
    const given = pairs.flatMap(({ productId, warehouseId }) => allocate(pools, [...waiting, ...reservations], productId, warehouseId));
    return {
      rows: [
        update('Order', order.id, { status: moved(order, 'takeUpOrder', 'PLACED'), openMinor: order.totalMinor, shippedOn: null, version: order.version + 1 }),
        ...open.map((line) => update('OrderLine', line.id, { cancelled: none })), ...waits, ...given, ...pools.changes(), ...called.rows, ...used,
        ...(order.totalMinor === zero ? [] : [moveCredit(credit, 'openOrders', worth)]),
      ],
      events: [{ kind: 'orderTakenUp', subjectType: 'Order', subjectId: order.id, reason }, ...called.events, ...(used.length > 0 ? [{ kind: 'creditOverrideUsed', subjectType: 'Order', subjectId: order.id }] : [])],
      result: { order: order.id },
    };
  },
});
