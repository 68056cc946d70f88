import sql from 'sql-template-tag';
import { loadPools } from '../inventory/loadPools.ts';
import { demandPlaces, type Pools } from '../inventory/pools.ts';
import { action, type DecideContext } from '../shared/action.ts';
import { id, list, object, optional, quantity, text } from '../shared/input.ts';
import { add, none, subtract, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { BinRow } from '../generated/rows.ts';
import { demandBins, loadBinsOf } from '../inventory/namedBins.ts';
import { BinShort } from './refusals.ts';
import { BinFull, BinInactive } from '../inventory/refusals.ts';
import { onHandOf } from './lotsOfMove.ts';

export interface BinChange { productId: string; lotId?: string | null; fromBinId?: string | null; toBinId?: string | null; quantity: Quantity }

/** What of a place lies in no bin. */
export function unbinned(pools: Pools, productId: string, warehouseId: string, lotId: string | null): Quantity {
  const lying = pools.bins.contents({ productId, warehouseId, lotId }).reduce((sum, row) => add(sum, row.quantity), none);
  return subtract(onHandOf(pools, productId, warehouseId, lotId), lying);
}

/** Moves goods between bins, into them or out; refuses more than lies there. `note` says why. */
export function moveGoods(pools: Pools, warehouseId: string, line: BinChange, { path, placeOf, note }: { path: string[]; placeOf(binId: string | null): string; note: string | null }, ctx: DecideContext): void {
  const { productId, lotId = null, fromBinId = null, toBinId = null, quantity: units } = line;
  if (fromBinId === toBinId) throw fieldRefused([...path, 'toBinId'], 'same_bin');
  demandPlaces(pools, productId, warehouseId, units, [...path, 'quantity']);
  const place = { productId, warehouseId, lotId };
  const there = fromBinId === null ? unbinned(pools, productId, warehouseId, lotId)
    : pools.bins.contents(place).find((row) => row.binId === fromBinId)?.quantity ?? none;
  if (units > there) throw BinShort({ place: placeOf(fromBinId), productName: pools.names(productId, warehouseId).productName, there, wanted: units });
  pools.bins.move(place, fromBinId, toBinId, units, { kind: fromBinId === null ? 'PUT_AWAY' : 'MOVE', note }, ctx);
}

/** Refuses to fill a bin beyond what it holds. */
export function demandRoom(bins: readonly BinRow[], filled: ReadonlyMap<string, Quantity>, lines: readonly BinChange[]): void {
  for (const bin of bins) {
    if (bin.capacity === null) continue;
    const come = lines.reduce((sum, line) => (line.toBinId === bin.id ? add(sum, line.quantity) : line.fromBinId === bin.id ? subtract(sum, line.quantity) : sum), none);
    const would = add(filled.get(bin.id) ?? none, come);
    if (come > none && would > bin.capacity) throw BinFull({ code: bin.code, capacity: bin.capacity, would });
  }
}

const line = object('BinChangeInput', {
  productId: id('Product'), lotId: optional(id('Lot')), quantity: quantity(),
  fromBinId: { ...optional(id('Bin')), describe: 'Left out: what lies in no bin.' }, toBinId: { ...optional(id('Bin')), describe: 'Left out: out of the bins.' },
});

export const moveBinContents = action({
  name: 'moveBinContents', permission: 'stock.manage', describe: 'Goods change their place in a warehouse: from bin to bin, into a bin, or out of one. What is on hand does not change.',
  input: { warehouseId: id('Warehouse'), lines: list(line, { min: 1 }), note: optional(text({ max: 1000 })) },
  refusals: [BinShort, BinFull, BinInactive], payload: { warehouse: 'record:Warehouse' },
  load: async (tx, { warehouseId, lines }, ctx) => {
    const bins = await loadBinsOf(tx, lines.flatMap(({ fromBinId, toBinId }) => [fromBinId, toBinId]));
    const pools = await loadPools(tx, ctx, lines.map(({ productId }) => ({ productId, warehouseId })));
    const filled = await tx.rows<{ binId: string; quantity: string }>(sql`SELECT "binId", (sum(quantity) * 1000000)::bigint::text AS quantity FROM "BinContent"
      WHERE "binId" = ANY(${lines.map(({ toBinId }) => toBinId ?? null)}::uuid[]) GROUP BY 1`);
    return { bins, pools, filled: new Map(filled.map((row) => [row.binId, BigInt(row.quantity) as Quantity])) };
  },
  decide: ({ bins, pools, filled }, { warehouseId, lines, note }, ctx) => {
    const codeOf = (binId: string | null) => bins.find((bin) => bin.id === binId)?.code ?? '–';
    for (const [index, each] of lines.entries()) {
      const path = ['lines', String(index)];
      if (each.fromBinId && !bins.some((bin) => bin.id === each.fromBinId && bin.warehouseId === warehouseId)) throw fieldRefused([...path, 'fromBinId'], 'bin_elsewhere');
      demandBins(bins, each.toBinId ? [each.toBinId] : [], warehouseId, [...path, 'toBinId']);
      moveGoods(pools, warehouseId, each, { path, placeOf: codeOf, note: note ?? null }, ctx);
    }
    demandRoom(bins, filled, lines);
    const products = [...new Set(lines.map(({ productId }) => productId))];
    const places = [...new Set(lines.flatMap(({ fromBinId, toBinId }) => [fromBinId, toBinId]).filter((each): each is string => !!each))];
    const data = (of: (typeof lines)[number][]) => ({ moves: of.map((each) => `${codeOf(each.fromBinId ?? null)} → ${codeOf(each.toBinId ?? null)}`) });
    return {
      rows: pools.changes(),
      events: [
        ...products.map((productId) => ({ kind: 'binContentMoved', subjectType: 'Product', subjectId: productId, reason: note, data: data(lines.filter((each) => each.productId === productId)) })),
        ...places.map((binId) => ({ kind: 'binContentMoved', subjectType: 'Bin', subjectId: binId, reason: note, data: data(lines.filter((each) => each.fromBinId === binId || each.toBinId === binId)) })),
      ],
      result: { warehouse: warehouseId },
    };
  },
});
