import sql from 'sql-template-tag';
import type { StockLayerRow, StockLevelRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { read, type Part } from '../shared/parts.ts';
import { selectRows } from '../shared/rows.ts';
import { isFifo } from './valueBook.ts';

/** More than most issues need; who needs more asks for all. */
const OLDEST = 64;

const oldest = (levels: readonly StockLevelRow[]) => sql`t.id IN (SELECT o.id FROM
  unnest(${levels.map(({ productId }) => productId)}::uuid[], ${levels.map(({ warehouseId }) => warehouseId)}::uuid[]) AS k(p, w),
  LATERAL (SELECT id FROM "StockLayer" l WHERE l."productId" = k.p AND l."warehouseId" = k.w ORDER BY l."effectiveOn", l.sequence LIMIT ${OLDEST}) o)`;

/** The oldest layers of pools that have some; ask under the pools' locks. */
export async function loadLayers(tx: Tx, levels: readonly StockLevelRow[]): Promise<StockLayerRow[]> {
  const layered = levels.filter(isFifo);
  return layered.length === 0 ? [] : selectRows(tx, 'StockLayer', oldest(layered));
}

/** The same for several requests at once. */
export const layerParts = (layered: readonly StockLevelRow[]): Part[] => (layered.length === 0 ? [] : [read('stock_layers', 'StockLayer', oldest(layered))]);
