// A rule that must know more than its action has loaded, which is rare: it is loaded, and the rule decides again.
import type { Tx } from './db.ts';
import type { Context } from './viewer.ts';

/** Thrown while deciding: nothing is written, and the action begins again, with what is loaded here beside its own facts. */
export class MoreWanted extends Error {
  /** Loads what is wanted, under the locks of the action's own facts; a rule finds it in its context as `more`. */
  readonly load: (tx: Tx, ctx: Context) => Promise<object>;
  constructor(load: MoreWanted['load']) {
    super('more is wanted');
    this.load = load;
  }
}

const TIMES_MAX = 50;

/** Does work until nothing more is wanted. */
export async function informed<T>(work: (wanted?: MoreWanted) => Promise<T>, first?: MoreWanted): Promise<T> {
  let wanted = first;
  for (let times = 0; ; times += 1) {
    try {
      return await work(wanted);
    } catch (error) {
      if (!(error instanceof MoreWanted) || times === TIMES_MAX) throw error;
      wanted = error;
    }
  }
}
