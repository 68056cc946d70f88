// The one table of an order's legal moves: rules, the field `actions` and tests read it.
import type { OrderRow, OrderStatus } from '../generated/rows.ts';
import { OrderStatusForbids } from './refusals.ts';

/** From each status, where an action may lead. DELETED is no status: the draft is gone. */
export const moves = {
  updateOrder: { DRAFT: ['DRAFT'] },
  deleteOrder: { DRAFT: ['DELETED'] },
  requestCreditOverride: { DRAFT: ['DRAFT'], PLACED: ['PLACED'], PART_SHIPPED: ['PART_SHIPPED'], CANCELLED: ['CANCELLED'] },
  requestMarginOverride: { DRAFT: ['DRAFT'] },
  placeOrder: { DRAFT: ['PLACED'] },
  allowShortDated: { PLACED: ['PLACED'], PART_SHIPPED: ['PART_SHIPPED'] },
  dropShipOrder: { PLACED: ['PLACED'], PART_SHIPPED: ['PART_SHIPPED'] },
  reallocateOrder: { PLACED: ['PLACED'], PART_SHIPPED: ['PART_SHIPPED'] },
  reserveStock: { PLACED: ['PLACED'], PART_SHIPPED: ['PART_SHIPPED'] },
  rescheduleOrder: { PLACED: ['PLACED'], PART_SHIPPED: ['PART_SHIPPED'] },
  planDelivery: { PLACED: ['PLACED'], PART_SHIPPED: ['PART_SHIPPED'] },
  prioritiseOrder: { PLACED: ['PLACED'], PART_SHIPPED: ['PART_SHIPPED'] },
  substituteLine: { PLACED: ['PLACED'], PART_SHIPPED: ['PART_SHIPPED'] },
  closeLine: { PLACED: ['PLACED', 'CANCELLED'], PART_SHIPPED: ['PART_SHIPPED', 'SHIPPED', 'INVOICED'] },
  shipOrder: { PLACED: ['PART_SHIPPED', 'SHIPPED'], PART_SHIPPED: ['PART_SHIPPED', 'SHIPPED'] },
  reverseShipment: { PART_SHIPPED: ['PLACED', 'PART_SHIPPED'], SHIPPED: ['PLACED', 'PART_SHIPPED'] },
  cancelOrder: { PLACED: ['CANCELLED'], PART_SHIPPED: ['SHIPPED', 'INVOICED'] },
  invoiceShipments: { PART_SHIPPED: ['PART_SHIPPED'], SHIPPED: ['SHIPPED', 'INVOICED'] },
  closeOrder: { INVOICED: ['CLOSED'] },
  reopenOrder: { CLOSED: ['INVOICED'] },
  takeUpOrder: { CANCELLED: ['PLACED'] },
} as const satisfies Record<string, Partial<Record<OrderStatus, readonly (OrderStatus | 'DELETED')[]>>>;

export type OrderMove = keyof typeof moves;

/** Where an action may lead from a status; undefined when it may not be taken. */
export const movesFrom = (move: OrderMove, status: OrderStatus): readonly string[] | undefined =>
  (moves[move] as Partial<Record<OrderStatus, readonly string[]>>)[status];

/** Refuses an action that the order's status does not allow. */
export function demandMove(order: Pick<OrderRow, 'id' | 'number' | 'status'>, move: OrderMove): void {
  if (movesFrom(move, order.status)) return;
  throw OrderStatusForbids({ order: order.id, orderNumber: order.number ?? '', status: order.status, action: move });
}

/** The status that an action leads to; a move that the table does not have is a fault. */
export function moved(order: Pick<OrderRow, 'status'>, move: OrderMove, to: OrderStatus): OrderStatus {
  if (!movesFrom(move, order.status)?.includes(to)) throw new Error(`${move} does not lead from ${order.status} to ${to}`);
  return to;
}
