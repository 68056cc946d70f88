import sql from 'sql-template-tag';
import { consume, task } from '../events/consumers.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id } from '../shared/input.ts';
import { loadInvoiceRun } from './loadUninvoiced.ts';
import { decideOrHold } from './rules.ts';

/** What follows from a shipment: its invoice, today. Nothing when somebody was faster, or the shipment was taken back. */
export const invoiceShipped = action({
  name: 'invoiceShipped', describe: 'Posts the invoice of a shipment, unless it has one.', permission: 'invoices.post',
  input: { shipmentId: id('Shipment') }, refusals: [], payload: { invoice: 'record:Invoice' },
  load: (tx, { shipmentId }, ctx) => loadInvoiceRun(tx, ctx, { shipmentIds: [shipmentId] }),
  decide: (run, _input, ctx) => decideOrHold(run, ctx),
});

/** What follows from the last shipment of an order that is invoiced as one. */
const invoiceOrdered = action({
  name: 'invoiceOrdered', describe: 'Posts the invoice of an order that has left whole.', permission: 'invoices.post',
  input: { orderId: id('Order') }, refusals: [], payload: { invoice: 'record:Invoice' },
  load: (tx, { orderId }, ctx) => loadInvoiceRun(tx, ctx, { orderId }),
  decide: (run, _input, ctx) => decideOrHold(run, ctx),
});

async function cycleOf(tx: Tx, orderId: string): Promise<string> {
  const [row] = await tx.rows<{ cycle: string }>(sql`SELECT s.cycle::text FROM "Order" o JOIN "InvoiceSchedule" s ON s."customerId" = o."customerId" WHERE o.id = ${orderId}`);
  return row?.cycle ?? 'SHIPMENT';
}

// What was held alone is invoiced as soon as somebody accepts it; what a run holds goes on with the run.
consume('invoiceHoldAccepted', 'invoiceShipments', async ({ subjectId }, _ctx, tx) => {
  const [row] = await tx.rows<{ is: boolean }>(sql`SELECT NOT EXISTS (SELECT FROM "InvoiceRunEntry" e WHERE ${subjectId} = ANY(e."shipmentIds") AND e.status IN ('WAITING', 'HELD'))
    AND coalesce((SELECT c.cycle FROM "InvoiceSchedule" c WHERE c."customerId" = s."customerId"), 'SHIPMENT') = 'SHIPMENT' AS is FROM "Shipment" s WHERE s.id = ${subjectId} AND s."invoiceId" IS NULL AND s.status = 'POSTED'`);
  return row?.is ? [task(invoiceShipped, { shipmentId: subjectId })] : [];
});

consume('orderShipped', 'invoiceShipments', async ({ data, subjectId }, _ctx, tx) => {
  const { shipmentId, status } = (data ?? {}) as { shipmentId?: string; status?: string };
  if (!shipmentId) return [];
  const cycle = await cycleOf(tx, subjectId);
  if (cycle === 'ORDER') return status === 'SHIPPED' ? [task(invoiceOrdered, { orderId: subjectId })] : [];
  return cycle === 'SHIPMENT' ? [task(invoiceShipped, { shipmentId })] : [];
});
