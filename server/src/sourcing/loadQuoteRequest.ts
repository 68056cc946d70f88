import sql from 'sql-template-tag';
import type { Tx } from '../shared/db.ts';
import { lockRow, selectRows } from '../shared/rows.ts';

/** A request for quotations, locked, with all that hangs on it. */
export async function loadQuoteRequest(tx: Tx, quoteRequestId: string) {
  const request = await lockRow(tx, 'QuoteRequest', quoteRequestId);
  const lines = await selectRows(tx, 'QuoteRequestLine', sql`t."quoteRequestId" = ${request.id}`, { orderBy: sql`t.no` });
  const invitations = await selectRows(tx, 'QuoteInvitation', sql`t."quoteRequestId" = ${request.id}`);
  const prices = await selectRows(tx, 'QuotedPrice', sql`t."quoteInvitationId" = ANY(${invitations.map(({ id }) => id)}::uuid[])`);
  // An award holds as long as its line of a purchase order is there and not given up.
  const awards = await selectRows(tx, 'QuoteAward', sql`t."quoteRequestLineId" = ANY(${lines.map(({ id }) => id)}::uuid[]) AND EXISTS
    (SELECT FROM "PurchaseOrderLine" l JOIN "PurchaseOrder" o ON o.id = l."purchaseOrderId" WHERE l.id = t."purchaseOrderLineId" AND o.status <> 'CANCELLED')`);
  const suppliers = await selectRows(tx, 'Supplier', sql`t.id = ANY(${invitations.map(({ supplierId }) => supplierId)}::uuid[])`);
  const products = await selectRows(tx, 'Product', sql`t.id = ANY(${lines.map(({ productId }) => productId)}::uuid[])`);
  return { request, lines, invitations, prices, awards, suppliers, products };
}
