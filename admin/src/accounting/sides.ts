import type { Money } from '../shared/numbers.ts';

/** A signed amount as [debit, credit]. */
export const sidesOf = (money: Money): [Money | null, Money | null] =>
  money.amount.startsWith('-') ? [null, { ...money, amount: money.amount.slice(1) }] : [money, null];
