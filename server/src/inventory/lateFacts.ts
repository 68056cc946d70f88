// What a rule must know of a pool when something becomes known late: all that has ever happened in it.
import type { Accounts } from '../accounting/books.ts';
import type { StockLayerRow, StockLevelRow } from '../generated/rows.ts';
import type { Minor } from '../shared/money.ts';
import type { Quantity } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import type { Elsewhere, FoldMove, Sharing } from './fold.ts';

/** A receipt in another pool that has the cost of an issue of this one. */
export interface Follower extends Sharing { pool: string; issueId: string }

export interface PoolHistory {
  level: StockLevelRow;
  moves: readonly FoldMove[];
  /** Sums of cost adjustments by move, as they change the pool's value. */
  adjusted: ReadonlyMap<string, Minor>;
  layers: readonly StockLayerRow[];
  /** Daily totals, in the order of days. */
  days: readonly { day: Day; quantity: Quantity }[];
  /** Issues of other pools whose cost receipts of this one have, as booked. */
  issues: ReadonlyMap<string, Elsewhere & { pool: string }>;
  /** Receipts in other pools that have the cost of issues named here, of this pool and of those above. */
  followers: readonly Follower[];
  /** Corrections of it wait to be moved to orders. */
  isAttributing: boolean;
}

/** Pools with their histories, by key; loaded under their locks when a rule has asked for them. */
export class LateFacts {
  readonly pools: ReadonlyMap<string, PoolHistory>;
  readonly accounts: Accounts;
  /** Issues that were asked for by themselves: the pools tell of them as of those that they knew. */
  readonly issueIds: ReadonlySet<string>;
  constructor(pools: ReadonlyMap<string, PoolHistory>, accounts: Accounts, issueIds: ReadonlySet<string> = new Set()) {
    this.pools = pools;
    this.accounts = accounts;
    this.issueIds = issueIds;
  }
}
