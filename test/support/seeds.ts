// Which sequences of a firm's dealings are tried: forty fixed ones, or those that `pnpm test:long` asks for.

/** Seeds in groups that share a firm. */
export function seedGroups(shared = 10): number[][] {
  const first = Number(process.env.HESABU_SEED ?? 1);
  const count = Math.ceil(Number(process.env.HESABU_SEQUENCES ?? 40) / shared);
  return Array.from({ length: count }, (_, group) => groupOf(first + group * shared, shared));
}

/** So many seeds from one on. */
export const groupOf = (start: number, count: number): number[] => Array.from({ length: count }, (_, at) => start + at);
