// Loading side of an invoice run: shipments not invoiced yet, by order, with all that an invoice prints.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber, type Accounts } from '../accounting/books.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import type { AddressRow, CreditAccountRow, CustomerRow, OrderLineRow, OrderRow, ShipmentLineRow, ShipmentRow } from '../generated/rows.ts';
import { loadOrderLines } from '../orders/loadOrder.ts';
import type { Tx } from '../shared/db.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';

export interface Uninvoiced {
  order: OrderRow; orderLines: OrderLineRow[]; shipments: ShipmentRow[]; lines: ShipmentLineRow[]; customer: CustomerRow; address: AddressRow | null;
  unitCodes: ReadonlyMap<string, string>; credit: CreditAccountRow; number: string;
}
export interface InvoiceRun { accounts: Accounts; issuedOn: Day; orders: Uninvoiced[]; refused: { shipment: ShipmentRow; invoiceNumber: string | null }[] }

/** Posted shipments of an order that no invoice covers (not locked). */
export const uninvoicedOf = (tx: Tx, orderId: string): Promise<ShipmentRow[]> =>
  selectRows(tx, 'Shipment', sql`t."orderId" = ${orderId} AND t.status = 'POSTED' AND t."invoiceId" IS NULL`);

const chosen = async (tx: Tx, input: { shipmentIds?: string[] | null; orderId?: string | null }): Promise<ShipmentRow[]> => {
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

/** Locks orders, their shipments and credit accounts, in that order; takes a number for each order that has something to invoice. */
export async function loadInvoiceRun(tx: Tx, ctx: Context, input: { shipmentIds?: string[] | null; orderId?: string | null; issuedOn?: Day | null }): Promise<InvoiceRun> {
  const issuedOn = input.issuedOn ?? ctx.today;
  const accounts = await loadAccounts(tx, ctx);
  await holdPeriod(tx, ctx, issuedOn);
  const wanted = await chosen(tx, input);
  const orders = await selectRows(tx, 'Order', sql`t.id = ANY(${[...new Set(wanted.map((each) => each.orderId))]}::uuid[])`, { lock: true });
  const shipments = await selectRows(tx, 'Shipment', sql`t.id = ANY(${wanted.map((each) => each.id)}::uuid[])`, { lock: true });
  const open = shipments.filter((each) => each.status === 'POSTED' && each.invoiceId === null);
  const refused = await Promise.all(shipments.filter((each) => !open.includes(each)).map(async (shipment) => ({
    shipment, invoiceNumber: shipment.invoiceId ? (await readRow(tx, 'Invoice', shipment.invoiceId)).number : null,
  })));
  const lines = await selectRows(tx, 'ShipmentLine', sql`t."shipmentId" = ANY(${open.map((each) => each.id)}::uuid[])`, { orderBy: sql`t."shipmentId", t.no` });
  const units = await tx.rows<{ id: string; code: string }>(sql`SELECT p.id, u.code FROM "Product" p JOIN "Unit" u ON u.id = p."unitId"
    WHERE p.id = ANY(${lines.map((line) => line.productId)}::uuid[])`);
  const unitCodes = new Map(units.map(({ id, code }) => [id, code]));
  const due = orders.filter((order) => open.some((shipment) => shipment.orderId === order.id));
  const credits = new Map<string, CreditAccountRow>();
  for (const customerId of [...new Set(due.map((order) => order.customerId))].sort()) credits.set(customerId, await loadCredit(tx, customerId));
  const loaded: Uninvoiced[] = [];
  for (const order of due) {
    const own = open.filter((shipment) => shipment.orderId === order.id);
    const credit = credits.get(order.customerId);
    if (!credit) throw new Error(`customer ${order.customerId} has no credit account`);
    loaded.push({
      order, orderLines: await loadOrderLines(tx, order.id), shipments: own, lines: lines.filter((line) => own.some((each) => each.id === line.shipmentId)),
      customer: await readRow(tx, 'Customer', order.customerId), address: await addressOf(tx, order.customerId), unitCodes, credit, number: '',
    });
  }
  if (refused.length > 0) return { accounts, issuedOn, orders: loaded, refused };
  for (const each of loaded) each.number = await takeNumber(tx, ctx, 'INV', issuedOn);
  return { accounts, issuedOn, orders: loaded, refused };
}
