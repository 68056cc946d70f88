// Pure: what placing an order demands.
import type { ApprovalRow, CreditAccountRow, CustomerPolicyRow, CustomerRow, OrderRow, ReservationRow } from '../generated/rows.ts';
import { exposureOf, moveCredit } from '../customers/credit.ts';
import type { DecideContext } from '../shared/action.ts';
import { inCompany, minor, minus, plus, zero, type Minor } from '../shared/money.ts';
import { none } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import { update, type Change } from '../shared/write.ts';
import { coveringApproval, useApprovalRows } from '../work/rules.ts';
import { CreditLimitExceeded, CreditLimitPassed, DeliveryUnderway, NothingToReallocate, NothingWaiting, OrderEmpty, ShelfLifeNotAsked } from './refusals.ts';
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

/** Refuses CREDIT_LIMIT_PASSED for goods of a customer over the limit, unless somebody has let this order pass as much. */
export function demandCreditToShip(customer: Named, credit: CreditAccountRow, policy: Pick<CustomerPolicyRow, 'checksShipping'> | undefined, approvals: readonly ApprovalRow[]): void {
  const over = overLimit(credit, zero);
  if (over === zero || credit.limitMinor === null || policy?.checksShipping === false) return;
  if (approvals.some(({ kind, status, amountMinor }) => kind === 'CREDIT_OVERRIDE' && (status === 'APPROVED' || status === 'USED') && amountMinor !== null && amountMinor >= over)) return;
  const spoken = (amount: Minor) => ({ minor: amount, currencyCode: credit.currencyCode });
  throw CreditLimitPassed({ customer: customer.id, customerName: customer.name, limit: spoken(credit.limitMinor), exposure: spoken(exposureOf(credit)), over: spoken(over) });
}

/** What an order adds to the exposure when it goes on: all of it until it is placed or where it was given up, nothing after. */
export const addedBy = (order: Pick<OrderRow, 'status' | 'totalMinor' | 'exchangeRate' | 'currencyCode'>, ctx: Pick<DecideContext, 'company'>): Minor => (order.status === 'DRAFT' || order.status === 'CANCELLED' ? worthOfOrder(order, ctx) : zero);

/** Refuses NOTHING_TO_REALLOCATE where nothing of an order is promised or waits. */
export function demandPromises(order: Pick<OrderRow, 'id' | 'number'>, reservations: Pick<ReservationRow, 'reserved' | 'backordered'>[]): void {
  if (reservations.some((each) => each.reserved + each.backordered > none)) return;
  throw NothingToReallocate({ order: order.id, orderNumber: order.number ?? '' });
}

/** Refuses DELIVERY_UNDERWAY where deliveries are made of goods that are promised to an order. */
export function demandNotUnderway(order: Pick<OrderRow, 'id' | 'number'>, reservations: readonly Pick<ReservationRow, 'underway'>[]): void {
  if (reservations.some((each) => each.underway > none)) throw DeliveryUnderway({ order: order.id, orderNumber: order.number ?? '' });
}

/** Refuses SHELF_LIFE_NOT_ASKED where no promise asks for days beyond the one on which it is needed. */
export function demandShelfLifeAsked(customer: Pick<CustomerRow, 'name'>, reservations: Pick<ReservationRow, 'minimumShelfLifeDays'>[]): void {
  if (!reservations.some((row) => (row.minimumShelfLifeDays ?? 0) > 0)) throw ShelfLifeNotAsked({ customerName: customer.name });
}

/** Refuses NOTHING_WAITING where all of an order is reserved. */
export function demandWaiting(order: Pick<OrderRow, 'id' | 'number'>, reservations: Pick<ReservationRow, 'backordered'>[]): void {
  if (reservations.some((each) => each.backordered > none)) return;
  throw NothingWaiting({ order: order.id, orderNumber: order.number ?? '' });
}

/** What is open of an order in company money, by its own rate: what it counts as in the exposure. */
export const worthOfOpen = ({ openMinor, exchangeRate, currencyCode }: Pick<OrderRow, 'openMinor' | 'exchangeRate' | 'currencyCode'>, { company }: Pick<DecideContext, 'company'>): Minor =>
  inCompany(openMinor, exchangeRate, currencyCode, company.currencyCode);

/** An order's total in company money, by its own rate. */
export const worthOfOrder = (order: Pick<OrderRow, 'totalMinor' | 'exchangeRate' | 'currencyCode'>, ctx: Pick<DecideContext, 'company'>): Minor => worthOfOpen({ ...order, openMinor: order.totalMinor }, ctx);

/** The order as placed: numbered, open with its whole total, which counts as exposure from now on. `head`: what else placing decided. */
export function placedRows(order: OrderRow, head: Partial<OrderRow>, credit: CreditAccountRow, number: string, placedOn: Day, ctx: DecideContext): Change[] {
  return [
    update('Order', order.id, { ...head, number, status: moved(order, 'placeOrder', 'PLACED'), placedOn, placedAt: ctx.now, openMinor: order.totalMinor, version: order.version + 1 }),
    ...(order.totalMinor === minor(0) ? [] : [moveCredit(credit, 'openOrders', worthOfOpen({ ...order, ...head, openMinor: order.totalMinor }, ctx))]),
  ];
}
