import { loadPools } from '../inventory/loadPools.ts';
import { action } from '../shared/action.ts';
import { id, optional } from '../shared/input.ts';
import { readRow } from '../shared/rows.ts';
import { demandBins, loadBinsOf } from '../inventory/namedBins.ts';
import { BinInactive } from '../inventory/refusals.ts';

export const setDefaultBin = action({
  name: 'setDefaultBin', permission: 'stock.manage', describe: 'Says in which bin of a warehouse a product is put when it comes in; none when left out.',
  input: { productId: id('Product'), warehouseId: id('Warehouse'), binId: optional(id('Bin')) }, refusals: [BinInactive], payload: { level: 'record:StockLevel' },
  load: async (tx, { productId, warehouseId, binId }, ctx) => {
    await readRow(tx, 'Product', productId);
    await readRow(tx, 'Warehouse', warehouseId);
    return { bins: await loadBinsOf(tx, [binId]), pools: await loadPools(tx, ctx, [{ productId, warehouseId }]) };
  },
  decide: ({ bins, pools }, { productId, warehouseId, binId }) => {
    demandBins(bins, binId ? [binId] : [], warehouseId, ['binId']);
    const level = pools.level(productId, warehouseId);
    pools.set(level, { defaultBinId: binId ?? null });
    return {
      rows: pools.changes(),
      events: [{ kind: 'defaultBinSet', subjectType: 'Product', subjectId: productId, data: { warehouseId, bin: bins[0]?.code ?? null } }],
      result: { level: level.id },
    };
  },
});
