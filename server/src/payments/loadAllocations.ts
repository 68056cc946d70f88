import sql, { type Sql } from 'sql-template-tag';
import type { OpenItemRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { quote } from '../shared/entity.ts';
import { selectRows } from '../shared/rows.ts';
import { lockItems } from './loadItems.ts';
import type { AllocationFacts } from './rules.ts';

/** Allocations that meet a condition and stand, with the entries that they posted. Lock their open items first. */
export async function loadAllocations(tx: Tx, where: Sql): Promise<AllocationFacts[]> {
  const allocations = await selectRows(tx, 'Allocation', sql`${where} AND t."reversesAllocationId" IS NULL
    AND NOT EXISTS (SELECT FROM "Allocation" r WHERE r."reversesAllocationId" = t.id)`);
  const entryIds = allocations.map((allocation) => allocation.entryId);
  const entries = await selectRows(tx, 'JournalEntry', sql`t.id = ANY(${entryIds}::uuid[])`);
  const lines = await selectRows(tx, 'JournalLine', sql`t."entryId" = ANY(${entryIds}::uuid[])`, { orderBy: sql`t."entryId", t.no` });
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return allocations.flatMap((allocation) => {
    const entry = byId.get(allocation.entryId);
    return entry ? [{ allocation, entry, lines: lines.filter((line) => line.entryId === entry.id) }] : [];
  });
}

const across = { creditItemId: 'debitItemId', debitItemId: 'creditItemId' } as const;

/**
 * Locks an item (and `more`) with all that it ever settled or was settled by, and loads the allocations on its side that stand.
 * What was allocated while this waited for the item's own lock is locked after it.
 */
export async function lockSettled(tx: Tx, side: keyof typeof across, itemId: string, more: readonly string[] = []): Promise<{ items: Map<string, OpenItemRow>; allocations: AllocationFacts[] }> {
  const other = across[side];
  const known = await tx.rows<{ id: string }>(sql`SELECT DISTINCT ${quote(other)} AS id FROM "Allocation" WHERE ${quote(side)} = ${itemId}::uuid`);
  const items = await lockItems(tx, [itemId, ...more, ...known.map((each) => each.id)]);
  const allocations = await loadAllocations(tx, sql`t.${quote(side)} = ${itemId}::uuid`);
  const missing = allocations.map(({ allocation }) => allocation[other]).filter((id) => !items.some((item) => item.id === id));
  const later = missing.length > 0 ? await lockItems(tx, missing) : [];
  return { items: new Map([...items, ...later].map((item) => [item.id, item])), allocations };
}
