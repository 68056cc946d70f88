// Pure: what placing an order demands.
import type { ApprovalRow, CreditAccountRow, CustomerRow, OrderLineRow, OrderRow, ReservationRow } from '../generated/rows.ts';
import { exposureOf, moveCredit } from '../customers/credit.ts';
import { promise, reserve, type Pools } from '../inventory/pools.ts';
import type { DecideContext } from '../shared/action.ts';
import { minor, minus, plus, zero, type Minor } from '../shared/money.ts';
import { none, subtract, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { update, type Change } from '../shared/write.ts';
import { coveringApproval, useApprovalRows } from '../work/rules.ts';
import { CreditLimitExceeded, NothingWaiting, OrderEmpty, ReserveExceedsWaiting, StockShort } from './refusals.ts';
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

/** What an order takes that is not available, or not yet: whether the rest may wait, and whether all of it does. */
export interface Patience { acceptBackorder?: boolean | null; reserveLater?: boolean | null }

/** Promises each stocked line what is available. Refuses STOCK_SHORT unless the rest may wait. */
export function reserveLines(order: OrderRow, lines: OrderLineRow[], isStocked: (productId: string) => boolean, pools: Pools,
  { acceptBackorder, reserveLater }: Patience, path: string[], ctx: DecideContext): Change[] {
  return lines.filter((line) => isStocked(line.productId)).map((line) => {
    const { row, reserved, backordered } = reserve(pools, {
      productId: line.productId, warehouseId: order.warehouseId, quantity: line.quantity, orderId: order.id, orderLineId: line.id,
      neededOn: order.requiredOn, path: [...path, String(line.no - 1), 'quantity'], isLater: !!reserveLater,
    }, ctx);
    if (backordered > none && !acceptBackorder && !reserveLater) {
      throw StockShort({ product: line.productId, productName: line.description, wanted: line.quantity, available: reserved, short: backordered });
    }
    return row;
  });
}

/** Refuses NOTHING_WAITING where all of an order is reserved. */
export function demandWaiting(order: Pick<OrderRow, 'id' | 'number'>, reservations: Pick<ReservationRow, 'backordered'>[]): void {
  if (reservations.some((each) => each.backordered > none)) return;
  throw NothingWaiting({ order: order.id, orderNumber: order.number ?? '' });
}

export interface Promised { product: string; units: Quantity; row: Change[] }

/**
 * Promises waiting lines what is available now. Lines that are named get all that is wanted, or STOCK_SHORT is refused; without
 * names every line gets what there is, and STOCK_SHORT is refused where that is nothing at all.
 */
export function promiseWaiting(order: OrderRow, lines: OrderLineRow[], reservations: ReservationRow[], pools: Pools,
  named: { orderLineId: string; quantity: Quantity }[] | null | undefined): Promised[] {
  demandWaiting(order, reservations);
  const wanted = named ?? lines.flatMap(({ id }) => {
    const waiting = reservations.find((each) => each.orderLineId === id)?.backordered ?? none;
    return waiting > none ? [{ orderLineId: id, quantity: waiting }] : [];
  });
  const given = wanted.map(({ orderLineId, quantity }, index) => {
    const line = lines.find((each) => each.id === orderLineId);
    if (!line) throw fieldRefused(['lines', String(index), 'orderLineId'], 'id_unknown', { type: 'OrderLine' });
    const reservation = reservations.find((each) => each.orderLineId === orderLineId);
    const waiting = reservation ? pools.reservation(reservation).backordered : none;
    if (!reservation || quantity > waiting) throw ReserveExceedsWaiting({ productName: line.description, wanted: quantity, waiting });
    const { rows, units, free } = promise(pools, reservation, quantity);
    const short = () => StockShort({ product: line.productId, productName: line.description, wanted: quantity, available: free, short: subtract(quantity, free) });
    if (named && units < quantity) throw short();
    return { product: line.description, units, row: rows, short };
  });
  const [first] = given;
  if (first && given.every(({ units }) => units === none)) throw first.short();
  return given.filter(({ units }) => units > none);
}

/** The order as placed: numbered, open with its whole total, which counts as exposure from now on. */
export function placedRows(order: OrderRow, credit: CreditAccountRow, number: string, placedOn: Day, ctx: DecideContext): Change[] {
  return [
    update('Order', order.id, { number, status: moved(order, 'placeOrder', 'PLACED'), placedOn, placedAt: ctx.now, openMinor: order.totalMinor, version: order.version + 1 }),
    ...(order.totalMinor === minor(0) ? [] : [moveCredit(credit, 'openOrders', order.totalMinor)]),
  ];
}
