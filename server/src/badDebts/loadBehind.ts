import sql from 'sql-template-tag';
import type { OpenItemRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { zero } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import type { Behind } from './writeOffRules.ts';

/** What the documents of debts say of orders and taxes. */
export async function loadBehind(tx: Tx, items: readonly OpenItemRow[]): Promise<Map<string, Behind>> {
  const ids = items.map((item) => item.sourceId);
  const invoices = await selectRows(tx, 'Invoice', sql`t.id = ANY(${ids}::uuid[])`);
  const charges = await selectRows(tx, 'Charge', sql`t.id = ANY(${ids}::uuid[])`);
  const lines = await selectRows(tx, 'InvoiceLine', sql`t."invoiceId" = ANY(${invoices.map((each) => each.id)}::uuid[])`, { orderBy: sql`t."invoiceId", t.no` });
  return new Map(items.map((item) => {
    const invoice = invoices.find((each) => each.id === item.sourceId);
    const charge = charges.find((each) => each.id === item.sourceId);
    const none: Behind = { orderId: null, taxMinor: zero, totalMinor: zero, lines: [] };
    if (invoice) return [item.id, { orderId: invoice.orderId, taxMinor: invoice.taxMinor, totalMinor: invoice.totalMinor, lines: lines.filter((line) => line.invoiceId === invoice.id) }];
    return [item.id, charge ? { ...none, taxMinor: charge.taxMinor, totalMinor: charge.totalMinor, lines: charge.taxMinor > 0n ? [{ orderId: null, netMinor: charge.netMinor, taxMinor: charge.taxMinor, taxCodeId: charge.taxCodeId }] : [] } : none];
  }));
}

export const loadLimits = (tx: Tx) => selectRows(tx, 'ApprovalLimit', sql`t.kind = 'WRITE_OFF'`);
