import sql from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { InvoiceCredited } from '../receivables/refusals.ts';
import { extend, one, pages } from '../shared/entity.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { selectRows } from '../shared/rows.ts';
import { creditInvoice } from './creditInvoice.ts';
import './invoiceShipped.ts';
import { invoiceShipments } from './invoiceShipments.ts';
import { InvoiceSettled } from './refusals.ts';

extend('Order', { manies: { invoices: pages('Invoice', 'orderId') } });
extend('Shipment', { ones: { invoice: one('Invoice', 'invoiceId') } });
extend('Invoice', { ones: { order: one('Order', 'orderId') }, manies: { shipments: pages('Shipment', 'invoiceId') } });
extend('InvoiceLine', { ones: { order: one('Order', 'orderId') } });

recordActions('Invoice', async (ids, ctx) => {
  const invoices = await selectRows(ctx.db, 'Invoice', sql`t.id = ANY(${ids}::uuid[])`);
  const facts = await ctx.db.rows<{ id: string; open: string; credited: string }>(sql`SELECT t.id, i."openMinor"::text AS open,
    (SELECT coalesce(sum(n."totalMinor"), 0) FROM "Invoice" n WHERE n."creditsInvoiceId" = t.id)::text AS credited
    FROM "Invoice" t JOIN "OpenItem" i ON i.id = t."openItemId" WHERE t.id = ANY(${ids}::uuid[])`);
  const byId = new Map(facts.map((each) => [each.id, each]));
  return new Map(invoices.map(({ id, number, kind, totalMinor }) => {
    const { open, credited } = byId.get(id) ?? { open: '0', credited: '0' };
    const isSettled = () => { if (BigInt(open) === 0n) throw InvoiceSettled({ number }); };
    if (kind === 'CREDIT_NOTE') return [id, [recordAction('allocate', 'payments.post', isSettled)]];
    return [id, [
      recordAction('recordPayment', 'payments.post', isSettled),
      recordAction('creditInvoice', 'invoices.post', () => { if (BigInt(credited) >= totalMinor) throw InvoiceCredited({ number }); }),
    ]];
  }));
});

mutations(invoiceShipments, creditInvoice);
