import { consume, task } from '../events/consumers.ts';
import { action } from '../shared/action.ts';
import { id } from '../shared/input.ts';
import { loadInvoiceRun } from './loadUninvoiced.ts';
import { decideInvoices, noInvoices } from './rules.ts';

/** What follows from a shipment: its invoice, today. Nothing when somebody was faster, or the shipment was taken back. */
export const invoiceShipped = action({
  name: 'invoiceShipped', describe: 'Posts the invoice of a shipment, unless it has one.', permission: 'invoices.post',
  input: { shipmentId: id('Shipment') }, refusals: [], payload: { invoice: 'record:Invoice' },
  load: (tx, { shipmentId }, ctx) => loadInvoiceRun(tx, ctx, { shipmentIds: [shipmentId] }),
  decide: (run, _input, ctx) => (run.orders.length === 0 ? noInvoices : decideInvoices(run, '', ctx)),
});

consume('orderShipped', 'invoiceShipments', ({ data }) => {
  const shipmentId = (data as { shipmentId?: string } | null)?.shipmentId;
  return shipmentId ? [task(invoiceShipped, { shipmentId })] : [];
});
