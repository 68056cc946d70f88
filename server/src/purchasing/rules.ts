// Pure: what may happen to a purchase order when, and what its lines come to.
import type { PurchaseOrderLineRow, PurchaseOrderRow, PurchaseOrderStatus, ReceiptRow } from '../generated/rows.ts';
import { extend, minus, plus, type Minor } from '../shared/money.ts';
import { add, none, subtract, type Quantity, type UnitPrice } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { NothingToReceive, PurchaseOrderState, ReceiptBilled, ReceiptReversed, ReceivedTooMuch } from './refusals.ts';

/** In which status each action on a purchase order is legal. */
export const legal = {
  updatePurchaseOrder: ['DRAFT'],
  deletePurchaseOrder: ['DRAFT'],
  placePurchaseOrder: ['DRAFT'],
  receiveGoods: ['ORDERED', 'PART_RECEIVED'],
  cancelPurchaseOrder: ['ORDERED', 'PART_RECEIVED'],
} as const satisfies Record<string, readonly PurchaseOrderStatus[]>;
export type PurchaseOrderAction = keyof typeof legal;

export function demandLegal(order: Pick<PurchaseOrderRow, 'number' | 'status'>, name: PurchaseOrderAction): void {
  const allowed: readonly PurchaseOrderStatus[] = legal[name];
  if (!allowed.includes(order.status)) throw PurchaseOrderState({ number: order.number ?? '', status: order.status });
}

export const openOf = (line: Pick<PurchaseOrderLineRow, 'quantity' | 'received'>): Quantity => subtract(line.quantity, line.received);

/** Status that follows from what was received; what was given up does not come back. */
export function statusOf(order: Pick<PurchaseOrderRow, 'cancelledOn'>, lines: Pick<PurchaseOrderLineRow, 'quantity' | 'received'>[]): PurchaseOrderStatus {
  const someCame = lines.some((line) => line.received > none);
  if (order.cancelledOn !== null) return someCame ? 'RECEIVED' : 'CANCELLED';
  if (!someCame) return 'ORDERED';
  return lines.every((line) => openOf(line) === none) ? 'RECEIVED' : 'PART_RECEIVED';
}

export const netOf = (unitCost: UnitPrice, quantity: Quantity, currencyCode: string): Minor => extend(unitCost, quantity, currencyCode);

/** What part of a line is worth when it comes: parts that come one after another sum to the line's net. */
export const receivedValue = (line: Pick<PurchaseOrderLineRow, 'unitCost' | 'received' | 'currencyCode'>, quantity: Quantity): Minor =>
  minus(netOf(line.unitCost, add(line.received, quantity), line.currencyCode), netOf(line.unitCost, line.received, line.currencyCode));

export const totalOf = (nets: Minor[]): Minor => plus(...nets);

export interface Coming { line: PurchaseOrderLineRow; quantity: Quantity; path: string[] }
interface AskedLine { purchaseOrderLineId: string; quantity: Quantity }

/** The lines that come in: those asked for, or all that is open. Refuses more than is open. */
export function comingLines(order: PurchaseOrderRow, lines: PurchaseOrderLineRow[], asked: AskedLine[] | null | undefined,
  nameOf: (productId: string) => string): Coming[] {
  demandLegal(order, 'receiveGoods');
  if (!asked || asked.length === 0) {
    const open = lines.filter((line) => openOf(line) > none);
    if (open.length === 0) throw NothingToReceive({ number: order.number ?? '' });
    return open.map((line, index) => ({ line, quantity: openOf(line), path: ['lines', String(index), 'quantity'] }));
  }
  const coming = new Map<string, Quantity>();
  return asked.map(({ purchaseOrderLineId, quantity }, index) => {
    const line = lines.find((each) => each.id === purchaseOrderLineId);
    if (!line) throw fieldRefused(['lines', String(index), 'purchaseOrderLineId'], 'id_unknown', { type: 'PurchaseOrderLine' });
    const before = coming.get(line.id) ?? none;
    if (add(before, quantity) > openOf(line)) {
      throw ReceivedTooMuch({ productName: nameOf(line.productId), open: subtract(openOf(line), before), wanted: quantity });
    }
    coming.set(line.id, add(before, quantity));
    return { line: { ...line, received: add(line.received, before) }, quantity, path: ['lines', String(index), 'quantity'] };
  });
}

/** Refuses a receipt that was taken back or whose bill is posted. */
export function demandReversibleReceipt(receipt: Pick<ReceiptRow, 'number' | 'status' | 'billedLines'>): void {
  if (receipt.status === 'REVERSED') throw ReceiptReversed({ number: receipt.number });
  if (receipt.billedLines > 0) throw ReceiptBilled({ number: receipt.number });
}

/** Refuses a day before another, at a field. */
export function demandNotBefore(day: Day, earliest: Day | null, path: string[]): void {
  if (earliest !== null && day < earliest) throw fieldRefused(path, 'day_before', { day: earliest });
}
