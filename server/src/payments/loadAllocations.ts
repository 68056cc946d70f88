import sql, { type Sql } from 'sql-template-tag';
import type { Tx } from '../shared/db.ts';
import { selectRows } from '../shared/rows.ts';
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
