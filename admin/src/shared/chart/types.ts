import type { Money } from '../numbers.ts';

/** Money, a quantity as the API gives it, or a count. */
export type Figure = Money | { quantity: string } | number;
export type Series = { key: string; label: string };
/** One place on the axis: its label, a figure per series, and the path of the list behind it. */
export type Point = { label: string; values: Record<string, Figure>; to?: string; /** Of a waterfall: what is left, from the ground up. */ isTotal?: boolean };
/** Bars, lines, or steps of the first series from one to the next. */
export type ChartKind = 'bar' | 'line' | 'waterfall';

/** Only for the height of a bar; every figure that is read comes from the exact text. */
export const heightOf = (value: Figure | undefined): number =>
  typeof value === 'number' ? value : Number(value === undefined ? 0 : 'quantity' in value ? value.quantity : value.amount);
