// Pure: purchase orders whose goods the supplier sends straight to a customer. They never come into stock: what the supplier says
// is on its way is received and shipped at once.
import type { LineDraft } from '../accounting/post.ts';
import type { OrderRow, PurchaseOrderLineRow, PurchaseOrderRow, ReceiptLineRow, ReceiptRow } from '../generated/rows.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import { negate, plus, zero, type Minor } from '../shared/money.ts';
import { add, none, subtract, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { purchaseOrderRows, type MadeDraft } from './draftRows.ts';
import { moneyOf } from './orderMoney.ts';
import type { DraftFacts } from './purchaseOrderInput.ts';
import { NothingToReceive, NotDropShipped, PurchaseOrderState, ReceivedTooMuch } from './refusals.ts';
import { openOf, receivedValue, statusOf } from './rules.ts';

/** How much of a line is to come into stock: nothing of what goes straight to the customer. */
export const intoStock = (order: Pick<PurchaseOrderRow, 'customerOrderId'>, quantity: Quantity): Quantity => (order.customerOrderId === null ? quantity : none);

/** Of a draft for a customer's order only prices and days may change: what it orders is what the customer did. */
export function demandSameGoods(order: Pick<PurchaseOrderRow, 'customerOrderId'>, before: readonly Pick<PurchaseOrderLineRow, 'no' | 'productId' | 'quantity'>[],
  after: readonly { productId: string; quantity: Quantity }[]): void {
  if (order.customerOrderId === null) return;
  const old = [...before].sort((a, b) => a.no - b.no);
  const changed = after.findIndex((line, index) => line.productId !== old[index]?.productId || line.quantity !== old[index]?.quantity);
  if (changed >= 0 || after.length !== old.length) throw fieldRefused(['lines', String(Math.max(changed, 0)), 'quantity'], 'drop_shipped');
}

export interface DropLine { orderLineId: string; productId: string; quantity: Quantity; unitCost?: PurchaseOrderLineRow['unitCost'] | null; currencyCode?: string | null }
type ShipTo = Pick<OrderRow, 'id' | 'number' | 'requiredOn' | 'shipToName' | 'shipToStreet' | 'shipToCity' | 'shipToRegion' | 'shipToPostalCode' | 'shipToCountry'>;

/** Costs that are typed for one order are in one currency, and all tell it where any does. */
function demandOneCurrency(named: string | null, lines: readonly DropLine[]): void {
  if (named !== null && lines.some(({ unitCost, currencyCode }) => unitCost && currencyCode !== named)) throw fieldRefused(['lines'], 'currency_needed', { currency: named });
}

/** The draft of a purchase order for lines of a customer's order, with the customer's address. */
export function dropShipDraft(facts: DraftFacts, order: ShipTo, lines: readonly DropLine[], ctx: DecideContext): MadeDraft {
  const named = lines.find(({ unitCost, currencyCode }) => unitCost && currencyCode)?.currencyCode ?? null;
  demandOneCurrency(named, lines);
  const made = purchaseOrderRows(facts, { currencyCode: named }, lines.map(({ productId, quantity, unitCost }) => ({ productId, quantity, unitCost })), ctx, { order: order.number });
  const { shipToName, shipToStreet, shipToCity, shipToRegion, shipToPostalCode, shipToCountry } = order;
  return {
    ...made,
    rows: [
      ...made.rows,
      update('PurchaseOrder', made.purchaseOrderId, { customerOrderId: order.id, shipToName, shipToStreet, shipToCity, shipToRegion, shipToPostalCode, shipToCountry }),
      ...made.lineIds.map((id, index) => update('PurchaseOrderLine', id, { orderLineId: lines[index]?.orderLineId ?? null })),
    ],
  };
}

export interface Dispatched { line: PurchaseOrderLineRow; orderLineId: string; quantity: Quantity; value: Minor; credits: LineDraft[] }
export interface Dispatch { receiptId: string; rows: Change[]; events: EventDraft[]; sent: Dispatched[] }
interface AskedLine { purchaseOrderLineId: string; quantity: Quantity }

/** Refuses what is no order for a customer, or of which nothing is to be sent now. */
export function demandDispatch({ customerOrderId, status, number }: Pick<PurchaseOrderRow, 'customerOrderId' | 'status' | 'number'>): void {
  if (customerOrderId === null) throw NotDropShipped({ number: number ?? '' });
  if (status !== 'ORDERED' && status !== 'PART_RECEIVED') throw PurchaseOrderState({ number: number ?? '', status });
}

/** What the supplier has sent: those lines, or all that is open. Refuses more than is open. */
function sentLines(order: PurchaseOrderRow, lines: readonly PurchaseOrderLineRow[], asked: readonly AskedLine[] | null | undefined, nameOf: (productId: string) => string): { line: PurchaseOrderLineRow; quantity: Quantity }[] {
  const wanted = asked ?? lines.map((line) => ({ purchaseOrderLineId: line.id, quantity: openOf(line) }));
  const sent = lines.map((line) => ({ line, quantity: wanted.reduce((sum, each) => (each.purchaseOrderLineId === line.id ? add(sum, each.quantity) : sum), none) }))
    .filter(({ quantity }) => quantity > none);
  wanted.forEach(({ purchaseOrderLineId }, index) => {
    if (lines.every(({ id }) => id !== purchaseOrderLineId)) throw fieldRefused(['lines', String(index), 'purchaseOrderLineId'], 'id_unknown', { type: 'PurchaseOrderLine' });
  });
  for (const { line, quantity } of sent) {
    if (quantity > openOf(line)) throw ReceivedTooMuch({ productName: nameOf(line.productId), open: openOf(line), most: openOf(line), over: none, wanted: quantity });
  }
  if (sent.length === 0) throw NothingToReceive({ number: order.number ?? '' });
  return sent;
}

/** The receipt of what the supplier has sent to the customer: a bill may match it, stock does not know it. */
export function dispatchRows(order: PurchaseOrderRow, lines: readonly PurchaseOrderLineRow[], given: { on: Day; number: string; lines?: readonly AskedLine[] | null },
  nameOf: (productId: string) => string, ctx: DecideContext): Dispatch {
  demandDispatch(order);
  const receiptId = ctx.newId();
  const { id: purchaseOrderId, supplierId } = order;
  const money = moneyOf(order, ctx);
  const sent = sentLines(order, lines, given.lines, nameOf).map(({ line, quantity }): Dispatched => {
    const value = receivedValue(line, quantity, money);
    return {
      line, quantity, value, orderLineId: line.orderLineId ?? '',
      credits: [{ account: '2300', amount: negate(value), productId: line.productId, purchaseOrderId, supplierId }],
    };
  });
  const after = lines.map((line) => ({ ...line, received: add(line.received, sent.find((each) => each.line.id === line.id)?.quantity ?? none) }));
  return {
    receiptId, sent,
    rows: [
      insert('Receipt', {
        id: receiptId, companyId: ctx.company.id, number: given.number, purchaseOrderId, supplierId, warehouseId: order.warehouseId, receivedOn: given.on,
        currencyCode: money.companyCode, valueMinor: plus(zero, ...sent.map(({ value }) => value)), customerOrderId: order.customerOrderId,
      }),
      ...sent.map(({ line, quantity, value }, index) => insert('ReceiptLine', {
        id: ctx.newId(), receiptId, no: index + 1, purchaseOrderLineId: line.id, productId: line.productId, quantity, valueMinor: value, currencyCode: money.companyCode,
      })),
      ...sent.map(({ line, quantity }) => update('PurchaseOrderLine', line.id, { received: add(line.received, quantity) })),
      update('PurchaseOrder', purchaseOrderId, { status: statusOf(order, after), version: order.version + 1 }),
    ],
    events: [
      { kind: 'supplierDispatched', subjectType: 'PurchaseOrder', subjectId: purchaseOrderId, data: { receiptId, number: given.number } },
      { kind: 'receiptPosted', subjectType: 'Receipt', subjectId: receiptId, data: { number: given.number } },
    ],
  };
}

/** Takes a dispatch back: what the supplier was to send is open again, unless it was given up meanwhile. */
export function undispatchedRows(order: PurchaseOrderRow, lines: readonly PurchaseOrderLineRow[], receipt: ReceiptRow, receiptLines: readonly ReceiptLineRow[], on: Day): Change[] {
  const after = lines.map((line) => ({
    ...line, received: receiptLines.reduce((left, each) => (each.purchaseOrderLineId === line.id ? subtract(left, each.quantity) : left), line.received),
  }));
  return [
    update('Receipt', receipt.id, { status: 'REVERSED', reversedOn: on }),
    ...after.map((line) => update('PurchaseOrderLine', line.id, { received: line.received })),
    update('PurchaseOrder', order.id, { status: statusOf(order, after), version: order.version + 1 }),
  ];
}

/** The customer gave up what is not sent: so do we. A draft goes, what was ordered is cancelled. */
export function givenUpRows(orders: readonly PurchaseOrderRow[], lines: readonly PurchaseOrderLineRow[], on: Day, reason: string): { rows: Change[]; events: EventDraft[] } {
  const open = orders.filter(({ status }) => status === 'DRAFT' || status === 'ORDERED' || status === 'PART_RECEIVED');
  return {
    rows: open.map((order) => update('PurchaseOrder', order.id, {
      cancelledOn: on, status: statusOf({ cancelledOn: on }, lines.filter((line) => line.purchaseOrderId === order.id)), version: order.version + 1,
    })),
    events: open.map((order) => ({ kind: 'purchaseOrderCancelled', subjectType: 'PurchaseOrder', subjectId: order.id, reason })),
  };
}
