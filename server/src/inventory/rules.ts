// Pure decisions of stock: adjusting, opening, and taking either back.
import type { Accounts } from '../accounting/books.ts';
import type { AccountCode } from '../accounting/chart.ts';
import { entryRows } from '../accounting/post.ts';
import type { JournalEntryRow, MoveKind, MoveReason, ReservationRow, StockHoldRow, StockLevelRow, StockMoveRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import { extend, negate, plus, take, type Minor } from '../shared/money.ts';
import { none, subtract, type Quantity, type UnitPrice } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Change } from '../shared/write.ts';
import { makeWay } from './lotsFreed.ts';
import type { LotGiven } from './lotsInput.ts';
import { namedLots } from './lotsMoved.ts';
import { allocate } from './poolPromises.ts';
import { issue, receive, type MoveDraft, type Pools } from './pools.ts';
import { MoveNotReversible } from './refusals.ts';

const accountOf: Record<MoveReason, AccountCode> = { COUNT: '5200', FOUND: '5200', SPOILAGE: '5210', DAMAGED: '5210', EXPIRED: '5210', OWN_USE: '5220' };

/** Refuses a sign that contradicts the reason: goods are found, spoilt or used up; a count goes either way. */
export function demandSign(quantity: Quantity, reason: MoveReason): void {
  if (quantity === none) throw fieldRefused(['quantity'], 'quantity_zero');
  if (reason === 'FOUND' && quantity < none) throw fieldRefused(['quantity'], 'quantity_in');
  if (reason !== 'COUNT' && reason !== 'FOUND' && quantity > none) throw fieldRefused(['quantity'], 'quantity_out');
}

/** What goods that come in are worth: at the unit cost given, else at the pool's average; an empty pool has none. */
export function valueIn(level: StockLevelRow, quantity: Quantity, unitCost: UnitPrice | null | undefined, currencyCode: string): Minor {
  if (unitCost !== null && unitCost !== undefined) return extend(unitCost, quantity, currencyCode);
  if (level.onHand === none) throw fieldRefused(['unitCost'], 'required');
  return take({ units: level.onHand, value: level.valueMinor }, quantity);
}

export interface AdjustFacts { pools: Pools; accounts: Accounts; waiting: ReservationRow[]; holders: ReservationRow[]; holds?: StockHoldRow[]; held?: StockHoldRow }
export interface Adjustment {
  /** The move's own id, where it must be known beforehand. */
  id?: string;
  productId: string; warehouseId: string; quantity: Quantity; unitCost?: UnitPrice | null; reason: MoveReason; note?: string | null;
  on: Day; freesReservations?: boolean | null; lots?: readonly LotGiven[];
}

/** The rows of one adjustment and the id of its move, with all that follows in its pools. */
export function adjustment(facts: AdjustFacts, input: Adjustment, ctx: DecideContext): { rows: Change[]; moveId: string } {
  const { rows, moveId } = adjusted(facts, input, ctx);
  return { rows: [...rows, ...facts.pools.changes()], moveId };
}

/** One of several adjustments, without the pools' own rows. Who placed last loses first where promised goods are gone. */
export function adjusted({ pools, accounts, waiting, holders, holds = [], held }: AdjustFacts, input: Adjustment, ctx: DecideContext): { rows: Change[]; moveId: string } {
  const { productId, warehouseId, quantity, reason, on } = input;
  demandSign(quantity, reason);
  const id = input.id ?? ctx.newId();
  const size = quantity < none ? subtract(none, quantity) : quantity;
  const move: MoveDraft = {
    id, productId, warehouseId, quantity: size, kind: 'ADJUSTMENT', effectiveOn: on, source: { type: 'StockMove', id }, reason, note: input.note,
    lots: held?.lotId ? [{ lotId: held.lotId, quantity: size }] : input.lots,
  };
  const level = pools.level(productId, warehouseId);
  const rows: Change[] = [];
  let value: Minor;
  if (quantity > none) {
    value = valueIn(level, size, input.unitCost, ctx.company.currencyCode);
    rows.push(receive(pools, { ...move, value }, ctx).row, ...allocate(pools, waiting, productId, warehouseId));
  } else {
    const lots = move.lots && namedLots(pools.lots, level, move);
    rows.push(...makeWay(pools, { holders, holds }, { productId, warehouseId, quantity: size, lots, held, freesReservations: input.freesReservations, note: input.note }, ctx));
    const issued = issue(pools, move, ctx);
    value = negate(issued.cost);
    rows.push(issued.row);
    // Who lost a lot may have another.
    if (lots && input.freesReservations) rows.push(...allocate(pools, holders, productId, warehouseId));
  }
  rows.push(...entryRows(accounts, {
    kind: 'ADJUSTMENT', effectiveOn: on, source: { type: 'StockMove', id }, memo: input.note?.slice(0, 500),
    lines: [{ account: '1300', amount: value, productId, warehouseId }, { account: accountOf[reason], amount: negate(value), productId, warehouseId }],
  }, ctx));
  return { rows, moveId: id };
}

export interface Opening {
  id?: string; productId: string; warehouseId: string; quantity: Quantity; unitCost: UnitPrice; note?: string | null; on: Day;
  lots?: readonly LotGiven[]; path?: string[];
}

/** Goods that the firm began with, at their cost against the opening balances; without the pools' own rows. */
export function opened({ pools, accounts, waiting }: Pick<AdjustFacts, 'pools' | 'accounts' | 'waiting'>, opening: Opening, ctx: DecideContext): { rows: Change[]; moveId: string } {
  const { productId, warehouseId, quantity, unitCost, on, note, lots, path } = opening;
  const id = opening.id ?? ctx.newId();
  const source = { type: 'StockMove', id };
  const value = extend(unitCost, quantity, ctx.company.currencyCode);
  const { row } = receive(pools, { id, productId, warehouseId, quantity, value, kind: 'OPENING', effectiveOn: on, source, note, path, lots }, ctx);
  return { moveId: id, rows: [row, ...allocate(pools, waiting, productId, warehouseId), ...entryRows(accounts, {
    kind: 'OPENING', effectiveOn: on, source,
    lines: [{ account: '1300', amount: value, productId, warehouseId }, { account: '3000', amount: negate(value), productId, warehouseId }],
  }, ctx)] };
}

/** Moves that are taken back by themselves; all others are taken back with their document. */
const ownMoves: MoveKind[] = ['ADJUSTMENT', 'OPENING'];

export function demandReversible(move: StockMoveRow, isReversed: boolean): void {
  if (isReversed) throw MoveNotReversible({ reason: 'reversed' });
  if (move.kind === 'REVERSAL' && move.sourceType === 'StockMove') throw MoveNotReversible({ reason: 'reverse' });
  if (!ownMoves.includes(move.kind) || move.sourceType !== 'StockMove') throw MoveNotReversible({ reason: 'document' });
}

export interface ReverseFacts extends Omit<AdjustFacts, 'holders'> { move: StockMoveRow; isReversed: boolean; entry: JournalEntryRow | undefined; counter: string | undefined }

/**
 * Takes an adjustment back: what went out returns at its own cost; what came in is as if it had never come, and those that took
 * of it cost what they would have cost without it.
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
