// Pure: money over debts, of which each may be paid less by what it was offered for paying early.
import { minus, plus, zero, type Minor } from '../shared/money.ts';

/** What a debt can take, and what of that may stay open as discount if it is paid now. */
export interface Fit { room: Minor; discount: Minor }

const lesser = (a: Minor, b: Minor): Minor => (a < b ? a : b);

/**
 * What each debt gets, in their order, so that as many as the money reaches are settled, each with its discount: the
 * others get nothing, the next one what is left. Money that is more than these come to less their discounts, and not more than
 * they come to, gives the discounts back, the oldest first: paid whole is paid whole. Never more than the money or a debt.
 */
export function fitted(available: Minor, debts: readonly Fit[]): Minor[] {
  const least = debts.map(({ room, discount }) => minus(room, lesser(room, discount)));
  let reached = 0;
  let left = available;
  for (; reached < debts.length && (least[reached] ?? zero) <= left; reached += 1) left = minus(left, least[reached] ?? zero);
  const discounts = plus(zero, ...debts.slice(0, reached).map(({ room, discount }) => lesser(room, discount)));
  // Beyond the debts that it reaches: their discounts stand, and the rest is part of the next. There is none: they are paid whole.
  if (left > discounts && reached < debts.length) return debts.map((_, index) => (index < reached ? least[index] ?? zero : index === reached ? left : zero));
  return debts.map(({ room, discount }, index) => {
    if (index >= reached) return zero;
    const back = lesser(left, lesser(room, discount));
    left = minus(left, back);
    return plus(least[index] ?? zero, back);
  });
}
