// Pure decisions of stock: adjusting, opening, and taking either back.
import type { Accounts } from '../accounting/books.ts';
import type { AccountCode } from '../accounting/chart.ts';
import { entryRows } from '../accounting/post.ts';
import type { JournalEntryRow, MoveKind, MoveReason, ReservationRow, StockLevelRow, StockMoveRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import { extend, minor, minus, negate, plus, take, zero, type Minor } from '../shared/money.ts';
import { most, none, subtract, type Quantity, type UnitPrice } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Change } from '../shared/write.ts';
import { allocate, issue, receive, unreserve, type MoveDraft, type Pools } from './pools.ts';
import { MoveNotReversible } from './refusals.ts';

const accountOf: Record<MoveReason, AccountCode> = { COUNT: '5200', FOUND: '5200', SPOILAGE: '5210', OWN_USE: '5220' };

/** Refuses a sign that contradicts the reason: goods are found, spoilt or used up; a count goes either way. */
export function demandSign(quantity: Quantity, reason: MoveReason): void {
  if (quantity === none) throw fieldRefused(['quantity'], 'quantity_zero');
  if (reason === 'FOUND' && quantity < none) throw fieldRefused(['quantity'], 'quantity_in');
  if ((reason === 'SPOILAGE' || reason === 'OWN_USE') && quantity > none) throw fieldRefused(['quantity'], 'quantity_out');
}

/** What goods that come in are worth: at the unit cost given, else at the pool's average; an empty pool has none. */
export function valueIn(level: StockLevelRow, quantity: Quantity, unitCost: UnitPrice | null | undefined, currencyCode: string): Minor {
  if (unitCost !== null && unitCost !== undefined) return extend(unitCost, quantity, currencyCode);
  if (level.onHand === none) throw fieldRefused(['unitCost'], 'required');
  return take({ units: level.onHand, value: level.valueMinor }, quantity);
}

export interface AdjustFacts { pools: Pools; accounts: Accounts; waiting: ReservationRow[]; holders: ReservationRow[] }
export interface Adjustment {
  productId: string; warehouseId: string; quantity: Quantity; unitCost?: UnitPrice | null; reason: MoveReason; note?: string | null;
  on: Day; freesReservations?: boolean | null;
}

/** The rows of one adjustment and the id of its move. Who placed last loses first where promised goods are gone. */
export function adjustment({ pools, accounts, waiting, holders }: AdjustFacts, input: Adjustment, ctx: DecideContext): { rows: Change[]; moveId: string } {
  const { productId, warehouseId, quantity, reason, on } = input;
  demandSign(quantity, reason);
  const id = ctx.newId();
  const size = quantity < none ? subtract(none, quantity) : quantity;
  const move: MoveDraft = {
    id, productId, warehouseId, quantity: size, kind: 'ADJUSTMENT', effectiveOn: on, source: { type: 'StockMove', id }, reason, note: input.note,
  };
  const level = pools.level(productId, warehouseId);
  const rows: Change[] = [];
  let value: Minor;
  if (quantity > none) {
    value = valueIn(level, size, input.unitCost, ctx.company.currencyCode);
    rows.push(receive(pools, { ...move, value }, ctx).row, ...allocate(pools, waiting, productId, warehouseId));
  } else {
    if (input.freesReservations) rows.push(...unreserve(pools, holders, productId, warehouseId, most(none, subtract(level.onHand, size))));
    const issued = issue(pools, move, ctx);
    value = negate(issued.cost);
    rows.push(issued.row);
  }
  rows.push(...entryRows(accounts, {
    kind: 'ADJUSTMENT', effectiveOn: on, source: { type: 'StockMove', id }, memo: input.note?.slice(0, 500),
    lines: [{ account: '1300', amount: value, productId, warehouseId }, { account: accountOf[reason], amount: negate(value), productId, warehouseId }],
  }, ctx), ...pools.changes());
  return { rows, moveId: id };
}

/** Moves that are taken back by themselves; all others are taken back with their document. */
const ownMoves: MoveKind[] = ['ADJUSTMENT', 'OPENING'];

export function demandReversible(move: StockMoveRow, isReversed: boolean): void {
  if (isReversed) throw MoveNotReversible({ reason: 'reversed' });
  if (move.kind === 'REVERSAL' && move.sourceType === 'StockMove') throw MoveNotReversible({ reason: 'reverse' });
  if (!ownMoves.includes(move.kind)) throw MoveNotReversible({ reason: 'document' });
}

export interface ReverseFacts extends Omit<AdjustFacts, 'holders'> { move: StockMoveRow; isReversed: boolean; entry: JournalEntryRow | undefined; counter: string | undefined }

/**
 * Takes an adjustment back: what went out returns at its own cost; what came in leaves at the average of now, and the
 * difference to its value then is a cost correction.
 */
export function reversal({ pools, accounts, waiting, move, isReversed, entry, counter }: ReverseFacts, { on, reason }: { on: Day; reason: string }, ctx: DecideContext): Change[] {
  demandReversible(move, isReversed);
  const { productId, warehouseId } = move;
  const draft: MoveDraft = {
    productId, warehouseId, quantity: move.quantity < none ? subtract(none, move.quantity) : move.quantity, kind: 'REVERSAL', effectiveOn: on,
    source: { type: 'StockMove', id: move.id }, reason: move.reason, note: reason, reversesMoveId: move.id,
  };
  const rows: Change[] = [];
  let value: Minor;
  if (move.quantity < none) {
    value = negate(move.valueMinor);
    rows.push(receive(pools, { ...draft, value }, ctx).row, ...allocate(pools, waiting, productId, warehouseId));
  } else {
    const issued = issue(pools, draft, ctx);
    value = negate(issued.cost);
    rows.push(issued.row);
  }
  const difference = negate(plus(value, move.valueMinor));
  const lines = [
    { account: '1300' as const, amount: value, productId, warehouseId },
    ...(counter ? [{ accountId: counter, amount: move.valueMinor, productId, warehouseId }] : []),
    { account: '5010' as const, amount: counter ? difference : negate(value), productId, warehouseId },
  ];
  return [...rows, ...entryRows(accounts, {
    kind: 'REVERSAL', effectiveOn: on, source: { type: 'StockMove', id: move.id }, memo: reason.slice(0, 500),
    ...(entry ? { reversesEntryId: entry.id } : {}), lines,
  }, ctx), ...pools.changes()];
}

/** A move of a pool as a difference of cost travels through it. */
export type Travelled = Pick<StockMoveRow, 'id' | 'quantity' | 'valueMinor' | 'orderId' | 'reversesMoveId'>;
export interface Spread {
  /** What stays with the goods that are still there. */
  remaining: Minor;
  /** What goes to issues since, by order; null: no order. */
  byOrder: { orderId: string | null; amount: Minor }[];
}

/**
 * How a difference in the cost of a receipt, known later, spreads: it travels as a value of its own through the moves
 * after the receipt, each issue taking its share of the units. The parts sum to the difference; with no units left none
 * of it remains. `units` is what was on hand after the receipt.
 */
export function spread(difference: Minor, units: Quantity, later: readonly Travelled[]): Spread {
  let onHand: bigint = units;
  let remaining = difference;
  const taken = new Map<string, Minor>();
  const orders = new Map<string | null, Minor>();
  const give = (orderId: string | null, amount: Minor) => orders.set(orderId, plus(orders.get(orderId) ?? zero, amount));
  for (const move of later) {
    if (move.quantity < none) {
      const part = onHand === 0n ? zero : take({ units: onHand, value: remaining }, -move.quantity);
      remaining = minus(remaining, part);
      taken.set(move.id, part);
      give(move.orderId, part);
    } else if (move.reversesMoveId !== null && taken.has(move.reversesMoveId)) {
      const back = taken.get(move.reversesMoveId) ?? zero;
      remaining = plus(remaining, back);
      give(move.orderId, negate(back));
    }
    onHand += move.quantity;
  }
  if (onHand === 0n && remaining !== 0n) {
    give(null, remaining);
    remaining = minor(0);
  }
  return { remaining, byOrder: [...orders].filter(([, amount]) => amount !== 0n).map(([orderId, amount]) => ({ orderId, amount })) };
}
