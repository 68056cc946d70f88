// Pure: what is left of debts after what surer lines have taken, and how the money of a line falls on them.
import { minus, plus, zero, type Minor } from '../shared/money.ts';
import type { Debt, Line, Part } from './facts.ts';
import { fitted } from './fitted.ts';

type Booked = Pick<Line, 'bookedOn'>;
type Early = NonNullable<Debt['early']>[number];
const part = ({ itemId }: Debt, amount: Minor): Part => ({ itemId, amount, short: zero, shortReason: null });

export class Left {
  readonly #debts: readonly (readonly Debt[])[];
  readonly #left = new Map<string, Minor>();
  #opens: Map<string, Minor> | undefined;
  constructor(debts: readonly (readonly Debt[])[]) {
    this.#debts = debts;
  }

  of = (debt: Debt): Minor => this.#left.get(debt.itemId) ?? debt.open;

  /** What comes after sees the rest. */
  take(parts: readonly Part[]): void {
    this.#opens ??= new Map(this.#debts.flatMap((debts) => debts.map(({ itemId, open }) => [itemId, open])));
    for (const { itemId, amount, short } of parts) this.#left.set(itemId, minus(this.#left.get(itemId) ?? this.#opens.get(itemId) ?? zero, plus(amount, short)));
  }

  holds = (parts: readonly Part[]): boolean => parts.every(({ itemId, amount, short }) => (this.#left.get(itemId) ?? plus(amount, short)) >= plus(amount, short));

  whole = (debts: readonly Debt[]): Part[] => debts.map((debt) => part(debt, this.of(debt)));

  /** The best offer by which a debt may be paid less on the line's day. */
  #offer = ({ bookedOn }: Booked, debt: Debt): Early | undefined => (debt.early ?? []).find(({ until, discount }) => bookedOn <= until && discount < this.of(debt));

  /** Debts each less its discount for paying early; undefined where none has one. */
  discounted(line: Booked, debts: readonly Debt[]): Part[] | undefined {
    const offers = debts.map((debt) => this.#offer(line, debt));
    return offers.some(Boolean) ? debts.map((debt, index) => part(debt, minus(this.of(debt), offers[index]?.discount ?? zero))) : undefined;
  }

  /** What debts come to when each is paid early with its discount, off by no more than may be; undefined where none of them may be. */
  paidEarly(line: Booked, debts: readonly Debt[], amount: Minor): Part[] | undefined {
    const parts = this.discounted(line, debts);
    if (!parts) return undefined;
    const offers = debts.map((debt) => this.#offer(line, debt));
    const at = offers.findIndex(Boolean);
    const off = minus(amount, plus(zero, ...parts.map((each) => each.amount)));
    const tolerance = plus(zero, ...offers.map((offer) => offer?.tolerance ?? zero));
    if (off > tolerance || -off > tolerance) return undefined;
    return parts.map((each, index) => (index === at ? { ...each, amount: plus(each.amount, off) } : each));
  }

  /** One after another, each with its discount. */
  filled(line: Booked, debts: readonly Debt[], amount: Minor): Part[] {
    const inOrder = [...debts].sort((a, b) => (a.dueOn + a.number < b.dueOn + b.number ? -1 : 1));
    const taken = fitted(amount, inOrder.map((debt) => ({ room: this.of(debt), discount: this.#offer(line, debt)?.discount ?? zero })));
    return inOrder.flatMap((debt, index) => { const own = taken[index] ?? zero; return own > 0n ? [part(debt, own)] : []; });
  }

  /** Debts that are all settled by an amount, some of them whole and others with their discounts; undefined where it is not so. */
  someEarly(line: Booked, debts: readonly Debt[], amount: Minor): Part[] | undefined {
    const [open, less] = [plus(zero, ...debts.map(this.of)), plus(zero, ...debts.map((debt) => this.#offer(line, debt)?.discount ?? zero))];
    return amount < open && amount >= minus(open, less) ? this.filled(line, debts, amount) : undefined;
  }
}
