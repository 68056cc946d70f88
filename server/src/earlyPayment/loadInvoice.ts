import sql from 'sql-template-tag';
import { loadCredit } from '../customers/loadCredit.ts';
import type { Tx } from '../shared/db.ts';
import { plus, zero } from '../shared/money.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { NotAnInvoice } from '../receivables/refusals.ts';
import { lockItems } from '../payments/loadItems.ts';
import { loadEarlyDiscounts } from '../payments/earlyDiscount.ts';
import type { Day } from '../shared/time.ts';

/** An invoice, its open item locked, with its offers, what is credited and discounted of it, and the money that stands on it. */
export async function loadDiscountable(tx: Tx, invoiceId: string) {
  const invoice = await readRow(tx, 'Invoice', invoiceId);
  if (invoice.kind !== 'INVOICE') throw NotAnInvoice({ number: invoice.number });
  const [item] = await lockItems(tx, [invoice.openItemId]);
  if (!item) throw new Error(`invoice ${invoice.number} has no open item`);
  const offers = await selectRows(tx, 'InvoiceEarlyOffer', sql`t."invoiceId" = ${invoice.id}`, { orderBy: sql`t.no` });
  const lines = await selectRows(tx, 'InvoiceLine', sql`t."invoiceId" = ${invoice.id}`, { orderBy: sql`t.no` });
  const notes = await selectRows(tx, 'Invoice', sql`t."creditsInvoiceId" = ${invoice.id}`);
  const noteLines = await selectRows(tx, 'InvoiceLine', sql`t."invoiceId" = ANY(${notes.map((note) => note.id)}::uuid[])`);
  const standing = await loadEarlyDiscounts(tx, [item.id]);
  const known = await selectRows(tx, 'EarlyDiscount', sql`t."openItemId" = ${item.id}`);
  /** Money applied and not taken back: the last to come first. */
  const money = await tx.rows<{ creditItemId: string; paidOn: Day }>(sql`SELECT a."creditItemId", c."effectiveOn"::text AS "paidOn" FROM "Allocation" a JOIN "OpenItem" c ON c.id = a."creditItemId" AND c.kind = 'PAYMENT'
    WHERE a."debitItemId" = ${item.id} GROUP BY a."creditItemId", c."effectiveOn" HAVING sum(a."amountMinor") > 0 ORDER BY c."effectiveOn" DESC, max(a."recordedAt") DESC, a."creditItemId"`);
  return {
    invoice, item, standing, known, money, account: await loadCredit(tx, item.customerId ?? invoice.customerId),
    discountable: {
      item, offers, lines, freight: invoice.freightMinor, orderId: invoice.orderId, given: plus(zero, ...standing.flatMap(({ parts }) => parts.map(({ amount }) => amount))),
      credited: notes.map((note) => ({ freight: note.freightMinor, lines: noteLines.filter((line) => line.invoiceId === note.id) })),
    },
  };
}
