// Pure: how far pickers walk, and which goods should change places so that they walk less.
import type { BinRow } from '../generated/rows.ts';
import { inPickOrder } from '../inventory/bins.ts';
import { none, subtract, type Quantity } from '../shared/quantity.ts';

export type LaidBin = Pick<BinRow, 'id' | 'code' | 'zone' | 'sequence' | 'distance' | 'capacity'>;
/** A product in a bin. */
export interface Lying { productId: string; sku: string; binId: string; quantity: Quantity; /** How often the product was fetched in the period. */ picks: number }
export interface LaidItem { productId: string; sku: string; bin: LaidBin; quantity: Quantity; picks: number; /** Picks × distance. */ metres: Quantity }
export interface LayoutMove {
  productId: string; fromBin: LaidBin; toBin: LaidBin; quantity: Quantity; picks: number;
  /** What lies there now and comes here instead; null: the bin is empty. */
  other: { productId: string; quantity: Quantity; picks: number } | null;
  /** Metres not walked, had it been so in the period. */
  saving: Quantity;
}

const walked = (picks: number, distance: Quantity): Quantity => (BigInt(picks) * distance) as Quantity;

/** Each product where it is fetched first: its first bin in the order of picking. Most metres first. */
export function laidItems(bins: readonly LaidBin[], lying: readonly Lying[]): LaidItem[] {
  const byId = new Map(bins.map((bin) => [bin.id, bin]));
  const items = [...Map.groupBy(lying, ({ productId }) => productId).values()].flatMap((places): LaidItem[] => {
    const known = places.flatMap((place) => {
      const bin = byId.get(place.binId);
      return bin ? [{ ...place, bin }] : [];
    }).sort((a, b) => inPickOrder(a.bin, b.bin));
    const [first] = known;
    return first ? [{ productId: first.productId, sku: first.sku, bin: first.bin, quantity: first.quantity, picks: first.picks, metres: walked(first.picks, first.bin.distance) }] : [];
  });
  return items.sort((a, b) => (a.metres === b.metres ? (a.sku < b.sku ? -1 : 1) : a.metres > b.metres ? -1 : 1));
}

export const metresOf = (items: readonly LaidItem[]): Quantity => items.reduce((sum, { metres }) => (sum + metres) as Quantity, none);

/**
 * Moves that save most: what is fetched most goes to the nearest bin of its zone (butter stays in the cold room) that is empty, or whose product is fetched less and takes its
 * place. Each product and each bin has part in one move at most, so that any of them can be carried out without the others.
 */
export function proposeMoves(bins: readonly LaidBin[], lying: readonly Lying[], most = 20): LayoutMove[] {
  const items = laidItems(bins, lying);
  const here = Map.groupBy(lying, ({ binId }) => binId);
  const itemOf = new Map(items.map((item) => [item.productId, item]));
  const settledBins = new Set<string>();
  const settledProducts = new Set<string>();
  const fits = (bin: LaidBin, quantity: Quantity) => bin.capacity === null || quantity <= bin.capacity;
  const moves: LayoutMove[] = [];
  for (const item of items.filter(({ picks }) => picks > 0).sort((a, b) => b.picks - a.picks || (a.sku < b.sku ? -1 : 1))) {
    if (settledProducts.has(item.productId) || settledBins.has(item.bin.id)) continue;
    const isAlone = (here.get(item.bin.id) ?? []).length === 1;
    const candidates = bins.filter((bin) => bin.zone === item.bin.zone && bin.distance < item.bin.distance && !settledBins.has(bin.id) && fits(bin, item.quantity)).flatMap((bin): LayoutMove[] => {
      const there = here.get(bin.id) ?? [];
      const nearer = subtract(item.bin.distance, bin.distance);
      const base = { productId: item.productId, fromBin: item.bin, toBin: bin, quantity: item.quantity, picks: item.picks };
      const [occupant] = there;
      if (!occupant) return [{ ...base, other: null, saving: walked(item.picks, nearer) }];
      const isFirst = itemOf.get(occupant.productId)?.bin.id === bin.id;
      const picks = isFirst ? occupant.picks : 0;
      if (there.length > 1 || !isAlone || settledProducts.has(occupant.productId) || occupant.productId === item.productId || picks >= item.picks || !fits(item.bin, occupant.quantity)) return [];
      return [{ ...base, other: { productId: occupant.productId, quantity: occupant.quantity, picks }, saving: walked(item.picks - picks, nearer) }];
    }).sort((a, b) => (a.saving === b.saving ? inPickOrder(a.toBin, b.toBin) : a.saving > b.saving ? -1 : 1));
    const [best] = candidates;
    if (!best) continue;
    moves.push(best);
    settledBins.add(best.fromBin.id).add(best.toBin.id);
    settledProducts.add(best.productId);
    if (best.other) settledProducts.add(best.other.productId);
  }
  return moves.sort((a, b) => (a.saving === b.saving ? inPickOrder(a.toBin, b.toBin) : a.saving > b.saving ? -1 : 1)).slice(0, most);
}
