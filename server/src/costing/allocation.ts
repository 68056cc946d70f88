// Pure: how operating costs of a period come to the orders invoiced in it.
import type { CostAllocationRow, CostCategoryRow, CostDriver } from '../generated/rows.ts';
import { minus, plus, split, zero, type Minor } from '../shared/money.ts';
import { none, units, type Quantity } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import { AllocatedSince, AllocationOverlaps, CostAllocationReversed, NothingBears, NothingLeftToAllocate } from './refusals.ts';

/** An order invoiced in the period, with what it has of each driver. */
export interface Measured { orderId: string; lines: number; weight: Quantity; value: Minor; minutes: number }
/** What a category cost in the period, and what of it orders bear by earlier allocations of the same period. */
export interface CategoryCost { category: CostCategoryRow; cost: Minor; earlier: ReadonlyMap<string, Minor> }
interface OrderShare { orderId: string; measure: Quantity; amount: Minor }
export interface AllocationPart { category: CostCategoryRow; cost: Minor; earlier: Minor; amount: Minor; orders: number; shares: OrderShare[] }

const measureOf: Record<CostDriver, (order: Measured) => bigint> = {
  ORDER: () => units(1), LINE: ({ lines }) => units(lines), WEIGHT: ({ weight }) => weight,
  // A credit bears nothing.
  VALUE: ({ value }) => (value > 0n ? units(value) : none), TIME: ({ minutes }) => units(minutes),
};

/**
 * What each category still brings: all of its costs are divided anew by the driver, largest remainder, orders in the order given,
 * and what orders bear already is taken off. So late costs are added, and the same facts bring nothing.
 */
export function allocationParts(costs: readonly CategoryCost[], orders: readonly Measured[]): AllocationPart[] {
  return costs.map(({ category, cost, earlier }): AllocationPart => {
    const before = plus(zero, ...earlier.values());
    const bearing = orders.map((order) => ({ orderId: order.orderId, measure: measureOf[category.driver](order) as Quantity })).filter(({ measure }) => measure > 0n);
    const amount = minus(cost, before);
    const head = { category, cost, earlier: before, amount, orders: bearing.length };
    if (amount === 0n || (bearing.length === 0 && cost !== 0n)) return { ...head, shares: [] };
    const targets = new Map(split(cost, bearing.map(({ measure }) => measure)).map((target, index) => [bearing[index]?.orderId ?? '', target]));
    const measures = new Map(bearing.map(({ orderId, measure }) => [orderId, measure]));
    const shares = [...new Set([...measures.keys(), ...earlier.keys()])].map((orderId) =>
      ({ orderId, measure: measures.get(orderId) ?? none, amount: minus(targets.get(orderId) ?? zero, earlier.get(orderId) ?? zero) }));
    return { ...head, shares: shares.filter((each) => each.amount !== 0n) };
  });
}

/** Refuses a category whose costs no order can bear, and a period of which nothing is left to bring. */
export function demandBorne(parts: readonly AllocationPart[], { from, to, currencyCode }: { from: Day; to: Day; currencyCode: string }): AllocationPart[] {
  const alone = parts.find(({ cost, orders }) => cost !== 0n && orders === 0);
  if (alone) throw NothingBears({ category: alone.category.name, driver: alone.category.driver, cost: { minor: alone.cost, currencyCode } });
  const bringing = parts.filter(({ amount }) => amount !== 0n);
  if (bringing.length === 0) throw NothingLeftToAllocate({ from, to });
  return bringing;
}

type Stretch = Pick<CostAllocationRow, 'number' | 'startsOn' | 'endsOn'>;
/** A cost is brought to orders once: periods are the same or have no day in common. `known` are those that stand and touch the days. */
export function demandApart(known: readonly Stretch[], from: Day, to: Day): void {
  const other = known.find(({ startsOn, endsOn }) => startsOn !== from || endsOn !== to);
  if (other) throw AllocationOverlaps({ number: other.number, from: other.startsOn, to: other.endsOn });
}

export function demandStanding({ number, status }: Pick<CostAllocationRow, 'number' | 'status'>): void {
  if (status === 'REVERSED') throw CostAllocationReversed({ number });
}

/** Newest first: what came later was divided knowing it. */
export function demandAllocationReversible(allocation: Pick<CostAllocationRow, 'number' | 'status'>, later: readonly Pick<CostAllocationRow, 'number'>[]): void {
  demandStanding(allocation);
  const [newest] = later;
  if (newest) throw AllocatedSince({ number: newest.number });
}
