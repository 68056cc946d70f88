// Small whole numbers that look drawn, the same for the same seed (mulberry32).
export interface Drawing {
  /** A whole number from 0 to below `below`. */
  upTo(below: number): number;
  /** True in so many of a hundred cases. */
  chance(percent: number): boolean;
  one<T>(from: readonly T[]): T;
  /** So many different ones, in a drawn order. */
  some<T>(from: readonly T[], most: number): T[];
}

export function drawing(seed: number): Drawing {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const upTo = (below: number) => Math.floor(next() * below);
  return {
    upTo,
    chance: (percent) => next() * 100 < percent,
    one: <T>(from: readonly T[]): T => {
      const chosen = from[upTo(from.length)];
      if (chosen === undefined) throw new Error('nothing to draw from');
      return chosen;
    },
    some: (from, most) => {
      const left = [...from];
      const count = Math.min(left.length, 1 + upTo(most));
      return Array.from({ length: count }, () => left.splice(upTo(left.length), 1)).flat();
    },
  };
}
