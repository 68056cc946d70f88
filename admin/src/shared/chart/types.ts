import type { Money } from '../numbers.ts';

export type Series = { key: string; label: string };
/** One place on the axis: its label, a figure per series, and the path of the list behind it. */
export type Point = { label: string; values: Record<string, Money | number>; to?: string };

/** Only for the height of a bar; every figure that is read comes from the exact text. */
export const heightOf = (value: Money | number | undefined): number =>
  typeof value === 'number' ? value : Number(value?.amount ?? 0);
