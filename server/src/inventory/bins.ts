// Pure: what lies in the bins of the pools that an action has loaded, as it changes while it decides. The pools' own functions
// tell it of every move, so that whoever moves goods moves them into bins and out of them, too. What a pool has in bins is never
// more than what it has.
import type { BinContentRow, BinMoveKind, BinRow, MoveKind, StockLevelRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import { newId } from '../shared/eventRows.ts';
import { add, fewest, most, none, subtract, type Quantity } from '../shared/quantity.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';

/** Part of a move in one bin; the lot for products that have lots. */
export interface BinPart { binId: string; quantity: Quantity; lotId?: string | null }
export interface BinFacts { bins: BinRow[]; contents: BinContentRow[] }
/** A place of goods: a bin of a product, by lot. */
export interface Place { productId: string; warehouseId: string; lotId: string | null }

/** Who moves goods. */
export type Mover = Pick<DecideContext, 'company' | 'viewer'>;
interface Noted {
  moveId: string; productId: string; warehouseId: string; kind: MoveKind; quantity: Quantity; bins: BinPart[] | undefined;
}
/** What settling asks of the pools. */
export interface BinPools {
  level(productId: string, warehouseId: string): StockLevelRow;
  set(level: StockLevelRow, columns: Partial<StockLevelRow>): void;
  /** Lots of a move, signed as the move is; none of products without. */
  lotsOf(moveId: string): readonly { lotId: string; quantity: Quantity }[];
  /** What of a lot is on hand. */
  lotOnHand(lotId: string, warehouseId: string): Quantity;
}

export interface BinBook {
  /** A move of stock: which bins it takes part in is decided when all is known. */
  note(move: Noted, ctx: Mover): void;
  bin(binId: string): BinRow | undefined;
  /** What lies in bins of a place, in the order in which a picker passes them. */
  contents(place: Place): BinContentRow[];
  /** Goods change their place; null: not in a bin. Returns what really could be moved. */
  move(place: Place, from: string | null, to: string | null, quantity: Quantity, why: { kind: BinMoveKind; stockMoveId?: string | null; note?: string | null }, ctx: Mover): Quantity;
  take(facts: BinFacts): void;
  settle(pools: BinPools): void;
  changes(): Change[];
}

/** Whether anything of a pool lies in bins. */
export const isBinned = ({ binned }: Pick<StockLevelRow, 'binned'>): boolean => binned > none;

const placeOf = ({ productId, warehouseId, lotId }: Place): Place => ({ productId, warehouseId, lotId });
const placeKey = ({ productId, warehouseId, lotId }: Place): string => `${productId} ${warehouseId} ${lotId ?? ''}`;

/** The order of picking: by sequence, then by code. */
export const inPickOrder = (a: Pick<BinRow, 'sequence' | 'code' | 'id'>, b: Pick<BinRow, 'sequence' | 'code' | 'id'>): number =>
  a.sequence - b.sequence || (a.code < b.code ? -1 : a.code > b.code ? 1 : a.id < b.id ? -1 : 1);

export function binBook(facts: BinFacts = { bins: [], contents: [] }): BinBook {
  const bins = new Map<string, BinRow>();
  const kept: BinContentRow[] = [];
  const stored = new Set<BinContentRow>();
  const touched = new Set<BinContentRow>();
  const moves: Change[] = [];
  let noted: Noted[] = [];
  let who: Mover | undefined;
  const take = (more: BinFacts) => {
    for (const bin of more.bins) bins.set(bin.id, bin);
    for (const row of more.contents) {
      if (kept.some(({ id }) => id === row.id)) continue;
      const own = { ...row };
      kept.push(own);
      stored.add(own);
    }
  };
  take(facts);
  const at = (place: Place, binId: string) => kept.find((row) => row.binId === binId && placeKey(row) === placeKey(place));
  const change = (place: Place, binId: string, difference: Quantity) => {
    let row = at(place, binId);
    if (!row) kept.push(row = { id: newId(), binId, ...placeOf(place), quantity: none });
    row.quantity = add(row.quantity, difference);
    touched.add(row);
  };
  const contents = (place: Place) => kept.filter((row) => row.quantity > none && placeKey(row) === placeKey(place))
    .sort((a, b) => {
      const [x, y] = [bins.get(a.binId), bins.get(b.binId)];
      return x && y ? inPickOrder(x, y) : a.binId < b.binId ? -1 : 1;
    });
  const book: BinBook = {
    take, contents,
    note: (move, ctx) => {
      noted.push(move);
      who = ctx;
    },
    bin: (binId) => bins.get(binId),
    move: (place, from, to, quantity, { kind, stockMoveId = null, note = null }, ctx) => {
      who = ctx;
      const part = from === null ? quantity : fewest(quantity, at(place, from)?.quantity ?? none);
      if (part <= none || from === to) return none;
      if (from !== null) change(place, from, subtract(none, part));
      if (to !== null) change(place, to, part);
      moves.push(insert('BinMove', {
        id: newId(), companyId: ctx.company.id, ...placeOf(place), kind, fromBinId: from, toBinId: to, quantity: part, stockMoveId, note, actorId: ctx.viewer.id,
      }));
      return part;
    },
    settle: (pools) => {
      const ctx = who;
      if (!ctx) return;
      const places = new Map<string, Place>();
      for (const { moveId, productId, warehouseId, kind, quantity, bins: named } of noted) {
        const lots = pools.lotsOf(moveId);
        const parts = lots.length > 0 ? lots : quantity === none ? [] : [{ lotId: null, quantity }];
        for (const part of parts) {
          const place: Place = { productId, warehouseId, lotId: part.lotId };
          places.set(placeKey(place), place);
          const own = named?.filter((each) => (each.lotId ?? null) === place.lotId || named.length === 1);
          if (part.quantity > none) putAway(book, place, moveId, part.quantity, own, pools.level(productId, warehouseId).defaultBinId, ctx);
          else takeOut(book, place, moveId, subtract(none, part.quantity), own, kind, ctx);
        }
      }
      noted = [];
      for (const row of touched) places.set(placeKey(row), row);
      for (const place of places.values()) trim(book, place, pools, ctx);
      const pairs = new Map([...touched].map((row) => [`${row.productId} ${row.warehouseId}`, row]));
      for (const { productId, warehouseId } of pairs.values()) {
        const binned = kept.filter((row) => row.productId === productId && row.warehouseId === warehouseId).reduce((sum, row) => add(sum, row.quantity), none);
        pools.set(pools.level(productId, warehouseId), { binned });
      }
    },
    changes: () => [...moves, ...[...touched].flatMap((row): Change[] => {
      if (!stored.has(row)) return row.quantity > none ? [insert('BinContent', { ...row })] : [];
      return [row.quantity > none ? update('BinContent', row.id, { quantity: row.quantity }) : remove('BinContent', row.id)];
    })],
  };
  return book;
}

/** What comes in goes into the bins named, else into the product's own; without one it has no place yet. */
function putAway(book: BinBook, place: Place, moveId: string, quantity: Quantity, named: BinPart[] | undefined, usual: string | null,
  ctx: Mover): void {
  const parts = named ?? (usual ? [{ binId: usual, quantity }] : []);
  let left = quantity;
  for (const { binId, quantity: atMost } of parts) left = subtract(left, book.move(place, null, binId, fewest(left, atMost), { kind: 'PUT_AWAY', stockMoveId: moveId }, ctx));
}

/** What leaves comes out of the bins named; what is shipped, else, out of bins in the order of picking. All else leaves bins alone as long as it can. */
function takeOut(book: BinBook, place: Place, moveId: string, quantity: Quantity, named: BinPart[] | undefined, kind: MoveKind,
  ctx: Mover): void {
  const parts = named ?? (kind === 'SHIPMENT' ? book.contents(place) : []);
  let left = quantity;
  for (const { binId, quantity: atMost } of parts) left = subtract(left, book.move(place, binId, null, fewest(left, atMost), { kind: 'PICK', stockMoveId: moveId }, ctx));
}

/** Goods that are not there any more are in no bin: the last of a picker's way first. */
function trim(book: BinBook, place: Place, pools: BinPools, ctx: Mover): void {
  const onHand = place.lotId === null ? pools.level(place.productId, place.warehouseId).onHand : pools.lotOnHand(place.lotId, place.warehouseId);
  const lying = book.contents(place);
  let over = subtract(lying.reduce((sum, row) => add(sum, row.quantity), none), most(none, onHand));
  for (const row of [...lying].toReversed()) {
    if (over <= none) return;
    over = subtract(over, book.move(place, row.binId, null, fewest(over, row.quantity), { kind: 'PICK' }, ctx));
  }
}
