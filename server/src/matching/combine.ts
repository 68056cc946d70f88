// Pure: which debts together make an amount. Bounded: at most four of at most forty, and a number of trials.
import type { Minor } from '../shared/money.ts';
import type { Debt } from './facts.ts';

const MOST = 4;
const AMONG = 40;
const TRIALS = 200_000;

export interface Combinations {
  /** At most two: whether there is more than one is all that matters. */
  found: Debt[][];
  /** How many of all that could be tried would make some amount by chance. */
  chance: number;
}

/** Two to four debts that sum to an amount exactly; the oldest are tried first. */
export function combinations(debts: readonly Debt[], amount: Minor, openOf: (debt: Debt) => Minor): Combinations {
  const from = debts.filter((debt) => openOf(debt) > 0n && openOf(debt) < amount).sort((a, b) => (a.dueOn + a.number < b.dueOn + b.number ? -1 : 1)).slice(0, AMONG);
  const found: Debt[][] = [];
  let trials = 0;
  const look = (start: number, left: bigint, chosen: Debt[]): void => {
    for (let at = start; at < from.length && found.length < 2 && trials < TRIALS; at += 1) {
      const debt = from[at];
      if (!debt) return;
      trials += 1;
      const rest = left - openOf(debt);
      if (rest === 0n && chosen.length > 0) found.push([...chosen, debt]);
      else if (rest > 0n && chosen.length < MOST - 1) look(at + 1, rest, [...chosen, debt]);
    }
  };
  look(0, amount, []);
  return { found, chance: Number(trials) / Math.max(1, Number(amount)) };
}
