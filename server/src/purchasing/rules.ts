// Pure: what may happen to a purchase order when, and what its lines come to.
import type { PaperMoney } from '../currencies/paperMoney.ts';
import type { PurchaseOrderLineRow, PurchaseOrderRow, PurchaseOrderStatus, ReceiptRow } from '../generated/rows.ts';
import { inCompany, minus, plus, type Minor } from '../shared/money.ts';
import { add, most, none, subtract, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { costOf, type UnitColumns } from './lineUnits.ts';
import { DropShipped, NothingToReceive, PurchaseOrderState, ReceiptBilled, ReceiptReversed, ReceivedTooMuch } from './refusals.ts';

/** In which status each action on a purchase order is legal. */
export const legal = {
  updatePurchaseOrder: ['DRAFT'],
  deletePurchaseOrder: ['DRAFT'],
  placePurchaseOrder: ['DRAFT'],
  confirmPurchaseOrder: ['ORDERED', 'PART_RECEIVED'],
  postponePurchaseOrder: ['ORDERED', 'PART_RECEIVED'],
  receiveGoods: ['ORDERED', 'PART_RECEIVED'],
  cancelPurchaseOrder: ['ORDERED', 'PART_RECEIVED'],
} as const satisfies Record<string, readonly PurchaseOrderStatus[]>;
export type PurchaseOrderAction = keyof typeof legal;

export function demandLegal(order: Pick<PurchaseOrderRow, 'number' | 'status'> & Partial<Pick<PurchaseOrderRow, 'customerOrderId'>>, name: PurchaseOrderAction): void {
  const allowed: readonly PurchaseOrderStatus[] = legal[name];
  if (!allowed.includes(order.status)) throw PurchaseOrderState({ number: order.number ?? '', status: order.status });
  if (name === 'receiveGoods' && order.customerOrderId) throw DropShipped({ number: order.number ?? '' });
}

/** What is still to come of a line; more than was ordered may have come. */
export const openOf = (line: Pick<PurchaseOrderLineRow, 'quantity' | 'received'>): Quantity => most(none, subtract(line.quantity, line.received));

/** Status that follows from what was received; what was given up does not come back. */
export function statusOf(order: Pick<PurchaseOrderRow, 'cancelledOn'>, lines: Pick<PurchaseOrderLineRow, 'quantity' | 'received'>[]): PurchaseOrderStatus {
  const someCame = lines.some((line) => line.received > none);
  if (order.cancelledOn !== null) return someCame ? 'RECEIVED' : 'CANCELLED';
  if (!someCame) return 'ORDERED';
  return lines.every((line) => openOf(line) === none) ? 'RECEIVED' : 'PART_RECEIVED';
}

/** What part of a line is worth in company money when it comes: parts that come one after another sum to what the line's net is at the order's rate. */
export function receivedValue(line: Pick<PurchaseOrderLineRow, 'unitCost' | 'received' | 'currencyCode'> & Partial<UnitColumns>, quantity: Quantity, { rate, companyCode }: Pick<PaperMoney, 'rate' | 'companyCode'>): Minor {
  const worth = (received: Quantity) => inCompany(costOf(line, received), rate, line.currencyCode, companyCode);
  return minus(worth(add(line.received, quantity)), worth(line.received));
}

export const totalOf = (nets: Minor[]): Minor => plus(...nets);

export interface Coming { line: PurchaseOrderLineRow; quantity: Quantity; path: string[] }
interface AskedLine { purchaseOrderLineId: string; quantity: Quantity }

/** The lines that come in: those asked for, or all that is open. Refuses more than `mostOf` tells of a line. */
export function comingLines(order: PurchaseOrderRow, lines: PurchaseOrderLineRow[], asked: AskedLine[] | null | undefined,
  nameOf: (productId: string) => string, mostOf: (line: PurchaseOrderLineRow) => Quantity = openOf): Coming[] {
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
    if (add(before, quantity) > mostOf(line)) {
      throw ReceivedTooMuch({
        productName: nameOf(line.productId), open: most(none, subtract(openOf(line), before)), most: subtract(mostOf(line), before),
        over: most(none, subtract(mostOf(line), openOf(line))), wanted: quantity,
      });
    }
    coming.set(line.id, add(before, quantity));
    return { line: { ...line, received: add(line.received, before) }, quantity, path: ['lines', String(index), 'quantity'] };
  });
}

/** Refuses a receipt that was taken back or whose bill is posted. */
export function demandReversibleReceipt(receipt: Pick<ReceiptRow, 'number' | 'status' | 'billedLines'> & Partial<Pick<ReceiptRow, 'customerOrderId'>>): void {
  if (receipt.customerOrderId) throw DropShipped({ number: receipt.number });
  if (receipt.status === 'REVERSED') throw ReceiptReversed({ number: receipt.number });
  if (receipt.billedLines > 0) throw ReceiptBilled({ number: receipt.number });
}

/** Refuses a day before another, at a field. */
export function demandNotBefore(day: Day, earliest: Day | null, path: string[]): void {
  if (earliest !== null && day < earliest) throw fieldRefused(path, 'day_before', { day: earliest });
}
