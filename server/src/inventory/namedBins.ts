// Bins that an input names.
import sql from 'sql-template-tag';
import type { BinRow } from '../generated/rows.ts';
import type { Queryable } from '../shared/db.ts';
import { add, none, parseQuantity, type Quantity } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { BinFull, BinInactive } from './refusals.ts';

/** Bins by id, as far as they are named and there. */
export async function loadBinsOf(tx: Queryable, ids: readonly (string | null | undefined)[]): Promise<BinRow[]> {
  const named = ids.filter((id) => !!id);
  return named.length === 0 ? [] : selectRows(tx, 'Bin', sql`t.id = ANY(${named}::uuid[])`);
}

/** Pure: refuses bins that are unknown, of another warehouse, or out of use; `path` is where they stand in the input. */
export function demandBins(bins: readonly BinRow[], ids: readonly string[], warehouseId: string, path: string[]): void {
  for (const id of ids) {
    const bin = bins.find((each) => each.id === id);
    if (!bin || bin.warehouseId !== warehouseId) throw fieldRefused(path, 'bin_elsewhere');
    if (!bin.isActive) throw BinInactive({ code: bin.code });
  }
}

/** What lies in bins that hold only so much, with the bins locked. */
export async function loadFilled(tx: Queryable, bins: readonly BinRow[]): Promise<Map<string, Quantity>> {
  const limited = bins.filter(({ capacity }) => capacity !== null).map(({ id }) => id);
  if (limited.length === 0) return new Map();
  await selectRows(tx, 'Bin', sql`t.id = ANY(${limited}::uuid[])`, { lock: true });
  const rows = await tx.rows<{ binId: string; quantity: string }>(sql`SELECT "binId", sum(quantity)::text AS quantity FROM "BinContent" WHERE "binId" = ANY(${limited}::uuid[]) GROUP BY 1`);
  return new Map(rows.map(({ binId, quantity }) => [binId, parseQuantity(quantity) ?? none]));
}

/** Pure: refuses to put more into a bin than it has room for; what is put there is added to what lies in it. */
export function putInto(bins: readonly BinRow[], filled: Map<string, Quantity>, binId: string, wanted: Quantity): void {
  const bin = bins.find(({ id }) => id === binId);
  if (!bin || bin.capacity === null) return;
  const would = add(filled.get(binId) ?? none, wanted);
  if (would > bin.capacity) throw BinFull({ code: bin.code, capacity: bin.capacity, would });
  filled.set(binId, would);
}
