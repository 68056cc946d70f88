import type { StockLayerRow } from '../generated/rows.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import type { Layer } from './layers.ts';

/** The rows that lead from a pool's layers as they are kept to those as they are now. */
export function layerRows({ key, layers }: { key: string; layers: readonly Layer[] }, kept: readonly StockLayerRow[]): Change[] {
  const [productId = '', warehouseId = ''] = key.split(' ');
  const now = new Set(layers.map(({ id }) => id));
  const before = new Map(kept.map((row) => [row.id, row]));
  return [
    ...kept.filter(({ id }) => !now.has(id)).map(({ id }) => remove('StockLayer', id)),
    ...layers.flatMap(({ id, effectiveOn, sequence, units, valueMinor }) => {
      const old = before.get(id);
      if (!old) return [insert('StockLayer', { id, productId, warehouseId, effectiveOn, sequence, units, valueMinor })];
      return old.units === units && old.valueMinor === valueMinor ? [] : [update('StockLayer', id, { units, valueMinor })];
    }),
  ];
}
