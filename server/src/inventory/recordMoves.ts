// Many moves told at once, as a file brings them: decided one after another in the order of their days, each as if it had been
// told alone, and written as one. A move that is refused leaves nothing behind.
import sql from 'sql-template-tag';
import { holdPeriods, loadAccounts } from '../accounting/books.ts';
import type { MoveReason } from '../generated/rows.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { eventRows, newId } from '../shared/eventRows.ts';
import { informed, MoreWanted } from '../shared/more.ts';
import { none, subtract, type Quantity, type UnitPrice } from '../shared/quantity.ts';
import { Refusal } from '../shared/refusal.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { write, type Change } from '../shared/write.ts';
import { loadLate } from './loadLate.ts';
import { loadNamedLots } from './loadLots.ts';
import { loadPools, loadWaiting, type PoolKey } from './loadPools.ts';
import { lotsGiven, type LotsGiven } from './lotsInput.ts';
import { keyOf } from './pools.ts';
import { ProductNotStocked, WarehouseInactive } from './refusals.ts';
import { adjusted, opened, type AdjustFacts } from './rules.ts';

/** A move as it is told: in above zero. Without a reason the goods were there before the firm began, at their cost. */
export interface MoveTold extends PoolKey, LotsGiven {
  id: string; quantity: Quantity; unitCost?: UnitPrice | null; reason?: MoveReason | null; note?: string | null; on: Day;
}

/** What keeps a move from being told at all, whatever is in stock. */
export interface MoveBounds { refused: ReadonlyMap<Day, Refusal>; refusalOf(pool: PoolKey): Refusal | undefined; isTracked(pool: PoolKey): boolean }

/** Loads what bounds moves, and holds the periods of their days. */
export async function loadBounds(tx: Tx, told: readonly MoveTold[], ctx: Context): Promise<MoveBounds> {
  const refused = await holdPeriods(tx, ctx, told.map(({ on }) => on));
  const products = new Map((await selectRows(tx, 'Product', sql`t.id = ANY(${[...new Set(told.map(({ productId }) => productId))]}::uuid[])`)).map((each) => [each.id, each]));
  const warehouses = new Map((await selectRows(tx, 'Warehouse', sql`t.id = ANY(${[...new Set(told.map(({ warehouseId }) => warehouseId))]}::uuid[])`)).map((each) => [each.id, each]));
  return {
    refused,
    isTracked: ({ productId }) => (products.get(productId)?.tracking ?? 'NONE') !== 'NONE',
    refusalOf: ({ productId, warehouseId }) => {
      const [product, warehouse] = [products.get(productId), warehouses.get(warehouseId)];
      if (!product?.isStocked) return ProductNotStocked({ product: productId, productName: product?.name ?? '' });
      if (!warehouse?.isActive) return WarehouseInactive({ warehouseName: warehouse?.name ?? '' });
      return warehouse.kind === 'TRANSIT' ? fieldRefused(['warehouseId'], 'warehouse_transit') : undefined;
    },
  };
}

/** Refuses what is told of a move by itself: its day, its place, goods that came from nowhere at no cost. */
export function demandTold({ refused, refusalOf }: MoveBounds, told: MoveTold): void {
  const refusal = refused.get(told.on) ?? refusalOf(told);
  if (refusal) throw refusal;
  if (told.reason) return;
  if (told.quantity === none) throw fieldRefused(['quantity'], 'quantity_zero');
  if (told.quantity < none) throw fieldRefused(['reason'], 'required');
  if (told.unitCost == null) throw fieldRefused(['unitCost'], 'required');
}

interface Decided { rows: Change[]; events: EventDraft[]; refused: (Refusal | undefined)[] }

/** Pure: all moves in the order of their days. */
function decideMoves(facts: AdjustFacts, bounds: MoveBounds, told: readonly MoveTold[], ctx: DecideContext): Decided {
  const rows: Change[] = [];
  const events: EventDraft[] = [];
  const refused: (Refusal | undefined)[] = told.map(() => undefined);
  const inOrder = told.map((move, index) => ({ move, index })).sort((a, b) => (a.move.on < b.move.on ? -1 : a.move.on > b.move.on ? 1 : a.index - b.index));
  for (const { move, index } of inOrder) {
    try {
      demandTold(bounds, move);
      const { id, productId, quantity, unitCost, reason, ...rest } = move;
      const lots = lotsGiven(move, quantity < none ? subtract(none, quantity) : quantity, ['quantity']);
      rows.push(...(reason ? adjusted(facts, { ...rest, id, productId, quantity, unitCost, reason, lots }, ctx)
        : opened(facts, { ...rest, id, productId, quantity, unitCost: unitCost as UnitPrice, lots }, ctx)).rows);
      events.push(reason ? { kind: 'stockAdjusted', subjectType: 'Product', subjectId: productId, reason: move.note, data: { moveId: id, why: reason } }
        : { kind: 'openingStockRecorded', subjectType: 'Product', subjectId: productId, data: { moveId: id } });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused[index] = error;
    }
  }
  return { rows: events.length > 0 ? [...rows, ...facts.pools.changes()] : [], events, refused };
}

/** Loads, decides and writes as one. What became known late of a pool is loaded before it is asked for. */
const recordTogether = (tx: Tx, told: readonly MoveTold[], bounds: MoveBounds, ctx: Context): Promise<(Refusal | undefined)[]> => informed(async (wanted) => {
  await tx.rows(sql`SAVEPOINT moves`);
  try {
    const pairs = [...new Map(told.map(({ productId, warehouseId }) => [`${productId} ${warehouseId}`, { productId, warehouseId }])).values()];
    const pools = await loadPools(tx, ctx, pairs);
    await loadNamedLots(tx, pools, { named: told });
    const isLate = (move: MoveTold) => {
      const { onHand, lastMoveOn } = pools.level(move.productId, move.warehouseId);
      return onHand < none || (lastMoveOn !== null && move.on < lastMoveOn);
    };
    const late = new Set(told.filter(isLate).map(keyOf));
    const more = wanted ? await wanted.load(tx, ctx) : late.size > 0 ? await loadLate(tx, ctx, late, new Set()) : undefined;
    const facts = { pools, accounts: await loadAccounts(tx, ctx), waiting: await loadWaiting(tx, pairs), holders: [] };
    const { now, today, viewer, company } = ctx;
    const { rows, events, refused } = decideMoves(facts, bounds, told, { now, today, viewer, company, newId, more });
    await write(tx, [...rows, ...eventRows(events, ctx)]);
    return refused;
  } catch (error) {
    if (error instanceof MoreWanted) await tx.rows(sql`ROLLBACK TO SAVEPOINT moves`);
    throw error;
  }
});

/**
 * Records moves in an open transaction, and tells which were refused and why. Those of tracked products go one by one, as what
 * is wrong with their lots is found when they have half been made.
 */
export async function recordMoves(tx: Tx, told: readonly MoveTold[], ctx: Context): Promise<(Refusal | undefined)[]> {
  if (told.length === 0) return [];
  const bounds = await loadBounds(tx, told, ctx);
  const refused: (Refusal | undefined)[] = told.map((move) => bounds.refusalOf(move));
  const good = told.flatMap((move, index) => (refused[index] ? [] : [{ move, index }]));
  const plain = good.filter(({ move }) => !bounds.isTracked(move));
  const found = plain.length > 0 ? await recordTogether(tx, plain.map(({ move }) => move), bounds, ctx) : [];
  plain.forEach(({ index }, at) => { refused[index] = found[at]; });
  for (const { move, index } of good.filter(({ move: each }) => bounds.isTracked(each)).toSorted((a, b) => (a.move.on < b.move.on ? -1 : 1))) {
    [refused[index]] = await recordTogether(tx, [move], bounds, ctx);
  }
  return refused;
}
