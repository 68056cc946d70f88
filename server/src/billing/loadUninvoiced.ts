// Loading side of an invoice run: shipments not invoiced yet, by order, with all that an invoice prints.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber, type Accounts } from '../accounting/books.ts';
import { loadRates, type Rates } from '../currencies/rates.ts';
import { demandComplete } from '../customers/completeness.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import type { AddressRow, CreditAccountRow, CustomerRow, EarlyPaymentOfferRow, OrderDiscountRow, OrderLineRow, OrderRow, InvoiceCheckRow, InvoiceHoldRow, PaymentTermPartRow, ShipmentLineRow, ShipmentRow } from '../generated/rows.ts';
import { loadDiscounts, loadOrderLines } from '../orders/loadOrder.ts';
import { loadFindings, loadInvoiceCheck } from './loadChecks.ts';
import { judged, type Finding } from './checks.ts';
import { loadEarlyOffers } from '../receivables/earlyOffers.ts';
import { loadTermParts } from '../receivables/instalments.ts';
import type { Tx } from '../shared/db.ts';
import { minor, type Minor } from '../shared/money.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';

export interface Uninvoiced {
  order: OrderRow; orderLines: OrderLineRow[]; shipments: ShipmentRow[]; lines: ShipmentLineRow[]; customer: CustomerRow; address: AddressRow | null;
  unitCodes: ReadonlyMap<string, string>;
  /** What came back of shipment lines already, at cost. */
  backCosts: ReadonlyMap<string, Minor>;
  credit: CreditAccountRow;
  discounts: OrderDiscountRow[];
  /** Of the customer's payment term. */
  parts: PaymentTermPartRow[];
  earlyOffers: EarlyPaymentOfferRow[];
  /** What its lines fail, by shipment line. */
  findings: ReadonlyMap<string, Finding[]>;
}
/** What one invoice covers: an order, or several of one customer. */
export interface InvoiceGroup { number: string; orders: Uninvoiced[] }
export interface InvoiceRun { accounts: Accounts; issuedOn: Day; rates: Rates; groups: InvoiceGroup[]; checks: InvoiceCheckRow | null; holds: InvoiceHoldRow[]; refused: { shipment: ShipmentRow; invoiceNumber: string | null }[] }
interface Wanted {
  shipmentIds?: string[] | null; orderId?: string | null; issuedOn?: Day | null;
  /** One invoice for all of them. */
  isConsolidated?: boolean | null;
  /** What is invoiced or taken back already is left out, not refused. */
  isTolerant?: boolean;
}

/** Posted shipments of an order that no invoice covers (not locked). */
export const uninvoicedOf = (tx: Tx, orderId: string): Promise<ShipmentRow[]> =>
  selectRows(tx, 'Shipment', sql`t."orderId" = ${orderId} AND t.status = 'POSTED' AND t."invoiceId" IS NULL`);

const chosen = async (tx: Tx, input: Wanted): Promise<ShipmentRow[]> => {
  if (!input.shipmentIds?.length) return input.orderId ? uninvoicedOf(tx, input.orderId) : [];
  const found = await selectRows(tx, 'Shipment', sql`t.id = ANY(${input.shipmentIds}::uuid[])`);
  const missing = input.shipmentIds.find((id) => !found.some((shipment) => shipment.id === id));
  if (missing) throw NotFound({ type: 'Shipment', id: missing });
  return found;
};

/** Billing address first, then the one goods go to. */
async function addressOf(tx: Tx, customerId: string): Promise<AddressRow | null> {
  const addresses = await selectRows(tx, 'Address', sql`t."customerId" = ${customerId}`, { orderBy: sql`t.kind, t."isDefault" DESC, t.id` });
  return addresses[0] ?? null;
}

/** Locks orders, their shipments and credit accounts, in that order; takes a number for each invoice. */
export async function loadInvoiceRun(tx: Tx, ctx: Context, input: Wanted): Promise<InvoiceRun> {
  const issuedOn = input.issuedOn ?? ctx.today;
  const accounts = await loadAccounts(tx, ctx);
  await holdPeriod(tx, ctx, issuedOn);
  const wanted = await chosen(tx, input);
  const orders = await selectRows(tx, 'Order', sql`t.id = ANY(${[...new Set(wanted.map((each) => each.orderId))]}::uuid[])`, { lock: true });
  const shipments = await selectRows(tx, 'Shipment', sql`t.id = ANY(${wanted.map((each) => each.id)}::uuid[])`, { lock: true });
  const open = shipments.filter((each) => each.status === 'POSTED' && each.invoiceId === null);
  const refused = input.isTolerant ? [] : await Promise.all(shipments.filter((each) => !open.includes(each)).map(async (shipment) => ({
    shipment, invoiceNumber: shipment.invoiceId ? (await readRow(tx, 'Invoice', shipment.invoiceId)).number : null,
  })));
  const lines = await selectRows(tx, 'ShipmentLine', sql`t."shipmentId" = ANY(${open.map((each) => each.id)}::uuid[])`, { orderBy: sql`t."shipmentId", t.no` });
  const units = await tx.rows<{ id: string; code: string }>(sql`SELECT p.id, u.code FROM "Product" p JOIN "Unit" u ON u.id = p."unitId"
    WHERE p.id = ANY(${lines.map((line) => line.productId)}::uuid[])`);
  const unitCodes = new Map(units.map(({ id, code }) => [id, code]));
  const backCosts = new Map((await tx.rows<{ id: string; cost: string }>(sql`SELECT l."shipmentLineId" AS id, sum(l."valueMinor")::text AS cost FROM "ReturnReceiptLine" l JOIN "ReturnReceipt" r ON r.id = l."receiptId" AND r.status = 'POSTED'
    WHERE l."shipmentLineId" = ANY(${lines.map((line) => line.id)}::uuid[]) GROUP BY 1`)).map(({ id, cost }) => [id, minor(BigInt(cost))]));
  const ofOrder = Map.groupBy(open, ({ orderId }) => orderId);
  const ofShipment = Map.groupBy(lines, ({ shipmentId }) => shipmentId);
  const due = orders.filter((order) => ofOrder.has(order.id));
  const credits = new Map<string, CreditAccountRow>();
  for (const customerId of [...new Set(due.map((order) => order.customerId))].sort()) credits.set(customerId, await loadCredit(tx, customerId));
  await demandComplete(tx, due.map(({ customerId }) => customerId), ctx);
  const checks = await loadInvoiceCheck(tx, ctx);
  const holds = await selectRows(tx, 'InvoiceHold', sql`t."shipmentId" = ANY(${open.map((each) => each.id)}::uuid[]) AND t.status <> 'GONE'`, { lock: true });
  const loaded: Uninvoiced[] = [];
  for (const order of due) {
    const own = ofOrder.get(order.id) ?? [];
    const credit = credits.get(order.customerId);
    if (!credit) throw new Error(`customer ${order.customerId} has no credit account`);
    const customer = await readRow(tx, 'Customer', order.customerId);
    const [orderLines, ownLines] = [await loadOrderLines(tx, order.id), own.map(({ id }) => id).toSorted().flatMap((id) => ofShipment.get(id) ?? [])];
    loaded.push({
      order, orderLines, shipments: own, lines: ownLines, findings: checks ? await loadFindings(tx, ctx, checks, order, customer, orderLines, ownLines) : new Map(),
      customer, parts: await loadTermParts(tx, customer), earlyOffers: await loadEarlyOffers(tx, customer, issuedOn), address: await addressOf(tx, order.customerId), discounts: await loadDiscounts(tx, order.id), unitCodes, backCosts, credit,
    });
  }
  const together = input.isConsolidated ? [loaded].filter((orders) => orders.length > 0) : loaded.map((each) => [each]);
  const groups: InvoiceGroup[] = together.map((of) => ({ number: '', orders: of }));
  const rates = await loadRates(tx, ctx, [issuedOn]);
  if (refused.length > 0) return { accounts, issuedOn, rates, groups, checks, holds, refused };
  const run: InvoiceRun = { accounts, issuedOn, rates, groups, checks, holds, refused };
  // What is held is not numbered: series have no gaps.
  if (judged(run).length > 0) return run;
  for (const group of groups) group.number = await takeNumber(tx, ctx, 'INV', issuedOn);
  return run;
}
