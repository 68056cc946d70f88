// Loading side of settling: which open items are meant, and their locks in the order of ids.
import sql from 'sql-template-tag';
import { holdPeriod } from '../accounting/books.ts';
import type { OpenItemRow } from '../generated/rows.ts';
import { loadBlocked } from '../payables/loadBlocked.ts';
import { demandUnblocked } from '../payables/match.ts';
import type { Tx } from '../shared/db.ts';
import { id, list, money, object, optional } from '../shared/input.ts';
import type { Minor } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import type { Settlement } from './rules.ts';

export const invoiceAllocations = optional(list(object('InvoiceAllocationInput', { invoiceId: id('Invoice'), amount: money() }), { max: 200 }));
/** What a customer owes that is no invoice: interest and fees, by their open items. */
export const debtAllocations = optional(list(object('DebtAllocationInput', { openItemId: id('OpenItem'), amount: money() }), { max: 200 }));
export const billAllocations = optional(list(object('BillAllocationInput', { billId: id('Bill'), amount: money() }), { max: 200 }));

/** A debt by its document, or by its open item. */
export interface Wish { documentId: string; amount: Minor }
export const wishesOf = (allocations?: ({ invoiceId: string; amount: Minor } | { billId: string; amount: Minor } | { openItemId: string; amount: Minor })[] | null): Wish[] =>
  (allocations ?? []).map((each) => ({ documentId: 'invoiceId' in each ? each.invoiceId : 'billId' in each ? each.billId : each.openItemId, amount: each.amount }));

/** Whether a wish means an item: by its document or by itself. */
export const isMeant = (item: Pick<OpenItemRow, 'id' | 'sourceId'>, documentId: string): boolean => item.sourceId === documentId || item.id === documentId;

/** Open items (not locked yet) of documents; refuses NOT_FOUND for a document without one. */
export async function itemsOf(tx: Tx, type: 'Invoice' | 'Bill', documentIds: string[]): Promise<OpenItemRow[]> {
  const items = await selectRows(tx, 'OpenItem', sql`(t."sourceType" = ${type} AND t."sourceId" = ANY(${documentIds}::uuid[])) OR (${type} = 'Invoice' AND t.id = ANY(${documentIds}::uuid[]))`);
  const missing = documentIds.find((each) => !items.some((item) => isMeant(item, each)));
  if (missing) throw NotFound({ type, id: missing });
  return items;
}

/** All open debts of a customer or supplier (not locked yet); of bills, also those that may not be paid yet. */
export const openDebts = (tx: Pick<Tx, 'rows'>, payer: { customerId?: string | null; supplierId?: string | null }): Promise<OpenItemRow[]> => selectRows(tx, 'OpenItem',
  payer.customerId ? sql`t."customerId" = ${payer.customerId} AND t."openMinor" > 0`
    : sql`t."supplierId" = ${payer.supplierId} AND t.kind = 'BILL' AND t."openMinor" < 0`);

/** The debts that an allocation names, or all open ones when it fills the oldest first: of bills those that may be paid. Refuses BILL_BLOCKED. */
export async function debtsFor(tx: Tx, payer: { customerId?: string | null; supplierId?: string | null }, wishes: Wish[], fills: boolean): Promise<OpenItemRow[]> {
  const debts = wishes.length > 0 ? await itemsOf(tx, payer.customerId ? 'Invoice' : 'Bill', wishes.map((wish) => wish.documentId)) : fills ? await openDebts(tx, payer) : [];
  if (payer.customerId) return debts;
  const blocked = await loadBlocked(tx, debts.map((each) => each.sourceId));
  const [first] = blocked;
  if (first && wishes.length > 0) demandUnblocked(first, first.block);
  return debts.filter((each) => !blocked.some(({ id }) => id === each.sourceId));
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
  const debit = debits.find((item) => isMeant(item, documentId));
  return debit ? [{ debit, amount }] : [];
});
