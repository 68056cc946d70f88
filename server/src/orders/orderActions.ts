import sql from 'sql-template-tag';
import { demandMayOrder } from '../customers/rules.ts';
import { recordAction, type RecordAction } from '../shared/recordActions.ts';
import { selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { ApprovalPending } from '../work/refusals.ts';
import { demandMove } from './moves.ts';
import { CreditSuffices } from './refusals.ts';
import { demandLines, overLimit } from './rules.ts';
import { zero } from '../shared/money.ts';

/** Next actions of orders by the demands that their rules make. Credit and stock are judged when it is placed. */
export async function judgeOrders(ids: string[], ctx: Context): Promise<Map<string, RecordAction[]>> {
  const orders = await selectRows(ctx.db, 'Order', sql`t.id = ANY(${ids}::uuid[])`);
  const customerIds = orders.map((order) => order.customerId);
  const customers = new Map((await selectRows(ctx.db, 'Customer', sql`t.id = ANY(${customerIds}::uuid[])`)).map((each) => [each.id, each]));
  const holds = await selectRows(ctx.db, 'CustomerHold', sql`t."customerId" = ANY(${customerIds}::uuid[]) AND t."releasedAt" IS NULL`);
  const drafts = orders.filter((order) => order.status === 'DRAFT').map((order) => order.id);
  const lines = await selectRows(ctx.db, 'OrderLine', sql`t."orderId" = ANY(${drafts}::uuid[])`);
  const credits = await selectRows(ctx.db, 'CreditAccount', sql`t."customerId" = ANY(${customerIds}::uuid[])`);
  const waiting = await selectRows(ctx.db, 'Approval', sql`t."subjectId" = ANY(${drafts}::uuid[]) AND t.status = 'PENDING'`);
  return new Map(orders.map((order) => {
    const customer = customers.get(order.customerId);
    const own = lines.filter((line) => line.orderId === order.id);
    const credit = credits.find((each) => each.customerId === order.customerId);
    return [order.id, [
      recordAction('placeOrder', 'orders.write', () => {
        demandMove(order, 'placeOrder');
        demandLines(order, own);
        if (customer) demandMayOrder(customer, holds.filter((hold) => hold.customerId === customer.id));
      }),
      recordAction('updateOrder', 'orders.write', () => demandMove(order, 'updateOrder')),
      recordAction('requestCreditOverride', 'orders.write', () => {
        demandMove(order, 'requestCreditOverride');
        demandLines(order, own);
        if (!credit || overLimit(credit, order.totalMinor) === zero) throw CreditSuffices({ customerName: customer?.name ?? '' });
        const asked = waiting.find((each) => each.subjectId === order.id);
        if (asked) throw ApprovalPending({ approval: asked.id });
      }),
      recordAction('cancelOrder', 'orders.write', () => demandMove(order, 'cancelOrder')),
      recordAction('copyOrder', 'orders.write', () => undefined),
      recordAction('deleteOrder', 'orders.write', () => demandMove(order, 'deleteOrder')),
    ]];
  }));
}
