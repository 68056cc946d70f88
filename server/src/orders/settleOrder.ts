import sql from 'sql-template-tag';
import { consume, task, type Task } from '../events/consumers.ts';
import type { EventRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id } from '../shared/input.ts';
import { lockRow } from '../shared/rows.ts';
import { closedRows, reopenedRows } from './transitions.ts';

/** What follows from money on an order's invoices: it is closed once all of them are settled, and open again when one is not. */
export const settleOrder = action({
  name: 'settleOrder', describe: 'Closes an invoiced order whose invoices are settled, and opens it again when one is not any more.',
  permission: 'orders.write', input: { orderId: id('Order') }, refusals: [], payload: { order: 'record:Order' },
  load: async (tx, { orderId }) => {
    const order = await lockRow(tx, 'Order', orderId);
    const [row] = await tx.rows<{ unsettled: number }>(sql`SELECT count(*)::int AS unsettled FROM "Invoice" v JOIN "OpenItem" i ON i.id = v."openItemId"
      WHERE v.kind = 'INVOICE' AND i."openMinor" <> 0 AND EXISTS (SELECT FROM "InvoiceLine" l WHERE l."invoiceId" = v.id AND l."orderId" = ${orderId})`);
    return { order, isSettled: row?.unsettled === 0 };
  },
  decide: ({ order, isSettled }) => {
    const result = { order: order.id };
    const subject = { subjectType: 'Order', subjectId: order.id };
    if (order.status === 'INVOICED' && isSettled) return { rows: closedRows(order), events: [{ kind: 'orderClosed', ...subject }], result };
    if (order.status === 'CLOSED' && !isSettled) return { rows: reopenedRows(order), events: [{ kind: 'orderReopened', ...subject }], result };
    return { rows: [], events: [], result };
  },
});

async function settleOrdersOf({ subjectType, subjectId, data }: EventRow, tx: Tx): Promise<Task[]> {
  const named = (data as { invoiceIds?: string[] } | null)?.invoiceIds ?? [];
  const invoiceIds = subjectType === 'Invoice' ? [subjectId, ...named] : named;
  if (invoiceIds.length === 0 && subjectType !== 'Order') return [];
  const orders = await tx.rows<{ id: string }>(sql`SELECT DISTINCT "orderId" AS id FROM "InvoiceLine"
    WHERE "invoiceId" = ANY(${invoiceIds}::uuid[]) AND "orderId" IS NOT NULL ORDER BY 1`);
  const orderIds = subjectType === 'Order' ? [subjectId] : orders.map((order) => order.id);
  return orderIds.map((orderId) => task(settleOrder, { orderId }));
}

for (const kind of ['paymentRecorded', 'paymentAllocated', 'creditAllocated', 'creditUnapplied', 'paymentUnapplied', 'paymentReversed', 'invoiceCredited', 'invoiceCreditReversed', 'orderInvoiced', 'orderCancelled']) {
  consume(kind, 'settleOrders', (event, _ctx, tx) => settleOrdersOf(event, tx));
}
