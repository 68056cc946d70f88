// Pools as a database would keep them, in memory: what the pure rules return is applied row by row.
import type { Accounts } from '../../../server/src/accounting/books.ts';
import type { CompanyRow, CostAdjustmentRow, JournalLineRow, StockLayerRow, StockLevelRow, StockMoveRow } from '../../../server/src/generated/rows.ts';
import { issueOf, type FoldMove } from '../../../server/src/inventory/fold.ts';
import { LateFacts, type PoolHistory } from '../../../server/src/inventory/lateFacts.ts';
import type { Costing } from '../../../server/src/inventory/layers.ts';
import { keyOf, poolsOf, type Pools } from '../../../server/src/inventory/pools.ts';
import { valueBook } from '../../../server/src/inventory/valueBook.ts';
import type { DecideContext } from '../../../server/src/shared/action.ts';
import { minor, negate, plus, zero, type Minor } from '../../../server/src/shared/money.ts';
import { add, none, type Quantity } from '../../../server/src/shared/quantity.ts';
import type { Day } from '../../../server/src/shared/time.ts';
import type { Change } from '../../../server/src/shared/write.ts';

export const dayOf = (n: number): Day => `2026-01-${String(n).padStart(2, '0')}` as Day;
export const today = dayOf(28);

const emptyLevel = (productId: string, warehouseId: string, costingMethod: Costing): StockLevelRow => ({
  id: `level ${productId} ${warehouseId}`, productId, warehouseId, costingMethod, onHand: none, reserved: none, held: none, backordered: none, incoming: none,
  requested: none, binned: none, defaultBinId: null, tracking: 'NONE', valueMinor: zero, lastMoveOn: null, lastSequence: 0,
});

export interface Stock {
  levels: Map<string, StockLevelRow>;
  moves: StockMoveRow[];
  layers: Map<string, StockLayerRow>;
  adjustments: CostAdjustmentRow[];
  lines: JournalLineRow[];
  attributions: Record<string, unknown>[];
  ctx: DecideContext;
  /** Decides and applies what was decided; a refusal leaves nothing behind. */
  act<T>(decide: (pools: Pools, ctx: DecideContext) => T): T;
  /** What a rule may ask for, all of it. */
  informed(): DecideContext;
  history(key: string): PoolHistory;
  /** What is booked of a move by now, as it changes its pool's value. */
  booked(move: FoldMove): Minor;
}

const accounts = { 1300: '1300', 5010: '5010' } as unknown as Accounts;

export function stockOf(costing: Costing, warehouses: readonly string[] = ['w'], allowsNegative = false): Stock {
  let count = 0;
  const ctx = {
    // A rule asks its context for no more than this.
    company: { id: 'company', currencyCode: 'USD' } as CompanyRow, viewer: { id: null }, today, now: new Date(0),
    newId: () => `id${String((count += 1)).padStart(9, '0')}`,
  } as DecideContext;
  const stock: Stock = {
    levels: new Map(warehouses.map((warehouse) => [`p ${warehouse}`, emptyLevel('p', warehouse, costing)])),
    moves: [], layers: new Map(), adjustments: [], lines: [], attributions: [], ctx,
    act: (decide) => {
      const names = new Map([...stock.levels.keys()].map((key) => [key, { productName: 'Tea', warehouseName: key, decimals: 6, allowsNegative }]));
      const pools = poolsOf([...stock.levels.values()], names, undefined, undefined, valueBook([...stock.layers.values()]));
      collected.length = 0;
      const result = decide(pools, stock.informed());
      for (const row of [...collected, ...pools.changes()]) apply(row);
      return result;
    },
    informed: () => ({
      ...ctx, more: new LateFacts(new Map([...stock.levels.keys()].map((key) => [key, stock.history(key)])), accounts, new Set(stock.moves.map(({ id }) => id))),
    }),
    history: (key) => {
      const moves = stock.moves.filter((move) => keyOf(move) === key && move.kind !== 'COST');
      const own = new Set(moves.map(({ id }) => id));
      // As if every issue elsewhere had been asked for.
      const above = new Set(stock.moves.filter(({ id, quantity }) => quantity < none && !own.has(id)).map(({ id }) => id));
      const level = stock.levels.get(key);
      if (!level) throw new Error(`no pool ${key}`);
      const days = Map.groupBy(moves, ({ effectiveOn }) => effectiveOn);
      const issues = stock.moves.filter(({ id }) => above.has(id)).map((move) =>
        [move.id, { pool: keyOf(move), units: -move.quantity as Quantity, cost: negate(stock.booked(move)) }] as const);
      const followers = stock.moves.filter((move) => keyOf(move) !== key).flatMap((move) => {
        const issueId = issueOf(move);
        if (issueId === null || !(own.has(issueId) || above.has(issueId))) return [];
        const less = stock.moves.filter((each) => each.correctsMoveId === move.id && each.quantity < none).reduce((sum, each) => add(sum, each.quantity), move.quantity);
        return [{ id: move.id, pool: keyOf(move), issueId, effectiveOn: move.effectiveOn, quantity: less }];
      });
      return {
        level: { ...level }, moves, adjusted: new Map(moves.map((move) => [move.id, minor(stock.booked(move) - move.valueMinor)])),
        layers: [...stock.layers.values()].filter((row) => keyOf(row) === key),
        days: [...days].map(([day, all]) => ({ day, quantity: all.reduce((sum, { quantity }) => add(sum, quantity), none) })).sort((a, b) => (a.day < b.day ? -1 : 1)),
        issues: new Map(issues), followers, isAttributing: stock.attributions.some((row) => keyOf(row as { productId: string; warehouseId: string }) === key),
      };
    },
    booked: (move) => plus(move.valueMinor, ...stock.adjustments.filter(({ moveId }) => moveId === move.id)
      .map(({ differenceMinor }) => (move.quantity < none ? negate(differenceMinor) : differenceMinor))),
  };
  const apply = ({ op, table, row }: Change) => {
    // Rows are whole where they are inserted: the database fills in only what is not asked for here.
    if (table === 'StockMove') stock.moves.push(row as unknown as StockMoveRow);
    if (table === 'CostAdjustment') stock.adjustments.push(row as unknown as CostAdjustmentRow);
    if (table === 'CostAttribution') stock.attributions.push(row);
    if (table === 'JournalLine') stock.lines.push(row as unknown as JournalLineRow);
    if (table === 'StockLayer') {
      const id = String(row.id);
      if (op === 'delete') stock.layers.delete(id);
      else stock.layers.set(id, { ...stock.layers.get(id), ...row } as StockLayerRow);
    }
    if (table === 'StockLevel') {
      for (const [key, level] of stock.levels) if (level.id === row.id) stock.levels.set(key, { ...level, ...row });
    }
  };
  return stock;
}

const collected: Change[] = [];
/** Keeps the row of a move until its decision is applied. */
export function keep<T extends { row: Change }>(made: T): T {
  collected.push(made.row);
  return made;
}
