// Loading of bins: only pools that have something in bins ask for anything. Stated under the pools' locks, which guard it.
import sql from 'sql-template-tag';
import type { StockLevelRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { read, type Part } from '../shared/parts.ts';
import { selectRows } from '../shared/rows.ts';
import { isBinned, type BinFacts } from './bins.ts';

const ofPools = (levels: readonly Pick<StockLevelRow, 'productId' | 'warehouseId'>[]) => sql`(t."productId", t."warehouseId") IN
  (SELECT * FROM unnest(${levels.map(({ productId }) => productId)}::uuid[], ${levels.map(({ warehouseId }) => warehouseId)}::uuid[]))`;

/** What lies in bins of pools, and those bins. */
export async function loadBins(tx: Tx, levels: readonly StockLevelRow[]): Promise<BinFacts> {
  const some = levels.filter(isBinned);
  if (some.length === 0) return { bins: [], contents: [] };
  const contents = await selectRows(tx, 'BinContent', ofPools(some));
  return { contents, bins: await selectRows(tx, 'Bin', sql`t.id = ANY(${contents.map(({ binId }) => binId)}::uuid[])`) };
}

/** The same for several requests at once; no parts at all where nothing lies in bins. */
export const binParts = (levels: readonly StockLevelRow[]): Part[] => (levels.length === 0 ? [] : [
  read('bin_contents', 'BinContent', ofPools(levels)),
  read('bins', 'Bin', sql`t.id = ANY(ARRAY(SELECT "binId" FROM bin_contents))`),
]);
