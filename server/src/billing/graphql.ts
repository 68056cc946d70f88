import sql, { type Sql } from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { InvoiceCredited } from '../receivables/refusals.ts';
import { col, extend, one, pages } from '../shared/entity.ts';
import { bigintFact, itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { creditInvoice } from './creditInvoice.ts';
import './invoiceShipped.ts';
import { invoiceShipments } from './invoiceShipments.ts';
import { InvoiceSettled } from './refusals.ts';

/** All that is invoiced and credited of an order: also on invoices for several, and their freight. */
const ofOrder = (t: string, order: Sql) => sql`${col(t, 'id')} = ANY(ARRAY(
  SELECT v.id FROM "Invoice" v WHERE v."orderId" = ${order} UNION SELECT x."invoiceId" FROM "InvoiceLine" x WHERE x."orderId" = ${order}
  UNION SELECT c.id FROM "InvoiceLine" x JOIN "Invoice" c ON c."creditsInvoiceId" = x."invoiceId" AND c."orderId" IS NULL
    JOIN "JournalEntry" e ON e."sourceId" = c.id AND e."sourceType" = 'Invoice' JOIN "JournalLine" j ON j."entryId" = e.id AND j."orderId" = x."orderId" WHERE x."orderId" = ${order}))`;

extend('Order', { manies: { invoices: pages('Invoice', 'orderId', { of: ofOrder, describe: 'Invoices and credit notes of it, also those that cover several orders.' }) } });
extend('Shipment', { ones: { invoice: one('Invoice', 'invoiceId') } });
extend('Invoice', {
  ones: {
    order: one('Order', 'orderId', {
      describe: 'None where it covers several; a filter by an order finds those, too.', also: (t, ids) => sql`${col(t, 'id')} = ANY(ARRAY(SELECT x."invoiceId" FROM "InvoiceLine" x WHERE x."orderId" = ANY(${ids})))`,
    }),
  },
  manies: { shipments: pages('Shipment', 'invoiceId') },
});
extend('InvoiceLine', { ones: { order: one('Order', 'orderId') } });

recordActions('Invoice', {
  invoice: itself('Invoice'),
  open: bigintFact((t) => sql`coalesce((SELECT f."openMinor" FROM "OpenItem" f WHERE f.id = ${col(t, 'openItemId')}), 0)`),
  credited: bigintFact((t) => sql`SELECT coalesce(sum(f."totalMinor"), 0) FROM "Invoice" f WHERE f."creditsInvoiceId" = ${col(t, 'id')}`),
}, ({ invoice: { number, kind, totalMinor }, open, credited }) => {
  const isSettled = () => { if (open === 0n) throw InvoiceSettled({ number }); };
  if (kind === 'CREDIT_NOTE') return [recordAction('allocate', 'payments.post', isSettled)];
  return [
    recordAction('recordPayment', 'payments.post', isSettled),
    recordAction('creditInvoice', 'invoices.post', () => { if (credited >= totalMinor) throw InvoiceCredited({ number }); }),
  ];
});

mutations(invoiceShipments, creditInvoice);
