// Pure: F over several pools of which receipts in one have the cost of issues in another, until nothing changes any more.
import type { DecideContext } from '../shared/action.ts';
import { negate, plus, zero, type Minor } from '../shared/money.ts';
import { add, none, subtract, type Quantity } from '../shared/quantity.ts';
import { fold, issueOf, type Elsewhere, type FoldMove, type Folded } from './fold.ts';
import { demandIssue, historyOf, sharingOf } from './history.ts';
import type { Follower, PoolHistory } from './lateFacts.ts';

export type Made = ReadonlyMap<string, readonly FoldMove[]>;

/** What is booked of a move by now. */
export const bookedOf = (history: PoolHistory, { id, valueMinor }: FoldMove): Minor => plus(valueMinor, history.adjusted.get(id) ?? zero);

/** Receipts of other pools that have the cost of issues known here: those booked before, and those that this decision made. */
export function followersOf(key: string, history: PoolHistory, made: Made): Follower[] {
  const now = [...made].filter(([pool]) => pool !== key).flatMap(([pool, moves]) => moves.flatMap((move) => {
    const issueId = issueOf(move);
    return issueId === null ? [] : [{ id: move.id, effectiveOn: move.effectiveOn, quantity: move.quantity, issueId, pool }];
  }));
  const corrected = [...made.values()].flat().filter(({ correctsMoveId, quantity }) => correctsMoveId !== null && quantity < none);
  const left = (follower: Follower): Quantity => corrected.filter(({ correctsMoveId }) => correctsMoveId === follower.id)
    .reduce((sum, { quantity }) => add(sum, quantity), follower.quantity);
  return [...history.followers, ...now].map((each) => ({ ...each, quantity: left(each) }));
}

const ROUNDS_MAX = 1000;

/** F of the pools given and of all to which a difference leads, by pool. Asks for histories that are not known yet. */
export function foldPools(late: readonly string[], made: Made, ctx: DecideContext): Map<string, Folded> {
  const results = new Map<string, Folded>();
  const madeIssues = new Map([...made].flatMap(([pool, moves]) => moves.map((move) => [move.id, { pool, move }] as const)));
  const queue = [...late];
  for (let rounds = 0; queue.length > 0; rounds += 1) {
    const key = queue.shift() as string;
    if (rounds === ROUNDS_MAX) throw new Error(`the costs of pool ${key} do not come to rest`);
    const history = historyOf(ctx, key);
    const own = made.get(key) ?? [];
    const issues = new Map<string, Elsewhere>();
    const above = new Set([...history.issues.values()].map(({ pool }) => pool).filter((pool) => !results.has(pool)));
    const costIn = (pool: string, id: string) => results.get(pool)?.passedOn.get(id);
    for (const [id, { pool, units, cost }] of history.issues) issues.set(id, { units, cost: costIn(pool, id) ?? cost });
    for (const move of own) {
      const issueId = issueOf(move);
      const here = issueId === null ? undefined : madeIssues.get(issueId);
      if (issueId === null || here?.pool === key) continue;
      if (!here) {
        if (!history.moves.some(({ id }) => id === issueId) && !history.issues.has(issueId)) demandIssue(ctx, issueId);
        continue;
      }
      issues.set(issueId, { units: subtract(none, here.move.quantity), cost: costIn(here.pool, issueId) ?? negate(here.move.valueMinor) });
    }
    const followers = followersOf(key, history, made);
    const next = fold({ costing: history.level.costingMethod, moves: [...history.moves, ...own], issues, sharing: sharingOf(followers) });
    const before = results.get(key);
    results.set(key, next);
    for (const pool of above) if (!queue.includes(pool)) queue.push(pool);
    if (followers.length === 0) continue;
    const all = new Map([...history.moves, ...own].map((move) => [move.id, move]));
    const bookedCost = (issueId: string) => {
      const move = all.get(issueId);
      return move && negate(bookedOf(history, move));
    };
    const newHere = new Set(own.map((move) => issueOf(all.get(move.correctsMoveId ?? '') ?? move)));
    for (const { issueId, pool } of followers) {
      const cost = next.passedOn.get(issueId);
      // An issue of this pool costs otherwise than its followers know; or a part came back here, which moves the rounding of others.
      const isMoved = (newHere.has(issueId) && !results.has(pool))
        || (cost !== undefined && cost !== (before ? before.passedOn.get(issueId) : bookedCost(issueId)));
      if (isMoved && pool !== key && !queue.includes(pool)) queue.push(pool);
    }
  }
  return results;
}
