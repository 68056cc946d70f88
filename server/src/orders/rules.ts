// Pure: what placing an order demands.
import type { ApprovalRow, CreditAccountRow, CustomerRow, OrderLineRow, OrderRow } from '../generated/rows.ts';
import { exposureOf, moveCredit } from '../customers/credit.ts';
import { reserve, type Pools } from '../inventory/pools.ts';
import type { DecideContext } from '../shared/action.ts';
import { minor, minus, plus, zero, type Minor } from '../shared/money.ts';
import { none } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import { update, type Change } from '../shared/write.ts';
import { coveringApproval, useApprovalRows } from '../work/rules.ts';
import { CreditLimitExceeded, OrderEmpty, StockShort } from './refusals.ts';
import { moved } from './moves.ts';

type Named = Pick<CustomerRow, 'id' | 'name'>;

export function demandLines(order: Pick<OrderRow, 'id'>, lines: unknown[]): void {
  if (lines.length === 0) throw OrderEmpty({ order: order.id });
}

/** By how much an order would pass the customer's limit; zero when it does not. */
export function overLimit(credit: CreditAccountRow, total: Minor): Minor {
  if (credit.limitMinor === null) return zero;
  const over = minus(plus(exposureOf(credit), total), credit.limitMinor);
  return over > 0n ? over : zero;
}

/** Refuses what passes the limit, unless an approval covers it; gives the rows that use the approval up. */
export function demandCredit(customer: Named, credit: CreditAccountRow, total: Minor, approvals: ApprovalRow[]): Change[] {
  const over = overLimit(credit, total);
  if (over === zero || credit.limitMinor === null) return [];
  const approval = coveringApproval(approvals, 'CREDIT_OVERRIDE', over);
  if (approval) return useApprovalRows(approval);
  const spoken = (amount: Minor) => ({ minor: amount, currencyCode: credit.currencyCode });
  throw CreditLimitExceeded({ customer: customer.id, customerName: customer.name, limit: spoken(credit.limitMinor),
    exposure: spoken(exposureOf(credit)), orderTotal: spoken(total), over: spoken(over) });
}

/** Promises each stocked line what is available. Refuses STOCK_SHORT unless the rest may wait. */
export function reserveLines(order: OrderRow, lines: OrderLineRow[], isStocked: (productId: string) => boolean, pools: Pools,
  acceptBackorder: boolean, path: string[], ctx: DecideContext): Change[] {
  return lines.filter((line) => isStocked(line.productId)).map((line) => {
    const { row, reserved, backordered } = reserve(pools, {
      productId: line.productId, warehouseId: order.warehouseId, quantity: line.quantity, orderId: order.id, orderLineId: line.id,
      neededOn: order.requiredOn, path: [...path, String(line.no - 1), 'quantity'],
    }, ctx);
    if (backordered > none && !acceptBackorder) {
      throw StockShort({ product: line.productId, productName: line.description, wanted: line.quantity, available: reserved, short: backordered });
    }
    return row;
  });
}

/** The order as placed: numbered, open with its whole total, which counts as exposure from now on. */
export function placedRows(order: OrderRow, credit: CreditAccountRow, number: string, placedOn: Day, ctx: DecideContext): Change[] {
  return [
    update('Order', order.id, { number, status: moved(order, 'placeOrder', 'PLACED'), placedOn, placedAt: ctx.now, openMinor: order.totalMinor, version: order.version + 1 }),
    ...(order.totalMinor === minor(0) ? [] : [moveCredit(credit, 'openOrders', order.totalMinor)]),
  ];
}
