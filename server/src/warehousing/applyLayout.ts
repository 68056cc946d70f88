import { loadPools } from '../inventory/loadPools.ts';
import { action } from '../shared/action.ts';
import { id, list, object, optional } from '../shared/input.ts';
import { add, none } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { demandBins, loadBinsOf } from '../inventory/namedBins.ts';
import { BinShort } from './refusals.ts';
import { BinFull, BinInactive } from '../inventory/refusals.ts';

const swap = object('LayoutMoveInput', {
  productId: id('Product'), fromBinId: id('Bin'), toBinId: id('Bin'), otherProductId: { ...optional(id('Product')), describe: 'What lies there now and takes its place.' },
});

export const applyLayout = action({
  name: 'applyLayout', permission: 'stock.manage',
  describe: 'Products change places as the layout report proposes: all of a product goes from its bin to another, what lies there takes its place. The bin to which it usually goes follows.',
  input: { warehouseId: id('Warehouse'), moves: list(swap, { min: 1, max: 100 }) }, refusals: [BinInactive, BinShort, BinFull], payload: { warehouse: 'record:Warehouse' },
  load: async (tx, { warehouseId, moves }, ctx) => ({
    bins: await loadBinsOf(tx, moves.flatMap(({ fromBinId, toBinId }) => [fromBinId, toBinId])),
    pools: await loadPools(tx, ctx, moves.flatMap(({ productId, otherProductId }) => [productId, otherProductId].flatMap((each) => (each ? [{ productId: each, warehouseId }] : [])))),
  }),
  decide: ({ bins, pools }, { warehouseId, moves }, ctx) => {
    const codeOf = (binId: string) => bins.find((bin) => bin.id === binId)?.code ?? '';
    const carry = (productId: string, from: string, to: string) => {
      const lots = new Set<string | null>([null, ...pools.lots.levels(productId, warehouseId).map(({ lotId }) => lotId)]);
      const rows = [...lots].flatMap((lotId) => pools.bins.contents({ productId, warehouseId, lotId })).filter((row) => row.binId === from).map((row) => ({ ...row }));
      const sum = rows.reduce((total, row) => add(total, row.quantity), none);
      if (sum === none) throw BinShort({ place: codeOf(from), productName: pools.names(productId, warehouseId).productName, there: none, wanted: none });
      const capacity = bins.find((bin) => bin.id === to)?.capacity ?? null;
      if (capacity !== null && sum > capacity) throw BinFull({ code: codeOf(to), capacity, would: sum });
      for (const { lotId, quantity } of rows) pools.bins.move({ productId, warehouseId, lotId }, from, to, quantity, { kind: 'MOVE' }, ctx);
      const level = pools.level(productId, warehouseId);
      if (level.defaultBinId === from) pools.set(level, { defaultBinId: to });
    };
    for (const [index, { productId, fromBinId, toBinId, otherProductId }] of moves.entries()) {
      const path = ['moves', String(index)];
      if (fromBinId === toBinId) throw fieldRefused([...path, 'toBinId'], 'same_bin');
      demandBins(bins, [fromBinId], warehouseId, [...path, 'fromBinId']);
      demandBins(bins, [toBinId], warehouseId, [...path, 'toBinId']);
      carry(productId, fromBinId, toBinId);
      if (otherProductId) carry(otherProductId, toBinId, fromBinId);
    }
    const said = moves.flatMap(({ productId, fromBinId, toBinId, otherProductId }) => [
      { productId, data: { moves: [`${codeOf(fromBinId)} → ${codeOf(toBinId)}`] } }, ...(otherProductId ? [{ productId: otherProductId, data: { moves: [`${codeOf(toBinId)} → ${codeOf(fromBinId)}`] } }] : []),
    ]);
    return {
      rows: pools.changes(),
      events: [
        ...said.map(({ productId, data }) => ({ kind: 'binContentMoved', subjectType: 'Product', subjectId: productId, data })),
        { kind: 'layoutChanged', subjectType: 'Warehouse', subjectId: warehouseId, data: { moves: said.flatMap(({ data }) => data.moves) } },
      ],
      result: { warehouse: warehouseId },
    };
  },
});
