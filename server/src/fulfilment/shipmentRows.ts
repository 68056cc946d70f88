// Pure: a shipment with its lines and journal entry, wherever its goods come from.
import type { Accounts } from '../accounting/books.ts';
import type { Numbered } from '../accounting/bookParts.ts';
import { entryRows, type LineDraft } from '../accounting/post.ts';
import { moveCredit } from '../customers/credit.ts';
import type { CreditAccountRow, CustomerRow, OrderLineRow, OrderRow, ShipmentLineRow, ShipmentRow } from '../generated/rows.ts';
import { worthOfOpen } from '../orders/rules.ts';
import { shippedRows } from '../orders/transitions.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import { inCompany, minus, plus, zero, type Minor } from '../shared/money.ts';
import type { Quantity } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import { insert, type Change } from '../shared/write.ts';
import { freightLeft, shippedAmounts } from './rules.ts';

/** A part of an order line that left: at what cost, and what that came out of. */
export interface LeftPart { line: OrderLineRow; quantity: Quantity; rows: Change[]; cost: Minor; credits: LineDraft[] }

export interface ShipmentFacts {
  order: OrderRow; lines: OrderLineRow[]; customer: Pick<CustomerRow, 'name'>; posted: ShipmentRow[]; postedLines: ShipmentLineRow[]; credit: CreditAccountRow; accounts: Accounts;
  /** Its number; `taken` where the series is counted on by a row. */
  numbered: Pick<Numbered, 'number'> & Partial<Numbered>;
}

export interface ShipmentHead {
  id: string; warehouseId: string; shippedOn: Day; carrier?: string | null; trackingNumber?: string | null;
  /** What the supplier sent, where it is drop shipped. */
  receiptId?: string;
  purchaseOrderId?: string;
  /** The delivery in which it was packed; none: shipped straight away. */
  deliveryId?: string;
}

/** Where an order goes, a line each, as it is printed. */
export function shipToText({ shipToName, shipToStreet, shipToCity, shipToRegion, shipToPostalCode, shipToCountry }: OrderRow, { name }: Pick<CustomerRow, 'name'>): string {
  const place = [shipToPostalCode, shipToCity].filter(Boolean).join(' ');
  return [shipToName ?? name, shipToStreet, place, shipToRegion, shipToCountry].filter(Boolean).join('\n');
}

/** The shipment of parts: their worth leaves the open order, their cost stands as shipped and not invoiced. */
export function shipmentRows({ order, lines, customer, posted, postedLines, credit, accounts, numbered: { number, taken } }: ShipmentFacts, head: ShipmentHead, parts: LeftPart[],
  ctx: DecideContext): { rows: Change[]; events: EventDraft[] } {
  const { id: shipmentId, warehouseId, shippedOn, purchaseOrderId } = head;
  const made = parts.map(({ line, quantity, cost }, index): ShipmentLineRow => {
    const { gross, net, tax } = shippedAmounts(line, quantity, postedLines);
    return {
      id: ctx.newId(), shipmentId, no: index + 1, orderLineId: line.id, productId: line.productId, quantity, currencyCode: order.currencyCode,
      costMinor: cost, grossMinor: gross, netMinor: net, taxMinor: tax,
    };
  });
  const freight = freightLeft(order, posted);
  const total = plus(freight, ...made.map((row) => plus(row.netMinor, row.taxMinor)));
  const shipment = insert('Shipment', {
    id: shipmentId, companyId: ctx.company.id, number, orderId: order.id, customerId: order.customerId, warehouseId, shippedOn, status: 'POSTED',
    carrier: head.carrier ?? order.carrier, trackingNumber: head.trackingNumber ?? null, reversedOn: null, currencyCode: order.currencyCode, exchangeRate: order.exchangeRate,
    costMinor: plus(zero, ...made.map((row) => row.costMinor)), totalMinor: total, freightMinor: freight, invoiceId: null, receiptId: head.receiptId ?? null,
    deliveryId: head.deliveryId ?? null, customerName: customer.name, shipTo: shipToText(order, customer), deliveredOn: null, receivedBy: null,
  });
  const entry = entryRows(accounts, {
    kind: 'SHIPMENT', effectiveOn: shippedOn, source: { type: 'Shipment', id: shipmentId }, memo: `${number} · ${order.number}`,
    lines: parts.flatMap(({ line, cost, credits }): LineDraft[] => [
      { account: '1310', amount: cost, orderId: order.id, productId: line.productId, customerId: order.customerId, ...(purchaseOrderId ? { purchaseOrderId } : {}) }, ...credits,
    ]),
  }, ctx);
  const before = worthOfOpen(order, ctx);
  const worth = inCompany(total, order.exchangeRate, order.currencyCode, ctx.company.currencyCode);
  const moves = shippedRows(order, lines, parts.map(({ line, quantity }) => ({ orderLineId: line.id, quantity })), total, shippedOn);
  return {
    rows: [
      shipment, ...parts.flatMap(({ rows }) => rows), ...made.map((row) => insert('ShipmentLine', row)), ...entry, ...moves, ...(taken ? [taken] : []),
      ...(total === zero ? [] : [moveCredit(credit, 'openOrders', minus(worthOfOpen(order, ctx), before)), moveCredit(credit, 'shippedNotInvoiced', worth)]),
    ],
    events: [
      { kind: 'orderShipped', subjectType: 'Order', subjectId: order.id, data: { shipmentId, number, status: order.status } },
      { kind: 'shipmentPosted', subjectType: 'Shipment', subjectId: shipmentId, data: { number } },
    ],
  };
}
