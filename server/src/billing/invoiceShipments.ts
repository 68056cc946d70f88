import { postingRefusals } from '../accounting/refusals.ts';
import { action } from '../shared/action.ts';
import { day, id, list, optional } from '../shared/input.ts';
import { readRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { loadInvoiceRun } from './loadUninvoiced.ts';
import { AlreadyInvoiced, NothingToInvoice } from './refusals.ts';
import { decideInvoices } from './rules.ts';

export const invoiceShipments = action({
  name: 'invoiceShipments', permission: 'invoices.post',
  describe: 'Posts invoices for shipments not invoiced yet: those named, or all of an order. One invoice an order, numbered without gaps.',
  input: { shipmentIds: optional(list(id('Shipment'), { max: 200 })), orderId: optional(id('Order')), issuedOn: optional(day()) },
  refusals: [...postingRefusals, AlreadyInvoiced, NothingToInvoice], payload: { invoice: 'record:Invoice', invoices: 'records:Invoice' },
  load: async (tx, input, ctx) => {
    if (!input.shipmentIds?.length === !input.orderId) throw fieldRefused(['shipmentIds'], 'required');
    const order = input.orderId ? await readRow(tx, 'Order', input.orderId) : null;
    return { run: await loadInvoiceRun(tx, ctx, input), askedFor: order?.number ?? '' };
  },
  decide: ({ run, askedFor }, _input, ctx) => decideInvoices(run, askedFor, ctx),
});
