import type { DecideContext } from '../shared/action.ts';
import { MoreWanted } from '../shared/more.ts';
import { LateFacts, type Follower, type PoolHistory } from './lateFacts.ts';
import { loadLate } from './loadLate.ts';

const knownIn = ({ more }: DecideContext) => (more instanceof LateFacts ? more : undefined);
/** Asks for more histories and issues beside those that are known. */
const want = (ctx: DecideContext, key: string | undefined, issueId: string | undefined): MoreWanted => {
  const known = knownIn(ctx);
  const keys = new Set([...known?.pools.keys() ?? [], ...(key === undefined ? [] : [key])]);
  const issueIds = new Set([...known?.issueIds ?? [], ...(issueId === undefined ? [] : [issueId])]);
  return new MoreWanted((tx, context) => loadLate(tx, context, keys, issueIds));
};

/** The history of a pool; where it is not known yet, it is asked for. */
export function historyOf(ctx: DecideContext, key: string): PoolHistory {
  const found = knownIn(ctx)?.pools.get(key);
  if (!found) throw want(ctx, key, undefined);
  return found;
}

/** Asks for an issue of another pool that a receipt of this decision names, unless it is known. */
export function demandIssue(ctx: DecideContext, issueId: string): void {
  if (!knownIn(ctx)?.issueIds.has(issueId)) throw want(ctx, undefined, issueId);
}

/** What of each issue came back in other pools. */
export const sharingOf = (followers: readonly Follower[]): Map<string, Follower[]> => Map.groupBy(followers, ({ issueId }) => issueId);
