// Pure: invoices from shipments.
import { moveCredit } from '../customers/credit.ts';
import { invoicedShipmentRow } from '../fulfilment/transitions.ts';
import { invoicedRows } from '../orders/transitions.ts';
import type { AddressRow, OrderRow } from '../generated/rows.ts';
import { invoiceRows, type InvoiceLineDraft } from '../receivables/invoiceRows.ts';
import type { DecideContext, Decision } from '../shared/action.ts';
import { negate, plus, printMoney } from '../shared/money.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { AlreadyInvoiced, NothingToInvoice } from './refusals.ts';
import type { InvoiceRun, Uninvoiced } from './loadUninvoiced.ts';

/** An address as it is printed, a line each. */
export function printedAddress(name: string, address: Pick<AddressRow, 'name' | 'street' | 'city' | 'region' | 'postalCode' | 'country'> | null): string {
  if (!address) return name;
  const place = [address.postalCode, address.city].filter(Boolean).join(' ');
  return [name, address.name === name ? null : address.name, address.street, place, address.region, address.country].filter(Boolean).join('\n');
}

const shipTo = (order: OrderRow) => (order.shipToStreet ? {
  name: order.shipToName, street: order.shipToStreet, city: order.shipToCity ?? '', region: order.shipToRegion, postalCode: order.shipToPostalCode,
  country: order.shipToCountry ?? '',
} : null);

function lineDrafts({ order, orderLines, lines, unitCodes }: Uninvoiced): InvoiceLineDraft[] {
  return lines.map((line) => {
    const ordered = orderLines.find((each) => each.id === line.orderLineId);
    if (!ordered) throw new Error(`shipment line ${line.id} has no order line`);
    return {
      orderId: order.id, orderLineId: ordered.id, shipmentLineId: line.id, productId: line.productId, description: ordered.description,
      unitCode: unitCodes.get(line.productId) ?? '', quantity: line.quantity, unitPrice: ordered.unitPrice, discountRate: ordered.discountRate,
      taxCodeId: ordered.taxCodeId, taxRate: ordered.taxRate, grossMinor: line.grossMinor, netMinor: line.netMinor, taxMinor: line.taxMinor,
      costMinor: line.costMinor,
    };
  });
}

function invoiceOrder(run: InvoiceRun, due: Uninvoiced, ctx: DecideContext): Decision {
  const { order, orderLines, shipments, lines, customer, address, credit, number } = due;
  const freight = plus(...shipments.map((shipment) => shipment.freightMinor));
  const made = invoiceRows(run.accounts, {
    number, kind: 'INVOICE', customer, paymentTermDays: customer.paymentTermDays, orderId: order.id, issuedOn: run.issuedOn,
    billTo: printedAddress(customer.name, address ?? shipTo(order)), customerReference: order.customerReference, freight, lines: lineDrafts(due),
  }, ctx);
  const shipped = plus(...shipments.map((shipment) => shipment.totalMinor));
  if (shipped !== made.total) throw new Error(`invoice ${number} is ${made.total}, its shipments ${shipped}`);
  const amount = printMoney(made.total, ctx.company.currencyCode);
  return {
    rows: [
      ...made.rows, ...shipments.map((shipment) => invoicedShipmentRow(shipment, made.id)),
      ...invoicedRows(order, orderLines, lines.map(({ orderLineId, quantity }) => ({ orderLineId, quantity }))),
      moveCredit(credit, 'shippedNotInvoiced', negate(made.total)), moveCredit(credit, 'receivable', made.total),
    ],
    events: [
      { kind: 'invoicePosted', subjectType: 'Invoice', subjectId: made.id, data: { number, amount, orderId: order.id } },
      { kind: 'orderInvoiced', subjectType: 'Order', subjectId: order.id, data: { number, amount, invoiceId: made.id } },
    ],
    result: { invoice: made.id, invoices: [made.id] },
  };
}

/** One invoice an order; all shipments chosen must be open, and none may have left after the invoice's day. */
export function decideInvoices(run: InvoiceRun, askedFor: string, ctx: DecideContext): Decision {
  const [first] = run.refused;
  if (first) {
    const { shipment, invoiceNumber } = first;
    throw invoiceNumber ? AlreadyInvoiced({ shipment: shipment.id, shipmentNumber: shipment.number, invoiceNumber }) : NothingToInvoice({ number: shipment.number });
  }
  if (run.orders.length === 0) throw NothingToInvoice({ number: askedFor });
  const late = run.orders.flatMap((each) => each.shipments).find((shipment) => shipment.shippedOn > run.issuedOn);
  if (late) throw fieldRefused(['issuedOn'], 'day_before', { day: late.shippedOn });
  const made = run.orders.map((due) => invoiceOrder(run, due, ctx));
  return {
    rows: made.flatMap((each) => each.rows), events: made.flatMap((each) => each.events),
    result: { invoice: made[0]?.result.invoice ?? null, invoices: made.flatMap((each) => each.result.invoices as string[]) },
  };
}

/** Nothing: what an idempotent run answers when all is invoiced already. */
export const noInvoices: Decision = { rows: [], events: [], result: { invoice: null, invoices: [] } };
