import { postingRefusals } from '../accounting/refusals.ts';
import { rateRefusals } from '../currencies/refusals.ts';
import { CustomerIncomplete } from '../customers/refusals.ts';
import { action } from '../shared/action.ts';
import { boolean, day, id, list, optional } from '../shared/input.ts';
import { readRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { loadInvoiceRun } from './loadUninvoiced.ts';
import { AlreadyInvoiced, NotConsolidable, NothingToInvoice } from './refusals.ts';
import { decideInvoices } from './rules.ts';

export const invoiceShipments = action({
  name: 'invoiceShipments', permission: 'invoices.post',
  describe: 'Posts invoices for shipments not invoiced yet: those named, or all of an order. One invoice an order, or one for all, numbered without gaps.',
  input: {
    shipmentIds: optional(list(id('Shipment'), { max: 200 })), orderId: optional(id('Order')), issuedOn: optional(day()),
    isConsolidated: { ...optional(boolean()), describe: 'One invoice for orders of one customer that share address and tax.' },
  },
  refusals: [...postingRefusals, ...rateRefusals, CustomerIncomplete, AlreadyInvoiced, NotConsolidable, NothingToInvoice], payload: { invoice: 'record:Invoice', invoices: 'records:Invoice' },
  load: async (tx, input, ctx) => {
    if (!input.shipmentIds?.length === !input.orderId) throw fieldRefused(['shipmentIds'], 'required');
    const order = input.orderId ? await readRow(tx, 'Order', input.orderId) : null;
    return { run: await loadInvoiceRun(tx, ctx, input), askedFor: order?.number ?? '' };
  },
  decide: ({ run, askedFor }, _input, ctx) => decideInvoices(run, askedFor, ctx),
});
