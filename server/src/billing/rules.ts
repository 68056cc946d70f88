// Pure: invoices from shipments.
import { rateFor } from '../currencies/rates.ts';
import { moveCredit } from '../customers/credit.ts';
import { invoicedShipmentRow } from '../fulfilment/transitions.ts';
import { invoicedRows } from '../orders/transitions.ts';
import type { AddressRow, OrderRow } from '../generated/rows.ts';
import { invoiceRows, type InvoiceLineDraft } from '../receivables/invoiceRows.ts';
import type { DecideContext, Decision } from '../shared/action.ts';
import { inCompany, minus, negate, plus, printMoney, zero } from '../shared/money.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { demandChecked, goneRows, holdRows, judged } from './checks.ts';
import { AlreadyInvoiced, NotConsolidable, NothingToInvoice } from './refusals.ts';
import type { InvoiceGroup, InvoiceRun, Uninvoiced } from './loadUninvoiced.ts';

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

/** The promotions of each line, by name. */
const promotionsOf = ({ discounts }: Uninvoiced): Map<string, string> => new Map(
  [...Map.groupBy(discounts.filter(({ kind }) => kind === 'PROMOTION'), ({ orderLineId }) => orderLineId)].map(([id, of]) => [id, of.map(({ name }) => name).join(', ').slice(0, 500)]));

function lineDrafts(due: Uninvoiced): InvoiceLineDraft[] {
  const { order, orderLines, lines, unitCodes, backCosts } = due;
  const notes = promotionsOf(due);
  return lines.map((line) => {
    const ordered = orderLines.find((each) => each.id === line.orderLineId);
    if (!ordered) throw new Error(`shipment line ${line.id} has no order line`);
    return {
      orderId: order.id, orderLineId: ordered.id, shipmentLineId: line.id, productId: line.productId, description: ordered.description,
      unitCode: unitCodes.get(line.productId) ?? '', quantity: line.quantity, unitPrice: ordered.unitPrice, discountRate: ordered.discountRate,
      taxCodeId: ordered.taxCodeId, taxRate: ordered.taxRate, grossMinor: line.grossMinor, netMinor: line.netMinor, taxMinor: line.taxMinor,
      // What came back before is cost no more.
      costMinor: minus(line.costMinor, backCosts.get(line.id) ?? zero), taxIncluded: ordered.taxIncluded, discountNote: notes.get(ordered.id) ?? null,
    };
  });
}

/** What is printed of several references: all of them, where there is room. */
function referencesOf(orders: Uninvoiced[]): string | null {
  const all = [...new Set(orders.flatMap(({ order }) => order.customerReference ?? []))].join(', ');
  return all === '' || all.length > 100 ? null : all;
}

/** Refuses orders that cannot stand on one invoice: of several customers, addresses or ways of taxing. */
function demandTogether([first, ...others]: Uninvoiced[]): void {
  const basis = ({ order, customer, address }: Uninvoiced) =>
    JSON.stringify([customer.id, order.currencyCode, printedAddress(customer.name, address ?? shipTo(order)), order.taxRounding, order.taxTreatment, order.taxReason]);
  const other = others.find((each) => first && basis(each) !== basis(first));
  if (first && other) throw NotConsolidable({ number: first.order.number ?? '', otherNumber: other.order.number ?? '' });
}

function invoiceGroup(run: InvoiceRun, { number, orders }: InvoiceGroup, ctx: DecideContext): Decision {
  const [first] = orders;
  if (!first) throw new Error(`invoice ${number} has no order`);
  demandTogether(orders);
  const { order, customer, address, credit } = first;
  const freightOf = orders.map((due) => ({ orderId: due.order.id, amount: plus(...due.shipments.map((shipment) => shipment.freightMinor)) }));
  const orderId = orders.length === 1 ? order.id : null;
  const rate = rateFor(run.rates, order.currencyCode, run.issuedOn, ctx);
  const made = invoiceRows(run.accounts, {
    number, kind: 'INVOICE', customer, parts: first.parts, earlyOffers: first.earlyOffers, paymentTermDays: customer.paymentTermDays, orderId, issuedOn: run.issuedOn, billTo: printedAddress(customer.name, address ?? shipTo(order)),
    customerReference: referencesOf(orders), freight: plus(...freightOf.map(({ amount }) => amount)), freightOf, taxes: order, lines: orders.flatMap(lineDrafts), foreign: rate === null ? null : { currencyCode: order.currencyCode, rate },
  }, ctx);
  const worth = (due: Uninvoiced) => plus(...due.shipments.map((shipment) => shipment.totalMinor));
  const shipped = plus(...orders.map(worth));
  // What it counted as in the exposure, by the rates of the orders.
  const exposed = plus(...orders.flatMap((due) => due.shipments.map((shipment) => inCompany(shipment.totalMinor, shipment.exchangeRate, shipment.currencyCode, ctx.company.currencyCode))));
  if (shipped !== made.total) throw new Error(`invoice ${number} is ${made.total}, its shipments ${shipped}`);
  return {
    rows: [
      ...made.rows,
      ...orders.flatMap((due) => [
        ...due.shipments.map((shipment) => invoicedShipmentRow(shipment, made.id)),
        ...invoicedRows(due.order, due.orderLines, due.lines.map(({ orderLineId, quantity }) => ({ orderLineId, quantity }))),
      ]),
      moveCredit(credit, 'shippedNotInvoiced', negate(exposed)), moveCredit(credit, 'receivable', made.worth),
    ],
    events: [
      { kind: 'invoicePosted', subjectType: 'Invoice', subjectId: made.id, data: { number, amount: printMoney(made.total, order.currencyCode), orderId } },
      ...orders.map((due) => ({
        kind: 'orderInvoiced', subjectType: 'Order', subjectId: due.order.id,
        data: { number, amount: printMoney(worth(due), order.currencyCode), invoiceId: made.id, status: due.order.status },
      })),
    ],
    result: { invoice: made.id, invoices: [made.id] },
  };
}

/** One invoice a group; all shipments chosen must be open, and none may have left after the invoice's day. */
export function decideInvoices(run: InvoiceRun, askedFor: string, ctx: DecideContext): Decision {
  const [first] = run.refused;
  if (first) {
    const { shipment, invoiceNumber } = first;
    throw invoiceNumber ? AlreadyInvoiced({ shipment: shipment.id, shipmentNumber: shipment.number, invoiceNumber }) : NothingToInvoice({ number: shipment.number });
  }
  if (run.groups.length === 0) throw NothingToInvoice({ number: askedFor });
  demandChecked(run);
  const late = run.groups.flatMap(({ orders }) => orders.flatMap((each) => each.shipments)).find((shipment) => shipment.shippedOn > run.issuedOn);
  if (late) throw fieldRefused(['issuedOn'], 'day_before', { day: late.shippedOn });
  const made = run.groups.map((group) => invoiceGroup(run, group, ctx));
  return {
    rows: [...goneRows(run, ctx), ...made.flatMap((each) => each.rows)], events: made.flatMap((each) => each.events),
    result: { invoice: made[0]?.result.invoice ?? null, invoices: made.flatMap((each) => each.result.invoices as string[]) },
  };
}

/** What follows by itself: invoices, or what holds them. Nothing where nothing is open any more. */
export function decideOrHold(run: InvoiceRun, ctx: DecideContext): Decision & { isHeld: boolean } {
  if (run.groups.length === 0) return { ...noInvoices, isHeld: false };
  const found = judged(run);
  if (found.length === 0 || run.refused.length > 0) return { ...decideInvoices(run, '', ctx), isHeld: false };
  return { ...holdRows(run, found, ctx), result: noInvoices.result, isHeld: true };
}

/** Nothing: what an idempotent run answers when all is invoiced already. */
const noInvoices: Decision = { rows: [], events: [], result: { invoice: null, invoices: [] } };
