// Loading side of settling: which open items are meant, and their locks in the order of ids.
import sql from 'sql-template-tag';
import { holdPeriod } from '../accounting/books.ts';
import type { OpenItemRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { id, list, money, object, optional } from '../shared/input.ts';
import type { Minor } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import type { Settlement } from './rules.ts';

export const invoiceAllocations = optional(list(object('InvoiceAllocationInput', { invoiceId: id('Invoice'), amount: money() }), { max: 200 }));
export const billAllocations = optional(list(object('BillAllocationInput', { billId: id('Bill'), amount: money() }), { max: 200 }));

/** A debt by its document. */
export interface Wish { documentId: string; amount: Minor }
export const wishesOf = (allocations?: ({ invoiceId: string; amount: Minor } | { billId: string; amount: Minor })[] | null): Wish[] =>
  (allocations ?? []).map((each) => ({ documentId: 'invoiceId' in each ? each.invoiceId : each.billId, amount: each.amount }));

/** Open items (not locked yet) of documents; refuses NOT_FOUND for a document without one. */
export async function itemsOf(tx: Tx, type: 'Invoice' | 'Bill', documentIds: string[]): Promise<OpenItemRow[]> {
  const items = await selectRows(tx, 'OpenItem', sql`t."sourceType" = ${type} AND t."sourceId" = ANY(${documentIds}::uuid[])`);
  const missing = documentIds.find((each) => !items.some((item) => item.sourceId === each));
  if (missing) throw NotFound({ type, id: missing });
  return items;
}

/** All open debts of a customer or supplier (not locked yet). */
export const openDebts = (tx: Pick<Tx, 'rows'>, payer: { customerId?: string | null; supplierId?: string | null }): Promise<OpenItemRow[]> => selectRows(tx, 'OpenItem',
  payer.customerId ? sql`t."customerId" = ${payer.customerId} AND t.kind = 'INVOICE' AND t."openMinor" > 0`
    : sql`t."supplierId" = ${payer.supplierId} AND t.kind = 'BILL' AND t."openMinor" < 0`);

/** The debts that an allocation names, or all open ones when it fills the oldest first. */
export async function debtsFor(tx: Tx, payer: { customerId?: string | null; supplierId?: string | null }, wishes: Wish[], fills: boolean): Promise<OpenItemRow[]> {
  if (wishes.length > 0) return itemsOf(tx, payer.customerId ? 'Invoice' : 'Bill', wishes.map((wish) => wish.documentId));
  return fills ? openDebts(tx, payer) : [];
}

/** Holds the periods of all days on which settling posts; an item's day never changes, so it may be read before its lock. */
export async function holdPeriods(tx: Tx, ctx: Context, on: Day, items: OpenItemRow[]): Promise<void> {
  const days = new Set([on, ...items.map((item) => item.effectiveOn).filter((each) => each > on)]);
  for (const day of [...days].sort()) await holdPeriod(tx, ctx, day);
}

/** Locks open items in the order of their ids and reads them afresh. */
export const lockItems = (tx: Tx, ids: string[]): Promise<OpenItemRow[]> =>
  selectRows(tx, 'OpenItem', sql`t.id = ANY(${[...new Set(ids)]}::uuid[])`, { lock: true });

/** Wishes joined to the locked debts. */
export const settlementsOf = (wishes: Wish[], debits: OpenItemRow[]): Settlement[] => wishes.flatMap(({ documentId, amount }) => {
  const debit = debits.find((item) => item.sourceId === documentId);
  return debit ? [{ debit, amount }] : [];
});
